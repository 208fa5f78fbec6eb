"""What a relation has to be: two marks of one annotator that its label may join, once."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from annotator.errors import Refused
from annotator.store import annotation

_ENDS = ("from_id", "to_id")
Snapshot = dict[str, Any]


def check_relation(
    connection: sqlite3.Connection,
    content: Snapshot,
    label: Mapping[str, Any] | None,
    article_seq: int,
    annotator_id: str,
) -> None:
    """Raise Refused if a relation can't stand: its ends, what its label may join, twice the same.

    The rejection of a suggested relation names the suggested ends, as the suggestion does.
    """
    ends = [annotation.snapshot(connection, article_seq, str(content[n])) for n in _ENDS]
    if None in ends or content["from_id"] == content["to_id"]:
        raise Refused("A relation needs two marks, and both have to be there.", "Reload the page.")
    if label is None or content["state"] == "rejected":
        return
    for end in ends:
        if end is None or end["kind"] != "span" or end["annotator_id"] != annotator_id:
            raise Refused(
                "A relation joins two marks of your own.",
                "Accept the suggestion first, or mark it.",
            )
        if end["state"] == "rejected":
            raise Refused("A rejected suggestion can't be joined.", "Accept it first.")
    _check_joins(connection, label, ends)
    _check_once(connection, content, label, annotator_id)


def check_ends(
    connection: sqlite3.Connection, content: Snapshot, project_id: int, annotator_id: str
) -> None:
    """Raise Refused if a mark that changes its label is an end that it then can't be."""
    for relation_id in annotation.ends(connection, content["id"], annotator_id):
        row = connection.execute(
            """
            SELECT label.*, from_id, to_id, article_seq
            FROM annotation JOIN label ON label.id = label_id
            WHERE annotation.id = ? AND label.project_id = ?
            """,
            (relation_id, project_id),
        ).fetchone()
        if row is None:
            continue
        ends = [
            content
            if row[name] == content["id"]
            else annotation.snapshot(connection, row["article_seq"], row[name])
            for name in _ENDS
        ]
        _check_joins(connection, row, ends)


def _check_joins(
    connection: sqlite3.Connection, label: Mapping[str, Any], ends: list[Snapshot | None]
) -> None:
    joins = json.loads(label["joins"])
    for side, end in zip(("from_ids", "to_ids"), ends, strict=True):
        allowed = joins[side]
        if not allowed or end is None or end["label_id"] in allowed:
            continue
        words = "begins at" if side == "from_ids" else "leads to"
        names = _names(connection, label["project_id"], allowed)
        [name] = _names(connection, label["project_id"], [end["label_id"]]) or ["a bare note"]
        raise Refused(
            f"“{label['name']}” {words} {' or '.join(names)}, not {name}.",
            "Choose another label or another mark.",
        )


def _names(connection: sqlite3.Connection, project_id: int, label_ids: list[str]) -> list[str]:
    return [
        row["name"]
        for row in connection.execute(
            """
            SELECT name FROM label
            WHERE project_id = ? AND id IN (SELECT value FROM json_each(?)) ORDER BY position
            """,
            (project_id, json.dumps(label_ids)),
        )
    ]


def _check_once(
    connection: sqlite3.Connection,
    content: Snapshot,
    label: Mapping[str, Any],
    annotator_id: str,
) -> None:
    """Refuse a second relation between two marks; in a chain the direction says nothing."""
    twice = connection.execute(
        """
        SELECT 1 FROM annotation
        WHERE ((from_id = ?1 AND to_id = ?2) OR (?5 AND from_id = ?2 AND to_id = ?1))
          AND label_id = ?3 AND annotator_id = ?4 AND id <> ?6 AND state <> 'rejected'
        """,
        (
            content["from_id"], content["to_id"], content["label_id"], annotator_id,
            label["kind"] == "chain", content["id"],
        ),
    ).fetchone()  # fmt: skip
    if twice:
        raise Refused(f"“{label['name']}” joins these two marks already.", "Choose another mark.")
