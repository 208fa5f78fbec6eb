"""What an annotation has to be before it is taken: each rule with its own refusal."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

from annotator.errors import Conflict, Refused
from annotator.model import Annotator
from annotator.store import annotation

NOTE_LIMIT = 20_000
Snapshot = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Target:
    """The article that a batch of acts is about, read once for the batch."""

    seq: int
    id: str
    project_id: int
    version_id: int
    text: str


def check_annotation(
    connection: sqlite3.Connection, content: Snapshot, target: Target, annotator: Annotator
) -> None:
    """Raise Refused or Conflict, in words for people, if `content` can't be stored."""
    _check_id(content)
    _check_note(content)
    _check_passage(content, target)
    _check_label(connection, content, target)
    _check_answer(connection, content, target, annotator)


def _check_id(content: Snapshot) -> None:
    if not isinstance(content["id"], str) or not 0 < len(content["id"]) <= 64:
        raise Refused("An annotation needs an id of 1 to 64 characters.", "Reload the page.")
    if content["kind"] not in ("span", "article"):
        raise Refused(f"There is no annotation of kind {content['kind']!r}.", "Reload the page.")


def _check_note(content: Snapshot) -> None:
    note = content["note"]
    if not isinstance(note, str):
        raise Refused("A note has to be text.", "Reload the page.")
    if len(note) > NOTE_LIMIT:
        raise Refused(
            f"The note has {len(note):,} characters; {NOTE_LIMIT:,} are the most.",
            "Shorten it, or split it into two notes.",
        )
    if not note.strip() and content["label_id"] is None:
        raise Refused("A mark needs a label or a note.", "Choose a label, or write a note.")


def _check_passage(content: Snapshot, target: Target) -> None:
    start, end = content["start"], content["end"]
    if content["kind"] == "article":
        if (start, end, content["quote"]) != (None, None, None):
            raise Refused("What is put on an article has no passage.", "Reload the page.")
        return
    length = len(target.text)
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= length:
        raise Refused(
            f"Passage {start}-{end} is not inside the text ({length} characters).",
            "Select the words again.",
        )
    if content["quote"] != target.text[start:end]:
        raise Refused(
            f"The quote is not what stands at {start}-{end} of the text.",
            "Reload the page and select the words again.",
        )


def _check_label(connection: sqlite3.Connection, content: Snapshot, target: Target) -> None:
    if content["label_id"] is None:
        return
    kind = connection.execute(
        "SELECT kind FROM label WHERE project_id = ? AND id = ?",
        (target.project_id, content["label_id"]),
    ).fetchone()
    if kind is None or kind["kind"] != content["kind"]:
        raise Refused(
            f"The label set has no label {str(content['label_id'])[:64]!r} for this.",
            "Choose a label from the list.",
        )


def _check_answer(
    connection: sqlite3.Connection, content: Snapshot, target: Target, annotator: Annotator
) -> None:
    """Check that the state of an annotation is what its suggestion, if any, makes it."""
    if content["suggestion_id"] is None:
        if content["state"] != "made":
            raise Refused(f"Nothing was suggested that could be {content['state']}.", "Reload.")
        return
    suggestion = annotation.snapshot(connection, target.seq, content["suggestion_id"])
    if suggestion is None or suggestion["state"] != "suggested":
        raise Refused("The suggestion is not there any more.", "Reload the page.")
    alike = all(content[name] == suggestion[name] for name in ("label_id", "start", "end"))
    allowed = ("accepted", "rejected") if alike else ("corrected",)
    if content["state"] not in allowed:
        raise Refused(
            f"The answer can't be {content['state']!r}; it is {allowed[0]!r}.", "Reload the page."
        )
    other = connection.execute(
        "SELECT id FROM annotation WHERE suggestion_id = ? AND annotator_id = ? AND id <> ?",
        (content["suggestion_id"], annotator.id, content["id"]),
    ).fetchone()
    if other is not None:
        raise Conflict("You have answered this suggestion already.", "Change that answer instead.")
