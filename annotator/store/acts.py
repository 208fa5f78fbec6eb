"""Acts: the only way annotations change.

An act is checked, written to the append-only table and applied to the projection in the same
transaction. Undo is an act like any other, with `before` and `after` exchanged.
"""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from annotator.errors import Conflict, NotFound, PressmarkError, Refused
from annotator.model import Act, Annotator, Receipt, RefusedAct, Suggestion
from annotator.store import annotation
from annotator.store.checks import Target, check_annotation
from annotator.store.database import Store

KINDS = ("annotate", "accept", "reject", "change", "remove", "done", "undo", "redo", "import")
Snapshot = dict[str, Any]


def apply(store: Store, article_id: str, annotator: Annotator, acts: Sequence[Act]) -> Receipt:
    """Apply acts in their order, each wholly or not at all; confirmed ones are on disk.

    An act that was applied before is confirmed again and changes nothing. One that is refused
    does not hold up the others.

    Raises
    ------
    NotFound
        If there is no such article.
    """
    confirmed: list[str] = []
    refused: list[RefusedAct] = []
    with store.write() as connection:
        target = _target(connection, article_id)
        for act in acts:
            try:
                with store.db.atomic():
                    _apply_one(store, connection, target, annotator, act)
                confirmed.append(act.id)
            except PressmarkError as error:
                present = _present(connection, target, annotator, act)
                refused.append(RefusedAct(act.id, error.code, error.message, error.remedy, present))
        annotation.recount(connection, target.seq, annotator.id, store.now())
        seq = int(connection.execute("SELECT coalesce(max(seq), 0) FROM acts").fetchone()[0])
    return Receipt(tuple(confirmed), tuple(refused), seq)


def undo(store: Store, article_id: str, annotator: Annotator) -> Receipt | None:
    """Take back the annotator's last group of acts on an article; None if there is none."""
    return _step(store, article_id, annotator, "undo")


def redo(store: Store, article_id: str, annotator: Annotator) -> Receipt | None:
    """Bring back the group of acts that was taken back last; None if there is none."""
    return _step(store, article_id, annotator, "redo")


def _step(store: Store, article_id: str, annotator: Annotator, kind: str) -> Receipt | None:
    state, order = ("done", "DESC") if kind == "undo" else ("undone", "ASC")
    with store.write() as connection:
        target = _target(connection, article_id)
        top = connection.execute(
            f"""
            SELECT id FROM act_group
            WHERE annotator_id = ? AND article_seq = ? AND state = ?
            ORDER BY last_seq {order} LIMIT 1
            """,
            (annotator.id, target.seq, state),
        ).fetchone()
        if top is None:
            return None
        group = uuid.uuid4().hex
        return apply(
            store,
            article_id,
            annotator,
            [
                Act(
                    uuid.uuid4().hex, store.now(), kind, row["subject"],
                    _content(row["subject"], _load(row["after" if kind == "undo" else "before"])),
                    _content(row["subject"], _load(row["before" if kind == "undo" else "after"])),
                    group, row["id"],
                )
                for row in _group_acts(connection, top["id"], target.seq, kind)
            ],
        )  # fmt: skip


def stacks(
    store: Store, article_seq: int, annotator_id: str, limit: int = 200
) -> dict[str, list[list[Snapshot]]]:
    """Return what the annotator can undo and redo on an article: groups of acts, newest last."""
    return {
        "undo": _stack_of(store, article_seq, annotator_id, "done", limit),
        "redo": _stack_of(store, article_seq, annotator_id, "undone", limit),
    }


def _stack_of(
    store: Store, article_seq: int, annotator_id: str, state: str, limit: int
) -> list[list[Snapshot]]:
    """Return the groups in a state, the one to be taken next standing last."""
    nearest, back = ("DESC", "ASC") if state == "done" else ("ASC", "DESC")
    rows = store.rows(
        f"""
        SELECT acts.* FROM (
            SELECT id, last_seq FROM act_group
            WHERE annotator_id = ? AND article_seq = ? AND state = ?
            ORDER BY last_seq {nearest} LIMIT ?
        ) AS chosen
        JOIN acts ON acts.group_id = chosen.id AND acts.article_seq = ?
        ORDER BY chosen.last_seq {back}, acts.seq
        """,
        (annotator_id, article_seq, state, limit, article_seq),
    )
    groups = groupby(rows, key=lambda row: row["group_id"])
    return [[_public(row) for row in group] for _, group in groups]


