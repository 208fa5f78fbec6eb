"""Models that were trained from a project's annotations: every version, and which is in use."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from annotator.errors import NotFound
from annotator.store.database import Store

_TOLD = """
    id, number, annotator_id, at, seconds, base, labels, annotations, articles, told, scores,
    chosen_at, sha256
"""


@dataclass(frozen=True, slots=True)
class Trained:
    """A version of a project's model, without its bytes; the columns of the table `model`."""

    id: int
    number: int
    annotator_id: str
    at: str
    seconds: float
    base: str
    labels: tuple[str, ...]
    annotations: int
    articles: int
    told: Mapping[str, Any]
    scores: Mapping[str, Any]
    chosen_at: str
    sha256: str


def add(store: Store, project_id: int, made: Mapping[str, Any], data: bytes) -> int:
    """Keep a new version, and return its number.

    Parameters
    ----------
    store : Store
        The open database.
    project_id : int
        The project that it was trained for.
    made : mapping
        The columns of the table but for the numbers and times that are given here.
    data : bytes
        The model.
    """
    with store.write() as connection:
        (number,) = connection.execute(
            "SELECT coalesce(max(number), 0) + 1 FROM model WHERE project_id = ?", (project_id,)
        ).fetchone()
        row = {name: _written(value) for name, value in made.items()} | {
            "project_id": project_id, "number": number, "at": store.now(), "bytes": data,
        }  # fmt: skip
        connection.execute(
            f"INSERT INTO model ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})",
            tuple(row.values()),
        )
    return int(number)


def _written(value: object) -> object:
    return json.dumps(value) if isinstance(value, dict | list | tuple) else value


def versions(store: Store, project_id: int) -> list[Trained]:
    """Return all versions of a project, the newest first."""
    return [
        _read(row)
        for row in store.rows(
            f"SELECT {_TOLD} FROM model WHERE project_id = ? ORDER BY number DESC", (project_id,)
        )
    ]


def version(store: Store, project_id: int, number: int) -> Trained:
    """Return one version; raise NotFound if there is none of this number."""
    row = store.row(
        f"SELECT {_TOLD} FROM model WHERE project_id = ? AND number = ?", (project_id, number)
    )
    if row is None:
        raise NotFound(f"There is no version {number}.", "Choose one from the list.")
    return _read(row)


def chosen(store: Store, project_id: int) -> list[Trained]:
    """Return the versions that were chosen, the one in use first."""
    return [
        _read(row)
        for row in store.rows(
            f"""
            SELECT {_TOLD} FROM model WHERE project_id = ? AND chosen_at <> ''
            ORDER BY chosen_at DESC
            """,
            (project_id,),
        )
    ]


def data(store: Store, model_id: int) -> bytes:
    """Return the bytes of a version; raise NotFound if they are not there."""
    found = store.value("SELECT bytes FROM model WHERE id = ?", (model_id,))
    if not isinstance(found, bytes):
        raise NotFound("The bytes of this version are not there.", "Train a new version.")
    return found


def choose(store: Store, model_id: int) -> None:
    """Put a version in use, before those that were chosen earlier."""
    with store.write() as connection:
        connection.execute("UPDATE model SET chosen_at = ? WHERE id = ?", (store.now(), model_id))


def roll_back(store: Store, project_id: int, all_of_them: bool = False) -> None:
    """Take the version in use out of use; one that was chosen before it takes its place.

    `all_of_them` leaves none in use.
    """
    with store.write() as connection:
        connection.execute(
            """
            UPDATE model SET chosen_at = ''
            WHERE project_id = ?1 AND (?2 OR chosen_at = (
                SELECT max(chosen_at) FROM model WHERE project_id = ?1
            ))
            """,
            (project_id, all_of_them),
        )


def keep_scores(store: Store, scores: Mapping[int, Mapping[str, Any]]) -> None:
    """Keep new scores of versions, by their ids."""
    with store.write() as connection:
        connection.executemany(
            "UPDATE model SET scores = ? WHERE id = ?",
            [(json.dumps(score), model_id) for model_id, score in scores.items()],
        )


def _read(row: sqlite3.Row) -> Trained:
    found = dict(row)
    for name in ("labels", "told", "scores"):
        found[name] = json.loads(found[name])
    return Trained(**found | {"labels": tuple(found["labels"])})
