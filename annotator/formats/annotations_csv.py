"""The annotations as CSV (RFC 4180, UTF-8): what leaves is what comes back.

One row for each annotation. Columns that only the loading back needs (the text among them) stand
last and are filled on the first row of each article. A cell that a spreadsheet would run as a
formula gets an apostrophe in front; a cell that begins with an apostrophe gets one more, so that
reading takes away exactly what writing put there (OWASP, CSV injection).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from annotator.errors import Refused

COLUMNS = (
    "project", "article_id", "title", "source", "url", "published_at", "text_sha256", "start",
    "end", "quote", "left", "right", "label", "label_id", "kind", "note", "annotator", "state",
    "created_at", "act_id", "annotation_id", "annotator_id", "suggestion_id", "score", "reason",
    "updated_at", "byline", "modified_at", "language", "tags", "text",
)  # fmt: skip
REQUIRED = ("project", "article_id", "text_sha256", "kind", "state", "annotation_id")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠")
_ROWS_AT_ONCE = 2_000


def guard(cell: str) -> str:
    """Return a cell that no spreadsheet runs as a formula."""
    return "'" + cell if cell.startswith(_FORMULA) else cell


def unguard(cell: str) -> str:
    """Return what `guard` was given."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


def write(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the CSV in pieces of some thousand rows; the first piece holds the header."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    for number, row in enumerate(rows, 1):
        cells = map(row.get, COLUMNS)
        writer.writerow(["" if cell is None else guard(str(cell)) for cell in cells])
        if number % _ROWS_AT_ONCE == 0:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


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
