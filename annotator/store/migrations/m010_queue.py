"""An order of the articles: first those that teach most; and how it came about."""

from __future__ import annotations

from sqlite_utils import Database

_QUEUE = (
    # Those that came in since an order was made stand behind it.
    "ALTER TABLE article ADD COLUMN queue_place INTEGER NOT NULL DEFAULT 1000000000",
    "ALTER TABLE article ADD COLUMN queue_reason TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX article_by_queue ON article (project_id, removed_at, queue_place, seq)",
    """
    CREATE TABLE queue (
        id INTEGER PRIMARY KEY,
        project_id INTEGER NOT NULL REFERENCES project(id),
        annotator_id TEXT NOT NULL REFERENCES annotator(id),
        at TEXT NOT NULL,
        seed INTEGER NOT NULL,  -- of the random share: the same one gives the same order again
        share REAL NOT NULL,  -- of articles that come by chance
        articles INTEGER NOT NULL
    )
    """,
)


def migrate(db: Database) -> None:
    """Keep an order of the articles, and how it came about."""
    for statement in _QUEUE:
        db.conn.execute(statement)
