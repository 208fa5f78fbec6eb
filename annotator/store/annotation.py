"""The projection of the acts: annotations, assignments and the counts of an article.

Only `acts` and `exchange` write here, in the transaction that writes the acts themselves.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from annotator.store.database import Store

# What an annotator decides; the store adds the rest (who, when, by which act).
CONTENT = (
    "id", "kind", "label_id", "start", "end", "quote", "note", "state", "suggestion_id",
)  # fmt: skip
_SNAPSHOT = (
    *CONTENT, "score", "reason", "version_id", "annotator_id", "created_at", "updated_at",
    "act_id",
)  # fmt: skip
_COLUMNS = ("article_seq", *_SNAPSHOT)


def snapshot(
    connection: sqlite3.Connection, article_seq: int, annotation_id: str
) -> dict[str, Any] | None:
    """Return everything an annotation of this article consists of, or None."""
    row = connection.execute(
        f"SELECT {_quoted(_SNAPSHOT)} FROM annotation WHERE id = ? AND article_seq = ?",
        (annotation_id, article_seq),
    ).fetchone()
    return dict(row) if row else None


def insert_many(connection: sqlite3.Connection, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert annotations, given by column name; one whose id is there already stays as it is."""
    marks = ", ".join("?" * len(_COLUMNS))
    connection.executemany(
        f"INSERT OR IGNORE INTO annotation ({_quoted(_COLUMNS)}) VALUES ({marks})",
        [tuple(row[name] for name in _COLUMNS) for row in rows],
    )


def delete(connection: sqlite3.Connection, article_seq: int, annotation_id: str) -> None:
    """Take an annotation out of the projection; the acts keep it."""
    connection.execute(
        "DELETE FROM annotation WHERE id = ? AND article_seq = ?", (annotation_id, article_seq)
    )


def drop_unanswered(connection: sqlite3.Connection, article_seq: int) -> None:
    """Take suggestions of recognisers that nobody answered out of the projection."""
    connection.execute(
        """
        DELETE FROM annotation
        WHERE article_seq = ? AND state = 'suggested'
          AND annotator_id IN (SELECT id FROM annotator WHERE kind = 'recogniser')
          AND id NOT IN (SELECT suggestion_id FROM annotation
                         WHERE article_seq = ? AND suggestion_id IS NOT NULL)
        """,
        (article_seq, article_seq),
    )


def set_done(
    connection: sqlite3.Connection, article_seq: int, annotator_id: str, done: bool, now: str
) -> None:
    """Mark an article as done, or not done, by an annotator."""
    connection.execute(
        "DELETE FROM assignment WHERE article_seq = ? AND annotator_id = ?",
        (article_seq, annotator_id),
    )
    if done:
        connection.execute(
            "INSERT INTO assignment VALUES (?, ?, 'done', ?)", (article_seq, annotator_id, now)
        )


def recount(connection: sqlite3.Connection, article_seq: int, annotator_id: str, now: str) -> None:
    """Bring an article's counts, and the annotator's 'in work', in line with its annotations."""
    connection.execute(
        """
        UPDATE article SET
            marks = (SELECT count(*) FROM annotation WHERE article_seq = ?1
                     AND label_id IS NOT NULL AND state IN ('made', 'accepted', 'corrected')),
            suggestions = (SELECT count(*) FROM annotation WHERE article_seq = ?1
                           AND state = 'suggested'),
            notes = (SELECT count(*) FROM annotation WHERE article_seq = ?1 AND note <> '')
        WHERE seq = ?1
        """,
        (article_seq,),
    )
    # 'in work' follows from the annotations, so that undoing all of them takes it back too.
    connection.execute(
        """
        DELETE FROM assignment
        WHERE article_seq = ?1 AND annotator_id = ?2 AND state = 'in work'
        """,
        (article_seq, annotator_id),
    )
    connection.execute(
        """
        INSERT OR IGNORE INTO assignment
        SELECT ?1, ?2, 'in work', ?3 FROM annotator
        WHERE id = ?2 AND kind = 'person' AND EXISTS (
            SELECT 1 FROM annotation WHERE article_seq = ?1 AND annotator_id = ?2)
        """,
        (article_seq, annotator_id, now),
    )


def of_article(store: Store, article_seq: int, annotator_id: str) -> list[dict[str, Any]]:
    """Return the annotations that an annotator may see: their own, and all suggestions."""
    return [
        dict(row)
        for row in store.rows(
            f"""
            SELECT {_quoted(_SNAPSHOT, "annotation.")}, annotator.name AS annotator
            FROM annotation JOIN annotator ON annotator.id = annotation.annotator_id
            WHERE article_seq = ? AND (annotation.annotator_id = ? OR state = 'suggested')
            ORDER BY start, "end" DESC, annotation.seq
            """,
            (article_seq, annotator_id),
        )
    ]


def state_of(store: Store, article_seq: int, annotator_id: str) -> str:
    """Return the state of an article for an annotator: open, in work or done."""
    found = store.value(
        "SELECT state FROM assignment WHERE article_seq = ? AND annotator_id = ?",
        (article_seq, annotator_id),
    )
    return "open" if found is None else str(found)


def _quoted(names: Iterable[str], prefix: str = "") -> str:
    return ", ".join(f'{prefix}"{name}"' for name in names)
