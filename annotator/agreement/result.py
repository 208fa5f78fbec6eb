"""What a statistic says: its value, what it rests on, and why it says nothing."""

from __future__ import annotations

from dataclasses import dataclass

TOO_FEW = "Too few to say"


@dataclass(frozen=True, slots=True)
class Interval:
    """A bootstrap interval over articles.

    Attributes
    ----------
    low, high : float
        Its ends.
    level : float
        How often such an interval holds the true value, as .95.
    resamples, seed : int
        How often articles were drawn anew, and the seed of the drawing: the same seed gives the
        same interval.
    """

    low: float
    high: float
    level: float
    resamples: int
    seed: int


@dataclass(frozen=True, slots=True)
class Result:
    """A statistic of agreement with all that has to stand beside it.

    Attributes
    ----------
    value : float or None
        None: undefined, and `note` says why. Never rounded.
    observed, expected : float or None
        The observed agreement, and what is expected by chance; in Krippendorff's family these are
        disagreements. None where the statistic has none.
    n_units, n_annotators, n_excluded : int
        How many units and annotators it rests on, and how many units were left out.
    note : str
        Why it is undefined, what was left out and why, or that there is too little to say.
    interval : Interval or None
        None where articles are too few, or where every resample says the same; `note` says which.
    """

    value: float | None
    observed: float | None
    expected: float | None
    n_units: int
    n_annotators: int
    n_excluded: int
    note: str = ""
    interval: Interval | None = None
