"""Tokens that let programs in, each as one person in one project."""

from __future__ import annotations

import sqlite3

from annotator.store.database import Store


def add(store: Store, key: str, annotator_id: str, project_id: int, name: str) -> None:
    """Keep a token, by its hash."""
    with store.write() as connection:
        connection.execute(
            """
            INSERT INTO api_token (id, annotator_id, project_id, name, made_at)
            VALUES (?, ?, ?, ?, ?)
            """,
            (key, annotator_id, project_id, name, store.now()),
        )


def held(store: Store, key: str) -> sqlite3.Row | None:
    """Return whom and which project a token stands for, and its last use; None: it opens nothing.

    It holds as long as its person may sign in and is a member of the project.
    """
    return store.row(
        """
        SELECT api_token.annotator_id, api_token.project_id, used_at
        FROM api_token JOIN account USING (annotator_id)
        JOIN member ON member.annotator_id = api_token.annotator_id
            AND member.project_id = api_token.project_id
        WHERE api_token.id = ? AND revoked_at = '' AND closed_at = ''
        """,
        (key,),
    )


def used(store: Store, key: str) -> None:
    """Keep that a token is in use."""
    with store.write(durable=False) as connection:
        connection.execute("UPDATE api_token SET used_at = ? WHERE id = ?", (store.now(), key))


def of_annotator(store: Store, annotator_id: str, project_id: int) -> list[sqlite3.Row]:
    """Return the tokens of a person in a project that open something, the last one first."""
    return store.rows(
        """
        SELECT id, name, made_at, used_at FROM api_token
        WHERE annotator_id = ? AND project_id = ? AND revoked_at = ''
        ORDER BY made_at DESC, id
        """,
        (annotator_id, project_id),
    )


def revoke(store: Store, annotator_id: str, *, key: str = "", project_id: int = 0) -> None:
    """End tokens of a person: one, those in a project, or all."""
    with store.write() as connection:
        connection.execute(
            """
            UPDATE api_token SET revoked_at = ?
            WHERE annotator_id = ? AND revoked_at = ''
                AND (? IN ('', id)) AND (? IN (0, project_id))
            """,
            (store.now(), annotator_id, key, project_id),
        )


def is_group_elsewhere(store: Store, group: str, project_id: int) -> bool:
    """Return whether a group of acts is about an article of another project."""
    found = store.value(
        """
        SELECT 1 FROM acts JOIN article ON article.seq = acts.article_seq
        WHERE group_id = ? AND project_id <> ? LIMIT 1
        """,
        (group, project_id),
    )
    return found is not None
