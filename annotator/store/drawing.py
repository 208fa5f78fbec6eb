"""An annotator's own assignments: which they have, and the next one, drawn where there is none.

All of it but the list of one's own takes an open transaction, so that of any number of annotators
who press Next at once no two get the last place of an article.
"""

from __future__ import annotations

import sqlite3
from typing import Any

from annotator.store.assignments import ENDS, NEEDED
from annotator.store.database import Store

_MINE = """
    article.project_id = ?1 AND article.removed_at = '' AND assignment.annotator_id = ?2
    AND given_at <> ''
"""
# By the index: what somebody has done long since is not looked at.
_TO_DO = "assignment.state IN ('open', 'in work')"
# What is in work comes before what is open on the same day, and what is due at all before the rest.
_IN_ORDER = "due = '', due, assignment.state = 'open', article.seq"
# Not offered: what the annotator has, has skipped or is done with, and what a lead took from them.
_OFFERED = f"""
    project_id = ?1 AND removed_at = ''
    AND NOT EXISTS (SELECT 1 FROM assignment
                    WHERE article_seq = article.seq AND annotator_id = ?2
                      AND (given_at <> '' OR state = 'done'))
    AND NOT EXISTS (SELECT 1 FROM ledger
                    WHERE article_seq = article.seq AND annotator_id = ?2
                      AND what IN ('{ENDS[0]}', '{ENDS[1]}'))
"""


def first(
    connection: sqlite3.Connection, project_id: int, annotator_id: str, but_article: str
) -> sqlite3.Row | None:
    """Return the first article that is an annotator's to do; None: there is none."""
    found: sqlite3.Row | None = connection.execute(
        f"""
        SELECT article.seq, article.id, title, due, assignment.state
        FROM assignment JOIN article ON article.seq = article_seq
        WHERE {_MINE} AND skipped_at = '' AND {_TO_DO} AND article.id <> ?3
        ORDER BY {_IN_ORDER} LIMIT 1
        """,
        (project_id, annotator_id, but_article),
    ).fetchone()
    return found


def to_draw(
    connection: sqlite3.Connection, project_id: int, annotator_id: str, but_article: str
) -> sqlite3.Row | None:
    """Return an article with a free place that an annotator may have; None: there is none.

    First come those that lack least, so that articles are complete soon; then the first loaded.
    """
    asked = (project_id, annotator_id, but_article)
    needed = connection.execute(
        "SELECT overlap FROM project WHERE id = ?", (project_id,)
    ).fetchone()[0]
    of_their_own = connection.execute(
        f"""
        SELECT seq, id, title, overlap - given AS lacking
        FROM article INDEXED BY article_with_overlap
        WHERE {_OFFERED} AND overlap IS NOT NULL AND given < overlap AND id <> ?3
        ORDER BY lacking, seq LIMIT 1
        """,
        asked,
    ).fetchone()
    # One look into the index for each count of places: no other order of it is needed.
    for lacking in range(1, needed + 1):
        if of_their_own is not None and of_their_own["lacking"] <= lacking:
            break
        found: sqlite3.Row | None = connection.execute(
            f"""
            SELECT seq, id, title, ?4 AS lacking FROM article INDEXED BY article_by_given
            WHERE {_OFFERED} AND overlap IS NULL AND given = ?5 AND id <> ?3
            ORDER BY seq LIMIT 1
            """,
            (*asked, lacking, needed - lacking),
        ).fetchone()
        if found is not None:
            return found
    answer: sqlite3.Row | None = of_their_own
    return answer


def has_place(connection: sqlite3.Connection, article_seq: int) -> bool:
    """Return whether an article may be given to one more annotator."""
    found = connection.execute(
        f"""
        SELECT given < {NEEDED} FROM article JOIN project ON project.id = article.project_id
        WHERE seq = ?
        """,
        (article_seq,),
    ).fetchone()
    return bool(found[0])


def counts(store: Store, project_id: int, annotator_id: str, today: str) -> dict[str, int]:
    """Return how many articles are an annotator's: open, in work, done, overdue and skipped."""
    found = store.row(
        f"""
        SELECT coalesce(sum(assignment.state = 'open' AND skipped_at = ''), 0) AS open,
               coalesce(sum(assignment.state = 'in work' AND skipped_at = ''), 0) AS in_work,
               coalesce(sum(assignment.state = 'done' AND skipped_at = ''), 0) AS done,
               coalesce(sum(assignment.state <> 'done' AND skipped_at = '' AND due <> ''
                            AND due < ?3), 0) AS overdue,
               coalesce(sum(skipped_at <> ''), 0) AS skipped
        FROM assignment JOIN article ON article.seq = article_seq WHERE {_MINE}
        """,
        (project_id, annotator_id, today),
    )
    return {} if found is None else dict(found)


def mine(
    store: Store, project_id: int, annotator_id: str, *, skipped: bool, limit: int
) -> list[dict[str, Any]]:
    """Return the first of an annotator's articles that are to do, or of those they skipped."""
    condition = "skipped_at <> ''" if skipped else f"skipped_at = '' AND {_TO_DO}"
    return [
        dict(each)
        for each in store.rows(
            f"""
            SELECT article.id, title, article.source, words, assignment.state, due, reason,
                   CASE title WHEN '' THEN (SELECT substr(text, 1, 80) FROM article_version
                                            WHERE id = version_id) ELSE title END AS headline
            FROM assignment JOIN article ON article.seq = article_seq
            WHERE {_MINE} AND {condition} ORDER BY {_IN_ORDER} LIMIT ?3
            """,
            (project_id, annotator_id, limit),
        )
    ]
