"""What it takes to annotate: time and acts by article, by person, and along the way.

All of it is counted over articles that somebody is done with. How that is done stands in
docs/statistics.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np

from annotator.agreement.bootstrap import FEWEST, FloatArray
from annotator.agreement.sums import Estimate, Share, Sums, smoothed
from annotator.model import Page
from annotator.services import blindness, keeping, report_tables, reporting, roles
from annotator.services.progress import FLOOR_MS, MINUTE, median
from annotator.services.session import Session
from annotator.store import Store, effort, people
from annotator.store.effort import BANDS, SECONDS
from annotator.store.reports import Scope

__all__ = [
    "BANDS", "SECONDS", "Effort", "Estimate", "Figures", "Share", "behind", "counted", "own",
    "team",
]  # fmt: skip

OTHERS = "see the work of others"
_POINTS = 60  # of a curve: more can't be told apart
_PLACES = 40  # of a smoothed line
_REACH = 0.3  # how far the smoothing reaches, of all articles
_WHOSE = {"answers": "answered_by", "acts": "annotator_id"}
READERS = ThreadPoolExecutor(2, "effort")
Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Figures:
    """What it took one person, or everybody.

    `articles` they are done with; of these `counted` have enough active time to count, `active_ms`
    in all. `minutes` are those for 100 words, `seconds` those of an act; `acts` are those on
    annotations for each that stands, `hand` the share of them that answer nothing.
    """

    annotator_id: str
    name: str
    articles: int
    counted: int
    active_ms: int
    median_ms: int
    minutes: Estimate
    seconds: Estimate
    acts: Estimate
    hand: Estimate


@dataclass(frozen=True, slots=True)
class Effort:
    """What the page shows of everybody that whoever asks may see.

    `points` are articles in the order in which they were done, a few together where there are
    many: `annotator`, `first` and `last`, `minutes` for 100 words, `n` articles; `lines` the same
    smoothed, with `low` and `high`. `answers` are those to suggestions, `kinds` the acts on
    annotations by what they do.
    """

    people: tuple[Figures, ...]
    everybody: Figures
    points: Rows
    lines: Rows
    answers: Rows
    kinds: Rows


@roles.needs("read")
def own(session: Session) -> Effort:
    """Return what it took whoever asks, and nobody else."""
    return counted(session, session.annotator.id)


@roles.needs(OTHERS)
def team(session: Session) -> Effort:
    """Return what it took everybody in the project."""
    blindness.note_look(session, "counted")
    return counted(session)


@roles.needs("read")
def behind(
    session: Session, listed: str, bar: Mapping[str, str], who: str = "", offset: int = 0
) -> Page:
    """Return a page of the answers, or the acts, behind a bar.

    Parameters
    ----------
    session : Session
        Whose project. Who may not see the work of others gets their own, whoever is named.
    listed : str
        'answers' or 'acts'.
    bar : mapping
        `answer`, `band` and `second`, or `act`, as far as they are chosen.
    who : str
        Whose; empty: everybody's.
    offset : int
        Which part of the list.
    """
    whose = who if roles.may(session, OTHERS) else session.annotator.id
    named = {**bar, _WHOSE[listed]: whose} if whose else bar
    scope = Scope(session.project.id, session.annotator.id)
    return reporting.passages_of(session, scope, listed, named, (offset, reporting.ROWS))


def counted(session: Session, annotator_id: str = "") -> Effort:
    """Return what it took one annotator, or everybody; counted when there is something new."""
    asked = ("effort", annotator_id)
    return keeping.kept(
        session, keeping.stamp(session), asked, lambda: _counted(session, annotator_id)
    )


def articles(session: Session, annotator_id: str = "") -> Rows:
    """Return what one annotator, or everybody, is done with; see the store's."""
    store, project = session.store, session.project.id
    asked = ("articles done", annotator_id)
    return keeping.kept(
        session, keeping.stamp(session), asked,
        lambda: effort.articles(store, project, annotator_id),
    )  # fmt: skip


