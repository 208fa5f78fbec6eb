"""The guidelines of projects: a text in versions, of which the last one holds."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from annotator.errors import Conflict, NotFound
from annotator.store.database import Store

_VERSION = """
    SELECT number, text, guideline.at, name AS "by"
    FROM guideline JOIN annotator ON annotator.id = annotator_id
"""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a project's guidelines: who wrote it, and since when it holds."""

    number: int
    text: str
    at: str
    by: str


def latest(store: Store, project_id: int) -> Version | None:
    """Return the version that holds; None: the project has no guidelines."""
    return _version(
        store.row(f"{_VERSION} WHERE project_id = ? ORDER BY number DESC LIMIT 1", (project_id,))
    )


def version(store: Store, project_id: int, number: int) -> Version:
    """Return a version; raise NotFound if there is none of this number."""
    found = _version(
        store.row(f"{_VERSION} WHERE project_id = ? AND number = ?", (project_id, number))
    )
    if found is None:
        raise NotFound(f"There is no version {number} of the guidelines.", "Reload the page.")
    return found


def versions(store: Store, project_id: int) -> list[Version]:
    """Return all versions, the newest first."""
    rows = store.rows(f"{_VERSION} WHERE project_id = ? ORDER BY number DESC", (project_id,))
    return [found for row in rows if (found := _version(row))]


def in_force(store: Store, project_id: int) -> Callable[[str], int]:
    """Return what tells the number of the version that held at a time; 0: there was none yet."""
    rows = store.rows(
        "SELECT at FROM guideline WHERE project_id = ? ORDER BY number", (project_id,)
    )
    return partial(bisect_right, [row["at"] for row in rows])


def keep(store: Store, project_id: int, text: str, annotator_id: str, after: int) -> int:
    """Keep a text as the next version, and return its number.

    Raises
    ------
    Conflict
        If the version that it was written after is not the last one any more.
    """
    with store.write() as connection:
        there = latest(store, project_id)
        number = there.number if there else 0
        if number != after:
            raise Conflict(
                f"Version {number} of the guidelines was written in the meantime.",
                "Copy what you wrote, reload the page, and put it into that one.",
            )
        connection.execute(
            "INSERT INTO guideline VALUES (?, ?, ?, ?, ?)",
            (project_id, number + 1, text, annotator_id, store.now()),
        )
    return number + 1


def seen(store: Store, project_id: int, annotator_id: str) -> int:
    """Return the number of the version that an annotator has opened last; 0: none."""
    found = store.value(
        "SELECT number FROM guideline_seen WHERE project_id = ? AND annotator_id = ?",
        (project_id, annotator_id),
    )
    return int(str(found or 0))


def see(store: Store, project_id: int, annotator_id: str, number: int) -> None:
    """Keep that an annotator has opened a version."""
    with store.write(durable=False) as connection:
        connection.execute(
            """
            INSERT INTO guideline_seen VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (project_id, annotator_id) DO UPDATE SET number = ?3, at = ?4
            WHERE number < ?3
            """,
            (project_id, annotator_id, number, store.now()),
        )


def _version(row: sqlite3.Row | None) -> Version | None:
    return None if row is None else Version(row["number"], row["text"], row["at"], row["by"])
