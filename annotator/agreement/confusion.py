"""Which labels two annotators give the same passages: counts of label by label."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from annotator.agreement.matching import BOUNDARY, LABEL, MISSED, SAME, Pairs
from annotator.agreement.passages import Passages

IntArray = npt.NDArray[np.int64]


def cells(passages: Passages, pairs: Pairs, n_labels: int) -> tuple[IntArray, IntArray, IntArray]:
    """Return for each pair that counts its row in `pairs`, its label left and its label right.

    What one of the two has and the other missed has 'nothing' there, the number `n_labels`. What
    the other has not read, and what one annotator says twice, counts nowhere.

    Parameters
    ----------
    passages : Passages
        What was compared.
    pairs : Pairs
        Of two annotators.
    n_labels : int
        How many labels there are, numbered from 0.

    Returns
    -------
    rows, left, right : arrays of int, (counted,)
    """
    rows = np.flatnonzero(np.isin(pairs.kind, (SAME, BOUNDARY, LABEL, MISSED)))
    labels = np.append(passages.label, n_labels)  # the last one answers to -1
    return rows, labels[pairs.left[rows]], labels[pairs.right[rows]]


def counts(passages: Passages, pairs: Pairs, n_labels: int) -> IntArray:
    """Return how often the left annotator has which label where the right one has which.

    Returns
    -------
    array of int, (n_labels + 1, n_labels + 1)
        Rows are labels of the left annotator, columns those of the right one; the last row and
        column are 'nothing'. The diagonal is what agrees in its label. All cells together are the
        pairs that count (see `cells`); nothing by nothing is 0, as nobody marked it.

    Examples
    --------
    Of Ann's two passages Bo gives the second another label; one of Bo's Ann missed.

    >>> passages = Passages(
    ...     article=np.array([0, 0, 0, 0, 0]), annotator=np.array([0, 0, 1, 1, 1]),
    ...     label=np.array([0, 0, 0, 1, 1]), start=np.array([0, 9, 0, 9, 20]),
    ...     end=np.array([4, 12, 4, 12, 30]))
    >>> read = Stretches(
    ...     article=np.array([0, 0]), annotator=np.array([0, 1]), start=np.array([0, 0]),
    ...     end=np.array([40, 40]))
    >>> counts(passages, compare(passages, read, 0, 1), 2)
    array([[1, 1, 0],
           [0, 0, 0],
           [0, 1, 0]])
    """
    _, left, right = cells(passages, pairs, n_labels)
    side = n_labels + 1
    return np.bincount(left * side + right, minlength=side * side).reshape(side, side)


def pooled(tables: Iterable[IntArray], n_labels: int) -> IntArray:
    """Return the counts of several pairs of annotators together, with no side.

    Over several pairs nobody is the left one, so that the cell of two labels counts the passages
    that have the one by either and the other by the other, and is the same on both sides of the
    diagonal. The diagonal and one of the two sides add up to the pairs that count.
    """
    total = np.zeros((n_labels + 1, n_labels + 1), dtype=np.int64)
    for table in tables:
        total += table
    return total + total.T - np.diag(np.diag(total))