def _counted(session: Session, annotator_id: str) -> Effort:
    store, project_id = session.store, session.project.id
    asked: list[Callable[[Store, int, str], Rows]] = [  # what takes longest first
        effort.answers, effort.marks, effort.acts, effort.kinds,
    ]  # fmt: skip
    counts = READERS.map(lambda ask: ask(store, project_id, annotator_id), asked)
    done = articles(session, annotator_id)
    answers, marks, done_acts, kinds = counts
    found = defaultdict[str, Rows](list)
    made = {(row["annotator_id"], row["article_seq"]): row for row in marks}
    acted = {(row["annotator_id"], row["article_seq"]): row for row in done_acts}
    nothing = {"marks": 0, "acts": 0, "hand": 0}
    for row in done:
        key = row["annotator_id"], row["article_seq"]
        found[row["annotator_id"]].append(nothing | made.get(key, {}) | acted.get(key, {}) | row)
    names = _names(store, {*found, *(row["annotator_id"] for row in answers)})
    for row in answers:
        row["annotator"] = names[row["annotator_id"]]
    by_name = sorted(found, key=lambda each: (names[each].casefold(), each))
    points, lines = Rows(), Rows()
    for each in by_name:
        some, line = _curve(each, names[each], [row for row in found[each] if _counts(row)])
        points += some
        lines += line
    return Effort(
        tuple(_figures(each, names[each], found[each]) for each in by_name),
        _figures("", "Everybody", [row for each in by_name for row in found[each]]),
        points, lines, answers, kinds,
    )  # fmt: skip


def _names(store: Store, annotator_ids: set[str]) -> dict[str, str]:
    there = {each: people.annotator_by_id(store, each) for each in annotator_ids}
    return report_tables.distinct(
        {each: who.name if who else each for each, who in sorted(there.items())}
    )


def _counts(row: Mapping[str, Any]) -> bool:
    """Return whether somebody was at an article long enough for its time to say something."""
    return bool(row["active_ms"] >= FLOOR_MS)


def _figures(annotator_id: str, name: str, rows: Sequence[Mapping[str, Any]]) -> Figures:
    counted = [row for row in rows if _counts(row)]
    times = sorted(row["active_ms"] for row in counted)
    sums = _sums(counted, ("active_ms", "words", "acts", "hand", "marks"))
    return Figures(
        annotator_id, name, len(rows), len(counted), sum(times), median(times) if times else 0,
        sums.ratio("active_ms", "words", 100 / MINUTE),
        sums.ratio("active_ms", "acts", 1 / 1000),
        sums.ratio("acts", "marks"),
        sums.ratio("hand", "acts"),
    )  # fmt: skip


def _sums(rows: Sequence[Mapping[str, Any]], names: Sequence[str]) -> Sums:
    """Return columns summed by the article: who reads the same one is drawn along with it."""
    seqs, place = np.unique([row["article_seq"] for row in rows], return_inverse=True)
    return Sums(
        len(seqs),
        {name: (place, np.array([float(row[name]) for row in rows])) for name in names},
    )


def _curve(annotator_id: str, name: str, rows: Sequence[Mapping[str, Any]]) -> tuple[Rows, Rows]:
    """Return the points of somebody's curve, and its smoothed line."""
    told = {"annotator_id": annotator_id, "annotator": name}
    ms = np.array([row["active_ms"] for row in rows], dtype=np.float64)
    words = np.array([row["words"] for row in rows], dtype=np.float64)
    points = Rows()
    for some in np.array_split(np.arange(len(rows)), min(len(rows), _POINTS) or 1):
        if len(some) and words[some].sum():
            points.append(
                told
                | {
                    "first": int(some[0]) + 1,
                    "last": int(some[-1]) + 1,
                    "minutes": _minutes(ms[some].sum() / words[some].sum()),
                    "n": len(some),
                }
            )
    if len(rows) < FEWEST:
        return points, []
    at = np.linspace(0, len(rows) - 1, _PLACES)
    found = smoothed(ms, np.maximum(words, 1), at, max(_REACH * len(rows), FEWEST / 2))
    lines = [
        told | {"place": float(place + 1), "minutes": value, "low": low, "high": high}
        for place, value, low, high in zip(
            at, *([_minutes(v) for v in each] for each in found), strict=True
        )
    ]
    return points, lines


def _minutes(ms_a_word: float | FloatArray) -> float:
    return round(float(ms_a_word) * 100 / MINUTE, 4)
