"""The search for the candidates that lose least to given prices, in one group of units."""

from __future__ import annotations

import numpy as np

from annotator.agreement.bootstrap import FloatArray
from annotator.agreement.passages import IntArray

NOBODY = -1
EQUAL = 1e-11
# Looks at a candidate that are spent on certainty, about a second: heaps of many long passages
# by many annotators take more. Then the best few states and candidates alone are followed.
PATIENCE = 4_000_000
_FEW = 30
# What was lost to the prices, and by which candidates: the last, and those before.
State = tuple[float, object]
Option = tuple[int, float, int]  # the units that a candidate takes, what it loses, its number


class Search:
    """Searches in one group after the other, as long as `patience` looks at candidates last.

    `is_proven` tells whether what was found is the best for certain.
    """

    def __init__(self, patience: int) -> None:
        self.patience = patience
        self.is_proven = True

    def best(
        self, members: IntArray, loss: FloatArray, prices: FloatArray, most: float
    ) -> list[int] | None:
        """Return the candidates of the best choice; None where patience does not find one.

        Units are gone through in their order, with every state of what is taken already of the
        units ahead, and the least that was lost on the way there.

        Parameters
        ----------
        members : array of int, (P, S)
            The units of each candidate, `NOBODY` for none.
        loss : array of float, (P,)
            What each loses.
        prices : array of float, (N,)
            What a unit loses that is left alone.
        most : float
            What the best choice loses at most, as another is known that loses no more.
        """
        first = np.where(members == NOBODY, len(prices), members).min(axis=1)
        order = np.lexsort((loss, first))
        units = np.union1d(np.flatnonzero(prices), first)
        begins = np.searchsorted(first[order], units).tolist()
        ends = np.searchsorted(first[order], units, side="right").tolist()
        options = list(
            zip(
                _masks(members[order], first[order]),
                loss[order].tolist(),
                order.tolist(),
                strict=True,
            )
        )
        states: dict[int, State] = {0: (0.0, None)}
        at = 0
        for unit, price, begin, end in zip(
            units.tolist(), prices[units].tolist(), begins, ends, strict=True
        ):
            taking = options[begin:end]
            looks = len(states) * (1 + len(taking))
            self.patience -= looks
            if self.patience < 0 and looks > _FEW**2:
                self.is_proven, taking = False, taking[:_FEW]
                states = dict(sorted(states.items(), key=_lost)[:_FEW])
            states = _followed(states, unit - at, price, taking, most)
            at = unit
        return _chain(states) if states else None


def _followed(
    states: dict[int, State], steps: int, price: float, options: list[Option], most: float
) -> dict[int, State]:
    """Pass over a unit: taken already, left alone, or with one of the candidates it begins.

    The bits of a state tell what is taken: the first is that of the unit which was passed over
    before, and `steps` is how far that is behind. Of states that have the same taken ahead the one
    is kept that has lost least.
    """
    followed: dict[int, State] = {}
    for before, (lost, chain) in states.items():
        mask = before >> steps
        is_taken = mask & 1
        mask -= is_taken
        total = lost if is_taken else lost + price
        if total <= most and (mask not in followed or followed[mask][0] > total):
            followed[mask] = (total, chain)
        if is_taken:
            continue
        for taken, loss, number in options:
            total = lost + loss
            if total > most:
                break  # they are in the order of what they lose
            ahead = mask | taken
            if not mask & taken and (ahead not in followed or followed[ahead][0] > total):
                followed[ahead] = (total, (number, chain))
    return followed


def _masks(members: IntArray, first: IntArray) -> list[int]:
    """Return for each candidate the bits of its units after the first, counted from that."""
    offsets = np.where(members == NOBODY, 0, members - first[:, None])
    if offsets.max(initial=0) < 60:
        bits = np.where(offsets > 0, np.left_shift(1, offsets), 0)
        return [int(mask) for mask in bits.sum(axis=1)]
    return [sum(1 << offset for offset in row if offset) for row in offsets.tolist()]


def _lost(state: tuple[int, State]) -> float:
    return state[1][0]


def _chain(states: dict[int, State]) -> list[int]:
    """Return the candidates of the state that has lost least, in their order."""
    chain = min(states.items(), key=_lost)[1][1]
    found = []
    while isinstance(chain, tuple):
        last, chain = chain
        found.append(last)
    return found[::-1]
