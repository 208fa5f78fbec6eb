"""Patterns that a project looks for."""

from __future__ import annotations

from sqlite_utils import Database


def migrate(db: Database) -> None:
    """Patterns that a project looks for."""
    db.conn.execute(
        """
        CREATE TABLE pattern (
            project_id INTEGER PRIMARY KEY REFERENCES project(id),
            lines TEXT NOT NULL,  -- JSON, a pattern a line, as they were written
            updated_at TEXT NOT NULL
        )
        """
    )
