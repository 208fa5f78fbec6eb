"""How many were never found, from how many were found how often."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from annotator.agreement import normal
from annotator.agreement.bootstrap import LEVEL

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]
_FACTORIALS = np.array([math.lgamma(n + 1) for n in range(20)])


def chapman(left: int, right: int, both: int, level: float = LEVEL) -> tuple[float, float, float]:
    """Return how many two readers missed, and the ends of the interval.

    ``(left + 1) (right + 1) / (both + 1) - 1`` in all, less those found: Lincoln and Petersen's
    estimate, corrected for few (Chapman 1951, University of California Publications in Statistics
    1, 131; Seber 1982, The Estimation of Animal Abundance, 2nd ed., ch. 3). The interval is exact:
    it holds all numbers under which so many, or so few, found by both are not too rare, of the
    hypergeometric distribution.

    Parameters
    ----------
    left, right, both : int
        How many the one found, the other, and the two of them: one at least.
    level : float
        Of the interval.

    Examples
    --------
    Ten turtles and fifteen, five of them the same: 28 in all
    (https://en.wikipedia.org/wiki/Mark_and_recapture).

    >>> estimate, low, high = chapman(10, 15, 5)
    >>> round(20 + estimate), int(20 + low), int(20 + high)
    (28, 21, 73)
    """
    if both < 1:
        raise ValueError("Without a passage that both have found there may be any number.")
    # What is as rare as the tail in fractions must not hang on how the machine rounds.
    found, tail = left + right - both, (1 - level) / 2 * (1 + 1e-9)
    estimate = (left + 1) * (right + 1) / (both + 1) - 1 - found

    def is_too_few(total: int) -> bool:
        """Return whether so few by both would be rare: there are more than so many in all."""
        return _share(left, right, total, slice(None, both + 1)) <= tail

    def is_too_many(total: int) -> bool:
        return _share(left, right, total, slice(both, None)) <= tail

    low = _first(found, lambda total: not is_too_few(total))
    high = _first(found + 1, is_too_many) - 1
    return estimate, float(low - found), float(max(high, low) - found)


def _share(left: int, right: int, total: int, which: slice) -> float:
    """Return the chance that two readers of so many find some of these numbers both.

    `which` of 0, 1, 2, ... It is the hypergeometric distribution, by logarithms of factorials.
    """
    both = np.arange(min(left, right) + 1)[which]
    both = both[both >= left + right - total]
    chance = _choose(left, both) + _choose(total - left, right - both)
    return float(np.exp(chance - _choose(total, np.array(right))).sum())


def _choose(n: int, k: IntArray) -> FloatArray:
    """Return the logarithms of how many ways there are to choose k of n."""
    return _log_factorial(np.array(n)) - _log_factorial(k) - _log_factorial(n - k)


def _log_factorial(n: IntArray) -> FloatArray:
    """Return logarithms of factorials: those of a table, and Stirling's series of the others."""
    x = np.maximum(n, len(_FACTORIALS)).astype(np.float64)
    series = 1 / (12 * x) - 1 / (360 * x**3) + 1 / (1260 * x**5)
    far = x * np.log(x) - x + np.log(2 * np.pi * x) / 2 + series
    near = _FACTORIALS[np.minimum(n, len(_FACTORIALS) - 1)]
    return np.asarray(np.where(n < len(_FACTORIALS), near, far))


def _first(start: int, holds: Callable[[int], bool]) -> int:
    """Return the first number from `start` on for which something holds, and then goes on to."""
    step = 1
    while not holds(start + step - 1):
        step *= 2
    low, high = start + step // 2, start + step - 1
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low


def chao(once: int, twice: int, readers: int, level: float = LEVEL) -> tuple[float, float, float]:
    """Return how many three readers or more missed at the least, and the ends of the interval.

    ``(t - 1) / t · once (once - 1) / (2 (twice + 1))`` of t readers: a lower bound that needs no
    reader to be as good as another, nor one passage to be as easy as another (Chao 1987,
    doi:10.2307/2531532; corrected for few, with its variance, as in the package SpadeR of Chao,
    Ma, Hsieh and Chiu 2016). The interval is log-normal. Where once is 0 or 1 the estimate is 0,
    and the interval ends where it would be had as many been found once as are still likely.

    Parameters
    ----------
    once, twice : int
        How many passages exactly one reader found, and exactly two.
    readers : int
        How many readers there are, t.
    level : float
        Of the interval.

    Examples
    --------
    >>> round(chao(20, 30, 3)[0], 3)  # 2 / 3 · 20 · 19 / (2 · 31)
    4.086
    """
    part = (readers - 1) / readers
    if once < 2:
        return 0.0, 0.0, part * _most(once, level) ** 2 / (2 * (twice + 1))
    estimate = part * once * (once - 1) / (2 * (twice + 1))
    variance = (
        estimate
        + part**2 * once * (2 * once - 1) ** 2 / (4 * (twice + 1) ** 2)
        + part**2 * once**2 * twice * (once - 1) ** 2 / (4 * (twice + 1) ** 4)
    )
    z = normal.quantile((1 + level) / 2)
    factor = math.exp(z * math.sqrt(math.log(1 + variance / estimate**2)))
    return estimate, estimate / factor, estimate * factor


def _most(events: int, level: float) -> float:
    """Return the upper end of the interval of a Poisson mean where no or one event was seen."""
    tail = -math.log((1 - level) / 2)
    mean = tail
    for _ in range(50):  # the mean at which so few are as rare as the tail
        mean = tail + (math.log(1 + mean) if events else 0.0)
    return mean
