"""Which labels a relation may join: reading, changing, adding; what no longer fits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from annotator.errors import NotFound, Refused
from annotator.model import Joins, Label
from annotator.palette import PALETTE
from annotator.services import roles
from annotator.services.session import Session
from annotator.store import people, rules

KINDS = ("relation", "chain")
_LONGEST_NAME = 60


def labels(session: Session) -> list[Label]:
    """Return the labels of the project that join marks, in their order."""
    return [each for each in people.labels(session.store, session.project.id) if each.kind in KINDS]


def ends(session: Session) -> list[Label]:
    """Return the labels that may be ends of a relation, in their order."""
    return [
        each for each in people.labels(session.store, session.project.id) if each.kind == "span"
    ]


@roles.needs("change the label set")
def change(session: Session, label_id: str, name: str, colour: str, joins: Joins) -> Label:
    """Change a label that joins marks; relations that no longer fit stay (see `misfits`).

    Raises
    ------
    NotFound
        If the project has no such label.
    Refused
        If the name is empty, too long or that of another label, or the rule names no label.
    """
    present = next((each for each in labels(session) if each.id == label_id), None)
    if present is None:
        raise NotFound(f"No label {label_id[:60]!r} joins marks.", "Reload the page.")
    label = replace(present, name=_name(session, name, label_id), colour=_colour(colour))
    label = replace(label, joins=_joins(session, joins))
    rules.change(session.store, session.project.id, label)
    return label


@roles.needs("change the label set")
def add(session: Session, name: str, kind: str, colour: str, joins: Joins) -> Label:
    """Add a label that joins marks; its id follows from its name.

    Raises
    ------
    Refused
        If the name is empty, too long or taken, or the kind or the rule is unknown.
    """
    if kind not in KINDS:
        raise Refused(f"No label of kind {kind[:60]!r} joins marks.", "Choose relation or chain.")
    name = _name(session, name, "")
    label = Label(
        _id(session, name), name, kind, name[:4].upper(), _colour(colour),
        joins=_joins(session, joins),
    )  # fmt: skip
    people.add_labels(session.store, session.project.id, (label,))
    return label


@roles.needs("change the label set")
def misfits(session: Session) -> list[dict[str, object]]:
    """Return how many relations do not fit their rule any more, by label and article."""
    return rules.misfits(session.store, session.project.id)


def _name(session: Session, typed: str, label_id: str) -> str:
    name = " ".join(typed.split())
    if not name or not name.isprintable():
        raise Refused(
            "A relation needs a name.", "Write what joins two marks, such as “Works for”."
        )
    if len(name) > _LONGEST_NAME:
        raise Refused(
            f"The name has {len(name)} characters; {_LONGEST_NAME} are the most.", "Shorten it."
        )
    there = people.labels(session.store, session.project.id)
    if any(each.name.casefold() == name.casefold() and each.id != label_id for each in there):
        raise Refused(f"There is a label “{name}” already.", "Choose another name.")
    return name


def _colour(colour: str) -> str:
    if colour not in PALETTE:
        raise Refused(f"The palette has no colour {colour[:60]!r}.", f"Use {', '.join(PALETTE)}.")
    return colour


def _joins(session: Session, joins: Joins) -> Joins:
    known = {each.id for each in ends(session)}
    strange = [each for each in (*joins.from_ids, *joins.to_ids) if each not in known]
    if strange:
        raise Refused(f"No label {strange[0][:60]!r} is put on passages.", "Choose from the list.")
    return joins


def _id(session: Session, name: str) -> str:
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    base = re.sub(r"[^A-Z0-9]+", "_", letters.upper()).strip("_")[:30] or "RELATION"
    taken: Sequence[str] = [each.id for each in people.labels(session.store, session.project.id)]
    number = 1
    while (label_id := base if number == 1 else f"{base}_{number}") in taken:
        number += 1
    return label_id
