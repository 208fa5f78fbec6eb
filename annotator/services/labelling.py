"""The label set at work: labels proposed while reading, and what becomes of them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from annotator.errors import Refused
from annotator.model import Act, Attribute, Label
from annotator.services import roles
from annotator.services.session import Session
from annotator.store import acts, annotation, labels


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
            f"{number:,} annotations carry this label.", "Merge it into another label instead."
        )
    labels.set_status(session.store, session.project.id, label_id, "withdrawn")


@roles.needs("change the label set")
def merge(session: Session, label_id: str, into_id: str) -> int:
    """Give every annotation with a label another one, by acts of one group, and withdraw the label.

    Returns
    -------
    int
        How many annotations were changed. The undo of any article takes all of them back.
    """
    store, project = session.store, session.project.id
    into = labels.label(store, project, into_id)
    if into.kind != labels.label(store, project, label_id).kind or into_id == label_id:
        raise Refused("A label is merged into another one of its kind.", "Choose another label.")
    there = labels.carriers(store, project, label_id)
    others = sum(annotator != session.annotator.id for _, _, annotator in there)
    if others:
        raise Refused(
            f"{others:,} annotations of others carry this label.", "They have to change them first."
        )
    group = uuid.uuid4().hex
    changed = 0
    for article_id, rows in groupby(there, key=lambda row: row[1]):
        with store.write() as connection:
            seq = acts.target(connection, article_id).seq
            made = []
            for annotation_id, _, _ in rows:
                row = annotation.snapshot(connection, seq, annotation_id) or {}
                answered = annotation.snapshot(connection, seq, str(row.get("suggestion_id")))
                made.append(_relabelled(row, answered, into, group, store.now()))
            receipt = acts.apply(store, article_id, session.annotator, made)
        changed += len(receipt.confirmed)
        if receipt.refused:
            raise Refused(
                f"{changed:,} annotations were changed, one was not: {receipt.refused[0].message}",
                "Look at that one, then merge again.",
            )
    labels.set_status(store, project, label_id, "withdrawn")
    return changed


def _relabelled(
    row: Mapping[str, object],
    suggestion: Mapping[str, object] | None,
    into: Label,
    group: str,
    now: str,
) -> Act:
    before = annotation.content(row)
    known = {"mentions", "carried_from", *(each.id for each in into.attributes)}
    values = {name: value for name, value in before["attributes"].items() if name in known}
    state = "made" if suggestion is None else "corrected"
    if suggestion and all(suggestion[name] == before[name] for name in ("start", "end", "parts")):
        state = "accepted" if suggestion["label_id"] == into.id else "corrected"
    after = before | {"label_id": into.id, "attributes": values, "state": state}
    return Act(str(uuid.uuid4()), now, "change", "annotation", before, after, group)


@roles.needs("change the label set")
def set_attributes(session: Session, label_id: str, attributes: Sequence[Attribute]) -> None:
    """Say what is asked about a mark with a label; values of what is gone stay where they are."""
    labels.set_attributes(session.store, session.project.id, label_id, attributes)


@roles.needs("change the label set")
def carried(session: Session, label_id: str, attribute_id: str = "") -> int:
    """Return how many annotations carry a label, or a value of one of its attributes."""
    return labels.carried(session.store, session.project.id, label_id, attribute_id)
