"""What the people of a project have marked, rejected and read: that from which models learn."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from annotator.store.database import Store


def count(store: Store, project_id: int) -> tuple[int, int]:
    """Return how many passages people have marked, and how many articles they have read."""
    row = store.row(
        """
        SELECT
            (SELECT count(*) FROM (
                SELECT DISTINCT article_seq, label_id, start, "end" FROM annotation
                JOIN article ON article.seq = article_seq
                WHERE project_id = ?1 AND removed_at = '' AND kind = 'span'
                  AND label_id IS NOT NULL AND state IN ('made', 'accepted', 'corrected')
            )) AS marked,
            (SELECT count(*) FROM article
             WHERE project_id = ?1 AND removed_at = '' AND seq IN (
                SELECT article_seq FROM assignment WHERE state = 'done'
                UNION SELECT article_seq FROM paragraph
            )) AS articles
        """,
        (project_id,),
    )
    return (int(row["marked"]), int(row["articles"])) if row else (0, 0)


def articles(store: Store, project_id: int) -> list[dict[str, str]]:
    """Return id, text and language of the articles in which somebody marked or read something."""
    return [
        dict(row)
        for row in store.rows(
            """
            SELECT article.id, text, language FROM article
            JOIN article_version ON article_version.id = version_id
            WHERE project_id = ? AND removed_at = '' AND seq IN (
                SELECT article_seq FROM annotation
                WHERE state IN ('made', 'accepted', 'corrected', 'rejected')
                UNION SELECT article_seq FROM assignment WHERE state = 'done'
                UNION SELECT article_seq FROM paragraph
            )
            ORDER BY seq
            """,
            (project_id,),
        )
    ]


def marks(store: Store, project_id: int) -> Iterator[dict[str, Any]]:
    """Yield the passages that people marked, or said that they are none, in the present versions.

    Each with the id of its article, its annotator, label, state, and `parts` if it has gaps.
    """
    for row in store.rows(
        """
        SELECT article.id AS article, annotation.annotator_id AS annotator, label_id AS label,
               start, "end", annotation.state, parts
        FROM annotation JOIN article ON article.seq = article_seq
        JOIN label ON label.project_id = article.project_id AND label.id = label_id
        JOIN annotator ON annotator.id = annotation.annotator_id
        WHERE article.project_id = ? AND removed_at = '' AND annotation.kind = 'span'
          AND label.kind = 'span' AND label.status <> 'withdrawn' AND annotator.kind = 'person'
          AND annotation.version_id = article.version_id
          AND annotation.state IN ('made', 'accepted', 'corrected', 'rejected')
        ORDER BY article_seq, start, "end", annotation.seq
        """,
        (project_id,),
    ):
        yield dict(row) | {"parts": json.loads(row["parts"]) if row["parts"] else None}


def reading(store: Store, project_id: int) -> Iterator[tuple[str, str, int, int]]:
    """Yield where silence says something: article, annotator, and a range that was read.

    That is all of an article that an annotator is done with, and a paragraph that one has read.
    """
    for row in store.rows(
        """
        SELECT article.id, annotator_id, 0 AS start, length(text) AS "end"
        FROM assignment JOIN article ON article.seq = assignment.article_seq
        JOIN article_version ON article_version.id = version_id
        WHERE project_id = ?1 AND removed_at = '' AND state = 'done'
        UNION ALL
        SELECT article.id, annotator_id, start, "end"
        FROM paragraph JOIN article ON article.seq = article_seq
        WHERE project_id = ?1 AND removed_at = ''
        """,
        (project_id,),
    ):
        yield row["id"], row["annotator_id"], row["start"], row["end"]
