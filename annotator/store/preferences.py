"""What an annotator prefers on the desk, kept under a name each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from annotator.store.database import Store


def of_annotator(store: Store, annotator_id: str) -> dict[str, Any]:
    """Return what an annotator has chosen; what is not in it is as usual."""
    rows = store.rows(
        "SELECT name, value FROM preference WHERE annotator_id = ? ORDER BY name", (annotator_id,)
    )
    return {row["name"]: json.loads(row["value"]) for row in rows}


def keep(store: Store, annotator_id: str, chosen: Mapping[str, Any]) -> None:
    """Keep these preferences of an annotator beside the others; None goes back to the usual."""
    with store.write() as connection:
        for name, value in chosen.items():
            if value is None:
                connection.execute(
                    "DELETE FROM preference WHERE annotator_id = ? AND name = ?",
                    (annotator_id, name),
                )
                continue
            connection.execute(
                """
                INSERT INTO preference (annotator_id, name, value, updated_at) VALUES (?, ?, ?, ?)
                ON CONFLICT (annotator_id, name)
                DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at
                """,
                (annotator_id, name, json.dumps(value, ensure_ascii=False), store.now()),
            )
