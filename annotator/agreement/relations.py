"""Relations of two annotators side by side: how they differ, and the F1 of those that are the same.

A relation joins two passages of one annotator. Two relations have the same ends where their
passages were paired (`matching.compare`), whatever differs in these: how passages differ is counted
there, and not here again.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotator.agreement import f1, matching
from annotator.agreement.bootstrap import FloatArray
from annotator.agreement.passages import (
    BoolArray,
    IntArray,
    Passages,
    Stretches,
    first_rows,
    is_read,
)
from annotator.agreement.units import DRAWING, Drawing

# How the two relations of a pair differ, and what one that stands alone is:
SAME = 0  # both ends, the direction and the label
LABEL = 1  # both ends and the direction; the labels differ
DIRECTION = 2  # both ends and the label; it runs the other way
ENDS = 3  # the label and one end; the other end differs
MISSED = 4  # the other has read both ends and has no such relation
NOT_READ = 5  # the other has not read both ends
TWICE = 6  # the same annotator has the same relation already
KINDS = ("same", "label", "direction", "ends", "missed", "not read", "twice")

_NONE = -1


@dataclass(frozen=True, slots=True)
class Relations:
    """Relations, one in each row; all columns have shape (N,).

    `label` numbers the labels of relations from 0; `origin` and `target` are the rows of the
    Passages that it joins, both of one annotator and one article.
    """

    label: IntArray
    origin: IntArray
    target: IntArray

    def __len__(self) -> int:
        return len(self.label)

    def take(self, rows: IntArray | BoolArray) -> Relations:
        """Return the relations of these rows."""
        return Relations(self.label[rows], self.origin[rows], self.target[rows])


def compare(
    relations: Relations, passages: Passages, read: Stretches, left: int, right: int
) -> matching.Pairs:
    """Pair the relations of two annotators, one to one: each stands in exactly one row.

    First those with the same ends, direction and label; then those that differ in the label; then
    in the direction; then in one end, the target before the origin. Of several the one that comes
    first in `relations` is taken. `kind` is one of the numbers above.
    """
    ends = _same_ends(passages, read, left, right)
    origin, target, label = ends[relations.origin], ends[relations.target], relations.label
    whose = passages.annotator[relations.origin]
    again = _repeated(_numbered(label, origin, target, whose))
    free = ~again
    pairs: list[tuple[IntArray, IntArray, int]] = []
    for kind, mine, theirs in (
        (SAME, (origin, target, label), (origin, target, label)),
        (LABEL, (origin, target), (origin, target)),
        (DIRECTION, (origin, target, label), (target, origin, label)),
        (ENDS, (origin, label), (origin, label)),
        (ENDS, (target, label), (target, label)),
    ):
        a, b = np.flatnonzero(free & (whose == left)), np.flatnonzero(free & (whose == right))
        columns = [
            np.concatenate((of_mine[a], of_theirs[b]))
            for of_mine, of_theirs in zip(mine, theirs, strict=True)
        ]
        number = _numbered(*columns)
        at, to = _joined(number[: len(a)], number[len(a) :])
        a, b = a[at], b[to]
        free[a] = free[b] = False
        pairs.append((a, b, kind))
    for who, other in ((left, right), (right, left)):
        rows = np.flatnonzero(whose == who)
        seen = _is_read(relations, passages, read, other)
        alone, twice = rows[free[rows]], rows[again[rows]]
        for some, kind in (
            (alone[seen[alone]], MISSED), (alone[~seen[alone]], NOT_READ), (twice, TWICE)
        ):  # fmt: skip
            empty = np.full(len(some), _NONE)
            pairs.append((some, empty, kind) if who == left else (empty, some, kind))
    return _in_order(relations, passages, pairs)


def scores(
    relations: Relations,
    passages: Passages,
    read: Stretches,
    pair: tuple[int, int],
    *,
    drawing: Drawing = DRAWING,
) -> f1.Scores:
    """Return precision, recall and F1 of relations: those of kind `SAME`, as `f1` has them."""
    left, right = pair
    pairs = compare(relations, passages, read, left, right)
    of = passages.article[relations.origin]
    counted = pairs.kind <= MISSED
    articles = np.union1d(
        np.intersect1d(read.of(left).article, read.of(right).article), of[pairs.row()[counted]]
    )

    def tally(rows: IntArray) -> FloatArray:
        where = np.searchsorted(articles, of[rows])
        return np.bincount(where, minlength=len(articles)).astype(np.float64)[:, None]

    same = tally(pairs.left[pairs.kind == SAME])
    counts = f1.Counts(
        left, right, articles, np.zeros(1, dtype=np.int64), same, np.zeros_like(same),
        tally(pairs.left[counted & (pairs.left >= 0)]),
        tally(pairs.right[counted & (pairs.right >= 0)]),
        same[:, 0],
        int((pairs.kind == NOT_READ).sum()),
        int((pairs.kind == TWICE).sum()),
        "relation",
    )  # fmt: skip
    return f1.scores(counts, drawing=drawing)


def _same_ends(passages: Passages, read: Stretches, left: int, right: int) -> IntArray:
    """Return a number for each passage, the same for two that were paired."""
    pairs = matching.compare(passages, read, left, right)
    both = (pairs.left >= 0) & (pairs.right >= 0)
    ends = np.arange(len(passages))
    ends[pairs.right[both]] = pairs.left[both]
    return ends[first_rows(passages)]


def _numbered(*columns: IntArray) -> IntArray:
    """Return a number for each row of some columns, the same where the rows are."""
    number = columns[0]
    for column in columns[1:]:
        number = number * (int(column.max(initial=0)) + 1) + column
    return number


def _repeated(number: IntArray) -> BoolArray:
    """Return which numbers are there already."""
    again = np.ones(len(number), dtype=np.bool_)
    again[np.unique(number, return_index=True)[1]] = False
    return again


def _is_read(
    relations: Relations, passages: Passages, read: Stretches, annotator: int
) -> BoolArray:
    """Return which relations have both ends where an annotator has read."""
    at = passages.article, passages.start, passages.end
    seen = is_read(read.of(annotator), *at)
    return np.logical_and(seen[relations.origin], seen[relations.target])


def _joined(mine: IntArray, theirs: IntArray) -> tuple[IntArray, IntArray]:
    """Pair the numbers that are equal, the first with the first and so on."""
    both = np.unique(np.concatenate((mine, theirs)), return_inverse=True)[1]
    one, other = np.split(both, [len(mine)])
    _, at, to = np.intersect1d(
        one * (len(both) + 1) + _rank(one),
        other * (len(both) + 1) + _rank(other),
        assume_unique=True,
        return_indices=True,
    )
    return at, to


def _rank(number: IntArray) -> IntArray:
    """Return how often each number came before."""
    order = np.argsort(number, kind="stable")
    first = np.searchsorted(number[order], number[order])
    rank = np.empty(len(number), dtype=np.int64)
    rank[order] = np.arange(len(number)) - first
    return rank


def _in_order(
    relations: Relations, passages: Passages, pairs: list[tuple[IntArray, IntArray, int]]
) -> matching.Pairs:
    left, right = (np.concatenate([each[side] for each in pairs]) for side in (0, 1))
    kind = np.concatenate([np.full(len(a), kind) for a, _, kind in pairs])
    here = np.where(left != _NONE, left, right)
    there = np.where(right != _NONE, right, left)
    starts = passages.start[relations.origin]
    order = np.lexsort(
        (
            np.minimum(here, there),
            np.minimum(starts[here], starts[there]),
            passages.article[relations.origin[here]],
        )
    )
    return matching.Pairs(left[order], right[order], kind[order])
