"""The label set at work: labels proposed while reading, and what becomes of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from annotator.errors import Refused
from annotator.model import Attribute, Label
from annotator.services import roles
from annotator.services.session import Session
from annotator.store import labels


@roles.needs("propose labels")
def propose(session: Session, name: str) -> Label:
    """Add a label for passages, usable at once; whoever leads confirms, renames or withdraws it."""
    return labels.propose(session.store, session.project.id, name)


@roles.needs("change the label set")
def confirm(session: Session, label_id: str) -> None:
    """Take a proposed label, or one that was withdrawn, into the label set."""
    labels.set_status(session.store, session.project.id, label_id, "")


@roles.needs("change the label set")
def rename(session: Session, label_id: str, name: str) -> None:
    """Give a label another name; no annotation changes."""
    labels.rename(session.store, session.project.id, label_id, name)


@roles.needs("change the label set")
def add(session: Session, name: str) -> Label:
    """Add a label for passages to the label set."""
    return labels.add(session.store, session.project.id, name)


@roles.needs("change the label set")
def change(session: Session, changed: Label) -> Label:
    """Give a label another name, tag, colour, key, parent or description; annotations follow."""
    return labels.change(session.store, session.project.id, changed)


@roles.needs("change the label set")
def move(session: Session, label_id: str, by: int) -> None:
    """Move a label some places down the label set, or up."""
    labels.move(session.store, session.project.id, label_id, by)


@roles.needs("change the label set")
def retire(session: Session, label_id: str) -> int:
    """Offer a label no more, and give its key free; what carries it keeps it.

    Returns
    -------
    int
        How many annotations carry it.
    """
    store, project = session.store, session.project.id
    label = labels.label(store, project, label_id)
    labels.change(store, project, replace(label, key="", status="withdrawn"))
    return labels.carried(store, project, label_id)


@roles.needs("change the label set")
def withdraw(session: Session, label_id: str) -> None:
    """Offer a label no more; it has to be on no annotation."""
    number = carried(session, label_id)
    if number:
        raise Refused(
            f"This label is on {number:,} annotation{'s' * (number > 1)}.",
            "Merge it into another label instead.",
        )
    labels.set_status(session.store, session.project.id, label_id, "withdrawn")


@roles.needs("change the label set")
def set_attributes(session: Session, label_id: str, attributes: Sequence[Attribute]) -> None:
    """Say what is asked about a mark with a label; values of what is gone stay where they are."""
    labels.set_attributes(session.store, session.project.id, label_id, attributes)


@roles.needs("change the label set")
def carried(session: Session, label_id: str, attribute_id: str = "") -> int:
    """Return how many annotations carry a label, or a value of one of its attributes."""
    return labels.carried(session.store, session.project.id, label_id, attribute_id)
