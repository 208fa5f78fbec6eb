"""The label set as a codebook: merging labels, splitting one, for everybody, and taking it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from annotator.model import Label
from annotator.services import roles
from annotator.services.session import Session
from annotator.store import carriers, codebook, label_places, twins
from annotator.store.carriers import Choice, Extent
from annotator.store.codebook import Change

__all__ = ["Change", "Choice", "Preview"]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a merge or a split would change, before it does.

    `twins` would say the same as another annotation of their annotator, and `bare` of them hold
    nothing more, so that they are taken away. `lacking` are attributes that the target does not
    ask for: their values stay. `named` tells how many labels lie `children`, and how many `rules`
    and `patterns` name the label.
    """

    extent: Extent
    twins: int = 0
    bare: int = 0
    lacking: tuple[str, ...] = ()
    suggestions: int = 0
    named: Mapping[str, int] | None = None


@roles.needs("change the label set")
def merging(session: Session, label_id: str, into_id: str) -> Preview:
    """Return what a merge would change; raise Refused if it can't be."""
    store, project = session.store, session.project.id
    label, into = codebook.pair(store, project, label_id, into_id)
    choice = Choice(label_id)
    doubles = twins.between(store.db.conn, project, label, into)
    return Preview(
        carriers.extent(store, project, choice),
        len(doubles),
        sum(doubles.values()),
        _lacking(session, choice, label, into),
        carriers.suggestions(store, project, label_id),
        label_places.named_in(store, project, label, into),
    )


@roles.needs("change the label set")
def merge(session: Session, label_id: str, into_id: str) -> str:
    """Give all that carries a label another one, whoever put it there; return the change's id.

    Raises
    ------
    Refused
        If the two are not two labels of one kind, or the other one is offered no more.
    """
    return codebook.merge(session.store, session.project.id, session.annotator, label_id, into_id)


@roles.needs("change the label set")
def splitting(session: Session, choice: Choice) -> Preview:
    """Return what of a label would go to another one."""
    return Preview(carriers.extent(session.store, session.project.id, choice))


@roles.needs("change the label set")
def split(session: Session, choice: Choice, name: str = "", into_id: str = "") -> str:
    """Give the chosen annotations with a label a new one, or one that is there; return the id.

    Parameters
    ----------
    session : Session
        Who leads.
    choice : Choice
        Which annotations of which label.
    name : str
        The name of the new label.
    into_id : str
        A label that is there, in place of a new one.

    Raises
    ------
    Refused
        If nothing is chosen, or the name or the label can't be.
    """
    return codebook.split(
        session.store, session.project.id, session.annotator, choice, name, into_id
    )


@roles.needs("change the label set")
def take_back(session: Session, change_id: str) -> Mapping[str, Any]:
    """Take a merge or a split back as a whole; what was changed since stays as it is now."""
    return codebook.take_back(session.store, session.project.id, session.annotator, change_id)


@roles.needs("change the label set")
def changes(session: Session) -> list[Change]:
    """Return what was merged and split, the newest first."""
    return codebook.changes(session.store, session.project.id)


@roles.needs("change the label set")
def quotes(session: Session, label_id: str) -> list[tuple[str, int]]:
    """Return the quotes that carry a label, with how often."""
    return carriers.quotes(session.store, session.project.id, label_id)


@roles.needs("change the label set")
def people(session: Session, label_id: str) -> list[tuple[str, str, int]]:
    """Return who gave a label: id, name and how often."""
    return carriers.people(session.store, session.project.id, label_id)


@roles.needs("change the label set")
def values(session: Session, label_id: str, attribute: str) -> list[tuple[str | bool, int]]:
    """Return the values that an attribute has with a label, with how often."""
    return carriers.values(session.store, session.project.id, label_id, attribute)


def _lacking(session: Session, choice: Choice, label: Label, into: Label) -> tuple[str, ...]:
    """Return the names of attributes that have values, and for which the target does not ask."""
    known = tuple(each.id for each in into.attributes)
    found = carriers.lacking(session.store, session.project.id, choice, known)
    names = {each.id: each.name for each in label.attributes}
    return tuple(names.get(each, each) for each in found)
