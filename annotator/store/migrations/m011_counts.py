"""Counts without a walk through all suggestions, and without those of the memories."""

from __future__ import annotations

from sqlite_utils import Database

_COUNTS = (
    """
    CREATE INDEX annotation_of_people ON annotation (article_seq, annotator_id)
    WHERE state <> 'suggested'
    """,
    "CREATE INDEX annotation_with_note ON annotation (article_seq) WHERE note <> ''",
    """
    CREATE INDEX annotation_of_memory ON annotation (annotator_id, article_seq)
    WHERE annotator_id GLOB 'recogniser:memory:*'
    """,
    """
    UPDATE article SET suggestions = suggestions - (
        SELECT count(*) FROM annotation
        WHERE article_seq = article.seq AND annotator_id GLOB 'recogniser:memory:*')
    WHERE seq IN (SELECT article_seq FROM annotation
                  WHERE annotator_id GLOB 'recogniser:memory:*')
    """,
)


def migrate(db: Database) -> None:
    """Let what is few be counted by an index; what a memory suggests counts for one annotator."""
    for statement in _COUNTS:
        db.conn.execute(statement)
