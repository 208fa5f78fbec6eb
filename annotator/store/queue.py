"""The queues of annotators: orders of a project's articles, and what they are made from.

What is read here is the annotator's own, or shown to everybody (decision 0083): an order may not
tell what others have marked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from annotator.store import annotation
from annotator.store.database import Store, chunks

SORTS = ("unsure", "disagreement", "diversity")
_LAST = 1_000_000_000  # the place of what was not there when the order was made
_AT_ONCE = 2_000
# Suggestions on passages that this annotator is shown and has not answered.
_OPEN = f"""
    annotation.state = 'suggested' AND annotation.kind = 'span' AND NOT ({annotation.OF_OTHERS})
    AND NOT EXISTS (SELECT 1 FROM annotation AS answer
                    WHERE answer.suggestion_id = annotation.id AND answer.annotator_id = ?2)
"""


class Queue(NamedTuple):
    """Which queue is meant: of which project, whose, and what it is sorted by."""

    project_id: int
    annotator_id: str
    sort: str


class Standing(NamedTuple):
    """What is known of an article before it gets its place; `group` is the one of its copies.

    `state` is what it is for the annotator: open, in work or done.
    """

    seq: int
    group: int
    state: str


def standings(store: Store, project_id: int, annotator_id: str) -> list[Standing]:
    """Return every article of a project, in the order of loading."""
    rows = store.rows(
        """
        SELECT seq, coalesce(copy_group, seq) AS copies, coalesce(assignment.state, 'open') AS state
        FROM article LEFT JOIN assignment ON article_seq = seq AND annotator_id = ?
        WHERE project_id = ? AND removed_at = '' ORDER BY seq
        """,
        (annotator_id, project_id),
    )
    return [Standing(row["seq"], row["copies"], row["state"]) for row in rows]


def doubts(store: Store, project_id: int, annotator_id: str) -> dict[int, float]:
    """Return the mean doubt of the suggestions that an annotator has not answered, by article.

    It goes from 0 (all of them certain) to 1 (each as likely right as wrong). What the memory
    leaves out has no part in it.
    """
    rows = store.rows(
        f"""
        SELECT article_seq, avg(1 - abs(2 * score - 1)) AS doubt
        FROM article JOIN annotation ON article_seq = article.seq
        WHERE project_id = ?1 AND removed_at = '' AND score IS NOT NULL AND {_OPEN}
          AND (article_seq, ?2, annotation.id) NOT IN left_out
        GROUP BY article_seq
        """,
        (project_id, annotator_id),
    )
    return {row["article_seq"]: row["doubt"] for row in rows}


def proposed(store: Store, project_id: int, annotator_id: str) -> Iterator[tuple[int, str, str]]:
    """Yield what recognisers suggest and an annotator has not answered: article, words, label.

    The annotator's memory is none of them.
    """
    for row in store.db.conn.execute(
        f"""
        SELECT article_seq, quote, label_id
        FROM article JOIN annotation ON article_seq = article.seq
        WHERE project_id = ?1 AND removed_at = '' AND label_id IS NOT NULL AND {_OPEN}
          AND annotation.annotator_id <> ?3 || ?2
        """,
        (project_id, annotator_id, annotation.MEMORY),
    ):
        yield row["article_seq"], row["quote"], row["label_id"]


def decided(
    store: Store, project_id: int, annotator_id: str
) -> Iterator[tuple[str, str, int, int]]:
    """Yield what an annotator decided about words: words, label, how often marked and rejected.

    A suggestion that was corrected is one that was rejected.
    """
    for row in store.rows(
        """
        SELECT quote, label_id, marked, rejected FROM memory
        WHERE project_id = ?1 AND annotator_id = ?2
        UNION ALL
        SELECT quote, label_id, 0, count(*) FROM correction
        WHERE project_id = ?1 AND annotator_id = ?2 GROUP BY quote, label_id
        """,
        (project_id, annotator_id),
    ):
        yield row["quote"], row["label_id"], row["marked"], row["rejected"]


def texts(store: Store, seqs: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Yield articles with their headlines and texts, a few in memory at a time."""
    for chunk in chunks(seqs, 200):
        places = ", ".join("?" * len(chunk))
        for row in store.rows(
            f"""
            SELECT article.seq, article.title || char(10) || text AS text
            FROM article JOIN article_version ON article_version.id = version_id
            WHERE article.seq IN ({places})
            """,
            chunk,
        ):
            yield row["seq"], row["text"]


def keep(
    store: Store, queue: Queue, order: Sequence[tuple[int, str]], seed: int, share: float
) -> None:
    """Keep an order, seq and reason of each article, and how it came about.

    It takes the place of the one before when all of it is there; others can write in between.
    """
    with store.write(durable=False) as connection:
        cursor = connection.execute(
            """
            INSERT INTO queue (project_id, annotator_id, sort, at, seed, share, articles)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            (*queue, store.now(), seed, share, len(order)),
        )
        queue_id = int(cursor.lastrowid or 0)
    placed = ((queue_id, seq, place, reason) for place, (seq, reason) in enumerate(order, 1))
    for chunk in chunks(placed, _AT_ONCE):
        with store.write(durable=False) as connection:  # the change of the list takes it along
            connection.executemany("INSERT INTO queue_place VALUES (?, ?, ?, ?)", chunk)
    _show(store, queue_id)
    while _forget_some(store, queue_id):
        pass


def _show(store: Store, queue_id: int) -> None:
    """Let a list have this order, unless a later one is there already."""
    with store.write() as connection:
        # Removed articles too, which can come back, and what was loaded in the meantime.
        connection.execute(
            """
            INSERT OR IGNORE INTO queue_place
            SELECT queue.id, seq, ?, '' FROM article JOIN queue USING (project_id)
            WHERE queue.id = ?
            """,
            (_LAST, queue_id),
        )
        connection.execute(
            """
            WITH same AS (
                SELECT other.id FROM queue JOIN queue AS other
                    USING (project_id, annotator_id, sort)
                WHERE queue.id = ?1
            )
            UPDATE queue SET is_present = (id = ?1)
            WHERE id IN same AND NOT EXISTS (
                SELECT 1 FROM queue WHERE id IN same AND id > ?1 AND is_present)
            """,
            (queue_id,),
        )


def _forget_some(store: Store, queue_id: int) -> int:
    """Delete places of earlier orders of the same kind; return how many."""
    with store.write(durable=False) as connection:
        return connection.execute(
            """
            DELETE FROM queue_place WHERE (queue_id, article_seq) IN (
                SELECT queue_place.queue_id, article_seq FROM queue
                    JOIN queue AS earlier USING (project_id, annotator_id, sort)
                    JOIN queue_place ON queue_place.queue_id = earlier.id
                WHERE queue.id = ? AND earlier.id < queue.id LIMIT ?)
            """,
            (queue_id, _AT_ONCE),
        ).rowcount


def present(store: Store, queue: Queue) -> dict[str, Any] | None:
    """Return the order that an annotator's list has: id, at, seed, share, articles; or None."""
    row = store.row(
        """
        SELECT id, at, seed, share, articles FROM queue
        WHERE project_id = ? AND annotator_id = ? AND sort = ? AND is_present
        """,
        queue,
    )
    return None if row is None else dict(row)
