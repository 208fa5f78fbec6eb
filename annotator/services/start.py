"""What is done once, when the app starts: open the database, load the samples, warm up."""

from __future__ import annotations

import gc
import logging
import socket
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from annotator import articles
from annotator.errors import PressmarkError
from annotator.services import library, loading, suggesting
from annotator.services.session import ROOT, Session, database_path, local_session, store_at
from annotator.store import people

SAMPLES = ROOT / "data" / "samples"
_SAMPLES_DUE = "samples_due"
_LOG = logging.getLogger(__name__)


@asynccontextmanager
async def lifespan(_: object) -> AsyncIterator[None]:
    """Prepare the process before the first request; the database is closed by its end."""
    answer_without_delay()
    # A thread that reads articles, or renews what the memory says of one, would hold up each of the
    # many small steps of a save by 5 ms, Python's usual time between threads.
    sys.setswitchinterval(0.0001)
    try:
        session = open_database(database_path())
    except PressmarkError as error:  # the pages say so too, with the remedy
        _LOG.error("%s", error)
    else:
        threading.Thread(target=_warm_up, args=(session,), daemon=True).start()
    _keep_from_collection()
    yield


def open_database(path: Path) -> Session:
    """Open a database; one that did not exist starts with the sample articles, highlighted."""
    is_new = not path.exists()
    session = local_session(store_at(path))
    if is_new or people.setting(session.store, _SAMPLES_DUE):
        people.set_setting(session.store, _SAMPLES_DUE, "")
        if not loading.loads(session):
            load_samples(session)
    return session


def owe_samples(session: Session) -> None:
    """Let a database with nothing in it start with the samples, though a command has made it."""
    if len(library.projects(session)) == 1 and not loading.loads(session):
        people.set_setting(session.store, _SAMPLES_DUE, "yes")


def load_samples(session: Session) -> None:
    """Load the articles that the project ships, and let the recogniser read them."""
    for _ in loading.load(session, articles.read_paths([SAMPLES]), "Sample articles"):
        pass
    for _ in suggesting.suggest_all(session):
        pass


def answer_without_delay() -> None:
    """Set TCP_NODELAY on the listening sockets; the accepted ones inherit it.

    `streamlit run` binds its socket in a way that leaves it out, which costs 40 ms for each of
    several answers on one connection.
    """
    for found in gc.get_objects():
        if isinstance(found, socket.socket):
            try:
                if found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
                    found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            except OSError:  # closed, or not TCP
                continue


def _keep_from_collection() -> None:
    """Let the collector of garbage pass over what is there: imports and lists stay for good.

    It would look through all of it time and again, a tenth of a second in which no thread works.
    """
    gc.collect()
    gc.freeze()


def _warm_up(session: Session) -> None:
    """Build the recogniser's gazetteers before the first article is opened."""
    suggesting.warm_up(session)
    _keep_from_collection()
