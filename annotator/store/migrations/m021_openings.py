"""Which share of the articles goes out without suggestions, and who opened which of them how.

And what effort is counted by.
"""

from __future__ import annotations

from sqlite_utils import Database

_OPENINGS = (
    "ALTER TABLE project ADD COLUMN share_without INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE project ADD COLUMN share_seed INTEGER NOT NULL DEFAULT 0",
    """
    CREATE TABLE opening (
        annotator_id TEXT NOT NULL REFERENCES annotator(id),
        article_seq INTEGER NOT NULL REFERENCES article(seq),
        at TEXT NOT NULL,  -- empty: before it was kept
        is_without INTEGER NOT NULL,  -- 1: the annotator is shown no suggestions on it
        share INTEGER NOT NULL,  -- of the articles that went out without then, per cent
        PRIMARY KEY (annotator_id, article_seq)
    ) WITHOUT ROWID
    """,
    """
    CREATE INDEX opening_without ON opening (annotator_id, article_seq) WHERE is_without = 1
    """,
    # Until now everybody was shown suggestions on all that they have begun.
    """
    INSERT INTO opening
    SELECT annotator_id, article_seq, '', 0, 0 FROM (
        SELECT annotator_id, article_seq FROM assignment WHERE state <> 'open'
        UNION SELECT annotator_id, article_seq FROM active_time
        UNION SELECT annotator_id, article_seq FROM bookmark)
    """,
    # What somebody did on an article, and how long they looked before an answer.
    """
    CREATE INDEX acts_of_effort ON acts (annotator_id, article_seq, kind)
    WHERE kind IN ('annotate', 'carry', 'accept', 'reject', 'change', 'remove')
      AND subject = 'annotation'
    """,
    "CREATE INDEX acts_timed ON acts (id, took_ms) WHERE took_ms IS NOT NULL",
)


def migrate(db: Database) -> None:
    """Let a share of the articles go out without suggestions; keep how each is opened first."""
    for statement in _OPENINGS:
        db.conn.execute(statement)
