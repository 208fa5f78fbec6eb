"""Organisations by what stands beside them: 'the rebel group X', 'X, a bank', 'X Inc', acronyms."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.recognisers import lists
from annotator.recognisers.reading import Candidate, Reading

_KINDS = lists.words("organisation_kinds")
_BEHIND = frozenset((
    "spokesman", "spokeswoman", "spokesperson", "executives", "shares", "shareholders",
    "employees", "CEO", "subsidiary", "headquarters", "fighters", "militants", "lawmakers",
    "newspaper", "magazine", "website", "airline", "network", "firm", "company",
))  # fmt: skip
_FIRMS = frozenset((
    "firm", "company", "giant", "newspaper", "magazine", "agency", "airline", "network",
))  # fmt: skip
_SUFFIXES = frozenset((
    "Inc", "Ltd", "Limited", "LLC", "LLP", "PLC", "plc", "Corp", "Co", "GmbH", "AG", "SA", "SpA",
    "NV", "BV", "Bros",
))  # fmt: skip
_APPOSING = frozenset(("a", "an", "the", "one", "which", "another"))
_NEAR = 6  # how many words behind the comma an apposition may take to tell what something is
_LONGEST = 4
_ROMAN = frozenset("IVXLCDM")
_ACRONYM = range(2, 7)


def find(reading: Reading) -> Iterator[Candidate]:
    """Yield the organisations that their neighbours prove, from left to right."""
    i = 0
    while i < len(reading.tokens):
        candidate = _at(reading, i) if reading.tokens.capital[i] else None
        if candidate is None:
            i += 1
        else:
            yield candidate
            i = candidate.last


def _at(reading: Reading, i: int) -> Candidate | None:
    if reading.tokens.heading[i]:
        return None
    if reading.capital_is_earned(i - 1) and not reading.tokens.opens[i]:
        return _with_suffix(reading, i)
    last = reading.run_right(i)
    if not i < last <= i + _LONGEST:
        return None
    candidate = _with_suffix(reading, i)
    if candidate or not _is_open(reading, i, last):
        return candidate
    for judge, reason in _CUES:
        score = judge(reading, i, last)
        if score:
            return reading.candidate(i, last, "ORG", score, reason)
    return _acronym(reading, i, last)


def _is_open(reading: Reading, first: int, last: int) -> bool:
    """Return whether no list says anything of the words `[first, last)`."""
    tokens, known = reading.tokens, reading.known
    for k in range(first, last):
        word = tokens.words[k]
        match = reading.inside.get(k)
        if match is not None and (k == first or not match.entry.weak):
            return False
        if word in known.not_names or word in known.titles or word in known.months:
            return False
    return not any(reading.is_ordinary(k) for k in range(first, last) if k == first)


def _with_suffix(reading: Reading, i: int) -> Candidate | None:
    """Return a company by what stands behind the comma: Harlow Shipping, Inc."""
    tokens = reading.tokens
    if reading.is_capital(i + 1) or tokens.word(i + 1) != "," or i + 2 >= len(tokens):
        return None
    if tokens.words[i + 2] not in _SUFFIXES or tokens.breaks[i + 2]:
        return None
    last = i + 3
    if tokens.word(last) == "." and tokens.touches(last):
        last += 1
    return reading.candidate(reading.run_left(i), last, "ORG", 0.85, "company")


def _named_kind(reading: Reading, first: int, last: int) -> float:
    """Return how sure a kind of organisation makes the name behind it: the rebel group X."""
    before = reading.tokens.word(first - 1)
    if before in ("«", '"', "“", "'"):
        before = reading.tokens.word(first - 2)
    fits = before in _KINDS and not _is_person(reading, first, last)
    return 0.7 if fits and not reading.tokens.opens[first] else 0


def _kind_behind(reading: Reading, first: int, last: int) -> float:
    """Return how sure what belongs to organisations makes the name before it: X shares."""
    word = reading.tokens.word
    behind = word(last) in _BEHIND or (word(last).islower() and word(last + 1) in _FIRMS)
    fits = behind and word(first - 1) != "-" and not _is_person(reading, first, last)
    return 0.6 if fits else 0


def _apposed(reading: Reading, first: int, last: int) -> float:
    """Return how sure an apposition makes the name before it: X, a Swiss bank."""
    word = reading.tokens.word
    if word(last) != "," or word(last + 1) not in _APPOSING or _is_person(reading, first, last):
        return 0
    for k in range(last + 2, last + _NEAR):
        if word(k) in (",", ".", ""):
            return 0
        if word(k) in _KINDS:
            return 0.65
    return 0


def _is_person(reading: Reading, first: int, last: int) -> bool:
    known, words = reading.known, reading.tokens.words
    given = words[first] in known.given
    return given or (words[last - 1] in known.surnames and last - first > 1)


_CUES = (
    (_named_kind, "kind of organisation before a name"),
    (_kind_behind, "what organisations have, behind a name"),
    (_apposed, "what something is, after a name"),
)


def _acronym(reading: Reading, first: int, last: int) -> Candidate | None:
    """Return a lone acronym that says or owns something, or that the text has twice."""
    tokens, word = reading.tokens, reading.tokens.words[first]
    if last - first != 1 or len(word) not in _ACRONYM or not word.isupper():
        return None
    if not word.isalpha() or _ROMAN.issuperset(word) or word in reading.known.given:
        return None
    following = tokens.word(last)
    speaks = following in reading.known.speech_verbs
    owns = following == "'" and tokens.word(last + 1) == "s"
    again = reading.counts[word] > 1 and tokens.word(first - 1) in ("the", "The", "by", "of")
    if not speaks and not owns and not again:
        return None
    return reading.candidate(first, last, "ORG", 0.6, "acronym")
