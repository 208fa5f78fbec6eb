"""Where the names of a network stand: a small force layout, the same for the same network.

What stands together often is drawn together, all others push one another away, and what flies off
is held: Fruchterman and Reingold (1991), Graph Drawing by Force-directed Placement, Software:
Practice and Experience 21(11), 1129-1164.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

_STEPS = 300
_LEAST = 1e-3  # closer than this nothing comes, so that a push is never without a bound


def places(weights: IntArray) -> FloatArray:
    """Return where each of N names stands, in a square from 0 to 1.

    Parameters
    ----------
    weights : (N, N) int
        How often two stand together; symmetric. The diagonal says nothing.

    Returns
    -------
    (N, 2) float
        x and y.
    """
    number = len(weights)
    if number < 2:
        return np.full((number, 2), 0.5)
    # A circle, in the order of the names: no chance is in it.
    angles = 2 * np.pi * np.arange(number) / number
    at = 0.5 + 0.4 * np.column_stack((np.cos(angles), np.sin(angles)))
    pull = np.log1p(weights.astype(np.float64))
    np.fill_diagonal(pull, 0)
    pull /= max(pull.max(), 1.0)
    ideal = np.sqrt(1 / number)
    for step in range(_STEPS):
        at += _moves(at, pull, ideal, heat=0.1 * (1 - step / _STEPS))
    low, high = at.min(axis=0), at.max(axis=0)
    scaled: FloatArray = (at - low) / np.maximum(high - low, _LEAST)
    return scaled


def _moves(at: FloatArray, pull: FloatArray, ideal: float, heat: float) -> FloatArray:
    """Return the way that each goes in one step, at most `heat`."""
    apart = at[:, None, :] - at[None, :, :]
    distance = np.maximum(np.sqrt((apart**2).sum(axis=2)), _LEAST)
    towards = ideal**2 / distance - pull * distance**2 / ideal
    np.fill_diagonal(towards, 0)
    force = (apart / distance[:, :, None] * towards[:, :, None]).sum(axis=1)
    force -= (at - 0.5) * 0.5  # so that what stands with nobody doesn't leave the page
    length = np.maximum(np.sqrt((force**2).sum(axis=1)), _LEAST)
    moves: FloatArray = force / length[:, None] * np.minimum(length, heat)[:, None]
    return moves
