"""An index that holds all that comparing annotators asks of their marks."""

from __future__ import annotations

from sqlite_utils import Database


def migrate(db: Database) -> None:
    """Let the passages of an annotator be read without a look at the rows themselves."""
    db.conn.execute(
        """
        CREATE INDEX annotation_compared ON annotation (
            annotator_id, kind, label_id, article_seq, start, "end", state)
        WHERE state <> 'suggested'
        """
    )
