"""The normal distribution.

The standard library's module lies behind the page of the same name, `pages/statistics.py`, whose
folder is where Python looks first in a running app.
"""

from __future__ import annotations

import math

_STEPS = 200
_NEAR = 1e-13


def cdf(z: float) -> float:
    """Return the share of values below z."""
    return math.erfc(-z / math.sqrt(2)) / 2


def quantile(share: float) -> float:
    """Return below which value a share of all lies; by Newton's method, from the middle outwards.

    Raises
    ------
    ValueError
        If the share is not between 0 and 1.
    """
    if not 0 < share < 1:
        raise ValueError(f"A share lies between 0 and 1, not at {share}.")
    z = 0.0
    for _ in range(_STEPS):
        density = math.exp(-z * z / 2) / math.sqrt(2 * math.pi)
        step = (share - cdf(z)) / density
        z += step
        if abs(step) < _NEAR:
            break
    return z
