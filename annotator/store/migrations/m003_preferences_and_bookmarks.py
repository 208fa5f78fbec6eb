"""How an annotator likes the desk, and where they are in an article."""

from __future__ import annotations

from sqlite_utils import Database

_PREFERENCES = (
    """
    CREATE TABLE preference (
        annotator_id TEXT NOT NULL REFERENCES annotator(id),
        name TEXT NOT NULL,
        value TEXT NOT NULL,  -- JSON
        updated_at TEXT NOT NULL,
        PRIMARY KEY (annotator_id, name)
    )
    """,
    """
    CREATE TABLE bookmark (
        article_seq INTEGER NOT NULL REFERENCES article(seq),
        annotator_id TEXT NOT NULL REFERENCES annotator(id),
        at INTEGER NOT NULL,  -- the first code point in view
        updated_at TEXT NOT NULL,
        PRIMARY KEY (article_seq, annotator_id)
    )
    """,
)


def migrate(db: Database) -> None:
    """How an annotator likes the desk, and where they are in an article."""
    for statement in _PREFERENCES:
        db.conn.execute(statement)
