"""Which names stand together: as a matrix, as a network, and the passages behind each pair."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from annotator.corpus import layout, naming, together
from annotator.corpus.naming import IntArray, Passages
from annotator.errors import Refused
from annotator.model import Page
from annotator.services import corpus, roles
from annotator.services.corpus import Corpus
from annotator.services.names import number_of, titles_of, top_labels
from annotator.services.reporting import ROWS
from annotator.services.session import Session
from annotator.store import Store
from annotator.store import corpus as columns

UNITS = ("paragraph", "article")
MOST = 40  # names of a matrix that can still be read
_REACH = 60  # characters around a name that a list shows
_SHOWN = 4  # names of a paragraph or an article that it shows


def units_of(session: Session, found: Corpus, unit: str) -> IntArray:
    """Return the unit that each passage of a name is in: its paragraph, or its article."""
    if unit not in UNITS:
        raise Refused(f"Nothing shares a {unit[:20]!r}.", "Choose paragraph or article.")
    return found.names.article if unit == "article" else _paragraphs(session.store, found)


@functools.lru_cache(maxsize=4)
def _paragraphs(store: Store, found: Corpus) -> IntArray:
    names = found.names
    breaks = {
        seq: together.line_breaks(text)
        for seq, text in columns.texts(store, np.unique(names.article).tolist())
    }
    return together.units_of(names.article, names.start, breaks)


@dataclass(frozen=True, slots=True)
class Together:
    """The names that stand in most paragraphs or articles, and how often each two share one.

    `keys`, `titles`, `label_ids` and `own` (in how many units each stands) are of equal length;
    `at` says where each stands in a network, x and y from 0 to 1. `pairs` have `one_id`,
    `one`, `other_id`, `other` and `n`, most first; a pair that shares nothing is left out. `names`
    is how many there are in all.
    """

    keys: Sequence[str]
    titles: Sequence[str]
    label_ids: Sequence[str]
    own: Sequence[int]
    at: Sequence[Sequence[float]]
    pairs: Sequence[dict[str, Any]]
    names: int


@roles.needs("read")
def pairs(
    session: Session, counted: str, unit: str = "paragraph", most: int = 20, label_id: str = ""
) -> Together:
    """Return which names stand together.

    Parameters
    ----------
    session : Session
        Whose project.
    counted : str
        'marks' or 'suggestions'.
    unit : str
        What they have to share: 'paragraph' or 'article'.
    most : int
        How many names, at most 40: those that stand in most units.
    label_id : str
        Names with this label alone, on most of their passages; empty: all.
    """
    found = corpus.of(session, counted)
    units = units_of(session, found, unit)
    own = naming.spread(found.names.group, units, len(found.keys))
    top = top_labels(found)
    there = [k for k in np.flatnonzero(own).tolist() if label_id in ("", top[k])]
    titles = titles_of(session, found)
    there.sort(key=lambda k: (-own[k], titles[k]))
    chosen = np.array(there[: min(most, MOST)], dtype=np.int64)
    shared = together.matrix(found.names.group, units, chosen)
    keys, told = [found.keys[k] for k in chosen], _distinct([titles[k] for k in chosen])
    both = [
        {"one_id": keys[i], "one": told[i], "other_id": keys[j], "other": told[j],
         "n": int(shared[i, j])}
        for i, j in combinations(range(len(keys)), 2)
        if shared[i, j]
    ]  # fmt: skip
    both.sort(key=lambda pair: -pair["n"])
    return Together(
        keys, told, [top[k] for k in chosen], [int(own[k]) for k in chosen],
        layout.places(shared).tolist(), both, len(there),
    )  # fmt: skip


def _distinct(titles: Sequence[str]) -> list[str]:
    """Return titles, told apart by a number where two names are called the same."""
    times: Counter[str] = Counter()
    found = []
    for title in titles:
        times[title] += 1
        found.append(title if times[title] == 1 else f"{title} ({times[title]})")
    return found


@roles.needs("read")
def behind(
    session: Session, counted: str, both: tuple[str, str], unit: str, offset: int = 0
) -> Page:
    """Return the paragraphs, or articles, in which two names both stand, in the order of dates.

    Each row has the headline, `start` and `end` of the first of the passages, and `pieces`: pairs
    of text and whether it is one of the names.
    """
    found = corpus.of(session, counted)
    units = units_of(session, found, unit)
    one, other = (number_of(found, key) for key in both)
    names = found.names
    rows = np.flatnonzero(np.isin(names.group, (one, other)))
    rows = rows[np.isin(units[rows], together.shared(names.group, units, one, other))]
    first = {int(units[row]): row for row in rows[np.argsort(-names.start[rows], kind="stable")]}
    heads = np.array(list(first.values()), dtype=np.int64)
    there = Passages(*(getattr(names, column)[heads] for column in Passages.__slots__))
    chosen = heads[corpus.in_order(found, there)[offset : offset + ROWS]]
    told = columns.headlines(session.store, names.article[chosen].tolist())
    texts = dict(columns.texts(session.store, names.article[chosen].tolist()))
    shown: list[dict[str, object]] = []
    for head in chosen.tolist():
        seq = int(names.article[head])
        ranges = _shown(names, rows[units[rows] == units[head]])
        start, end = ranges[0]
        cut = _pieces(texts[seq], ranges, is_paragraph=unit == "paragraph")
        shown.append(told[seq] | {"start": start, "end": end, "pieces": cut})
    return Page(shown, len(heads), offset)


def _shown(names: Passages, rows: IntArray) -> list[tuple[int, int]]:
    """Return some of the passages of two names in one place: the first of each is among them."""
    rows = rows[np.argsort(names.start[rows], kind="stable")]
    heads = [rows[names.group[rows] == group][0] for group in np.unique(names.group[rows])]
    chosen = dict.fromkeys([*heads, *rows.tolist()])
    ranges = {(int(names.start[row]), int(names.end[row])) for row in list(chosen)[:_SHOWN]}
    return sorted(ranges)


def _pieces(
    text: str, ranges: Sequence[tuple[int, int]], *, is_paragraph: bool
) -> list[tuple[str, bool]]:
    """Return the words around some ranges as pairs: text, and whether it is in one of them."""
    low, high = 0, len(text)
    if is_paragraph:
        low = text.rfind("\n", 0, ranges[0][0]) + 1
        high = (text + "\n").find("\n", ranges[-1][1])
    found: list[tuple[str, bool]] = []
    at = max(low, ranges[0][0] - _REACH)
    sign = "… " if at > low else ""  # what stands where text is left out in front
    for start, end in ranges:
        if start < at:  # one within another
            continue
        if start - at > 2 * _REACH:
            found.append((_to_a_word(text[at : at + _REACH]), False))
            at, sign = start - _REACH, " "
        before = text[at:start]
        found += [(_from_a_word(before, sign) if sign else before, False), (text[start:end], True)]
        at, sign = end, ""
    last = text[at : min(high, at + _REACH)]
    return [*found, (_to_a_word(last) if high > at + _REACH else last, False)]


def _from_a_word(text: str, sign: str) -> str:
    """Return a text that was cut at its left from the first whole word on, if there is one."""
    _, space, rest = text.partition(" ")
    return sign + (rest if space else text)


def _to_a_word(text: str) -> str:
    """Return a text that was cut at its right up to its last whole word, if there is one."""
    rest, space, _ = text.rpartition(" ")
    return f"{rest} …" if space else f"{text}…"
