"""How fast articles come in, and how fast the list answers afterwards."""

from __future__ import annotations

import resource
import sqlite3
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import quantiles

from annotator.model import Filter
from annotator.services import library, loading
from annotator.services.session import local_session
from annotator.store import open_store
from benchmarks.corpus import drafts

ARTICLES = 10_000


def main() -> None:
    """Print the load rate beside that of a bare SQLite table, and the list's answer times."""
    made = list(drafts(ARTICLES))
    with tempfile.TemporaryDirectory() as folder:
        bare = _bare(Path(folder) / "bare.db", [draft.body for draft in made])
        session = local_session(open_store(Path(folder) / "p.db"))
        start = time.perf_counter()
        for _ in loading.load(session, made, "benchmark"):
            pass
        taken = time.perf_counter() - start
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{ARTICLES:,} articles of 400 words, indexed for search: {taken:.2f} s", end="")
        print(f" ({ARTICLES / taken:,.0f}/s), {taken / bare:.1f} x a bare table with full text")
        print(f"most memory of the process: {memory:,.0f} MB")
        for name, filter_ in (
            ("first page", Filter()),
            ("by title", Filter(sort="title", descending=False)),
            ("one source", Filter(source="Source 3")),
            ("state open", Filter(state="open")),
            ("common word", Filter(query="Syria")),
            ("absent word", Filter(query="zzzz")),
            ("phrase", Filter(query='"Kofi Annan"')),
        ):
            print(f"list, {name}: p95 {_p95(partial(library.page, session, filter_)):.1f} ms")
        session.store.close()


def _bare(path: Path, texts: list[str]) -> float:
    start = time.perf_counter()
    connection = sqlite3.connect(path)
    connection.execute("CREATE VIRTUAL TABLE article USING fts5(text)")
    connection.executemany("INSERT INTO article VALUES (?)", [(text,) for text in texts])
    connection.commit()
    connection.close()
    return time.perf_counter() - start


def _p95(work: Callable[[], object], times: int = 40) -> float:
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return quantiles(taken, n=20)[-1]
