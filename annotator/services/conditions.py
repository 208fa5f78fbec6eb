"""The numbers of the honesty check, article by article: with suggestions, and without.

An opening counts where it was drawn whether it is without, and where whoever opened the article is
done with it.
"""

from __future__ import annotations

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
CONDITIONS = (WITH, WITHOUT)
TOGETHER = (WITH, MIXED, WITHOUT)  # by how many of two read without
_END = 2**40  # beyond any text
Rows = Sequence[Mapping[str, Any]]


def drawn(rows: Rows) -> list[Mapping[str, Any]]:
    """Return of what people are done with that for which it was drawn how they read it."""
    return [row for row in rows if 0 < row["share"] < 100]


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
            self._how[self._at(row)] = row["is_without"]
        self._label: dict[str, int] = {}
        refused = READERS.submit(honesty.refused, store, project_id)
        self._contradicted = honesty.contradicted(store, project_id)
        self._marks = self._passages(honesty.marks(store, project_id))
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
        columns: dict[str, FloatArray] = {}

        def add(name: str, article: IntArray, how: IntArray, who: str, number: FloatArray) -> None:
            for place, condition in enumerate(CONDITIONS):
                some = how == place
                found: FloatArray = np.bincount(
                    article[some], number[some], len(self._article)
                ).astype(np.float64)
                for whose in (who, ""):
                    key = f"{name} {condition} {whose}"
                    columns[key] = found if key not in columns else columns[key] + found

        for who, number in self.people.items():
            self._add_articles(add, who)
            self._add_marks(add, who, number)
        self._add_pairs(columns)
        return Sums(columns)

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

    def _add_articles(self, add: Any, who: str) -> None:
        rows = [row for row in self._rows if row["annotator_id"] == who]
        article = np.array([self._article[row["article_seq"]] for row in rows], dtype=np.int64)
        how = np.array([row["is_without"] for row in rows], dtype=np.int64)
        words, ms = (
            np.array([row[name] for row in rows], dtype=np.float64)
            for name in ("words", "active_ms")
        )
        suggested = np.array([row["suggested"] for row in rows], dtype=np.float64)
        timed = ms >= FLOOR_MS
        for name, number in (
            ("words", words),
            ("suggested", suggested),
            ("ms", np.where(timed, ms, 0)),
            ("timed", np.where(timed, words, 0)),
        ):
            add(name, article, how, who, number)
        for name, found in (("refused", self._refused), ("contradicted", self._contradicted)):
            own = [row for row in found if row[1] == who and row[0] in self._article]
            article = np.array([self._article[row[0]] for row in own], dtype=np.int64)
            counts = np.array([row[2] for row in own], dtype=np.float64)
            add(name, article, self._how[self.people[who], article], who, counts)
            add(f"half {name}", article, self._how[self.people[who], article], who, counts / 2)

    def _add_marks(self, add: Any, who: str, number: int) -> None:
        own = self._marks.take(self._marks.annotator == number)
        how = self._how[number, own.article]
        add("marks", own.article, how, who, np.ones(len(own)))
        for label, place in self._label.items():
            add(f"marks {label}", own.article, how, who, (own.label == place).astype(float))

    def _add_pairs(self, columns: dict[str, FloatArray]) -> None:
        """Add by how both of two read an article what they have the same, and in all."""
        for name in ("same", "both"):
            for how in TOGETHER:
                columns[f"{name} {how}"] = np.zeros(len(self._article))
        for one, other in combinations(self.people.values(), 2):
            by_both = (self._how[one] >= 0) & (self._how[other] >= 0)
            without = np.where(by_both, self._how[one] + self._how[other], -1)
            of_both = np.isin(self._marks.annotator, (one, other))
            some = self._marks.take(of_both & (without[self._marks.article] >= 0))
            if not len(some):
                continue
            pairs = compare(some, self._read(), one, other)
            article = some.article[pairs.row()]
            in_both = (pairs.left >= 0).astype(float) + (pairs.right >= 0)
            for name, number in (("same", 2.0 * (pairs.kind == SAME)), ("both", in_both)):
                for place, how in enumerate(TOGETHER):
                    at = without[article] == place
                    columns[f"{name} {how}"] += np.bincount(
                        article[at], number[at], len(self._article)
                    )

    def _read(self) -> Stretches:
        """Return that everybody has read all of what they are done with."""
        who, article = np.nonzero(self._how >= 0)
        return Stretches(article, who, np.zeros_like(article), np.full_like(article, _END))


def _numbers(found: Iterator[Any]) -> dict[Any, int]:
    return {each: number for number, each in enumerate(dict.fromkeys(found))}
