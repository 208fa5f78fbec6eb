"""The figures of the statistics page, as tables that name their unit and their n."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from annotator.formats.annotations_csv import guard
from annotator.model import Page
from annotator.palette import PALETTE, Hue
from annotator.services import blindness, roles
from annotator.services.session import Session
from annotator.store import passages, people, reports
from annotator.store.reports import Scope

COUNTS = ("marks", "suggestions")
ROWS = 20
CONTEXT = passages.CONTEXT  # code points on either side of a passage that is listed
# Labels of the default set that name nothing: 'Tuesday' is no name.
NOT_NAMES = ("DATE", "MONEY", "QUOTE")
SOURCES = 20
# More bars than this can't be told apart; months then give way to years, and days to months.
PERIODS = 60

Rows = list[dict[str, Any]]
# The queries of a page are independent, and SQLite lets go of the interpreter while it counts.
_READERS = ThreadPoolExecutor(2, "reports")


@dataclass(frozen=True, slots=True)
class Table:
    """One report: rows with `n` each, and what is needed to read them.

    `n` is the sum of the rows and `of` what there is in all, both in `unit`; `articles` tells in
    how many articles. `listed` names the list of passages behind the bars. `note` says what the
    rows leave out, if anything.
    """

    rows: Rows
    unit: str
    listed: str
    of: int
    articles: int
    note: str = ""

    @property
    def n(self) -> int:
        """The sum of the rows."""
        return sum(row["n"] for row in self.rows)

    @property
    def caption(self) -> str:
        """The n with its unit, in words."""
        part = f"{self.n:,} of " if self.n != self.of else ""
        return f"n = {part}{_number(self.of, self.unit)} in {_number(self.articles, 'articles')}"


@dataclass(frozen=True, slots=True)
class Report:
    """What the statistics page shows: totals, what it counts, and a table for each chart.

    `hues` holds the colour of each label, by the name that the tables show. `is_part`: it counts
    the articles alone whose blindness is lifted.
    """

    tiles: Mapping[str, int]
    counted: str
    tables: Mapping[str, Table]
    hues: Mapping[str, Hue]
    is_part: bool = False


@roles.needs("read")
def report(session: Session, wanted: str = "") -> Report:
    """Return all figures of the session's project: of what whoever asks may see.

    Who annotates there is told of the articles alone whose blindness is lifted.

    Parameters
    ----------
    session : Session
        Whose project.
    wanted : str
        'marks' or 'suggestions'; anything else counts the marks if there are any.

    Raises
    ------
    Forbidden
        If there is nothing that they may see.
    """
    store, scope = session.store, _scope(session)
    blindness.note_look(session, "counted")
    there = COUNTS[0 if reports.has_marks(store, scope) else 1]
    counted = wanted if wanted in COUNTS else there
    asked: list[Callable[[], Any]] = [  # what takes longest first
        lambda: reports.answers(store, scope),
        lambda: reports.cells(store, scope, counted),
        lambda: reports.tiles(store, scope),
        lambda: reports.names(store, scope, counted, NOT_NAMES),
        lambda: reports.days(store, scope),
        lambda: reports.spread(store, scope),
        lambda: reports.all_answers(store, scope),
    ]
    answers, cells, tiles, names, days, spread, answered = _READERS.map(lambda ask: ask(), asked)
    tiles["open"] = tiles["suggestions"] - sum(row["own"] for row in answers)
    total = _sum(cells)
    tables = {
        "labels": Table(_added(cells, "label_id"), counted, counted, total, spread[counted]),
        "sources": _sources(cells, counted, spread[counted]),
        "months": _months(cells, counted, spread[counted]),
        "names": Table(names, counted, counted, total, spread[counted], _NAMES),
        "answers": _answers(answers, answered, spread["suggestions"]),
        "days": _days(days, spread["acts"]),
    }
    is_part = scope.sight != "all"
    return Report(tiles, counted, tables, _name_labels(session, tables.values()), is_part)


@roles.needs("read")
def behind(
    session: Session, listed: str, bar: Mapping[str, str], offset: int = 0, limit: int = ROWS
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
    """
    if listed == "answers" and bar.get("answer") == "open":
        listed, bar = "open", {"label_id": bar["label_id"]}
    elif listed == "answers":  # the bar is that of the label suggested, whatever became of it
        bar = {"suggested_label_id": bar["label_id"], "answer": bar["answer"]}
    store, scope = session.store, _scope(session)
    total = passages.count(store, scope, listed, bar)
    rows = passages.behind(store, scope, listed, bar, (offset, limit)) if total else []
    names = {label.id: label.name for label in people.labels(store, session.project.id)}
    for row in rows:
        row["label"] = names.get(row["label_id"], row["label_id"] or "")
    return Page(rows, total, offset)


