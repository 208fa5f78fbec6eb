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
from annotator.services import loading
from annotator.services.session import local_session, store_at
from annotator.services.start import lifespan, open_database, owe_samples
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
    database: Path,
) -> None:
    open_store(database).close()  # a new one would read the samples before

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


def test_a_database_that_a_command_has_made_starts_with_the_samples_and_one_in_use_does_not(
    tmp_path: Path,
) -> None:
    path = tmp_path / "p.db"
    session = local_session(store_at(path), "Wire")
    owe_samples(session)
    [load] = loading.loads(open_database(path))
    loading.undo_load(session, int(str(load["id"])))
    owe_samples(session)
    assert len(loading.loads(open_database(path))) == 1
    session.store.close()
