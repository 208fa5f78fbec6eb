"""What an annotation has to be before it is taken: each rule with its own refusal."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from annotator.errors import Conflict, Refused
from annotator.model import Annotator
from annotator.store import annotation, openings, threads
from annotator.store.attribute_checks import check_attributes
from annotator.store.relation_checks import check_ends, check_relation

NOTE_LIMIT = 20_000
ENTITY_LIMIT = 400
GAP = " … "
LABEL_KINDS_OF = {"span": ("span",), "article": ("article",), "relation": ("relation", "chain")}
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
    connection: sqlite3.Connection,
    content: Snapshot,
    target: Target,
    annotator: Annotator,
    present: Snapshot | None,
) -> None:
    """Raise Refused or Conflict, in words for people, if `content` can't take `present`'s place."""
    _check_id(content)
    _check_note(content)
    _check_passage(content, target)
    _check_entity(content)
    label = _label(connection, content, target)
    check_attributes(connection, content, label, present)
    if content["kind"] == "relation":
        check_relation(connection, content, label, target.seq, annotator.id)
    elif (content["from_id"], content["to_id"]) != (None, None):
        raise Refused("Only a relation joins two marks.", "Reload the page.")
    _check_thread(connection, content, target, annotator)
    _check_answer(connection, content, target, annotator)
    _check_shown(connection, content, target, annotator, present)
    if present is not None and present["label_id"] != content["label_id"]:
        check_ends(connection, content, target.project_id, annotator.id)


def check_gone(connection: sqlite3.Connection, annotation_id: str, annotator: Annotator) -> None:
    """Raise Refused if something of the annotator's, or a reply, would be left hanging."""
    joined = len(annotation.ends(connection, annotation_id, annotator.id))
    if joined:
        relations = "a relation" if joined == 1 else f"{joined} relations"
        raise Refused(f"This mark is an end of {relations}.", "Take the relation away first.")
    if annotation.replies(connection, annotation_id):
        raise Refused(
            "There are replies to this note.", "Resolve its thread, or take the replies away first."
        )


def passage_quote(text: str, start: int, end: int, parts: list[list[int]] | None) -> str:
    """Return the words of a passage; where it has gaps, each is told as an ellipsis."""
    return GAP.join(text[a:b] for a, b in parts) if parts else text[start:end]


def _check_id(content: Snapshot) -> None:
    if not isinstance(content["id"], str) or not 0 < len(content["id"]) <= 64:
        raise Refused("An annotation needs an id of 1 to 64 characters.", "Reload the page.")
    if content["kind"] not in ("span", "article", "relation", "reply"):
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
    if not note.strip() and content["label_id"] is None and content["kind"] != "reply":
        raise Refused("A mark needs a label or a note.", "Choose a label, or write a note.")


def _check_passage(content: Snapshot, target: Target) -> None:
    start, end, parts = content["start"], content["end"], content["parts"]
    if content["kind"] != "span":
        if (start, end, content["quote"], parts) != (None, None, None, None):
            raise Refused(f"On a {content['kind']} there is no passage.", "Reload the page.")
        return
    length = len(target.text)
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= length:
        raise Refused(
            f"Passage {start}-{end} is not inside the text ({length} characters).",
            "Select the words again.",
        )
    if parts is not None and not are_parts(parts, start, end):
        raise Refused(
            f"The parts of passage {start}-{end} do not lie in it one behind the other.",
            "Select the words again.",
        )
    if content["quote"] != passage_quote(target.text, start, end, parts):
        raise Refused(
            f"The quote is not what stands at {start}-{end} of the text.",
            "Reload the page and select the words again.",
        )


def are_parts(parts: object, start: int, end: int) -> bool:
    """Return whether these are parts of a passage: two or more, in order, with gaps between."""
    if not isinstance(parts, list) or not 2 <= len(parts) <= 100:
        return False
    edges: list[int] = []
    for part in parts:
        if not isinstance(part, list) or len(part) != 2 or {type(edge) for edge in part} != {int}:
            return False
        edges += part
    rising = all(a < b for a, b in itertools.pairwise(edges))
    return rising and edges[0] == start and edges[-1] == end


def _check_entity(content: Snapshot) -> None:
    entity = content["entity_id"]
    if entity is None:
        return
    if content["kind"] != "span":
        raise Refused("Only a passage names something with an identifier.", "Reload the page.")
    if not isinstance(entity, str) or not entity.strip() or not entity.isprintable():
        raise Refused("An identifier has to be text on one line.", "Write it without line breaks.")
    if len(entity) > ENTITY_LIMIT:
        raise Refused(
            f"The identifier has {len(entity):,} characters; {ENTITY_LIMIT} are the most.",
            "Use a shorter one.",
        )


def _label(
    connection: sqlite3.Connection, content: Snapshot, target: Target
) -> Mapping[str, Any] | None:
    if content["label_id"] is None:
        if content["kind"] == "relation":
            raise Refused("A relation needs a label.", "Choose what joins the two marks.")
        return None
    label: Mapping[str, Any] | None = connection.execute(
        "SELECT * FROM label WHERE project_id = ? AND id = ?",
        (target.project_id, content["label_id"]),
    ).fetchone()
    if label is None or label["kind"] not in LABEL_KINDS_OF.get(content["kind"], ()):
        raise Refused(
            f"The label set has no label {str(content['label_id'])[:64]!r} for this.",
            "Choose a label from the list.",
        )
    return label


def _check_thread(
    connection: sqlite3.Connection, content: Snapshot, target: Target, annotator: Annotator
) -> None:
    if content["kind"] != "reply":
        if content["on_id"] is not None:
            raise Refused("Only a reply answers a note.", "Reload the page.")
        return
    if not content["note"].strip() and "resolved" not in content["attributes"]:
        raise Refused("A reply needs words.", "Write something, or remove the reply.")
    if not threads.takes_part(connection, target.seq, annotator.id, str(content["on_id"])):
        raise Refused("The note that this answers is not there any more.", "Reload the page.")


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
    alike = is_alike(connection, content, suggestion, target.seq)
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


def _check_shown(
    connection: sqlite3.Connection,
    content: Snapshot,
    target: Target,
    annotator: Annotator,
    present: Snapshot | None,
) -> None:
    """Refuse an answer to what is not shown; one that came with a file may be changed."""
    answered = content["suggestion_id"]
    if answered is None or (present is not None and present["suggestion_id"] == answered):
        return
    if openings.is_without(connection, target.seq, annotator.id):
        raise Refused("You read this article without suggestions.", "Mark the words by hand.")


def is_alike(
    connection: sqlite3.Connection, content: Snapshot, suggestion: Snapshot, article_seq: int
) -> bool:
    """Return whether an answer says the same as the suggestion: label, and passage or ends."""
    names = ("kind", "label_id", "start", "end", "parts")
    if any(content[name] != suggestion[name] for name in names):
        return False
    for name in ("from_id", "to_id"):
        if content[name] == suggestion[name]:
            continue
        end = annotation.snapshot(connection, article_seq, str(content[name]))
        if end is None or end["suggestion_id"] != suggestion[name]:
            return False
    return True
