"""The guidelines of a project: versions of a text, and which one somebody has seen."""

from __future__ import annotations

from sqlite_utils import Database

_GUIDELINES = (
    """
    CREATE TABLE guideline (
        project_id INTEGER NOT NULL REFERENCES project(id),
        number INTEGER NOT NULL,  -- the version, from 1; the last one holds
        text TEXT NOT NULL,  -- Markdown
        annotator_id TEXT NOT NULL REFERENCES annotator(id),  -- who wrote it
        at TEXT NOT NULL,
        PRIMARY KEY (project_id, number)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE guideline_seen (
        project_id INTEGER NOT NULL REFERENCES project(id),
        annotator_id TEXT NOT NULL REFERENCES annotator(id),
        number INTEGER NOT NULL,  -- the version that was opened last
        at TEXT NOT NULL,
        PRIMARY KEY (project_id, annotator_id)
    ) WITHOUT ROWID
    """,
)


def migrate(db: Database) -> None:
    """Keep guidelines with the label set that they explain."""
    for statement in _GUIDELINES:
        db.conn.execute(statement)
