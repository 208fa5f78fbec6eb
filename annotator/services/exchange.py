"""The labelled data, out and in."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from annotator.formats import annotations_csv
from annotator.labels import PALETTE
from annotator.model import Draft, Label, Verdict
from annotator.services.session import Session
from annotator.store import articles, exchange, people
from annotator.store.exchange import Selection
from annotator.text import sha256

__all__ = ["Selection", "export_csv", "import_csv"]

Row = tuple[int, dict[str, str]]


def export_csv(session: Session, selection: Selection) -> Iterator[str]:
    """Yield the chosen annotations as CSV, in pieces; memory stays flat."""
    chosen = exchange.articles(session.store, session.project.id, session.annotator.id, selection)
    return annotations_csv.write(annotations_csv.Group(*article) for article in chosen)


def import_csv(session: Session, data: bytes, place: str, project: str = "") -> Iterator[Verdict]:
    """Load annotations, and the articles they are on, from a CSV that `export_csv` wrote.

    Yields a verdict for each row. Rows keep their ids, annotators and times; a row that is there
    already is a duplicate, and one that does not fit the text is refused. The project is the one
    the file names, unless `project` names another.

    Raises
    ------
    Refused
        If the file is not such a CSV.
    """
    text = io.StringIO(data.decode("utf-8-sig"), newline="")
    rows = annotations_csv.read(text)
    for name, of_project in groupby(rows, key=lambda row: row[1]["project"]):
        named = people.project(session.store, project or name)
        target = Session(session.store, named, session.annotator)
        load_id = articles.begin_load(
            target.store, target.project.id, target.annotator.id, f"{place} (annotations)"
        )
        for article_id, of_article in groupby(of_project, key=lambda row: row[1]["article_id"]):
            yield from _import_article(target, load_id, place, article_id, list(of_article))


def is_annotations_csv(path: Path) -> bool:
    """Return whether a file is a CSV of annotations, by its header."""
    if path.suffix.lower() != ".csv" or not path.is_file():
        return False
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        header = set(file.readline(10_000).strip().split(","))
    return set(annotations_csv.REQUIRED) <= header


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
    _complete_labels(session, [row for _, row in annotated])
    outcomes = exchange.bring_in(
        session.store, article_id, [_snapshot(session, row) for _, row in annotated]
    )
    return [
        _verdict(f"{place}, line {n}", outcome, article_id)
        for (n, _), outcome in zip(annotated, outcomes, strict=True)
    ] or [Verdict(f"{place}, line {line}", "loaded", "", article_id)]


def _verdict(place: str, outcome: str, article_id: str) -> Verdict:
    if outcome == "loaded":
        return Verdict(place, "loaded", "", article_id)
    if outcome == "duplicate":
        return Verdict(place, "duplicate", "the annotation is there already", article_id)
    return Verdict(place, "refused", outcome, article_id)


def _draft(row: Mapping[str, str], place: str) -> Draft:
    tags = json.loads(row["tags"]) if row["tags"].startswith("[") else []
    return Draft(
        body=row["text"],
        title=row["title"],
        byline=row["byline"],
        source=row["source"],
        url=row["url"],
        published_at=row["published_at"],
        modified_at=row["modified_at"],
        language=row["language"],
        tags=tuple(str(tag) for tag in tags),
        original=row["text"].encode(),
        place=place,
    )


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
        "note": row["note"],
        "state": row["state"],
        "suggestion_id": row["suggestion_id"] or None,
        "score": float(row["score"]) if _is_number(row["score"]) else None,
        "reason": row["reason"],
        "annotator_id": annotator_id,
        "created_at": row["created_at"],
        "updated_at": row["updated_at"],
        "act_id": row["act_id"],
    }


def _number(cell: str) -> int | None:
    return int(cell) if cell.isascii() and cell.isdigit() else None


def _is_number(cell: str) -> bool:
    return cell.replace(".", "", 1).isdigit() and cell.isascii()
