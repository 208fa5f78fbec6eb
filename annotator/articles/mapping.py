"""Which column of a table is which field of an article: guessed, shown, and then followed."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import PurePath

from annotator.articles.column_names import FIELDS, rank
from annotator.articles.drafts import (
    checked,
    field_date,
    field_text,
    field_url,
    from_scraped,
    too_long,
)
from annotator.articles.lines import split_tags
from annotator.articles.markup import is_fragment, to_text
from annotator.articles.row import Row
from annotator.articles.rows import TABLES, Table, read_table
from annotator.errors import Refused
from annotator.model import Draft, Refusal
from annotator.text import has_unspaced, normalise

_SAMPLE = 20
_SHOWN = 500
# What a cell of running text has; of the second, scripts that put no spaces between words.
_FEWEST_SPACES = 7
_FEWEST_CHARACTERS = 25

_CODE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{2,8})*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TableGuess:
    """What a table looks like, for a page to show before it is loaded.

    `mapping` goes from a Draft's field ('text' for the body) to a column; fields that no column
    seems to hold are missing. `rows` are the first rows, each cell cut to 500 characters.
    `encoding` is the one that was found.
    """

    columns: tuple[str, ...]
    mapping: dict[str, str]
    rows: list[dict[str, str]]
    encoding: str


def columns(name: str, data: bytes, sample: int = 20) -> TableGuess:
    """Return the columns of a table file and what each seems to be.

    Raises
    ------
    Refused
        If the file is not a table or can't be read.
    """
    extension = PurePath(name).suffix.lower()
    if extension not in TABLES:
        raise Refused(f"{name} is not a table.", f"Tables end in {', '.join(TABLES)}.")
    table = read_table(name, extension, io.BytesIO(data))
    first = [r for r in islice(table.rows, 2 * sample) if isinstance(r, Row)][:sample]
    rows = [{column: _shown(cell)[:_SHOWN] for column, cell in r.cells.items()} for r in first]
    return TableGuess(_all_columns(first), guess(first), rows, table.encoding)


def guess(rows: Sequence[Row]) -> dict[str, str]:
    """Return the mapping that the names of the columns and the contents of `rows` suggest."""
    names = _all_columns(rows)
    found: dict[str, str] = {}
    for field in FIELDS:
        ranked = [(place, c) for c in names if (place := rank(field, c)) is not None]
        free = [(place, c) for place, c in ranked if c not in found.values()]
        if free:
            found[field] = min(free, key=lambda x: x[0])[1]
    if "text" not in found:
        free_names = [c for c in names if c not in found.values()]
        longest = names[0] if len(names) == 1 else _longest(rows, free_names)
        if longest:
            found["text"] = longest
    return found


def drafts_of(
    place: str, table: Table, mapping: Mapping[str, str] | None
) -> Iterator[Draft | Refusal]:
    """Yield the article of each row, by the mapping that was given or else guessed."""
    first = list(islice(table.rows, _SAMPLE))
    sample = [r for r in first if isinstance(r, Row)]
    followed = guess(sample) if mapping is None else {f: c for f, c in mapping.items() if c}
    problem = _problem(followed, _all_columns(sample)) if sample else ""
    if problem:
        yield Refusal(place, problem)
        return
    if not first:
        yield Refusal(place, "Empty: the table has no rows.")
    for row in chain(first, table.rows):
        yield row if isinstance(row, Refusal) else _draft(row, followed, table.encoding)


def _problem(mapping: Mapping[str, str], names: Sequence[str]) -> str:
    if "text" not in mapping:
        return f"No column holds the text of an article; the columns are {', '.join(names)}."
    missing = [c for c in mapping.values() if c not in names]
    return f"There is no column {missing[0]!r}; they are {', '.join(names)}." if missing else ""


def _draft(row: Row, mapping: Mapping[str, str], encoding: str) -> Draft | Refusal:
    def cell(field: str) -> object:
        return row.cells.get(mapping[field]) if field in mapping else None

    text = cell("text")
    text = "" if text is None else str(text)
    if not text.strip():
        return Refusal(row.place, "Empty: there is no text in it.")
    refusal = too_long(text, row.place)
    if refusal:
        return refusal
    if is_fragment(text):
        text = to_text(text)
    if "title" in mapping:
        base: Draft | Refusal = Draft(normalise(text), place=row.place)
    else:
        base = from_scraped(text, row.place, row.original, encoding)
    if isinstance(base, Refusal) or len(mapping) == 1:  # no other column has anything to add
        return base
    return checked(
        replace(
            base,
            title=field_text(cell("title")) or base.title,
            byline=_names(cell("byline")) or base.byline,
            source=field_text(cell("source")) or base.source,
            url=field_url(cell("url")) or base.url,
            published_at=field_date(cell("published_at")) or base.published_at,
            modified_at=field_date(cell("modified_at")) or base.modified_at,
            language=_language(cell("language")) or base.language,
            tags=_tags(cell("tags")) or base.tags,
            original=row.original,
            encoding=encoding,
        )
    )


def _all_columns(rows: Sequence[Row]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(c for row in rows for c in row.cells))


def _longest(rows: Sequence[Row], names: Sequence[str]) -> str:
    """Return the column with most running text, if half of its cells or more hold some."""
    running = {c: [x for r in rows if _is_running(x := r.cells.get(c))] for c in names}
    best = max(running, key=lambda c: sum(len(str(x)) for x in running[c]), default="")
    return best if best and 2 * len(running[best]) >= len(rows) else ""


def _is_running(cell: object) -> bool:
    """Tell a sentence from a name, a path, an address or a list, however long that is."""
    if not isinstance(cell, str):
        return False
    return cell.count(" ") >= _FEWEST_SPACES or (
        len(cell) >= _FEWEST_CHARACTERS and has_unspaced(cell)
    )


def _shown(cell: object) -> str:
    if isinstance(cell, list):
        return ", ".join(map(str, cell))
    return "" if cell is None else str(cell)


def _names(cell: object) -> str:
    return field_text(", ".join(map(str, cell)) if isinstance(cell, list) else cell)


def _language(cell: object) -> str:
    found = _CODE.fullmatch(str(cell or "").strip())
    return found[1].lower() if found else ""


def _tags(cell: object) -> tuple[str, ...]:
    if isinstance(cell, list):
        return tuple(dict.fromkeys(field_text(x) for x in cell if isinstance(x, str) and x.strip()))
    return split_tags(str(cell)) if cell is not None else ()
