"""Projects that are out of the lists, and read alone."""

from __future__ import annotations

from sqlite_utils import Database


def migrate(db: Database) -> None:
    """Let a project be archived; empty: it is not."""
    db.conn.execute("ALTER TABLE project ADD COLUMN archived_at TEXT NOT NULL DEFAULT ''")
