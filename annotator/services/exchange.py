"""The labelled data, out and in."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby, islice
from pathlib import Path
from typing import Any, get_args

from annotator.errors import Refused
from annotator.formats import annotations_csv
from annotator.model import AnnotationKind, AnnotationState, Draft, Label, Verdict
from annotator.palette import PALETTE
from annotator.services import blindness, roles
from annotator.services.session import Session, session_on
from annotator.store import articles, exchange, people
from annotator.store.exchange import Selection
from annotator.text import sha256

__all__ = ["Selection", "count", "export_csv", "import_csv", "is_annotations", "preview"]

Row = tuple[int, dict[str, str]]


@roles.needs("export")
def export_csv(session: Session, selection: Selection) -> Iterator[str]:
    """Yield the chosen annotations as CSV, in pieces; memory stays flat.

    Who works blind gets of the selection what is their own, and all of it where that is lifted.
    """
    blindness.note_look(session, "exported")
    chosen = _chosen(session, selection)
    return annotations_csv.write(annotations_csv.Group(*article) for article in chosen)


@roles.needs("export")
def count(session: Session, selection: Selection) -> int:
    """Return how many rows the CSV of a selection has below its header."""
    return exchange.count(
        session.store, session.project.id, session.annotator.id, _seen(session, selection)
    )


@roles.needs("export")
def preview(session: Session, selection: Selection, rows: int = 10) -> list[dict[str, str]]:
    """Return the first rows of the CSV of a selection, as the file holds them."""
    chosen = _chosen(session, selection)
    first = (annotations_csv.Group(*article) for article in islice(chosen, rows))
    text = io.StringIO("".join(annotations_csv.write(first)), newline="")
    return [row for _, row in islice(annotations_csv.read(text), rows)]


def _chosen(session: Session, selection: Selection) -> Iterator[Any]:
    return exchange.articles(
        session.store, session.project.id, session.annotator.id, _seen(session, selection)
    )


def _seen(session: Session, selection: Selection) -> Selection:
    """Return of a selection what whoever asks may see."""
    return replace(selection, filter=blindness.seen(session, selection.filter))


@roles.needs("load")
def import_csv(
    session: Session,
    data: bytes,
    place: str,
    project: str = "",
    stop: Callable[[], bool] = lambda: False,
) -> Iterator[Verdict]:
    """Load annotations, and the articles they are on, from a CSV that `export_csv` wrote.

    Yields a verdict for each row. Rows keep their ids, annotators and times; a row that is there
    already is a duplicate, and one that does not fit the text is refused. The project is the one
    the file names, unless `project` names another.

    Raises
    ------
    Refused
        If the file is not such a CSV.
    """
    rows = annotations_csv.read(io.StringIO(_decoded(data, place), newline=""))
    for name, of_project in groupby(rows, key=lambda row: row[1]["project"]):
        target = _target(session, project or name)
        load_id = articles.begin_load(
            target.store, target.project.id, target.annotator.id, f"{place} (annotations)"
        )
        for article_id, of_article in groupby(of_project, key=lambda row: row[1]["article_id"]):
            if stop():
                return
            yield from _import_article(target, load_id, place, article_id, list(of_article))


def _decoded(data: bytes, place: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(
            f"{place} is not in UTF-8: {error.reason} at byte {error.start:,}.",
            "Save it as 'CSV UTF-8' in the spreadsheet, or load the file as it was exported.",
        ) from None


def _target(session: Session, project: str) -> Session:
    """Return the session on the project that a file goes to; members load where they lead."""
    if session.signed_in:
        target = session_on(session.store, project, session.annotator.id)
    else:
        target = replace(session, project=people.project(session.store, project))
    roles.require(target, "load")
    return target


def is_annotations_csv(path: Path) -> bool:
    """Return whether a file is a CSV of annotations, by its header."""
    if path.suffix.lower() != ".csv" or not path.is_file():
        return False
    with path.open("rb") as file:
        return is_annotations(file.readline(10_000))


def is_annotations(data: bytes | memoryview) -> bool:
    """Return whether the bytes of a CSV are annotations that Pressmark wrote, by the header."""
    header = bytes(data[:10_000]).partition(b"\n")[0].decode("utf-8-sig", errors="replace")
    return set(annotations_csv.REQUIRED) <= {cell.strip('" ') for cell in header.strip().split(",")}


def _import_article(
    session: Session, load_id: int, place: str, wanted_id: str, rows: list[Row]
) -> list[Verdict]:
    line, first = rows[0]
    draft = _draft(first, f"{place}, line {line}")
    if sha256(draft.body) != first["text_sha256"] and draft.body:
        reason = "the text is not the one that was exported: its hash differs"
        return [Verdict(f"{place}, line {n}", "refused", reason) for n, _ in rows]
    incoming = articles.Incoming(draft, first["text_sha256"], wanted_id)
    article_id = articles.find(session.store, session.project.id, first["text_sha256"])
    if not article_id and not draft.body:
        reason = "its text is neither in the file nor in the project"
        return [Verdict(f"{place}, line {n}", "refused", reason) for n, _ in rows]
    if not article_id:
        [verdict] = articles.add(session.store, session.project.id, load_id, [incoming])
        article_id = verdict.article_id
    annotated = [(n, row) for n, row in rows if row["annotation_id"]]
    strange = [(n, problem) for n, row in annotated if (problem := _problem(row))]
    numbers = {n for n, _ in strange}
    annotated = [(n, row) for n, row in annotated if n not in numbers]
    _complete_labels(session, [row for _, row in annotated])
    outcomes = exchange.bring_in(
        session.store, load_id, article_id, [_snapshot(session, row) for _, row in annotated]
    )
    numbered = [*zip((n for n, _ in annotated), outcomes, strict=True), *strange]
    return [_verdict(f"{place}, line {n}", what, article_id) for n, what in sorted(numbered)] or [
        Verdict(f"{place}, line {line}", "loaded", "", article_id)
    ]


def _problem(row: Mapping[str, str]) -> str:
    """Return why no annotation can be made of a row that somebody may have edited."""
    for column, known in (
        ("kind", get_args(AnnotationKind)),
        ("state", get_args(AnnotationState)),
    ):
        if row[column] not in known:
            return f"the {column} {row[column][:40]!r} is none of {', '.join(known)}"
    for column, wanted in (("parts", list), ("attributes", dict)):
        if row[column] and _json(row[column], wanted) is None:
            return f"the {column} {row[column][:40]!r} can't be read"
    missing = [name for name in ("annotator_id", "act_id") if not row[name]]
    return f"the column {missing[0]} is empty" if missing else ""


def _verdict(place: str, outcome: str, article_id: str) -> Verdict:
    if outcome == "loaded":
        return Verdict(place, "loaded", "", article_id)
    if outcome == "duplicate":
        return Verdict(place, "duplicate", "the annotation is there already", article_id)
    return Verdict(place, "refused", outcome, article_id)


def _draft(row: Mapping[str, str], place: str) -> Draft:
    return Draft(
        body=row["text"],
        title=row["title"],
        byline=row["byline"],
        source=row["source"],
        url=row["url"],
        published_at=row["published_at"],
        modified_at=row["modified_at"],
        language=row["language"],
        tags=_tags(row["tags"]),
        original=row["text"].encode(),
        place=place,
    )


def _tags(cell: str) -> tuple[str, ...]:
    try:
        tags = json.loads(cell or "[]")
    except ValueError:  # somebody has edited the cell
        tags = [cell]
    return tuple(map(str, tags)) if isinstance(tags, list) else (cell,)


def _complete_labels(session: Session, rows: list[dict[str, str]]) -> None:
    known = {label.id for label in people.labels(session.store, session.project.id)}
    hues = list(PALETTE)
    fresh: dict[str, Label] = {}
    for row in rows:
        label_id = row["label_id"]
        if label_id and label_id not in known and label_id not in fresh:
            colour = hues[(len(known) + len(fresh)) % len(hues)]
            fresh[label_id] = Label(
                label_id, row["label"] or label_id, row["kind"], label_id[:3].upper(), colour
            )
    if fresh:
        people.add_labels(session.store, session.project.id, tuple(fresh.values()))


def _snapshot(session: Session, row: Mapping[str, str]) -> dict[str, Any]:
    annotator_id = row["annotator_id"]
    people.bring_in_annotator(session.store, annotator_id, row["annotator"])
    return {
        "id": row["annotation_id"],
        "kind": row["kind"],
        "label_id": row["label_id"] or None,
        "start": _number(row["start"]),
        "end": _number(row["end"]),
        "quote": row["quote"] if row["kind"] == "span" else None,
        "parts": _json(row["parts"], list) or None,
        "note": row["note"],
        "state": row["state"],
        "suggestion_id": row["suggestion_id"] or None,
        **{name: row[name] or None for name in ("from_id", "to_id", "on_id", "entity_id")},
        "attributes": _json(row["attributes"], dict) or {},
        "score": _score(row["score"]),
        "reason": row["reason"],
        "annotator_id": annotator_id,
        "created_at": row["created_at"],
        "updated_at": row["updated_at"],
        "act_id": row["act_id"],
    }


def _number(cell: str) -> int | None:
    return int(cell) if cell.isascii() and cell.isdigit() else None


def _json(cell: str, wanted: type) -> Any:
    """Return what a cell holds as JSON; None if it is empty or something else than `wanted`."""
    try:
        held = json.loads(cell or "null")
    except ValueError:
        return None
    return held if isinstance(held, wanted) else None


def _score(cell: str) -> float | None:
    try:
        return float(cell)
    except ValueError:
        return None
