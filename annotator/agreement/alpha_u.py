"""Krippendorff's alpha_U of 1995: how far boundaries differ, label by label.

The forerunner of the family in `unitizing` (Krippendorff 1995, On the reliability of unitizing
continuous data, Sociological Methodology 25, 47-76, doi:10.2307/271061; Krippendorff 2004, Content
Analysis, 2nd ed., p. 251-256). It looks at each label by itself, as if there were no other, and a
boundary that is twice as far off counts four times. For more than two annotators it does not behave
as its author expected, who put the family in its place.

Observed, of a label in a text of length L read by m annotators, is the sum over units and gaps of
different annotators by ``m (m - 1) L**2``: of two units that overlap
``(start - start')**2 + (end - end')**2``, of a unit where the other has a gap all along
``length**2``. Expected is what all ways to put the same units and gaps into the text would have.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np

from annotator.agreement.bootstrap import FloatArray
from annotator.agreement.continua import Continua, Units, continua
from annotator.agreement.passages import IntArray, Passages, Stretches, left_out
from annotator.agreement.result import Result
from annotator.agreement.telling import beyond, told
from annotator.agreement.totals import totals
from annotator.agreement.units import DRAWING, Drawing


@dataclass(frozen=True, slots=True)
class AlphaU:
    """Alpha_U over all labels, ``1 - sum(observed) / sum(expected)``, and of each by its number."""

    all: Result
    by_label: dict[int, Result]


def alpha_u(
    passages: Passages,
    read: Stretches,
    annotators: Sequence[int],
    *,
    drawing: Drawing = DRAWING,
) -> AlphaU:
    """Return alpha_U of the text that all of some annotators have read.

    Articles stand one after the other; no unit and no gap goes from one into the next. Passages of
    one annotator that overlap are one unit, where they have the same label.

    Parameters
    ----------
    passages, read
        Of any annotators.
    annotators : sequence of int
        Two or more.
    drawing : Drawing
        The seed, number and level of the intervals over articles.
    """
    every = continua(passages, read, annotators)
    there = every.only(np.logical_and.reduce(every.is_read, axis=1))
    labels, seats = np.unique(there.units.label), len(annotators)
    n_articles = len(np.unique(there.article))
    tables = [_table(there, label, seats) for label in labels.tolist()]
    whole, drawn = totals(np.hstack([*tables, np.zeros((n_articles, 0))]), drawing)
    sums = np.concatenate((whole[None], drawn))
    ends = np.cumsum([table.shape[1] for table in tables], dtype=np.int64)
    parts = [_of_label(each, seats) for each in np.split(sums, ends[:-1], axis=1)[: len(labels)]]
    n_left_out = every.n_left_out + len(every.units) - len(there.units)
    basis = Result(
        None, None, None, len(there.units), seats if len(there.article) else 0,
        n_left_out + every.n_twice,
        left_out(n_left_out, every.n_twice, nobody="not all have"),
    )  # fmt: skip
    why = "Undefined: nothing was marked where all have read."
    if not n_articles:
        why = "No overlap: no text was read by all."

    def result(observed: FloatArray, expected: FloatArray) -> Result:
        first = float(observed[0]), float(expected[0])
        return told(basis, beyond(observed, expected), first, n_articles, drawing, why)

    nothing = np.zeros((2, 1 + drawing.resamples))
    total = np.sum([nothing, *parts], axis=0) / max(len(labels), 1)
    by_label = {int(label): result(*part) for label, part in zip(labels, parts, strict=True)}
    return AlphaU(result(*total), by_label)


def _table(there: Continua, label: int, seats: int) -> FloatArray:
    """Return what each article adds of a label: (A, 5 + 2 lengths).

    The observed distances; code points; units; by how much units of any places differ; what no unit
    has with itself; and for each length of a unit how much room gaps leave for it, and how much of
    it there is.
    """
    units = _merged(there.units.take(there.units.label == label))
    articles, article = np.unique(there.article, return_inverse=True)
    where, length = article[units.continuum], (units.end - units.start).astype(np.float64)
    gap, of_gap = _gaps(there, units, seats)
    size = len(articles)
    lengths, which = np.unique(length, return_inverse=True)
    # Gaps are in the order of the articles.
    rooms = np.zeros((size, len(lengths)))
    begins = np.flatnonzero(np.diff(article[of_gap], prepend=-1))
    room = np.maximum(gap[:, None] - lengths + 1, 0)
    if len(gap):
        rooms[article[of_gap[begins]]] = np.add.reduceat(room, begins, axis=0)
    cells = where * len(lengths) + which
    squares = np.bincount(cells, weights=length**2, minlength=rooms.size).reshape(rooms.shape)

    def sums(at: IntArray, values: FloatArray) -> FloatArray:
        return np.bincount(at, weights=values, minlength=size).astype(np.float64)

    columns = (
        _apart(units, article, size, seats),
        sums(article, there.length.astype(np.float64)),
        sums(where, np.ones(len(where))),
        sums(where, (2 * length**3 - 3 * length**2 + length) / 3),
        sums(where, length * (length - 1)),
    )
    return np.column_stack((*columns, rooms, squares))


def _of_label(sums: FloatArray, seats: int) -> FloatArray:
    """Return observed and expected disagreement of the sums of a label: (2, 1 + resamples)."""
    apart, text, n, own, same = sums[:, :5].T
    room, squares = np.split(sums[:, 5:], 2, axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        observed = apart / (seats * (seats - 1) * text**2)
        ways = seats * text * (seats * text - 1) - same
        expected = 2 / text * ((n - 1) * own + (room * squares).sum(axis=1)) / ways
    return np.stack((observed, expected))


def _merged(units: Units) -> Units:
    """Return units in the order of texts, annotators and places; those that overlap are one."""
    units = units.take(np.lexsort((units.end, units.start, units.seat, units.continuum)))
    if not len(units):
        return units
    width = int(units.end.max()) + 1
    of = (units.continuum * (int(units.seat.max()) + 1) + units.seat) * width
    reach = np.maximum.accumulate(of + units.end)
    begins = np.ones(len(units), dtype=np.bool_)
    begins[1:] = (of + units.start)[1:] >= reach[:-1]
    first = np.flatnonzero(begins)
    last = np.append(first[1:], len(units)) - 1
    kept = units.take(first)
    return Units(kept.continuum, kept.seat, kept.label, kept.start, (reach - of)[last])


def _gaps(there: Continua, units: Units, seats: int) -> tuple[FloatArray, IntArray]:
    """Return how long the gaps of all annotators are, and the continuum that each is in."""
    texts = np.repeat(np.arange(len(there.article)), seats)
    seat = np.tile(np.arange(seats), len(there.article))
    nothing = np.zeros(len(texts), dtype=np.int64)
    # Each text begins and ends with a unit of no length.
    continuum = np.concatenate((units.continuum, texts, texts))
    whose = np.concatenate((units.seat, seat, seat))
    start = np.concatenate((units.start, nothing, there.length[texts]))
    end = np.concatenate((units.end, nothing, there.length[texts]))
    order = np.lexsort((end, start, whose, continuum))
    same = (continuum[order][1:] == continuum[order][:-1]) & (whose[order][1:] == whose[order][:-1])
    length = np.where(same, start[order][1:] - end[order][:-1], 0)
    real = length > 0
    return length[real].astype(np.float64), continuum[order][1:][real]


def _apart(units: Units, article: IntArray, size: int, seats: int) -> FloatArray:
    """Return the observed distances in each article, over ordered pairs of annotators: (A,)."""
    total = np.zeros(size)
    width = int(units.end.max(initial=0)) + 1
    start, end = (units.continuum * width + edge for edge in (units.start, units.end))
    for one, other in permutations(range(seats), 2):
        mine, theirs = np.flatnonzero(units.seat == one), np.flatnonzero(units.seat == other)
        low = np.searchsorted(end[theirs], start[mine], side="right")
        often = np.maximum(np.searchsorted(start[theirs], end[mine]) - low, 0)
        which = np.repeat(np.arange(len(mine)), often)
        within = np.arange(len(which)) - np.repeat(np.cumsum(often) - often, often)
        a, b = mine[which], theirs[low[which] + within]
        edges = (start[a] - start[b]) ** 2 + (end[a] - end[b]) ** 2
        lone = mine[often == 0]
        for rows, values in ((a, edges), (lone, 2 * (end[lone] - start[lone]) ** 2)):
            total += np.bincount(article[units.continuum[rows]], weights=values, minlength=size)
    return total
