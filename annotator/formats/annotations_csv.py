"""The annotations as CSV (RFC 4180, UTF-8): what leaves is what comes back.

One row for each annotation. Columns that only the loading back needs (the text among them) stand
last and are filled on the first row of each article. A cell that a spreadsheet would run as a
formula gets an apostrophe in front; a cell that begins with an apostrophe gets one more, so that
reading takes away exactly what writing put there (OWASP, CSV injection).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from annotator.errors import Refused

# Each article's own columns, those of its annotations, and those that stand on its first row.
ARTICLE = ("project", "article_id", "title", "source", "url", "published_at", "text_sha256")
ANNOTATION = (
    "start", "end", "quote", "left", "right", "label", "label_id", "kind", "note", "annotator",
    "state", "created_at", "act_id", "annotation_id", "annotator_id", "suggestion_id", "score",
    "reason", "updated_at", "parts", "from_id", "to_id", "on_id", "entity_id", "attributes",
    "from_quote", "to_quote", "without_suggestions", "in_sight", "guidelines",
)  # fmt: skip
ONCE = ("byline", "modified_at", "language", "tags", "text")
COLUMNS = (*ARTICLE, *ANNOTATION, *ONCE)
REQUIRED = ("project", "article_id", "text_sha256", "kind", "state", "annotation_id")
_FORMULA = frozenset("=+-@\t\r\n'＝＋－＠")
# What a record may not hold to be joined as it is: a quotation mark, a line end, a formula.
# Plain searches for each of them together are five times as fast as one regular expression.
_SPECIAL = ('"', "\r", "\n", *(f",{sign}" for sign in _FORMULA - set("\r\n")))
_CHARACTERS_AT_ONCE = 1_000_000


class Group(NamedTuple):
    """An article and its annotations: cells in the order of ARTICLE, ANNOTATION and ONCE."""

    article: Sequence[str]
    annotations: Sequence[Sequence[str]]
    once: Sequence[str]


def guard(cell: str) -> str:
    """Return a cell that no spreadsheet runs as a formula."""
    return "'" + cell if cell[:1] in _FORMULA else cell


def unguard(cell: str) -> str:
    """Return what `guard` was given."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in _FORMULA else cell


def write(groups: Iterable[Group]) -> Iterator[str]:
    """Yield the CSV in pieces of about a megabyte; the first piece holds the header.

    An article without annotations is one row. The cells that all rows of an article share are
    made into text once.
    """
    pieces = [_line(COLUMNS)]
    size = 0
    bare = "," * len(ONCE) + "\r\n"
    for group in groups:
        head = _line(group.article)[:-2] + ","
        tail = "," + _line(group.once)
        for cells in group.annotations or (("",) * len(ANNOTATION),):
            row = head + _line(cells)[:-2] + tail
            tail = bare
            pieces.append(row)
            size += len(row)
        if size > _CHARACTERS_AT_ONCE:
            yield "".join(pieces)
            pieces, size = [], 0
    yield "".join(pieces)


class _Sink:
    """What csv.writer writes to: it hands back the record, which writerow then returns."""

    def write(self, record: str) -> str:
        return record


_WRITER = csv.writer(_Sink())  # its writerow returns what write returns


def _line(cells: Sequence[str]) -> str:
    """Return one CSV record with its line end.

    Most records need neither quotation marks nor guards, and joining them is faster than
    csv.writer; a cell that holds a comma shows in the count of commas.
    """
    record = ",".join(cells)
    if record.count(",") != len(cells) - 1 or record[:1] in _FORMULA:
        return str(_WRITER.writerow(map(guard, cells)))
    for special in _SPECIAL:
        if special in record:
            return str(_WRITER.writerow(map(guard, cells)))
    return record + "\r\n"


def read(text: io.TextIOBase) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the file's line number and the cells of each row, by column name.

    Raises
    ------
    Refused
        If a needed column is missing: this is not a file that Pressmark wrote.
    """
    csv.field_size_limit(2**31 - 1)  # a cell may hold an article of 5 million characters
    reader = csv.DictReader(text)
    missing = [name for name in REQUIRED if name not in (reader.fieldnames or ())]
    if missing:
        raise Refused(
            f"The CSV has no column {', '.join(missing)}.",
            "Choose a file that was exported by Pressmark; other tables are loaded as articles.",
        )
    for row in reader:
        yield (
            reader.line_num,
            {name: unguard(row.get(name) or "") for name in COLUMNS},
        )
