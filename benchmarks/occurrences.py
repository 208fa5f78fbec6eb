"""All places of some words in a project: seen, labelled and taken back in one stroke."""

from __future__ import annotations

import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path

from annotator.services import loading, occurrences
from annotator.services.occurrences import Wanted
from annotator.services.session import local_session
from annotator.store import open_store
from benchmarks.corpus import drafts

ARTICLES = 10_000
WORDS = "Anna Lindh"


def main() -> None:
    """Print how long each step takes over 10,000 articles, beside one plain scan of the texts."""
    with tempfile.TemporaryDirectory() as folder:
        session = local_session(open_store(Path(folder) / "p.db"))
        for _ in loading.load(session, drafts(ARTICLES), "benchmark"):
            pass
        scan, _ = _timed(lambda: session.store.rows("SELECT text FROM article_version"))
        print(f"{ARTICLES:,} articles of 400 words; reading their texts takes {scan:.2f} s")
        wanted, group = Wanted(WORDS, "PER"), uuid.uuid4().hex
        steps: dict[str, Callable[[], object]] = {
            "seen": lambda: occurrences.preview(session, wanted),
            "labelled": lambda: occurrences.label(session, wanted, group),
            "taken back": lambda: occurrences.step(session, group, "undo", ""),
            "brought again": lambda: occurrences.step(session, group, "redo", ""),
        }
        for name, step in steps.items():
            taken, told = _timed(step)
            places = getattr(told, "places", None)
            count = "" if places is None else f" ({places:,} places)"
            print(f"    {name}: {taken:.2f} s, {taken / scan:.1f} times the reading{count}")
        session.store.close()


def _timed(run: Callable[[], object]) -> tuple[float, object]:
    start = time.perf_counter()
    told = run()
    return time.perf_counter() - start, told
