"""A list of entities as CSV or TSV: id, name, aliases, description, in any order, by header.

Other names stand in one cell, separated by | or ;. A row that can't be taken costs one row.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping

from annotator.errors import Refused
from annotator.model import Entity, Refusal

LONGEST = {"id": 400, "name": 400, "aliases": 8_000, "description": 4_000}
_NAMES = {
    "id": "id identifier entity_id qid wikidata wikidata_id item uri url iri code key",
    "name": "name label title itemlabel preflabel preferred_label preferred_name entity",
    "aliases": "aliases alias altlabel altlabels itemaltlabel also_known_as synonyms other_names",
    "description": "description desc itemdescription definition note notes comment",
}
_DELIMITERS = ",\t;|"
_SEPARATORS = re.compile(r"[|;]")
_LONGEST_ROW = 131_072


def read(text: str, place: str) -> Iterator[Entity | Refusal]:
    """Yield each row as an entity, or why it can't be one, with the line that it begins in.

    Raises
    ------
    Refused
        If it is no table, or its header names no identifier or no name.
    """
    lines = text.splitlines(keepends=True)
    first = next((line for line in lines if line.strip()), "")
    delimiter = max(
        _DELIMITERS, key=lambda each: len(next(csv.reader([first], delimiter=each), []))
    )
    csv.field_size_limit(_LONGEST_ROW)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    columns: dict[str, int] = {}
    width, begins, seen = 0, 1, dict[str, int]()
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise Refused(
                f"{place}, line {begins}: the row can't be read ({error}).",
                "Correct its quotation marks; nothing was loaded.",
            ) from None
        line, begins = begins, reader.line_num + 1
        if cells is None:
            return
        if not any(cell.strip() for cell in cells):
            continue
        if not columns:
            columns, width = _columns(cells, place), len(cells)
            continue
        yield _row(cells, columns, width, f"{place}, line {line}", seen, line)


def _columns(header: list[str], place: str) -> dict[str, int]:
    names = [re.sub(r"[\s\-?]+", "_", cell.strip().lower()).strip("_") for cell in header]
    found: dict[str, int] = {}
    for field, known in _NAMES.items():
        places = [names.index(each) for each in known.split() if each in names]
        places = [each for each in places if each not in found.values()]
        if places:
            found[field] = places[0]
    for field in ("id", "name"):
        if field not in found:
            shown = ", ".join(cell.strip()[:40] for cell in header[:8])
            raise Refused(
                f"{place} has no column “{field}”; its first line says: {shown[:200]}.",
                "Write id, name, aliases, description into the first line.",
            )
    return found


def _row(
    cells: list[str], columns: Mapping[str, int], width: int, place: str, seen: dict[str, int],
    line: int,
) -> Entity | Refusal:  # fmt: skip
    if len(cells) != width:
        return Refusal(place, f"The row has {len(cells)} fields, and the header {width}.")
    row = {field: cells[index].strip() for field, index in columns.items()}
    for field, most in LONGEST.items():
        if len(row.get(field, "")) > most:
            return Refusal(
                place, f"The {field} has {len(row[field]):,} characters; {most:,} are the most."
            )
    if not row["id"]:
        return Refusal(place, "There is no id.")
    if not row["id"].isprintable():
        return Refusal(place, "The id has to be text on one line.")
    if row["id"] in seen:
        return Refusal(place, f"The id {row['id'][:60]} stands in line {seen[row['id']]} already.")
    seen[row["id"]] = line
    names = (" ".join(each.split()) for each in _SEPARATORS.split(row.get("aliases", "")))
    name = " ".join(row["name"].split()) or row["id"]
    aliases = tuple(dict.fromkeys(each for each in names if each and each != name))
    return Entity(row["id"], name, aliases, " ".join(row.get("description", "").split()))
