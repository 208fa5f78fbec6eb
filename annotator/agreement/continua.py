"""Texts that several annotators have read, each with the passages that they marked in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from annotator.agreement.cuts import Cuts, cut
from annotator.agreement.passages import BoolArray, IntArray, Passages, Stretches, repeated


@dataclass(frozen=True, slots=True)
class Units:
    """Passages in continua; all columns have shape (N,).

    `seat` tells the annotators of a continuum apart; `start` and `end` are places in its text.
    """

    continuum: IntArray
    seat: IntArray
    label: IntArray
    start: IntArray
    end: IntArray

    def __len__(self) -> int:
        return len(self.continuum)

    def take(self, rows: IntArray | BoolArray) -> Units:
        """Return the units of these rows."""
        return Units(
            self.continuum[rows], self.seat[rows], self.label[rows], self.start[rows],
            self.end[rows],
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Continua:
    """All text of an article that the same annotators have read is a continuum.

    What lies between, and was not read by all of them, is cut out: places are counted without it.

    Attributes
    ----------
    units : Units
        `seat` is the place of the annotator in `annotators` as they were asked for.
    article, length : array of int, (C,)
        The article of a continuum, and how many code points it has.
    is_read : array of bool, (C, annotators)
        Who has read it.
    n_left_out : int
        How many passages nobody else has read, or not the same annotators in all their length.
    n_twice : int
        How many passages were left out, as the annotator has the same already.
    """

    units: Units
    article: IntArray
    length: IntArray
    is_read: BoolArray
    n_left_out: int
    n_twice: int

    def only(self, kept: BoolArray) -> Continua:
        """Return some of the continua, (C,), and what was marked in them."""
        number = np.cumsum(kept) - 1
        units = self.units.take(kept[self.units.continuum])
        return replace(
            self,
            units=replace(units, continuum=number[units.continuum]),
            article=self.article[kept],
            length=self.length[kept],
            is_read=self.is_read[kept],
        )

    def times(self, many: int) -> Continua:
        """Return the continua many times over, each time as other articles."""
        which = np.repeat(np.arange(many), len(self.units))
        units = self.units.take(np.tile(np.arange(len(self.units)), many))
        articles = int(self.article.max(initial=0)) + 1
        return replace(
            self,
            units=replace(units, continuum=units.continuum + which * len(self.article)),
            article=(self.article + articles * np.arange(many)[:, None]).reshape(-1),
            length=np.tile(self.length, many),
            is_read=np.tile(self.is_read, (many, 1)),
        )


def continua(passages: Passages, read: Stretches, annotators: Sequence[int]) -> Continua:
    """Return the texts that two or more of these annotators have read."""
    cuts = cut(passages, read, annotators)
    readers = cuts.is_read.T.astype(np.int64) @ (1 << np.arange(len(annotators)))
    which, continuum = np.unique(np.stack((cuts.article, readers)), axis=1, return_inverse=True)
    continuum = continuum.reshape(-1)
    length = np.bincount(continuum, weights=cuts.length, minlength=which.shape[1]).astype(np.int64)
    whose = np.full(int(passages.annotator.max(initial=0)) + 1, -1)
    whose[[who for who in annotators if who < len(whose)]] = [
        seat for seat, who in enumerate(annotators) if who < len(whose)
    ]
    ours = whose[passages.annotator] >= 0
    again = repeated(passages)
    first, last, whole = _pieces(passages, cuts)
    inside = ours & ~again & whole
    inside[inside] = continuum[first[inside]] == continuum[last[inside]]
    place = _places(cuts, continuum)
    first, last = first[inside], last[inside]
    units = Units(
        continuum[first], whose[passages.annotator[inside]], passages.label[inside],
        place[first], place[last] + cuts.length[last],
    )  # fmt: skip
    return Continua(
        units, which[0], length,
        (which[1][:, None] >> np.arange(len(annotators)) & 1).astype(np.bool_),
        int((ours & ~again & ~inside).sum()), int((ours & again).sum()),
    )  # fmt: skip


def _pieces(passages: Passages, cuts: Cuts) -> tuple[IntArray, IntArray, BoolArray]:
    """Return the first and the last piece of each passage, and whether both are there."""
    if not len(cuts.article):
        none = np.zeros(len(passages), dtype=np.int64)
        return none, none, none.astype(np.bool_)
    width = int(max(passages.end.max(initial=0), cuts.end.max())) + 1
    begins, ends = (cuts.article * width + edge for edge in (cuts.start, cuts.end))
    start, end = (passages.article * width + edge for edge in (passages.start, passages.end))
    first = np.minimum(np.searchsorted(begins, start), len(begins) - 1)
    last = np.minimum(np.searchsorted(ends, end), len(ends) - 1)
    return first, last, (begins[first] == start) & (ends[last] == end)


def _places(cuts: Cuts, continuum: IntArray) -> IntArray:
    """Return where each piece begins in its continuum: how much of that comes before it."""
    order = np.argsort(continuum, kind="stable")
    before = np.cumsum(cuts.length[order]) - cuts.length[order]
    begins = np.searchsorted(continuum[order], continuum[order])
    place = np.empty(len(order), dtype=np.int64)
    place[order] = before - before[begins]
    return place
