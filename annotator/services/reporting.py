"""The figures of the statistics page, as tables that name their unit and their n."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any

from annotator.formats.annotations_csv import guard
from annotator.model import Page
from annotator.palette import PALETTE, Hue
from annotator.services import blindness, keeping, library, roles
from annotator.services import report_tables as made
from annotator.services.report_tables import Rows, Table
from annotator.services.session import Session
from annotator.store import Store, passages, people, reports
from annotator.store.narrowing import EVERYTHING, Only
from annotator.store.reports import Scope

__all__ = [
    "COUNTS", "EVERYTHING", "ROWS", "Choices", "Only", "Report", "Table", "as_csv", "behind",
    "choices", "report",
]  # fmt: skip

COUNTS = ("marks", "suggestions")
ROWS = 20
CONTEXT = passages.CONTEXT  # code points on either side of a passage that is listed
# Labels of the default set that name nothing: 'Tuesday' is no name.
NOT_NAMES = ("DATE", "MONEY", "QUOTE")

# The queries of a page are independent, and SQLite lets go of the interpreter while it counts.
_READERS = ThreadPoolExecutor(2, "reports")


@dataclass(frozen=True, slots=True)
class Report:
    """What the statistics page shows: totals, what it counts, and a table for each chart.

    `hues` holds the colour of each label, by the name that the tables show. `is_part`: it counts
    the articles alone whose blindness is lifted. `only` says what of it is counted.
    """

    tiles: Mapping[str, int]
    counted: str
    tables: Mapping[str, Table]
    hues: Mapping[str, Hue]
    is_part: bool = False
    only: Only = EVERYTHING


@dataclass(frozen=True, slots=True)
class Choices:
    """What filters of the statistics there are: sources, months, and by their id names."""

    source: list[str]
    language_id: list[str]
    month: list[str]
    label_id: Mapping[str, str]
    annotator_id: Mapping[str, str]


@roles.needs("read")
def report(session: Session, wanted: str = "", only: Only = EVERYTHING) -> Report:
    """Return all figures of the session's project: of what whoever asks may see.

    Who annotates there is told of the articles alone whose blindness is lifted.

    Parameters
    ----------
    session : Session
        Whose project.
    wanted : str
        'marks' or 'suggestions'; anything else counts the marks if there are any.
    only : Only
        What counts of all that is there.

    Raises
    ------
    Forbidden
        If there is nothing that they may see.
    """
    scope = _scope(session, only)
    blindness.note_look(session, "counted")
    there = COUNTS[0 if reports.has_marks(session.store, scope._replace(only=EVERYTHING)) else 1]
    counted = wanted if wanted in COUNTS else there
    found = _counted(session, scope, counted)
    cells, spread = found["cells"], found["spread"]
    shown = (cells, counted, spread[counted])
    names = {each.id: each.name for each in people.annotators(session.store)}
    tables = {
        "labels": made.labels(*shown),
        "sources": made.sources(*shown),
        "languages": made.by_language(*shown),
        "months": made.months(*shown),
        "names": made.names(found["names"], counted, made.total(cells), spread[counted]),
        "answers": made.answers(found["answers"], found["all_answers"], spread["answers"]),
        "days": made.days(found["days"], names, spread["acts"]),
    }
    hues = _name_labels(session, tables.values())
    return Report(found["tiles"], counted, tables, hues, scope.sight != "all", only)


def _counted(session: Session, scope: Scope, counted: str) -> dict[str, Any]:
    """Return what the store counts, each as it is kept or counted now."""
    now, asked = keeping.stamp(session), _asked(session.store, scope, counted)

    def ask(name: str) -> Any:
        seen, count = asked[name]
        what = (name, seen, counted if name in ("cells", "names") else "")
        return keeping.kept(session, now, what, lambda: count(seen))

    found = dict(zip(asked, _READERS.map(ask, asked), strict=True))
    days, on = found.pop("days")
    if scope.only.of_annotations:
        tiles, spread = _of_annotations(found, on)
    else:
        own = sum(row["own"] for row in found["answers"])
        tiles = found["tiles"] | {"open": found["tiles"]["suggestions"] - own}
        spread = found["spread"] | {"answers": found["spread"]["suggestions"]}
    if scope.only.label_id or scope.only.quote:
        # What an answer without its suggestion was about is not known.
        found["all_answers"] = None
    return found | {"days": days, "tiles": tiles, "spread": spread}


def _asked(
    store: Store, scope: Scope, counted: str
) -> dict[str, tuple[Scope, Callable[[Scope], Any]]]:
    """Return what is asked of the store, and for whom; what takes longest first.

    What does not depend on who looks is counted for nobody, so that all share it.
    """
    anybody = scope._replace(annotator_id="")
    of_marks = anybody if counted == "marks" else scope
    asked: dict[str, tuple[Scope, Callable[[Scope], Any]]] = {
        "answers": (scope, lambda seen: reports.answers(store, seen)),
        "days": (anybody, lambda seen: reports.days(store, seen)),
        "cells": (of_marks, lambda seen: reports.cells(store, seen, counted)),
        "names": (of_marks, lambda seen: reports.names(store, seen, counted, NOT_NAMES)),
        "tiles": (scope, lambda seen: reports.tiles(store, seen)),
        "spread": (scope, lambda seen: reports.spread(store, seen)),
        "all_answers": (anybody, lambda seen: reports.all_answers(store, seen)),
    }
    if scope.only.of_annotations:  # the counts that articles keep are of no help
        del asked["spread"]
        lists = ["marks", "suggestions", "notes", "unanswered"]
        for listed in [*lists, "answers"] if scope.only.annotator_id else lists:
            asked[f"list of {listed}"] = (scope, partial(_sums, store, listed))
    return asked


def _sums(store: Store, listed: str, scope: Scope) -> tuple[int, int]:
    return passages.sums(store, scope, listed)


def _of_annotations(found: Mapping[str, Any], on: int) -> tuple[dict[str, int], dict[str, int]]:
    """Return the totals, and on how many articles, where some annotations of an article count."""
    sums = {name: found[f"list of {name}"] for name in ("marks", "suggestions", "notes")}
    answered = found.get("list of answers", sums["suggestions"])
    tiles = found["tiles"] | {name: n for name, (n, _) in sums.items()}
    tiles["open"] = found["list of unanswered"][0]
    return tiles, {name: articles for name, (_, articles) in sums.items()} | {
        "acts": on, "answers": answered[1],
    }  # fmt: skip


@roles.needs("read")
def choices(session: Session) -> Choices:
    """Return what the figures can be filtered by: of what whoever asks may see."""
    scope, facets = _scope(session), library.facets(session)
    return Choices(
        facets["source"],
        facets["language"],
        reports.months(session.store, scope),
        {label.id: label.name for label in library.labels(session)},
        {each.id: each.name for each in library.annotators(session)},
    )


@roles.needs("read")
def behind(
    session: Session,
    listed: str,
    bar: Mapping[str, str],
    offset: int = 0,
    limit: int = ROWS,
    only: Only = EVERYTHING,
) -> Page:
    """Return a page of the passages behind a bar, and how many there are in all.

    Parameters
    ----------
    session : Session
        Whose project.
    listed : str
        The `listed` of the table, or 'notes'.
    bar : mapping
        The columns that name the bar, with their values.
    offset, limit : int
        Which part of the list.
    only : Only
        What counts of all that is there, as in the report.
    """
    if listed == "answers" and bar.get("answer") == "open":
        listed, bar = "open", {"label_id": bar["label_id"]}
    elif listed == "answers":  # the bar is that of the label suggested, whatever became of it
        bar = {"suggested_label_id": bar["label_id"], "answer": bar["answer"]}
    return passages_of(session, _scope(session, only), listed, bar, (offset, limit))


def passages_of(
    session: Session, scope: Scope, listed: str, bar: Mapping[str, str], part: tuple[int, int]
) -> Page:
    """Return part of a list of passages with their labels' names; the scope says what is told."""
    store = session.store
    total = passages.count(store, scope, listed, bar)
    rows = passages.behind(store, scope, listed, bar, part) if total else []
    names = {label.id: label.name for label in people.labels(store, session.project.id)}
    for row in rows:
        row["label"] = names.get(row["label_id"], row["label_id"] or "")
    return Page(rows, total, part[0])


def _scope(session: Session, only: Only = EVERYTHING) -> Scope:
    return Scope(session.project.id, session.annotator.id, blindness.demand(session), only)


def as_csv(rows: Rows) -> bytes:
    """Return a table as CSV (RFC 4180, UTF-8 with the mark that spreadsheets need)."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(rows[0] if rows else ["n"])
    writer.writerows([guard(str(cell)) for cell in row.values()] for row in rows)
    return buffer.getvalue().encode("utf-8-sig")


def _name_labels(session: Session, tables: Iterable[Table]) -> dict[str, Hue]:
    """Give every row with a label its name, and return the hue of each name."""
    labels = people.labels(session.store, session.project.id)
    rows = [row for table in tables for row in table.rows if "label_id" in row]
    names = {row["label_id"]: row["label_id"] for row in rows}
    names |= {label.id: label.name for label in labels}
    shown = made.distinct(names)
    for row in rows:
        row["label"] = shown[row["label_id"]]
        row["n"] = row.pop("n")  # last, as in every table
    colours = {label.id: label.colour for label in labels}
    return {
        name: PALETTE.get(colours.get(label_id, ""), PALETTE["slate"])
        for label_id, name in shown.items()
    }
