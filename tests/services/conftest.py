"""Fixtures that tests of several services share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from marked import scattered

from annotator.services.session import Session, local_session
from annotator.store import open_store


@pytest.fixture(scope="session")
def differing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A project in which three people and a recogniser differ in every way; for reading alone."""
    store = open_store(tmp_path_factory.mktemp("differing") / "pressmark.db")
    session = local_session(store, "Differing")
    scattered(session)
    yield session
    store.close()
