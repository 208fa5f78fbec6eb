"""Changes of the codebook that change annotations: merging labels, splitting one, taking it back.

They are whoever leads': the acts are theirs, and tell in `whose` whose annotation each was about.
They stand in nobody's undo stack. A change is done or taken back as a whole, in one transaction.
"""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from annotator.errors import NotFound, Refused
from annotator.model import Annotator, Label
from annotator.store import annotation, label_places, labels, twins
from annotator.store.carriers import Choice, chosen
from annotator.store.checks import is_alike
from annotator.store.database import Store

Snapshot = dict[str, Any]
_BACK = {"merge": "unmerge", "split": "unsplit"}
_REJECTED = """
    label_id = ?1 AND state = 'rejected'
    AND article_seq IN (SELECT seq FROM article WHERE project_id = ?2)
"""


@dataclass(frozen=True, slots=True)
class Change:
    """A change of the codebook: what it was, whose, and what came of it."""

    id: str
    at: str
    by: str
    kind: str
    label: str
    into: str
    annotations: int
    undone_at: str
    undone_by: str


@dataclass(frozen=True, slots=True)
class _Work:
    """A change at work: the transaction, its id, who makes it, when, and the kind of its acts."""

    connection: sqlite3.Connection
    id: str
    by: Annotator
    now: str
    kind: str

    def turn(
        self, before: Snapshot, after: Snapshot | None, article_seq: int, undoes: str = ""
    ) -> None:
        """Write the act by which an annotation gets another content, and give it that."""
        act_id = uuid.uuid4().hex
        if after is not None and not undoes:
            after = after | {"updated_at": self.now, "act_id": act_id}
        self.write(act_id, before, after, article_seq, undoes)

    def write(
        self,
        act_id: str,
        before: Snapshot | None,
        after: Snapshot | None,
        article_seq: int,
        undoes: str,
    ) -> None:
        """Write an act on an annotation, and bring the projection in line."""
        told = before or after or {}
        sides = [
            None if side is None else json.dumps(side, ensure_ascii=False, separators=(",", ":"))
            for side in (before, after)
        ]
        self.connection.execute(
            """
            INSERT INTO acts (id, article_seq, annotator_id, at, stored_at, kind, subject, before,
                              after, group_id, undoes, whose)
            VALUES (?, ?, ?, ?, ?, ?, 'annotation', ?, ?, ?, ?, ?)
            """,
            (
                act_id, article_seq, self.by.id, self.now, self.now, self.kind, *sides, self.id,
                undoes, told["annotator_id"],
            ),
        )  # fmt: skip
        if before is not None:
            annotation.delete(self.connection, article_seq, before["id"])
        if after is not None:
            annotation.insert_many(self.connection, [after | {"article_seq": article_seq}])
        if before is None or after is None:
            annotation.recount(self.connection, article_seq, told["annotator_id"], self.now)


def merge(store: Store, project_id: int, by: Annotator, label_id: str, into_id: str) -> str:
    """Give all annotations and suggestions with a label another one; return the change's id.

    The label is offered no more, and what still comes with it is taken with the other.

    Raises
    ------
    Refused
        If the two are not two labels of one kind, or the other one is offered no more.
    """
    with store.write() as connection:
        label, into = pair(store, project_id, label_id, into_id)
        work = _Work(connection, uuid.uuid4().hex, by, store.now(), "merge")
        doubles = twins.between(connection, project_id, label, into)
        suggested = _restyle(connection, project_id, label.id, into.id)
        condition, given = chosen(project_id, Choice(label.id))
        there = _rows(connection, condition, given)
        rejected = _rows(connection, _REJECTED, given[:2])
        for row in (*there, *rejected):
            _give(work, row, into.id, doubles)
        told = label_places.merge(store, project_id, label, into)
        told |= {"suggestions": suggested, "annotations": len(there)}
        _settle_answers(work, suggested)
        _keep(work, project_id, label.id, into.id, told)
    return work.id


