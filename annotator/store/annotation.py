"""The projection of the acts: annotations, assignments and the counts of an article.

Only `acts` and `exchange` write here, in the transaction that writes the acts themselves.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from annotator.store import assignments, openings
from annotator.store.database import Store

# What an annotator decides; the store adds the rest (who, when, by which act).
CONTENT = (
    "id", "kind", "label_id", "start", "end", "quote", "parts", "note", "state", "suggestion_id",
    "from_id", "to_id", "on_id", "entity_id", "attributes",
)  # fmt: skip
# What stands in a count of marks: a label that a person put on a passage or an article.
MARK = "label_id IS NOT NULL AND kind IN ('span', 'article')"
# What makes two suggestions the same: the label, and the passage or the ends.
Same = tuple[str | None, int | str | None, int | str | None]
# Where suggestions begin, half-open; None: those on no passage, as relations are.
Within = tuple[int, int] | None
# Suggestions of the memories of other annotators: they would tell what those have decided.
MEMORY = "recogniser:memory:"
OF_OTHERS = (
    f"annotation.annotator_id GLOB '{MEMORY}*' AND annotation.annotator_id <> '{MEMORY}' || ?2"
)
_SNAPSHOT = (
    *CONTENT, "score", "reason", "version_id", "annotator_id", "created_at", "updated_at",
    "act_id",
)  # fmt: skip
_COLUMNS = ("article_seq", *_SNAPSHOT)


def content(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the content that an annotation consists of; what is not given is not there."""
    found = {name: given.get(name) for name in CONTENT}
    return found | {"note": found["note"] or "", "attributes": found["attributes"] or {}}


def read(row: sqlite3.Row) -> dict[str, Any]:
    """Return a row with what it holds as JSON read."""
    found = dict(row)
    found["parts"] = None if row["parts"] is None else json.loads(row["parts"])
    found["attributes"] = json.loads(row["attributes"]) if row["attributes"] != "{}" else {}
    return found


