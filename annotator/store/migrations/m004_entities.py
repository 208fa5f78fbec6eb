"""Entities that a project lists, for marks to name."""

from __future__ import annotations

from sqlite_utils import Database

_ENTITIES = (
    """
    CREATE TABLE entity (
        project_id INTEGER NOT NULL REFERENCES project(id),
        id TEXT NOT NULL,  -- an identifier, as annotations carry it in entity_id
        name TEXT NOT NULL,
        aliases TEXT NOT NULL,  -- a JSON list of other names
        description TEXT NOT NULL,
        folded TEXT NOT NULL,  -- a line for each name and the id, without case and accents
        PRIMARY KEY (project_id, id)
    )
    """,
    "CREATE INDEX entity_by_name ON entity (project_id, folded)",
    "CREATE INDEX annotation_entity ON annotation (entity_id) WHERE entity_id IS NOT NULL",
)


def migrate(db: Database) -> None:
    """Entities that a project lists, for marks to name."""
    for statement in _ENTITIES:
        db.conn.execute(statement)
