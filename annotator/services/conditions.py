"""The numbers of the honesty check, article by article: with suggestions, and without.

An opening counts where it was drawn whether it is without, and where whoever opened the article is
done with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np

from annotator.agreement.bootstrap import FloatArray
from annotator.agreement.matching import SAME, compare
from annotator.agreement.passages import IntArray, Passages, Stretches
from annotator.agreement.sums import Sums
from annotator.services.effort import READERS
from annotator.services.progress import FLOOR_MS
from annotator.store import Store, honesty

WITH, WITHOUT, MIXED = "with", "without", "one of each"
TOGETHER = (WITH, MIXED, WITHOUT)  # by how many of two read without; of one, the ends
_BY_ONE = (0, 2)
_END = 2**40  # beyond any text
Rows = Sequence[Mapping[str, Any]]


def drawn(rows: Rows) -> list[Mapping[str, Any]]:
    """Return of what people are done with that for which it was drawn how they read it."""
    return [row for row in rows if 0 < row["share"] < 100]


class _Columns:
    """Columns on their way to sums, each of a condition and of whom."""

    def __init__(self) -> None:
        self._found = defaultdict[str, list[tuple[IntArray, FloatArray]]](list)

    def add(
        self, name: str, whose: Sequence[str], article: IntArray, how: IntArray, number: FloatArray
    ) -> None:
        """Add to the columns of a name: `how` is a place in `TOGETHER` for each article."""
        for place, condition in enumerate(TOGETHER):
            some = how == place
            for who in whose:
                self._found[f"{name} {condition} {who}"].append((article[some], number[some]))

    def sums(self, n_articles: int) -> Sums:
        """Return all of them summed."""
        return Sums(
            n_articles,
            {
                name: (np.concatenate([a for a, _ in parts]), np.concatenate([n for _, n in parts]))
                for name, parts in self._found.items()
            },
        )


class Conditions:
    """Who read which article how, and what was suggested and marked there.

    Parameters
    ----------
    store : Store
        The database.
    project_id : int
        Whose articles.
    rows : sequence of mapping
        As `drawn` returns them.
    """

    def __init__(self, store: Store, project_id: int, rows: Rows) -> None:
        self._rows = rows
        self._article = _numbers(row["article_seq"] for row in rows)
        self.people = _numbers(row["annotator_id"] for row in rows)
        self._how = np.full((len(self.people), len(self._article)), -1, dtype=np.int64)
        for row in rows:
            self._how[self._at(row)] = _BY_ONE[row["is_without"]]
        self._label: dict[str, int] = {}
        refused = READERS.submit(honesty.refused, store, project_id)
        self._contradicted = honesty.contradicted(store, project_id)
        self._marks = self._passages(honesty.marks(store, project_id))
        self._of = [self._marks.take(self._marks.annotator == n) for n in self.people.values()]
        self._refused = refused.result()

    @property
    def labels(self) -> list[str]:
        """The ids of the labels that occur."""
        return list(self._label)

    def sums(self) -> Sums:
        """Return all columns, of everybody and of each, as `name of condition of whom`.

        `words`, `marks`, and what was `suggested`, whether shown or not; `ms` and `timed` words of
        the articles on which there was enough active time; suggestions that were `refused`, and
        that were `contradicted` where they were not shown, and `half` of either; `marks LABEL` of
        a label. Of pairs of annotators, by how both read: `same` passages, twice, and `both`,
        those of the two.
        """
        columns = _Columns()
        for who, number in self.people.items():
            self._add_articles(columns, who)
            self._add_marks(columns, who, number)
        self._add_pairs(columns)
        return columns.sums(len(self._article))

    def _at(self, row: Mapping[str, Any]) -> tuple[int, int]:
        return self.people[row["annotator_id"]], self._article[row["article_seq"]]

    def _passages(self, found: Sequence[honesty.Passage]) -> Passages:
        """Return passages as numbers, those alone of articles for which it was drawn."""
        columns = list(zip(*found, strict=True)) or [()] * 5
        place, person, label = self._article.get, self.people.get, self._label
        for each in dict.fromkeys(columns[2]):
            label.setdefault(each, len(label))
        article, annotator, named, start, end = (
            np.array(values, dtype=np.int64)
            for values in (
                [place(each, -1) for each in columns[0]],
                [person(each, -1) for each in columns[1]],
                [label[each] for each in columns[2]],
                columns[3],
                columns[4],
            )
        )
        there = (article >= 0) & (annotator >= 0)
        there[there] = self._how[annotator[there], article[there]] >= 0
        return Passages(article[there], annotator[there], named[there], start[there], end[there])

    def _add_articles(self, columns: _Columns, who: str) -> None:
        rows = [row for row in self._rows if row["annotator_id"] == who]
        article = np.array([self._article[row["article_seq"]] for row in rows], dtype=np.int64)
        how = self._how[self.people[who], article]
        words, suggested, ms = (
            np.array([row[name] for row in rows], dtype=np.float64)
            for name in ("words", "suggested", "active_ms")
        )
        timed = ms >= FLOOR_MS
        for name, number in (
            ("words", words),
            ("suggested", suggested),
            ("ms", np.where(timed, ms, 0)),
            ("timed", np.where(timed, words, 0)),
        ):
            columns.add(name, (who, ""), article, how, number)
        for name, found in (("refused", self._refused), ("contradicted", self._contradicted)):
            own = [row for row in found if row[1] == who and row[0] in self._article]
            article = np.array([self._article[row[0]] for row in own], dtype=np.int64)
            counts = np.array([row[2] for row in own], dtype=np.float64)
            how = self._how[self.people[who], article]
            columns.add(name, (who, ""), article, how, counts)
            columns.add(f"half {name}", (who, ""), article, how, counts / 2)

    def _add_marks(self, columns: _Columns, who: str, number: int) -> None:
        own = self._of[number]
        how = self._how[number, own.article]
        columns.add("marks", (who, ""), own.article, how, np.ones(len(own)))
        for label, place in self._label.items():
            of_label = (own.label == place).astype(float)
            columns.add(f"marks {label}", ("",), own.article, how, of_label)

    def _add_pairs(self, columns: _Columns) -> None:
        """Add by how both of two read an article what they have the same, and in all."""
        read = self._read()
        for one, other in combinations(self.people.values(), 2):
            by_both = (self._how[one] >= 0) & (self._how[other] >= 0)
            if not by_both.any():
                continue
            without = (self._how[one] + self._how[other]) // 2
            of_both = [
                mine.take(by_both[mine.article]) for mine in (self._of[one], self._of[other])
            ]
            some = _joined(*of_both)
            pairs = compare(some, read, one, other)
            article = some.article[pairs.row()]
            in_both = (pairs.left >= 0).astype(float) + (pairs.right >= 0)
            columns.add("same", ("",), article, without[article], 2.0 * (pairs.kind == SAME))
            columns.add("both", ("",), article, without[article], in_both)

    def _read(self) -> Stretches:
        """Return that everybody has read all of what they are done with."""
        who, article = np.nonzero(self._how >= 0)
        return Stretches(article, who, np.zeros_like(article), np.full_like(article, _END))


def _joined(one: Passages, other: Passages) -> Passages:
    names = ("article", "annotator", "label", "start", "end")
    return Passages(*(np.concatenate((getattr(one, n), getattr(other, n))) for n in names))


def _numbers(found: Iterator[Any]) -> dict[Any, int]:
    return {each: number for number, each in enumerate(dict.fromkeys(found))}