def suggest(
    store: Store, article_id: str, annotator: Annotator, suggestions: Sequence[Suggestion]
) -> None:
    """Keep what a recogniser proposes for an article: one act, and a row for each suggestion.

    Suggestions of an earlier recogniser that nobody has answered give way.

    Ids follow from the article and the recogniser, so that two files that ran the same recogniser
    hold the same acts.
    """
    with store.write() as connection:
        target = _target(connection, article_id)
        act_id = f"suggest-{article_id}-{uuid.uuid5(uuid.NAMESPACE_OID, annotator.id).hex[:12]}"
        now = store.now()
        compact = [[s.start, s.end, s.label_id, round(s.score, 3), s.reason] for s in suggestions]
        connection.execute(
            """
            INSERT OR IGNORE INTO acts
                (id, article_seq, annotator_id, at, stored_at, kind, subject, after, group_id)
            VALUES (?, ?, ?, ?, ?, 'suggest', 'recognition', ?, ?)
            """,
            (act_id, target.seq, annotator.id, now, now, _dump({"suggestions": compact}), act_id),
        )
        annotation.drop_unanswered(connection, target.seq)
        annotation.insert_many(
            connection,
            [
                    {
                        "id": f"{act_id}-{number}", "article_seq": target.seq,
                        "version_id": target.version_id, "kind": "span", "label_id": s.label_id,
                        "start": s.start, "end": s.end, "quote": target.text[s.start : s.end],
                        "note": "", "state": "suggested", "suggestion_id": None,
                        "score": round(s.score, 3), "reason": s.reason,
                        "annotator_id": annotator.id, "created_at": now, "updated_at": now,
                        "act_id": act_id,
                    }
                    for number, s in enumerate(suggestions)
            ],
        )  # fmt: skip
        connection.execute(
            "UPDATE article SET recognised_by = ? WHERE seq = ?", (annotator.id, target.seq)
        )
        annotation.recount(connection, target.seq, annotator.id, now)


def newest(store: Store) -> int:
    """Return the seq of the newest act; 0 if there is none."""
    return int(str(store.value("SELECT coalesce(max(seq), 0) FROM acts")))


def _target(connection: sqlite3.Connection, article_id: str) -> Target:
    row = connection.execute(
        """
        SELECT article.seq, article.id, project_id, version_id, text
        FROM article JOIN article_version ON article_version.id = version_id
        WHERE article.id = ?
        """,
        (article_id,),
    ).fetchone()
    if row is None:
        raise NotFound(f"There is no article {article_id[:64]}.", "Look for it in the library.")
    return Target(row["seq"], row["id"], row["project_id"], row["version_id"], row["text"])


