"""Sums over articles, and the same sums in each resample of articles."""

from __future__ import annotations

import math

import numpy as np

from annotator.agreement.bootstrap import FloatArray
from annotator.agreement.units import Drawing

_AT_ONCE = 16  # resamples that are counted before they are multiplied


def totals(table: FloatArray, drawing: Drawing) -> tuple[FloatArray, FloatArray]:
    """Return the sums over articles of what each adds, and the sums in each resample.

    The resamples are those of `bootstrap.interval`, some at a time: of many articles they would
    not all fit into memory.

    Parameters
    ----------
    table : array of float, (A, ...)
        What each of A articles adds.
    drawing : Drawing
        The seed and number of the resamples.

    Returns
    -------
    tuple of array
        (...) and (resamples, ...).
    """
    n_articles = len(table)
    flat = table.reshape(n_articles, math.prod(table.shape[1:]))
    chance = np.random.default_rng(drawing.seed)
    drawn = np.zeros((drawing.resamples, flat.shape[1]))
    for begin in range(0, drawing.resamples if n_articles else 0, _AT_ONCE):
        some = drawn[begin : begin + _AT_ONCE]
        often = [
            np.bincount(chance.integers(0, n_articles, n_articles), minlength=n_articles)
            for _ in some
        ]
        some[:] = np.stack(often).astype(np.float64) @ flat
    return table.sum(axis=0), drawn.reshape(len(drawn), *table.shape[1:])
