"""Find the acts of a group by article: a group may be about thousands of articles."""

from __future__ import annotations

from sqlite_utils import Database


def migrate(db: Database) -> None:
    """Find the acts of a group by article: a group may be about thousands of articles."""
    db.conn.execute("DROP INDEX acts_by_group")
    db.conn.execute("CREATE INDEX acts_by_group ON acts (group_id, article_seq, seq)")
