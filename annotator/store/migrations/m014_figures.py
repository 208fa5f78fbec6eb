"""What the statistics page counts, in the order in which it is counted."""

from __future__ import annotations

from sqlite_utils import Database

_FIGURES = (
    # All that is asked of names stands in it, so that the annotations need not be looked at.
    "DROP INDEX annotation_by_quote",
    "CREATE INDEX annotation_by_quote ON annotation (quote, label_id, state, kind, article_seq)",
    # The work of each day. It is found only by these very words; what suggests has no part in it.
    """
    CREATE INDEX acts_of_work ON acts (
        annotator_id,
        CASE WHEN at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]*'
             THEN substr(at, 1, 10) ELSE substr(stored_at, 1, 10) END,
        article_seq)
    WHERE kind IN ('annotate', 'carry', 'accept', 'reject', 'change', 'remove')
      AND subject = 'annotation'
    """,
)


def migrate(db: Database) -> None:
    """Let names and days be counted by indexes alone."""
    for statement in _FIGURES:
        db.conn.execute(statement)
