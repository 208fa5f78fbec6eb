"""Kappa and alpha of tokens: what each annotator has on every word, as a second view of passages.

A token has the label of the passage that lies over it, or nothing, and that is a rating like any
other. So most of what agrees is text that nobody marks, a long passage counts for more than a short
one, and a passage with one word less is nearly the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from annotator.agreement.bootstrap import FloatArray
from annotator.agreement.painting import NOTHING, painted
from annotator.agreement.passages import (
    BoolArray,
    IntArray,
    Passages,
    Stretches,
    is_read,
    left_out,
    repeated,
)
from annotator.agreement.result import Result
from annotator.agreement.telling import beyond, told
from annotator.agreement.totals import totals
from annotator.agreement.units import DRAWING, Drawing

_NO_OVERLAP = "No overlap: no word was read by two annotators."
Parts = tuple[FloatArray, FloatArray]


@dataclass(frozen=True, slots=True)
class Tokens:
    """Words of articles, (N,): none over another, in the order of articles and text."""

    article: IntArray
    start: IntArray
    end: IntArray

    def __len__(self) -> int:
        return len(self.article)


@dataclass(frozen=True, slots=True)
class OfTokens:
    """Coefficients of tokens that two or more have read.

    `cohen` is Cohen's kappa, of two annotators; `fleiss` Fleiss' kappa and `alpha` Krippendorff's
    nominal alpha, of any number. Their definitions are those of `coefficients`.
    """

    cohen: Result
    fleiss: Result
    alpha: Result


@dataclass(frozen=True, slots=True)
class _Pieces:
    """Runs of tokens in which nothing changes: (P,), and (annotators, P).

    `many` is how many tokens a run has; `owner` the row of the passage that an annotator has
    there, `is_read` whether they have read it.
    """

    article: IntArray
    many: IntArray
    owner: IntArray
    is_read: BoolArray


def _pieces(
    tokens: Tokens, passages: Passages, read: Stretches, annotators: Sequence[int]
) -> _Pieces:
    """Return runs of tokens with what each annotator has there.

    A passage has every token that it shares a code point with; of several passages the shortest
    has it. A token was read where both its edges were, or where there is a passage.
    """
    width = 1 + max(int(each.max(initial=0)) for each in (tokens.end, passages.end, read.end))
    starts, ends = (tokens.article * width + edge for edge in (tokens.start, tokens.end))
    if (starts[1:] < ends[:-1]).any():
        raise ValueError("Tokens have to be in the order of the text, none over another.")
    ours, theirs = (np.isin(each.annotator, annotators) for each in (passages, read))
    begin, end = (passages.article * width + edge for edge in (passages.start, passages.end))
    first, last = np.searchsorted(ends, begin, side="right"), np.searchsorted(starts, end)
    edges = np.concatenate([
        read.article[theirs] * width + edge[theirs] for edge in (read.start, read.end)
    ])  # fmt: skip
    # A token that an edge cuts is a run of its own.
    cuts = np.searchsorted(ends, edges, side="right"), np.searchsorted(starts, edges)
    changes = 1 + np.flatnonzero(tokens.article[1:] != tokens.article[:-1])
    every = np.concatenate((first[ours], last[ours], *cuts, changes, [0, len(tokens)]))
    points = np.unique(every)
    begins = points[:-1]
    article = tokens.article[begins]
    first, last = np.searchsorted(points, first), np.searchsorted(points, last)
    again = repeated(passages)
    owner = np.full((len(annotators), len(begins)), NOTHING)
    seen = np.zeros(owner.shape, dtype=np.bool_)
    for number, annotator in enumerate(annotators):
        rows = np.flatnonzero((passages.annotator == annotator) & ~again)
        owner[number], _ = painted(passages, rows, first[rows], last[rows], len(begins))
        at = article, tokens.start[begins], tokens.end[begins]
        seen[number] = is_read(read.of(annotator), *at)
    return _Pieces(article, np.diff(points), owner, seen | (owner != NOTHING))


def of_tokens(
    tokens: Tokens,
    passages: Passages,
    read: Stretches,
    annotators: Sequence[int],
    *,
    drawing: Drawing = DRAWING,
) -> OfTokens:
    """Return kappa and alpha of tokens, with intervals over articles.

    Parameters
    ----------
    tokens : Tokens
        Of all articles.
    passages, read
        Of any annotators.
    annotators : sequence of int
        Whose agreement it is. A token that one has not read is missing there.
    drawing : Drawing
        The seed, number and level of the intervals.
    """
    pieces = _pieces(tokens, passages, read, annotators)
    labels, number = np.unique(passages.label, return_inverse=True)
    paired = pieces.is_read.sum(axis=0) >= 2
    there = pieces.is_read[:, paired].any(axis=1)
    shared = _Pieces(
        pieces.article[paired], pieces.many[paired], pieces.owner[there][:, paired],
        pieces.is_read[there][:, paired],
    )  # fmt: skip
    value = np.append(number + 1, 0)[shared.owner]
    table = _table(shared, value, len(labels) + 1)
    whole, drawn = totals(table, drawing)
    sums = np.concatenate((whole[None], drawn))
    n_units = int(shared.many.sum())
    basis = Result(
        None, None, None, n_units, int(there.sum()), len(tokens) - n_units,
        _left_out(passages, annotators, len(tokens) - n_units),
    )  # fmt: skip
    with np.errstate(divide="ignore", invalid="ignore"):
        found = _cohen(sums, len(labels) + 1), _fleiss(sums, len(labels) + 1)
        observed, expected = _alpha(sums, len(labels) + 1)
    why = "Undefined: everything has one label, or none." if len(table) else _NO_OVERLAP
    cohen, fleiss = (
        told(basis, beyond(1 - parts[0], 1 - parts[1]), _first(parts), len(table), drawing, why)
        for parts in found
    )
    if there.sum() > 2:
        no = f"Cohen's kappa is of two annotators, and there are {there.sum()}."
        cohen = replace(basis, note=f"{no} {basis.note}".strip())
    first = _first((observed, expected))
    alpha = told(basis, beyond(observed, expected), first, len(table), drawing, why)
    return OfTokens(cohen, fleiss, alpha)


def _table(pieces: _Pieces, value: IntArray, q: int) -> FloatArray:
    """Return what each article adds: (A, 3 + 2 q + q annotators).

    Tokens; the sum of the share of pairs of annotators that agree on a token; that of the
    disagreements of alpha; the shares and the numbers of each of q values; and those numbers of
    each annotator.
    """
    articles, at = np.unique(pieces.article, return_inverse=True)
    seen, many = pieces.is_read, pieces.many.astype(np.float64)
    readers = seen.sum(axis=0)
    alike = np.zeros(len(many))
    for one, other in combinations(range(len(value)), 2):
        alike += 2.0 * (seen[one] & seen[other] & (value[one] == value[other]))
    columns = (
        many,
        many * alike / (readers * (readers - 1)),
        many * (readers - alike / (readers - 1)),
    )
    sums = [np.bincount(at, weights=each, minlength=len(articles)) for each in columns]
    numbers = np.zeros((len(value), len(articles), q))
    shares = np.zeros((len(articles), q))
    for number, (mine, there) in enumerate(zip(value, seen, strict=True)):
        cells, weight = at[there] * q + mine[there], many[there]
        size = shares.size
        numbers[number] = np.bincount(cells, weight, size).reshape(-1, q)
        shares += np.bincount(cells, weight / readers[there], size).reshape(-1, q)
    return np.hstack((np.stack(sums, axis=1), shares, numbers.sum(axis=0), *numbers))


def _cohen(sums: FloatArray, q: int) -> Parts:
    """Return observed and expected agreement of the first two annotators."""
    n = sums[:, 0]
    one, other = sums[:, 3 + 2 * q : 3 + 3 * q], sums[:, 3 + 3 * q : 3 + 4 * q]
    if not other.shape[1]:
        return np.full_like(n, np.nan), np.full_like(n, np.nan)
    return sums[:, 1] / n, (one * other).sum(axis=1) / n**2


def _fleiss(sums: FloatArray, q: int) -> Parts:
    """Return observed and expected agreement of any number of annotators."""
    n = sums[:, 0]
    return sums[:, 1] / n, ((sums[:, 3 : 3 + q] / n[:, None]) ** 2).sum(axis=1)


def _alpha(sums: FloatArray, q: int) -> Parts:
    """Return observed and expected disagreement."""
    values = sums[:, 3 + q : 3 + 2 * q]
    n = values.sum(axis=1)
    return sums[:, 2] / n, (n**2 - (values**2).sum(axis=1)) / (n * (n - 1))


def _first(parts: Parts) -> tuple[float, float]:
    return float(parts[0][0]), float(parts[1][0])


def _left_out(passages: Passages, annotators: Sequence[int], unread: int) -> str:
    twice = int((repeated(passages) & np.isin(passages.annotator, annotators)).sum())
    noun = "word" if unread == 1 else "words"
    words = f"Left out: {unread:,} {noun} that fewer than two have read." * (unread > 0)
    return " ".join(filter(None, (words, left_out(0, twice))))
