"""Organisations by the words that their names end or begin with, and acronyms they introduce."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.recognisers.reading import Candidate, Reading

_OF = frozenset(("of", "for", "on", "against"))
_INNER = frozenset(("&", "-", "of", "and", "for"))
_FORCES = (("armed", "forces"), ("air", "force"), ("military",), ("army",), ("navy",))


def find(reading: Reading) -> Iterator[Candidate]:
    """Yield the organisations that no list names."""
    heads = reading.known.organisation_heads
    for i, word in enumerate(reading.tokens.words):
        if word in heads and not reading.tokens.heading[i]:
            candidate = _around_head(reading, i)
            if candidate:
                yield candidate
        elif word in reading.known.demonyms or (i in reading.inside and word[0].isupper()):
            candidate = _forces_of(reading, i)
            if candidate:
                yield candidate


def acronyms(reading: Reading, named: list[Candidate]) -> Iterator[Candidate]:
    """Yield acronyms in brackets behind an organisation: World Health Organization (WHO)."""
    tokens = reading.tokens
    for candidate in named:
        k = candidate.last
        short = tokens.word(k + 1)
        if candidate.label == "ORG" and tokens.word(k) == "(" and tokens.word(k + 2) == ")":
            if 1 < len(short) < 9 and short[:1].isupper() and short[-1:].isupper():
                yield reading.candidate(k + 1, k + 2, "ORG", 0.9, "acronym in brackets")


def _around_head(reading: Reading, i: int) -> Candidate | None:
    first, last = reading.run_left(i), i + 1
    first = _without_opening(reading, first, i)
    while reading.tokens.word(last) in reading.known.organisation_heads:
        last += 1
    if reading.tokens.word(last) in _OF:
        start = last + 1 + (reading.tokens.word(last + 1) == "the")
        if reading.is_capital(start) and not reading.tokens.opens[start]:
            last = reading.run_right(start, _INNER)
    if last - first < 2 or (first == i and reading.tokens.word(i + 1) not in _OF):
        return None
    return reading.candidate(first, last, "ORG", 0.8, f"name with '{reading.tokens.words[i]}'")


def _without_opening(reading: Reading, first: int, head: int) -> int:
    """Return where the name begins when articles, titles and the like before it are left out."""
    tokens, known = reading.tokens, reading.known
    while first < head and (
        tokens.words[first] in ("The", "A", "An", "This", "Our")
        or tokens.words[first] in known.titles
        or not tokens.words[first][0].isalpha()
    ):
        first += 1
    return first


def _forces_of(reading: Reading, i: int) -> Candidate | None:
    """Return the armed forces of a country: Turkish military, Syrian armed forces."""
    tokens = reading.tokens
    for names in _FORCES:
        if tuple(tokens.words[i + 1 : i + 1 + len(names)]) == names:
            return reading.candidate(i, i + 1 + len(names), "ORG", 0.75, "armed forces")
    return None
