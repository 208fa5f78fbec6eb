"""Choosing among candidates that want the same units: the choice that saves the most.

A set packing problem, solved exactly. Every unit gets a price, so that no candidate saves more than
its units cost together: what any choice saves is then at most the sum of all prices (the dual of
its linear programme). A quick choice, the best deals first, saves nearly that much; what is missing
is how far the best choice can be from the prices at most. So few candidates, and few states of what
is taken and what is not, are left to look at.
"""

from __future__ import annotations

import numpy as np

from annotator.agreement.bootstrap import FloatArray
from annotator.agreement.passages import IntArray
from annotator.agreement.search import EQUAL, NOBODY, PATIENCE, Search

_ROUNDS = 10  # of lowering prices


def chosen(
    members: IntArray, saving: FloatArray, group: IntArray, patience: int = PATIENCE
) -> tuple[IntArray, bool]:
    """Return which candidates save the most together, and whether that is certain.

    Parameters
    ----------
    members : array of int, (P, S)
        The units that each candidate takes, `NOBODY` for none; all of one group. No two that are
        chosen share a unit.
    saving : array of float, (P,)
        What each saves, more than 0.
    group : array of int, (N,)
        The group of each unit, ascending.
    patience : int
        How many looks at a candidate are spent on certainty.
    """
    if not len(members):
        return np.zeros(0, dtype=np.int64), True
    units, groups = len(group), int(group[-1]) + 1
    prices = _prices(members, saving, units)
    loss = np.maximum(prices[members].sum(axis=1) - saving, 0)
    quick = _quick(members, np.lexsort((-saving, np.round(loss, 9))), units)
    of = group[members.max(axis=1)]
    gaps = _summed(group, prices[:-1], groups) - _summed(of[quick], saving[quick], groups)
    rows = np.flatnonzero((gaps[of] > EQUAL) & (loss <= gaps[of] + EQUAL))
    rows = rows[np.argsort(of[rows], kind="stable")]
    is_kept, found = np.ones(groups, dtype=np.bool_), []
    search = Search(patience)
    for number in np.unique(of[rows]).tolist():
        first, last = np.searchsorted(group, (number, number + 1))
        mine = rows[slice(*np.searchsorted(of[rows], (number, number + 1)))]
        ours = np.where(members[mine] == NOBODY, NOBODY, members[mine] - first)
        better = search.best(ours, loss[mine], prices[first:last], float(gaps[number]) + EQUAL)
        if better is not None:
            is_kept[number] = False
            found.append(mine[better])
    return np.concatenate((quick[is_kept[of[quick]]], *found)), search.is_proven


def _prices(members: IntArray, saving: FloatArray, units: int) -> FloatArray:
    """Return a low price for each unit, and 0 for nobody, so that no candidate is a bargain.

    Lowered in rounds, by what any candidate of the unit costs too much and no more: each of its
    units takes a share of that.
    """
    prices = np.zeros(units + 1)  # the last is that of NOBODY
    shares = saving / (members != NOBODY).sum(axis=1)
    for column in members.T:
        np.maximum.at(prices, column, shares)
    prices[NOBODY] = 0
    for _ in range(_ROUNDS):
        excess = prices[members].sum(axis=1) - saving
        least = np.full(units + 1, np.inf)
        for column in members.T:
            np.minimum.at(least, column, excess)
        least[(least == np.inf) | (least < 0)] = 0
        prices = np.maximum(prices - least / members.shape[1], 0)
        prices[NOBODY] = 0
    return prices


def _quick(members: IntArray, order: IntArray, units: int) -> IntArray:
    """Return candidates taken in an order as long as their units are free.

    In rounds: what comes first for all of its units is what would be taken anyway.
    """
    rank = np.empty(units + 1, dtype=np.int64)
    taken = np.zeros(units + 1, dtype=np.bool_)
    found = []
    while len(order):
        rows, numbers = members[order], np.arange(len(order))
        rank[:] = len(order)
        for column in rows.T:
            np.minimum.at(rank, column, numbers)
        is_first = ((rank[rows] == numbers[:, None]) | (rows == NOBODY)).all(axis=1)
        found.append(order[is_first])
        taken[rows[is_first]] = True
        taken[NOBODY] = False
        order = order[~taken[rows].any(axis=1)]
    return np.concatenate([*found, order])


def _summed(group: IntArray, values: FloatArray, groups: int) -> FloatArray:
    return np.bincount(group, weights=values, minlength=groups).astype(np.float64)
