"""Who marked what where others marked otherwise: the page Agreement, from figures to passages."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from annotator.agreement.result import Result
from annotator.model import Page
from annotator.palette import PALETTE, Hue
from annotator.services import blindness, compared, matrix, roles
from annotator.services import differences as differing
from annotator.services.columns import RECOGNISER, Compared, IntArray
from annotator.services.differences import CAUSES, PEOPLE, Differences
from annotator.services.matrix import BY, COLUMNS, Row
from annotator.services.report_tables import distinct
from annotator.services.reporting import ROWS
from annotator.services.session import Session
from annotator.store import comparing, people
from annotator.store import passages as lists

CAUSE_NAMES = tuple(CAUSES[cause] for cause in COLUMNS)
_MISSING = {"source": "no source", "month": "no date"}


@dataclass(frozen=True, slots=True)
class Overview:
    """What stands on top of the page: how far people agree, and what there is to compare.

    Attributes
    ----------
    people : tuple of str
        The names of those who have read or marked something.
    articles, begun, shared, done : int
        Articles in sight; those that anybody has begun; that two have; that anybody is done with.
    marks : int
        The passages of these people.
    f1 : Result
        Of all pairs of people together.
    whom : mapping
        Whom the page can compare, by what they are called in the address.
    is_part : bool
        It counts the articles alone whose blindness is lifted.
    """

    people: tuple[str, ...]
    articles: int
    begun: int
    shared: int
    done: int
    marks: int
    f1: Result
    whom: Mapping[str, str]
    is_part: bool

    @property
    def has_pairs(self) -> bool:
        """Whether two people have begun one article."""
        return self.shared > 0


@dataclass(frozen=True, slots=True)
class Named:
    """A row of the matrix with its name, and the hue of its label if it is one."""

    row: Row
    name: str
    hue: Hue | None = None


@dataclass(frozen=True, slots=True)
class Matrix:
    """A part of the matrix: who was compared, its rows, how many there are, and the row of all."""

    by: str
    who: str
    rows: tuple[Named, ...]
    of: int
    offset: int
    total: Row


def is_with_recogniser(who: str) -> bool:
    """Return whether those who are called so in an address are compared with the recogniser."""
    return RECOGNISER in who.split(differing.BETWEEN)


def worded(found: Result) -> str:
    """Return a value with its interval, as '0.78 (0.75 to 0.81)'; '–': it is undefined."""
    if found.value is None:
        return "–"
    between = found.interval
    return f"{found.value:.2f}" + (f" ({between.low:.2f} to {between.high:.2f})" if between else "")


def between(found: Result) -> str:
    """Return an interval as '0.75 to 0.81'; '–': there is none."""
    ends = found.interval
    return f"{ends.low:.2f} to {ends.high:.2f}" if ends else "–"


def as_columns(name: str, found: Result) -> dict[str, object]:
    """Return a value and its interval as columns of a table; what is undefined is empty."""
    between = found.interval
    low, high = (between.low, between.high) if between else ("", "")
    value = "" if found.value is None else found.value
    return {name: value, f"{name}_low": low, f"{name}_high": high}


@roles.needs("read")
def overview(session: Session) -> Overview:
    """Return how far people agree on passages, and whom there is to compare.

    Raises
    ------
    Forbidden
        If whoever asks may see nothing of others' work.
    """
    blindness.note_look(session, "counted")
    found = compared.of_people(session)
    return Overview(
        tuple(names_of(session, found)),
        len(found.seqs),
        int(found.begun.any(axis=0).sum()),
        int((found.begun.sum(axis=0) > 1).sum()),
        int(found.done.any(axis=0).sum()),
        len(found.passages),
        _total(session, *differing.chosen(session, PEOPLE)).f1,
        _whom(session, found),
        compared.scope(session).sight != "all",
    )


@roles.needs("read")
def show_matrix(session: Session, by: str = "", who: str = "", offset: int = 0) -> Matrix:
    """Return how often whom differ in which way, by one of `BY`.

    Parameters
    ----------
    session : Session
        Whose project.
    by : str
        What the rows are; anything else than one of `BY` is the first of them.
    who : str
        Of whom: one of `Overview.whom`; anything else is the first of them.
    offset : int
        From which row on; there are at most `ROWS`.
    """
    by = by if by in BY else BY[0]
    asked, found = differing.chosen(session, who)
    total = _total(session, asked, found)
    rows, of = compared.kept(
        session, ("matrix", by, asked, offset), lambda: _rows(found, by, offset, total)
    )
    return Matrix(by, asked, _named(session, found.of, by, rows), of, offset, total)


@roles.needs("read")
def behind(
    session: Session, by: str, who: str, key: str | None, cause: str, offset: int = 0
) -> Page:
    """Return a page of the passages behind a cell of the matrix, and how many there are in all.

    Parameters
    ----------
    session, by, who
        As for `show_matrix`.
    key : str
        The row; None: that of all.
    cause : str
        One of `CAUSE_NAMES`; empty: all of them.
    offset : int
        From which place on; there are at most `ROWS`.
    """
    _, found = differing.chosen(session, who)
    given = matrix.grouped(found, by if by in BY else BY[0])
    number = CAUSES.index(cause) if cause in CAUSES else None
    return listed(session, found, matrix.behind(found, given, key, number), offset)


def listed(session: Session, found: Differences, places: IntArray, offset: int) -> Page:
    """Return some differences as a list of passages shows them, with what both have there."""
    some = places[offset : offset + ROWS]
    of = found.of
    sides = [side[some].tolist() for side in (found.left, found.right)]
    shown = _shown(session, of, [row for side in sides for row in side if row >= 0])
    names = names_of(session, of)
    labels = {label.id: label.name for label in people.labels(session.store, session.project.id)}
    rows: list[dict[str, object]] = []
    for place, *both in zip(some.tolist(), *sides, strict=True):
        cause = CAUSES[found.cause[place]]
        versions = [shown.get(row) for row in both]
        first = versions[0] or versions[1]
        if first is None:  # it was taken away since this was counted
            continue
        couple = found.couples[found.couple[place]]
        quotes = {version["quote"] for version in versions if version}
        told = [
            f"{names[who]}: {_version(version, cause, labels, tells_quote=len(quotes) > 1)}"
            for who, version in zip(couple, versions, strict=True)
        ]
        # The line has to hold both versions: where the article comes from is not told.
        rows.append(
            dict(first) | {"state": cause, "label": told[0], "annotator": told[1]}
            | {"source": "", "published_at": ""}
        )  # fmt: skip
    return Page(rows, len(places), offset)


def _shown(session: Session, of: Compared, rows: Sequence[int]) -> dict[int, Mapping[str, Any]]:
    """Return what a list shows of passages, by their rows; also of what is not there any more."""
    found: dict[int, Mapping[str, Any]] = {}
    there = lists.told(session.store, [seq for seq in of.rows[list(rows)].tolist() if seq])
    former = [row for row in rows if not of.rows[row]]
    passages = of.passages
    cut = [
        (int(of.seqs[passages.article[row]]), int(passages.start[row]), int(passages.end[row]))
        for row in former
    ]
    for row, told in zip(former, comparing.around(session.store, cut), strict=True):
        found[row] = told | {"label_id": of.labels[passages.label[row]], "note": ""}
    return found | {row: there[seq] for row in rows if (seq := int(of.rows[row])) in there}


def names_of(session: Session, found: Compared) -> list[str]:
    """Return the names of annotators in the order of their numbers; no two are the same."""
    told = comparing.names(session.store, found.people)
    names = distinct({each: told.get(each, each) for each in found.people})
    names |= {RECOGNISER: "Recogniser"} if RECOGNISER in found.annotators else {}
    return list(names.values())


def sides(session: Session, found: Differences) -> tuple[str, str]:
    """Return the names of both sides; empty where nobody is the left one."""
    if not found.has_sides:
        return "", ""
    names = names_of(session, found.of)
    left, right = found.couples[0]
    return names[left] if len(found.couples) == 1 else "People", names[right]


def _version(
    version: Mapping[str, Any] | None, cause: str, labels: Mapping[str, str], *, tells_quote: bool
) -> str:
    if version is None:
        return "has not read it" if cause == "not read" else "nothing"
    name = labels.get(version["label_id"], version["label_id"])
    return f"{name} “{version['quote']}”" if tells_quote else name


def _total(session: Session, who: str, found: Differences) -> Row:
    return compared.kept(session, ("total", who), lambda: matrix.total(found))


def _rows(found: Differences, by: str, offset: int, total: Row) -> tuple[list[Row], int]:
    given = matrix.grouped(found, by)
    if by == "pair" and found.is_of_two:
        return [replace(total, key=given.keys[0])], 1
    order = matrix.order(matrix.counts(found, given), given)
    return matrix.rows(found, given, order[offset : offset + ROWS]), len(order)


def _named(session: Session, found: Compared, by: str, rows: list[Row]) -> tuple[Named, ...]:
    hues: dict[str, Hue] = {}
    names: Mapping[str, str] = {}
    if by == "pair":
        names = _whom(session, found)
    elif by == "label":
        names, hues = label_looks(session, found.labels)
    elif by == "article":
        told = comparing.headlines(session.store, [int(row.key) for row in rows])
        names = {str(seq): headline for seq, (_, headline) in told.items()}
    return tuple(
        Named(row, names.get(row.key, row.key) or _MISSING.get(by, ""), hues.get(row.key))
        for row in rows
    )


def in_order(session: Session, ids: Collection[str]) -> list[str]:
    """Return the ids of labels in the order of the codebook; what is in none comes last."""
    known = [label.id for label in people.labels(session.store, session.project.id)]
    return [each for each in known if each in ids] + sorted(set(ids) - set(known))


def label_looks(session: Session, ids: tuple[str, ...]) -> tuple[dict[str, str], dict[str, Hue]]:
    """Return the names of labels and their hues, by id; no two names are the same."""
    known = {label.id: label for label in people.labels(session.store, session.project.id)}
    names = {each: known[each].name if each in known else each for each in ids}
    hues = {
        each: PALETTE.get(known[each].colour if each in known else "", PALETTE["slate"])
        for each in ids
    }
    return distinct(names), hues


def _whom(session: Session, found: Compared) -> dict[str, str]:
    """Return whom there is to compare, by what they are called in an address."""
    names = names_of(session, found)
    people_there = len(found.people)
    told = {PEOPLE: "All people"} if people_there > 1 else {}
    for couple in combinations(range(people_there), 2):
        told[differing.name(found, couple)] = " and ".join(names[each] for each in couple)
    if not people_there or not comparing.recognised(session.store, compared.scope(session)):
        return told
    told[RECOGNISER] = (
        "All people and the recogniser" if people_there > 1 else (f"{names[0]} and the recogniser")
    )
    for each, name in zip(found.people, names, strict=False):
        told[differing.BETWEEN.join((each, RECOGNISER))] = f"{name} and the recogniser"
    return told
