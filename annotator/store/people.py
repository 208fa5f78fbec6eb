"""Annotators, projects, label sets and settings."""

from __future__ import annotations

import json
import secrets
import sqlite3
from dataclasses import asdict

from annotator.errors import NotFound, Refused
from annotator.labels import DEFAULT_LABELS
from annotator.model import Annotator, Attribute, Joins, Label, Project
from annotator.store.annotation import MEMORY
from annotator.store.blindness import lifted_on
from annotator.store.database import Store


def project(store: Store, name: str, labels: tuple[Label, ...] = DEFAULT_LABELS) -> Project:
    """Return the project of this name; it is made, with a label set, if there is none."""
    name = name.strip()
    if not name:
        raise Refused("A project needs a name.", "Give one word at least.")
    found = store.row("SELECT id, name FROM project WHERE name = ?", (name,))
    if found:
        return Project(found["id"], found["name"])
    with store.write() as connection:
        cursor = connection.execute(
            "INSERT INTO project (name, created_at) VALUES (?, ?)", (name, store.now())
        )
        made = Project(int(cursor.lastrowid or 0), name)
        add_labels(store, made.id, labels)
    return made


def find_project(store: Store, name: str) -> Project:
    """Return the project of this name; raise NotFound if there is none."""
    found = store.row("SELECT id, name FROM project WHERE name = ?", (name.strip(),))
    if found is None:
        raise NotFound(f"There is no project {name[:80]!r}.", "Choose one in the settings.")
    return Project(found["id"], found["name"])


def project_name(store: Store, project_id: int) -> str:
    """Return the name of a project."""
    return str(store.value("SELECT name FROM project WHERE id = ?", (project_id,)) or "")


def archived_at(store: Store, project_id: int) -> str:
    """Return since when a project is archived; empty: it is not."""
    return str(store.value("SELECT archived_at FROM project WHERE id = ?", (project_id,)) or "")


def archive(store: Store, project_id: int, *, archived: bool) -> None:
    """Take a project out of the lists, or back into them."""
    with store.write() as connection:
        connection.execute(
            "UPDATE project SET archived_at = ? WHERE id = ?",
            (store.now() if archived else "", project_id),
        )


def projects(store: Store) -> list[dict[str, object]]:
    """Return all projects with the number of their articles, and since when they are archived."""
    return [
        dict(row)
        for row in store.rows(
            """
            SELECT project.id, name, created_at, archived_at,
                   (SELECT count(*) FROM article
                    WHERE project_id = project.id AND removed_at = '') AS articles
            FROM project ORDER BY name
            """
        )
    ]


def add_labels(store: Store, project_id: int, labels: tuple[Label, ...]) -> None:
    """Add labels to a project's label set, after those that are there; known ids stay as they are.

    A key that another label has is not given a second time.
    """
    with store.write() as connection:
        start = store.value(
            "SELECT coalesce(max(position), 0) FROM label WHERE project_id = ?", (project_id,)
        )
        connection.executemany(
            """
            INSERT OR IGNORE INTO label (
                project_id, id, name, kind, tag, colour, key, description, parent_id, attributes,
                joins, status, position
            ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                (
                    project_id, label.id, label.name, label.kind, label.tag, label.colour,
                    label.key, label.description, label.parent_id,
                    json.dumps([asdict(each) for each in label.attributes], ensure_ascii=False),
                    json.dumps(asdict(label.joins)), label.status, int(str(start)) + place,
                )
                for place, label in enumerate(labels, 1)
            ],
        )  # fmt: skip


def labels(store: Store, project_id: int) -> list[Label]:
    """Return a project's label set in its order."""
    return [
        _label(row)
        for row in store.rows(
            "SELECT * FROM label WHERE project_id = ? ORDER BY position", (project_id,)
        )
    ]


def _label(row: sqlite3.Row) -> Label:
    attributes = tuple(
        Attribute(**{**each, "choices": tuple(each["choices"])})
        for each in json.loads(row["attributes"])
    )
    joins = Joins(**{end: tuple(ids) for end, ids in json.loads(row["joins"]).items()})
    return Label(
        row["id"], row["name"], row["kind"], row["tag"], row["colour"], row["key"],
        row["description"], row["parent_id"], attributes, joins, row["status"], row["merged_into"],
    )  # fmt: skip


def annotator(store: Store, name: str, kind: str = "person", version: str = "") -> Annotator:
    """Return the annotator of this name, kind and version, made if there is none."""
    found = store.row(
        "SELECT * FROM annotator WHERE name = ? AND kind = ? AND version = ?", (name, kind, version)
    )
    if found is None:
        # A recogniser's id follows from what it is, so that two files can be merged.
        identity = secrets.token_hex(6) if kind == "person" else f"{kind}:{name}:{version}"
        with store.write() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO annotator VALUES (?, ?, ?, ?, ?)",
                (identity, name, kind, version, store.now()),
            )
        found = store.row("SELECT * FROM annotator WHERE id = ?", (identity,))
    return _annotator(found)


