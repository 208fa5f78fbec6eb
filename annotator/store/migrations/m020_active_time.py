"""Who has which article open, and how long people were at work on what."""

from __future__ import annotations

from sqlite_utils import Database

_TIME = (
    """
    CREATE TABLE presence (
        annotator_id TEXT NOT NULL REFERENCES annotator(id),
        window_id TEXT NOT NULL,  -- made by the window
        article_seq INTEGER NOT NULL REFERENCES article(seq),
        number INTEGER NOT NULL,  -- of the window's last beat
        is_here INTEGER NOT NULL,  -- 0: it was closed, or is not looked at
        seen_at TEXT NOT NULL,
        counted_to TEXT NOT NULL,  -- no active time before it counts any more
        PRIMARY KEY (annotator_id, window_id)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE active_time (
        annotator_id TEXT NOT NULL REFERENCES annotator(id),
        article_seq INTEGER NOT NULL REFERENCES article(seq),
        day TEXT NOT NULL,  -- in UTC
        active_ms INTEGER NOT NULL,
        PRIMARY KEY (annotator_id, day, article_seq)
    ) WITHOUT ROWID
    """,
    # By article: all that is asked of it stands in it.
    "CREATE INDEX active_time_by_article ON active_time (article_seq, annotator_id, active_ms)",
    # All that is asked of what people have made, without a walk through what was suggested.
    """
    CREATE INDEX annotation_of_annotator ON annotation (
        annotator_id, state, kind, label_id, created_at, article_seq)
    WHERE state <> 'suggested'
    """,
)


def migrate(db: Database) -> None:
    """Keep who has which article open, and active time; let what each has made be counted."""
    for statement in _TIME:
        db.conn.execute(statement)