def _written(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return the cells of a row, with what it holds as JSON written."""
    parts, attributes = row.get("parts"), row.get("attributes")
    held = {
        "parts": None if parts is None else json.dumps(parts),
        "attributes": json.dumps(attributes, ensure_ascii=False, sort_keys=True)
        if attributes
        else "{}",
    }
    return tuple(held[name] if name in held else row.get(name) for name in _COLUMNS)


def snapshot(
    connection: sqlite3.Connection, article_seq: int, annotation_id: str
) -> dict[str, Any] | None:
    """Return everything an annotation of this article consists of, or None."""
    row = connection.execute(
        f"SELECT {_quoted(_SNAPSHOT)} FROM annotation WHERE id = ? AND article_seq = ?",
        (annotation_id, article_seq),
    ).fetchone()
    return read(row) if row else None


def ends(connection: sqlite3.Connection, annotation_id: str, annotator_id: str) -> list[str]:
    """Return the ids of the annotator's relations that an annotation is an end of."""
    return [
        row["id"]
        for row in connection.execute(
            """
            SELECT id FROM annotation
            WHERE (from_id = ?1 OR to_id = ?1) AND annotator_id = ?2 AND state <> 'rejected'
            """,
            (annotation_id, annotator_id),
        )
    ]


def replies(connection: sqlite3.Connection, annotation_id: str) -> int:
    """Return how many replies there are to a note."""
    found = connection.execute(
        "SELECT count(*) FROM annotation WHERE on_id = ?", (annotation_id,)
    ).fetchone()
    return int(found[0])


def insert_many(connection: sqlite3.Connection, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert annotations, given by column name; one whose id is there already stays as it is."""
    marks = ", ".join("?" * len(_COLUMNS))
    connection.executemany(
        f"INSERT OR IGNORE INTO annotation ({_quoted(_COLUMNS)}) VALUES ({marks})",
        [_written(row) for row in rows],
    )


def delete(connection: sqlite3.Connection, article_seq: int, annotation_id: str) -> None:
    """Take an annotation out of the projection; the acts keep it."""
    connection.execute(
        "DELETE FROM annotation WHERE id = ? AND article_seq = ?", (annotation_id, article_seq)
    )


def restate(connection: sqlite3.Connection, rows: Iterable[Mapping[str, Any]]) -> None:
    """Give suggestions, named by their ids, another score and reason."""
    connection.executemany(
        """
        UPDATE annotation SET score = :score, reason = :reason, updated_at = :updated_at,
            act_id = :act_id
        WHERE id = :id
        """,
        rows,
    )


def drop_unanswered(connection: sqlite3.Connection, article_seq: int, within: Within) -> None:
    """Take suggestions of recognisers that nobody answered out of the projection.

    What an answered relation joins stays, so that none ends nowhere. What a memory proposed stays:
    it is renewed when its annotator opens the article.
    """
    condition, bounds = _within(within)
    connection.execute(
        f"""
        WITH answered AS (
            SELECT suggestion_id AS id FROM annotation
            WHERE article_seq = ? AND state <> 'suggested' AND suggestion_id IS NOT NULL
        ), joined AS (
            SELECT from_id, to_id FROM annotation
            WHERE article_seq = ? AND state <> 'suggested' AND kind = 'relation'
            UNION ALL
            SELECT from_id, to_id FROM annotation
            WHERE id IN (SELECT id FROM answered) AND kind = 'relation'
        )
        DELETE FROM annotation
        WHERE article_seq = ? AND {condition} AND state = 'suggested'
          AND annotator_id IN (SELECT id FROM annotator WHERE kind = 'recogniser')
          AND annotator_id NOT GLOB '{MEMORY}*'
          AND id NOT IN (SELECT id FROM answered)
          AND id NOT IN (SELECT from_id FROM joined UNION SELECT to_id FROM joined)
        """,
        (article_seq, article_seq, article_seq, *bounds),
    )


def standing_suggestions(
    connection: sqlite3.Connection, article_seq: int, within: Within
) -> dict[Same, str]:
    """Return the ids of suggestions but a memory's, by what they propose.

    That is their label with the passage, or with the two ends of a relation.
    """
    condition, bounds = _within(within)
    rows = connection.execute(
        f"""
        SELECT id, label_id, start, "end", from_id, to_id FROM annotation
        WHERE article_seq = ? AND {condition} AND state = 'suggested'
          AND annotator_id NOT GLOB '{MEMORY}*'
        """,
        (article_seq, *bounds),
    ).fetchall()
    return {
        (row["label_id"], row["from_id"] or row["start"], row["to_id"] or row["end"]): row["id"]
        for row in rows
    }


def _within(within: Within) -> tuple[str, tuple[int, ...]]:
    return ("start IS NULL", ()) if within is None else ("start >= ? AND start < ?", within)


def set_done(
    connection: sqlite3.Connection, article_seq: int, annotator_id: str, done: bool, now: str
) -> None:
    """Mark an article as done, or not done, by an annotator."""
    state = "done" if done else _state_by_work(connection, article_seq, annotator_id)
    assignments.set_state(connection, article_seq, annotator_id, state, now)


def recount(connection: sqlite3.Connection, article_seq: int, annotator_id: str, now: str) -> None:
    """Bring an article's marks and notes, and the annotator's 'in work', in line.

    Acts of people leave the suggestions as they are, and those may be thousands: they are counted
    by `recount_suggestions`.
    """
    connection.execute(
        f"""
        UPDATE article SET
            marks = (SELECT count(*) FROM annotation WHERE article_seq = ?1
                     AND state <> 'suggested' AND state <> 'rejected' AND {MARK}),
            notes = (SELECT count(*) FROM annotation WHERE article_seq = ?1
                     AND note <> '' AND kind <> 'reply')
        WHERE seq = ?1
        """,
        (article_seq,),
    )
    # 'in work' follows from the annotations, so that undoing all of them takes it back too.
    if state_in(connection, article_seq, annotator_id) != "done":
        state = _state_by_work(connection, article_seq, annotator_id)
        assignments.set_state(connection, article_seq, annotator_id, state, now)


def _state_by_work(connection: sqlite3.Connection, article_seq: int, annotator_id: str) -> str:
    """Return the state of an article that an annotator has not said to be done with."""
    found = connection.execute(
        """
        SELECT 1 FROM annotator WHERE id = ?2 AND kind = 'person' AND EXISTS (
            SELECT 1 FROM annotation
            WHERE article_seq = ?1 AND annotator_id = ?2 AND state <> 'suggested'
            UNION ALL
            SELECT 1 FROM paragraph WHERE article_seq = ?1 AND annotator_id = ?2)
        """,
        (article_seq, annotator_id),
    ).fetchone()
    return "open" if found is None else "in work"


def recount_suggestions(connection: sqlite3.Connection, article_seq: int) -> None:
    """Bring an article's count of suggestions in line; those of memories are not everybody's."""
    connection.execute(
        f"""
        UPDATE article SET
            suggestions = (SELECT count(*) FROM annotation WHERE article_seq = ?1
                           AND state = 'suggested' AND {MARK}
                           AND annotator_id NOT GLOB '{MEMORY}*')
        WHERE seq = ?1
        """,
        (article_seq,),
    )


def of_article(store: Store, article_seq: int, annotator_id: str) -> list[dict[str, Any]]:
    """Return the annotations that an annotator may see: their own, and suggestions.

    Not shown are suggestions that their memory leaves out, with the relations that these are ends
    of, and those of the memories of others; none are on an article that is read without.
    """
    return [
        read(row)
        for row in store.rows(
            f"""
            WITH out AS (
                SELECT suggestion_id FROM left_out WHERE article_seq = ?1 AND annotator_id = ?2
            )
            SELECT {_quoted(_SNAPSHOT, "annotation.")}, annotator.name AS annotator
            FROM annotation JOIN annotator ON annotator.id = annotation.annotator_id
            WHERE article_seq = ?1 AND (annotation.annotator_id = ?2 OR (
                state = 'suggested' AND NOT {openings.without("?1", "?2")}
                AND NOT ({OF_OTHERS}) AND annotation.id NOT IN out
                AND (from_id IS NULL OR (from_id NOT IN out AND to_id NOT IN out))))
            ORDER BY start, "end" DESC, annotation.seq
            """,
            (article_seq, annotator_id),
        )
    ]


def set_read(
    connection: sqlite3.Connection,
    article_seq: int,
    annotator_id: str,
    passage: tuple[int, int],
    now: str | None,
) -> None:
    """Keep that a paragraph was read with nothing to be marked in it; `now` None: not any more."""
    connection.execute(
        "DELETE FROM paragraph WHERE article_seq = ? AND annotator_id = ? AND start = ?",
        (article_seq, annotator_id, passage[0]),
    )
    if now is not None:
        connection.execute(
            "INSERT INTO paragraph VALUES (?, ?, ?, ?, ?)",
            (article_seq, annotator_id, *passage, now),
        )


def read_paragraphs(store: Store, article_seq: int, annotator_id: str) -> list[tuple[int, int]]:
    """Return the passages of the paragraphs in which an annotator read and found nothing."""
    return [
        (row["start"], row["end"])
        for row in store.rows(
            """
            SELECT start, "end" FROM paragraph WHERE article_seq = ? AND annotator_id = ?
            ORDER BY start
            """,
            (article_seq, annotator_id),
        )
    ]


def state_of(store: Store, article_seq: int, annotator_id: str) -> str:
    """Return the state of an article for an annotator: open, in work or done."""
    return state_in(store.db.conn, article_seq, annotator_id)


def state_in(connection: sqlite3.Connection, article_seq: int, annotator_id: str) -> str:
    """Return the same inside a transaction."""
    found = connection.execute(
        "SELECT state FROM assignment WHERE article_seq = ? AND annotator_id = ?",
        (article_seq, annotator_id),
    ).fetchone()
    return "open" if found is None else str(found["state"])


def _quoted(names: Iterable[str], prefix: str = "") -> str:
    return ", ".join(f'{prefix}"{name}"' for name in names)
