"""How near two categories are: 1 is the same, 0 as far apart as can be.

The weights are those of Gwet 2014, Handbook of Inter-Rater Reliability, 4th ed., ch. 3; the
distances of Krippendorff's levels those of Krippendorff 2011, Computing Krippendorff's
Alpha-Reliability (https://repository.upenn.edu/asc_papers/43).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]


def identity(scale: FloatArray) -> FloatArray:
    """Return 1 for the same category, 0 for any other."""
    return np.eye(len(scale))


def linear(scale: FloatArray) -> FloatArray:
    """Return ``1 - |a - b| / range``."""
    return _nearness(np.abs(np.subtract.outer(scale, scale)))


def quadratic(scale: FloatArray) -> FloatArray:
    """Return ``1 - (a - b)² / range²``."""
    return _nearness(np.subtract.outer(scale, scale) ** 2)


def radical(scale: FloatArray) -> FloatArray:
    """Return ``1 - sqrt(|a - b| / range)``."""
    return _nearness(np.sqrt(np.abs(np.subtract.outer(scale, scale))))


def ordinal(scale: FloatArray) -> FloatArray:
    """Return ``1 - M / max M``: M is how many pairs there are among the ranks from a to b."""
    ranks = np.arange(len(scale))
    apart = np.abs(np.subtract.outer(ranks, ranks))
    return _nearness(apart * (apart + 1) / 2)


WEIGHTS: Mapping[str, Callable[[FloatArray], FloatArray]] = {
    "identity": identity,
    "linear": linear,
    "quadratic": quadratic,
    "ordinal": ordinal,
    "radical": radical,
}


def interval_distance(scale: FloatArray) -> FloatArray:
    """Return ``(a - b)²``, Krippendorff's distance of an interval scale."""
    return np.asarray(np.subtract.outer(scale, scale) ** 2)


def ratio_distance(scale: FloatArray) -> FloatArray:
    """Return ``((a - b) / (a + b))²``, that of a ratio scale; values are 0 or more."""
    total = np.add.outer(scale, scale)
    apart = np.subtract.outer(scale, scale)
    return np.divide(apart, total, out=np.zeros_like(total), where=total != 0) ** 2


def _nearness(distance: npt.NDArray[Any]) -> FloatArray:
    most = distance.max() if distance.size else 0.0
    return np.asarray(1 - distance / most if most else np.ones_like(distance), dtype=np.float64)
