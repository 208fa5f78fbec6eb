"""Which articles are copies of one another: groups, and the shingles that they are found by."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from annotator.store.database import Store

# A shingle that more articles have is a set phrase, and says nothing; the newest are looked at.
_COMMON = 50
_COMPARED = 12  # articles whose text is compared in full
_LISTED = 5


class Unseen(NamedTuple):
    """An article that nobody has compared with the others yet."""

    seq: int
    text: str


def unseen(store: Store, project_id: int, limit: int, seq: int | None = None) -> list[Unseen]:
    """Return articles that were not compared with the others yet; `seq`: that one alone."""
    return [
        Unseen(row["seq"], row["text"])
        for row in store.rows(
            """
            SELECT article.seq, text
            FROM article JOIN article_version ON article_version.id = version_id
            WHERE project_id = ?1 AND copy_group IS NULL AND removed_at = ''
              AND (?2 IS NULL OR article.seq = ?2)
            ORDER BY article.seq LIMIT ?3
            """,
            (project_id, seq, limit),
        )
    ]


def count_unseen(store: Store, project_id: int) -> int:
    """Return how many articles were not compared with the others yet."""
    found = store.value(
        """
        SELECT count(*) FROM article
        WHERE project_id = ? AND copy_group IS NULL AND removed_at = ''
        """,
        (project_id,),
    )
    return int(str(found))


def count(store: Store, project_id: int) -> tuple[int, int]:
    """Return how many articles have copies, and how many groups these are."""
    row = store.row(
        """
        SELECT coalesce(sum(n), 0), count(*) FROM (
            SELECT count(*) AS n FROM article
            WHERE project_id = ? AND removed_at = '' AND copy_group IS NOT NULL
            GROUP BY copy_group HAVING count(*) > 1)
        """,
        (project_id,),
    )
    return (0, 0) if row is None else (int(row[0]), int(row[1]))


def candidates(
    connection: sqlite3.Connection, project_id: int, sketch: Iterable[int], least: int
) -> list[tuple[int, int]]:
    """Return seq and group of articles with at least so many of these shingles, the likest first.

    Of each group the likest article stands for the others.
    """
    shared: Counter[int] = Counter()
    for number in sketch:
        shared.update(
            row["article_seq"]
            for row in connection.execute(
                """
                SELECT article_seq FROM shingle WHERE project_id = ? AND hash = ?
                ORDER BY article_seq DESC LIMIT ?
                """,
                (project_id, number, _COMMON),
            )
        )
    found: dict[int, int] = {}
    for seq, count in shared.most_common():
        if count < least or len(found) == _COMPARED:
            break
        group = connection.execute(
            "SELECT copy_group FROM article WHERE seq = ?", (seq,)
        ).fetchone()["copy_group"]
        if group is not None:  # it is to be compared anew, and will meet this one then
            found.setdefault(group, seq)
    return [(seq, group) for group, seq in found.items()]


def text_of(connection: sqlite3.Connection, seq: int) -> str:
    """Return the text of an article."""
    row = connection.execute(
        """
        SELECT text FROM article JOIN article_version ON article_version.id = version_id
        WHERE article.seq = ?
        """,
        (seq,),
    ).fetchone()
    return str(row["text"])


def keep(
    connection: sqlite3.Connection,
    project_id: int,
    seq: int,
    sketch: Iterable[int],
    groups: Collection[int],
) -> None:
    """Keep what an article is found by, and make one group of it and of the groups it belongs to.

    A group is known by its first article.
    """
    first = min(seq, *groups) if groups else seq
    for group in groups:
        if group != first:
            connection.execute(
                "UPDATE article SET copy_group = ? WHERE project_id = ? AND copy_group = ?",
                (first, project_id, group),
            )
    connection.execute("UPDATE article SET copy_group = ? WHERE seq = ?", (first, seq))
    connection.executemany(
        "INSERT OR IGNORE INTO shingle VALUES (?, ?, ?)",
        [(project_id, number, seq) for number in sketch],
    )


def of_article(store: Store, seq: int, annotator_id: str) -> dict[str, Any]:
    """Return how many copies of an article there are, and of the first what the desk tells.

    Those on which the annotator has most marks, and then article labels, stand first. `is_earlier`
    tells that a copy was published, or loaded, before the article.
    """
    rows = store.rows(
        """
        SELECT other.id, other.title, other.source, other.published_at,
               (other.published_at, other.seq) < (here.published_at, here.seq) AS is_earlier,
               (SELECT count(*) FROM annotation
                WHERE article_seq = other.seq AND annotator_id = ?2 AND kind = 'span'
                  AND state IN ('made', 'accepted', 'corrected')) AS marks,
               (SELECT count(*) FROM annotation
                WHERE article_seq = other.seq AND annotator_id = ?2 AND kind = 'article'
                  AND label_id IS NOT NULL
                  AND state IN ('made', 'accepted', 'corrected')) AS labels,
               count(*) OVER () AS total
        FROM article AS here JOIN article AS other
             ON other.project_id = here.project_id AND other.copy_group = here.copy_group
        WHERE here.seq = ?1 AND other.seq <> here.seq AND other.removed_at = ''
        ORDER BY marks DESC, labels DESC, other.published_at, other.seq LIMIT ?3
        """,
        (seq, annotator_id, _LISTED),
    )
    told = [{**dict(row), "is_earlier": bool(row["is_earlier"])} for row in rows]
    total = told[0]["total"] if told else 0
    for each in told:
        del each["total"]
    return {"total": total, "first": told}


def are_copies(store: Store, some_id: str, other_id: str) -> bool:
    """Return whether two articles are copies of one another."""
    found = store.value(
        """
        SELECT 1 FROM article AS a JOIN article AS b
             ON b.project_id = a.project_id AND b.copy_group = a.copy_group
        WHERE a.id = ? AND b.id = ? AND a.removed_at = '' AND b.removed_at = ''
        """,
        (some_id, other_id),
    )
    return found is not None
