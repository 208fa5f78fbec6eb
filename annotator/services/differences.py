"""How the passages of annotators differ, pair by pair: what every figure of the matrix counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from annotator.agreement.matching import KINDS as _KINDS
from annotator.agreement.matching import TWICE, compare
from annotator.services import blind_work, compared
from annotator.services.columns import RECOGNISER, Compared, IntArray
from annotator.services.session import Session

# The causes, as they are named everywhere.
CAUSES: Sequence[str] = _KINDS
PEOPLE = "people"
BLIND = "blind"
BETWEEN = "~"
Pair = tuple[int, int]


@dataclass(frozen=True, eq=False)
class Differences:
    """The passages of some pairs of annotators side by side.

    Attributes
    ----------
    of : Compared
        What was compared.
    couples : tuple of pairs of int
        Whom: numbers of annotators.
    couple, left, right, cause : array of int
        For each two passages, or one that stands alone, of which couple, the rows of the passages
        (-1: none), and how they differ, as a number of `CAUSES`.
    """

    of: Compared
    couples: tuple[Pair, ...]
    couple: IntArray
    left: IntArray
    right: IntArray
    cause: IntArray

    def __len__(self) -> int:
        return len(self.cause)

    @property
    def there(self) -> IntArray:
        """The row of a passage of each: the left one if there is one."""
        return np.where(self.left >= 0, self.left, self.right)

    @property
    def article(self) -> IntArray:
        """The number of the article of each."""
        return np.asarray(self.of.passages.article[self.there])

    @property
    def has_sides(self) -> bool:
        """Whether the left is always one, or always people and the right the recogniser."""
        of_all = {right for _, right in self.couples}
        is_recogniser = [self.of.annotators[each] == RECOGNISER for each in of_all]
        return len(self.couples) == 1 or (len(of_all) == 1 and all(is_recogniser))

    @property
    def is_of_two(self) -> bool:
        """Whether it is of two annotators alone."""
        return len(self.couples) == 1

    def labels(self) -> tuple[IntArray, IntArray]:
        """Return the numbers of the labels of both sides; -1: there is nothing."""
        label = self.of.passages.label
        if not len(label):
            return self.left, self.right
        return (
            np.where(self.left >= 0, label[self.left], -1),
            np.where(self.right >= 0, label[self.right], -1),
        )

    def shared(self, *couples: Pair) -> IntArray:
        """Return the numbers of the articles of which both of a couple have read something."""
        read = self.of.has_read
        both = np.zeros(len(self.of.seqs), dtype=np.bool_)
        for left, right in couples:
            both |= read[left] & read[right]
        return np.flatnonzero(both)


def name(found: Compared, couple: Pair) -> str:
    """Return what a couple is called in an address."""
    return BETWEEN.join(found.annotators[each] for each in couple)


def chosen(session: Session, who: str, when: str = "") -> tuple[str, Differences]:
    """Return the differences of those whom an address names, and what they are called there.

    `who` is `PEOPLE` (all pairs of people), `RECOGNISER` (each person with it), or one couple by
    its name. What is not there is as good as what there is: people if there are two of them. `when`
    is `BLIND` for what was done before others' work could be seen, else as it is now.
    """
    when = when if when == BLIND else ""
    found = blind_work.of_people(session) if when else compared.of_people(session)
    if RECOGNISER in who.split(BETWEEN) or len(found.people) < 2:
        found = compared.with_recogniser(session, found, when)
    known: dict[str, tuple[Pair, ...]] = {
        name(found, couple): (couple,) for couple in combinations(range(len(found.annotators)), 2)
    }
    known[PEOPLE] = tuple(combinations(range(len(found.people)), 2))
    if RECOGNISER in found.annotators:
        last = len(found.people)
        known[RECOGNISER] = tuple((each, last) for each in range(last))
    usual = PEOPLE if known[PEOPLE] or RECOGNISER not in known else RECOGNISER
    asked = who if who in known else usual
    made = compared.kept(
        session, ("differences", asked, when), lambda: differences(found, known[asked])
    )
    return asked, made


def differences(found: Compared, couples: Sequence[Pair]) -> Differences:
    """Compare couples of annotators on the articles of which both have read something.

    What one has put twice on the same passage counts once: it is left out here.
    """
    parts = [_of_couple(found, couple) for couple in couples]
    columns = (
        np.repeat(np.arange(len(parts)), [len(part[0]) for part in parts]),
        *(
            np.concatenate([part[column] for part in parts])
            if parts
            else np.zeros(0, dtype=np.int64)
            for column in range(3)
        ),
    )
    return Differences(found, tuple(couples), *columns)


def of_both(found: Compared, couple: Pair) -> IntArray:
    """Return the rows of the passages of two annotators on the articles that both have read in."""
    left, right = couple
    passages = found.passages
    both = found.has_read[left] & found.has_read[right]
    either = (passages.annotator == left) | (passages.annotator == right)
    return np.flatnonzero(either & both[passages.article])


def _of_couple(found: Compared, couple: Pair) -> tuple[IntArray, IntArray, IntArray]:
    rows = of_both(found, couple)
    pairs = compare(found.passages.take(rows), found.read, *couple)
    counts = pairs.kind != TWICE
    sides = (
        np.where(side >= 0, rows[side] if len(rows) else side, -1)
        for side in (pairs.left[counts], pairs.right[counts])
    )
    return (*sides, pairs.kind[counts])
