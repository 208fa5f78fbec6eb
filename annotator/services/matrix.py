"""The matrix: how often annotators differ in which way, by pair, label, article, source, month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from annotator.agreement.bootstrap import why_none
from annotator.agreement.matching import BOUNDARY, LABEL, MISSED, NOT_READ, SAME
from annotator.agreement.ratios import FloatArray, intervals
from annotator.agreement.result import Interval, Result
from annotator.services.columns import IntArray
from annotator.services.differences import Differences, Pair, name

BY = ("pair", "label", "article", "source", "month")
# Shown, in this order.
COLUMNS = (SAME, BOUNDARY, LABEL, MISSED, NOT_READ)
_ALL = "all"
_NOTHING = "Neither has marked anything where both have read."


@dataclass(frozen=True, slots=True)
class Grouped:
    """Which differences stand in which row of a matrix.

    Attributes
    ----------
    by : str
        One of `BY`.
    keys : tuple of str
        What names each row in an address.
    row, place : array of int
        The row, and the place of the difference. One of two labels stands in the rows of both.
    """

    by: str
    keys: tuple[str, ...]
    row: IntArray
    place: IntArray


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the matrix: its counts in the order of `COLUMNS`, and F1."""

    key: str
    counts: tuple[int, ...]
    f1: Result


def grouped(found: Differences, by: str) -> Grouped:
    """Put differences into rows."""
    every = np.arange(len(found))
    if by == "pair":
        return Grouped(
            by, tuple(name(found.of, each) for each in found.couples), found.couple, every
        )
    if by == "label":
        left, right = found.labels()
        second = (right >= 0) & (right != left)
        first = left >= 0
        row = np.concatenate((left[first], right[second]))
        return Grouped(by, found.of.labels, row, np.concatenate((every[first], every[second])))
    if by == "article":
        return Grouped(by, tuple(map(str, found.of.seqs.tolist())), found.article, every)
    named = found.of.sources if by == "source" else found.of.months
    keys = tuple(sorted(set(named)))
    number = {key: place for place, key in enumerate(keys)}
    of_article = np.array([number[each] for each in named], dtype=np.int64)
    row = of_article[found.article] if len(found) else every
    return Grouped(by, keys, row, every)


def counts(found: Differences, given: Grouped) -> IntArray:
    """Return how many differences of each cause stand in each row: (rows, `COLUMNS`)."""
    flat = given.row * len(COLUMNS) + found.cause[given.place]
    shape = len(given.keys), len(COLUMNS)
    return np.bincount(flat, minlength=shape[0] * shape[1]).reshape(shape).astype(np.int64)


def order(table: IntArray, given: Grouped) -> list[int]:
    """Return the rows that hold something, in the order in which they are shown."""
    there = [int(row) for row in np.flatnonzero(table.sum(axis=1))]
    if given.by == "pair":
        return list(range(len(given.keys)))
    if given.by == "month":
        return sorted(there, key=lambda row: (given.keys[row] == "", given.keys[row]))
    if given.by == "article":  # the most to talk about in front
        differ = table[:, BOUNDARY : MISSED + 1].sum(axis=1)
        return sorted(there, key=lambda row: (-int(differ[row]), row))
    return sorted(there, key=lambda row: (-int(table[row].sum()), given.keys[row]))


def rows(found: Differences, given: Grouped, wanted: Sequence[int]) -> list[Row]:
    """Return rows of the matrix, by their numbers."""
    table = counts(found, given)
    tops, bottoms = _by_article(found, given, wanted)
    made = []
    for place, row in enumerate(wanted):
        whom = (found.couples[row],) if given.by == "pair" else found.couples
        top, bottom = float(tops[:, place].sum()), float(bottoms[:, place].sum())
        f1 = _f1(whom, table[row], top, bottom)
        made.append(Row(given.keys[row], tuple(int(each) for each in table[row]), f1))
    if given.by == "pair":
        return [
            _with(row, *_between(found, (found.couples[number],), tops[:, [n]], bottoms[:, [n]])[0])
            for n, (row, number) in enumerate(zip(made, wanted, strict=True))
        ]
    if given.by == "article":  # of one article there is none
        return made
    between = _between(found, found.couples, tops, bottoms, of_all=given.by == _ALL)
    return [_with(row, *told) for row, told in zip(made, between, strict=True)]


def _between(
    found: Differences,
    couples: Sequence[Pair],
    tops: FloatArray,
    bottoms: FloatArray,
    *,
    of_all: bool = True,
) -> list[tuple[Interval | None, int]]:
    """Return the interval of each row, and on how many articles it rests.

    Rows `of_all` rest on all that both have read; others on the articles that have any of it.
    """
    shared = found.shared(*couples)
    tops, bottoms = tops[shared], bottoms[shared]
    every = [len(shared)] * tops.shape[1]
    articles = every if of_all else [int(each) for each in (bottoms > 0).sum(axis=0)]
    return list(zip(intervals(tops, bottoms, articles), articles, strict=True))


def _with(row: Row, interval: Interval | None, n_articles: int) -> Row:
    """Return a row whose F1 has its interval, or says why there is none."""
    f1 = row.f1
    if f1.value is not None and interval is None:
        return replace(row, f1=replace(f1, note=why_none(n_articles, all_agree=f1.value == 1)))
    return replace(row, f1=replace(f1, interval=interval))


def total(found: Differences) -> Row:
    """Return the row of all: of all pairs, each difference once."""
    every = np.arange(len(found))
    given = Grouped(_ALL, ("",), np.zeros_like(every), every)
    return rows(found, given, [0])[0]


def behind(found: Differences, given: Grouped, key: str | None, cause: int | None) -> IntArray:
    """Return the places of the differences of a cell, in the order of articles and text.

    A `key` of None is all rows, a `cause` of None all causes.
    """
    chosen = np.ones(len(given.row), dtype=np.bool_)
    if key is not None:
        number = given.keys.index(key) if key in given.keys else -1
        chosen = given.row == number
    places = given.place[chosen]
    if cause is not None:
        places = places[found.cause[places] == cause]
    return np.unique(places)


def _by_article(
    found: Differences, given: Grouped, wanted: Sequence[int]
) -> tuple[FloatArray, FloatArray]:
    """Return what each article adds to both sums of F1, for each row that is wanted.

    The lower sum is that of the passages of both sides that were read by the other; in a row by
    label those with this label alone.
    """
    articles = len(found.of.seqs)
    column = np.full(len(given.keys), -1)
    column[list(wanted)] = np.arange(len(wanted))
    at = column[given.row]
    place, at = given.place[at >= 0], at[at >= 0]
    both = 1.0 if given.by == "label" else 2.0
    adds = np.array([2.0, 2.0, both, 1.0, 0.0])
    cause = found.cause[place]
    flat = found.article[place] * len(wanted) + at
    shape = articles, len(wanted)
    size = articles * len(wanted)
    tops: FloatArray = np.bincount(flat, 2.0 * (cause == SAME), size).astype(np.float64)
    bottoms: FloatArray = np.bincount(flat, adds[cause], size).astype(np.float64)
    return tops.reshape(shape), bottoms.reshape(shape)


def _f1(couples: Sequence[Pair], counted: IntArray, top: float, bottom: float) -> Result:
    """Return F1 of a row without its interval: passages that are the same, by those compared."""
    unread = int(counted[COLUMNS.index(NOT_READ)])
    units = int(counted.sum()) - unread
    who = {each for couple in couples for each in couple}
    value = top / bottom if bottom else None
    return Result(value, value, None, units, len(who), unread, "" if bottom else _NOTHING)
