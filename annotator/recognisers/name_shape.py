"""How far a person's name can reach: words with capitals, initials, particles and hyphens."""

from __future__ import annotations

from annotator.recognisers.reading import Reading
from annotator.recognisers.tokens import Tokens

_GENERATIONS = frozenset(("Jr", "Sr"))
NUMERALS = frozenset(("II", "III", "IV", "VI", "VII", "VIII"))
# What rulers and others are called, behind 'the': Ivan the Terrible.
_EPITHETS = frozenset((
    "Bald", "Black", "Bold", "Bruce", "Confessor", "Conqueror", "Elder", "Fair", "Fat", "German",
    "Good", "Great", "Impaler", "Magnificent", "Navigator", "Pious", "Ripper", "Simple", "Short",
    "Stammerer", "Strong", "Terrible", "Third", "Victorious", "Wise", "Younger",
))  # fmt: skip
_LONGEST = 5
_JOINING = frozenset(("y", "e", "i", "an", "as", "do"))
_BIG = 0.9  # the score of a city so large that its name is hardly a person's
_HYPHENED = 5  # the longest part in lower case behind a hyphen: Kai-shek, Geun-hye


def extent(reading: Reading, i: int) -> tuple[int, list[int]]:
    """Return where a name that begins at `i` ends, and which tokens are its full words."""
    parts: list[int] = []
    k = i
    while len(parts) < _LONGEST and (k == i or not _breaks(reading, k)):
        step = _initial(reading, k) or _particle(reading, k, i)
        if step:
            k += step
        elif is_part(reading, k, k == i):
            parts.append(k)
            k = _behind_hyphens(reading, k + 1)
        else:
            break
    return k, parts


def with_epithet(tokens: Tokens, last: int) -> int:
    """Return where a name that ends before `last` ends with its epithet: Pliny the Elder."""
    joined = tokens.word(last) in ("the", "The") and tokens.word(last + 1) in _EPITHETS
    return last + 2 if joined and not tokens.breaks[last] else last


def with_generation(tokens: Tokens, last: int) -> int:
    """Return where a name that ends before `last` ends with what tells it from the parent's: Jr."""
    k = last + (tokens.word(last) == ",")
    if tokens.word(k) not in _GENERATIONS or tokens.breaks[k]:
        return last
    return k + 1 + (tokens.word(k + 1) == ".")


def surname(tokens: Tokens, first: int, last: int) -> int:
    """Return the last word of the name in `[first, last)`, but for an epithet and Jr."""
    if last - first > 2 and with_epithet(tokens, last - 2) == last:
        return last - 3
    bare = last - (tokens.word(last - 1) == ".") - 1
    if bare <= first or tokens.word(bare) not in _GENERATIONS:
        return last - 1
    return max(first, bare - 1 - (tokens.word(bare - 1) == ","))


def is_part(reading: Reading, k: int, first: bool = False) -> bool:
    """Return whether the word at `k` can be a full word of somebody's name."""
    if not reading.is_capital(k) or _is_shouted(reading, k):
        return False
    word, known = reading.tokens.words[k], reading.known
    if word in known.not_names or word in known.demonyms:
        return False
    if word in known.titles and (first or not _is_surname_here(reading, k)):
        return False
    is_name = word in known.surnames or word in known.given
    if _is_listed(reading, k, first, is_name):
        return False
    if is_name:
        opens = reading.tokens.opens[k] and reading.is_ordinary(k)
        return not opens or word in known.given
    ordinary = known.is_common(word) or word in known.organisation_heads
    return not ordinary and word not in known.place_heads


def _is_surname_here(reading: Reading, k: int) -> bool:
    """Return whether a title at `k` is a surname: Martin Luther King, but not Jordan King Abdullah.

    A title goes before a name, so another capital behind it keeps it a title.
    """
    tokens, known = reading.tokens, reading.known
    after = reading.is_capital(k + 1) and tokens.words[k + 1] not in NUMERALS | _GENERATIONS
    return tokens.words[k] in known.surnames and tokens.word(k - 1) in known.given and not after


def _is_shouted(reading: Reading, k: int) -> bool:
    """Return whether the capital at `k` comes from its line, or the word is an acronym."""
    tokens, known = reading.tokens, reading.known
    word = tokens.words[k]
    if len(word) < 2 or not word[0].isalpha():
        return True
    if tokens.heading[k]:
        named = word in known.given or word in known.surnames
        return not named or reading.is_ordinary(k)
    return word.isupper()


def _is_listed(reading: Reading, k: int, first: bool, is_name: bool) -> bool:
    """Return whether a list knows the word at `k` as something other than a person."""
    match = reading.inside.get(k)
    if match is None or match.entry.weak:
        return False
    if match.last - match.first > 1:
        return not first
    return not is_name and (match.entry.reason != "city" or match.entry.score >= _BIG)


def _breaks(reading: Reading, k: int) -> bool:
    return k >= len(reading.tokens) or reading.tokens.breaks[k]


def _initial(reading: Reading, k: int) -> int:
    """Return how many tokens an initial takes at `k`."""
    tokens = reading.tokens
    word = tokens.word(k)
    if not word[:1].isupper():
        return 0
    if _is_dotted_letter(reading, k):
        return 2 if _goes_on(reading, k + 2) else 0
    dotted = len(word) in (4, 6) and not word[1::2].strip(".") and k not in reading.inside
    if dotted or (len(word) == 1 and k and tokens.capital[k - 1]):
        return 1 if not _breaks(reading, k + 1) and is_part(reading, k + 1) else 0
    return 0


def _is_dotted_letter(reading: Reading, k: int) -> bool:
    tokens = reading.tokens
    return len(tokens.word(k)) == 1 and tokens.word(k + 1) == "." and tokens.touches(k + 1)


def _goes_on(reading: Reading, k: int) -> bool:
    """Return whether a full word of the name follows at `k`, behind a few initials at most."""
    for _ in range(_LONGEST):
        if _breaks(reading, k):
            return False
        if is_part(reading, k) or _particle(reading, k, 0):
            return True
        if not reading.is_capital(k) or not _is_dotted_letter(reading, k):
            return _initial(reading, k) > 0
        k += 2
    return False


def _particle(reading: Reading, k: int, first: int) -> int:
    """Return how many tokens a particle takes at `k`: with its hyphen, before a name's word."""
    tokens, known = reading.tokens, reading.known
    word = tokens.word(k)
    opens = k == first and word[:1].isupper() and word != "Al"
    if word.lower() not in known.particles or opens:
        return 0
    if tokens.word(k + 1) in ("-", "'") and tokens.touches(k + 1):
        return 2 if is_part(reading, k + 2) else 0
    if word in _JOINING or (k == first and word == "Al"):
        return 0
    if is_part(reading, k + 1):
        return 1
    return 2 if tokens.word(k + 1) in known.particles and is_part(reading, k + 2) else 0


def _behind_hyphens(reading: Reading, k: int) -> int:
    """Return the end of a name's word whose hyphened parts go on at `k`."""
    tokens = reading.tokens
    while tokens.word(k) == "-" and tokens.touches(k) and tokens.touches(k + 1):
        following = tokens.word(k + 1)
        if not following[:1].isalpha() or (following.islower() and len(following) > _HYPHENED):
            break
        k += 2
    return k
