"""The normal distribution: its quantiles, which need no library.

The module `statistics` has them, but while the app runs that name is of a page.
"""

from __future__ import annotations

import math


def cumulative(z: float) -> float:
    """Return the share of a normal distribution up to a quantile."""
    return math.erfc(-z / math.sqrt(2)) / 2


def quantile(share: float) -> float:
    """Return up to where a share of a normal distribution lies, by Newton's method.

    Parameters
    ----------
    share : float
        More than 0 and less than 1.

    Examples
    --------
    >>> round(quantile(0.975), 9)
    1.959963985
    """
    if not 0 < share < 1:
        raise ValueError(f"A share is between 0 and 1, and not {share}.")
    z = 0.0
    for _ in range(100):
        density = math.exp(-z * z / 2) / math.sqrt(2 * math.pi)
        # A step is at most one: far out the curve is so flat that it would lead away.
        step = max(-1.0, min(1.0, (cumulative(z) - share) / density))
        z -= step
        if abs(step) < 1e-14:
            break
    return z
