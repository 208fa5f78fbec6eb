"""Events by the words that their names begin or end with."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.recognisers.reading import Candidate, Reading

STORMS = frozenset((
    "Hurricane", "Typhoon", "Cyclone", "Storm", "Tempest", "Hurrikan", "Taifun", "Huracán",
))  # fmt: skip
_OPENING = frozenset(("Battle", "Siege", "Treaty", "Massacre", "Conference", "Congress", "Peace"))
_ENDING = frozenset((
    "War", "Wars", "Olympics", "Paralympics", "Summit", "Championship", "Championships", "Cup",
    "Festival", "Revolution", "Uprising", "Massacre", "Agreement", "Agreements", "Accord",
    "Accords", "Treaty", "Marathon", "Games", "Pact", "Earthquake", "Crisis", "Offensive",
    "Conference", "Protocol", "Intifada", "Genocide", "Derby", "Prix", "Rally", "Biennale",
    "Expo",
))  # fmt: skip
_FENCES = frozenset(("The", "A", "An", "This", "In", "At", "Since", "After", "During", "Before"))
_LONGEST = 4


def find(reading: Reading) -> Iterator[Candidate]:
    """Yield the events that no list names."""
    tokens = reading.tokens
    for i, word in enumerate(tokens.words):
        if not tokens.capital[i] or tokens.heading[i]:
            continue
        if word in STORMS:
            found = _storm(reading, i)
        else:
            found = _beginning_at(reading, i) if word in _OPENING else None
        if found is None and word in _ENDING:
            found = _ending_at(reading, i)
        if found:
            yield found


def _storm(reading: Reading, i: int) -> Candidate | None:
    if not reading.is_capital(i + 1) or reading.tokens.breaks[i + 1] or reading.is_capital(i + 2):
        return None
    first = i - 1 if reading.tokens.word(i - 1) == "Tropical" else i
    return reading.candidate(first, i + 2, "EVENT", 0.85, "storm")


def _beginning_at(reading: Reading, i: int) -> Candidate | None:
    """Return Battle of X; a second name behind 'and' is no part of it."""
    if reading.tokens.word(i + 1) != "of" or not reading.is_capital(i + 2):
        return None
    last = reading.run_right(i + 2, frozenset("-"))
    if last > i + 2 + _LONGEST:
        return None
    return reading.candidate(i, last, "EVENT", 0.8, f"{reading.tokens.words[i]} of that name")


def _ending_at(reading: Reading, i: int) -> Candidate | None:
    """Return X Summit, 1964 Summer Olympics and the like; a head alone names nothing."""
    tokens = reading.tokens
    first = reading.run_left(i)
    first = max([first, *(k + 1 for k in range(first, i) if tokens.words[k] in _FENCES)])
    if not i - _LONGEST <= first < i or reading.is_capital(i + 1):
        return None
    if tokens.words[first] in reading.known.titles:
        return None
    year = tokens.word(first - 1)
    if len(year) == 4 and year.isdigit():
        first -= 1
    return reading.candidate(first, i + 1, "EVENT", 0.75, f"name with '{tokens.words[i]}'")
