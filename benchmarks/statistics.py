"""How long the pages Statistics, Effort and Progress take at 200,000 annotations.

`statistics:1000000` measures them at that many.
"""

from __future__ import annotations

import json
import random
import sqlite3
import tempfile
from itertools import islice
from pathlib import Path
from typing import Any

from annotator.services import (
    effort,
    honesty,
    openings,
    progress,
    reporting,
    team_progress,
)
from annotator.services.reporting import EVERYTHING, Only
from annotator.services.session import Session, local_session
from annotator.store import annotation, articles, open_store, people
from annotator.store.openings import begin_in
from annotator.text import sha256
from benchmarks.corpus import drafts
from benchmarks.timing import ROUNDS, anew, seconds

ARTICLES = 10_000
EACH = 20  # half of them suggestions, half what a person answered or made
_LABELS = ("PER", "ORG", "LOC", "EVENT", "NORP", "DATE", "MONEY", "QUOTE")
_STATES = ("made", "made", "accepted", "accepted", "corrected", "rejected")
# Not for secrets: the same annotations in every run are the point.
_CHANCE = random.Random(7)


def main(*sizes: int) -> None:
    """Print the seconds of the pages' queries and of a list of passages, and what a count takes."""
    for size in sizes or (ARTICLES * EACH,):
        _measure(size // EACH)


def _measure(many: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        session = seeded(Path(folder) / "statistics.db", many)
        store = session.store
        plain = seconds(lambda: store.value("SELECT count(label_id || state) FROM annotation"))
        print(f"{many * EACH:,} annotations on {many:,} articles, best of {ROUNDS}")
        print(f"one plain pass over them  {plain:.3f} s")
        for counted in reporting.COUNTS:
            _page(session, f"page, {counted}", plain, counted)
        for name, only in _filters(session).items():
            _page(session, f"only {name}", plain, "marks", only)
        took = seconds(lambda: reporting.report(session))
        print(f"page, counted before      {took:.3f} s  ratio {took / plain:.1f}  budget 0.5 s")
        took = seconds(lambda: reporting.behind(session, "marks", {"label_id": "PER"}))
        print(f"passages behind a bar     {took:.3f} s  ratio {took / plain:.1f}")
        for name, ask in (
            ("one's own progress", lambda: progress.own(session)),
            ("the team's progress", lambda: team_progress.team(session)),
            ("progress by article", lambda: team_progress.by_article(session)),
        ):
            took = seconds(ask)
            print(f"{name:25} {took:.3f} s  ratio {took / plain:.1f}  budget 0.5 s")
        _let_a_fifth_be_without(session)
        _page(session, "page, a fifth without", plain, "suggestions")
        for name, ask in (
            ("effort", lambda: effort.team(session)),
            ("effort and honesty check", lambda: honesty.check(session)),
        ):
            took = anew(session, ask)
            print(f"{name:25} {took:.3f} s  ratio {took / plain:.1f}  budget 0.5 s")
        took = seconds(
            lambda: effort.behind(session, "answers", {"band": "sure", "answer": "accepted"})
        )
        print(f"answers behind a point    {took:.3f} s  ratio {took / plain:.1f}")
        store.close()


def _let_a_fifth_be_without(session: Session) -> None:
    """Open every article, a fifth of them without suggestions."""
    openings.set_share(session, 20)
    seqs = [row["seq"] for row in session.store.rows("SELECT seq FROM article")]
    with session.store.write() as connection:
        for seq in seqs:
            begin_in(connection, seq, session.annotator.id, session.store.now())


def _page(session: Session, name: str, plain: float, counted: str, only: Only = EVERYTHING) -> None:
    """Print how long all figures of the page take, when something is new for each."""
    took = anew(session, lambda: reporting.report(session, counted, only))
    print(f"{name:25} {took:.3f} s  ratio {took / plain:.1f}  budget 0.5 s")


def _filters(session: Session) -> dict[str, Only]:
    """Return filters that leave much, a part and little."""
    store = session.store
    most = "SELECT {0} FROM {1} GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
    source = str(store.value(most.format("source", "article")))
    quote = str(store.value(most.format("quote", "annotation")))
    return {
        "a label": Only(label_id=("PER",)),
        "a source": Only(source=(source,)),
        "an annotator": Only(annotator_id=(session.annotator.id,)),
        "a language": Only(language_id=("en",)),
        "a year": Only(month=("2016",)),
        "a name": Only(quote=(quote,)),
        "five at once": Only((source,), ("en",), ("2016",), label_id=("PER", "ORG"),
                             annotator_id=(session.annotator.id,)),
    }  # fmt: skip


def seeded(path: Path, many: int = ARTICLES) -> Session:
    """Return the session on a project with these annotations, on so many articles."""
    session = local_session(open_store(path), "Statistics")
    store = session.store
    recogniser = people.annotator(store, "rules", "recogniser", "1")
    load = articles.begin_load(store, session.project.id, session.annotator.id, "made up")
    incoming = (articles.Incoming(draft, sha256(draft.body)) for draft in drafts(many))
    while some := list(islice(incoming, 500)):
        articles.add(store, session.project.id, load, some)
    with store.write() as connection:
        for row in store.rows("SELECT article_seq, id, text FROM article_version"):
            made = _annotations(row, recogniser.id, session.annotator.id)
            annotation.insert_many(connection, made)
            connection.executemany(
                """
                INSERT INTO acts (id, article_seq, annotator_id, at, stored_at, kind, subject,
                                  after, group_id)
                VALUES (:act_id, :article_seq, :annotator_id, :updated_at, :updated_at, 'annotate',
                        'annotation', :after, :act_id)
                """,
                [one | {"after": json.dumps(one)} for one in made if one["state"] != "suggested"],
            )
            annotation.recount(connection, row["article_seq"], session.annotator.id, store.now())
            annotation.recount_suggestions(connection, row["article_seq"])
            _work(connection, row["article_seq"], session.annotator.id)
    return session


def _work(connection: sqlite3.Connection, article_seq: int, annotator_id: str) -> None:
    """Let every other article be done, and time be counted on each, on one day or two."""
    if article_seq % 2:
        connection.execute(
            "UPDATE assignment SET state = 'done' WHERE article_seq = ?", (article_seq,)
        )
    for day in {_CHANCE.randint(1, 28) for _ in range(2)}:
        connection.execute(
            "INSERT INTO active_time VALUES (?, ?, ?, ?)",
            (annotator_id, article_seq, f"2026-03-{day:02d}", _CHANCE.randint(10_000, 600_000)),
        )


def _annotations(version: Any, recogniser: str, person: str) -> list[dict[str, Any]]:
    """Return suggestions on words of an article, and as many answers and marks of a person."""
    text, seq = version["text"], version["article_seq"]
    made = []
    for number in range(EACH):
        start = _CHANCE.randrange(len(text) - 10)
        suggested = number < EACH // 2
        state = "suggested" if suggested else _CHANCE.choice(_STATES)
        answers = f"{seq}-{number - EACH // 2}" if state not in ("suggested", "made") else None
        day = f"2026-{_CHANCE.randint(1, 3):02d}-{_CHANCE.randint(1, 28):02d}T10:00:00Z"
        label = made[number - EACH // 2]["label_id"] if answers else _CHANCE.choice(_LABELS)
        made.append(
            {
                "id": f"{seq}-{number}", "article_seq": seq, "version_id": version["id"],
                "kind": "span", "label_id": label, "start": start, "end": start + 8,
                "quote": text[start : start + 8], "note": "", "state": state,
                "suggestion_id": answers, "score": 0.9, "reason": "",
                "annotator_id": recogniser if suggested else person, "created_at": day,
                "updated_at": day, "act_id": f"act-{seq}-{number}",
            }
        )  # fmt: skip
    return made
