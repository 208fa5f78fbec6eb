"""Sums over units that coefficients are made of, for all units and for each resample at once.

Every coefficient on ratings is a function of a few sums over units: how often each category was
given, and how well each unit's ratings agree. A resample of units only weighs the addends anew. So
all resamples take one product of matrices, and no matrix of ratings is ever drawn.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
import numpy.typing as npt

from annotator.agreement.ratings import Ratings

FloatArray = npt.NDArray[np.float64]


class Moments:
    """The sums of some ratings; the first axis of each is all units, then the resamples.

    Parameters
    ----------
    ratings : Ratings
        Of R annotators.
    often : array, (resamples, articles), optional
        How often each article is in each resample.
    """

    def __init__(self, ratings: Ratings, often: FloatArray | None = None) -> None:
        self.scale = ratings.scale
        self.q = ratings.q
        numbers = np.arange(self.q)
        # (units, annotators, categories): 1 where the annotator gave the unit the category.
        self.given = (ratings.values.T[:, :, None] == numbers).astype(np.float64)
        self.counts = self.given.sum(axis=1)
        self.each = self.counts.sum(axis=1)
        self.is_paired = self.each >= 2
        self.often = often
        self.articles = ratings.articles

    def total(self, addends: FloatArray) -> FloatArray:
        """Return the sums over units of (units, ...): (1 + resamples, ...)."""
        flat = addends.reshape(len(addends), -1)
        total = flat.sum(axis=0, keepdims=True)
        if self.often is not None:
            total = np.vstack((total, self.often @ self._by_article(flat)))
        return np.asarray(total.reshape(-1, *addends.shape[1:]))

    def _by_article(self, flat: FloatArray) -> FloatArray:
        if self.articles is None or self.often is None:
            return flat
        added = np.zeros((self.often.shape[1], flat.shape[1]))
        np.add.at(added, self.articles, flat)
        return added

    @cached_property
    def units(self) -> FloatArray:
        """How many units have a rating: (draws,)."""
        return self.total((self.each > 0).astype(np.float64))

    @cached_property
    def paired(self) -> FloatArray:
        """How many units have two ratings or more: (draws,)."""
        return self.total(self.is_paired.astype(np.float64))

    def agreement(self, weights: FloatArray) -> FloatArray:
        """Return the mean agreement of two ratings of one unit: (draws,).

        Of each unit with two ratings or more, the mean weight over its pairs of ratings; of these
        the mean (Gwet 2014, Handbook of Inter-Rater Reliability, 4th ed., ch. 2).
        """
        return _over(self.total(self._agreement(weights)), self.paired)

    def _agreement(self, weights: FloatArray) -> FloatArray:
        """Return the mean weight over the pairs of ratings of each unit; 0 without a pair."""
        # Every weight of a category and itself is 1, so a rating meets itself `each` times.
        alike = (self.counts * (self.counts @ weights)).sum(axis=1) - self.each
        pairs = self.each * (self.each - 1)
        return _over(alike, pairs, 0.0)

    @cached_property
    def shares(self) -> FloatArray:
        """The share of each category, each unit weighing the same: (draws, q)."""
        of_unit = _over(self.counts, self.each[:, None], 0.0)
        return _over(self.total(of_unit), self.units[:, None])

    @cached_property
    def shares_by_annotator(self) -> FloatArray:
        """The share of each category among an annotator's ratings: (draws, R, q); nan: none."""
        total = self.total(self.given)
        return _over(total, total.sum(axis=2, keepdims=True))

    @cached_property
    def shares_where_paired(self) -> FloatArray:
        """The same, in units with two ratings or more alone: (draws, R, q)."""
        total = self.total(self.given * self.is_paired[:, None, None])
        return _over(total, total.sum(axis=2, keepdims=True))

    @cached_property
    def values(self) -> FloatArray:
        """How often each category was given in units with two ratings or more: (draws, q)."""
        return self.total(self.counts * self.is_paired[:, None])

    def disagreement(self, distance: FloatArray) -> FloatArray:
        """Return the sum over units of the distances of their ratings: (draws,).

        Of each unit the sum over ordered pairs of its ratings by one less than its ratings: the
        sum of Krippendorff's coincidences, each times its distance.
        """
        apart = (self.counts * (self.counts @ distance)).sum(axis=1)
        others = np.where(self.is_paired, self.each - 1, 1.0)
        return self.total(np.where(self.is_paired, apart / others, 0.0))

    @cached_property
    def coincidences(self) -> FloatArray:
        """How often two categories meet in a unit (Krippendorff 2011): (draws, q, q)."""
        met = self.counts[:, :, None] * self.counts[:, None, :]
        met[:, np.arange(self.q), np.arange(self.q)] -= self.counts
        others = np.where(self.is_paired, self.each - 1, np.inf)
        return self.total(met / others[:, None, None])


def _over(total: FloatArray, by: FloatArray, nothing: float = np.nan) -> FloatArray:
    """Return a quotient; `nothing` where there is nothing to divide by."""
    out = np.full_like(total, nothing)
    np.divide(total, by, out=out, where=np.asarray(by) > 0)
    return out
