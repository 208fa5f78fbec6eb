"""What an act can be about: an annotation, an assignment, a paragraph.

Each subject tells what is there now, what of it acts carry, what an act makes of it after every
check, and how the projection follows.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from annotator.errors import Refused
from annotator.model import Act, Annotator
from annotator.store import annotation
from annotator.store.checks import Target, check_annotation, check_gone
from annotator.store.following import Following
from annotator.text import paragraphs

Snapshot = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an act takes effect: the open transaction, the article, who acts, and when."""

    connection: sqlite3.Connection
    target: Target
    annotator: Annotator
    now: str
    following: Following


class Subject(Protocol):
    """What the acts of one subject need."""

    def present(self, place: Place, told: Mapping[str, Any]) -> Snapshot | None:
        """Return all that the store holds of what `told` (before or after) names."""

    def content(self, snapshot: Mapping[str, Any] | None) -> Snapshot | None:
        """Return what acts carry of a snapshot."""

    def complete(self, place: Place, act: Act, present: Snapshot | None) -> Snapshot | None:
        """Return the snapshot that an act leads to; raise Refused or Conflict if it can't be."""

    def project(self, place: Place, told: Mapping[str, Any], after: Snapshot | None) -> None:
        """Bring the projection in line with what an act led to."""


class Annotation:
    """An annotation; its snapshot is its row."""

    def present(self, place: Place, told: Mapping[str, Any]) -> Snapshot | None:
        """Return the annotation, or None."""
        return annotation.snapshot(place.connection, place.target.seq, str(told.get("id", "")))

    def content(self, snapshot: Mapping[str, Any] | None) -> Snapshot | None:
        """Return what an annotator decides of an annotation."""
        return None if snapshot is None else annotation.content(snapshot)

    def complete(self, place: Place, act: Act, present: Snapshot | None) -> Snapshot | None:
        """Return the whole annotation, checked field by field."""
        if present is not None and present["annotator_id"] != place.annotator.id:
            raise Refused("This annotation is somebody else's.", "Make one of your own beside it.")
        if act.after is None:
            return None
        content = place.following.named_now(annotation.content(act.after))
        if act.before is not None and act.before.get("id") != content["id"]:
            raise Refused("An act can't change an annotation's id.", "Reload the page.")
        check_annotation(place.connection, content, place.target, place.annotator, present)
        return content | {
            "score": None,
            "reason": "",
            "version_id": place.target.version_id,
            "annotator_id": place.annotator.id,
            "created_at": present["created_at"] if present else place.now,
            "updated_at": place.now,
            "act_id": act.id,
        }

    def project(self, place: Place, told: Mapping[str, Any], after: Snapshot | None) -> None:
        """Put the annotation in the place of what was there."""
        annotation_id = str(told.get("id", ""))
        if after is None:
            check_gone(place.connection, annotation_id, place.annotator)
        annotation.delete(place.connection, place.target.seq, annotation_id)
        if after is not None:
            annotation.insert_many(place.connection, [after | {"article_seq": place.target.seq}])


class Assignment:
    """Whether the annotator is done with the article: {"state": "open" | "done"}."""

    def present(self, place: Place, told: Mapping[str, Any]) -> Snapshot | None:
        """Return the state."""
        state = annotation.state_in(place.connection, place.target.seq, place.annotator.id)
        return {"state": "done" if state == "done" else "open"}

    def content(self, snapshot: Mapping[str, Any] | None) -> Snapshot | None:
        """Return the state as it is."""
        return None if snapshot is None else dict(snapshot)

    def complete(self, place: Place, act: Act, present: Snapshot | None) -> Snapshot | None:
        """Return the state to be."""
        state = (act.after or {}).get("state")
        if state not in ("open", "done"):
            raise Refused(f"An article can't be {state!r} by an act.", "Choose open or done.")
        return {"state": state}

    def project(self, place: Place, told: Mapping[str, Any], after: Snapshot | None) -> None:
        """Mark the article as done, or not."""
        done = (after or {}).get("state") == "done"
        annotation.set_done(place.connection, place.target.seq, place.annotator.id, done, place.now)


class Paragraph:
    """A paragraph that was read, with nothing to be marked in it: {"start", "end", "read"}."""

    def present(self, place: Place, told: Mapping[str, Any]) -> Snapshot | None:
        """Return the paragraph if it was said to be read."""
        row = place.connection.execute(
            """
            SELECT start, "end" FROM paragraph
            WHERE article_seq = ? AND annotator_id = ? AND start = ?
            """,
            (place.target.seq, place.annotator.id, told.get("start")),
        ).fetchone()
        return None if row is None else {"start": row["start"], "end": row["end"], "read": True}

    def content(self, snapshot: Mapping[str, Any] | None) -> Snapshot | None:
        """Return the paragraph as it is."""
        return None if snapshot is None else dict(snapshot)

    def complete(self, place: Place, act: Act, present: Snapshot | None) -> Snapshot | None:
        """Return the paragraph, which has to be one of the text."""
        if act.after is None:
            return None
        start, end = act.after.get("start"), act.after.get("end")
        if (start, end) not in paragraphs(place.target.text):
            raise Refused(f"There is no paragraph at {start}-{end}.", "Reload the page.")
        return {"start": start, "end": end, "read": True}

    def project(self, place: Place, told: Mapping[str, Any], after: Snapshot | None) -> None:
        """Keep that it was read, or not any more."""
        annotation.set_read(
            place.connection,
            place.target.seq,
            place.annotator.id,
            (told["start"], told["end"]),
            None if after is None else place.now,
        )


SUBJECTS: dict[str, Subject] = {
    "annotation": Annotation(),
    "assignment": Assignment(),
    "paragraph": Paragraph(),
}
