"""The colours of labels: which are hard to tell apart, and which would all stay apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from annotator import colours
from annotator.model import Label
from annotator.services import roles
from annotator.services.session import Session
from annotator.store import labels, people

# Labels that are seen beside one another: on passages, on whole articles, between marks.
_TOGETHER = (("span",), ("article",), ("relation", "chain"))


@dataclass(frozen=True, slots=True)
class Proposal:
    """Another hue for each label, and how far the two closest labels are apart now and then."""

    labels: tuple[Label, ...]
    hues: Mapping[str, str]
    now: float
    then: float

    @property
    def is_new(self) -> bool:
        """Whether it changes anything."""
        return any(self.hues[each.id] != each.colour for each in self.labels)


def propose(session: Session) -> Proposal:
    """Return a hue for each label that is offered, so that labels seen together are far apart."""
    groups = _groups(session)
    hues: dict[str, str] = {}
    for group in groups:
        given = colours.propose([each.colour for each in group])
        hues |= {each.id: hue for each, hue in zip(group, given, strict=True)}
    painted = [[replace(each, colour=hues[each.id]) for each in group] for group in groups]
    there = tuple(each for group in groups for each in group)
    return Proposal(there, hues, _closest(groups), _closest(painted))


@roles.needs("change the label set")
def take(session: Session, hues: Mapping[str, str]) -> None:
    """Give labels, named by their ids, other hues of the palette."""
    labels.paint(session.store, session.project.id, hues)


def close_to(session: Session, label: Label) -> list[Label]:
    """Return the labels seen beside a label whose colours are hard to tell from its own."""
    return [
        each
        for group in _groups(session)
        if any(label.id == one.id for one in group)
        for each in group
        if each.id != label.id and colours.apart(each.colour, label.colour) < colours.CLOSE
    ]


def _groups(session: Session) -> list[list[Label]]:
    there = people.labels(session.store, session.project.id)
    offered = [each for each in there if each.status != "withdrawn"]
    return [[each for each in offered if each.kind in kinds] for kinds in _TOGETHER]


def _closest(groups: Iterable[Iterable[Label]]) -> float:
    return min(colours.closest([each.colour for each in group]) for group in groups)
