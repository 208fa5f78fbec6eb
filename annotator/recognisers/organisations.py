"""Organisations by the words that their names end or begin with, and acronyms they introduce."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.recognisers import lists
from annotator.recognisers.reading import Candidate, Reading

_OF = frozenset(("of", "for", "on", "against"))
# Only these go on with 'for' or 'on'; a league for somebody is two things.
_OFFICES = frozenset((
    "Department", "Ministry", "Committee", "Commission", "Centre", "Center", "Institute", "Agency",
    "Office", "Organization", "Organisation", "Council", "Association", "Fund", "Foundation",
    "Society", "Movement", "Bureau", "Court", "Coalition", "Party", "Front", "Campaign", "Trust",
))  # fmt: skip
# Their names say nothing without a word that is no common one: News, but BBC News.
_WEAK = lists.words("organisation_weak_heads")
# Words between which no name of an organisation goes on to its left.
_FENCES = frozenset((
    "The", "A", "An", "This", "Our", "My", "Your", "His", "Her", "Its", "Their", "In", "On", "At",
    "To", "From", "By", "With", "Without", "As", "And", "Or", "But", "If", "When", "While", "For",
    "That", "These", "Those", "Is", "Are", "Was", "Were", "Not", "No", "We", "You", "He", "She",
    "They", "It", "All", "Every",
))  # fmt: skip
_JOINED = frozenset(("Railroad", "Railway", "College", "Company", "Sons", "Institute"))
_INNER = frozenset(("&", "-", "of", "and", "for"))
_ORDINAL = frozenset(("st", "nd", "rd", "th"))
_ABBREVIATED = frozenset(("Inc", "Corp", "Ltd", "Co", "Bros"))
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
            candidate = _forces_of(reading, i) or _team_of(reading, i)
            if candidate:
                yield candidate


def acronyms(reading: Reading, named: list[Candidate]) -> Iterator[Candidate]:
    """Yield acronyms in brackets behind an organisation: World Health Organization (WHO)."""
    tokens = reading.tokens
    for candidate in named:
        k = candidate.last
        short = tokens.word(k + 1)
        bracketed = tokens.word(k) == "(" and tokens.word(k + 2) in (")", ",", ";")
        if tokens.word(k) == "," and tokens.word(k + 1) == "or":  # Radio Caracas, or RC
            k, short, bracketed = k + 1, tokens.word(k + 2), True
        if candidate.label == "ORG" and bracketed and _is_acronym(short):
            yield reading.candidate(k + 1, k + 2, "ORG", 0.9, "acronym in brackets")


def _is_acronym(word: str) -> bool:
    return 1 < len(word) < 9 and word[0].isupper() and word[-1].isupper()


def _around_head(reading: Reading, i: int) -> Candidate | None:
    following = reading.tokens.word(i + 1)
    if reading.tokens.words[i] == "Press" and following in reading.known.titles:
        return None
    first, last = _beginning(reading, i), i + 1
    while reading.tokens.word(last) in reading.known.organisation_heads:
        last += 1
    if _goes_on(reading, last):
        start = last + 1 + (reading.tokens.word(last + 1) == "the")
        if _may_follow(reading, start):
            last = reading.run_right(start, _INNER)
    elif reading.tokens.words[last - 1] in _ABBREVIATED and reading.tokens.word(last) == ".":
        last += 1
    if first == i and last - first < (3 if _goes_on(reading, i + 1) else 99):
        return None
    if _says_nothing(reading, first, i):
        return None
    first = _with_number(reading, first)
    return reading.candidate(first, last, "ORG", 0.8, f"name with '{reading.tokens.words[i]}'")


def _beginning(reading: Reading, i: int) -> int:
    """Return where the name with the head at `i` begins."""
    first, words = reading.run_left(i), reading.tokens.words
    joins = words[i] in _OFFICES or words[i] in _JOINED
    if joins and reading.tokens.word(first - 1) == "and":
        joined = reading.run_left(first - 1)
        first = joined if joined < first - 1 else first
    return _without_opening(reading, first, i)


def _says_nothing(reading: Reading, first: int, head: int) -> bool:
    """Return whether common words alone stand before a head that is one too."""
    if reading.tokens.words[head] not in _WEAK or reading.tokens.word(head + 1) == "of":
        return False
    return all(reading.is_ordinary(k) and k not in reading.inside for k in range(first, head))


def _goes_on(reading: Reading, last: int) -> bool:
    """Return whether 'of' and the like behind token `last - 1` belong to the name."""
    word = reading.tokens.word(last)
    return word == "of" or (word in _OF and reading.tokens.words[last - 1] in _OFFICES)


def _may_follow(reading: Reading, start: int) -> bool:
    """Return whether a name goes on at `start`: not with a weekday or a sentence."""
    if not reading.is_capital(start) or reading.tokens.opens[start]:
        return False
    word = reading.tokens.words[start]
    person = word in reading.known.given and reading.is_capital(start + 1)
    return not person and word not in reading.known.not_names and word not in reading.known.months


def _with_number(reading: Reading, first: int) -> int:
    """Return where the name begins with the number before it: 134th Fighter Squadron."""
    tokens = reading.tokens
    if tokens.word(first - 1) in _ORDINAL and tokens.touches(first - 1):
        return first - 2
    return first


def _without_opening(reading: Reading, first: int, head: int) -> int:
    """Return where the name begins when articles, titles and the like before it are left out."""
    tokens, known = reading.tokens, reading.known
    first = max([first, *(k + 1 for k in range(first, head) if tokens.words[k] in _FENCES)])
    while first < head and (
        tokens.words[first] in known.titles or not tokens.words[first][0].isalpha()
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


def _team_of(reading: Reading, i: int) -> Candidate | None:
    """Return a team that plays for a place: Oakland Athletics."""
    tokens, match = reading.tokens, reading.listed.get(i)
    if match is None or match.entry.label != "LOC" or match.entry.weak or tokens.heading[i]:
        return None
    k = match.last
    word = tokens.word(k)
    plural = (
        word.endswith("s") and word not in reading.known.place_heads and k not in reading.inside
    )
    if not plural or not reading.is_capital(k) or tokens.breaks[k] or reading.is_capital(k + 1):
        return None
    if word in reading.known.titles or word in reading.known.not_names:
        return None
    return reading.candidate(i, k + 1, "ORG", 0.6, "team of a place")
