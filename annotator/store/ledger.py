"""Reading the ledger: what happened to the assignments of a project, and what is left of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from annotator.store.database import Store


class Asked(NamedTuple):
    """Which lines of the ledger are meant: empty fields leave nothing out.

    `what` is one of `assignments.WHAT`, `article` an id.
    """

    annotator_id: str = ""
    article: str = ""
    what: str = ""
    handing_out_id: int = 0


def newest(store: Store, project_id: int) -> int:
    """Return the seq of the newest line of a project; 0 if there is none."""
    asked = "SELECT coalesce(max(seq), 0) FROM ledger WHERE project_id = ?"
    return int(str(store.value(asked, (project_id,))))


def lines(
    store: Store, project_id: int, asked: Asked, offset: int, limit: int
) -> list[dict[str, Any]]:
    """Return lines of the ledger, the newest first, with the names of all who stand in them."""
    where, parameters = _condition(project_id, asked)
    rows = store.rows(
        f"""
        SELECT ledger.seq, ledger.at, what, ledger.state, ledger.due, ledger.reason, handing_out_id,
               article.id AS article_id, title, ledger.annotator_id, annotator.name AS annotator,
               doer.name AS by_name, ledger.by_id
        FROM ledger JOIN article ON article.seq = ledger.article_seq
        JOIN annotator ON annotator.id = ledger.annotator_id
        JOIN annotator AS doer ON doer.id = ledger.by_id
        WHERE {where} ORDER BY ledger.seq DESC LIMIT ? OFFSET ?
        """,
        (*parameters, limit, offset),
    )
    return [dict(row) for row in rows]


def count(store: Store, project_id: int, asked: Asked) -> int:
    """Return how many lines those are."""
    where, parameters = _condition(project_id, asked)
    return int(
        str(
            store.value(
                f"""
                SELECT count(*) FROM ledger JOIN article ON article.seq = ledger.article_seq
                WHERE {where}
                """,
                parameters,
            )
        )
    )


def balance(
    store: Store, project_id: int, annotator_id: str, article: str
) -> tuple[dict[str, int], dict[str, int]]:
    """Return how often each thing happened, and how many assignments now are in each state.

    Of an annotator or an article, empty: of all. Skipped is a state of its own here. Both come from
    one query, so that nothing happens between them; what was removed counts in both.
    """
    rows = store.rows(
        """
        SELECT 'happened' AS side, what AS name, count(*) AS n
        FROM ledger JOIN article ON article.seq = article_seq
        WHERE ledger.project_id = ?1 AND (?2 = '' OR annotator_id = ?2)
          AND (?3 = '' OR article.id = ?3)
        GROUP BY what
        UNION ALL
        SELECT 'standing', CASE skipped_at WHEN '' THEN state ELSE 'skipped' END, count(*)
        FROM assignment JOIN article ON article.seq = article_seq
        WHERE project_id = ?1 AND given_at <> '' AND (?2 = '' OR annotator_id = ?2)
          AND (?3 = '' OR article.id = ?3)
        GROUP BY 2
        """,
        (project_id, annotator_id, article),
    )
    sides: dict[str, dict[str, int]] = {"happened": {}, "standing": {}}
    for row in rows:
        sides[row["side"]][row["name"]] = row["n"]
    return sides["happened"], sides["standing"]


def annotators(store: Store, project_id: int) -> dict[str, str]:
    """Return the names of all to whom something was ever given, by id."""
    rows = store.rows(
        """
        SELECT id, name FROM annotator
        WHERE id IN (SELECT annotator_id FROM ledger WHERE project_id = ?)
        ORDER BY name COLLATE NOCASE, id
        """,
        (project_id,),
    )
    return {row["id"]: row["name"] for row in rows}


def articles(store: Store, project_id: int, limit: int) -> dict[str, str]:
    """Return the titles of the articles about which the ledger says something, newest first."""
    rows = store.rows(
        """
        SELECT article.id, title FROM ledger JOIN article ON article.seq = article_seq
        WHERE ledger.project_id = ? GROUP BY article_seq ORDER BY max(ledger.seq) DESC LIMIT ?
        """,
        (project_id, limit),
    )
    return {row["id"]: row["title"] for row in rows}


def assignments_of(
    store: Store, project_id: int, asked: Asked, state: str, limit: int
) -> list[dict[str, Any]]:
    """Return assignments, due ones first: article, annotator, state, day and reason of skipping.

    `state` is open, in work, done, skipped, or empty: all of them.
    """
    told = "CASE skipped_at WHEN '' THEN assignment.state ELSE 'skipped' END"
    rows = store.rows(
        f"""
        SELECT article.id AS article_id, title, article.source, assignment.annotator_id,
               annotator.name AS annotator, {told} AS state, assignment.due, given_at, reason,
               doer.name AS by_name
        FROM assignment JOIN article ON article.seq = assignment.article_seq
        JOIN annotator ON annotator.id = assignment.annotator_id
        JOIN annotator AS doer ON doer.id = given_by
        WHERE project_id = ?1 AND removed_at = '' AND given_at <> ''
          AND (?2 = '' OR assignment.annotator_id = ?2) AND (?3 = '' OR article.id = ?3)
          AND (?4 = '' OR {told} = ?4)
          AND (?5 = 0 OR EXISTS (
              SELECT 1 FROM ledger WHERE ledger.handing_out_id = ?5
                AND ledger.article_seq = assignment.article_seq
                AND ledger.annotator_id = assignment.annotator_id AND ledger.at = given_at))
        ORDER BY assignment.due = '', assignment.due, article.seq, annotator.name LIMIT ?6
        """,
        (project_id, asked.annotator_id, asked.article, state, asked.handing_out_id, limit),
    )
    return [dict(row) for row in rows]


def _condition(project_id: int, asked: Asked) -> tuple[str, Sequence[Any]]:
    clauses, parameters = ["ledger.project_id = ?"], list[Any]([project_id])
    for clause, value in (
        ("ledger.annotator_id = ?", asked.annotator_id),
        ("article.id = ?", asked.article),
        ("ledger.what = ?", asked.what),
        ("ledger.handing_out_id = ?", asked.handing_out_id),
    ):
        if value:
            clauses.append(clause)
            parameters.append(value)
    return " AND ".join(clauses), parameters
