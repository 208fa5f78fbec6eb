"""What is counted on the page Corpus: the passages of names and of labels, each once.

Names are told apart in one pass over the marks, which the process keeps until something changes
(decision 0108). A passage that several people marked is one passage of its name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from annotator.corpus import naming
from annotator.corpus.naming import IntArray, Marks, Passages
from annotator.corpus.periods import UNITS, period
from annotator.model import Page
from annotator.palette import PALETTE, Hue
from annotator.services import blindness, keeping, roles
from annotator.services.reporting import COUNTS, NOT_NAMES, ROWS
from annotator.services.session import Session
from annotator.store import Store, people, reports
from annotator.store import corpus as columns
from annotator.store import passages as lists
from annotator.store.reports import Scope

# Labels of the default set that name nothing; a speaker may be a pronoun, and is no name either.
NO_NAMES = (*NOT_NAMES, "CUE", "SPEAKER")
# What a passage can be chosen by, beside its name or label: of its marks, and of its article.
_OF_MARKS = ("label", "annotator", "variant")
_OF_ARTICLES = ("source", "language", *UNITS)


@dataclass(frozen=True, slots=True, eq=False)
class Corpus:
    """Everything that counts, as columns: marks with their names, and the articles.

    `name` says of each mark which of the `keys` it is of. `naming` are the rows of the marks whose
    label names something, `names` their passages. `seqs` and `about` tell the articles.
    """

    marks: Marks
    name: IntArray
    keys: Sequence[str]
    naming: IntArray
    names: Passages
    labels: Passages
    seqs: IntArray
    about: Mapping[str, Sequence[str]]
    words: IntArray

    def of_article(self, column: str, articles: IntArray) -> list[str]:
        """Return what a column (`_OF_ARTICLES`, or 'published_at') says of articles."""
        told = self.about["published_at" if column in UNITS else column]
        places = np.searchsorted(self.seqs, articles).tolist()
        return [period(told[k], column) if column in UNITS else told[k] for k in places]


@dataclass(frozen=True, slots=True)
class Counted:
    """What the page counts: 'marks' or 'suggestions'; whether in a part of the articles alone.

    `articles` and `passages` are how many there are in all; `labels` those that passages have.
    """

    counted: str
    is_part: bool
    has_marks: bool
    articles: int
    passages: int
    labels: Mapping[str, str]
    hues: Mapping[str, Hue]


@roles.needs("read")
def counted(session: Session, wanted: str = "") -> Counted:
    """Return what the page counts: what is wanted, or else marks, or suggestions where are none."""
    scope = scope_of(session)
    has_marks = reports.has_marks(session.store, scope)
    there = COUNTS[0 if has_marks else 1]
    what = wanted if wanted in COUNTS else there
    found = of(session, what)
    names, hues = labels_of(session)
    present = [names.get(each, each) for each in found.marks.labels]
    return Counted(
        what, scope.sight != "all", has_marks, len(found.seqs), len(found.labels.group),
        dict(zip(found.marks.labels, present, strict=True)), hues,
    )  # fmt: skip


def scope_of(session: Session) -> Scope:
    """Return what whoever asks may count; raise Forbidden if it is nothing."""
    scope = Scope(session.project.id, session.annotator.id, blindness.demand(session))
    blindness.note_look(session, "counted")
    return scope


def of(session: Session, counted_: str) -> Corpus:
    """Return all that counts for whoever asks."""
    scope = scope_of(session)
    if counted_ == "marks":  # the same for all who see them
        scope = scope._replace(annotator_id="")
    return keeping.kept(
        session,
        keeping.stamp(session),
        ("corpus", scope, counted_),
        lambda: _read(session.store, scope, counted_),
    )


def _read(store: Store, scope: Scope, counted_: str) -> Corpus:
    marks = _as_columns(columns.marks(store, scope, counted_))
    name, keys = naming.name(marks, columns.chained(store, scope, counted_))
    names_nothing = [k for k, label in enumerate(marks.labels) if label in NO_NAMES]
    rows = np.flatnonzero((marks.start >= 0) & ~np.isin(marks.label, names_nothing))
    there = list(zip(*columns.articles(store, scope), strict=True)) or [()] * 5
    return Corpus(
        marks, name, keys, rows,
        naming.passages(marks, name, rows),
        naming.passages(marks, marks.label, np.arange(len(marks.seq))),
        np.array(there[0], dtype=np.int64),
        dict(zip(("source", "language", "published_at"), there[1:4], strict=True)),
        np.array(there[4], dtype=np.int64),
    )  # fmt: skip


def _as_columns(rows: Sequence[Sequence[Any]]) -> Marks:
    """Return marks as columns, in the order of articles and of the text."""
    columns_ = list(zip(*rows, strict=True)) or [()] * 8
    numbers = [np.array(each, dtype=np.int64) for each in columns_[:4]]
    order = np.lexsort((numbers[0], numbers[2], numbers[1]))
    seq, article, start, end = (each[order] for each in numbers)
    label, annotator, quote, entity = (_coded(each) for each in columns_[4:])
    return Marks(
        seq, article, start, end,
        label[0][order], annotator[0][order], quote[0][order], entity[0][order],
        label[1], annotator[1], quote[1], entity[1],
    )  # fmt: skip


def _coded(column: Sequence[str | None]) -> tuple[IntArray, list[str]]:
    """Return a column as places in the list of what stands in it; what is None has none: -1."""
    places: dict[str | None, int] = {None: -1}
    codes = [places.setdefault(each, len(places) - 1) for each in column]
    del places[None]
    return np.array(codes, dtype=np.int64), [str(each) for each in places]


def labels_of(session: Session) -> tuple[dict[str, str], dict[str, Hue]]:
    """Return the names of the project's labels and their hues, by their ids."""
    labels = people.labels(session.store, session.project.id)
    hues = {label.id: PALETTE.get(label.colour, PALETTE["slate"]) for label in labels}
    return {label.id: label.name for label in labels}, hues