def _apply_one(
    store: Store, connection: sqlite3.Connection, target: Target, annotator: Annotator, act: Act
) -> None:
    if _was_applied(connection, target, annotator, act):
        return
    if act.kind not in KINDS or act.subject not in ("annotation", "assignment"):
        raise Refused(
            f"There is no act of kind {act.kind!r} on {act.subject!r}.", "Reload the page."
        )
    now = store.now()
    present = _snapshot(connection, target, annotator, act)
    before: Snapshot | None = present
    if act.kind in ("undo", "redo"):
        before, after = _reverse(connection, target, annotator, act)
        believed = _content(act.subject, before)
    else:
        believed = None if act.before is None else dict(act.before)
        after = _complete(connection, target, annotator, act, present, now)
    if believed != _content(act.subject, present):
        raise Conflict(
            "This was changed in the meantime, in another window or by another act.",
            "What is there now is shown; do it again if it is still right.",
        )
    cursor = connection.execute(
        """
        INSERT INTO acts (
            id, article_seq, annotator_id, at, stored_at, kind, subject, before, after, group_id,
            undoes
        ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        (
            act.id, target.seq, annotator.id, act.at, now, act.kind, act.subject, _dump(before),
            _dump(after), act.group or act.id, act.undoes,
        ),
    )  # fmt: skip
    _project(connection, target, annotator, act, after, now)
    _stack(connection, target, annotator, act, int(cursor.lastrowid or 0))


def _was_applied(
    connection: sqlite3.Connection, target: Target, annotator: Annotator, act: Act
) -> bool:
    row = connection.execute(
        "SELECT article_seq, annotator_id FROM acts WHERE id = ?", (act.id,)
    ).fetchone()
    if row is None:
        if not act.id or len(act.id) > 64:
            raise Refused("An act needs an id of 1 to 64 characters.", "Reload the page.")
        return False
    if (row["article_seq"], row["annotator_id"]) != (target.seq, annotator.id):
        raise Refused("The id of this act is taken by another one.", "Reload the page.")
    return True


def _subject_id(act: Act) -> str:
    content = act.after if act.after is not None else act.before
    return str((content or {}).get("id", ""))


def _snapshot(
    connection: sqlite3.Connection, target: Target, annotator: Annotator, act: Act
) -> Snapshot | None:
    if act.subject == "assignment":
        row = connection.execute(
            """
            SELECT updated_at FROM assignment
            WHERE article_seq = ? AND annotator_id = ? AND state = 'done'
            """,
            (target.seq, annotator.id),
        ).fetchone()
        return {"state": "done" if row else "open"}
    return annotation.snapshot(connection, target.seq, _subject_id(act))


def _present(
    connection: sqlite3.Connection, target: Target, annotator: Annotator, act: Act
) -> Snapshot | None:
    present = _snapshot(connection, target, annotator, act)
    if present is not None and present.get("annotator_id", annotator.id) != annotator.id:
        return None  # another annotator's work is not told
    return _content(act.subject, present)


def _content(subject: str, snapshot: Mapping[str, Any] | None) -> Snapshot | None:
    if snapshot is None or subject == "assignment":
        return None if snapshot is None else dict(snapshot)
    return {name: snapshot.get(name) for name in annotation.CONTENT}


def _reverse(
    connection: sqlite3.Connection, target: Target, annotator: Annotator, act: Act
) -> tuple[Snapshot | None, Snapshot | None]:
    row = connection.execute(
        "SELECT * FROM acts WHERE id = ? AND article_seq = ? AND annotator_id = ?",
        (act.undoes, target.seq, annotator.id),
    ).fetchone()
    if row is None or row["kind"] in ("undo", "redo", "suggest") or row["subject"] != act.subject:
        raise Refused("There is no act of yours to take back here.", "Reload the page.")
    before, after = _load(row["before"]), _load(row["after"])
    return (after, before) if act.kind == "undo" else (before, after)


def _complete(
    connection: sqlite3.Connection,
    target: Target,
    annotator: Annotator,
    act: Act,
    present: Snapshot | None,
    now: str,
) -> Snapshot | None:
    """Return the full snapshot that an act leads to, after checking every field of it."""
    if act.subject == "assignment":
        state = (act.after or {}).get("state")
        if state not in ("open", "done"):
            raise Refused(f"An article can't be {state!r} by an act.", "Choose open or done.")
        return {"state": state}
    if present is not None and present["annotator_id"] != annotator.id:
        raise Refused("This annotation is somebody else's.", "Make one of your own beside it.")
    if act.after is None:
        return None
    content: Snapshot = {name: act.after.get(name) for name in annotation.CONTENT}
    if act.before is not None and act.before.get("id") != content["id"]:
        raise Refused("An act can't change an annotation's id.", "Reload the page.")
    check_annotation(connection, content, target, annotator)
    return content | {
        "score": None,
        "reason": "",
        "version_id": target.version_id,
        "annotator_id": annotator.id,
        "created_at": present["created_at"] if present else now,
        "updated_at": now,
        "act_id": act.id,
    }


def _project(
    connection: sqlite3.Connection,
    target: Target,
    annotator: Annotator,
    act: Act,
    after: Snapshot | None,
    now: str,
) -> None:
    if act.subject == "assignment":
        annotation.set_done(
            connection, target.seq, annotator.id, (after or {}).get("state") == "done", now
        )
        return
    annotation.delete(connection, target.seq, _subject_id(act))
    if after is not None:
        annotation.insert_many(connection, [after | {"article_seq": target.seq}])


def _stack(
    connection: sqlite3.Connection, target: Target, annotator: Annotator, act: Act, seq: int
) -> None:
    """Keep the projection that says which groups of acts can be undone and redone."""
    if act.kind in ("undo", "redo"):
        connection.execute(
            """
            UPDATE act_group SET state = ? WHERE article_seq = ? AND id =
                (SELECT group_id FROM acts WHERE id = ?)
            """,
            ("undone" if act.kind == "undo" else "done", target.seq, act.undoes),
        )
        return
    connection.execute(
        """
        UPDATE act_group SET state = 'dropped'
        WHERE annotator_id = ? AND article_seq = ? AND state = 'undone'
        """,
        (annotator.id, target.seq),
    )
    connection.execute(
        """
        INSERT INTO act_group VALUES (?, ?, ?, ?, 'done')
        ON CONFLICT (id, article_seq) DO UPDATE SET last_seq = excluded.last_seq, state = 'done'
        """,
        (act.group or act.id, target.seq, annotator.id, seq),
    )


def _group_acts(
    connection: sqlite3.Connection, group: str, article_seq: int, kind: str
) -> list[sqlite3.Row]:
    order = "DESC" if kind == "undo" else "ASC"
    return connection.execute(
        f"SELECT * FROM acts WHERE group_id = ? AND article_seq = ? ORDER BY seq {order}",
        (group, article_seq),
    ).fetchall()


def _public(row: sqlite3.Row) -> Snapshot:
    return {
        "id": row["id"],
        "group": row["group_id"],
        "at": row["at"],
        "kind": row["kind"],
        "subject": row["subject"],
        "before": _content(row["subject"], _load(row["before"])),
        "after": _content(row["subject"], _load(row["after"])),
        "undoes": row["undoes"],
    }


def _dump(value: Mapping[str, Any] | None) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _load(value: str | None) -> Snapshot | None:
    return None if value is None else dict(json.loads(value))
