"""Models that were trained from a project's annotations."""

from __future__ import annotations

from sqlite_utils import Database


def migrate(db: Database) -> None:
    """Make the table of models."""
    db.conn.execute(
        """
        CREATE TABLE model (
            id INTEGER PRIMARY KEY,
            project_id INTEGER NOT NULL REFERENCES project(id),
            number INTEGER NOT NULL,  -- the version, from 1
            annotator_id TEXT NOT NULL REFERENCES annotator(id),  -- who had it trained
            at TEXT NOT NULL,
            seconds REAL NOT NULL,
            base TEXT NOT NULL,  -- the recogniser that it was trained beside
            labels TEXT NOT NULL,  -- a JSON list of label ids
            annotations INTEGER NOT NULL,  -- that it learned from
            articles INTEGER NOT NULL,
            told TEXT NOT NULL,  -- JSON: what the training said: verdict, curve, base_scores
            scores TEXT NOT NULL,  -- JSON, by label and for all, on the articles last held out
            chosen_at TEXT NOT NULL DEFAULT '',  -- the last one chosen is in use; empty: it is not
            sha256 TEXT NOT NULL,
            bytes BLOB NOT NULL,
            UNIQUE (project_id, number)
        )
        """
    )
