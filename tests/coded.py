"""What a change of the codebook changes: labels, what carries them, and all that names them."""

from __future__ import annotations

import json
from typing import Any

import doing

from annotator.model import Label
from annotator.services import library, patterns
from annotator.services.session import Session


def of(session: Session, article: str) -> list[dict[str, Any]]:
    """Return what somebody put on an article, without suggestions."""
    return [each for each in doing.of(session, article) if each["state"] != "suggested"]


def carried(session: Session, article: str) -> dict[str, str]:
    """Return the labels of what somebody put on an article, by its ids."""
    return {each["id"]: each["label_id"] for each in of(session, article)}


def label(session: Session, label_id: str) -> Label:
    """Return a label as it stands in the label set."""
    [found] = [each for each in library.labels(session) if each.id == label_id]
    return found


def everything(session: Session) -> dict[str, Any]:
    """Return what the store holds, but for what only says when and by which change."""
    store = session.store
    but = ("seq", "updated_at", "act_id")
    return {
        "annotations": sorted(
            json.dumps({name: row[name] for name in row.keys() if name not in but})  # noqa: SIM118
            for row in store.rows("SELECT * FROM annotation")
        ),
        **{
            table: [tuple(row) for row in store.rows(f"SELECT * FROM {table} ORDER BY 1, 2, 3, 4")]
            for table in ("label", "correction", "act_group")
        },
        "assignment": [
            tuple(row)
            for row in store.rows(
                "SELECT article_seq, annotator_id, state FROM assignment ORDER BY 1, 2"
            )
        ],
        # Where a word was marked last is no more than a hint.
        "memory": [
            tuple(row)[:-1] for row in store.rows("SELECT * FROM memory ORDER BY 1, 2, 3, 4, 5")
        ],
        "patterns": patterns.written(session),
    }