def split(
    store: Store, project_id: int, by: Annotator, choice: Choice, name: str, into_id: str
) -> str:
    """Give the chosen annotations with a label another one; return the change's id.

    That is a new one of a `name`, unless `into_id` says which.

    Raises
    ------
    Refused
        If the two are not two labels of one kind, or nothing is chosen.
    """
    with store.write() as connection:
        to = into_id or labels.split_off(store, project_id, choice.label_id, name).id
        label, into = pair(store, project_id, choice.label_id, to)
        work = _Work(connection, uuid.uuid4().hex, by, store.now(), "split")
        doubles = twins.between(connection, project_id, label, into)
        there = _rows(connection, *chosen(project_id, choice))
        if not there:
            raise Refused("No annotation is chosen.", "Choose quotes, people or values.")
        for row in there:
            _give(work, row, into.id, doubles)
        told = {
            "suggestions": [], "annotations": len(there), "labels": {}, "patterns": None,
            "made": not into_id,
        }  # fmt: skip
        _keep(work, project_id, label.id, into.id, told)
    return work.id


def pair(store: Store, project_id: int, label_id: str, into_id: str) -> tuple[Label, Label]:
    """Return a label and another one that can take its annotations; raise Refused otherwise."""
    label, into = (labels.label(store, project_id, each) for each in (label_id, into_id))
    if label_id == into_id:
        raise Refused(f"“{label.name}” can't go into itself.", "Choose another label.")
    if label.kind != into.kind:
        raise Refused(
            f"“{label.name}” and “{into.name}” are not put on the same things.",
            "Choose another label of its kind.",
        )
    if into.status == "withdrawn":
        raise Refused(f"“{into.name}” is offered no more.", "Bring it back, or choose another.")
    return label, into


def take_back(store: Store, project_id: int, by: Annotator, change_id: str) -> Mapping[str, Any]:
    """Take a change back as a whole; what was changed since stays as it is now.

    Returns
    -------
    mapping
        `annotations`: how many are as they were; `left`: how many were changed since; `kept`: what
        else was, in words.
    """
    with store.write() as connection:
        row = _undone_now(connection, project_id, change_id)
        told = json.loads(row["told"])
        work = _Work(connection, uuid.uuid4().hex, by, store.now(), _BACK[row["kind"]])
        connection.execute(
            "UPDATE codebook_change SET undone_at = ?, undone_by = ? WHERE id = ?",
            (work.now, by.id, change_id),
        )
        kept = label_places.take_back(store, project_id, told)
        suggested = told["suggestions"]
        _restyle(connection, project_id, row["into_id"], row["label_id"], suggested)
        back = left = 0
        for act in connection.execute(
            "SELECT * FROM acts WHERE group_id = ? AND subject = 'annotation' ORDER BY seq DESC",
            (change_id,),
        ).fetchall():
            if _put_back(work, act):
                back += 1
            else:
                left += 1
        _settle_answers(work, suggested)
        if told.get("made"):
            label_places.retire_unused(connection, project_id, row["into_id"])
    return {"annotations": back, "left": left, "kept": kept}


def changes(store: Store, project_id: int, limit: int = 20) -> list[Change]:
    """Return the changes that were made to a project's codebook, the newest first."""
    rows = store.rows(
        """
        SELECT change.id, change.at, one.name AS "by", change.kind, label_id, into_id, told,
               undone_at, coalesce(other.name, '') AS undone_by
        FROM codebook_change AS change
            JOIN annotator AS one ON one.id = change.annotator_id
            LEFT JOIN annotator AS other ON other.id = undone_by
        WHERE project_id = ? ORDER BY change.seq DESC LIMIT ?
        """,
        (project_id, limit),
    )
    return [
        Change(
            row["id"], row["at"], row["by"], row["kind"], row["label_id"], row["into_id"],
            json.loads(row["told"])["annotations"], row["undone_at"], row["undone_by"],
        )
        for row in rows
    ]  # fmt: skip


def newest(store: Store, project_id: int | None = None) -> str:
    """Return what tells one state of the changes, of a project or of all, from another."""
    row = store.row(
        """
        SELECT coalesce(max(seq), 0) AS seq, coalesce(max(undone_at), '') AS undone_at
        FROM codebook_change WHERE ?1 IS NULL OR project_id = ?1
        """,
        (project_id,),
    )
    return f"{row['seq']} {row['undone_at']}".strip() if row else ""


def _undone_now(connection: sqlite3.Connection, project_id: int, change_id: str) -> sqlite3.Row:
    row: sqlite3.Row | None = connection.execute(
        "SELECT * FROM codebook_change WHERE id = ? AND project_id = ?", (change_id, project_id)
    ).fetchone()
    if row is None:
        raise NotFound("There is no such change of the label set.", "Reload the page.")
    if row["undone_at"]:
        raise Refused("This change was taken back already.", "Reload the page.")
    return row


