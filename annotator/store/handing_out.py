"""What handing out has to know and to keep: articles, who has what, and how it was chosen."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import Any, NamedTuple

from annotator.model import Filter
from annotator.store import library
from annotator.store.assignments import NEEDED
from annotator.store.database import Store

# What articles are sorted by into strata, each with what an article has of it.
STRATA = {
    "source": "article.source",
    "month": """CASE WHEN published_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]*'
                THEN substr(published_at, 1, 7) ELSE '' END""",
    "language": "article.language",
}
ABLE = ("annotator", "adjudicator", "lead")  # the roles that may be given articles
_THERE = f"article.project_id = ? AND article.removed_at = '' AND {NEEDED} > 0"


class Wanting(NamedTuple):
    """An article that is handed out: how many annotators it gets, and how many have it."""

    seq: int
    id: str
    needed: int
    given: int


def population(
    store: Store, project_id: int, annotator_id: str, filter_: Filter, by: str
) -> list[tuple[str, str]]:
    """Return id and stratum of every article that a filter lets through, in order of loading.

    `by` is one of `STRATA`, or empty: all are of one stratum.
    """
    where, parameters = library.conditions(store, filter_, project_id, annotator_id)
    stratum = STRATA.get(by, "''")
    rows = store.rows(
        f"SELECT id, {stratum} AS stratum FROM article WHERE {where} ORDER BY seq", parameters
    )
    return [(row["id"], row["stratum"]) for row in rows]


def wanting(
    connection: sqlite3.Connection, project_id: int, article_ids: Sequence[str]
) -> list[Wanting]:
    """Return those of some articles that the project has and that are for handing out."""
    return [
        Wanting(*row)
        for row in connection.execute(
            f"""
            SELECT seq, article.id, {NEEDED}, given
            FROM article JOIN project ON project.id = article.project_id
            WHERE {_THERE} AND article.id IN (SELECT value FROM json_each(?)) ORDER BY seq
            """,
            (project_id, json.dumps(list(article_ids))),
        )
    ]


def seq_of(connection: sqlite3.Connection, project_id: int, article_id: str) -> int | None:
    """Return the seq of an article of a project; None: it has no such article."""
    found = connection.execute(
        "SELECT seq FROM article WHERE id = ? AND project_id = ?", (article_id, project_id)
    ).fetchone()
    return None if found is None else int(found["seq"])


def unavailable(
    connection: sqlite3.Connection, seqs: Sequence[int], annotator_ids: Sequence[str]
) -> set[tuple[int, str]]:
    """Return who can't be given which article: who has it, has skipped it or is done with it."""
    return {
        (row["article_seq"], row["annotator_id"])
        for row in connection.execute(
            """
            SELECT article_seq, annotator_id FROM assignment
            WHERE annotator_id IN (SELECT value FROM json_each(?))
              AND article_seq IN (SELECT value FROM json_each(?))
              AND (given_at <> '' OR state = 'done')
            """,
            (json.dumps(list(annotator_ids)), json.dumps(list(seqs))),
        )
    }


def able(connection: sqlite3.Connection, project_id: int) -> list[dict[str, Any]]:
    """Return the members who may be given articles, by name, with how many are theirs to do.

    `load` counts what is given and not done. Who can't sign in is not among them.
    """
    return [
        dict(row)
        for row in connection.execute(
            f"""
            SELECT member.annotator_id AS id, name, role, (
                SELECT count(*) FROM assignment JOIN article ON article.seq = article_seq
                WHERE assignment.annotator_id = member.annotator_id AND state <> 'done'
                  AND given_at <> '' AND skipped_at = ''
                  AND article.project_id = member.project_id AND removed_at = '') AS load
            FROM member JOIN annotator ON annotator.id = member.annotator_id
            LEFT JOIN account ON account.annotator_id = member.annotator_id
            WHERE member.project_id = ? AND coalesce(closed_at, '') = ''
              AND role IN ({", ".join("?" * len(ABLE))})
            ORDER BY name COLLATE NOCASE, member.annotator_id
            """,
            (project_id, *ABLE),
        )
    ]


def overlap(connection: sqlite3.Connection, project_id: int) -> int:
    """Return how many annotators each article of a project gets; 0: nothing is handed out."""
    return int(
        connection.execute("SELECT overlap FROM project WHERE id = ?", (project_id,)).fetchone()[0]
    )


def set_overlap(connection: sqlite3.Connection, project_id: int, overlap: int) -> None:
    """Say how many annotators each article of a project gets."""
    connection.execute("UPDATE project SET overlap = ? WHERE id = ?", (overlap, project_id))


def set_overlap_of(
    connection: sqlite3.Connection,
    project_id: int,
    article_ids: Sequence[str],
    overlap: int | None,
) -> int:
    """Say how many annotators some articles get, None: as the project says; return how many."""
    return connection.execute(
        """
        UPDATE article SET overlap = ?
        WHERE project_id = ? AND id IN (SELECT value FROM json_each(?))
        """,
        (overlap, project_id, json.dumps(list(article_ids))),
    ).rowcount


def begin(
    connection: sqlite3.Connection, by: tuple[int, str, str], how: dict[str, Any], due: str
) -> int:
    """Open a handing out and return its id.

    Parameters
    ----------
    connection : sqlite3.Connection
        In a transaction.
    by : tuple of int, str and str
        The project, whoever hands out, and when.
    how : dict
        What the articles were chosen by, its `seed` among it.
    due : str
        The day by which they are to be done; empty: none.
    """
    cursor = connection.execute(
        """
        INSERT INTO handing_out (project_id, by_id, at, how, seed, due, articles, given)
        VALUES (?, ?, ?, ?, ?, ?, 0, 0)
        """,
        (*by, json.dumps(how, ensure_ascii=False), how.get("seed", 0), due),
    )
    return int(cursor.lastrowid or 0)


def end(connection: sqlite3.Connection, handing_out_id: int, articles: int, given: int) -> None:
    """Keep how many articles a handing out gave, and how often."""
    connection.execute(
        "UPDATE handing_out SET articles = ?, given = ? WHERE id = ?",
        (articles, given, handing_out_id),
    )


def of_project(store: Store, project_id: int, limit: int) -> list[dict[str, Any]]:
    """Return the last times that articles were handed out, with how many still are not begun."""
    rows = store.rows(
        """
        SELECT handing_out.id, at, handing_out.due, how, articles, given, name AS by_name, (
            SELECT count(*) FROM ledger JOIN assignment USING (article_seq, annotator_id)
            WHERE handing_out_id = handing_out.id AND what = 'given'
              AND assignment.given_at = ledger.at AND assignment.state = 'open'
              AND skipped_at = '') AS untouched
        FROM handing_out JOIN annotator ON annotator.id = by_id
        WHERE project_id = ? ORDER BY handing_out.id DESC LIMIT ?
        """,
        (project_id, limit),
    )
    return [dict(row) | {"how": json.loads(row["how"])} for row in rows]


def untouched(
    connection: sqlite3.Connection, project_id: int, handing_out_id: int
) -> list[tuple[int, str]]:
    """Return article and annotator of what a handing out gave and nobody has begun or skipped."""
    return [
        (row["article_seq"], row["annotator_id"])
        for row in connection.execute(
            """
            SELECT article_seq, annotator_id
            FROM ledger JOIN assignment USING (article_seq, annotator_id)
            WHERE handing_out_id = ? AND project_id = ? AND what = 'given'
              AND assignment.given_at = ledger.at AND assignment.state = 'open'
              AND skipped_at = '' ORDER BY ledger.seq
            """,
            (handing_out_id, project_id),
        )
    ]
