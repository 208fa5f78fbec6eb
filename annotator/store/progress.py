"""How far the work is: what each annotator has done, marked and answered, and how long it took.

Each figure is one aggregate, made in the database. Articles that were removed never count.
"""

from __future__ import annotations

from typing import Any

from annotator.store.annotation import MARK
from annotator.store.database import Store
from annotator.store.reports import ANSWERS, COUNTED, THERE

Rows = list[dict[str, Any]]
HEADLINE = """
    CASE article.title WHEN '' THEN (
        SELECT substr(text, 1, 80) FROM article_version WHERE id = article.version_id
    ) ELSE article.title END
"""
_ANSWERED = f"state IN {ANSWERS}"
_GIVEN = "(given_at <> '' AND skipped_at = '')"
OVERDUE = f"({_GIVEN} AND state <> 'done' AND due <> '' AND due < '{{today}}')"
# What people have made, by the index that holds all that is asked of it.
_MADE = f"""
    annotation INDEXED BY annotation_of_annotator CROSS JOIN article ON article.seq = article_seq
    WHERE state <> 'suggested' AND {MARK} AND {THERE}
"""


def articles(store: Store, project_id: int) -> int:
    """Return how many articles a project has."""
    return int(str(store.value(f"SELECT count(*) FROM article WHERE {THERE}", (project_id,))))


def is_handed_out(store: Store, project_id: int) -> bool:
    """Return whether articles of a project are given to some, or everybody reads everything."""
    return bool(
        store.value(
            """
            SELECT overlap > 0 OR EXISTS (
                SELECT 1 FROM article WHERE project_id = project.id AND overlap > 0)
            FROM project WHERE id = ?
            """,
            (project_id,),
        )
    )


def states(store: Store, project_id: int, annotator_id: str = "") -> Rows:
    """Return `annotator_id`, and in how many articles each is how far.

    Of one annotator alone, if one is named.

    `done` and `in_work` count all articles, `given` those that are given and were not skipped; of
    these `given_done` and `given_in_work` say how far they are, `overdue` which are late.
    """
    return _rows(
        store,
        f"""
        SELECT annotator_id, sum(state = 'done') AS done, sum(state = 'in work') AS in_work,
            sum({_GIVEN}) AS given, sum({_GIVEN} AND state = 'done') AS given_done,
            sum({_GIVEN} AND state = 'in work') AS given_in_work,
            sum({OVERDUE.format(today=_today(store))}) AS overdue, sum(skipped_at <> '') AS skipped
        FROM assignment JOIN article ON article.seq = article_seq
        WHERE {THERE} AND {{of}} GROUP BY annotator_id
        """,
        project_id,
        annotator_id,
    )


def made(store: Store, project_id: int) -> Rows:
    """Return `annotator_id`, and how many `marks` and `answers` to suggestions each has made."""
    return _rows(
        store,
        f"""
        SELECT annotator_id, sum({COUNTED["marks"]}) AS marks, sum({_ANSWERED}) AS answers
        FROM {_MADE} GROUP BY annotator_id
        """,
        project_id,
    )


def active(store: Store, project_id: int) -> Rows:
    """Return `annotator_id` and `active_ms` of everybody who was at work."""
    return _rows(
        store,
        f"""
        SELECT annotator_id, sum(active_ms) AS active_ms
        FROM active_time JOIN article ON article.seq = article_seq
        WHERE {THERE} GROUP BY annotator_id
        """,
        project_id,
    )


def paces(store: Store, project_id: int, annotator_id: str = "") -> Rows:
    """Return `annotator_id`, `words` and `active_ms` of each article that somebody is done with.

    Those alone on which time was counted; of one annotator alone, if one is named.
    """
    return _rows(
        store,
        f"""
        SELECT annotator_id, words, sum(active_ms) AS active_ms
        FROM active_time JOIN assignment USING (article_seq, annotator_id)
            JOIN article ON article.seq = article_seq
        WHERE state = 'done' AND {THERE} AND {{of}}
        GROUP BY annotator_id, article_seq
        """,
        project_id,
        annotator_id,
    )


def days(store: Store, project_id: int, annotator_id: str) -> Rows:
    """Return an annotator's `day` with `done`, `marks`, `answers` and `active_ms`, by the day."""
    return _rows(
        store,
        f"""
        SELECT day, sum(done) AS done, sum(marks) AS marks, sum(answers) AS answers,
            sum(active_ms) AS active_ms
        FROM (
            SELECT substr(updated_at, 1, 10) AS day, count(*) AS done, 0 AS marks, 0 AS answers,
                0 AS active_ms
            FROM assignment JOIN article ON article.seq = article_seq
            WHERE state = 'done' AND {THERE} AND {{of}} GROUP BY 1
            UNION ALL
            SELECT substr(created_at, 1, 10), 0, sum({COUNTED["marks"]}), sum({_ANSWERED}), 0
            FROM {_MADE} AND {{of}} GROUP BY 1
            UNION ALL
            SELECT day, 0, 0, 0, sum(active_ms)
            FROM active_time JOIN article ON article.seq = article_seq
            WHERE {THERE} AND {{of}} GROUP BY 1
        ) GROUP BY day ORDER BY day
        """,
        project_id,
        annotator_id,
    )


def read_lately(store: Store, project_id: int, annotator_id: str, limit: int) -> Rows:
    """Return the articles that an annotator was at, the last ones first.

    `id`, `headline`, `words`, `state`, `active_ms` and `day`, the last on which they were at it.
    """
    return _rows(
        store,
        f"""
        SELECT article.id, {HEADLINE} AS headline, words, coalesce(state, 'open') AS state,
            sum(active_ms) AS active_ms, max(day) AS day
        FROM active_time JOIN article ON article.seq = article_seq
            LEFT JOIN assignment USING (article_seq, annotator_id)
        WHERE {THERE} AND {{of}}
        GROUP BY article_seq ORDER BY max(day) DESC, article_seq DESC LIMIT {int(limit)}
        """,
        project_id,
        annotator_id,
    )


def _today(store: Store) -> str:
    return store.now()[:10]


def _rows(store: Store, sql: str, project_id: int, annotator_id: str = "") -> Rows:
    """Return rows of a project; where `{of}` stands, of one annotator alone if one is named."""
    numbered = sql.replace("?", "?1")
    if not annotator_id:
        return [dict(row) for row in store.rows(numbered.replace("{of}", "1"), (project_id,))]
    of_one = numbered.replace("{of}", "annotator_id = ?2")
    return [dict(row) for row in store.rows(of_one, (project_id, annotator_id))]
