"""Who gave which unit which category: the matrix that coefficients are made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]
MISSING = -1


@dataclass(frozen=True, slots=True)
class Ratings:
    """Ratings of units, as articles, by annotators.

    Attributes
    ----------
    values : array of int, (annotators, units)
        Numbers of categories, from 0; `MISSING` where there is no rating.
    scale : array of float, (categories,)
        What the categories stand for on a scale, ascending. Coefficients without weights take
        nothing from it but how many categories there are to choose from, used or not.
    n_twice : int
        How many ratings were left out, as one annotator gave the unit two categories.
    articles : array of int, (units,), optional
        In which article each unit is, numbered from 0, where units are parts of articles, as words.
        Intervals draw articles. By default each unit is an article.

    Raises
    ------
    ValueError
        If a number is not one of a category, or the scale does not ascend.
    """

    values: IntArray
    scale: FloatArray
    n_twice: int = 0
    articles: IntArray | None = None

    def __post_init__(self) -> None:
        if self.values.ndim != 2:
            raise ValueError(f"Ratings are annotators x units, not {self.values.ndim} dimensions.")
        if self.values.size and not MISSING <= self.values.min() <= self.values.max() < self.q:
            raise ValueError(f"Categories are numbered from 0 to {self.q - 1}; {MISSING}: missing.")
        if not np.isfinite(self.scale).all() or (np.diff(self.scale) <= 0).any():
            raise ValueError("The values of the categories have to ascend.")

    @property
    def q(self) -> int:
        """How many categories there are to choose from."""
        return len(self.scale)

    def only(self, *annotators: int) -> Self:
        """Return the ratings of some annotators alone, by their rows."""
        return replace(self, values=self.values[list(annotators)])

    def where_rated(self) -> Self:
        """Return the same without the units and the annotators that have no rating at all."""
        is_rated = self.values != MISSING
        units, annotators = is_rated.any(axis=0), is_rated.any(axis=1)
        articles = None
        if self.articles is not None:
            articles = np.unique(self.articles[units], return_inverse=True)[1]
        return replace(self, values=self.values[annotators][:, units], articles=articles)

    def n_articles(self) -> int:
        """Return in how many articles a unit has two ratings or more."""
        is_paired = (self.values != MISSING).sum(axis=0) >= 2
        if self.articles is None:
            return int(is_paired.sum())
        return len(np.unique(self.articles[is_paired]))


def tabulate(
    rows: Iterable[tuple[object, object, object]],
    categories: Sequence[object],
    annotators: Sequence[object] | None = None,
    units: Sequence[object] | None = None,
) -> Ratings:
    """Return the ratings of rows of unit, annotator and category.

    The same category twice, by one annotator on one unit, counts once. Two categories are no
    rating: which of them was meant is not known, so that the rating is left out and counted in
    `n_twice`.

    Parameters
    ----------
    rows : iterable of tuple
        Unit, annotator and category.
    categories : sequence
        All that there are to choose from, in the order of the scale. Numbers are their own values
        on the scale; anything else counts 1, 2, 3.
    annotators, units : sequence, optional
        The order of rows and columns; by default that in which they come.

    Examples
    --------
    >>> found = tabulate([("a", "Ann", "yes"), ("a", "Bo", "no"), ("b", "Bo", "no")], ["no", "yes"])
    >>> found.values
    array([[ 1, -1],
           [ 0,  0]])
    """
    given = list(rows)
    columns = _numbered(units if units is not None else (unit for unit, _, _ in given))
    lines = _numbered(annotators if annotators is not None else (who for _, who, _ in given))
    numbers = _numbered(categories)
    values = np.full((len(lines), len(columns)), MISSING, dtype=np.int64)
    twice: set[tuple[int, int]] = set()
    for unit, who, category in given:
        cell, number = (lines[who], columns[unit]), numbers[category]
        if values[cell] not in (MISSING, number):
            twice.add(cell)
        values[cell] = number
    for cell in twice:
        values[cell] = MISSING
    return Ratings(values, _scale(categories), len(twice))


def _numbered(things: Iterable[object]) -> dict[object, int]:
    return {thing: number for number, thing in enumerate(dict.fromkeys(things))}


def _scale(categories: Sequence[object]) -> FloatArray:
    values = [float(each) for each in categories if isinstance(each, int | float)]
    if len(values) < len(categories):
        values = [float(number) for number in range(1, len(categories) + 1)]
    return np.array(values, dtype=np.float64)
