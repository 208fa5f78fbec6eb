"""How many passages all readers missed, from how often they found the same: capture-recapture.

It rests on four assumptions: readers worked blind to one another; one passage is as easy to find as
another of its label; nobody marked what is none; and what was meant as the same passage was matched
as the same. Where some passages are harder to find than others, or readers leaned on the same
suggestions, more are missing than it says.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from annotator.agreement.bootstrap import LEVEL
from annotator.agreement.estimators import chao, chapman
from annotator.agreement.result import TOO_FEW

BoolArray = npt.NDArray[np.bool_]
FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
# With fewer that two have found, the estimate may be far too low (Robson and Regier 1964,
# Transactions of the American Fisheries Society 93, 215).
FEWEST = 7
_LEAST = 1e-9


@dataclass(frozen=True, slots=True)
class Missed:
    """What all readers missed, as far as it can be told.

    Attributes
    ----------
    n_readers, n_found, n_again : int
        Readers, passages that any of them found, and those that two or more found.
    found : tuple of int
        How many each of them found.
    estimate : float or None
        How many all of them missed, 0 or more. None: nothing can be said, and `note` says why.
    low, high : float or None
        The ends of its interval.
    level : float
        How often such an interval holds the true number.
    note : str
        Why there is nothing to say.
    """

    n_readers: int
    n_found: int
    n_again: int
    found: tuple[int, ...]
    estimate: float | None = None
    low: float | None = None
    high: float | None = None
    level: float = LEVEL
    note: str = ""


def missed(found: BoolArray, level: float = LEVEL) -> Missed:
    """Return how many passages all readers missed: by `chapman` of two, by `chao` of more.

    Parameters
    ----------
    found : array of bool, (passages, readers)
        Who found which of the passages that any of them found.
    level : float
        Of the interval.

    Examples
    --------
    >>> found = np.repeat([[True, True], [True, False], [False, True]], (5, 5, 10), axis=0)
    >>> missed(found).note
    'Too few to say: two annotators found 5 passages, and it takes 7.'
    """
    known = _counted(found, level)
    if known.note:
        return known
    if known.n_readers == 2:
        estimate, low, high = chapman(known.found[0], known.found[1], known.n_again, level)
    else:
        often = found.sum(axis=1)
        once, twice = int((often == 1).sum()), int((often == 2).sum())
        estimate, low, high = chao(once, twice, known.n_readers, level)
    return replace(known, estimate=estimate, low=low, high=high)


def missed_in_all(found: BoolArray, stratum: IntArray, level: float = LEVEL) -> Missed:
    """Return how many passages of all strata, as labels, all readers missed.

    It is the sum over strata: of passages that are not alike, which are easy to find in one and
    hard in another, all together would tell too few. Strata with too few to say are taken as one.
    The interval is that of a sum of independent estimates (Zou and Donner 2008,
    doi:10.1002/sim.3095).

    Parameters
    ----------
    found : array of bool, (passages, readers)
        As of `missed`.
    stratum : array of int, (passages,)
        In which stratum each is.
    level : float
        Of the interval.
    """
    known = _counted(found, level)
    if known.note:
        return known
    of_each = [found[stratum == each] for each in np.unique(stratum)]
    parts = [missed(each, level) for each in of_each]
    few = [each for each, part in zip(of_each, parts, strict=True) if part.estimate is None]
    told = [part for part in parts if part.estimate is not None]
    if few:
        rest = missed(np.vstack(few), level)
        told = [*told, rest] if rest.estimate is not None else [missed(found, level)]
    estimate, low, high = _sum(told)
    return replace(known, estimate=estimate, low=low, high=high)


def _sum(parts: Sequence[Missed]) -> tuple[float, float, float]:
    """Return the sum of independent estimates, with the ends of its interval."""
    ends = [(p.estimate or 0.0, p.low or 0.0, p.high or 0.0) for p in parts]
    total = sum(estimate for estimate, _, _ in ends)
    return (
        total,
        max(0.0, total - math.hypot(*(estimate - low for estimate, low, _ in ends))),
        total + math.hypot(*(high - estimate for estimate, _, high in ends)),
    )


def _counted(found: BoolArray, level: float) -> Missed:
    """Return what is known of passages without any estimate, and why there can be none."""
    known = Missed(
        n_readers=found.shape[1],
        n_found=len(found),
        n_again=int((found.sum(axis=1) > 1).sum()),
        found=tuple(int(n) for n in found.sum(axis=0)),
        level=level,
    )
    return replace(known, note=_why_not(known))


def _why_not(known: Missed) -> str:
    if known.n_readers < 2:
        return "It takes two annotators who worked blind."
    if known.n_found == 0:
        return "Nobody found a passage where all of them have read."
    if known.n_again < FEWEST:
        found = f"{known.n_again} passage{'' if known.n_again == 1 else 's'}"
        return f"{TOO_FEW}: two annotators found {found}, and it takes {FEWEST}."
    return ""


def rates(found: BoolArray, read: BoolArray) -> tuple[FloatArray, IntArray]:
    """Return how often each reader finds what others found, where they have read.

    Parameters
    ----------
    found, read : arrays of bool, (passages, readers)
        Who found which of the passages that any of them found, and who has read there.

    Returns
    -------
    share : array, (readers,)
        0 to 1; nan where others found fewer than `FEWEST`, as that is too few to say.
    others : array of int, (readers,)
        How many passages others found where the reader has read.
    """
    by_others = ((found & read).sum(axis=1)[:, None] - (found & read) > 0) & read
    others = by_others.sum(axis=0)
    share = np.full(found.shape[1], np.nan)
    np.divide((found & by_others).sum(axis=0), others, out=share, where=others >= FEWEST)
    return share, others


def still_missing(read: BoolArray, labelled: BoolArray, share: FloatArray) -> FloatArray:
    """Return for each passage that was found how many like it all who read there missed.

    ``q / (1 - q)``, q the chance that all of them miss one of its label: it stands for those that
    were as easy to find and were not (Horvitz and Thompson 1952,
    doi:10.1080/01621459.1952.10483446). Their sum over an article is how many passages another look
    may find there.

    Parameters
    ----------
    read : array of bool, (passages, readers)
        Who has read there.
    labelled : array of bool, (passages, labels)
        Which labels it got; with several it counts for each as a part.
    share : array, (readers, labels)
        How often a reader finds a passage of a label, as of `rates`; nan: not known, and they are
        taken to have missed nothing.

    Returns
    -------
    array, (passages, labels)
        0 where it did not get the label.

    Examples
    --------
    One who finds four of five, and one who finds three of four: both miss one of 20.

    >>> share = np.array([[0.8], [0.75]])
    >>> missing = still_missing(np.array([[True, True]]), np.array([[True]]), share)
    >>> round(19 * float(missing.sum()), 6)
    1.0
    """
    # A chance of none at all has no logarithm, and a certain one leaves nothing to divide by.
    miss = np.clip(1 - np.nan_to_num(share, nan=1.0), _LEAST, 1 - _LEAST)
    q = np.exp(read.astype(np.float64) @ np.log(miss))
    odds = np.where(q < 2 * _LEAST, 0.0, q / (1 - q))
    return np.asarray(odds * labelled / np.maximum(labelled.sum(axis=1, keepdims=True), 1))
