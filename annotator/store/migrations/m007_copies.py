"""Which articles are copies of one another, and what they are found by."""

from __future__ import annotations

from sqlite_utils import Database

_COPIES = (
    # The seq of the first article of its group, its own if it is alone; NULL: not looked at yet.
    "ALTER TABLE article ADD COLUMN copy_group INTEGER",
    "CREATE INDEX article_by_copy_group ON article (project_id, copy_group, seq)",
    """
    CREATE TABLE shingle (
        project_id INTEGER NOT NULL REFERENCES project(id),
        hash INTEGER NOT NULL,  -- one of the smallest of the article's text
        article_seq INTEGER NOT NULL REFERENCES article(seq),
        PRIMARY KEY (project_id, hash, article_seq)
    ) WITHOUT ROWID
    """,
)


def migrate(db: Database) -> None:
    """Which articles are copies of one another, and what they are found by."""
    for statement in _COPIES:
        db.conn.execute(statement)
