"""The patterns that a project looks for, as they were written, and the texts to try them on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from annotator.store.database import Store, chunks


@dataclass(frozen=True, slots=True)
class Text:
    """An article with its text."""

    id: str
    title: str
    text: str


def lines(store: Store, project_id: int) -> str:
    """Return a project's patterns, one a line; empty: it has none."""
    found = store.value("SELECT lines FROM pattern WHERE project_id = ?", (project_id,))
    return "" if found is None else str(found)


def keep(store: Store, project_id: int, written: str) -> None:
    """Put patterns in the place of those that a project has."""
    with store.write() as connection:
        connection.execute(
            """
            INSERT INTO pattern (project_id, lines, updated_at) VALUES (?1, ?2, ?3)
            ON CONFLICT (project_id) DO UPDATE SET lines = ?2, updated_at = ?3
            """,
            (project_id, written, store.now()),
        )


def texts(store: Store, project_id: int, most: int) -> Iterator[Text]:
    """Yield the articles that a project got last, `most` of them, the newest first."""
    rows = store.rows(
        """
        SELECT seq FROM article WHERE project_id = ? AND removed_at = ''
        ORDER BY seq DESC LIMIT ?
        """,
        (project_id, most),
    )
    for chunk in chunks(row["seq"] for row in rows):
        for row in store.rows(
            """
            SELECT article.id, article.title, text
            FROM article JOIN article_version ON article_version.id = version_id
            WHERE article.seq IN (SELECT value FROM json_each(?)) ORDER BY article.seq DESC
            """,
            (json.dumps(chunk),),
        ):
            yield Text(row["id"], row["title"], row["text"])
