"""Fixtures that tests of several layers share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from factories import SHARED
from hypothesis import HealthCheck, settings

from annotator.services.session import Session, local_session
from annotator.store import Store, open_store

# How long an example takes says something about the machine, nothing about the code.
settings.register_profile("pressmark", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("pressmark")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("shared") and not SHARED.is_dir():
            item.add_marker(pytest.mark.skip(reason="the folder ../shared is absent"))


@pytest.fixture(scope="session")
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip("the folder ../shared is absent")
    return SHARED


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "pressmark.db")
    yield opened
    opened.close()


@pytest.fixture
def session(store: Store) -> Session:
    return local_session(store, "Tests")


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that the app works on, which is not there yet."""
    path = tmp_path / "pressmark.db"
    monkeypatch.setenv("PRESSMARK_DB", str(path))
    return path
