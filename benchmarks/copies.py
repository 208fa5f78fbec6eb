"""Copies among many articles: how long finding them takes, and which of the planted are found."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from annotator.model import Draft, Filter
from annotator.services import copies, library, loading
from annotator.services.session import Session, local_session
from annotator.store import open_store
from benchmarks.corpus import drafts, words

ARTICLES = 10_000
PLANTED = 300  # of each kind
EDITS = (5, 10, 20)


def main() -> None:
    """Print the seconds for 10,000 articles, and recall and precision on planted copies."""
    with tempfile.TemporaryDirectory() as folder:
        session = local_session(open_store(Path(folder) / "p.db"))
        for _ in loading.load(session, _articles(), "benchmark"):
            pass
        start, worked = time.perf_counter(), time.process_time()
        for _ in copies.find_all(session):
            pass
        taken = time.perf_counter() - start
        print(f"{ARTICLES:,} articles of 400 words compared: {taken:.1f} s", end="")
        print(f", {time.process_time() - worked:.1f} s of them on the processor")
        _judge(session)
        session.store.close()


def _articles() -> Iterator[Draft]:
    chance = random.Random(1)
    made = list(drafts(ARTICLES - PLANTED * len(EDITS)))
    for number, draft in enumerate(made):
        yield replace(draft, title=f"of {number}")
    for place, edits in enumerate(EDITS):
        for number in range(place * PLANTED, (place + 1) * PLANTED):
            yield replace(
                made[number], body=_edited(made[number].body, edits, chance),
                title=f"of {number}",
            )  # fmt: skip


def _edited(text: str, percent: int, chance: random.Random) -> str:
    """Change, drop or add words, so many of a hundred, anywhere: the hardest kind of editing."""
    fresh = iter(words(chance.randrange(10**9), len(text)).split())
    made = list[str]()
    for word in text.split(" "):
        if chance.random() * 100 >= percent:
            made.append(word)
            continue
        kind = chance.randrange(3)
        made += [[next(fresh)], [], [word, next(fresh)]][kind]
    return " ".join(made)


def _judge(session: Session) -> None:
    rows = session.store.rows("SELECT title, copy_group FROM article ORDER BY seq")
    groups: dict[int, list[str]] = {}
    for row in rows:
        groups.setdefault(row["copy_group"], []).append(row["title"])
    pairs = [titles for titles in groups.values() if len(titles) > 1]
    right = {titles[0] for titles in pairs if len(titles) == 2 and titles[0] == titles[1]}
    for place, edits in enumerate(EDITS):
        wanted = {f"of {n}" for n in range(place * PLANTED, (place + 1) * PLANTED)}
        print(
            f"copies with {edits} % of the words edited: recall {len(wanted & right) / PLANTED:.3f}"
        )
    print(f"precision of the groups: {len(right) / len(pairs):.3f} (of {len(pairs):,})")
    start = time.perf_counter()
    page = library.page(session, Filter(copies="folded"))
    print(f"one of each: {page.total:,}, listed in {(time.perf_counter() - start) * 1000:.0f} ms")
