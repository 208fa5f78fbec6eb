"""Marks and what was read as columns of numbers, with what the numbers stand for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from annotator.agreement.passages import Passages, Stretches
from annotator.store import Store, comparing
from annotator.text import paragraphs

IntArray: TypeAlias = npt.NDArray[np.int64]
BoolArray: TypeAlias = npt.NDArray[np.bool_]
# annotator, label, and rows of article, start, end, seq of the annotation
Group: TypeAlias = tuple[str, str, IntArray]
# What all recognisers propose is compared as if it were of one annotator.
RECOGNISER = "recogniser"


@dataclass(frozen=True)
class Compared:
    """Marks and what was read, with what their numbers stand for.

    Attributes
    ----------
    seqs : array of int
        The seq of each article, by its number.
    sources, months : tuple of str
        Of each article; empty: not known.
    annotators : tuple of str
        The id of each annotator: people by name; `RECOGNISER` last, if it is compared too.
    labels : tuple of str
        The id of each label.
    passages, read : Passages, Stretches
        In these numbers.
    rows : array of int
        The seq of the annotation of each passage; 0: it is not there any more as it was.
    done : array of bool, shape (annotators, articles)
        Where an annotator has read all of an article.
    labelled : tuple of Group
        The labels that people put on whole articles.
    """

    seqs: IntArray
    sources: tuple[str, ...]
    months: tuple[str, ...]
    annotators: tuple[str, ...]
    labels: tuple[str, ...]
    passages: Passages
    rows: IntArray
    read: Stretches
    done: BoolArray
    labelled: tuple[Group, ...]

    @cached_property
    def has_read(self) -> BoolArray:
        """Where an annotator has read something: (annotators, articles)."""
        return _where(self.read, *self.done.shape)

    @cached_property
    def begun(self) -> BoolArray:
        """Where an annotator has read something, or put a label on the article."""
        found = self.has_read.copy()
        for annotator, _, rows in self.labelled:
            found[self.annotators.index(annotator), rows[:, 0]] = True
        return found

    @property
    def between(self) -> tuple[int, int]:
        """The seqs of the first and the last article."""
        return (int(self.seqs[0]), int(self.seqs[-1])) if len(self.seqs) else (1, 0)

    @property
    def people(self) -> tuple[str, ...]:
        """The ids of the annotators who are people."""
        return tuple(each for each in self.annotators if each != RECOGNISER)


@dataclass(frozen=True, slots=True)
class Given:
    """Rows as the store gives them, of articles in sight; see `store.comparing`."""

    articles: comparing.Rows
    lengths: Sequence[tuple[int, int]]
    marks: Sequence[tuple[str, str, Sequence[comparing.Row]]]
    labelled: Sequence[tuple[str, str, Sequence[comparing.Row]]]
    done: Sequence[tuple[int, str]]
    said: Sequence[tuple[int, str, int, int]]


def columns(store: Store, given: Given) -> Compared:
    """Return what people have marked and read, as columns."""
    articles = given.articles
    seqs = np.array([row["seq"] for row in articles], dtype=np.int64)
    groups, labelled = _seen(given.marks, seqs), tuple(_seen(given.labelled, seqs))
    ids = {each for each, _, _ in (*groups, *labelled)}
    ids |= {each for _, each in given.done} | {row[1] for row in given.said}
    names = comparing.names(store, ids)
    people = tuple(sorted(ids, key=lambda each: (names.get(each, ""), each)))
    labels = tuple(sorted({label for _, label, _ in groups}))
    passages, rows = _columns(groups, people, labels)
    whole = _whole(seqs, people, given.done, given.lengths)
    found = Compared(
        seqs,
        tuple(row["source"] for row in articles),
        tuple(row["month"] for row in articles),
        people,
        labels,
        passages,
        rows,
        _joined((whole, _said(seqs, people, given.said))),
        _where(whole, len(people), len(seqs)),
        labelled,
    )
    return replace(found, read=_joined((found.read, _around(store, found))))


def with_one_more(
    found: Compared,
    annotator: str,
    marks: Mapping[str, Sequence[comparing.Row]],
    read: Sequence[tuple[int, int]],
) -> Compared:
    """Return the same with one more annotator, who stands last.

    Parameters
    ----------
    found : Compared
        What there is.
    annotator : str
        Their id.
    marks : mapping
        Their marks, by label.
    read : sequence of pairs of int
        The seqs of the articles that they have read, with their lengths.
    """
    labels = found.labels + tuple(sorted(marks.keys() - set(found.labels)))
    annotators = (*found.annotators, annotator)
    groups = _seen(((annotator, label, some) for label, some in marks.items()), found.seqs)
    passages, rows = _columns(groups, annotators, labels)
    seen = set(found.seqs.tolist())
    there = [(seq, length) for seq, length in read if seq in seen]
    whole = _whole(found.seqs, annotators, [(seq, annotator) for seq, _ in there], there)
    return replace(
        found,
        annotators=annotators,
        labels=labels,
        passages=_all(found.passages, passages),
        rows=np.concatenate((found.rows, rows)),
        read=_joined((found.read, whole)),
        done=_where(whole, len(annotators), len(found.seqs))
        | np.vstack((found.done, np.zeros((1, len(found.seqs)), dtype=np.bool_))),
    )


def _seen(
    groups: Iterable[tuple[str, str, Sequence[comparing.Row]]], seqs: IntArray
) -> list[Group]:
    """Return the marks that stand on these articles alone, with numbers for the articles."""
    found = []
    for annotator, label, given in groups:
        cells = np.fromiter(chain.from_iterable(given), np.int64, 4 * len(given))
        rows = cells.reshape(-1, 4)
        number = np.searchsorted(seqs, rows[:, 0])
        there = (number < len(seqs)) & (rows[:, 2] > rows[:, 1])
        there[there] = seqs[number[there]] == rows[there, 0]
        if there.any():
            rows[:, 0] = number
            found.append((annotator, label, rows[there]))
    return found


def _columns(
    groups: Sequence[Group], people: Sequence[str], labels: Sequence[str]
) -> tuple[Passages, IntArray]:
    """Return marks as columns, in the order of the text, and the seq of each."""
    parts = [
        np.column_stack(
            (
                rows,
                np.full(len(rows), people.index(annotator)),
                np.full(len(rows), labels.index(label)),
            )
        )
        for annotator, label, rows in groups
    ]
    table = np.vstack(parts) if parts else np.zeros((0, 6), dtype=np.int64)
    # Each part is in order already, which this way of sorting makes use of.
    width = int(table[:, 1].max(initial=0)) + 1
    table = table[np.argsort(table[:, 0] * width + table[:, 1], kind="stable")]
    article, start, end, row, who, what = (np.ascontiguousarray(each) for each in table.T)
    return Passages(article, who, what, start, end), row


def _whole(
    seqs: IntArray,
    people: Sequence[str],
    done: Sequence[tuple[int, str]],
    lengths: Sequence[tuple[int, int]],
) -> Stretches:
    """Return the articles that people are done with, each from its begin to its end."""
    length, number = dict(lengths), {each: place for place, each in enumerate(people)}
    article = np.searchsorted(seqs, np.array([seq for seq, _ in done], dtype=np.int64))
    who = np.array([number[each] for _, each in done], dtype=np.int64)
    end = np.array([length[seq] for seq, _ in done], dtype=np.int64)
    return Stretches(article, who, np.zeros_like(article), end)


def _said(
    seqs: IntArray, people: Sequence[str], said: Sequence[tuple[int, str, int, int]]
) -> Stretches:
    number = {each: place for place, each in enumerate(people)}
    table = np.array(
        [(seq, number[each], start, end) for seq, each, start, end in said], dtype=np.int64
    ).reshape(-1, 4)
    return Stretches(np.searchsorted(seqs, table[:, 0]), *table[:, 1:].T)


def _around(store: Store, found: Compared) -> Stretches:
    """Return the paragraphs in which somebody has a mark who is not done with the article."""
    passages = found.passages
    rows = np.flatnonzero(~found.done[passages.annotator, passages.article])
    there, local = np.unique(passages.article[rows], return_inverse=True)
    texts = dict(comparing.texts(store, found.seqs[there].tolist()))
    cut = [paragraphs(texts[seq]) for seq in found.seqs[there].tolist()]
    bounds = np.array([each for some in cut for each in some], dtype=np.int64).reshape(-1, 2)
    owner = np.repeat(np.arange(len(cut)), [len(some) for some in cut])
    width = int(bounds.max(initial=0)) + 2
    starts = owner * width + bounds[:, 0]

    def paragraph(at: IntArray) -> IntArray:
        return np.asarray(np.searchsorted(starts, local * width + at, side="right") - 1)

    first, last = paragraph(passages.start[rows]), paragraph(passages.end[rows] - 1)
    table = np.column_stack(
        (passages.article[rows], passages.annotator[rows], bounds[first, 0], bounds[last, 1])
    )
    return Stretches(*np.unique(table, axis=0).reshape(-1, 4).T)


def _where(table: Stretches, annotators: int, articles: int) -> BoolArray:
    found = np.zeros((annotators, articles), dtype=np.bool_)
    found[table.annotator, table.article] = True
    return found


def _all(first: Passages, second: Passages) -> Passages:
    return Passages(
        *(
            np.concatenate((getattr(first, name), getattr(second, name)))
            for name in ("article", "annotator", "label", "start", "end")
        )
    )


def _joined(tables: Sequence[Stretches]) -> Stretches:
    return Stretches(
        *(
            np.concatenate([getattr(table, name) for table in tables])
            for name in ("article", "annotator", "start", "end")
        )
    )