def _give(work: _Work, row: sqlite3.Row, label_id: str, doubles: Mapping[str, bool]) -> None:
    """Give an annotation another label, or take it away where another says all that it says."""
    before, seq = _split(row)
    if doubles.get(before["id"]):
        work.turn(before, None, seq)
    else:
        work.turn(before, _relabelled(work.connection, before, label_id, seq), seq)


def _rows(
    connection: sqlite3.Connection, condition: str, given: Sequence[Any]
) -> list[sqlite3.Row]:
    return connection.execute(
        f"SELECT * FROM annotation WHERE {condition} ORDER BY article_seq, seq", given
    ).fetchall()


def _split(row: sqlite3.Row) -> tuple[Snapshot, int]:
    """Return a row as the snapshot that acts tell, and the article that it is on."""
    told = annotation.read(row)
    seq = int(told.pop("article_seq"))
    del told["seq"]
    return told, seq


def _relabelled(
    connection: sqlite3.Connection, before: Snapshot, label_id: str, seq: int
) -> Snapshot:
    """Return an annotation with another label, in the state that its suggestion then gives it."""
    return _settled(connection, before | {"label_id": label_id}, seq)


def _settled(connection: sqlite3.Connection, told: Snapshot, seq: int) -> Snapshot:
    if told["suggestion_id"] is None:
        return told
    suggestion = annotation.snapshot(connection, seq, told["suggestion_id"])
    if suggestion is None:
        return told
    if told["state"] == "rejected":
        return told | {"label_id": suggestion["label_id"]}
    alike = is_alike(connection, told, suggestion, seq)
    return told | {"state": "accepted" if alike else "corrected"}


def _restyle(
    connection: sqlite3.Connection,
    project_id: int,
    label_id: str,
    into_id: str,
    only: Sequence[str] | None = None,
) -> list[str]:
    """Give suggestions another label, all with a label or those named; return their ids."""
    rows = connection.execute(
        """
        UPDATE annotation SET label_id = ?1
        WHERE label_id = ?2 AND state = 'suggested'
          AND article_seq IN (SELECT seq FROM article WHERE project_id = ?3)
          AND (?4 IS NULL OR id IN (SELECT value FROM json_each(?4)))
        RETURNING id
        """,
        (into_id, label_id, project_id, None if only is None else json.dumps(only)),
    ).fetchall()
    return [row["id"] for row in rows]


def _settle_answers(work: _Work, suggested: Sequence[str]) -> None:
    """Give answers the state, or rejections the label, that their suggestions now ask for."""
    held = json.dumps(suggested)
    for row in _rows(
        work.connection,
        "state <> 'suggested' AND suggestion_id IN (SELECT value FROM json_each(?))",
        (held,),
    ):
        before, seq = _split(row)
        after = _settled(work.connection, before, seq)
        if after != before:
            work.turn(before, after, seq)
    # What was learned of corrections names the label that was suggested.
    work.connection.execute(
        """
        UPDATE correction SET label_id = (
            SELECT wrong.label_id FROM annotation AS answer
            JOIN annotation AS wrong ON wrong.id = answer.suggestion_id
            WHERE answer.id = correction.annotation_id)
        WHERE annotation_id IN (
            SELECT id FROM annotation
            WHERE suggestion_id IN (SELECT value FROM json_each(?)) AND state = 'corrected')
        """,
        (held,),
    )


def _put_back(work: _Work, act: sqlite3.Row) -> bool:
    """Give an annotation back what a change took, unless it was changed since; say whether."""
    before, after = json.loads(act["before"]), json.loads(act["after"] or "null")
    seq = act["article_seq"]
    present = annotation.snapshot(work.connection, seq, before["id"])
    if after is None:
        if present is not None:
            return False
        work.write(uuid.uuid4().hex, None, before, seq, act["id"])
        return True
    if present is None or present["label_id"] != after["label_id"]:
        return False
    if annotation.content(present) == annotation.content(after):
        work.turn(present, before, seq, act["id"])
    else:  # a note was written since, say: the label alone goes back
        work.turn(present, _relabelled(work.connection, present, before["label_id"], seq), seq)
    return True


def _keep(
    work: _Work, project_id: int, label_id: str, into_id: str, told: Mapping[str, Any]
) -> None:
    work.connection.execute(
        """
        INSERT INTO codebook_change
            (id, project_id, annotator_id, at, kind, label_id, into_id, told)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        (
            work.id, project_id, work.by.id, work.now, work.kind, label_id, into_id,
            json.dumps(told, ensure_ascii=False),
        ),
    )  # fmt: skip
