"""What the tests of pages share."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.services.session import Session, local_session, store_at


@pytest.fixture
def desk(database: Path) -> Session:
    """Whoever works on the database that pages read."""
    return local_session(store_at(database))
