"""Threads of notes, and who may see what of them.

Where annotators work blind to one another a mention opens one note, not the work around it:
whoever is mentioned in a note, or takes part in its thread, sees the words and the passage they are
on, and the replies. Label, suggestion and state of the annotation stay unseen. Where blindness is
lifted all members see all notes, and may reply.
"""

from __future__ import annotations

import sqlite3
from typing import Any

from annotator.store import annotation, blindness, openings
from annotator.store.database import Store

Snapshot = dict[str, Any]
_MENTIONED = "EXISTS (SELECT 1 FROM json_each({}.attributes, '$.mentions') WHERE value = ?2)"
# The roots of the threads that an annotator (?2) takes part in, on an article (?1); where blindness
# is lifted (?3), of all.
_TAKEN_PART = f"""
    SELECT root.id FROM annotation AS root
    WHERE root.article_seq = ?1 AND root.kind <> 'reply' AND root.state <> 'suggested' AND (
        (?3 AND root.note <> '') OR
        root.annotator_id = ?2 OR {_MENTIONED.format("root")} OR EXISTS (
            SELECT 1 FROM annotation AS reply WHERE reply.on_id = root.id
            AND (reply.annotator_id = ?2 OR {_MENTIONED.format("reply")})))
"""


def of_others(store: Store, article_seq: int, annotator_id: str) -> list[Snapshot]:
    """Return what an annotator sees of other people's notes and replies: nothing else."""
    rows = store.rows(
        f"""
        SELECT annotation.id, annotation.kind, start, "end", quote, parts, note, on_id, attributes,
            annotation.annotator_id, annotator.name AS annotator, annotation.created_at, updated_at
        FROM annotation JOIN annotator ON annotator.id = annotation.annotator_id
        WHERE article_seq = ?1 AND annotation.annotator_id <> ?2
            AND coalesce(on_id, annotation.id) IN ({_TAKEN_PART})
        ORDER BY annotation.created_at, annotation.seq
        """,
        (article_seq, annotator_id, blindness.is_lifted(store.db.conn, article_seq)),
    )
    return [_note_alone(annotation.read(row)) for row in rows]


def _note_alone(row: Snapshot) -> Snapshot:
    known = ("mentions", "resolved") if row["kind"] == "reply" else ("mentions",)
    told = {name: row["attributes"][name] for name in known if name in row["attributes"]}
    return row | {"attributes": told}


def takes_part(
    connection: sqlite3.Connection, article_seq: int, annotator_id: str, root_id: str
) -> bool:
    """Return whether an annotator takes part in the thread of a note, and so may reply."""
    lifted = blindness.is_lifted(connection, article_seq)
    found = connection.execute(
        f"SELECT 1 WHERE ?4 IN ({_TAKEN_PART})", (article_seq, annotator_id, lifted, root_id)
    ).fetchone()
    return found is not None


def members(store: Store, project_id: int) -> list[Snapshot]:
    """Return the people who can be mentioned: a project's members; all where it has none."""
    return [
        {"id": row["id"], "name": row["name"]}
        for row in store.rows(
            """
            SELECT id, name FROM annotator WHERE kind = 'person' AND (
                id IN (SELECT annotator_id FROM member WHERE project_id = ?1)
                OR NOT EXISTS (SELECT 1 FROM member WHERE project_id = ?1)
            ) ORDER BY name, id
            """,
            (project_id,),
        )
    ]


def news(
    store: Store, article_seq: int, annotator_id: str, since: int, *, everybodys: bool
) -> tuple[int, list[str]]:
    """Return the newest act on an article that concerns an annotator, and the ids of those since.

    One's own acts do, done in another window, what a recogniser proposed, and what a change of the
    codebook did to one's annotations; of others' only what they share, but `everybodys` where their
    work is seen. Most of the time there is none.
    """
    rows = store.rows(
        f"""
        SELECT seq, id FROM acts
        WHERE article_seq = ?1 AND seq > ?4 AND (
            annotator_id = ?2 OR whose = ?2
            OR (?3 AND annotator_id NOT GLOB '{annotation.MEMORY}*' AND id NOT GLOB 'suggest-*')
            OR (subject = 'recognition' AND id GLOB 'suggest-*'
                AND NOT {openings.without("?1", "?2")})
            OR json_extract(coalesce(after, before), '$.on_id') IN ({_TAKEN_PART})
            OR EXISTS (SELECT 1 FROM json_each(coalesce(after, '{{}}'), '$.attributes.mentions')
                WHERE value = ?2)
            OR EXISTS (SELECT 1 FROM json_each(coalesce(before, '{{}}'), '$.attributes.mentions')
                WHERE value = ?2))
        ORDER BY seq
        """,
        (article_seq, annotator_id, everybodys, since),
    )
    return (rows[-1]["seq"] if rows else since), [row["id"] for row in rows]
