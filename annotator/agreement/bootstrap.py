"""Intervals by the bootstrap: articles are drawn anew, with replacement, again and again.

Articles are drawn rather than passages, as passages of one article are not independent: who
overlooks one name there overlooks the next. The ends are those of the middle of the values drawn,
a little wider where articles are few (the expanded percentile interval; Hesterberg 2015, What
Teachers Should Know About the Bootstrap, doi:10.1080/00031305.2015.1089789).
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from annotator.agreement import normal
from annotator.agreement.result import TOO_FEW, Interval

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]
SEED = 7
RESAMPLES = 1_000
LEVEL = 0.95
# Fewer articles give no interval that can be relied on; docs/statistics.md says how that was found.
FEWEST = 30
# Where more of the resamples are undefined, what is left of them is no fair picture.
_MOST_UNDEFINED = 0.05
_SAME = 1e-12
# So many draws stay in the processor's cache.
_AT_ONCE = 20_000


def interval(
    statistic: Callable[[IntArray], float],
    n_articles: int,
    *,
    seed: int = SEED,
    resamples: int = RESAMPLES,
    level: float = LEVEL,
) -> Interval | None:
    """Return the interval of any statistic, by calling it for every resample.

    Parameters
    ----------
    statistic : callable
        Takes the numbers of the articles of a resample, (n_articles,), some of them more than once;
        returns the value there, or nan where it is undefined.
    n_articles : int
        How many articles there are; they are numbered from 0.
    seed, resamples, level
        See `Interval`.

    Returns
    -------
    Interval or None
        None where there is nothing to say; `why_none` gives the reason in words.

    Examples
    --------
    >>> heights = np.arange(50.0)
    >>> found = interval(lambda articles: heights[articles].mean(), 50)
    >>> bool(found.low < heights.mean() < found.high)
    True
    """
    if n_articles < FEWEST:
        return None
    chance = np.random.default_rng(seed)
    values = [statistic(chance.integers(0, n_articles, n_articles)) for _ in range(resamples)]
    return of_values(np.asarray(values, dtype=np.float64), n_articles, seed=seed, level=level)


def counts(n_articles: int, *, seed: int = SEED, resamples: int = RESAMPLES) -> FloatArray:
    """Return how often each article is drawn in each resample: (resamples, n_articles).

    What is a sum over articles is then one product of matrices for all resamples together.
    """
    chance = np.random.default_rng(seed)
    often = np.empty((resamples, n_articles))
    some = max(1, _AT_ONCE // n_articles)
    for first in range(0, resamples, some):
        part = often[first : first + some]
        drawn = chance.integers(0, n_articles, part.shape)
        drawn += np.arange(len(part))[:, None] * n_articles
        part[:] = np.bincount(drawn.ravel(), minlength=part.size).reshape(part.shape)
    return often


def of_values(
    values: FloatArray, n_articles: int, *, seed: int = SEED, level: float = LEVEL
) -> Interval | None:
    """Return the interval of the values in the resamples; None as `interval` does."""
    defined = values[np.isfinite(values)]
    enough = len(defined) >= max(1, (1 - _MOST_UNDEFINED) * len(values))
    if n_articles < FEWEST or not enough or np.ptp(defined) < _SAME:
        return None
    tail = _tail(n_articles, level)
    low, high = np.quantile(defined, (tail, 1 - tail))
    return Interval(float(low), float(high), level, len(values), seed)


def _tail(n_articles: int, level: float) -> float:
    """Return the share of the values beyond each end.

    What is drawn from n articles varies less than articles do, by ``(n - 1) / n``, and where their
    variance is not known the normal distribution is too narrow: Student's t with n - 1 degrees of
    freedom takes its place (its quantile by Abramowitz and Stegun 1964, 26.7.5).
    """
    free = n_articles - 1
    z = normal.quantile((1 + level) / 2)
    t = z + (z**3 + z) / (4 * free) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * free**2)
    return normal.cumulative(-t * math.sqrt(n_articles / free))


def why_none(
    n_articles: int, *, all_agree: bool = False, level: float = LEVEL, fewest: int = FEWEST
) -> str:
    """Return in words why there is no interval, which takes so many articles at the `fewest`.

    `all_agree`: nobody disagrees anywhere, so that every resample says the same. Then the share of
    articles with a disagreement is under ``1 - (1 - level) ** (1 / n)``, about 3 in n (the rule
    of three; Hanley and Lippman-Hand 1983, JAMA 249, 1743, doi:10.1001/jama.1983.03330370053031).
    """
    if n_articles < fewest:
        return f"{TOO_FEW}: an interval takes {fewest} articles, and there are {n_articles}."
    if all_agree:
        most = math.ceil(1000 * (1 - (1 - level) ** (1 / n_articles))) / 10
        return (
            "No disagreement anywhere, so articles drawn anew say nothing of chance: "
            f"up to {most:g} % of articles may have one all the same."
        )
    return f"{TOO_FEW}: where articles are drawn anew, it is undefined or the same too often."
