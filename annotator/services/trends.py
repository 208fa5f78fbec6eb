"""Labels and names over time, by source and by language: how often, and in how many words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from annotator.corpus import naming
from annotator.corpus.periods import UNITS
from annotator.errors import Refused
from annotator.model import Page
from annotator.services import corpus, roles
from annotator.services.corpus import Corpus
from annotator.services.names import number_of, titles_of
from annotator.services.session import Session

AXES = (*UNITS, "source", "language")
KINDS = ("labels", "names")
USUAL = 5  # series, before anybody has chosen
MOST = 8  # series that a chart can tell apart
PERIODS = 400  # points along an axis of time
SOURCES = 20


@dataclass(frozen=True, slots=True)
class Trend:
    """How often some labels or names stand in each month, source or the like.

    `rows` have `series_id`, `series`, the column of the axis, `n` passages, `words` of all articles
    there, and `per_10000` words. Where there are articles without a passage, `n` is 0. `axis` may
    be coarser than what was asked for, or cut, and `note` says so. `choice` is everything that a
    series can be chosen from, by its id; `chosen` are those shown.
    """

    rows: list[dict[str, Any]]
    axis: str
    chosen: Sequence[str]
    choice: Mapping[str, str]
    note: str


@roles.needs("read")
def trend(
    session: Session, counted: str, kind: str, keys: Sequence[str], axis: str = "month"
) -> Trend:
    """Return how often labels (by id) or names (by key) stand along an axis.

    Parameters
    ----------
    session : Session
        Whose project.
    counted : str
        'marks' or 'suggestions'.
    kind : str
        'labels' or 'names'.
    keys : sequence of str
        Which, at most 8; those that there are none of are left out. Without any, the 5 with most.
    axis : str
        One of `AXES`.

    Raises
    ------
    Refused
        If there is no such axis, or nothing of that kind.
    """
    _check(kind, axis)
    found = corpus.of(session, counted)
    titles = _titles(session, found, kind)
    chosen = [key for key in keys if key in titles][:MOST] or list(titles)[:USUAL]
    told, axis, note = _along(found, axis)
    words = Counter[str]()
    for value, number in zip(told, found.words.tolist(), strict=True):
        words[value] += number
    there = {key: _counts(found, kind, key, told) for key in chosen}
    shown = sorted(words, key=lambda each: (each == "", each))
    if axis == "source" and len(shown) > SOURCES:
        sums = Counter({each: sum(counts[each] for counts in there.values()) for each in shown})
        shown = [each for each, _ in sums.most_common(SOURCES)]
        note = f"The {SOURCES} sources with most; {len(words) - SOURCES:,} more are left out."
    rows = [
        {
            "series_id": key, "series": titles[key], axis: value, "n": counts[value],
            "words": words[value],
            "per_10000": counts[value] * 10_000 / words[value] if words[value] else 0.0,
        }
        for key, counts in there.items()
        for value in shown
    ]  # fmt: skip
    return Trend(rows, axis, chosen, titles, note)


@roles.needs("read")
def behind(
    session: Session, counted: str, kind: str, at: Mapping[str, str], offset: int = 0
) -> Page:
    """Return the passages behind a point: `at` has `series_id` and the column of the axis."""
    where = dict(at)
    key = where.pop("series_id")
    _check(kind, *where)
    found = corpus.of(session, counted)
    if kind == "names":
        number = number_of(found, key)
        group, rows = found.name, corpus.rows_of(found, number, where)
    else:
        group, rows = found.marks.label, corpus.rows_of(found, None, where | {"label": key})
    return corpus.page_of(session, found, naming.passages(found.marks, group, rows), offset)


def _check(kind: str, *axes: str) -> None:
    if kind not in KINDS or not set(axes) <= set(AXES):
        raise Refused("There is no such chart.", "Choose labels or names, and what they stand by.")


def _titles(session: Session, found: Corpus, kind: str) -> dict[str, str]:
    """Return what each label or name is called, the most frequent first; no two are the same."""
    if kind == "names":
        called: Sequence[str] = titles_of(session, found)
        keys, there = found.keys, found.names
    else:
        names, _ = corpus.labels_of(session)
        keys, there = found.marks.labels, found.labels
        called = [names.get(key, key) for key in keys]
    n = np.bincount(there.group, minlength=len(keys))
    order = [k for k in np.argsort(-n, kind="stable").tolist() if n[k]]
    times = Counter(called[k] for k in order)
    return {
        keys[k]: called[k] if times[called[k]] == 1 else f"{called[k]} ({_short(keys[k])})"
        for k in order
    }


def _short(key: str) -> str:
    return key.removeprefix(naming.ENTITY).removeprefix(naming.WORDS)


def _along(found: Corpus, axis: str) -> tuple[list[str], str, str]:
    """Return where each article stands along the axis, and the axis, which may be a coarser one."""
    told = found.of_article(axis, found.seqs)
    note = ""
    for coarser in UNITS[UNITS.index(axis) + 1 :] if axis in UNITS else ():
        if len(set(told)) <= PERIODS:
            break
        note = f"By {coarser}, as there are more than {PERIODS} {axis}s."
        told, axis = found.of_article(coarser, found.seqs), coarser
    return told, axis, note


def _counts(found: Corpus, kind: str, key: str, told: Sequence[str]) -> Counter[str]:
    there, keys = (
        (found.names, found.keys) if kind == "names" else (found.labels, found.marks.labels)
    )
    articles = there.article[there.of(list(keys).index(key))]
    return Counter(told[k] for k in np.searchsorted(found.seqs, articles).tolist())
