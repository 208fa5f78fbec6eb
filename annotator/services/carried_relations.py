"""Which relations of a copy can be carried over: those whose two marks were found again.

Of a chain stays together what is found of it, also where a mark in between is not.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from annotator.model import Label
from annotator.services import chains

Told = Mapping[str, Any]


class Between(NamedTuple):
    """Relations, each with the marks `from` and `to`; `apart` are those that join nothing here."""

    relations: list[dict[str, Any]]
    apart: int


def between(
    theirs: Sequence[Told], found: Mapping[str, dict[str, Any]], labels: Mapping[str, Label]
) -> Between:
    """Return the relations of a copy between the marks that were found again.

    Parameters
    ----------
    theirs : sequence of mapping
        The relations on the copy.
    found : mapping
        The marks that were found again, by their ids on the copy.
    labels : mapping
        The label set: what it does not let a relation join any more is left out.
    """
    kept, apart = list[dict[str, Any]](), 0
    for each in theirs:
        label = labels.get(each["label_id"])
        ends = found.get(each["from_id"]), found.get(each["to_id"])
        if _may_join(label, *ends):
            kept.append(_joined(each["label_id"], *ends, each["note"], each["attributes"]))
        else:
            apart += label is None or label.kind != "chain"
    for label in labels.values():
        if label.kind == "chain":
            pairs = [(r["from_id"], r["to_id"]) for r in theirs if r["label_id"] == label.id]
            kept += _bridges(label, pairs, found)
    return Between([each for each in kept if _same(each["from"]) != _same(each["to"])], apart)


def _bridges(
    label: Label, pairs: Collection[chains.Pair], found: Mapping[str, dict[str, Any]]
) -> list[dict[str, Any]]:
    gone = [mark for pair in pairs for mark in pair if mark not in found]
    bridged = chains.bridges(pairs, dict.fromkeys(gone))
    return [_joined(label.id, found[one], found[other], "", {}) for one, other in bridged]


def _joined(
    label_id: str, from_: Told | None, to: Told | None, note: str, attributes: Told
) -> dict[str, Any]:
    return {
        "label_id": label_id, "from": from_, "to": to, "note": note, "attributes": attributes,
    }  # fmt: skip


def _may_join(label: Label | None, from_: Told | None, to: Told | None) -> bool:
    if label is None or from_ is None or to is None:
        return False
    sides = ((label.joins.from_ids, from_), (label.joins.to_ids, to))
    return all(not allowed or end["label_id"] in allowed for allowed, end in sides)


def key(told: Told, labels: Mapping[str, Label]) -> tuple[object, ...]:
    """Return what makes two annotations the same: label, and passage, ends, or the whole article.

    Of a bare note its words count too. In a chain the direction says nothing.
    """
    if "from" not in told:
        return _same(told)
    ends = [_same(told["from"]), _same(told["to"])]
    label = labels.get(told["label_id"])
    if label is not None and label.kind == "chain":
        ends.sort(key=repr)
    return (told["label_id"], *ends)


def _same(mark: Told) -> tuple[object, ...]:
    parts = tuple(map(tuple, mark.get("parts") or ()))
    words = mark["note"] if mark["label_id"] is None else ""
    return (mark["label_id"], mark.get("start"), mark.get("end"), parts, words)
