"""Carrying an annotator's marks over from a copy of an article: what is found again, and what not.

The desk makes the acts, so that what was carried over is painted at once and undone in one stroke.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from annotator.errors import Refused
from annotator.services import reading
from annotator.services.anchoring import Finder, Range
from annotator.services.session import Session
from annotator.store import annotation, copies
from annotator.store.checks import passage_quote

_LISTED = 20  # of what is not found, in words


def offer(session: Session, article_id: str, from_id: str) -> dict[str, Any]:
    """Return what of the annotator's marks on a copy can be carried over to an article.

    Returns
    -------
    dict
        `marks`, the contents of annotations that would be made; `there`, how many are there
        already; `missing`, how many were not found again, with the words of the first in `words`.

    Raises
    ------
    Refused
        If the two are no copies of one another.
    """
    here, copy = reading.read(session, article_id), reading.read(session, from_id)
    if not copies.are_copies(session.store, article_id, from_id):
        raise Refused("These articles are no copies of one another.", "Reload the page.")
    text = str(here["text"])
    finder = Finder(str(copy["text"]), text)
    known = {_same(mark) for mark in _marks(session, here)}
    told: dict[str, Any] = {"from": from_id, "marks": [], "there": 0, "missing": 0, "words": []}
    for mark in _marks(session, copy):
        passage = _passage(finder, mark)
        if passage is None:
            told["missing"] += 1
            told["words"] = [*told["words"], mark["quote"]][:_LISTED]
            continue
        carried = _carried(mark, passage, text, from_id)
        if _same(carried) in known:
            told["there"] += 1
            continue
        known.add(_same(carried))
        told["marks"].append(carried)
    return told


def _marks(session: Session, article: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the annotator's own marks on passages of an article, but for what they rejected."""
    return [
        each
        for each in annotation.of_article(session.store, article["seq"], session.annotator.id)
        if each["kind"] == "span" and each["state"] in ("made", "accepted", "corrected")
        and each["annotator_id"] == session.annotator.id
    ]  # fmt: skip


def _passage(finder: Finder, mark: Mapping[str, Any]) -> list[Range] | None:
    """Return the parts of a mark's passage as they were found again, all of them in order."""
    found = list[Range]()
    for start, end in mark["parts"] or [(mark["start"], mark["end"])]:
        part = finder.find(start, end)
        if part is None or (found and part[0] <= found[-1][1]):
            return None
        found.append(part)
    return found


def _carried(
    mark: Mapping[str, Any], passage: list[Range], text: str, from_id: str
) -> dict[str, Any]:
    start, end = passage[0][0], passage[-1][1]
    parts = [list(part) for part in passage] if len(passage) > 1 else None
    # Whom a note mentions was told already.
    kept = {name: value for name, value in mark["attributes"].items() if name != "mentions"}
    return {
        "label_id": mark["label_id"], "start": start, "end": end, "parts": parts,
        "quote": passage_quote(text, start, end, parts), "note": mark["note"],
        "entity_id": mark["entity_id"], "attributes": kept | {"carried_from": from_id},
    }  # fmt: skip


def _same(mark: Mapping[str, Any]) -> tuple[object, ...]:
    """Return what makes two marks the same: label and passage; of a bare note, its words too."""
    parts = tuple(map(tuple, mark["parts"] or ()))
    words = mark["note"] if mark["label_id"] is None else ""
    return (mark["label_id"], mark["start"], mark["end"], parts, words)