def annotator_by_id(store: Store, annotator_id: str) -> Annotator | None:
    """Return an annotator, or None."""
    found = store.row("SELECT * FROM annotator WHERE id = ?", (annotator_id,))
    return _annotator(found) if found else None


def annotators(store: Store) -> list[Annotator]:
    """Return all annotators, people first."""
    return [_annotator(row) for row in store.rows("SELECT * FROM annotator ORDER BY kind, name")]


def annotators_of(
    store: Store, project_id: int, annotator_id: str, *, lifted: bool
) -> list[Annotator]:
    """Return the annotators who may have put something in a project, people first.

    These are its members, who has acted in it, recognisers and files; of the memories that of the
    annotator who asks. `lifted`: what was done where blindness is not lifted makes nobody known.
    """
    seen = f"AND {lifted_on('article.seq')}" if lifted else ""
    rows = store.rows(
        f"""
        SELECT * FROM annotator WHERE CASE kind
            WHEN 'person' THEN id IN (SELECT annotator_id FROM member WHERE project_id = ?1)
                OR EXISTS (SELECT 1 FROM acts JOIN article ON article.seq = article_seq
                           WHERE acts.annotator_id = annotator.id AND project_id = ?1 {seen})
            ELSE id NOT GLOB '{MEMORY}*' OR id = '{MEMORY}' || ?2 END
        ORDER BY kind <> 'person', kind, name
        """,
        (project_id, annotator_id),
    )
    return [_annotator(row) for row in rows]


def rename_annotator(store: Store, annotator_id: str, name: str) -> None:
    """Give an annotator another name; what they did stays theirs."""
    name = name.strip()
    if not name:
        raise Refused("A name is needed.", "Write the name that others should see.")
    with store.write() as connection:
        connection.execute("UPDATE annotator SET name = ? WHERE id = ?", (name, annotator_id))


def setting(store: Store, name: str, default: str = "") -> str:
    """Return a stored setting."""
    found = store.value("SELECT value FROM setting WHERE name = ?", (name,))
    return default if found is None else str(found)


def set_setting(store: Store, name: str, value: str) -> None:
    """Store a setting."""
    with store.write() as connection:
        connection.execute(
            "INSERT INTO setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = ?",
            (name, value, value),
        )


def _annotator(row: sqlite3.Row | None) -> Annotator:
    if row is None:
        raise NotFound("There is no such annotator.", "Reload the page.")
    return Annotator(row["id"], row["name"], row["kind"], row["version"])


def bring_in_annotator(store: Store, annotator_id: str, name: str) -> None:
    """Make an annotator known that a file names; one that is known stays as it is.

    The ids of recognisers and files tell their kind, name and version (see `annotator`).
    """
    if store.value("SELECT 1 FROM annotator WHERE id = ?", (annotator_id,)):
        return
    parts = annotator_id.split(":", 2)
    recogniser = len(parts) == 3 and parts[0] in ("recogniser", "file")
    kind, version = (parts[0], parts[2]) if recogniser else ("person", "")
    with store.write() as connection:
        connection.execute(
            "INSERT INTO annotator VALUES (?, ?, ?, ?, ?)",
            (annotator_id, name, kind, version, store.now()),
        )
