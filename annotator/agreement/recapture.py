"""How many passages all readers missed, from how often they found the same: capture-recapture.

It rests on four assumptions: readers worked blind to one another; one passage is as easy to find as
another of its label; nobody marked what is none; and what was meant as the same passage was matched
as the same. Where some passages are harder to find than others, or readers leaned on the same
suggestions, more are missing than it says.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from annotator.agreement import normal
from annotator.agreement.bootstrap import LEVEL
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
    'Too few to say: two readers found 5 passages, and it takes 7.'
    """
    often = found.sum(axis=1)
    known = Missed(
        n_readers=found.shape[1],
        n_found=len(found),
        n_again=int((often > 1).sum()),
        found=tuple(int(n) for n in found.sum(axis=0)),
        level=level,
    )
    why = _why_not(known)
    if why:
        return replace(known, note=why)
    if known.n_readers == 2:
        estimate, low, high = chapman(known.found[0], known.found[1], known.n_again, level)
    else:
        once, twice = int((often == 1).sum()), int((often == 2).sum())
        estimate, low, high = chao(once, twice, known.n_readers, level)
    return replace(known, estimate=estimate, low=low, high=high)


def _why_not(known: Missed) -> str:
    if known.n_readers < 2:
        return "It takes two readers who worked blind."
    if known.n_found == 0:
        return "Nobody found a passage where all of them have read."
    if known.n_again < FEWEST:
        found = f"{known.n_again} passage{'' if known.n_again == 1 else 's'}"
        return f"{TOO_FEW}: two readers found {found}, and it takes {FEWEST}."
    return ""


def chapman(left: int, right: int, both: int, level: float = LEVEL) -> tuple[float, float, float]:
    """Return how many two readers missed, and the ends of the interval.

    ``(left + 1) (right + 1) / (both + 1) - 1`` in all, less those found: Lincoln and Petersen's
    estimate, corrected for few (Chapman 1951, University of California Publications in Statistics
    1, 131; Seber 1982, The Estimation of Animal Abundance, 2nd ed., ch. 3). The interval is the
    transformed logit of Sadinle 2009, doi:10.1080/03610910903168595, which is made for few.

    Parameters
    ----------
    left, right, both : int
        How many the one found, the other, and the two of them.
    level : float
        Of the interval.

    Examples
    --------
    Ten turtles and fifteen, five of them the same: 28 in all, 22 to 65
    (https://en.wikipedia.org/wiki/Mark_and_recapture).

    >>> [round(20 + number) for number in chapman(10, 15, 5)]
    [28, 22, 65]
    """
    found = left + right - both
    estimate = (left + 1) * (right + 1) / (both + 1) - 1 - found
    one, other, again = left - both + 0.5, right - both + 0.5, both + 0.5
    spread = math.sqrt(1 / again + 1 / one + 1 / other + again / (one * other))
    middle, factor = one * other / again, math.exp(normal.quantile((1 + level) / 2) * spread)
    return estimate, max(0.0, middle / factor - 0.5), middle * factor - 0.5


def chao(once: int, twice: int, readers: int, level: float = LEVEL) -> tuple[float, float, float]:
    """Return how many three readers or more missed at the least, and the ends of the interval.

    ``(t - 1) / t · once (once - 1) / (2 (twice + 1))`` of t readers: a lower bound that needs no
    reader to be as good as another, nor one passage to be as easy as another (Chao 1987,
    doi:10.2307/2531532; corrected for few, with its variance, as in the package SpadeR of Chao,
    Ma, Hsieh and Chiu 2016). The interval is log-normal.

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
    estimate = part * once * (once - 1) / (2 * (twice + 1))
    variance = (
        estimate
        + part**2 * once * (2 * once - 1) ** 2 / (4 * (twice + 1) ** 2)
        + part**2 * once**2 * twice * (once - 1) ** 2 / (4 * (twice + 1) ** 4)
    )
    if estimate == 0:
        return (
            0.0,
            0.0,
            0.0 if once == 0 else normal.quantile((1 + level) / 2) * math.sqrt(variance),
        )
    factor = math.exp(
        normal.quantile((1 + level) / 2) * math.sqrt(math.log(1 + variance / estimate**2))
    )
    return estimate, estimate / factor, estimate * factor


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
