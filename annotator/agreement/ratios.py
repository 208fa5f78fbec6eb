"""Shares of sums over articles, as F1 is, many at once: their intervals from one drawing."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from annotator.agreement.bootstrap import LEVEL, RESAMPLES, SEED, of_values
from annotator.agreement.result import Interval

FloatArray = npt.NDArray[np.float64]
# From so many articles on, each is drawn a Poisson number of times, of mean 1, by itself: to draw
# exactly as many as there are takes several times as long, and a share of sums is the same without
# (Chamandy, Muralidharan, Najmi and Naidu 2012, Estimating Uncertainty for Massive Data Streams).
_MANY = 2_000
_AT_ONCE = 1_000_000  # numbers: what fits into the machine's caches is quicker
_DRAWS = 2**16
_UP_TO = np.cumsum([math.exp(-1) / math.factorial(times) for times in range(9)])
_POISSON = np.searchsorted(_UP_TO, (np.arange(_DRAWS) + 0.5) / _DRAWS).astype(np.float32)


def intervals(
    tops: FloatArray,
    bottoms: FloatArray,
    articles: Sequence[int] | None = None,
    *,
    seed: int = SEED,
    resamples: int = RESAMPLES,
    level: float = LEVEL,
) -> list[Interval | None]:
    """Return the interval of ``sum(top) / sum(bottom)`` of each column, over articles drawn anew.

    Parameters
    ----------
    tops, bottoms : array of float, shape (articles, shares)
        What each article adds to both sums of each share.
    articles : sequence of int, optional
        How many articles each share rests on; by default those that add something to the lower sum.
    seed, resamples, level
        See `Interval`.

    Returns
    -------
    list of Interval or None
        None as `bootstrap.interval` has it.
    """
    n_articles, n_shares = tops.shape
    both = np.hstack((tops, bottoms)).astype(np.float32)
    sums = np.zeros((resamples, 2 * n_shares))
    chance = np.random.default_rng(seed)
    some = max(1, _AT_ONCE // max(n_articles, 1))
    for first in range(0, resamples if n_articles else 0, some):
        many = min(some, resamples - first)
        sums[first : first + many] = _times(chance, many, n_articles) @ both
    upper, lower = sums[:, :n_shares], sums[:, n_shares:]
    values = np.divide(upper, lower, out=np.full_like(upper, np.nan), where=lower > 0)
    of_share = (bottoms > 0).sum(axis=0) if articles is None else articles
    return [
        of_values(column, int(many), seed=seed, level=level)
        for column, many in zip(values.T, of_share, strict=True)
    ]


def _times(chance: np.random.Generator, many: int, n_articles: int) -> npt.NDArray[np.float32]:
    """Return how often each article is drawn in each of some resamples."""
    if n_articles >= _MANY:
        return _POISSON[chance.integers(0, _DRAWS, (many, n_articles), dtype=np.uint16)]
    drawn = chance.integers(0, n_articles, (many, n_articles))
    drawn += np.arange(many)[:, None] * n_articles
    times = np.bincount(drawn.ravel(), minlength=many * n_articles)
    return times.reshape(many, n_articles).astype(np.float32)
