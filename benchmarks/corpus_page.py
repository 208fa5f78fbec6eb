"""How long each part of the page Corpus takes at 200,000 annotations on 10,000 articles.

What is counted anew is what the first one to look after a change waits for; what is kept, all
others until the next change.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from annotator.model import Filter
from annotator.services import concordance, dossiers, keyness, names, together, trends
from annotator.services.concordance import Wanted
from annotator.services.session import Session
from annotator.services.sets import Set
from annotator.store import articles
from benchmarks.statistics import ARTICLES, EACH, seeded
from benchmarks.timing import seconds

_ROUNDS = 3
_LOOKED_FOR = (("query", "geneva"), ("query", "ka*"), ("word", "geneva"), ("label", "PER"))


def main() -> None:
    """Print the seconds of each part, beside those of plain passes over annotations and texts."""
    with tempfile.TemporaryDirectory() as folder:
        session = seeded(Path(folder) / "corpus.db")
        _join(session)
        store = session.store
        plain = seconds(lambda: store.value("SELECT count(label_id || state) FROM annotation"))
        texts = seconds(lambda: store.value("SELECT sum(length(text)) FROM article_version"))
        print(f"{ARTICLES * EACH:,} annotations on {ARTICLES:,} articles; budget 0.5 s")
        print(f"one plain pass over annotations {plain:.3f} s, over texts {texts:.3f} s")
        for name, ask in _parts(session):
            anew, kept = _anew(session, ask), seconds(ask)
            print(f"{name:42} anew {anew:.3f} s  ratio {anew / plain:5.1f}  kept {kept:.3f} s")
        store.close()


def _parts(session: Session) -> Iterator[tuple[str, Callable[[], object]]]:
    for counted in ("marks", "suggestions"):
        yield f"names, {counted}", partial(names.names, session, counted)
    yield "names, searched", partial(names.names, session, "marks", "ka")
    top = str(names.names(session, "marks").rows[0]["key"])
    yield "a dossier", partial(dossiers.dossier, session, "marks", top)
    for unit in together.UNITS:
        yield f"40 names, same {unit}", partial(together.pairs, session, "marks", unit, 40)
    for kind, value in _LOOKED_FOR:
        wanted = Wanted(kind, value)
        total = concordance.lines(session, wanted).total
        for sort in ("date", "1R"):
            lines = partial(concordance.lines, session, wanted, sort)
            yield f"{total:,} lines of {kind} {value}, by {sort}", lines
    one = Set(Filter(source="Source 1"))
    for kind in keyness.KINDS:
        rest = Set(one.filter, is_rest=True)
        yield f"a source and the rest, {kind}", partial(keyness.compare, session, kind, one, rest)
    for axis in ("month", "source"):
        yield f"names by {axis}", partial(trends.trend, session, "marks", "names", [], axis)


def _anew(session: Session, ask: Callable[[], object]) -> float:
    """Return the seconds that something takes when there is an article less each time."""
    best = float("inf")
    for _ in range(_ROUNDS):
        there = "SELECT id FROM article WHERE removed_at = '' LIMIT 1"
        articles.remove(session.store, str(session.store.value(there)))
        began = time.perf_counter()
        ask()
        best = min(best, time.perf_counter() - began)
    return best


def _join(session: Session) -> None:
    """Give every tenth mark an identifier, and put two of each article into a chain."""
    with session.store.write() as connection:
        connection.execute(
            "UPDATE annotation SET entity_id = 'Q' || (seq % 500) WHERE seq % 10 = 0"
        )
        connection.execute(
            """
            INSERT INTO annotation (id, article_seq, version_id, kind, label_id, note, state,
                from_id, to_id, attributes, reason, annotator_id, created_at, updated_at, act_id)
            SELECT 'chain-' || article_seq, article_seq, version_id, 'relation', 'SAME', '', 'made',
                min(id), max(id), '{}', '', annotator_id, created_at, updated_at, act_id
            FROM annotation WHERE state = 'made' GROUP BY article_seq HAVING count(*) > 1
            """
        )
