"""Precision, recall and F1 between annotators: how much of what one marked the other did too.

Passages are paired one to one (`matching.compare`). The left annotator is the one measured against:
recall is the share of the left's passages that the right has, precision the share of the right's
that the left has, F1 their harmonic mean, ``2 credit / (left + right)`` (van Rijsbergen 1979,
Information Retrieval, 2nd ed., ch. 7). Exchanging the two exchanges precision and recall and leaves
F1. Nothing is expected by chance: where all text that nobody marked counts as agreement, kappa
comes near to F1 (Hripcsak and Rothschild 2005, doi:10.1197/jamia.M1733).

What is credited depends on the view:

- `exact`: both edges and the label are the same;
- `partial`: that, and half for the same label on a passage that overlaps: the partial credit of
  MUC-5 (Chinchor and Sundheim 1993, doi:10.3115/1072017.1072026);
- `blind`: both edges are the same, whatever the label is (the exact boundary match of SemEval-2013
  task 9: Segura-Bedmar et al. 2013, https://aclanthology.org/S13-2056).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from annotator.agreement import matching
from annotator.agreement.bootstrap import FloatArray
from annotator.agreement.passages import IntArray, Passages, Stretches, left_out
from annotator.agreement.result import Result
from annotator.agreement.telling import told
from annotator.agreement.totals import totals
from annotator.agreement.units import DRAWING, Drawing

VIEWS = ("exact", "partial", "blind")
_HALF = 0.5
_NO_OVERLAP = "No overlap: no article was read by both."
_NOTHING = "Undefined: nothing was marked where both have read."


@dataclass(frozen=True, slots=True)
class Counts:
    """What two annotators have in common, article by article.

    Attributes
    ----------
    left, right : int
        The annotators.
    articles : array of int, (A,)
        The articles of which both have read something.
    labels : array of int, (K,)
        The labels that either used there.
    same, boundary, lefts, rights : array of float, (A, K)
        How many pairs of a label are the same or overlap; how many passages of a label each has.
    edges : array of float, (A,)
        How many pairs have the same edges, whatever the labels.
    n_not_read, n_twice : int
        How many passages were left out: where the other has not read, and marked again.
    noun : str
        What is counted, for the words of a result.
    """

    left: int
    right: int
    articles: IntArray
    labels: IntArray
    same: FloatArray
    boundary: FloatArray
    lefts: FloatArray
    rights: FloatArray
    edges: FloatArray
    n_not_read: int
    n_twice: int
    noun: str = "passage"


@dataclass(frozen=True, slots=True)
class Scores:
    """Precision, recall and F1, each from 0 to 1."""

    precision: Result
    recall: Result
    f1: Result


def count(passages: Passages, read: Stretches, left: int, right: int) -> Counts:
    """Count what two annotators have in common, where both have read.

    What a passage misses counts where its first and last code point were read by the other. An
    article that both have read counts for the interval even where neither marked anything.
    """
    pairs = matching.compare(passages, read, left, right)
    counted = pairs.kind <= matching.MISSED
    kind, row = pairs.kind[counted], pairs.row()[counted]
    of_left, of_right = pairs.left[counted], pairs.right[counted]
    articles = np.union1d(
        np.intersect1d(read.of(left).article, read.of(right).article), passages.article[row]
    )
    labels = np.unique(passages.label)
    article = np.searchsorted(articles, passages.article)
    label = np.searchsorted(labels, passages.label)
    shape = len(articles), len(labels)

    def tally(rows: IntArray) -> FloatArray:
        cells = article[rows] * shape[1] + label[rows]
        return np.bincount(cells, minlength=shape[0] * shape[1]).reshape(shape).astype(np.float64)

    both = (of_left >= 0) & (of_right >= 0)
    equal = both.copy()
    for edge in (passages.start, passages.end):
        equal &= edge[of_left] == edge[of_right]
    return Counts(
        left, right, articles, labels,
        tally(row[kind == matching.SAME]),
        tally(row[kind == matching.BOUNDARY]),
        tally(of_left[of_left >= 0]),
        tally(of_right[of_right >= 0]),
        np.bincount(article[row[equal]], minlength=len(articles)).astype(np.float64),
        int((pairs.kind == matching.NOT_READ).sum()),
        int((pairs.kind == matching.TWICE).sum()),
    )  # fmt: skip


def scores(counts: Counts, view: str = "exact", *, drawing: Drawing = DRAWING) -> Scores:
    """Return precision, recall and F1 over all labels, with intervals over articles.

    Parameters
    ----------
    counts : Counts
        Of the two annotators.
    view : str
        One of `VIEWS`.
    drawing : Drawing
        The seed, number and level of the intervals.

    Raises
    ------
    ValueError
        If there is no such view.
    """
    return _scored(_addends(counts, view), [counts], drawing)[0]


def by_label(
    counts: Counts, view: str = "exact", *, drawing: Drawing = DRAWING
) -> dict[int, Scores]:
    """Return precision, recall and F1 of each label, by its number; all see the same resamples.

    The view `blind` has none: what it pairs has two labels.
    """
    if view == "blind":
        raise ValueError("Blind to labels there is no score of a label: take another view.")
    found = _scored(_addends_by_label(counts, view), [counts], drawing)
    return {int(label): each for label, each in zip(counts.labels, found, strict=True)}


def pooled(
    pairs: Sequence[Counts], view: str = "exact", *, drawing: Drawing = DRAWING
) -> tuple[Result, Result]:
    """Return the F1 of several pairs of annotators: of all their counts together, and the mean.

    The first, micro-averaged, weighs a pair by what it marked; the second is the mean of the F1 of
    the pairs, each weighing the same. Pairs of which nothing is known are left out of the mean.
    """
    articles = np.unique(np.concatenate([each.articles for each in pairs] or [np.zeros(0, int)]))
    table = np.zeros((len(articles), len(pairs), 3))
    for number, each in enumerate(pairs):
        table[np.searchsorted(articles, each.articles), number] = _addends(each, view)[:, 0]
    micro = _scored(table.sum(axis=1, keepdims=True), pairs, drawing)[0].f1
    total, drawn = totals(table, drawing)
    defined = total[:, 1:].sum(axis=1) > 0
    f1 = _ratio(2 * drawn[..., 0], drawn[..., 1] + drawn[..., 2])[:, defined]
    known = np.isfinite(f1)
    means = _ratio(np.where(known, f1, 0).sum(axis=1), known.sum(axis=1))
    values = _ratio(2 * total[defined, 0], total[defined, 1] + total[defined, 2])
    mean = _ratio(values.sum(), defined.sum())
    note = _left_out(pairs)
    if not defined.all():
        note = f"{(~defined).sum()} of {len(pairs)} pairs have nothing to compare. {note}".strip()
    basis = replace(micro, value=None, observed=None, interval=None, note=note)
    return micro, _result(mean, means, basis, len(articles), drawing)


def _addends(counts: Counts, view: str) -> FloatArray:
    """Return what each article adds over all labels: (A, 1, 3) credit, left and right."""
    credit = counts.edges if view == "blind" else _credit(counts, view).sum(axis=1)
    columns = (credit, counts.lefts.sum(axis=1), counts.rights.sum(axis=1))
    return np.stack(columns, axis=-1)[:, None, :]


def _addends_by_label(counts: Counts, view: str) -> FloatArray:
    """Return what each article adds to each label: (A, K, 3) credit, left and right."""
    return np.stack((_credit(counts, view), counts.lefts, counts.rights), axis=-1)


def _credit(counts: Counts, view: str) -> FloatArray:
    if view not in VIEWS:
        raise ValueError(f"There is no view {view!r}; choose from {', '.join(VIEWS)}.")
    return counts.same + (_HALF * counts.boundary if view == "partial" else 0)


def _scored(table: FloatArray, pairs: Sequence[Counts], drawing: Drawing) -> list[Scores]:
    """Return the scores of each of K columns of (A, K, 3) addends."""
    total, drawn = totals(table, drawing)
    not_read, twice = sum(p.n_not_read for p in pairs), sum(p.n_twice for p in pairs)
    people = len({annotator for p in pairs for annotator in (p.left, p.right)})
    found = []
    for column, (credit, left, right) in enumerate(total):
        resampled = drawn[:, column]
        basis = Result(
            None, None, None, int(left + right), people, not_read + twice, _left_out(pairs)
        )
        shares = (
            (credit, right, resampled[:, 0], resampled[:, 2]),
            (credit, left, resampled[:, 0], resampled[:, 1]),
            (2 * credit, left + right, 2 * resampled[:, 0], resampled[:, 1] + resampled[:, 2]),
        )
        results = [
            _result(_ratio(one, by), _ratio(ones, bys), basis, len(table), drawing)
            for one, by, ones, bys in shares
        ]
        found.append(Scores(*results))
    return found


def _left_out(pairs: Sequence[Counts]) -> str:
    nouns = [each.noun for each in pairs] or ["passage"]
    not_read, twice = sum(p.n_not_read for p in pairs), sum(p.n_twice for p in pairs)
    return left_out(not_read, twice, nouns[0])


def _result(
    value: FloatArray, drawn: FloatArray, basis: Result, n_articles: int, drawing: Drawing
) -> Result:
    """Return a share with its interval, or the reason why there is none."""
    why = _NOTHING if n_articles else _NO_OVERLAP
    values = np.append(value, drawn)
    return told(basis, values, (float(value), None), n_articles, drawing, why)


def _ratio(total: FloatArray, by: FloatArray) -> FloatArray:
    """Return a quotient; nan where there is nothing to divide by."""
    total, by = np.asarray(total, dtype=np.float64), np.asarray(by, dtype=np.float64)
    return np.divide(total, by, out=np.full_like(total, np.nan), where=by > 0)
