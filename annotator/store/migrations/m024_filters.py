"""Filters of the statistics, in the order in which they are asked for."""

from __future__ import annotations

from sqlite_utils import Database

# Who made an annotation stands in both, so that the annotations need not be looked at.
_FILTERS = (
    "DROP INDEX annotation_by_label",
    """
    CREATE INDEX annotation_by_label ON annotation (
        label_id, state, article_seq, kind, annotator_id)
    """,
    "DROP INDEX annotation_by_quote",
    """
    CREATE INDEX annotation_by_quote ON annotation (
        quote, label_id, state, kind, article_seq, annotator_id)
    """,
)


def migrate(db: Database) -> None:
    """Let marks and names of one annotator be counted by indexes alone."""
    for statement in _FILTERS:
        db.conn.execute(statement)
