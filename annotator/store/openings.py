"""Who reads which article without suggestions.

A project lets a share of the articles go out without suggestions. Which these are is drawn for each
pair of an article and an annotator (`chance.drawn`), and kept when the annotator is first shown the
article or first acts on it: what has been begun stays as it was begun.
"""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from annotator.store.database import Store

# As long as no project has such a share, and nobody has begun an article without, nothing is asked
# of any article.
_ANY = """(EXISTS (SELECT 1 FROM project WHERE share_without > 0)
    OR EXISTS (SELECT 1 FROM opening WHERE is_without = 1))"""


def without(article_seq: str, annotator_id: str) -> str:
    """Return the SQL condition that an annotator reads an article without suggestions.

    Both are SQL terms, such as `article.seq` and `?2`.
    """
    return f"""(CASE WHEN {_ANY} THEN coalesce(
        (SELECT is_without FROM opening
         WHERE opening.annotator_id = {annotator_id} AND opening.article_seq = {article_seq}),
        (SELECT drawn(share_seed, opened.id, {annotator_id}) < share_without
         FROM article AS opened JOIN project ON project.id = opened.project_id
         WHERE opened.seq = {article_seq} AND share_without > 0),
        0) ELSE 0 END)"""


def all_without(annotator_id: str) -> str:
    """Return the query for the seqs of all articles that an annotator reads without suggestions."""
    return f"""
        SELECT article_seq FROM opening
        WHERE opening.annotator_id = {annotator_id} AND is_without = 1
        UNION ALL
        SELECT article.seq FROM project CROSS JOIN article ON article.project_id = project.id
        WHERE share_without > 0 AND drawn(share_seed, article.id, {annotator_id}) < share_without
          AND NOT EXISTS (SELECT 1 FROM opening WHERE opening.annotator_id = {annotator_id}
                          AND opening.article_seq = article.seq)
    """


class Share(NamedTuple):
    """How many per cent of the articles go out without suggestions, and the seed of the draws."""

    without: int
    seed: int


class How(NamedTuple):
    """How an annotator reads an article, with the share that held when it was drawn."""

    is_without: bool
    share: int


def share(store: Store, project_id: int) -> Share:
    """Return the share of a project."""
    row = store.row("SELECT share_without, share_seed FROM project WHERE id = ?", (project_id,))
    return Share(*row) if row else Share(0, 0)


def set_share(store: Store, project_id: int, chosen: Share) -> None:
    """Let another share go out without suggestions, of what nobody has begun."""
    with store.write() as connection:
        connection.execute(
            "UPDATE project SET share_without = ?, share_seed = ? WHERE id = ?",
            (*chosen, project_id),
        )


def is_without(connection: sqlite3.Connection, article_seq: int, annotator_id: str) -> bool:
    """Return whether an annotator reads an article without suggestions."""
    asked = f"SELECT {without('?1', '?2')}"
    return bool(connection.execute(asked, (article_seq, annotator_id)).fetchone()[0])


def any_without(store: Store) -> bool:
    """Return whether anybody reads, or may get, an article without suggestions."""
    return bool(store.value(f"SELECT {_ANY}"))


def how(connection: sqlite3.Connection, article_seq: int, annotator_id: str) -> How:
    """Return how an annotator reads an article: as they opened it, or as is drawn now."""
    is_without, held = connection.execute(
        f"""
        SELECT {without("?1", "?2")}, share_without
        FROM article JOIN project ON project.id = project_id WHERE seq = ?1
        """,
        (article_seq, annotator_id),
    ).fetchone()
    return How(bool(is_without), held)


def begin(store: Store, article_seq: int, annotator_id: str, shown: How | None) -> None:
    """Keep how an annotator opens an article, if it is for the first time.

    `shown` is how it was shown to them; None: as is drawn now.
    """
    if store.value(
        "SELECT 1 FROM opening WHERE annotator_id = ? AND article_seq = ?",
        (annotator_id, article_seq),
    ):
        return
    with store.write(durable=False) as connection:
        begin_in(connection, article_seq, annotator_id, store.now(), shown)


def begin_in(
    connection: sqlite3.Connection,
    article_seq: int,
    annotator_id: str,
    now: str,
    shown: How | None = None,
) -> None:
    """Keep the same inside a transaction."""
    connection.execute(
        "INSERT OR IGNORE INTO opening VALUES (?, ?, ?, ?, ?)",
        (annotator_id, article_seq, now, *(shown or how(connection, article_seq, annotator_id))),
    )
