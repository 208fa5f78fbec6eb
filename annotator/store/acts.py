"""Acts: the only way annotations change.

An act is checked, written to the append-only table and applied to the projection in the same
transaction. Undo is an act like any other, with `before` and `after` exchanged.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from annotator.errors import Conflict, NotFound, PressmarkError, Refused
from annotator.model import Act, Annotator, Receipt, RefusedAct
from annotator.store import annotation, assignments, blindness, groups, openings
from annotator.store.checks import Target
from annotator.store.database import Store
from annotator.store.following import Following
from annotator.store.subjects import SUBJECTS, Place, Snapshot

KINDS = (
    "annotate", "accept", "reject", "change", "remove", "done", "read", "restore", "carry", "undo",
    "redo", "import",
)  # fmt: skip
_LONGEST = 86_400_000  # a day in milliseconds: nobody looks at a suggestion for longer


def apply(
    store: Store,
    article_id: str,
    annotator: Annotator,
    acts: Sequence[Act],
    shown: openings.How | None = None,
) -> Receipt:
    """Apply acts in their order, each wholly or not at all; confirmed ones are on disk.

    An act that was applied before is confirmed again and changes nothing. One that is refused
    does not hold up the others. `shown` is how the article was shown, if that is known.

    Raises
    ------
    NotFound
        If there is no such article.
    """
    confirmed: list[str] = []
    refused: list[RefusedAct] = []
    with store.write() as connection:
        there = target(connection, article_id)
        following = Following(connection, there.seq)
        place = Place(connection, there, annotator, store.now(), following)
        refusal = assignments.refusal(connection, there.seq, annotator.id)
        openings.begin_in(connection, there.seq, annotator.id, place.now, shown)
        for act in acts:
            try:
                with store.db.atomic():
                    _apply_one(place, act, refusal)
                confirmed.append(act.id)
            except PressmarkError as error:
                present = _present(place, act)
                refused.append(RefusedAct(act.id, error.code, error.message, error.remedy, present))
        annotation.recount(connection, place.target.seq, annotator.id, place.now)
        blindness.settle(store, place.target.seq)
        seq = int(connection.execute("SELECT coalesce(max(seq), 0) FROM acts").fetchone()[0])
    return Receipt(tuple(confirmed), tuple(refused), seq)


def newest(store: Store) -> int:
    """Return the seq of the newest act; 0 if there is none."""
    return int(str(store.value("SELECT coalesce(max(seq), 0) FROM acts")))


def target(connection: sqlite3.Connection, article_id: str) -> Target:
    """Return the article that acts are about; raise NotFound if it is not there."""
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


def _apply_one(place: Place, act: Act, refusal: PressmarkError | None) -> None:
    if _was_applied(place, act):  # also where the article was taken back since
        return
    if refusal is not None:
        raise refusal
    if act.kind not in KINDS or act.subject not in SUBJECTS:
        raise Refused(
            f"There is no act of kind {act.kind!r} on {act.subject!r}.", "Reload the page."
        )
    subject = SUBJECTS[act.subject]
    before: Snapshot | None
    before = present = subject.present(place, _told(act))
    if act.kind in ("undo", "redo"):
        before, after = _reverse(place, act)
        believed = before
    else:
        act = _informed(place, act, present)
        believed = None if act.before is None else dict(act.before)
        after = subject.complete(place, act, present)
    if subject.content(believed) != subject.content(present):
        raise Conflict(
            "This was changed in the meantime, in another window or by another act.",
            "What is there now is shown; do it again if it is still right.",
        )
    seq = _write(place, act, before, after)
    subject.project(place, _told(act), after)
    groups.note(place.connection, place.target.seq, place.annotator, act, seq)


def _informed(place: Place, act: Act, present: Snapshot | None) -> Act:
    """Return an act as it is since a change of the codebook that whoever acted did not know of."""
    if act.subject != "annotation" or act.before is None or present is None:
        return act
    if annotation.content(act.before) == annotation.content(present):
        return act
    told = place.following.explained(act.before, act.after, present)
    return act if told is None else replace(act, before=told[0], after=told[1])


def _write(place: Place, act: Act, before: Snapshot | None, after: Snapshot | None) -> int:
    """Write an act to the log and return its seq."""
    took = act.took_ms if act.took_ms is None else min(max(act.took_ms, 0), _LONGEST)
    cursor = place.connection.execute(
        """
        INSERT INTO acts (
            id, article_seq, annotator_id, at, stored_at, kind, subject, before, after, group_id,
            undoes, took_ms
        ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        (
            act.id, place.target.seq, place.annotator.id, act.at, place.now, act.kind, act.subject,
            _dump(before), _dump(after), act.group or act.id, act.undoes, took,
        ),
    )  # fmt: skip
    return int(cursor.lastrowid or 0)


def _was_applied(place: Place, act: Act) -> bool:
    row = place.connection.execute(
        "SELECT article_seq, annotator_id FROM acts WHERE id = ?", (act.id,)
    ).fetchone()
    if row is None:
        if not act.id or len(act.id) > 64:
            raise Refused("An act needs an id of 1 to 64 characters.", "Reload the page.")
        return False
    if (row["article_seq"], row["annotator_id"]) != (place.target.seq, place.annotator.id):
        raise Refused("The id of this act is taken by another one.", "Reload the page.")
    return True


def _told(act: Act) -> Mapping[str, Any]:
    """Return the side of an act that names its subject."""
    return (act.after if act.after is not None else act.before) or {}


def _present(place: Place, act: Act) -> Snapshot | None:
    subject = SUBJECTS.get(act.subject)
    present = subject.present(place, _told(act)) if subject else None
    if present is not None and present.get("annotator_id", place.annotator.id) != (
        place.annotator.id
    ):
        return None  # another annotator's work is not told
    return subject.content(present) if subject else None


def _reverse(place: Place, act: Act) -> tuple[Snapshot | None, Snapshot | None]:
    row = place.connection.execute(
        "SELECT * FROM acts WHERE id = ? AND article_seq = ? AND annotator_id = ? AND whose = ''",
        (act.undoes, place.target.seq, place.annotator.id),
    ).fetchone()
    if row is None or row["kind"] in ("undo", "redo", "suggest") or row["subject"] != act.subject:
        raise Refused("There is no act of yours to take back here.", "Reload the page.")
    before, after = _load(row["before"]), _load(row["after"])
    if row["subject"] == "annotation":
        before, after = (place.following.since(row["seq"], side) for side in (before, after))
    return (after, before) if act.kind == "undo" else (before, after)


def _dump(value: Mapping[str, Any] | None) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _load(value: str | None) -> Snapshot | None:
    return None if value is None else dict(json.loads(value))
