"""What all have in common that propose: an act of kind `suggest`, and rows that it gave content."""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from annotator.model import Suggestion
from annotator.store.checks import Target
from annotator.store.database import Store

# Rows of one transaction: some milliseconds, for which whoever saves may have to wait.
AT_ONCE = 100


class Step(NamedTuple):
    """A part of what is to be written: about how many rows it writes, and how."""

    rows: int
    write: Callable[[sqlite3.Connection], None]


def in_turns(store: Store, steps: Iterable[Step]) -> None:
    """Write steps in their order, as many in one transaction as hold nobody up for long."""
    waiting, rows = list[Step](), 0
    for step in steps:
        if waiting and rows + step.rows > AT_ONCE:
            _write(store, waiting)
            waiting, rows = [], 0
        waiting.append(step)
        rows += step.rows
    if waiting:
        _write(store, waiting)


def _write(store: Store, steps: Iterable[Step]) -> None:
    with store.write(durable=False) as connection:
        for step in steps:
            step.write(connection)


def id_of(what: str, article_id: str, named: str) -> str:
    """Return an id that follows from an article and what is named, the same in every file."""
    return f"{what}-{article_id[:32]}-{uuid.uuid5(uuid.NAMESPACE_OID, named).hex[:16]}"


def told_as_json(told: Mapping[str, Any]) -> str:
    """Return what an act tells, as it is kept."""
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def write_act(
    connection: sqlite3.Connection,
    article_seq: int,
    annotator_id: str,
    act_id: str,
    told: str,
    now: str,
) -> None:
    """Write the act by which somebody proposes; one that is there already stays as it is."""
    connection.execute(
        """
        INSERT OR IGNORE INTO acts
            (id, article_seq, annotator_id, at, stored_at, kind, subject, after, group_id)
        VALUES (?, ?, ?, ?, ?, 'suggest', 'recognition', ?, ?)
        """,
        (act_id, article_seq, annotator_id, now, now, told, act_id),
    )


def common(target: Target, annotator_id: str, act_id: str, now: str) -> dict[str, Any]:
    """Return the cells that are the same in all rows of an act."""
    return {
        "article_seq": target.seq, "version_id": target.version_id, "note": "",
        "state": "suggested", "annotator_id": annotator_id, "created_at": now,
        "updated_at": now, "act_id": act_id,
    }  # fmt: skip


def passage(row_id: str, s: Suggestion, text: str) -> dict[str, Any]:
    """Return the cells of a suggestion on a passage."""
    return {
        "id": row_id, "kind": "span", "label_id": s.label_id, "start": s.start, "end": s.end,
        "quote": text[s.start : s.end], "score": round(s.score, 3), "reason": s.reason,
        "attributes": dict(s.attributes),
    }  # fmt: skip
