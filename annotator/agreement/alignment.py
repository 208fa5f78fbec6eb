"""The best alignment of what annotators marked in a text (Mathet, Widlöcher and Métivier 2015).

Units of different annotators are put together in unitary alignments, at most one of each annotator
in each; the best alignment has the least disorder, among all that have every unit in exactly one
(The unified and holistic method gamma for inter-annotator agreement measure and alignment.
Computational Linguistics 41, 437-479, doi:10.1162/COLI_a_00227, sections 4 and 5.1).

Two units are apart by ``position * d_pos + category * d_cat``. ``d_pos`` is the squared distance of
their edges by their lengths, ``((|start - start'| + |end - end'|) / (length + length'))**2``: 1 of
two as long as one another that touch. ``d_cat`` is 1 between two labels. From nobody's unit each is
apart by 1, and so are two of nobody. The disorder of a unitary alignment is the mean over all pairs
of annotators.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotator.agreement import packing
from annotator.agreement.bootstrap import FloatArray
from annotator.agreement.continua import Units
from annotator.agreement.passages import BoolArray, IntArray
from annotator.agreement.search import NOBODY, PATIENCE

# Of alignments that are as good as one another the one with fewer unitary alignments is taken.
_EVEN = 1e-9


@dataclass(frozen=True, slots=True)
class Dissimilarity:
    """How much position and label count when units are compared: the paper's alpha and beta."""

    position: float = 1.0
    category: float = 1.0

    def places(self, units: Units, a: IntArray, b: IntArray) -> FloatArray:
        """Return how far rows `a` and `b` are apart in their positions alone: d_pos."""
        apart = np.abs(units.start[a] - units.start[b]) + np.abs(units.end[a] - units.end[b])
        both = units.end[a] - units.start[a] + units.end[b] - units.start[b]
        return np.asarray((apart / both) ** 2)

    def labels(self, units: Units, a: IntArray, b: IntArray) -> FloatArray:
        """Return how far rows `a` and `b` are apart in their labels alone: d_cat."""
        return np.not_equal(units.label[a], units.label[b]).astype(np.float64)

    def __call__(self, units: Units, a: IntArray, b: IntArray) -> FloatArray:
        """Return how far rows `a` and `b` are apart."""
        return self.position * self.places(units, a, b) + self.category * self.labels(units, a, b)


@dataclass(frozen=True, slots=True)
class Alignment:
    """Unitary alignments.

    Attributes
    ----------
    members : array of int, (P, seats)
        The row of the unit of each annotator, `NOBODY` for none.
    disorder : array of float, (P,)
        The disorder of each.
    is_proven : bool
        Whether there is none better for certain.
    n_candidates : int
        How many unitary alignments were to choose from: what it cost.
    """

    members: IntArray
    disorder: FloatArray
    is_proven: bool
    n_candidates: int


def align(units: Units, seats: int, apart: Dissimilarity, patience: int = PATIENCE) -> Alignment:
    """Return the best alignment in every continuum.

    Parameters
    ----------
    units : Units
        Of continua with the same number of annotators; `seat` is from 0 to `seats - 1`.
    seats : int
        How many annotators there are, 2 or more.
    apart : Dissimilarity
        How far two units are apart.
    patience : int
        How long is searched for certainty, as `packing.chosen` takes it.
    """
    order = np.lexsort((units.seat, units.end, units.start, units.continuum))
    ordered = units.take(order)
    pairs = seats * (seats - 1) / 2
    members, gains = _candidates(ordered, seats, apart)
    # Put together they save what each would cost alone, 1.
    present = (members != NOBODY).sum(axis=1)
    saving = present - 1 + gains / pairs
    worth = saving + _EVEN * (present - 1)
    members, present, saving = (each[worth > 0] for each in (members, present, saving))
    chosen, is_proven = packing.chosen(members, worth[worth > 0], ordered.continuum, patience)
    alone = np.ones(len(units), dtype=np.bool_)
    together = members[chosen]
    alone[together[together != NOBODY]] = False
    singles = np.full((int(alone.sum()), seats), NOBODY)
    singles[np.arange(len(singles)), ordered.seat[alone]] = np.flatnonzero(alone)
    found = np.concatenate((together, singles))
    cost = np.concatenate((present[chosen] - saving[chosen], np.ones(len(singles))))
    return Alignment(np.where(found == NOBODY, NOBODY, order[found]), cost, is_proven, len(members))


