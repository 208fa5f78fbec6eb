"""Coefficients of agreement on ratings of units, as labels of articles: their formulas.

Each takes `Moments` and weights, and returns value, observed and expected, for all units and for
each resample: three arrays of shape (draws,), nan where undefined. All but percent agreement are
the observed agreement beyond chance as a share of what is possible, ``(observed - expected) /
(1 - expected)``; they differ in what they expect by chance, and are undefined where that is 1.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from annotator.agreement.moments import Moments
from annotator.agreement.weights import interval_distance, ratio_distance

FloatArray = npt.NDArray[np.float64]
Parts = tuple[FloatArray, FloatArray, FloatArray]
# Nearer to 1 than this, the expected agreement is 1 but for the rounding of the machine.
_NO_ROOM = 1e-12


def percent_agreement(moments: Moments, weights: FloatArray) -> Parts:
    """Return how often two ratings of a unit agree; nothing is expected by chance.

    Of each unit the share of its pairs of ratings that agree, and of these the mean. 0 to 1.
    """
    observed = moments.agreement(weights)
    return observed, observed, np.full_like(observed, np.nan)


def cohen_kappa(moments: Moments, weights: FloatArray) -> Parts:
    """Return Cohen's kappa of two annotators, on the units that both rated. -1 to 1.

    Expected: what two annotators agree who each keep their own shares of the categories
    (Cohen 1960, doi:10.1177/001316446002000104; weighted: Cohen 1968, doi:10.1037/h0026256).
    """
    left, right = moments.shares_where_paired.transpose(1, 0, 2)
    return _beyond(moments.agreement(weights), _met(left, weights, right))


def scott_pi(moments: Moments, weights: FloatArray) -> Parts:
    """Return Scott's pi of two annotators, on the units that both rated. -1 to 1.

    Expected: both draw from the shares of the two together (Scott 1955, doi:10.1086/266577).
    """
    both = moments.shares_where_paired.mean(axis=1)
    return _beyond(moments.agreement(weights), _met(both, weights, both))


def fleiss_kappa(moments: Moments, weights: FloatArray) -> Parts:
    """Return Fleiss' kappa of any number of annotators. -1 to 1.

    Expected: all draw from the mean shares, each unit weighing the same (Fleiss 1971,
    doi:10.1037/h0031619; with missing ratings and weights: Gwet 2014, ch. 2 and 3).
    """
    return _beyond(moments.agreement(weights), _met(moments.shares, weights, moments.shares))


def conger_kappa(moments: Moments, weights: FloatArray) -> Parts:
    """Return Conger's kappa of any number of annotators. -1 to 1; of two it is Cohen's.

    Expected: the mean over all pairs of annotators of what Cohen's kappa expects of them
    (Conger 1980, doi:10.1037/0033-2909.88.2.322; with missing ratings: Gwet 2014, ch. 2).
    """
    shares = moments.shares_by_annotator
    # An annotator with nothing in a resample is not there.
    there = (~np.isnan(shares[:, :, 0])).sum(axis=1)
    shares = np.nan_to_num(shares)
    of_all = shares.sum(axis=1)
    same = _met(shares, weights, shares).sum(axis=1)
    pairs = (there * (there - 1)).astype(np.float64)
    expected = np.divide(
        _met(of_all, weights, of_all) - same,
        pairs,
        out=np.full_like(pairs, np.nan),
        where=pairs > 0,
    )
    return _beyond(moments.agreement(weights), expected)


def gwet_ac(moments: Moments, weights: FloatArray) -> Parts:
    """Return Gwet's AC1, or AC2 where there are weights. -1 to 1.

    Expected: the agreement by chance on units that are hard to rate, of which there are the more
    the more even the shares are (Gwet 2008, doi:10.1348/000711006X126600; AC2: Gwet 2014, ch. 4).
    """
    uneven = (moments.shares * (1 - moments.shares)).sum(axis=1)
    q = moments.q
    expected = weights.sum() * uneven / (q * (q - 1)) if q > 1 else np.ones_like(uneven)
    return _beyond(moments.agreement(weights), expected)


def brennan_prediger(moments: Moments, weights: FloatArray) -> Parts:
    """Return the coefficient of Brennan and Prediger: -1 / (categories - 1) to 1 without weights.

    Expected: every category is as likely as another, used or not (Brennan and Prediger 1981,
    doi:10.1177/001316448104100307; weighted: Gwet 2014, ch. 3).
    """
    observed = moments.agreement(weights)
    return _beyond(observed, np.full_like(observed, weights.mean()))


def krippendorff_alpha(moments: Moments, weights: FloatArray) -> Parts:
    """Return Krippendorff's alpha, nominal without weights, else with 1 - weight as distance.

    ``1 - observed / expected`` disagreement, on units with two ratings or more; what is expected
    comes from all their ratings together, drawn without putting back, which corrects for few
    ratings (Krippendorff 2011, https://repository.upenn.edu/asc_papers/43; Krippendorff 2019,
    Content Analysis, 4th ed., ch. 12). At most 1; undefined where all ratings are the same.
    """
    return _alpha(moments, moments.disagreement(1 - weights), 1 - weights)


def alpha_ordinal(moments: Moments, _weights: FloatArray) -> Parts:
    """Return Krippendorff's alpha of an ordinal scale.

    Two categories are as far apart as ratings lie between them: the distance is the squared
    difference of their middle ranks, and changes with the ratings.
    """
    values = moments.values
    ranks = np.cumsum(values, axis=1) - values / 2
    distance = (ranks[:, :, None] - ranks[:, None, :]) ** 2
    return _alpha(moments, (moments.coincidences * distance).sum(axis=(1, 2)), distance)


def alpha_interval(moments: Moments, _weights: FloatArray) -> Parts:
    """Return Krippendorff's alpha of an interval scale."""
    distance = interval_distance(moments.scale)
    return _alpha(moments, moments.disagreement(distance), distance)


