"""How much disorder there is in what annotators marked, article by article."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from annotator.agreement.alignment import Alignment, Dissimilarity, align
from annotator.agreement.bootstrap import FloatArray
from annotator.agreement.continua import Continua, Units
from annotator.agreement.passages import IntArray
from annotator.agreement.search import NOBODY, PATIENCE


@dataclass(frozen=True, slots=True)
class Disorder:
    """What each article adds.

    Attributes
    ----------
    table : array of float, (A, 2 + K, 2)
        Of gamma, gamma-cat and K labels: what is divided by what. Of gamma the disorder of all
        unitary alignments and how much an annotator has marked on average (2015, section 4.3); of
        the others what `between_labels` returns.
    is_proven : bool
        Whether there is no better alignment for certain.
    n_candidates : int
        How many unitary alignments were to choose from: what it cost.
    """

    table: FloatArray
    is_proven: bool
    n_candidates: int


def disorder(
    units: Units,
    there: Continua,
    labels: IntArray,
    apart: Dissimilarity,
    patience: int = PATIENCE,
) -> Disorder:
    """Return the disorder of the best alignment of some units in each article.

    Parameters
    ----------
    units : Units
        In the continua of `there`: what was marked, or would be by chance.
    there : Continua
        The texts, and who has read them.
    labels : array of int, (K,)
        In ascending order.
    apart : Dissimilarity
        How far two units are apart.
    patience : int
        How long is searched for certainty, as `packing.chosen` takes it.
    """
    articles, article = np.unique(there.article, return_inverse=True)
    table = np.zeros((len(articles), 2 + len(labels), 2))
    readers = there.is_read.sum(axis=1)
    seat = np.cumsum(there.is_read, axis=1) - 1  # among those who have read
    is_proven, n_candidates = True, 0
    for seats in np.unique(readers).tolist():
        ours = units.take(readers[units.continuum] == seats)
        ours = Units(
            ours.continuum, seat[ours.continuum, ours.seat], ours.label, ours.start, ours.end
        )
        found = align(ours, seats, apart, patience)
        is_proven = is_proven and found.is_proven
        n_candidates += found.n_candidates
        one = found.members.max(axis=1)  # any unit of each tells its article
        where = article[ours.continuum[one]]
        table[:, 0, 0] += np.bincount(where, weights=found.disorder, minlength=len(articles))
        table[:, 0, 1] += np.bincount(article[ours.continuum], minlength=len(articles)) / seats
        for column, label in enumerate((None, *labels.tolist()), start=1):
            for part, weights in enumerate(between_labels(ours, found, apart, label)):
                table[:, column, part] += np.bincount(
                    where, weights=weights, minlength=len(articles)
                )
    return Disorder(table, is_proven, n_candidates)


def between_labels(
    units: Units,
    found: Alignment,
    apart: Dissimilarity,
    label: int | None = None,
    *,
    doubt: float = 1.0,
    alone: float = 0.0,
) -> tuple[FloatArray, FloatArray]:
    """Return the disorder between the labels of each unitary alignment, and its weight.

    Each pair of units weighs by how sure it is that they belong together, ``max(0, 1 - d_pos)``,
    and by one less than the units there are (Mathet 2017, section 4.2). Where no unit is, the label
    is missing, as a rating may be.

    Parameters
    ----------
    units, found, apart
        The units, their alignment, and how far two are apart.
    label : int, optional
        Look at pairs with this label alone, as gamma-k does.
    doubt : float
        What d_pos is multiplied by. The authors' program takes `apart.position`, not 1.
    alone : float
        What a pair of a unit and none weighs, as one of two labels. The package pygamma-agreement
        takes 1, the paper leaves such pairs out.

    Returns
    -------
    tuple of array, (P,)
        Weighted disorder, and weight.
    """
    present = found.members != NOBODY
    others = np.maximum(present.sum(axis=1) - 1, 1)
    total, weight = np.zeros(len(others)), np.zeros(len(others))
    for a, b in combinations(range(found.members.shape[1]), 2):
        one, other = found.members[:, a], found.members[:, b]
        counted = np.ones(len(others), dtype=np.bool_)
        if label is not None:
            counted = (present[:, a] & (units.label[one] == label)) | (
                present[:, b] & (units.label[other] == label)
            )
        both = present[:, a] & present[:, b] & counted
        sure = np.maximum(0, 1 - doubt * apart.places(units, one, other)) / others * both
        lone = alone * ((present[:, a] != present[:, b]) & counted)
        total += sure * apart.labels(units, one, other) + lone
        weight += sure + lone
    return total, weight