def _candidates(units: Units, seats: int, apart: Dissimilarity) -> tuple[IntArray, FloatArray]:
    """Return all unitary alignments of two units or more that may be in the best alignment.

    With each the sum of ``1 - apart`` over its pairs of units. In one of k units that is worth it,
    each unit has no more than ``pairs + k - 1`` between it and all others: else it were better
    alone. So no two units of it are further apart than ``pairs + seats - 1``.
    """
    pairs = seats * (seats - 1) / 2
    most = pairs + seats - 1 + _EVEN
    one, other = _links(units, most, apart)
    begins = np.searchsorted(one, np.arange(len(units) + 1))
    grown = np.stack((one, other), axis=1)
    gains = 1 - apart(units, one, other)
    found, worth = [], []
    for size in range(2, seats + 1):
        useful = _is_useful(units, grown, pairs, apart)
        found.append(_seated(units, grown[useful], seats))
        worth.append(gains[useful])
        if size < seats:
            grown, gains = _grown(units, grown, gains, (begins, other, most, apart))
    return np.concatenate(found), np.concatenate(worth)


def _links(units: Units, most: float, apart: Dissimilarity) -> tuple[IntArray, IntArray]:
    """Return all pairs of units that are less than `most` apart, the lower seat first.

    Units that far apart start no further from one another than the lengths of both allow.
    """
    if not len(units):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    lengths = units.end - units.start
    n = int(units.continuum.max()) + 1
    longest = np.zeros(n, dtype=np.int64)
    np.maximum.at(longest, units.continuum, lengths)
    reach = np.sqrt(most / apart.position) * (lengths + longest[units.continuum])
    width = float(units.end.max() - units.start.min()) + 2 * float(reach.max()) + 2
    place = units.continuum * width + units.start
    low, high = np.searchsorted(place, place), np.searchsorted(place, place + reach, side="right")
    low = np.maximum(low, np.arange(len(units)) + 1)
    often = np.maximum(high - low, 0)
    one = np.repeat(np.arange(len(units)), often)
    other = np.repeat(low, often) + np.arange(len(one)) - np.repeat(np.cumsum(often) - often, often)
    near = (units.seat[one] != units.seat[other]) & (apart(units, one, other) < most)
    one, other = one[near], other[near]
    swap = units.seat[one] > units.seat[other]
    one, other = np.where(swap, other, one), np.where(swap, one, other)
    order = np.lexsort((other, one))
    return one[order], other[order]


def _grown(
    units: Units,
    members: IntArray,
    gains: FloatArray,
    links: tuple[IntArray, IntArray, float, Dissimilarity],
) -> tuple[IntArray, FloatArray]:
    """Return unitary alignments with one unit more, of a higher seat, linked to all the others."""
    begins, other, most, apart = links
    first = members[:, 0]
    often = begins[first + 1] - begins[first]
    which = np.repeat(np.arange(len(members)), often)
    offset = np.arange(len(which)) - np.repeat(np.cumsum(often) - often, often)
    more = other[begins[first[which]] + offset]
    higher = units.seat[more] > units.seat[members[which, -1]]
    which, more = which[higher], more[higher]
    distances = apart(units, members[which], more[:, None])
    near = (distances < most).all(axis=1)
    gained = gains[which[near]] + (1 - distances[near]).sum(axis=1)
    return np.column_stack((members[which[near]], more[near])), gained


def _is_useful(units: Units, members: IntArray, pairs: float, apart: Dissimilarity) -> BoolArray:
    """Return which unitary alignments no unit would rather leave."""
    useful = np.ones(len(members), dtype=np.bool_)
    for one in range(members.shape[1]):
        others = np.delete(members, one, axis=1)
        between = (apart(units, members[:, [one]], others) - 1).sum(axis=1)
        useful &= between < pairs + _EVEN
    return useful


def _seated(units: Units, members: IntArray, seats: int) -> IntArray:
    """Return members in the column of their seat, `NOBODY` elsewhere."""
    seated = np.full((len(members), seats), NOBODY)
    rows = np.arange(len(members))
    for column in members.T:
        seated[rows, units.seat[column]] = column
    return seated
