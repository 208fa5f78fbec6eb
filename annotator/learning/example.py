"""What there is to learn from in an article: its marks, and where it was read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

Span = tuple[int, int, str]  # start, end, label id


@dataclass(frozen=True, slots=True)
class Example:
    """An article as its annotators left it.

    `spans` are the passages that people marked, `rejected` those that they said are none.
    `read` are the ranges in which what is not marked is known to be nothing: silence elsewhere
    says nothing, because nobody has been there.
    """

    id: str
    text: str
    language: str = ""
    spans: tuple[Span, ...] = ()
    rejected: tuple[Span, ...] = ()
    read: tuple[tuple[int, int], ...] = ()

    def was_read(self, start: int, end: int) -> bool:
        """Return whether silence at a passage says something."""
        return any(first <= start and end <= last for first, last in self.read)


def of_label(spans: Iterable[Span], labels: Iterable[str]) -> list[Span]:
    """Return the spans with one of these labels without overlaps: of two the longer stays."""
    wanted = set(labels)
    kept: list[Span] = []
    for span in sorted(
        (s for s in spans if s[2] in wanted), key=lambda s: (s[0] - s[1], s[0], s[2])
    ):
        if all(span[1] <= other[0] or other[1] <= span[0] for other in kept):
            kept.append(span)
    return sorted(kept)
