"""Passages found again in another text that is much the same.

A passage is looked for by its exact words. Of the places where they stand, the one counts whose
words around are most like those around the passage; where nothing around is alike, none does.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from annotator.services.likeness import words
from annotator.text import occurrences

Range = tuple[int, int]

_AROUND = 8  # words on each side
_LEAST = 3  # of them that have to be the same, at the same distance
_PLACES = 60  # that are looked at, those nearest to where the passage should be


class Finder:
    """Finds passages of one text in another one."""

    def __init__(self, source: str, target: str) -> None:
        self._source, self._target = _Words(source), _Words(target)
        self._places: dict[tuple[str, bool], list[Range]] = {}

    def find(self, start: int, end: int) -> Range | None:
        """Return where a passage of the source stands in the target, or None."""
        around = list(self._source.around(start, end))
        expected = start * len(self._target.text) / max(1, len(self._source.text))
        best: tuple[int, float, Range] | None = None
        for place in self._near(self._candidates(start, end), expected):
            alike = sum(
                mine == theirs
                for mine, theirs in zip(around, self._target.around(*place), strict=True)
            )
            found = (alike, -abs(place[0] - expected), place)
            if alike >= min(_LEAST, self._source.count) and (best is None or found > best):
                best = found
        return best[2] if best else None

    def _candidates(self, start: int, end: int) -> list[Range]:
        """Return where the words stand in the target; what is part of a word there only if here."""
        quote = self._source.text[start:end]
        for whole in (True, False):
            key = (quote, whole)
            if key not in self._places:
                self._places[key] = occurrences(self._target.text, quote, whole_words=whole)
            if self._places[key] or not self._source.cuts_word(start, end):
                return self._places[key]
        return []

    @staticmethod
    def _near(places: Sequence[Range], expected: float) -> Sequence[Range]:
        if len(places) <= _PLACES:
            return places
        at = bisect_left(places, (int(expected), 0))
        first = max(0, min(at - _PLACES // 2, len(places) - _PLACES))
        return places[first : first + _PLACES]


class _Words:
    """A text as its words, to be asked for those around a passage."""

    def __init__(self, text: str) -> None:
        self.text = text
        ranges = words(text)
        self.count = len(ranges)
        self._starts = [start for start, _ in ranges]
        self._ends = [end for _, end in ranges]

    def around(self, start: int, end: int) -> Iterator[str]:
        """Yield the words before a passage, the nearest first, and those behind it.

        Where the text begins or ends there is an empty one: that is alike too.
        """
        before, behind = bisect_right(self._ends, start) - 1, bisect_left(self._starts, end)
        for step in range(_AROUND):
            yield self._word(before - step)
            yield self._word(behind + step)

    def _word(self, number: int) -> str:
        if not 0 <= number < self.count:
            return ""
        return self.text[self._starts[number] : self._ends[number]]

    def cuts_word(self, start: int, end: int) -> bool:
        """Return whether a passage begins or ends inside a word."""
        return any(
            (number := bisect_right(self._starts, at - 1) - 1) >= 0
            and self._starts[number] < at < self._ends[number]
            for at in (start, end)
        )
