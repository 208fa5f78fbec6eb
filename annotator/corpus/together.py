"""What stands together: in how many paragraphs, or articles, two names both are."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from annotator.corpus.naming import spread

IntArray = npt.NDArray[np.int64]


def units_of(article: IntArray, start: IntArray, cuts: dict[int, IntArray]) -> IntArray:
    """Return the paragraph of each passage: a number that no other paragraph has.

    Parameters
    ----------
    article, start : (P,) int
        Where each passage is.
    cuts : dict
        Where the paragraphs of each article begin, in order.
    """
    found = np.zeros(len(article), dtype=np.int64)
    seqs, place, counts = np.unique(article, return_inverse=True, return_counts=True)
    rows = np.argsort(place, kind="stable")
    ends = np.cumsum(counts)
    first = 0
    for seq, low, high in zip(seqs.tolist(), (ends - counts).tolist(), ends.tolist(), strict=True):
        begins = cuts[seq]
        here = rows[low:high]
        found[here] = first + np.searchsorted(begins, start[here], side="right")
        first += len(begins) + 1
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
