"""What is done once, when the app starts."""

from __future__ import annotations

import asyncio
import gc
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from annotator import recognisers
from annotator.recognisers.lexicon import lexicon
from annotator.services.start import lifespan
from annotator.store import open_store


@pytest.fixture(autouse=True)
def as_a_process_that_starts() -> Iterator[None]:
    interval = sys.getswitchinterval()
    lexicon.cache_clear()
    recognisers.load.cache_clear()
    yield
    sys.setswitchinterval(interval)
    gc.unfreeze()


def test_what_the_recogniser_has_read_in_is_never_looked_through_for_garbage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "p.db"
    open_store(path).close()  # a new one would read the samples before
    monkeypatch.setenv("PRESSMARK_DB", str(path))

    async def started() -> None:
        before = set(threading.enumerate())
        async with lifespan(None):
            for thread in set(threading.enumerate()) - before:
                await asyncio.to_thread(thread.join)

    # A thread of its own has no event loop yet; this one may have that of a browser's tests.
    with ThreadPoolExecutor(1) as executor:
        executor.submit(asyncio.run, started()).result()
    names = lexicon().names
    assert gc.is_tracked(names)
    assert all(each is not names for each in gc.get_objects())
