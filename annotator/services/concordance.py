"""Words in context: every place of a search, a word, a label or a name, with what stands beside it.

The places are found in the store and kept by the process until something changes; the texts are
read for the lines of a page alone, or in one pass to sort all lines by the words beside them.
"""

from __future__ import annotations

import csv
import functools
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import numpy as np

from annotator.corpus import words
from annotator.corpus.naming import IntArray
from annotator.errors import Refused
from annotator.formats.annotations_csv import guard
from annotator.model import Page
from annotator.services import corpus, keeping, roles, sets
from annotator.services.keeping import Stamp
from annotator.services.names import number_of
from annotator.services.session import Session
from annotator.services.sets import Set
from annotator.store import Store
from annotator.store import corpus as columns
from annotator.store.reports import Scope
from annotator.store.search import Place
from annotator.text import direction

LINES = 50
MOST = 500_000  # places of a search that are kept
MOST_SORTED = 50_000  # lines; to read all that stands beside more takes longer than anyone waits
KINDS = ("query", "word", "label", "name")
BESIDE = ("1L", "2L", "3L", "keyword", "1R", "2R", "3R")
SORTS = ("date", "source", *BESIDE)
_COLUMNS = (
    "left", "keyword", "right", "headline", "source", "published_at", "article_id", "start", "end",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: a search, one word, the passages of a label (its id) or a name (its key).

    `counted` says which passages count, 'marks' or 'suggestions'; `within` names the articles.
    """

    kind: str
    value: str
    counted: str = "marks"
    within: Set = field(default_factory=Set)


@roles.needs("read")
def lines(session: Session, wanted: Wanted, sort: str = "date", offset: int = 0) -> Page:
    """Return lines with the words found and what stands to both sides, and how many there are.

    Each row has `left`, `keyword`, `right`, `direction` ('rtl' where the text runs so), and what
    tells the article and the place in it. A note says where they could not be sorted as asked.

    Raises
    ------
    Refused
        If that can't be looked for, or not be sorted by.
    """
    places = _places_of(session, wanted)
    by, note = _possible(sort, len(places))
    order = _order_of(session, wanted, by, places)
    rows = list(_told(session.store, places[order[offset : offset + LINES]]))
    for row in rows:
        row["direction"] = direction(row["left"] + row["keyword"] + row["right"])
    cut = f"These are the first {MOST:,} that were loaded; there may be more."
    notes = (note, cut if len(places) == MOST else "")
    return Page(rows, len(places), offset, tuple(filter(None, notes)))


@roles.needs("read")
def as_csv(session: Session, wanted: Wanted, sort: str = "date") -> bytes:
    """Return all lines as CSV, as they are sorted on the page."""
    places = _places_of(session, wanted)
    order = _order_of(session, wanted, _possible(sort, len(places))[0], places)
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(_COLUMNS)
    for row in _told(session.store, places[order]):
        writer.writerow([guard(" ".join(str(row[column]).split())) for column in _COLUMNS])
    return buffer.getvalue().encode("utf-8-sig")


def _possible(sort: str, number: int) -> tuple[str, str]:
    """Return what lines can be sorted by, and why it is not what was asked for."""
    if sort not in SORTS:
        raise Refused(f"Lines can't be sorted by {sort[:20]!r}.", f"Choose {', '.join(SORTS)}.")
    if sort in BESIDE and number > MOST_SORTED:
        return "date", (
            f"More than {MOST_SORTED:,} lines are sorted by date alone: look for something rarer."
        )
    return sort, ""


def _places_of(session: Session, wanted: Wanted) -> IntArray:
    """Return places as rows of article, start and end, in the order of articles and the text."""
    if wanted.kind not in KINDS:
        raise Refused(f"Nothing is looked for by {wanted.kind[:20]!r}.", "Choose what to look for.")
    if wanted.kind in ("label", "name"):
        places = _passages(session, wanted)
    else:
        scope = corpus.scope_of(session)
        # The same for all who see as much: no suggestion is asked.
        search = _Search(session.store, scope._replace(annotator_id=""), wanted.kind, wanted.value)
        places = _found(search, keeping.stamp_of_texts(session))
    if wanted.within == Set():
        return places
    within: IntArray = places[np.isin(places[:, 0], sets.articles_of(session, wanted.within))]
    return within


def _passages(session: Session, wanted: Wanted) -> IntArray:
    found = corpus.of(session, wanted.counted)
    if wanted.kind == "name":
        there = found.names
        number = number_of(found, wanted.value)
    else:
        there = found.labels
        labels = list(found.marks.labels)
        number = labels.index(wanted.value) if wanted.value in labels else -1
    here = there.of(number)
    places = np.column_stack((there.article[here], there.start[here], there.end[here]))
    on_words: IntArray = places[places[:, 1] >= 0]
    return on_words


@dataclass(frozen=True, slots=True)
class _Search:
    store: Store
    scope: Scope
    kind: str
    value: str


@functools.lru_cache(maxsize=8)
def _found(search: _Search, _: Stamp) -> IntArray:
    if search.kind == "query":
        found = iter(columns.places(search.store, search.scope, search.value, MOST))
    else:
        seqs = [row[0] for row in columns.articles(search.store, search.scope)]
        found = (
            Place(seq, *span)
            for seq, text in columns.texts(search.store, seqs)
            for span in words.places(text, search.value)
        )
    places = list(islice(found, MOST))
    return np.array(places, dtype=np.int64).reshape(-1, 3)


def _order_of(session: Session, wanted: Wanted, sort: str, places: IntArray) -> IntArray:
    if sort in ("date", "source"):
        return _by_article(session, places, sort)
    scope = corpus.scope_of(session)
    if wanted.counted == "marks":
        scope = scope._replace(annotator_id="")
    return _by_words(_Lines(session.store, scope, wanted, sort, places), keeping.stamp(session))


def _by_article(session: Session, places: IntArray, sort: str) -> IntArray:
    """Return the order by source or by date; what has none comes last."""
    rows = columns.articles(session.store, corpus.scope_of(session))
    column = {"source": 1, "date": 3}[sort]
    told = sorted(rows, key=lambda row: (not row[column], row[column], not row[3], row[3], row[0]))
    rank = {row[0]: number for number, row in enumerate(told)}
    of_article = np.array([rank[seq] for seq in places[:, 0].tolist()], dtype=np.int64)
    return np.argsort(of_article, kind="stable")


@dataclass(frozen=True, slots=True)
class _Lines:
    """What is to be sorted: known by what was asked, and by how many places were found for it."""

    store: Store
    scope: Scope
    wanted: Wanted
    sort: str
    places: IntArray

    @property
    def _known_by(self) -> tuple[object, ...]:
        return self.store, self.scope, self.wanted, self.sort, len(self.places)

    def __hash__(self) -> int:
        return hash(self._known_by)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Lines) and self._known_by == other._known_by


@functools.lru_cache(maxsize=8)
def _by_words(lines_: _Lines, _: Stamp) -> IntArray:
    keys = [
        _key(text, start, end, lines_.sort)
        for text, start, end in _with_text(lines_.store, lines_.places)
    ]
    return np.array(sorted(range(len(keys)), key=keys.__getitem__), dtype=np.int64)


def _key(text: str, start: int, end: int, sort: str) -> tuple[list[str], list[str]]:
    """Return what a line is sorted by: the word asked for, and those beyond it."""
    keyword = words.fold(" ".join(text[start:end].split()))
    left, right = words.beside(text, start, end)
    if sort == "keyword":
        return [keyword], right
    beyond = int(sort[0]) - 1
    return (left[beyond:], [keyword]) if sort[1] == "L" else (right[beyond:], [keyword])


def _with_text(store: Store, places: IntArray) -> Iterator[tuple[str, int, int]]:
    """Yield the places in their order, which is that of articles, with the text each is in."""
    seqs, counts = np.unique(places[:, 0], return_counts=True)
    ends = np.cumsum(counts)
    texts = columns.texts(store, seqs.tolist())
    for (_, text), low, high in zip(texts, (ends - counts).tolist(), ends.tolist(), strict=True):
        for _, start, end in places[low:high].tolist():
            yield text, start, end


def _told(store: Store, places: IntArray) -> Iterator[dict[str, Any]]:
    """Yield what is told of places, with the texts of some hundred of them in memory."""
    for low in range(0, len(places), 500):
        some = places[low : low + 500]
        seqs = np.unique(some[:, 0]).tolist()
        about, texts = columns.headlines(store, seqs), dict(columns.texts(store, seqs))
        for seq, start, end in some.tolist():
            text = texts[seq]
            yield about[seq] | {
                "start": start, "end": end, "keyword": text[start:end],
                "left": text[max(0, start - words.REACH) : start],
                "right": text[end : end + words.REACH],
            }  # fmt: skip
