"""Who belongs to a project, and in which role."""

from __future__ import annotations

import sqlite3

from annotator.store.database import Store


def role(store: Store, project_id: int, annotator_id: str) -> str:
    """Return the role of an annotator in a project; empty: not a member."""
    found = store.value(
        "SELECT role FROM member WHERE project_id = ? AND annotator_id = ?",
        (project_id, annotator_id),
    )
    return str(found or "")


def set_role(store: Store, project_id: int, annotator_id: str, role: str) -> None:
    """Take an annotator into a project, or give a member another role; empty: out of it."""
    with store.write() as connection:
        if not role:
            connection.execute(
                "DELETE FROM member WHERE project_id = ? AND annotator_id = ?",
                (project_id, annotator_id),
            )
            return
        connection.execute(
            """
            INSERT INTO member VALUES (?, ?, ?, ?)
            ON CONFLICT (project_id, annotator_id) DO UPDATE SET role = excluded.role
            """,
            (project_id, annotator_id, role, store.now()),
        )


def state(store: Store, project_id: int) -> str:
    """Return what is another one once somebody has come, gone, or got another role."""
    asked = "SELECT group_concat(annotator_id || role || since) FROM member WHERE project_id = ?"
    return str(store.value(asked, (project_id,)))


def members(store: Store, project_id: int) -> list[sqlite3.Row]:
    """Return the members of a project by name; what they were seen at outlives signing out."""
    return store.rows(
        """
        SELECT member.annotator_id, name, login, role, since, closed_at,
            max(
                coalesce((SELECT max(seen_at) FROM sign_in
                    WHERE sign_in.annotator_id = member.annotator_id), ''),
                coalesce((SELECT max(seen_at) FROM presence
                    WHERE presence.annotator_id = member.annotator_id), '')
            ) AS seen_at
        FROM member JOIN annotator ON annotator.id = member.annotator_id
        LEFT JOIN account ON account.annotator_id = member.annotator_id
        WHERE project_id = ? ORDER BY name COLLATE NOCASE, member.annotator_id
        """,
        (project_id,),
    )


def projects_of(store: Store, annotator_id: str) -> list[sqlite3.Row]:
    """Return the projects that an annotator is a member of, with the role in each.

    They come by name, those that are archived last.
    """
    return store.rows(
        """
        SELECT project.id, name, role, archived_at
        FROM member JOIN project ON project.id = project_id
        WHERE annotator_id = ? ORDER BY archived_at <> '', name
        """,
        (annotator_id,),
    )
