"""The queue: an order of a project's articles, with the reason of each place, and who made it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from annotator.store.database import Store, chunks


class Standing(NamedTuple):
    """What is known of an article before it gets its place.

    `unsure` is the mean doubt of its open suggestions, from 0 (all of them certain) to 1 (each as
    likely right as wrong); None: there are none. `group` is the one of its copies.
    """

    seq: int
    group: int
    unsure: float | None
    is_done: bool


def standings(store: Store, project_id: int) -> list[Standing]:
    """Return what is known of every article of a project, in the order of loading."""
    rows = store.rows(
        """
        WITH doubt AS (
            SELECT article_seq, avg(1 - abs(2 * score - 1)) AS unsure FROM annotation
            WHERE state = 'suggested' AND score IS NOT NULL AND kind = 'span'
              AND NOT EXISTS (SELECT 1 FROM annotation AS answer
                              WHERE answer.suggestion_id = annotation.id)
            GROUP BY article_seq
        )
        SELECT seq, coalesce(copy_group, seq) AS copies, unsure,
               seq IN (SELECT article_seq FROM assignment WHERE state = 'done') AS is_done
        FROM article LEFT JOIN doubt ON article_seq = seq
        WHERE project_id = ? AND removed_at = '' ORDER BY seq
        """,
        (project_id,),
    )
    return [Standing(r["seq"], r["copies"], r["unsure"], bool(r["is_done"])) for r in rows]


def keep(
    store: Store,
    project_id: int,
    annotator_id: str,
    order: Sequence[tuple[int, str]],
    seed: int,
    share: float,
) -> None:
    """Keep an order, seq and reason of each article, and how it came about."""
    placed = ((place, reason, seq) for place, (seq, reason) in enumerate(order, 1))
    for chunk in chunks(placed, 500):
        with store.write() as connection:
            connection.executemany(
                "UPDATE article SET queue_place = ?, queue_reason = ? WHERE seq = ?", chunk
            )
    with store.write() as connection:
        connection.execute(
            """
            INSERT INTO queue (project_id, annotator_id, at, seed, share, articles)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
            (project_id, annotator_id, store.now(), seed, share, len(order)),
        )


def latest(store: Store, project_id: int) -> dict[str, Any] | None:
    """Return how the present order came about: at, seed, share, articles; None: there is none."""
    row = store.row(
        """
        SELECT at, seed, share, articles FROM queue WHERE project_id = ? ORDER BY id DESC LIMIT 1
        """,
        (project_id,),
    )
    return None if row is None else dict(row)
