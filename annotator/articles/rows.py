"""Tables as streams of rows: JSON lines, JSON and Parquet; CSV has its own module."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO, cast
from zipfile import ZipExtFile

from annotator.articles.delimited import read_delimited
from annotator.articles.encoding import decode, decoded_lines, find_encoding
from annotator.articles.limits import MAX_UNPACKED_BYTES
from annotator.articles.row import Row
from annotator.errors import Refused
from annotator.model import Refusal

TABLES = (".csv", ".tsv", ".jsonl", ".json", ".parquet")

_LISTS = ("articles", "items", "entries", "data", "rows", "results", "records", "documents", "docs")
_BODIES = ("text", "body", "content", "articlebody", "article_body", "maintext", "details")
_DEEPEST = 3
_BATCH = 200


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a table file, as they are asked for, and the encoding they were read in."""

    rows: Iterator[Row | Refusal]
    encoding: str


def read_table(place: str, extension: str, stream: BinaryIO) -> Table:
    """Return the rows of a table; `stream` has to stay open while they are asked for.

    JSON lines, CSV, TSV and Parquet are read piece by piece, JSON as a whole.

    Raises
    ------
    Refused
        If the file as a whole is not a table: not text, broken JSON, no Parquet.
    """
    if extension == ".parquet":
        return Table(_parquet(place, stream), "utf-8")
    if extension == ".json":
        text, encoding = decode(stream.read())
        return Table(_json(place, text), encoding)
    encoding = find_encoding(stream)
    if extension == ".jsonl":
        return Table(_json_lines(place, stream, encoding), encoding)
    tabs = extension == ".tsv"
    lines = decoded_lines(stream, encoding)
    return Table(read_delimited(place, lines, encoding, tabs), encoding)


def _json_lines(place: str, stream: BinaryIO, encoding: str) -> Iterator[Row | Refusal]:
    plain = encoding.removesuffix("-sig")
    for number, line in enumerate(decoded_lines(stream, encoding), 1):
        if not line.strip():
            continue
        where = f"{place}, line {number}"
        try:
            item = json.loads(line.strip())
        except json.JSONDecodeError as error:  # its own words count lines within this one
            yield Refusal(where, f"Broken JSON line: {error.msg} at column {error.colno}.")
            continue
        except (ValueError, RecursionError) as error:
            yield Refusal(where, f"Broken JSON line: {error}.")
            continue
        yield _row(where, item, line.encode(plain))


def _json(place: str, text: str) -> Iterator[Row | Refusal]:
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Refused(f"Broken JSON: {error}.", "Is it JSON lines? Name it .jsonl then.") from None
    items = _items(content)
    for number, item in enumerate(items, 1):
        where = place if len(items) == 1 else f"{place}, item {number}"
        yield _row(where, item, json.dumps(item, ensure_ascii=False).encode(errors="replace"))


def _items(content: object) -> Sequence[object]:
    """Return the articles of a JSON file: an array, an object of them or around one, an article."""
    if not isinstance(content, dict):
        return content if isinstance(content, list) else [content]
    lists = {str(k).lower(): v for k, v in content.items() if isinstance(v, list) and v}
    named = next((lists[name] for name in _LISTS if name in lists), None)
    if named:
        return cast("list[object]", named)
    if any(str(k).lower() in _BODIES for k in content):
        return [content]
    values = list(content.values())
    if len(values) > 1 and all(isinstance(v, dict) for v in values):
        return values  # articles by their ids
    objects = [v for v in lists.values() if all(isinstance(x, dict) for x in v)]
    return max(objects, key=len) if objects else [content]


def _parquet(place: str, stream: BinaryIO) -> Iterator[Row | Refusal]:
    import pyarrow as pa
    from pyarrow import parquet

    if isinstance(stream, ZipExtFile):  # each step back in it would unpack it from its start
        stream = io.BytesIO(stream.read())
    try:
        file = parquet.ParquetFile(stream)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise Refused(f"This is not a Parquet table: {error}.") from None
    groups = range(file.metadata.num_row_groups)
    unpacked = sum(file.metadata.row_group(n).total_byte_size for n in groups)
    if unpacked > MAX_UNPACKED_BYTES:
        raise Refused(
            f"Too large: the table is {unpacked / 1e9:.1f} GB unpacked, and "
            f"{MAX_UNPACKED_BYTES / 1e9:.0f} GB is the limit.",
            "Cut it into parts.",
        )
    number = 0
    for batch in file.iter_batches(batch_size=_BATCH):
        for item in batch.to_pylist():
            number += 1
            original = json.dumps(item, ensure_ascii=False, default=str)
            yield _row(f"{place}, row {number}", item, original.encode(errors="replace"))


def _row(place: str, item: object, original: bytes) -> Row | Refusal:
    if isinstance(item, str):
        return Row(place, {"text": item}, original)
    if not isinstance(item, dict):
        return Refusal(place, "This is neither an object with fields nor a text.")
    if not any(isinstance(v, dict) for v in item.values()):
        return Row(place, item, original)
    return Row(place, dict(_flat(item)), original)


def _flat(
    item: Mapping[str, object], above: str = "", depth: int = 0
) -> Iterator[tuple[str, object]]:
    """Yield the fields of nested objects under dotted names: `details.body`."""
    for key, value in item.items():
        if isinstance(value, dict) and depth < _DEEPEST:
            yield from _flat(value, f"{above}{key}.", depth + 1)
        elif not isinstance(value, dict):
            yield f"{above}{key}", value
