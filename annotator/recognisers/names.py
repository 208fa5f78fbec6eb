"""People: given names, titles, initials, particles, and what stands beside a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotator.recognisers.reading import Candidate, Reading

PARTICLES = frozenset(
    "al el ul ad as ash an ar az bin ibn bint ben abu umm von van der den de da di do dos das du "
    "del della della di la le ter ten zu zum af av y e i d' D'".split()
)
_SUFFIXES = frozenset(("Jr", "Sr", "II", "III", "IV", "VI", "VII", "VIII"))
_LONGEST = 5
_EASTERN_SURNAME = re.compile(
    r"[А-ЯЁ][а-яё]{2,}(?:(?:ов|ев|ёв|ин|ын)(?:а|у|ым|е|ой|ы|ых|ым)?|енко|швили|дзе|ян(?:а|у|ом)?)"
)
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_CASE_ENDING = re.compile("(?:ого|ому|ыми?|ими?|ой|ом|ем|ей|ую|ая|ий|ый|[аяуюеыиьй])$")


def find(reading: Reading) -> Iterator[Candidate]:
    """Yield the people of a text, from left to right."""
    i = 0
    while i < len(reading.tokens):
        candidate = _person_at(reading, i) if _may_begin(reading, i) else None
        if candidate is None:
            i += 1
        else:
            yield candidate
            i = candidate.last


def base(word: str) -> str:
    """Return what stays the same of a name's word through the cases of its language."""
    return _CASE_ENDING.sub("", word) if _CYRILLIC.match(word) and len(word) > 4 else word


def _may_begin(reading: Reading, i: int) -> bool:
    if not reading.tokens.capital[i]:
        word = reading.tokens.words[i]
        return (
            word in ("al", "el", "bin", "von", "van", "de", "abu") and _after_title(reading, i) > 0
        )
    listed = reading.inside.get(i)
    return listed is None or listed.entry.weak or listed.last - listed.first == 1


def _person_at(reading: Reading, i: int) -> Candidate | None:
    last, parts = _extent(reading, i)
    if not parts:
        return None
    score, reason = _evidence(reading, i, last, parts)
    if score <= 0:
        return None
    if reading.tokens.word(last) in _SUFFIXES:
        last += 1
    return reading.candidate(i, last, "PER", score, reason)


def _extent(reading: Reading, i: int) -> tuple[int, list[int]]:
    """Return where the name that begins at `i` ends, and which tokens are its full words."""
    parts: list[int] = []
    k = i
    while len(parts) < _LONGEST:
        step = _initial(reading, k) or _particle(reading, k, i)
        if step:
            k += step
        elif _is_part(reading, k, k == i):
            parts.append(k)
            k = _hyphenated(reading, k + 1)
        else:
            break
    return k, parts


def _initial(reading: Reading, k: int) -> int:
    """Return how many tokens an initial takes at `k`."""
    tokens = reading.tokens
    word = tokens.word(k)
    if len(word) == 1 and word.isupper() and tokens.word(k + 1) == "." and tokens.touches(k + 1):
        return 2 if _is_part(reading, k + 2) or _initial(reading, k + 2) else 0
    dotted = len(word) in (4, 6) and word[1::2].strip(".") == "" and word[0].isupper()
    return 1 if dotted and k not in reading.inside and _is_part(reading, k + 1) else 0


def _particle(reading: Reading, k: int, first: int) -> int:
    """Return how many tokens a particle takes at `k`: with its hyphen, before a name's word."""
    tokens = reading.tokens
    word = tokens.word(k)
    if word.lower() not in PARTICLES or (word[0].isupper() and k == first and word != "Al"):
        return 0
    if tokens.word(k + 1) in ("-", "'") and tokens.touches(k + 1):
        return 2 if _is_part(reading, k + 2) else 0
    if word in ("y", "e", "i", "an", "as", "do") or (k == first and word == "Al"):
        return 0
    if _is_part(reading, k + 1):
        return 1
    return 2 if tokens.word(k + 1) in PARTICLES and _is_part(reading, k + 2) else 0


def _hyphenated(reading: Reading, k: int) -> int:
    """Return the end of a name's word whose hyphened parts go on at `k`."""
    tokens = reading.tokens
    while tokens.word(k) == "-" and tokens.touches(k) and tokens.touches(k + 1):
        following = tokens.word(k + 1)
        if not following[:1].isalpha() or (following.islower() and len(following) > 5):
            break
        if following in PARTICLES and tokens.word(k + 2) == "-":
            k += 2
            continue
        k += 2
    return k


