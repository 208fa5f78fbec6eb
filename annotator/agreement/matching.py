"""Which passage of one annotator answers which of another, and how they differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from annotator.agreement.passages import (
    BoolArray,
    IntArray,
    Passages,
    Stretches,
    is_read,
    repeated,
)

# How the two passages of a pair differ, and what one that stands alone is:
SAME = 0  # both edges and the label
BOUNDARY = 1  # the label is the same, the passages overlap
LABEL = 2  # they overlap or are the same passage, the labels differ
MISSED = 3  # the other has read there and has nothing for it
NOT_READ = 4  # the other has not read there
TWICE = 5  # the same annotator has the same passage with this label already
KINDS = ("same", "boundary", "label", "missed", "not read", "twice")

_NONE = -1


@dataclass(frozen=True, slots=True)
class Pairs:
    """Passages of two annotators side by side; all columns have shape (N,).

    `left` and `right` are rows of the Passages that were compared, -1 for none; `kind` is one of
    the numbers above. Each passage of either annotator stands in exactly one row. They are in the
    order of the articles, and of the text in each.
    """

    left: IntArray
    right: IntArray
    kind: IntArray

    def __len__(self) -> int:
        return len(self.kind)

    def row(self) -> IntArray:
        """Return for each pair a row of the Passages that tells its article: left, else right."""
        return np.where(self.left != _NONE, self.left, self.right)


def compare(passages: Passages, read: Stretches, left: int, right: int) -> Pairs:
    """Pair the passages of two annotators, one to one.

    First those that are the same with the same label; then the same passages with other labels;
    then by the largest overlap those with the same label; then by the largest overlap the others.
    Of equal overlaps the pair comes first that covers less text, then the one further to the
    front. What is left over was missed, or the other has not read there. A row that says again
    what another row of the same annotator says answers nothing and is no miss (`TWICE`).

    Exchanging left and right exchanges the columns and nothing else.

    Raises
    ------
    ValueError
        Where left and right are the same annotator.
    """
    if left == right:
        raise ValueError(f"Annotator {left} cannot be compared with themselves: name another.")
    again = repeated(passages)
    mine = np.flatnonzero((passages.annotator == left) & ~again)
    theirs = np.flatnonzero((passages.annotator == right) & ~again)
    pairs: list[tuple[IntArray, IntArray, int]] = []
    free = np.ones(len(passages), dtype=np.bool_)
    for a, b, kind in _paired(passages, mine, theirs):
        first, second = a[free[a] & free[b]], b[free[a] & free[b]]
        first, second = _one_to_one(passages, first, second)
        free[first] = free[second] = False
        pairs.append((first, second, kind))
    nothing = np.full(len(passages), _NONE, dtype=np.int64)
    for rows, other in ((mine, right), (theirs, left)):
        alone = rows[free[rows]]
        at = passages.article[alone], passages.start[alone], passages.end[alone]
        seen = is_read(read.of(other), *at)
        for some, kind in ((alone[seen], MISSED), (alone[~seen], NOT_READ)):
            empty = nothing[: len(some)]
            pairs.append((some, empty, kind) if other == right else (empty, some, kind))
    for annotator in (left, right):
        some = np.flatnonzero((passages.annotator == annotator) & again)
        empty = nothing[: len(some)]
        pairs.append((some, empty, TWICE) if annotator == left else (empty, some, TWICE))
    return _in_order(passages, pairs)


def _paired(
    passages: Passages, mine: IntArray, theirs: IntArray
) -> Iterator[tuple[IntArray, IntArray, int]]:
    """Tell the candidates of each step: rows of both, and what kind of pair they make."""
    a, b = _overlapping(passages, mine, theirs)
    edges = (passages.start[a] == passages.start[b]) & (passages.end[a] == passages.end[b])
    label = passages.label[a] == passages.label[b]
    yield a[edges & label], b[edges & label], SAME
    yield a[edges & ~label], b[edges & ~label], LABEL
    yield a[~edges & label], b[~edges & label], BOUNDARY
    yield a[~edges & ~label], b[~edges & ~label], LABEL


def _overlapping(passages: Passages, mine: IntArray, theirs: IntArray) -> tuple[IntArray, IntArray]:
    """Return all pairs of rows that share at least one code point.

    One of the two starts inside the other, or both start at one place: so two look-ups in sorted
    starts find each pair once, however deep passages are nested.
    """
    width = int(passages.end.max(initial=0)) + 1
    start, end = passages.article * width + passages.start, passages.article * width + passages.end
    within = _starting(start, theirs, start[mine], end[mine])
    around = _starting(start, mine, start[theirs] + 1, end[theirs])
    return (
        np.concatenate((mine[within[0]], around[1])),
        np.concatenate((within[1], theirs[around[0]])),
    )


def _starting(
    start: IntArray, rows: IntArray, low: IntArray, high: IntArray
) -> tuple[IntArray, IntArray]:
    """Return for each range which of `rows` start in it, as numbers of ranges and rows."""
    ordered = rows[np.argsort(start[rows], kind="stable")]
    first = np.searchsorted(start[ordered], low)
    often = np.maximum(np.searchsorted(start[ordered], high) - first, 0)
    which = np.repeat(np.arange(len(low)), often)
    within = np.arange(len(which)) - np.repeat(np.cumsum(often) - often, often)
    return which, ordered[first[which] + within]


def _one_to_one(passages: Passages, a: IntArray, b: IntArray) -> tuple[IntArray, IntArray]:
    """Take candidates one after the other, the best first, as long as both rows are free.

    In rounds: what is the best for both of its rows is what would be taken anyway.
    """
    order = _best_first(passages, a, b)
    a, b = a[order], b[order]
    taken = np.zeros(len(passages), dtype=np.bool_)
    rank = np.empty(len(passages), dtype=np.int64)
    chosen_a, chosen_b = [a[:0]], [b[:0]]
    while len(a):
        mutual = _is_first(a, rank) & _is_first(b, rank)
        chosen_a.append(a[mutual])
        chosen_b.append(b[mutual])
        taken[a[mutual]] = taken[b[mutual]] = True
        left = ~(taken[a] | taken[b])
        a, b = a[left], b[left]
    return np.concatenate(chosen_a), np.concatenate(chosen_b)


def _is_first(rows: IntArray, rank: IntArray) -> BoolArray:
    """Return where a row occurs for the first time; `rank` is room to write in."""
    numbers = np.arange(len(rows))
    rank[rows[::-1]] = numbers[::-1]  # of several writes to one place the last one stays
    return np.equal(rank[rows], numbers)


def _best_first(passages: Passages, a: IntArray, b: IntArray) -> IntArray:
    """Return the order of candidates: by overlap, text covered, place, and row at last."""
    first = np.minimum(passages.start[a], passages.start[b])
    last = np.maximum(passages.end[a], passages.end[b])
    shared = np.minimum(passages.end[a], passages.end[b]) - np.maximum(
        passages.start[a], passages.start[b]
    )
    return np.lexsort((np.maximum(a, b), np.minimum(a, b), first, last - first, -shared))


def _in_order(passages: Passages, pairs: list[tuple[IntArray, IntArray, int]]) -> Pairs:
    """Return all pairs in the order of the text."""
    left = np.concatenate([a for a, _, _ in pairs])
    right = np.concatenate([b for _, b, _ in pairs])
    kind = np.concatenate([np.full(len(a), kind, dtype=np.int64) for a, _, kind in pairs])
    here = np.where(left != _NONE, left, right)
    there = np.where(right != _NONE, right, left)
    start = np.minimum(passages.start[here], passages.start[there])
    order = np.lexsort((np.minimum(here, there), start, passages.article[here]))
    return Pairs(left[order], right[order], kind[order])
