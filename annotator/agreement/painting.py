"""Which passage has a piece of text where passages of one annotator lie over one another."""

from __future__ import annotations

import numpy as np

from annotator.agreement.passages import IntArray, Passages

NOTHING = -1


def painted(
    passages: Passages, rows: IntArray, first: IntArray, last: IntArray, size: int
) -> tuple[IntArray, int]:
    """Return the row that has each of `size` pieces, and how many rows do not have all of theirs.

    The shortest passage has a piece, then the one that starts first, then the earlier row. So a
    longer one is what is left around shorter ones.

    Parameters
    ----------
    passages : Passages
        Of any annotators.
    rows : array of int
        Those of one annotator.
    first, last : array of int, as long as `rows`
        From which piece to which, exclusive, each goes.
    size : int
        How many pieces there are.

    Returns
    -------
    tuple of array of int, (size,), and int
        `NOTHING` where no row has a piece.
    """
    owner = np.full(size, NOTHING)
    length = passages.end[rows] - passages.start[rows]
    # The longest is painted first, so that shorter ones are painted over it.
    order = np.lexsort((-rows, -passages.start[rows], -length))
    often = np.maximum(last - first, 0)[order]
    offset = np.arange(int(often.sum())) - np.repeat(np.cumsum(often) - often, often)
    pieces = np.repeat(first[order], often) + offset
    whose = np.repeat(rows[order], often)
    owner[pieces] = whose
    return owner, len(np.unique(whose[owner[pieces] != whose]))
