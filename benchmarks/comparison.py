"""How long the page Agreement takes at 200,000 annotations of two people.

`comparison:50000` takes that many articles, of 20 annotations each, and counts once what it takes
the best of several times for else.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from annotator.services import agreeing, comparing, confusions
from annotator.services.matrix import BY
from annotator.services.session import Session
from annotator.store import people
from benchmarks.statistics import ARTICLES, EACH, seeded
from benchmarks.timing import ROUNDS, anew, seconds


def main(articles: int = ARTICLES) -> None:
    """Print the seconds of the page's services, counted for the first time and again."""
    rounds = ROUNDS if articles <= ARTICLES else 1
    with tempfile.TemporaryDirectory() as folder:
        session = _of_two(seeded(Path(folder) / "comparison.db", articles))
        store = session.store
        plain = seconds(lambda: store.value("SELECT count(label_id || state) FROM annotation"))
        found = comparing.overview(session)
        print(
            f"{articles * EACH:,} annotations on {articles:,} articles: {found.marks:,} passages "
            f"of {len(found.people)} people"
        )
        print(f"one plain pass over them    {plain:.3f} s")

        def first(name: str, ask: Callable[[], object], budget: str = "") -> None:
            took = anew(session, ask, rounds)
            print(f"{name:27} {took:.3f} s  ratio {took / plain:.1f}{budget}")

        def page() -> object:
            return comparing.overview(session), comparing.show_matrix(session)

        first("sentence and matrix, first", page, "  budget 0.5 s")
        took = seconds(page)
        print(f"{'the same again':27} {took:.3f} s  ratio {took / plain:.1f}")
        for by in BY[1:]:
            first(f"matrix by {by}, first", partial(comparing.show_matrix, session, by))
        took = seconds(lambda: comparing.behind(session, "label", "", "PER", "missed"))
        print(f"{'passages behind a number':27} {took:.3f} s  ratio {took / plain:.1f}")
        first("confusion, first", lambda: confusions.show_confusion(session))
        first("F1 in its views, first", lambda: agreeing.of_passages(session))
        first("alphas of text, first", lambda: agreeing.of_text(session))
        store.close()


def _of_two(session: Session) -> Session:
    """Let the suggestions be marks of a second person, and the answers stand on the same words."""
    other = people.annotator(session.store, "Other")
    with session.store.write() as connection:
        connection.execute(
            """
            UPDATE annotation SET start = first.start, "end" = first."end", quote = first.quote
            FROM annotation AS first WHERE first.id = annotation.suggestion_id
            """
        )
        connection.execute(
            "UPDATE annotation SET suggestion_id = NULL, state = 'made' "
            "WHERE state IN ('accepted', 'corrected')"
        )
        connection.execute(
            "UPDATE annotation SET annotator_id = ?, state = 'made' WHERE state = 'suggested'",
            (other.id,),
        )
        connection.execute(
            """
            INSERT INTO assignment SELECT article_seq, ?, state, updated_at, '', NULL, '', '', ''
            FROM assignment
            """,
            (other.id,),
        )
    return session
