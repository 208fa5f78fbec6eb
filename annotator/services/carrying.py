"""Carrying an annotator's work over from a copy of an article: what is found again, and what not.

The desk makes the acts, so that what was carried over is painted at once and undone in one stroke.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from annotator.errors import Refused
from annotator.services import carried_relations, reading
from annotator.services.anchoring import Finder, Range
from annotator.services.session import Session
from annotator.store import annotation, copies, people
from annotator.store.checks import passage_quote

_LISTED = 20  # of what is not found, in words
_DECIDED = ("made", "accepted", "corrected")
Told = dict[str, Any]


def offer(session: Session, article_id: str, from_id: str) -> Told:
    """Return what of the annotator's work on a copy can be carried over to an article.

    Returns
    -------
    dict
        `marks`, `labels` of the article as a whole, and `relations`: the contents of annotations
        that would be made, relations with their two marks; `there`, the same three of what is there
        already; `missing`, how many marks were not found again, with the words of the first in
        `words`; `apart`, how many relations join nothing here, or may not any more.

    Raises
    ------
    Refused
        If the two are no copies of one another.
    """
    here, copy = reading.read(session, article_id), reading.read(session, from_id)
    if not copies.are_copies(session.store, article_id, from_id):
        raise Refused("These articles are no copies of one another.", "Reload the page.")
    own, theirs = _own(session, here), _own(session, copy)
    finder, text = Finder(str(copy["text"]), str(here["text"])), str(here["text"])
    found: dict[str, Told] = {}  # by the id of the mark on the copy
    words = list[str]()
    for mark in _of_kind(theirs, "span"):
        if (passage := _passage(finder, mark)) is None:
            words.append(mark["quote"])
        else:
            found[mark["id"]] = _carried(mark, passage, text, from_id)
    labels = {label.id: label for label in people.labels(session.store, session.project.id)}
    joined = carried_relations.between(_of_kind(theirs, "relation"), found, labels)
    offered = {
        "marks": list(found.values()),
        "labels": [_kept(each, from_id) for each in _of_kind(theirs, "article")],
        "relations": [each | _kept(each, from_id) for each in joined.relations],
    }
    known = {carried_relations.key(each, labels) for each in _with_ends(own)}
    fresh, there = dict[str, list[Told]](), dict[str, list[Told]]()
    for name, all_ in offered.items():
        told = {carried_relations.key(each, labels): each for each in all_}
        fresh[name] = [each for key, each in told.items() if key not in known]
        there[name] = [each for key, each in told.items() if key in known]
    lost = {"missing": len(words), "words": words[:_LISTED], "apart": joined.apart}
    return {"from": from_id, **fresh, "there": there, **lost}


def _own(session: Session, article: Mapping[str, Any]) -> list[Told]:
    """Return what the annotator has put on an article, but for notes on the whole and replies."""
    return [
        each
        for each in annotation.of_article(session.store, article["seq"], session.annotator.id)
        if each["annotator_id"] == session.annotator.id and each["state"] in _DECIDED
        and (each["kind"] == "span" or each["label_id"])
    ]  # fmt: skip


def _of_kind(found: Sequence[Told], kind: str) -> list[Told]:
    return [each for each in found if each["kind"] == kind]


def _with_ends(found: Sequence[Told]) -> list[Told]:
    """Return annotations, the relations among them with the two marks that they join."""
    by_id = {each["id"]: each for each in found}
    joined = [each for each in _of_kind(found, "relation") if each["from_id"] in by_id]
    return [
        *(each for each in found if each["kind"] != "relation"),
        *(
            each | {"from": by_id[each["from_id"]], "to": by_id[each["to_id"]]}
            for each in joined
            if each["to_id"] in by_id
        ),
    ]


def _passage(finder: Finder, mark: Told) -> list[Range] | None:
    """Return the parts of a mark's passage as they were found again, all of them in order."""
    found = list[Range]()
    for start, end in mark["parts"] or [(mark["start"], mark["end"])]:
        part = finder.find(start, end)
        if part is None or (found and part[0] <= found[-1][1]):
            return None
        found.append(part)
    return found


def _carried(mark: Told, passage: list[Range], text: str, from_id: str) -> Told:
    start, end = passage[0][0], passage[-1][1]
    parts = [list(part) for part in passage] if len(passage) > 1 else None
    return _kept(mark, from_id) | {
        "start": start, "end": end, "parts": parts, "entity_id": mark["entity_id"],
        "quote": passage_quote(text, start, end, parts),
    }  # fmt: skip


def _kept(told: Mapping[str, Any], from_id: str) -> Told:
    """Return what stays as it is, with where it is from; whom a note mentions was told already."""
    kept = {name: value for name, value in told["attributes"].items() if name != "mentions"}
    return {
        "label_id": told["label_id"], "note": told["note"],
        "attributes": kept | {"carried_from": from_id},
    }  # fmt: skip
