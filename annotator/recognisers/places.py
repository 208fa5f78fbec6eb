"""Places by the words that their names end or begin with, and by what stands beside them."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.recognisers.reading import Candidate, Reading

_PREPOSITIONS = frozenset((
    "in", "In", "near", "Near", "at", "At", "from", "From", "to", "towards", "toward", "outside",
    "inside", "around", "across", "throughout", "into", "via", "Across", "Outside", "between",
))  # fmt: skip
_KINDS = frozenset((
    "city", "town", "village", "province", "district", "state", "region", "county", "suburb",
    "port", "island", "governorate", "capital", "municipality",
))  # fmt: skip
_DIRECTIONS = frozenset((
    "North", "South", "East", "West", "Northern", "Southern", "Eastern", "Western", "Central",
    "Greater", "Upper", "Lower", "Northeast", "Northwest", "Southeast", "Southwest", "Downtown",
))  # fmt: skip
_LONGEST_LEFT = 3
# Heads that nothing but a place is named with; of the others there are clubs, songs and schools.
_CERTAIN_HEADS = frozenset((
    "County", "Counties", "Province", "Governorate", "Oblast", "Prefecture", "River", "Islands",
    "Archipelago", "Peninsula", "Plateau", "Mountains", "Strait", "Principality", "Duchy",
    "Sultanate", "Emirate",
))  # fmt: skip
# What 'of' and a name make a place: the Kingdom of Norway, the Gulf of Aden.
_REALMS = frozenset((
    "Republic", "Kingdom", "Principality", "Duchy", "Sultanate", "Emirate", "Caliphate", "Gulf",
    "Strait", "Straits", "Isle", "Isthmus",
))  # fmt: skip


def find(reading: Reading) -> Iterator[Candidate]:
    """Yield the places that no list names, and the doubtful listed ones that their place proves."""
    for i, word in enumerate(reading.tokens.words):
        if not reading.tokens.capital[i] or reading.tokens.heading[i]:
            continue
        for candidate in (
            _ending_at(reading, i, word),
            _beginning_at(reading, i, word),
            _realm_at(reading, i, word),
            _before_its_country(reading, i),
            _of_a_kind(reading, i),
            _part_of_a_place(reading, i, word),
        ):
            if candidate:
                yield candidate


def is_proven(reading: Reading, first: int, last: int) -> bool:
    """Return whether the neighbours of a doubtful name say that it is a place."""
    tokens = reading.tokens
    if reading.is_capital(last) or tokens.word(last) == "-":
        return False
    if tokens.word(first - 1) in _PREPOSITIONS:
        return tokens.words[first] not in reading.known.months
    return _country_after(reading, last)


def _country_after(reading: Reading, last: int) -> bool:
    """Return whether ', Country' follows."""
    if reading.tokens.word(last) != ",":
        return False
    match = reading.listed.get(last + 1)
    return match is not None and match.entry.reason in ("country", "US state", "known place")


def _ending_at(reading: Reading, i: int, word: str) -> Candidate | None:
    if word not in reading.known.place_heads or reading.tokens.opens[i]:
        return None
    first = _left_of(reading, i)
    if first == i or reading.is_capital(i + 1):
        return None
    score = 0.9 if word in _CERTAIN_HEADS else 0.75
    return reading.candidate(first, i + 1, "LOC", score, f"name with '{word}'")


def _realm_at(reading: Reading, i: int, word: str) -> Candidate | None:
    """Return a state or a water that is named after what follows: Federal Republic of Germany."""
    tokens = reading.tokens
    start = i + 2 + (tokens.word(i + 2) == "the")
    if word not in _REALMS or tokens.word(i + 1) != "of" or not reading.is_capital(start):
        return None
    last = reading.run_right(start)
    unknown = all(reading.is_ordinary(k) and k not in reading.inside for k in range(start, last))
    if unknown or last - start > _LONGEST_LEFT:
        return None
    return reading.candidate(_left_of(reading, i), last, "LOC", 0.9, f"name with '{word} of'")


def _left_of(reading: Reading, i: int) -> int:
    """Return where the name with a head at `i` begins, without the article that opens it."""
    first = max(reading.run_left(i), i - _LONGEST_LEFT)
    while first < i and reading.tokens.words[first] in ("The", "A", "An", "This"):
        first += 1
    return first


def _beginning_at(reading: Reading, i: int, word: str) -> Candidate | None:
    if word not in ("Lake", "Mount", "Fort", "Camp", "Cape", "Port", "San", "Santa", "Mt"):
        return None
    last = i + 1 + (reading.tokens.word(i + 1) == ".")
    if reading.tokens.word(last) == "St":  # Mount St. Helens
        last += 1 + (reading.tokens.word(last + 1) == ".")
    if not reading.is_capital(last) or reading.is_capital(i - 1):
        return None
    last += 1
    if reading.is_capital(last):
        return None
    return reading.candidate(i, last, "LOC", 0.65, f"name with '{word}'")


def _before_its_country(reading: Reading, i: int) -> Candidate | None:
    if reading.is_capital(i - 1) or not reading.capital_is_earned(i) or i in reading.inside:
        return None
    last = reading.run_right(i)
    if last - i > 3 or not _country_after(reading, last):
        return None
    return reading.candidate(i, last, "LOC", 0.8, "before its country")


def _of_a_kind(reading: Reading, i: int) -> Candidate | None:
    tokens = reading.tokens
    if tokens.word(i - 1) != "of" or tokens.word(i - 2) not in _KINDS or i in reading.inside:
        return None
    last = reading.run_right(i)
    return reading.candidate(i, last, "LOC", 0.8, f"{tokens.word(i - 2)} of that name")


def _part_of_a_place(reading: Reading, i: int, word: str) -> Candidate | None:
    """Return a listed place with the direction before it: Northern Syria, Greater Poland."""
    match = reading.listed.get(i + 1)
    if word not in _DIRECTIONS or match is None or match.entry.label != "LOC":
        return None
    return reading.candidate(i, match.last, "LOC", 0.75, "part of a place")
