"""People who stand among others: Ana Rollo, Zoltrik Maren and Vera Lund."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from annotator.recognisers.name_evidence import Name
from annotator.recognisers.name_shape import extent
from annotator.recognisers.reading import Candidate, Reading

_BETWEEN = frozenset((",", "and", "&", "und", "et", "y", "и", "ve", ";"))


def find(reading: Reading, kept: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yield unknown names of two or three words in a row with names that were `kept`."""
    tokens = reading.tokens
    people = [c for c in kept if c.label == "PER" and c.last - c.first > 1]
    begins = {c.first for c in people}
    steps = [(c.last, True) for c in people] + [(c.first, False) for c in people]
    for at, onward in steps:
        i = _next(reading, at) if onward else _previous(reading, at)
        if i is None or i in begins or tokens.heading[i]:
            continue
        last, parts = extent(reading, i)
        name = Name(reading, i, last, [tokens.words[k] for k in parts])
        if len(parts) in (2, 3) and name.may_be_unknown and _is_whole(reading, last, at, onward):
            yield reading.candidate(i, last, "PER", 0.62, "among other names")


def _next(reading: Reading, at: int) -> int | None:
    """Return where the name after the one that ends before `at` begins."""
    word = reading.tokens.word
    if word(at) not in _BETWEEN:
        return None
    i = at + 1 + (word(at) == "," and word(at + 1) in _BETWEEN)
    return i if reading.is_capital(i) else None


def _previous(reading: Reading, at: int) -> int | None:
    """Return where the name before the one that begins at `at` begins."""
    i = at - 1
    while i > 0 and reading.tokens.words[i] in _BETWEEN:
        i -= 1
    if i == at - 1 or not reading.is_capital(i):
        return None
    return reading.run_left(i + 1)


def _is_whole(reading: Reading, last: int, at: int, onward: bool) -> bool:
    """Return whether nothing with a capital is left between the name and its neighbour."""
    if onward:
        return not reading.is_capital(last)
    return all(reading.tokens.words[k] in _BETWEEN for k in range(last, at))