def _scope(session: Session) -> Scope:
    return Scope(session.project.id, session.annotator.id, blindness.demand(session))


def as_csv(rows: Rows) -> bytes:
    """Return a table as CSV (RFC 4180, UTF-8 with the mark that spreadsheets need)."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(rows[0] if rows else ["n"])
    writer.writerows([guard(str(cell)) for cell in row.values()] for row in rows)
    return buffer.getvalue().encode("utf-8-sig")


_NAMES = "The 20 most frequent; case counts; dates, amounts and quotations are left out."


def _sources(cells: Rows, unit: str, articles: int) -> Table:
    per_source: Counter[str] = Counter()
    for cell in cells:
        per_source[cell["source"]] += cell["n"]
    shown = [source for source, _ in per_source.most_common(SOURCES)]
    rest = len(per_source) - len(shown)
    rows = [row for row in _added(cells, "source", "label_id") if row["source"] in set(shown)]
    rows.sort(key=lambda row: (shown.index(row["source"]), -row["n"], row["label_id"]))
    note = f"The {SOURCES} sources with the most; {rest:,} more are left out." if rest > 0 else ""
    return Table(rows, unit, unit, _sum(cells), articles, note)


def _months(cells: Rows, unit: str, articles: int) -> Table:
    rows = _added(cells, "month", "label_id")
    rows, note = _coarser(rows, "month", "label_id")
    rows.sort(key=lambda row: (row["month"] == "", row["month"], row["label_id"]))
    return Table(rows, unit, unit, _sum(cells), articles, note)


def _days(days: Rows, articles: int) -> Table:
    seen = {row["annotator_id"]: row["annotator"] for row in days}
    shown = _distinct(seen)
    rows = [row | {"annotator": shown[row["annotator_id"]]} for row in days]
    rows, note = _coarser(rows, "day", "annotator_id", "annotator")
    rows.sort(key=lambda row: (row["day"], row["annotator"]))
    return Table(rows, "acts", "acts", _sum(days), articles, note)


def _answers(answers: Rows, answered: int, articles: int) -> Table:
    kinds = (*reports.ANSWERS, "open")
    answers = sorted(answers, key=lambda row: -sum(row[kind] for kind in kinds))
    rows = [
        {"label_id": row["label_id"], "answer": kind, "n": row[kind]}
        for row in answers
        for kind in kinds
        if row[kind]
    ]
    lost = answered - sum(row["n"] for row in rows if row["answer"] != "open")
    note = f"{_number(lost, 'answers')} to suggestions that are not in this file." if lost else ""
    return Table(rows, "answers and open suggestions", "answers", _sum(rows) + lost, articles, note)


def _coarser(rows: Rows, period: str, *others: str) -> tuple[Rows, str]:
    """Return the rows by month or by year, where there are too many periods to show."""
    note = ""
    for length, word in ((7, "month"), (4, "year")):
        if word != period and len({row[period] for row in rows}) > PERIODS:
            short = [row | {period: row[period][:length]} for row in rows]
            rows = _added(short, period, *others)
            note = f"By {word}, as there are more than {PERIODS} {period}s."
    return rows, note


def _added(rows: Iterable[Mapping[str, Any]], *columns: str) -> Rows:
    """Return the sums of `n` over rows that have the same values in `columns`, largest first."""
    sums: Counter[tuple[Any, ...]] = Counter()
    for row in rows:
        sums[tuple(row[column] for column in columns)] += row["n"]
    return [dict(zip(columns, key, strict=True)) | {"n": n} for key, n in sums.most_common()]


def _name_labels(session: Session, tables: Iterable[Table]) -> dict[str, Hue]:
    """Give every row with a label its name, and return the hue of each name."""
    labels = people.labels(session.store, session.project.id)
    rows = [row for table in tables for row in table.rows if "label_id" in row]
    names = {row["label_id"]: row["label_id"] for row in rows}
    names |= {label.id: label.name for label in labels}
    shown = _distinct(names)
    for row in rows:
        row["label"] = shown[row["label_id"]]
        row["n"] = row.pop("n")  # last, as in every table
    colours = {label.id: label.colour for label in labels}
    return {
        name: PALETTE.get(colours.get(label_id, ""), PALETTE["slate"])
        for label_id, name in shown.items()
    }


def _distinct(names: Mapping[str, str]) -> dict[str, str]:
    """Return names by id, told apart by the id where two are the same."""
    times = Counter(names.values())
    return {id_: name if times[name] == 1 else f"{name} ({id_})" for id_, name in names.items()}


def _sum(rows: Rows) -> int:
    return sum(row["n"] for row in rows)


def _number(count: int, unit: str) -> str:
    return f"{count:,} {unit.removesuffix('s') if count == 1 else unit}"
