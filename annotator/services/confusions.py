"""Which label the one gave where the other gave which: the confusion on the page Agreement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from annotator.agreement import confusion
from annotator.agreement.matching import Pairs
from annotator.model import Page
from annotator.palette import Hue
from annotator.services import blind_work, compared, comparing, roles
from annotator.services import differences as differing
from annotator.services.columns import IntArray
from annotator.services.differences import BLIND, Differences
from annotator.services.session import Session

# What stands in the address where one of the two has nothing.
NOTHING = "·"


@dataclass(frozen=True, slots=True)
class Confusion:
    """Label by label, how often the one is where the other is.

    Attributes
    ----------
    who : str
        Whom, as in `Overview.whom`.
    left, right : str
        Whose labels stand in the rows, and whose in the columns; both empty: nobody's, as several
        pairs are counted together, and each of two labels stands where it comes first.
    names : mapping
        The names of the labels by id in the order of the codebook, and `NOTHING` last.
    hues : mapping
        Their hues, by id.
    counts : mapping
        By the ids of row and column; what is 0 is not there.
    when : str
        `BLIND`: as it was before others' work could be seen; empty: as it is now.
    """

    who: str
    left: str
    right: str
    names: Mapping[str, str]
    hues: Mapping[str, Hue]
    counts: Mapping[tuple[str, str], int]
    when: str = ""

    @property
    def n(self) -> int:
        """How many pairs of passages, and passages that one of the two missed, were counted."""
        return sum(self.counts.values())

    @property
    def agreed(self) -> int:
        """How many of them have the same label in both."""
        return sum(n for (left, right), n in self.counts.items() if left == right)


@roles.needs("read")
def has_before(session: Session) -> bool:
    """Return whether people work blind to one another here, or did."""
    compared.scope(session)  # nobody is told of it who may see nothing of others' work
    return blind_work.is_blind(session)


@roles.needs("read")
def show_confusion(session: Session, who: str = "", when: str = "") -> Confusion:
    """Return how often which label of the one is which of the other.

    Parameters
    ----------
    session : Session
        Whose project.
    who : str
        Of whom: one of `Overview.whom`; anything else is the first of them.
    when : str
        `BLIND` for what was done before others' work could be seen; else as it is now.
    """
    when = when if when == BLIND else ""
    asked, found = differing.chosen(session, who, when)
    ids = _in_order(session, found)
    _, left, right = _cells(found, ids)
    flat, often = np.unique(left * (len(ids) + 1) + right, return_counts=True)
    keys = (*ids, NOTHING)
    counts = {
        (keys[cell // len(keys)], keys[cell % len(keys)]): n
        for cell, n in zip(flat.tolist(), often.tolist(), strict=True)
    }
    names, hues = comparing.label_looks(session, ids)
    sides = comparing.sides(session, found)
    return Confusion(asked, *sides, names | {NOTHING: "nothing"}, hues, counts, when)


@roles.needs("read")
def confused(session: Session, who: str, when: str, left: str, right: str, offset: int = 0) -> Page:
    """Return a page of the passages behind a cell of the confusion, and how many there are.

    Parameters
    ----------
    session, who, when
        As for `show_confusion`.
    left, right : str
        The ids of row and column.
    offset : int
        From which place on.
    """
    _, found = differing.chosen(session, who, when)
    ids = _in_order(session, found)
    rows, *sides = _cells(found, ids)
    keys = (*ids, NOTHING)
    if left not in keys or right not in keys:
        return Page([], 0, offset)
    here = (sides[0] == keys.index(left)) & (sides[1] == keys.index(right))
    return comparing.listed(session, found, rows[here], offset)


def _in_order(session: Session, found: Differences) -> tuple[str, ...]:
    """Return the ids of the labels that occur, in the order of the codebook."""
    labels = found.of.labels
    there = {labels[each] for side in found.labels() for each in np.unique(side) if each >= 0}
    return tuple(comparing.in_order(session, there))


def _cells(found: Differences, ids: tuple[str, ...]) -> tuple[IntArray, IntArray, IntArray]:
    """Return the places of the differences that count, and the places of both labels in `ids`.

    Where several pairs of people are counted together nobody is the left one: the label that comes
    first in the codebook stands in the row.
    """
    pairs = Pairs(found.left, found.right, found.cause)
    many = len(found.of.labels)
    rows, left, right = confusion.cells(found.of.passages, pairs, many)
    place = np.full(many + 1, len(ids), dtype=np.int64)
    for number, label in enumerate(found.of.labels):
        if label in ids:
            place[number] = ids.index(label)
    left, right = place[left], place[right]
    if found.has_sides:
        return rows, left, right
    return rows, np.minimum(left, right), np.maximum(left, right)
