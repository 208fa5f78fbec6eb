"""How fast the labelled data leaves."""

from __future__ import annotations

import csv
import io
import tempfile
import time
import tracemalloc
from pathlib import Path

from annotator.model import Suggestion
from annotator.services import exchange, loading
from annotator.services.exchange import Selection
from annotator.services.session import Session, local_session
from annotator.store import open_store, people
from annotator.store.suggestions import suggest
from benchmarks.corpus import drafts

ARTICLES, EACH = 10_000, 20


def main() -> None:
    """Print seconds for the CSV of 200,000 annotations beside csv.writer with the rows at hand."""
    with tempfile.TemporaryDirectory() as folder:
        session = local_session(open_store(Path(folder) / "p.db"))
        recogniser = people.annotator(session.store, "rules", "recogniser", "0")
        with session.store.write():
            for verdict in loading.load(session, drafts(ARTICLES), "benchmark"):
                passages = [Suggestion(n * 40, n * 40 + 9, "PER", 0.9) for n in range(EACH)]
                suggest(session.store, verdict.article_id, recogniser, passages)
        start = time.perf_counter()
        size = sum(len(piece.encode()) for piece in exchange.export_csv(session, Selection()))
        taken = time.perf_counter() - start
        text = "".join(exchange.export_csv(session, Selection()))
        bare = _bare(list(csv.reader(io.StringIO(text, newline=""))))
        print(f"CSV of {ARTICLES * EACH:,} annotations, {size / 1e6:.0f} MB: {taken:.2f} s", end="")
        print(f" ({ARTICLES * EACH / taken:,.0f} rows/s), {taken / bare:.1f} x csv.writer alone")
        print(f"most memory that it held, by tracemalloc: {_held(session):.1f} MB")
        session.store.close()


def _held(session: Session) -> float:
    """Return the peak of the Python heap; the process also maps pages of the database file."""
    tracemalloc.start()
    for _ in exchange.export_csv(session, Selection()):
        pass
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return peak


def _bare(rows: list[list[str]]) -> float:
    start = time.perf_counter()
    csv.writer(io.StringIO()).writerows(rows)
    return time.perf_counter() - start
