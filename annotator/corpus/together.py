"""What stands together: in how many paragraphs, or articles, two names both are."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from annotator.corpus.naming import spread

IntArray = npt.NDArray[np.int64]

_LONGEST = 2**40  # characters that no text has


def units_of(article: IntArray, start: IntArray, breaks: dict[int, list[int]]) -> IntArray:
    """Return the paragraph of each passage: a number that no other paragraph has.

    Parameters
    ----------
    article, start : (P,) int
        Where each passage is.
    breaks : dict
        Where the line breaks of each article stand, in order.
    """
    seqs = np.array(sorted(breaks), dtype=np.int64)
    lengths = [len(breaks[seq]) for seq in seqs.tolist()]
    at = [place for seq in seqs.tolist() for place in breaks[seq]]
    # One after the other on one long line: an article, its first break, its second, ...
    line = np.repeat(np.arange(len(seqs)), lengths) * _LONGEST + np.array(at, dtype=np.int64)
    rank = np.searchsorted(seqs, article)
    return np.searchsorted(line, rank * _LONGEST + start, side="right") + rank


def line_breaks(text: str) -> list[int]:
    """Return where the line breaks of a text stand: ten times as fast as by a pattern."""
    found: list[int] = []
    at = text.find("\n")
    while at >= 0:
        found.append(at)
        at = text.find("\n", at + 1)
    return found


def matrix(group: IntArray, unit: IntArray, chosen: IntArray) -> IntArray:
    """Return in how many units each two of the chosen groups both are.

    Parameters
    ----------
    group, unit : (P,) int
        The group and the unit of each passage.
    chosen : (N,) int
        Groups.

    Returns
    -------
    (N, N) int
        Symmetric; the diagonal says in how many units each one is.
    """
    number = len(chosen)
    order = np.argsort(chosen)
    place = np.searchsorted(chosen, group, sorter=order)
    place = np.minimum(place, max(number - 1, 0))
    known = chosen[order[place]] == group if number else np.zeros(len(group), dtype=bool)
    columns = order[place[known]] if number else np.zeros(0, dtype=np.int64)
    _, rows = np.unique(unit[known], return_inverse=True)
    there = np.zeros((int(rows.max()) + 1 if len(rows) else 0, number), dtype=np.float32)
    there[rows, columns] = 1  # exact: a float holds whole numbers up to 16 million
    found: IntArray = np.rint(there.T @ there).astype(np.int64)
    return found


def beside(group: IntArray, unit: IntArray, one: int, groups: int) -> IntArray:
    """Return in how many units each group is together with one of them; 0 for that one itself."""
    here = np.isin(unit, np.unique(unit[group == one]))
    counts = spread(group[here], unit[here], groups)
    counts[one] = 0
    return counts


def shared(group: IntArray, unit: IntArray, one: int, other: int) -> IntArray:
    """Return the units in which both of two groups are."""
    return np.intersect1d(unit[group == one], unit[group == other])
