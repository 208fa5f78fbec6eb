"""Who has which article open, and active time: how long people were at work on what.

A beat comes from every window that is looked at, some times a minute. It is no act, and nobody
waits for it: what a power cut takes of it is a few seconds of a figure.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta
from typing import NamedTuple

from annotator.model import Beat
from annotator.store.database import Store

GONE_AFTER = timedelta(seconds=45)  # without a beat
_KEPT = timedelta(days=1)  # what windows that were closed have told


class Reader(NamedTuple):
    """Somebody who has an article of a project open, and is a member of it."""

    project_id: int
    article_seq: int
    annotator_id: str
    name: str


def beat(store: Store, article_seq: int, annotator_id: str, told: Beat) -> int:
    """Keep a beat, and return how many milliseconds of it count.

    All windows of an annotator together count no more than the time that has passed: what one has
    told of a stretch of time, another can't tell again. The first beat of all counts nothing.
    """
    with store.write(durable=False) as connection:
        now = datetime.fromisoformat(store.now())
        windows = _windows(connection, annotator_id)
        known = windows.get(told.window_id)
        if known is not None and told.number <= known["number"]:
            return 0
        if known is None:
            _forget(connection, annotator_id, now - _KEPT)
        end = now - timedelta(milliseconds=told.ago_ms)
        before = [datetime.fromisoformat(row["counted_to"]) for row in windows.values()]
        latest = max(before, default=now)
        counted = max(0, min(told.active_ms, (end - latest) // timedelta(milliseconds=1)))
        connection.execute(
            """
            INSERT INTO presence VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (annotator_id, window_id) DO UPDATE SET
                article_seq = excluded.article_seq, number = excluded.number,
                is_here = excluded.is_here, seen_at = excluded.seen_at,
                counted_to = excluded.counted_to
            """,
            (
                annotator_id, told.window_id, article_seq, told.number, told.is_here,
                _written(now), _written(max(end, latest)),
            ),
        )  # fmt: skip
        if counted:
            _count(connection, article_seq, annotator_id, end, counted)
    return counted


def _windows(connection: sqlite3.Connection, annotator_id: str) -> dict[str, sqlite3.Row]:
    rows = connection.execute(
        "SELECT window_id, number, counted_to FROM presence WHERE annotator_id = ?", (annotator_id,)
    )
    return {row["window_id"]: row for row in rows}


def _forget(connection: sqlite3.Connection, annotator_id: str, before: datetime) -> None:
    """Forget the windows of an annotator that were seen last before a time."""
    connection.execute(
        "DELETE FROM presence WHERE annotator_id = ? AND seen_at < ?",
        (annotator_id, _written(before)),
    )


def _count(
    connection: sqlite3.Connection, article_seq: int, annotator_id: str, end: datetime, ms: int
) -> None:
    connection.execute(
        """
        INSERT INTO active_time VALUES (?, ?, ?, ?)
        ON CONFLICT (annotator_id, day, article_seq)
        DO UPDATE SET active_ms = active_ms + excluded.active_ms
        """,
        (annotator_id, article_seq, end.date().isoformat(), ms),
    )


def present(store: Store) -> frozenset[Reader]:
    """Return who has which article open now, in all projects: few beside all that there is."""
    rows = store.rows(
        """
        SELECT DISTINCT article.project_id, article_seq, presence.annotator_id, annotator.name
        FROM presence JOIN article ON article.seq = article_seq
            JOIN member ON member.project_id = article.project_id
                AND member.annotator_id = presence.annotator_id
            JOIN annotator ON annotator.id = presence.annotator_id
        WHERE is_here AND seen_at > ?
        """,
        (_since(store),),
    )
    return frozenset(Reader(*row) for row in rows)


def of_project(store: Store, project_id: int) -> list[sqlite3.Row]:
    """Return who has which article of a project open now, by name.

    Each row has `annotator_id`, `name`, `article_id` and `headline`; one for each article that
    somebody has open.
    """
    return store.rows(
        """
        SELECT DISTINCT presence.annotator_id, annotator.name, article.id AS article_id,
            CASE title WHEN '' THEN (SELECT substr(text, 1, 80) FROM article_version
                                     WHERE id = version_id) ELSE title END AS headline
        FROM presence JOIN article ON article.seq = article_seq
            JOIN member ON member.project_id = article.project_id
                AND member.annotator_id = presence.annotator_id
            JOIN annotator ON annotator.id = presence.annotator_id
        WHERE is_here AND seen_at > ? AND article.project_id = ? AND removed_at = ''
        ORDER BY annotator.name COLLATE NOCASE, presence.annotator_id, article.seq
        """,
        (_since(store), project_id),
    )


def _since(store: Store) -> str:
    return _written(datetime.fromisoformat(store.now()) - GONE_AFTER)


def _written(at: datetime) -> str:
    return at.isoformat(timespec="microseconds").replace("+00:00", "Z")
