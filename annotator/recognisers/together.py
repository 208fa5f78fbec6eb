"""Suggestions of two recognisers side by side: who gives way where they overlap."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from annotator.model import Suggestion


class Suggests(Protocol):
    """What suggests, as far as it matters here."""

    name: str
    version: str

    def suggest(self, text: str, language: str = "") -> list[Suggestion]:
        """Return suggestions."""


Passage = tuple[int, int]
# A quotation holds other suggestions and is none of their rivals.
_HOLDS = "QUOTE"


class Together:
    """Suggests what both find; where they overlap, the second gives way.

    It has the name of the second, and a version that changes with either.
    """

    def __init__(self, first: Suggests, then: Suggests) -> None:
        self._first, self._then = first, then
        self.name = then.name
        self.version = f"{then.version} with {first.name} {first.version}"

    def suggest(self, text: str, language: str = "") -> list[Suggestion]:
        """Return the suggestions of both, sorted by where they begin."""
        return beside(self._first.suggest(text, language), self._then.suggest(text, language))


def beside(first: Sequence[Suggestion], then: Sequence[Suggestion]) -> list[Suggestion]:
    """Return all of `first`, which lie one behind the other, and what of `then` leaves them room.

    A quotation gives no way to what lies in it. Where its speaker or its cue does, the quotation
    is joined to what stands in that place.
    """
    winners = sorted(first, key=lambda s: s.start)
    ends = [s.end for s in winners]
    instead: dict[Passage, Passage] = {}
    kept = list[Suggestion]()
    for suggestion in then:
        rival = _rival(winners, ends, suggestion)
        if rival is None:
            kept.append(suggestion)
        else:
            instead[suggestion.start, suggestion.end] = (rival.start, rival.end)
    kept = [_rejoined(suggestion, instead) for suggestion in kept]
    return sorted([*winners, *kept], key=lambda s: (s.start, -s.end))


def _rival(
    winners: Sequence[Suggestion], ends: Sequence[int], other: Suggestion
) -> Suggestion | None:
    """Return the first of `winners` that stands in the way of `other`."""
    k = bisect.bisect_right(ends, other.start)
    while k < len(winners) and winners[k].start < other.end:
        mine = winners[k]
        within = other.start <= mine.start and mine.end <= other.end
        is_whole = (mine.start, mine.end) == (other.start, other.end)
        if other.label_id != _HOLDS or not within or is_whole:
            return mine
        k += 1
    return None


def _rejoined(suggestion: Suggestion, instead: dict[Passage, Passage]) -> Suggestion:
    if not suggestion.joins:
        return suggestion
    own = (suggestion.start, suggestion.end)
    joins = [
        (label_id, *instead.get((start, end), (start, end)))
        for label_id, start, end in suggestion.joins
    ]
    # A quotation is not said by itself, which it might be where a rival reaches over its edge.
    return replace(suggestion, joins=tuple(each for each in joins if each[1:] != own))
