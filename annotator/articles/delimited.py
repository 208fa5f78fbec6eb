"""CSV and TSV, row by row, where one broken row costs one row.

A quotation mark that is opened and never closed would swallow all that follows. So the reader is
strict, remembers the lines of the row it is in, and steps back to the second of them when the row
turns out to be broken.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator

from annotator.articles.limits import MAX_ARTICLE_CHARACTERS
from annotator.articles.row import Row
from annotator.model import Refusal

_DELIMITERS = ",;\t|"
# A header's cells are names. Longer than this they are text, and the table has no header.
_LONGEST_NAME = 80
# Whatever came next would be taken for the names of the columns.
_NO_HEADER = "Nothing of the table was read; correct its first line."


class _Lines:
    """Lines that remember those of the current row."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._again: deque[str] = deque()
        self._characters = 0
        self.row: list[str] = []

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines)
        self.row.append(line)
        self._characters += len(line)
        if self._characters > 2 * MAX_ARTICLE_CHARACTERS:
            raise csv.Error("the row goes on for longer than an article may be")
        return line

    def peek(self) -> str:
        """Return the first line, which is read again afterwards."""
        line = next(self._lines, "")
        if line:
            self._again.append(line)
        return line

    def begin_row(self) -> None:
        self.row = []
        self._characters = 0

    def step_back(self) -> None:
        """Give back all lines of the row but its first."""
        self._again.extendleft(reversed(self.row[1:]))
        del self.row[1:]


def read_delimited(
    place: str, lines: Iterator[str], encoding: str, tabs: bool
) -> Iterator[Row | Refusal]:
    """Yield the rows of a CSV or TSV table; rows are counted as a spreadsheet shows them."""
    csv.field_size_limit(2 * MAX_ARTICLE_CHARACTERS)
    source = _Lines(lines)
    delimiter = "\t" if tabs else _delimiter(source)
    columns: tuple[str, ...] = ()
    for number, cells in enumerate(_split(source, delimiter), 1):
        where = f"{place}, row {number}"
        if isinstance(cells, str):
            if not columns:
                yield Refusal(where, f"Broken quoting in the header: {cells}. {_NO_HEADER}")
                return
            yield Refusal(where, f"Broken quoting: {cells}. The row was left out.")
            continue
        if not cells:
            continue
        if not columns:
            columns, is_header = _columns(cells)
            if is_header:
                continue
        if len(cells) != len(columns):
            yield Refusal(
                where, f"The row has {len(cells)} fields, and the table {len(columns)} columns."
            )
            continue
        original = "".join(source.row).encode(encoding.removesuffix("-sig"))
        yield Row(where, dict(zip(columns, cells, strict=True)), original)


def _split(source: _Lines, delimiter: str) -> Iterator[list[str] | str]:
    """Yield the cells of each row, or what is wrong with it."""
    reader = csv.reader(source, delimiter=delimiter, strict=True)
    while True:
        source.begin_row()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            first = source.row[0].rstrip("\r\n") if source.row else ""
            source.step_back()
            reader = csv.reader(source, delimiter=delimiter, strict=True)
            # Many programs write tabs without any quoting, so a mark may be just a mark.
            yield first.split("\t") if delimiter == "\t" else _in_words(error)
            continue
        yield cells


def _in_words(error: csv.Error) -> str:
    if "end of data" in str(error) or "longer" in str(error):
        return "a quotation mark is opened and never closed"
    return "a quotation mark stands inside a quoted field without being doubled"


def _delimiter(source: _Lines) -> str:
    """Return the character that cuts the first line into most fields."""
    first = source.peek()
    return max(_DELIMITERS, key=lambda d: len(next(csv.reader([first], delimiter=d), [])))


def _columns(cells: list[str]) -> tuple[tuple[str, ...], bool]:
    """Return the names of the columns, and whether the first row holds them."""
    if any(len(cell) > _LONGEST_NAME for cell in cells):
        return tuple(f"column {n}" for n in range(1, len(cells) + 1)), False
    names: list[str] = []
    for number, cell in enumerate(cells, 1):
        name = cell.strip() or f"column {number}"
        names.append(f"{name} ({number})" if name in names else name)
    return tuple(names), True