def rows_of(found: Corpus, name: int | None, where: Mapping[str, str]) -> IntArray:
    """Return the rows of the marks of a name (None: of all labels) that fit what is chosen."""
    marks = found.marks
    rows = np.arange(len(marks.seq)) if name is None else found.naming
    if name is not None:
        rows = rows[found.name[rows] == name]
    known = {"label": marks.labels, "annotator": marks.annotators, "variant": marks.quotes}
    coded = {"label": marks.label, "annotator": marks.annotator, "variant": marks.quote}
    for column in _OF_MARKS:
        if column in where:
            code = _place(known[column], where[column])
            rows = rows[coded[column][rows] == code]
    for column in _OF_ARTICLES:
        if column in where:
            told = found.of_article(column, found.seqs)
            fits = found.seqs[[each == where[column] for each in told]]
            rows = rows[np.isin(marks.article[rows], fits)]
    return rows


def _place(known: Sequence[str], wanted: str) -> int:
    return known.index(wanted) if wanted in known else -2


def in_order(found: Corpus, passages: Passages) -> IntArray:
    """Return passages in the order of publication; those of articles without a date come last."""
    dates = found.of_article("published_at", passages.article)
    is_undated = np.array([not each for each in dates], dtype=bool)
    _, dated = np.unique(np.array(dates, dtype=object), return_inverse=True)
    order: IntArray = np.lexsort((passages.start, passages.article, dated, is_undated))
    return order


def page_of(
    session: Session, found: Corpus, passages: Passages, offset: int, limit: int = ROWS
) -> Page:
    """Return some passages in the order of publication, with all who marked each."""
    chosen = in_order(found, passages)[offset : offset + limit]
    told = lists.told(session.store, found.marks.seq[passages.first[chosen]].tolist())
    names, _ = labels_of(session)
    who = columns.annotators(session.store, found.marks.annotators)
    rows: list[dict[str, object]] = []
    for row in chosen:
        seq = int(found.marks.seq[passages.first[row]])
        on_it = _marks_on(found.marks, passages, int(row))
        shown = told[seq] | {
            "label": ", ".join(
                names.get(each, each)
                for each in _said(found.marks.labels, found.marks.label, on_it)
            ),
            "annotator": ", ".join(
                who.get(each, each)
                for each in _said(found.marks.annotators, found.marks.annotator, on_it)
            ),
        }
        rows.append(shown)
    return Page(rows, len(passages.group), offset)


def _marks_on(marks: Marks, passages: Passages, row: int) -> IntArray:
    """Return the rows of the marks on the passage of this row."""
    low, high = np.searchsorted(marks.article, passages.article[row] + np.array([0, 1]))
    here = np.arange(low, high)
    same = (marks.start[here] == passages.start[row]) & (marks.end[here] == passages.end[row])
    found: IntArray = here[same]
    return found


def _said(known: Sequence[str], codes: IntArray, rows: IntArray) -> list[str]:
    return [known[k] for k in dict.fromkeys(codes[rows].tolist())]
