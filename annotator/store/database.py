"""The connection: opening, pragmas, migrations, one writer path in a process.

SQLite in WAL mode lets readers go on while one writes. Writers take turns: threads of this process
by a lock, other processes by SQLite's own lock with a long busy timeout. BEGIN IMMEDIATE is used
throughout, because a deferred transaction that turns into a writer is refused at once, without
waiting, when another one wrote in between.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import sqlite_utils

from annotator.errors import NewerSchema, PressmarkError, Refused
from annotator.store.chance import drawn
from annotator.store.migrations import MIGRATIONS

Item = TypeVar("Item")

BUSY_SECONDS = 10.0
_BUSY_TRIES = 6


def utc_now() -> str:
    """Return the present time as ISO 8601 in UTC, with microseconds."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def chunks(items: Iterable[Item], size: int = 50) -> Iterator[list[Item]]:
    """Yield items a few at a time: what is written for long has to let others in in between."""
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk


class Store:
    """An open database file.

    Parameters
    ----------
    path : Path
        The file; its folder exists.
    now : callable
        Gives the time that is written down, ISO 8601 in UTC.
    """

    def __init__(self, path: Path, now: Callable[[], str] = utc_now) -> None:
        self.path = path
        self.now = now
        self._local = threading.local()
        self._next = threading.Lock()
        self._writer = threading.Lock()
        self._open: list[sqlite3.Connection] = []

    @property
    def db(self) -> sqlite_utils.Database:
        """The connection of the calling thread, opened at its first use."""
        if not hasattr(self._local, "db"):
            self._local.db = self._connect()
        db: sqlite_utils.Database = self._local.db
        return db

    def _connect(self) -> sqlite_utils.Database:
        connection = sqlite3.connect(
            self.path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        connection.row_factory = sqlite3.Row
        connection.create_function("drawn", 3, drawn, deterministic=True)
        for pragma in (
            "journal_mode = WAL",
            "synchronous = FULL",  # an act that was confirmed survives a power cut
            "foreign_keys = ON",
            "temp_store = MEMORY",
            "cache_size = -32000",
            "mmap_size = 67108864",
        ):
            connection.execute(f"PRAGMA {pragma}")
        self._open.append(connection)
        return sqlite_utils.Database(connection)

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[sqlite3.Row]:
        """Return all rows of a query."""
        return self.db.conn.execute(sql, parameters).fetchall()

    def tuples(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return the same as plain tuples, for very many of them: they take half the time."""
        cursor = self.db.conn.cursor()
        cursor.row_factory = None
        return cursor.execute(sql, parameters).fetchall()

    def row(self, sql: str, parameters: Sequence[Any] = ()) -> sqlite3.Row | None:
        """Return the first row of a query, or None."""
        found: sqlite3.Row | None = self.db.conn.execute(sql, parameters).fetchone()
        return found

    def value(self, sql: str, parameters: Sequence[Any] = ()) -> object:
        """Return the first column of the first row of a query, or None."""
        found = self.row(sql, parameters)
        return None if found is None else found[0]

    @contextmanager
    def write(self, *, durable: bool = True) -> Iterator[sqlite3.Connection]:
        """Open one short write transaction; all of it is on disk after the block, or none.

        Nothing inside may call Streamlit: its script thread can be ended at any st.* call. What is
        not `durable` is on disk with the next write that is: it is for what is made anew if a power
        cut takes it, and spares the disk for those who wait for theirs.
        """
        connection = self.db.conn
        if connection.in_transaction:  # one block within another of this thread
            with self.db.atomic():
                yield connection
            return
        with self._turn(), self._synced(connection, durable=durable):
            self._begin(connection)
            # No savepoint around it all: at each statement that may fire a trigger SQLite would
            # walk through all that the savepoint holds, so that the rows would cost ever more.
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.execute("COMMIT")

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Wait for this thread's turn to write.

        Whoever has just written queues behind the one who waits: a lock alone would go to the
        thread that runs, and one that writes piece by piece would keep all others waiting.
        """
        with self._next:
            self._writer.acquire()
        try:
            yield
        finally:
            self._writer.release()

    @staticmethod
    @contextmanager
    def _synced(connection: sqlite3.Connection, *, durable: bool) -> Iterator[None]:
        """Let commits of the block wait for the disk, or not."""
        if durable:
            yield
            return
        connection.execute("PRAGMA synchronous = NORMAL")
        try:
            yield
        finally:
            connection.execute("PRAGMA synchronous = FULL")

    @staticmethod
    def _begin(connection: sqlite3.Connection) -> None:
        for attempt in range(_BUSY_TRIES):
            try:
                connection.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as error:
                # Two processes that recover or checkpoint at once may see 'locked' before the
                # timeout has passed.
                if "locked" not in str(error) or attempt == _BUSY_TRIES - 1:
                    raise
                time.sleep(0.05 * 2**attempt)

    def close(self) -> None:
        """Close the connections of all threads."""
        while self._open:
            self._open.pop().close()
        self._local = threading.local()


def open_store(path: Path, now: Callable[[], str] = utc_now) -> Store:
    """Open the database at `path`, creating or migrating it first.

    Raises
    ------
    NewerSchema
        If the file was written by a newer Pressmark; the file is not touched.
    Refused
        If the file is not a database, or its folder can't be written.
    """
    store = Store(path, now)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _refuse_newer(store)
        with store.write():
            MIGRATIONS.apply(store.db)
    except (sqlite3.Error, OSError) as error:
        store.close()
        raise Refused(
            f"The database {path.name} can't be opened: {error}.",
            "Name another file with --db or PRESSMARK_DB, or put a backup in its place.",
        ) from error
    except PressmarkError:
        store.close()
        raise
    return store


def _refuse_newer(store: Store) -> None:
    known = {migration.name for migration in MIGRATIONS.pending(sqlite_utils.Database(memory=True))}
    if store.value("SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'") is None:
        return
    applied = {
        row["name"]
        for row in store.rows(
            "SELECT name FROM _sqlite_migrations WHERE migration_set = 'pressmark'"
        )
    }
    if applied - known:
        raise NewerSchema(
            f"The database {store.path.name} was written by a newer Pressmark.",
            "Update Pressmark, or open another file with --db or PRESSMARK_DB.",
        )
