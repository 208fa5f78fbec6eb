"""Changes of the label set that change annotations: merging two labels, splitting one."""

from __future__ import annotations

from sqlite_utils import Database

_CODEBOOK = (
    # Whose annotation a change of the codebook was about; empty: the annotator's own.
    "ALTER TABLE acts ADD COLUMN whose TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX acts_of_codebook ON acts (article_seq, seq) WHERE whose <> ''",
    "ALTER TABLE label ADD COLUMN merged_into TEXT NOT NULL DEFAULT ''",
    """
    CREATE TABLE codebook_change (
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,  -- the group of its acts
        project_id INTEGER NOT NULL REFERENCES project(id),
        annotator_id TEXT NOT NULL REFERENCES annotator(id),  -- who made it
        at TEXT NOT NULL,
        kind TEXT NOT NULL,  -- merge or split
        label_id TEXT NOT NULL,
        into_id TEXT NOT NULL,
        told TEXT NOT NULL,  -- JSON: what else it changed: labels, patterns, suggestions; figures
        undone_at TEXT NOT NULL DEFAULT '',
        undone_by TEXT REFERENCES annotator(id)
    )
    """,
)


def migrate(db: Database) -> None:
    """Keep changes of the codebook, and whose annotations they were about."""
    for statement in _CODEBOOK:
        db.conn.execute(statement)
