"""What waits for whom, the oldest first; and who has which article how far."""

from __future__ import annotations

import json
from typing import Any

from annotator.store.assignments import NEEDED
from annotator.store.database import Store
from annotator.store.progress import HEADLINE
from annotator.store.reports import THERE

Rows = list[dict[str, Any]]
_COUNTS = "assignment.state = 'done' AND skipped_at = ''"
# An article is complete when as many are done with it as get it, and at least one.
_COMPLETE = f"sum({_COUNTS}) >= max({NEEDED}, 1)"
_OF_ARTICLES = f"""
    FROM assignment JOIN article ON article.seq = article_seq
        JOIN project ON project.id = article.project_id
    WHERE {THERE}
"""
_UNFINISHED = f"""
    FROM assignment JOIN article ON article.seq = article_seq
        JOIN annotator ON annotator.id = assignment.annotator_id
    WHERE given_at <> '' AND skipped_at = '' AND assignment.state <> 'done' AND {THERE}
"""
# A thread is resolved by the last reply that says so, or opened again.
_RESOLVED = """
    coalesce((SELECT json_extract(reply.attributes, '$.resolved') FROM annotation AS reply
              WHERE reply.on_id = coalesce(said.on_id, said.id)
                AND json_extract(reply.attributes, '$.resolved') IS NOT NULL
              ORDER BY reply.created_at DESC, reply.seq DESC LIMIT 1), 0)
"""
_UNANSWERED = f"""
    FROM annotation AS said CROSS JOIN json_each(said.attributes, '$.mentions') AS whom
        JOIN article ON article.seq = said.article_seq
        JOIN annotator ON annotator.id = whom.value
        JOIN annotator AS writer ON writer.id = said.annotator_id
    WHERE said.note <> '' AND {THERE} AND NOT {_RESOLVED}
      AND NOT EXISTS (SELECT 1 FROM annotation AS reply
                      WHERE reply.on_id = coalesce(said.on_id, said.id)
                        AND reply.annotator_id = whom.value AND reply.created_at > said.created_at)
"""


def complete(store: Store, project_id: int) -> int:
    """Return with how many articles of a project all are done who get them."""
    return _count(
        store,
        f"SELECT count(*) FROM (SELECT 1 {_OF_ARTICLES} GROUP BY article_seq HAVING {_COMPLETE})",
        project_id,
    )


def handed_out(store: Store, project_id: int) -> int:
    """Return how many articles of a project are for handing out."""
    return _count(
        store,
        f"""
        SELECT count(*) FROM article JOIN project ON project.id = article.project_id
        WHERE {THERE} AND {NEEDED} > 0
        """,
        project_id,
    )


def articles(store: Store, project_id: int, annotator_id: str, state: str) -> int:
    """Return how many articles somebody has, or one annotator, in a state; empty: in any."""
    where, given = _having(annotator_id, state)
    asked = f"SELECT count(*) FROM (SELECT 1 {_OF_ARTICLES} AND {where} GROUP BY article_seq)"
    return int(str(store.value(asked, (project_id, *given))))


def by_article(
    store: Store, project_id: int, annotator_id: str, state: str, part: tuple[int, int]
) -> Rows:
    """Return a part, as limit and offset, of these articles; what is not complete comes first.

    `id`, `headline`, `needed` (0: it is not handed out), `done`, and `who`: of each who has it
    `name`, `state`, `due` and whether it is `skipped`.
    """
    where, given = _having(annotator_id, state)
    rows = store.rows(
        f"""
        SELECT article.id, {HEADLINE} AS headline, chosen.needed, chosen.done, (
            SELECT json_group_array(json_object(
                'name', name, 'state', state, 'due', due, 'skipped', skipped_at <> ''))
            FROM (SELECT * FROM assignment JOIN annotator ON annotator.id = annotator_id
                  WHERE assignment.article_seq = chosen.article_seq ORDER BY name, id)) AS who
        FROM (
            SELECT article_seq, max({NEEDED}) AS needed, sum({_COUNTS}) AS done,
                {_COMPLETE} AS is_complete
            {_OF_ARTICLES} AND article_seq IN (SELECT article_seq {_OF_ARTICLES} AND {where})
            GROUP BY article_seq ORDER BY is_complete, article_seq LIMIT ? OFFSET ?
        ) AS chosen JOIN article ON article.seq = chosen.article_seq
        ORDER BY is_complete, article.seq
        """,
        (project_id, project_id, *given, *part),
    )
    return [dict(row) | {"who": json.loads(row["who"])} for row in rows]


def _having(annotator_id: str, state: str) -> tuple[str, list[str]]:
    clauses, given = ["1"], []
    if annotator_id:
        clauses.append("assignment.annotator_id = ?")
        given.append(annotator_id)
    if state == "skipped":
        clauses.append("skipped_at <> ''")
    elif state:
        clauses.append("assignment.state = ? AND skipped_at = ''")
        given.append(state)
    return " AND ".join(clauses), given


def unfinished(store: Store, project_id: int, limit: int) -> tuple[Rows, int]:
    """Return the articles given and not done, and how many there are: what is due first, first.

    `id`, `headline`, `name` of whose they are, `state`, `since` (when given) and `due`.
    """
    rows = _rows(
        store,
        f"""
        SELECT article.id, {HEADLINE} AS headline, annotator.name, assignment.state,
            substr(given_at, 1, 10) AS since, due
        {_UNFINISHED} ORDER BY due = '', due, given_at, article.seq LIMIT {int(limit)}
        """,
        project_id,
    )
    return rows, _count(store, f"SELECT count(*) {_UNFINISHED}", project_id)


def unanswered(store: Store, project_id: int, limit: int) -> tuple[Rows, int]:
    """Return mentions that were not answered, the oldest first, and how many there are.

    `id`, `headline`, `name` of who was mentioned, `writer`, and `since`; the words are not told.
    """
    rows = _rows(
        store,
        f"""
        SELECT article.id, {HEADLINE} AS headline, annotator.name, writer.name AS writer,
            substr(said.created_at, 1, 10) AS since
        {_UNANSWERED} ORDER BY said.created_at, said.seq LIMIT {int(limit)}
        """,
        project_id,
    )
    return rows, _count(store, f"SELECT count(*) {_UNANSWERED}", project_id)


def _rows(store: Store, sql: str, project_id: int) -> Rows:
    return [dict(row) for row in store.rows(sql, (project_id,))]


def _count(store: Store, sql: str, project_id: int) -> int:
    return int(str(store.value(sql, (project_id,))))
