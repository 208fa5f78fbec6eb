"""Mathet's gamma: how well annotators agree on what they marked where, and gamma-cat.

Gamma is ``1 - observed / expected`` disorder, of the best alignment of what was marked and of what
chance gives (Mathet, Widlöcher and Métivier 2015, The unified and holistic method gamma for
inter-annotator agreement measure and alignment, Computational Linguistics 41, 437-479,
doi:10.1162/COLI_a_00227). Gamma-cat looks at the labels alone, in the alignment of gamma, and
gamma-k at one label among them (Mathet 2017, The agreement measure gamma-cat, Computational
Linguistics 43, 661-681, doi:10.1162/COLI_a_00296). All are at most 1; 0 is what chance gives.
Passages of one annotator may overlap.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from annotator.agreement.alignment import Dissimilarity
from annotator.agreement.bootstrap import FloatArray
from annotator.agreement.chance import shifted
from annotator.agreement.continua import Continua, continua
from annotator.agreement.disorder import disorder
from annotator.agreement.passages import IntArray, Passages, Stretches, left_out
from annotator.agreement.result import Result
from annotator.agreement.search import PATIENCE
from annotator.agreement.telling import beyond, told
from annotator.agreement.totals import totals
from annotator.agreement.units import DRAWING, Drawing

PRECISION = 0.02  # of the expected disorder, at 95 % (2015, section 5.3)
_Z = 1.96
_FEWEST_SAMPLES = 30  # of one continuum; of many each needs fewer
_MOST_SAMPLES = 1_000
_AT_ONCE = 20_000  # passages that are marked by chance at a time
_MOST_UNITS = 60_000  # passages: about a second; where there are more, articles are drawn
# What chance gives is a mean, so that less certainty does for each addend.
_PATIENCE = PATIENCE // 20
_MOST_CANDIDATES = 1_000_000  # in all corpora marked by chance together, some seconds
_EVENLY = Dissimilarity()


@dataclass(frozen=True, slots=True)
class Gamma:
    """Gamma and its kin for some annotators.

    Attributes
    ----------
    gamma, cat : Result
        See the module.
    by_label : dict of int to Result
        Gamma-k by the number of the label.
    samples : int
        How many corpora marked by chance the expected disorder is the mean of.
    precision : float
        How well that is known: half its 95 % interval, as a share of it.
    """

    gamma: Result
    cat: Result
    by_label: dict[int, Result]
    samples: int
    precision: float


def gamma(
    passages: Passages,
    read: Stretches,
    annotators: Sequence[int],
    *,
    apart: Dissimilarity = _EVENLY,
    drawing: Drawing = DRAWING,
) -> Gamma:
    """Return gamma, gamma-cat and gamma-k of two or more annotators, with intervals over articles.

    The disorder of all articles together is what all unitary alignments have, by what an annotator
    has marked on average. What an article adds to it is resampled for the intervals; the corpora
    marked by chance stay the same. Other annotators in their seats are drawn otherwise, so that
    gamma moves within its precision when annotators or articles come in another order.

    Parameters
    ----------
    passages, read
        Of any annotators.
    annotators : sequence of int
        Whose agreement it is. Text that one of them has not read counts for the others.
    apart : Dissimilarity
        How much position and label count; evenly unless told otherwise.
    drawing : Drawing
        The seed of the chance, and the number and level of the intervals.
    """
    there = continua(passages, read, annotators)
    chance = np.random.default_rng(drawing.seed)
    there, notes = _some(there, chance)
    labels = np.unique(there.units.label)
    observed = disorder(there.units, there, labels, apart)
    expected = _by_chance(there, labels, apart, chance)
    precision = _precision(expected)
    if not observed.is_proven:
        notes.append("Passages lie in such heaps that a better alignment is not ruled out.")
    if len(expected):
        notes.append(
            f"Expected disorder from {len(expected):,} corpora marked by chance, "
            f"known to {100 * precision:.1f} %."
        )
    notes.append(left_out(there.n_left_out, there.n_twice, nobody="nobody else has"))
    basis = Result(
        None, None, None, len(there.units),
        int(there.is_read.any(axis=0).sum()), there.n_left_out + there.n_twice,
        " ".join(filter(None, notes)),
    )  # fmt: skip
    # (A, samples + 1, columns, 2): what is divided by what, as observed and in each sample.
    table = np.moveaxis(np.concatenate((observed.table[None], expected)), 0, 1)
    whole, drawn = totals(table, drawing)
    both = np.concatenate((whole[None], drawn))
    ratio = np.divide(
        both[..., 0], both[..., 1], out=np.full(both.shape[:-1], np.nan), where=both[..., 1] > 0
    )
    results = [
        _result(ratio[..., column], basis, len(table), drawing) for column in range(len(labels) + 2)
    ]
    by_label = {
        int(label): replace(each, n_units=int((there.units.label == label).sum()))
        for label, each in zip(labels, results[2:], strict=True)
    }
    return Gamma(results[0], results[1], by_label, len(expected), precision)


def _some(there: Continua, chance: np.random.Generator) -> tuple[Continua, list[str]]:
    """Return the texts, or as many drawn by chance as can be aligned in a moment, and say so."""
    if len(there.units) <= _MOST_UNITS:
        return there, []
    articles = np.unique(there.article)
    kept = chance.permutation(articles)[: len(articles) * _MOST_UNITS // len(there.units)]
    note = f"Of {len(kept):,} articles, drawn from {len(articles):,} by chance."
    return there.only(np.isin(there.article, kept)), [note]


def _by_chance(
    there: Continua, labels: IntArray, apart: Dissimilarity, chance: np.random.Generator
) -> FloatArray:
    """Return the disorder of as many corpora marked by chance as its precision takes.

    Fewer where each takes long; the precision tells it. Shape (samples, A, 2 + K, 2).
    """
    articles = len(np.unique(there.article))
    found = np.zeros((0, articles, 2 + len(labels), 2))
    wanted = max(2, math.ceil(_FEWEST_SAMPLES / articles)) if len(there.units) else 0
    cost = 0
    while len(found) < wanted:
        some = min(wanted - len(found), max(1, _AT_ONCE // len(there.units)))
        corpora = there.times(some)
        sample = shifted(corpora.units, corpora.length, corpora.is_read, chance)
        measured = disorder(sample, corpora, labels, apart, some * _PATIENCE)
        found = np.concatenate((found, measured.table.reshape(some, *found.shape[1:])))
        cost += measured.n_candidates
        if len(found) == wanted:
            needed = math.ceil(len(found) * (_precision(found) / PRECISION) ** 2)
            most = min(_MOST_SAMPLES, int(_MOST_CANDIDATES * len(found) / max(cost, 1)))
            wanted = max(wanted, min(needed, most))
    return found


def _precision(found: FloatArray) -> float:
    """Return half the 95 % interval of the mean disorder of samples, as a share of it.

    Articles are marked by chance each by itself, so that few samples of many articles tell it.
    """
    if len(found) < 2:
        return math.inf
    table = found[:, :, 0]
    total, units = table.sum(axis=1).mean(axis=0)
    apart = table[..., 0] - total / units * table[..., 1]
    variance = ((apart - apart.mean(axis=0)) ** 2).sum() / (len(found) - 1)
    return _Z * math.sqrt(variance / len(found)) / float(total) if total else 0.0


def _result(ratio: FloatArray, basis: Result, n_articles: int, drawing: Drawing) -> Result:
    """Return gamma of disorders: (resamples + 1, samples + 1), observed first."""
    observed = ratio[:, 0]
    by_chance = ratio[:, 1:]
    known = np.isfinite(by_chance)
    n = known.sum(axis=1)
    expected = np.divide(
        np.where(known, by_chance, 0).sum(axis=1), n, out=np.full(len(n), np.nan), where=n > 0
    )
    parts = float(observed[0]), float(expected[0])
    why = _why_undefined(basis, parts[0])
    return told(basis, beyond(observed, expected), parts, n_articles, drawing, why)


def _why_undefined(basis: Result, observed: float) -> str:
    if not basis.n_annotators:
        return "No overlap: no text was read by two annotators."
    if not basis.n_units:
        return "Undefined: nothing was marked where two have read."
    if math.isnan(observed):
        return "Undefined: no two passages were put together, so that labels can't be compared."
    return "Undefined: by chance there would be no disorder to compare with."
