"""Texts of articles cut wherever something begins or ends, with what each annotator has there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from annotator.agreement.painting import NOTHING, painted
from annotator.agreement.passages import (
    BoolArray,
    IntArray,
    Passages,
    Stretches,
    is_read,
    repeated,
)


@dataclass(frozen=True, slots=True)
class Cuts:
    """The text that two or more annotators have read, in S pieces in which nothing changes.

    Attributes
    ----------
    article, start, end : array of int, (S,)
        Where a piece is; in the order of articles and text.
    owner : array of int, (annotators, S)
        The row of the passage that an annotator has there, `NOTHING` for none. Where passages of
        one annotator lie over one another the shortest has the piece, then the one that starts
        first, then the earlier row.
    is_read : array of bool, (annotators, S)
        Whether an annotator has read it. Who has marked something there has.
    n_not_read : int
        How many passages have no piece, as nobody else has read there.
    n_twice : int
        How many passages were left out, as the annotator has the same already.
    n_over : int
        How many passages have a shorter one of the same annotator over them.
    """

    article: IntArray
    start: IntArray
    end: IntArray
    owner: IntArray
    is_read: BoolArray
    n_not_read: int
    n_twice: int
    n_over: int

    @property
    def length(self) -> IntArray:
        """How many code points each piece has: (S,)."""
        return self.end - self.start

    def runs(self, annotator: int) -> tuple[IntArray, IntArray]:
        """Return which pieces begin a run of an annotator, and the run that each piece is in.

        Pieces are of one run where they follow one another, the same annotators have read them,
        and one passage or none at all has them all.
        """
        owner = self.owner[annotator]
        begins = np.ones(len(owner), dtype=np.bool_)
        begins[1:] = (
            (self.article[1:] != self.article[:-1])
            | (self.start[1:] != self.end[:-1])
            | (owner[1:] != owner[:-1])
            | (self.is_read[:, 1:] != self.is_read[:, :-1]).any(axis=0)
        )
        return np.flatnonzero(begins), np.cumsum(begins) - 1


def cut(passages: Passages, read: Stretches, annotators: Sequence[int]) -> Cuts:
    """Cut what two or more of these annotators have read.

    Parameters
    ----------
    passages, read
        Of any annotators.
    annotators : sequence of int
        Whose count: the rows of what is returned, in this order.
    """
    again = repeated(passages)
    ours = np.isin(passages.annotator, annotators)
    theirs = np.isin(read.annotator, annotators)
    width = int(max(passages.end.max(initial=0), read.end.max(initial=0))) + 1
    starts, ends = (passages.article * width + edge for edge in (passages.start, passages.end))
    stretch = read.article[theirs] * width
    points = np.unique(
        np.concatenate(
            (starts[ours], ends[ours], stretch + read.start[theirs], stretch + read.end[theirs])
        )
    )
    article, start = np.divmod(points[:-1], width)
    end = points[1:] - article * width
    rows = np.flatnonzero(ours & ~again)
    first, last = np.searchsorted(points, starts), np.searchsorted(points, ends)
    owner = np.full((len(annotators), len(article)), NOTHING)
    n_over = 0
    for number, annotator in enumerate(annotators):
        mine = rows[passages.annotator[rows] == annotator]
        owner[number], over = painted(passages, mine, first[mine], last[mine], len(article))
        n_over += over
    seen = np.stack(
        [is_read(read.of(who), article, start, end) for who in annotators]
        or [np.zeros(len(article), dtype=np.bool_)]
    )
    seen = (seen[: len(annotators)] & (end < width)) | (owner != NOTHING)
    shared = seen.sum(axis=0) >= 2
    there = np.zeros(len(passages), dtype=np.bool_)
    reached = np.concatenate(([0], np.cumsum(shared)))
    there[rows] = reached[last[rows]] > reached[first[rows]]
    return Cuts(
        article[shared], start[shared], end[shared], owner[:, shared], seen[:, shared],
        int((~there[rows]).sum()), int((again & ours).sum()), n_over,
    )  # fmt: skip