def _is_part(reading: Reading, k: int, first: bool = False) -> bool:
    """Return whether the word at `k` can be a word of somebody's name."""
    tokens, known = reading.tokens, reading.known
    if not reading.is_capital(k) or tokens.heading[k] and not _is_named(reading, k):
        return False
    word = tokens.words[k]
    if len(word) < 2 or not word[0].isalpha() or (word.isupper() and not tokens.heading[k]):
        return False
    if word in known.not_names or word in known.demonyms or word in known.titles:
        return False
    listed = reading.inside.get(k)
    if listed and not first and listed.last - listed.first > 1 and not listed.entry.weak:
        return False
    if word in known.surnames or word in known.given:
        return not (tokens.opens[k] and reading.is_ordinary(k)) or word in known.given
    ordinary = known.is_common(word) or word in known.organisation_heads
    return not ordinary and word not in known.place_heads


def _is_named(reading: Reading, k: int) -> bool:
    word = reading.tokens.words[k]
    listed = word in reading.known.given or word in reading.known.surnames
    return listed and not reading.is_ordinary(k)


def _after_title(reading: Reading, i: int) -> float:
    """Return how sure the word before `i` makes it that a name begins here."""
    tokens = reading.tokens
    k = i - 1
    if tokens.word(k) == ".":
        k -= 1
    word = tokens.word(k)
    if word == "State" and tokens.word(k - 1) == "of":
        word = "Secretary"
    if word not in reading.known.titles:
        return 0
    return 0.9 if word[0].isupper() else 0.75


def _evidence(reading: Reading, i: int, last: int, parts: list[int]) -> tuple[float, str]:
    """Return the best reason to take tokens `[i, last)` for a person, with its score."""
    words = [reading.tokens.words[k] for k in parts]
    titled = _after_title(reading, i)
    if titled:
        return titled, "title before a name"
    if len(words) > 1 or last - i > len(words):
        return _several(reading, i, last, words)
    return _single(reading, i, last, words[0])


def _several(reading: Reading, i: int, last: int, words: list[str]) -> tuple[float, str]:
    known, tokens = reading.known, reading.tokens
    first, final = words[0], words[-1]
    place = reading.inside.get(i)
    is_place = place is not None and not place.entry.weak
    if first in known.given and len(words) > 1 and not is_place:
        if not reading.is_ordinary(i):
            return (0.92 if final in known.surnames else 0.82), "given name"
        if final in known.surnames and not reading.is_ordinary(last - 1):
            return 0.75, "given name and surname"
    if first in known.given and final in known.surnames and len(words) > 1:
        return 0.8, "given name and surname"
    if tokens.words[i][1:] in ("", ".") or "." in tokens.words[i]:
        return 0.8, "initials"
    if is_place or tokens.heading[i] or reading.is_ordinary(i):
        return 0, ""
    if any(tokens.words[k] in PARTICLES for k in range(i, last)):
        return 0.72, "particle in a name"
    if first in known.family_first and len(words) <= 3:
        return 0.7, "family name first"
    if len(words) <= 3 and final in known.surnames and not known.is_common(final):
        return 0.6, "surname"
    if len(words) <= 3 and _beside_speech(reading, i, last):
        return 0.6, "speaks"
    return (0.7, "age after a name") if _aged(reading, last) else (0, "")


def _single(reading: Reading, i: int, last: int, word: str) -> tuple[float, str]:
    known, tokens = reading.known, reading.tokens
    if i in reading.inside or tokens.heading[i] or reading.is_ordinary(i) or last - i > 1:
        return 0, ""
    if reading.is_capital(last) or reading.is_capital(i - 1) or tokens.word(i - 1) == "-":
        return 0, ""
    if word in known.given:
        return 0.6, "given name"
    if _EASTERN_SURNAME.fullmatch(word):
        return 0.6, "ending of a surname"
    if _aged(reading, last):
        return 0.6, "age after a name"
    if _beside_speech(reading, i, last) and word in known.surnames:
        return 0.6, "speaks"
    return 0, ""


def _beside_speech(reading: Reading, i: int, last: int) -> bool:
    tokens, verbs = reading.tokens, reading.known.speech_verbs
    return tokens.word(last) in verbs or tokens.word(i - 1) in verbs


def _aged(reading: Reading, last: int) -> bool:
    word = reading.tokens.word
    return word(last) == "," and len(word(last + 1)) == 2 and word(last + 1).isdigit()
