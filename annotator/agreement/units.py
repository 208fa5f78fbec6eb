"""Agreement on units, as labels of articles: coefficients with their n, intervals and reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from annotator.agreement import bootstrap
from annotator.agreement.bootstrap import FloatArray
from annotator.agreement.coefficients import COEFFICIENTS, Coefficient, Parts
from annotator.agreement.moments import Moments
from annotator.agreement.ratings import MISSING, Ratings
from annotator.agreement.result import Result
from annotator.agreement.weights import WEIGHTS

# Fewer units, each an article, give intervals that hold the value too seldom or too often, as one
# article moves the value by much (docs/statistics.md).
FEWEST = 50
_SAME = 1e-12


@dataclass(frozen=True, slots=True)
class Drawing:
    """How intervals are drawn; without resamples there are none."""

    seed: int = bootstrap.SEED
    resamples: int = bootstrap.RESAMPLES
    level: float = bootstrap.LEVEL


DRAWING = Drawing()


def measure(
    ratings: Ratings, name: str, *, weights: str = "identity", drawing: Drawing = DRAWING
) -> Result:
    """Return one coefficient by its name in `COEFFICIENTS`; see `measure_all`.

    Examples
    --------
    The canonical table of Krippendorff 2011, whose alpha is .743.

    >>> values = [[1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0], [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
    ...           [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0], [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0]]
    >>> ratings = Ratings(np.array(values) - 1, np.arange(1.0, 6.0))
    >>> found = measure(ratings, "krippendorff_alpha")
    >>> f"{found.value:.3f}", found.n_units, found.n_excluded
    ('0.743', 11, 1)
    """
    return measure_all(ratings, (name,), weights=weights, drawing=drawing)[name]


def measure_all(
    ratings: Ratings,
    names: Iterable[str] = tuple(COEFFICIENTS),
    *,
    weights: str = "identity",
    drawing: Drawing = DRAWING,
) -> dict[str, Result]:
    """Return coefficients by their names; all see the same resamples.

    Parameters
    ----------
    ratings : Ratings
        Annotators x units; what is missing may be.
    names : iterable of str
        Which: names in `COEFFICIENTS`; by default all.
    weights : str
        How near categories are: a name of `WEIGHTS`. The alphas of a level take their own.
    drawing : Drawing
        The seed, number and level of the intervals.

    Returns
    -------
    dict of Result
        `n_units` are those with two ratings or more, `n_annotators` those with any rating, and
        `n_excluded` the units without a second rating. They tell nothing of agreement; where the
        shares of categories are those of all ratings (Fleiss, Conger, Gwet) they count for these.

    Raises
    ------
    ValueError
        If there are no such weights.
    """
    if weights not in WEIGHTS:
        raise ValueError(f"There are no weights {weights!r}; choose from {', '.join(WEIGHTS)}.")
    there, nearness = ratings.where_rated(), WEIGHTS[weights](ratings.scale)
    moments = Moments(there, _drawn(there, drawing))
    n_excluded = ratings.values.shape[1] - int(moments.is_paired.sum())
    found = {}
    for name in names:
        coefficient = COEFFICIENTS[name]
        why = _why_not(coefficient, there, moments)
        told = Result(None, None, None, 0, 0, 0, why)
        if not why:
            told = _told(coefficient, there, coefficient.measure(moments, nearness), drawing)
        found[name] = replace(
            told,
            n_units=int(moments.is_paired.sum()),
            n_annotators=len(there.values),
            n_excluded=n_excluded,
            note=" ".join(filter(None, (told.note, *_left_out(n_excluded, ratings.n_twice)))),
        )
    return found


def _drawn(there: Ratings, drawing: Drawing) -> FloatArray | None:
    if not drawing.resamples or there.n_articles() < _fewest(there):
        return None
    in_all = there.values.shape[1] if there.articles is None else int(there.articles.max()) + 1
    return bootstrap.counts(in_all, seed=drawing.seed, resamples=drawing.resamples)


def _fewest(there: Ratings) -> int:
    """Return how many articles an interval takes: more where each of them is one unit alone."""
    return FEWEST if there.articles is None else bootstrap.FEWEST


def _why_not(coefficient: Coefficient, there: Ratings, moments: Moments) -> str:
    """Return why a coefficient can't be had from such ratings; '' if it can."""
    n = len(there.values)
    if n < 2:
        return "Nobody to agree with: " + ("nothing was rated." if n == 0 else "one annotator.")
    if not moments.is_paired.any():
        return "No unit was rated by two annotators."
    if coefficient.takes_two and n != 2:
        return f"{coefficient.title} is of two annotators, and there are {n}."
    if coefficient.level == "ratio" and there.scale.min() < 0:
        return f"{coefficient.title} takes values of 0 and more."
    return ""


def _told(coefficient: Coefficient, there: Ratings, parts: Parts, drawing: Drawing) -> Result:
    """Return what the arrays of a coefficient say: all units stand first, then the resamples."""
    value, observed, expected = (float(part[0]) if np.isfinite(part[0]) else None for part in parts)
    is_of_one = len(np.unique(there.values[there.values != MISSING])) == 1
    if value is None:
        return Result(None, observed, expected, 0, 0, 0, _why_undefined(coefficient, there))
    notes = ["Only one category was used: agreement can't be told from habit."] * is_of_one
    all_agree = observed is not None and abs(observed - (not coefficient.is_alpha)) < _SAME
    n, interval = there.n_articles(), None
    if drawing.resamples:
        interval = bootstrap.of_values(parts[0][1:], n, seed=drawing.seed, level=drawing.level)
        if interval is None:
            few = _fewest(there)
            notes.append(
                bootstrap.why_none(n, all_agree=all_agree, level=drawing.level, fewest=few)
            )
    return Result(value, observed, expected, 0, 0, 0, " ".join(notes), interval)


def _why_undefined(coefficient: Coefficient, there: Ratings) -> str:
    if there.q == 1:
        return "There is one category alone to choose from: all agree by chance."
    return (
        "Only one category was used where annotators meet: all would agree by chance alone, so "
        f"that {coefficient.title} is undefined (0 / 0)."
    )


def _left_out(n_excluded: int, n_twice: int) -> Iterator[str]:
    if n_excluded:
        yield f"Left out: {_number(n_excluded, 'unit')} without a second rating."
    if n_twice:
        yield f"Left out: {_number(n_twice, 'rating')}, two categories by one annotator."


def _number(count: int, unit: str) -> str:
    return f"{count:,} {unit}{'' if count == 1 else 's'}"
