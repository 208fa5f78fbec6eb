"""Ratios of sums over articles with intervals, such as minutes for 100 words; and shares.

A ratio is that of the sums, not the mean of each article's: a short article counts as little as it
is. Its interval comes from articles that are drawn anew (see `bootstrap`).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from annotator.agreement.bootstrap import (
    FEWEST,
    SEED,
    FloatArray,
    IntArray,
    counts,
    of_values,
    why_none,
)
from annotator.agreement.result import Interval

# More articles are put into so many groups, and groups are drawn in their place: the interval is
# much the same, and takes no longer.
GROUPS = 250
# What stands beside 95 % of a normal distribution.
_Z = 1.959963984540054
_SAME = 1e-12


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its interval; `articles` is on how many it rests.

    `value` is None where there is nothing to divide by; `note` says why there is no interval.
    """

    value: float | None
    articles: int
    interval: Interval | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """How many of all: `low` and `high` are the ends of the 95 % interval after Wilson (1927).

    It needs no resamples, and holds for few and for shares of 0 and 1; it takes what is counted
    to be independent. E. B. Wilson 1927, JASA 22, 209, doi:10.1080/01621459.1927.10502953;
    recommended by R. G. Newcombe 1998, Statistics in Medicine 17, 857.
    """

    hits: int
    of: int

    @property
    def value(self) -> float:
        """The share; 0 of nothing."""
        return self.hits / self.of if self.of else 0.0

    @property
    def low(self) -> float:
        """The lower end."""
        return max(0.0, self._middle - self._half) if self.hits else 0.0

    @property
    def high(self) -> float:
        """The upper end."""
        return min(1.0, self._middle + self._half) if self.hits < self.of else 1.0

    @property
    def _middle(self) -> float:
        return (self.hits + _Z**2 / 2) / (self.of + _Z**2)

    @property
    def _half(self) -> float:
        spread = self.hits * (1 - self.value) + _Z**2 / 4
        return _Z / (self.of + _Z**2) * math.sqrt(spread)


class Sums:
    """Columns with a number for each article, summed over all and over articles drawn anew.

    All figures that are made from one of these rest on the same resamples, so that their
    differences have intervals too.

    Parameters
    ----------
    n_articles : int
        How many articles there are, numbered from 0.
    columns : mapping of str to pair of arrays, both of shape (N,)
        By name: numbers of articles, each as often as it likes, and what is summed there. A column
        that is asked for and not there is 0 everywhere.
    seed : int
        Of the draws.
    """

    def __init__(
        self, n_articles: int, columns: Mapping[str, tuple[IntArray, FloatArray]], *,
        seed: int = SEED,
    ) -> None:  # fmt: skip
        groups = min(n_articles, GROUPS)
        table = np.zeros((groups, len(columns) + 1))  # the last one is that of all that lack
        self._place = defaultdict(lambda: len(columns))
        self._articles = Counter[str]()
        for place, (name, (articles, numbers)) in enumerate(columns.items()):
            table[:, place] = np.bincount(articles % max(groups, 1), numbers, groups)
            self._place[name] = place
            self._articles[name] = len(np.unique(articles[numbers != 0]))
        self._sums = table.sum(axis=0)
        self._drawn = counts(groups, seed=seed) @ table if groups else table
        self._seed = seed

    def total(self, name: str) -> float:
        """Return the sum of a column over all articles."""
        return float(self._sums[self._place[name]])

    def articles(self, name: str) -> int:
        """Return in how many articles a column is not 0."""
        return self._articles[name]

    def ratio(self, top: str, bottom: str, times: float = 1.0) -> Estimate:
        """Return the sum of one column by that of another, `times` a number."""
        value = self._ratio(self._sums[None], top, bottom)[0] * times
        drawn = self._ratio(self._drawn, top, bottom) * times
        return self._estimate(value, drawn, self._articles[bottom])

    def difference(
        self, one: tuple[str, str], other: tuple[str, str], times: float = 1.0
    ) -> Estimate:
        """Return one ratio minus another, each named by its two columns, `times` a number."""
        return self._compared(one, other, lambda a, b: (a - b) * times)

    def quotient(self, one: tuple[str, str], other: tuple[str, str]) -> Estimate:
        """Return one ratio by another, each named by its two columns."""

        def divided(a: FloatArray, b: FloatArray) -> FloatArray:
            return np.divide(a, b, out=np.full_like(a, np.nan), where=b > 0)

        return self._compared(one, other, divided)

    def _compared(
        self,
        one: tuple[str, str],
        other: tuple[str, str],
        by: Callable[[FloatArray, FloatArray], FloatArray],
    ) -> Estimate:
        values = [
            by(self._ratio(each, *one), self._ratio(each, *other))
            for each in (self._sums[None], self._drawn)
        ]
        articles = min(self._articles[one[1]], self._articles[other[1]])
        return self._estimate(float(values[0][0]), values[1], articles)

    def _ratio(self, sums: FloatArray, top: str, bottom: str) -> FloatArray:
        above, below = sums[:, self._place[top]], sums[:, self._place[bottom]]
        return np.divide(above, below, out=np.full_like(above, np.nan), where=below > 0)

    def _estimate(self, value: float, drawn: FloatArray, articles: int) -> Estimate:
        if not math.isfinite(value):
            return Estimate(None, articles, None, "There is nothing to divide by.")
        if articles >= FEWEST and np.ptp(drawn) < _SAME:  # not so where one of them is undefined
            return Estimate(float(value), articles, None, "It is the same in every article.")
        found = of_values(drawn, min(articles, GROUPS), seed=self._seed)
        return Estimate(float(value), articles, found, "" if found else why_none(articles))


def smoothed(
    top: FloatArray, bottom: FloatArray, at: FloatArray, width: float
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return a ratio along an order, with the ends of its pointwise 95 % interval.

    Around each place the articles weigh less the further they are (tricube weights, as in loess;
    Cleveland 1979, JASA 74, 829). The interval follows from how far each article lies from the
    ratio there, by linearisation.

    Parameters
    ----------
    top, bottom : array of float, shape (N,)
        What is divided and by what, in the order of the articles.
    at : array of float, shape (M,)
        Places along the order, from 0 to N - 1.
    width : float
        How far the weights reach to either side, in articles.
    """
    away = np.abs(np.arange(len(top))[None] - at[:, None]) / width
    weights = np.where(away < 1, (1 - np.minimum(away, 1) ** 3) ** 3, 0.0)
    below = weights @ bottom
    value = (weights @ top) / below
    off = top[None] - value[:, None] * bottom[None]
    half = _Z * np.sqrt(((weights * off) ** 2).sum(axis=1)) / below
    return value, np.maximum(value - half, 0), value + half