def alpha_ratio(moments: Moments, _weights: FloatArray) -> Parts:
    """Return Krippendorff's alpha of a ratio scale, whose values are 0 or more."""
    distance = ratio_distance(moments.scale)
    return _alpha(moments, moments.disagreement(distance), distance)


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A coefficient: its title, its formula, and what it takes.

    Attributes
    ----------
    title : str
        As people call it, in a sentence too.
    measure : callable
        The formula.
    takes_two : bool
        It is one of two annotators.
    is_alpha : bool
        Observed and expected are disagreements.
    level : str
        The order that it sees in the categories by itself, whatever the weights are; '': none.
    """

    title: str
    measure: Callable[[Moments, FloatArray], Parts]
    takes_two: bool = False
    is_alpha: bool = False
    level: str = ""


COEFFICIENTS: Mapping[str, Coefficient] = {
    "percent_agreement": Coefficient("Percent agreement", percent_agreement),
    "cohen_kappa": Coefficient("Cohen's kappa", cohen_kappa, takes_two=True),
    "scott_pi": Coefficient("Scott's pi", scott_pi, takes_two=True),
    "fleiss_kappa": Coefficient("Fleiss' kappa", fleiss_kappa),
    "conger_kappa": Coefficient("Conger's kappa", conger_kappa),
    "gwet_ac": Coefficient("Gwet's AC1", gwet_ac),
    "brennan_prediger": Coefficient("Brennan-Prediger", brennan_prediger),
    "krippendorff_alpha": Coefficient("Krippendorff's alpha", krippendorff_alpha, is_alpha=True),
    **{
        f"alpha_{level}": Coefficient(
            f"Krippendorff's alpha, {level}", measure, is_alpha=True, level=level
        )
        for level, measure in (
            ("ordinal", alpha_ordinal),
            ("interval", alpha_interval),
            ("ratio", alpha_ratio),
        )
    },
}


def _met(left: FloatArray, weights: FloatArray, right: FloatArray) -> FloatArray:
    """Return the weight of a category drawn from the one and one drawn from the other."""
    return np.asarray(((left @ weights) * right).sum(axis=-1))


def _beyond(observed: FloatArray, expected: FloatArray) -> Parts:
    room = 1 - expected
    value = np.divide(
        observed - expected, room, out=np.full_like(room, np.nan), where=room > _NO_ROOM
    )
    return value, observed, expected


def _alpha(moments: Moments, apart: FloatArray, distance: FloatArray) -> Parts:
    """Return alpha, observed and expected disagreement, of the sum of distances within units."""
    values = moments.values
    n = values.sum(axis=1)
    observed = np.divide(apart, n, out=np.full_like(n, np.nan), where=n > 0)
    if distance.ndim == 2:
        chance = _met(values, distance, values)
    else:
        chance = np.einsum("sk,skl,sl->s", values, distance, values)
    expected = np.divide(chance, n * (n - 1), out=np.full_like(n, np.nan), where=n > 1)
    value = np.divide(observed, expected, out=np.full_like(n, np.nan), where=expected > 0)
    return 1 - value, observed, expected
