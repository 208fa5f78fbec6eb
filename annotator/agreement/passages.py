"""What annotators marked and what they read, as columns of numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Passages:
    """Marked passages, one in each row; all columns have shape (N,).

    Numbers of articles, annotators and labels are the caller's, from 0 up; `start` and `end` are
    code points, half-open. A passage with gaps is its outer edges.
    """

    article: IntArray
    annotator: IntArray
    label: IntArray
    start: IntArray
    end: IntArray

    def __post_init__(self) -> None:
        _check(self, "passage")

    def __len__(self) -> int:
        return len(self.article)

    def take(self, rows: IntArray | BoolArray) -> Passages:
        """Return the passages of these rows."""
        return Passages(
            self.article[rows],
            self.annotator[rows],
            self.label[rows],
            self.start[rows],
            self.end[rows],
        )


@dataclass(frozen=True, slots=True)
class Stretches:
    """What was read, one stretch in each row; all columns have shape (N,).

    They may touch and overlap. Where an annotator has no stretch, nobody knows what they would
    have marked: that they have nothing there is no miss.
    """

    article: IntArray
    annotator: IntArray
    start: IntArray
    end: IntArray

    def __post_init__(self) -> None:
        _check(self, "stretch")

    def __len__(self) -> int:
        return len(self.article)

    def of(self, annotator: int) -> Stretches:
        """Return what one annotator has read."""
        rows = self.annotator == annotator
        return Stretches(self.article[rows], self.annotator[rows], self.start[rows], self.end[rows])


def first_rows(passages: Passages) -> IntArray:
    """Return for each row the first of those that say what it says: (N,).

    Rows say the same where annotator, article, label and both edges are the same.
    """
    columns = (
        passages.end,
        passages.start,
        passages.label,
        passages.annotator,
        passages.article,
    )
    order = np.lexsort(columns)
    begins = np.ones(len(passages), dtype=np.bool_)
    begins[1:] = np.logical_or.reduce(
        [column[order][1:] != column[order][:-1] for column in columns]
    )
    first = np.empty(len(passages), dtype=np.int64)
    # The sort is stable: of equal rows the first comes first.
    first[order] = order[np.flatnonzero(begins)][np.cumsum(begins) - 1]
    return first


def repeated(passages: Passages) -> BoolArray:
    """Return which rows say again what an earlier row of the same annotator says: (N,)."""
    return np.not_equal(first_rows(passages), np.arange(len(passages)))


def is_read(read: Stretches, article: IntArray, start: IntArray, end: IntArray) -> BoolArray:
    """Return which passages were read: those whose first and last code point are in a stretch.

    The edges decide, as a passage over two paragraphs that were both read holds the line break
    between them, which belongs to neither.

    Parameters
    ----------
    read : Stretches
        Of one annotator.
    article, start, end : array of int, shape (N,)
        The passages.
    """
    if not len(read):
        return np.zeros(len(article), dtype=np.bool_)
    width = int(max(read.end.max(), end.max(initial=0))) + 1
    starts, ends = read.article * width + read.start, read.article * width + read.end
    order = np.argsort(starts, kind="stable")
    starts, reach = starts[order], np.maximum.accumulate(ends[order])

    def holds(point: IntArray) -> BoolArray:
        before = np.searchsorted(starts, point, side="right") - 1
        return (before >= 0) & (reach[before] > point)

    return holds(article * width + start) & holds(article * width + end - 1)


def left_out(
    not_read: int, twice: int, noun: str = "passage", nobody: str = "the other has not"
) -> str:
    """Return in words what was left out, and why; nothing where nothing was."""
    nouns = [noun if n == 1 else f"{noun}s" for n in (not_read, twice)]
    told = [
        f"Left out: {not_read:,} {nouns[0]} where {nobody} read." * (not_read > 0),
        f"Left out: {twice:,} {nouns[1]} that one person marked twice." * (twice > 0),
    ]
    return " ".join(filter(None, told))


def _check(table: Passages | Stretches, noun: str) -> None:
    """Refuse columns of unlike length, and rows that end before they start."""
    lengths = {len(getattr(table, name)) for name in table.__slots__}
    if len(lengths) > 1:
        raise ValueError(f"The columns of a {noun} have unlike lengths: {sorted(lengths)}.")
    wrong = np.flatnonzero(table.end < table.start + (noun == "passage"))
    if len(wrong):
        row = int(wrong[0])
        raise ValueError(
            f"The {noun} in row {row} runs from {table.start[row]} to {table.end[row]}; "
            "it has to end after its start."
        )
