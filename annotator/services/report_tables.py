"""Tables of the statistics: what the store counts, with its unit, its n and what is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from annotator.services import languages
from annotator.store import reports

SOURCES = 20
# More bars than this can't be told apart; months then give way to years, and days to months.
PERIODS = 60

Rows = list[dict[str, Any]]


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


NAMES = "The 20 most frequent; case counts; dates, amounts and quotations are left out."


def labels(cells: Rows, unit: str, articles: int) -> Table:
    """Return how often each label occurs."""
    return Table(added(cells, "label_id"), unit, unit, total(cells), articles)


def sources(cells: Rows, unit: str, articles: int) -> Table:
    """Return how often each label occurs in each source."""
    rows, note = _most(cells, "source", "source", "sources")
    return Table(rows, unit, unit, total(cells), articles, note)


def by_language(cells: Rows, unit: str, articles: int) -> Table:
    """Return how often each label occurs in each language, which is named."""
    codes = {cell["language_id"] for cell in cells}
    names = distinct({code: languages.name(code) for code in codes})
    named = [cell | {"language": names[cell["language_id"]]} for cell in cells]
    rows, note = _most(named, "language_id", "language", "languages")
    return Table(rows, unit, unit, total(cells), articles, note)


def months(cells: Rows, unit: str, articles: int) -> Table:
    """Return how often each label occurs in each month, or year."""
    rows = added(cells, "month", "label_id")
    rows, note = _coarser(rows, "month", "label_id")
    rows.sort(key=lambda row: (row["month"] == "", row["month"], row["label_id"]))
    return Table(rows, unit, unit, total(cells), articles, note)


def names(found: Rows, unit: str, all_: int, articles: int) -> Table:
    """Return the names that occur most often, of all that is counted."""
    return Table([dict(row) for row in found], unit, unit, all_, articles, NAMES)


def days(found: Rows, people: Mapping[str, str], articles: int) -> Table:
    """Return how much each annotator did on each day; `people` are names by id."""
    shown = distinct({row["annotator_id"]: people[row["annotator_id"]] for row in found})
    rows = [
        {"day": row["day"], "annotator_id": row["annotator_id"]}
        | {"annotator": shown[row["annotator_id"]], "n": row["n"]}
        for row in found
    ]
    rows, note = _coarser(rows, "day", "annotator_id", "annotator")
    rows.sort(key=lambda row: (row["day"], row["annotator"]))
    return Table(rows, "acts", "acts", total(found), articles, note)


def answers(found: Rows, answered: int | None, articles: int) -> Table:
    """Return what became of the suggestions of each label.

    `answered` is how many answers there are in all, with those whose suggestion is not in the file;
    None: that can't be told.
    """
    kinds = (*reports.ANSWERS, "open")
    found = sorted(found, key=lambda row: -sum(row[kind] for kind in kinds))
    rows = [
        {"label_id": row["label_id"], "answer": kind, "n": row[kind]}
        for row in found
        for kind in kinds
        if row[kind]
    ]
    known = sum(row["n"] for row in rows if row["answer"] != "open")
    lost = 0 if answered is None else answered - known
    note = f"{_number(lost, 'answers')} to suggestions that are not in this file." if lost else ""
    unit = "answers and open suggestions"
    return Table(rows, unit, "answers", total(rows) + lost, articles, note)


def _most(cells: Rows, key: str, name: str, plural: str) -> tuple[Rows, str]:
    """Return the sums by a column of cells and by label, of the values with the most."""
    sums: Counter[str] = Counter()
    for cell in cells:
        sums[cell[key]] += cell["n"]
    shown = [value for value, _ in sums.most_common(SOURCES)]
    rest = len(sums) - len(shown)
    columns = dict.fromkeys((key, name, "label_id"))
    rows = [row for row in added(cells, *columns) if row[key] in set(shown)]
    rows.sort(key=lambda row: (shown.index(row[key]), -row["n"], row["label_id"]))
    note = f"The {SOURCES} {plural} with the most; {rest:,} more are left out." if rest > 0 else ""
    return rows, note


def _coarser(rows: Rows, period: str, *others: str) -> tuple[Rows, str]:
    """Return the rows by month or by year, where there are too many periods to show."""
    note = ""
    for length, word in ((7, "month"), (4, "year")):
        if word != period and len({row[period] for row in rows}) > PERIODS:
            short = [row | {period: row[period][:length]} for row in rows]
            rows = added(short, period, *others)
            note = f"By {word}, as there are more than {PERIODS} {period}s."
    return rows, note


def added(rows: Iterable[Mapping[str, Any]], *columns: str) -> Rows:
    """Return the sums of `n` over rows that have the same values in `columns`, largest first."""
    sums: Counter[tuple[Any, ...]] = Counter()
    for row in rows:
        sums[tuple(row[column] for column in columns)] += row["n"]
    return [dict(zip(columns, key, strict=True)) | {"n": n} for key, n in sums.most_common()]


def distinct(names: Mapping[str, str]) -> dict[str, str]:
    """Return names by id, told apart by the id where two are the same."""
    times = Counter(names.values())
    return {id_: name if times[name] == 1 else f"{name} ({id_})" for id_, name in names.items()}


def total(rows: Rows) -> int:
    """Return the sum of `n`."""
    return sum(row["n"] for row in rows)


def _number(count: int, unit: str) -> str:
    return f"{count:,} {unit.removesuffix('s') if count == 1 else unit}"
