"""What a token of a pattern has to be: the keys of spaCy's Matcher that need no model.

Expressions are RE2's, which take time in proportion to the word and know no way to take more;
what it lacks (look-around, references back) is refused where the pattern is written.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import re2

from annotator.errors import Refused

Test = Callable[[str], bool]

_UNBOUNDED = 1_000_000
_MOST = 50  # of {n,m}
_LONGEST_EXPRESSION = 300
_MEMORY = 1 << 20  # bytes that an expression may take
_COUNTED = re.compile(r"\{(\d{0,4})(,?)(\d{0,4})\}")
_OPERATORS = {"1": (1, 1), "!": (1, 1), "?": (0, 1), "*": (0, _UNBOUNDED), "+": (1, _UNBOUNDED)}
_NUMBER_WORDS = frozenset((
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    "hundred", "thousand", "million", "billion", "trillion",
))  # fmt: skip
_SAME = 4  # letters of a kind in a row that a shape shows


def shape(word: str) -> str:
    """Return the shape of a word as spaCy writes it: Xxxxx for London, dddd for 2016."""
    kinds: list[str] = []
    for letter in word:
        if letter.isalpha():
            kind = "X" if letter.isupper() else "x"
        else:
            kind = "d" if letter.isdigit() else letter
        if kinds[-_SAME:] != [kind] * _SAME:
            kinds.append(kind)
    return "".join(kinds)


def is_number(word: str) -> bool:
    """Return whether a word tells a number, in digits or in English."""
    return word.replace(",", "").replace(".", "").isnumeric() or word.lower() in _NUMBER_WORDS


# What a key looks at, and what its value is.
_TEXTS: dict[str, Callable[[str], str]] = {
    "TEXT": str, "ORTH": str, "LOWER": str.lower, "SHAPE": shape,
}  # fmt: skip
_FLAGS: dict[str, Test] = {
    "IS_TITLE": str.istitle, "IS_UPPER": str.isupper, "IS_LOWER": str.islower,
    "IS_DIGIT": str.isdigit, "IS_ALPHA": str.isalpha, "IS_ASCII": str.isascii,
    "IS_PUNCT": lambda word: not any(map(str.isalnum, word)), "LIKE_NUM": is_number,
}  # fmt: skip
_COMPARE: dict[str, Callable[[int, int], bool]] = {
    "==": operator.eq, "!=": operator.ne, ">=": operator.ge, "<=": operator.le,
    ">": operator.gt, "<": operator.lt,
}  # fmt: skip
_MODEL = frozenset(
    ("LEMMA", "POS", "TAG", "DEP", "MORPH", "ENT_TYPE", "ENT_ID", "ENT_IOB", "ENT_KB_ID")
)
KEYS = (*_TEXTS, *_FLAGS, "LENGTH", "OP")


@dataclass(frozen=True, slots=True)
class Step:
    """A token of a pattern: `least` to `most` words in a row that pass all tests.

    `told` tells it apart from other steps; `words` are what it can be, in small letters, if known.
    """

    told: str
    least: int
    most: int
    negated: bool = False
    words: frozenset[str] | None = None
    tests: tuple[Test, ...] = field(default=(), repr=False, compare=False)

    @property
    def is_counted(self) -> bool:
        """Whether there is an end to how often it can be taken."""
        return self.most < _UNBOUNDED

    def fits(self, word: str) -> bool:
        """Return whether a word passes."""
        return all(test(word) for test in self.tests) != self.negated


def word(wanted: str) -> Step:
    """Return the step of a word that is found as it stands."""
    return Step(f"TEXT {wanted}", 1, 1, False, frozenset([wanted.lower()]), (wanted.__eq__,))


def step(given: object, place: int) -> Step:
    """Return the step of a token, as JSON gives it; `place` is where it stands in the pattern.

    Raises
    ------
    Refused
        If a key or its value is nothing that can be looked for; naming the token and the remedy.
    """
    if not isinstance(given, dict):
        raise Refused(f"Token {place} is no object.", 'Write {"LOWER": "san"}.')
    wanted = {str(key).upper(): value for key, value in given.items()}
    times = wanted.pop("OP", "1")
    least, most = _times(times, place)
    tests = tuple(_test(key, value, f"token {place}, {key}") for key, value in wanted.items())
    words = None if times == "!" else _words(wanted)
    spelled = repr(sorted(given.items(), key=str))
    return Step(spelled, least, most, times == "!", words, tests)


def told(given: object) -> str:
    """Return a token in a word: what it looks for, or else the keys that it has."""
    if not isinstance(given, dict):
        return "…"
    for key, value in given.items():
        if str(key).upper() in _TEXTS and isinstance(value, str):
            return value
        if isinstance(value, dict) and isinstance(value.get("REGEX"), str):
            return f"/{value['REGEX']}/"
    return " ".join(str(key) for key in given if str(key).upper() != "OP") or "…"


def _times(given: object, place: int) -> tuple[int, int]:
    if isinstance(given, str) and given in _OPERATORS:
        return _OPERATORS[given]
    counted = _COUNTED.fullmatch(given) if isinstance(given, str) else None
    if counted and (counted[1] or counted[3]):
        least = int(counted[1] or 0)
        most = int(counted[3]) if counted[3] else _UNBOUNDED if counted[2] else least
        if least <= most and least <= _MOST and (most <= _MOST or most == _UNBOUNDED) and most:
            return least, most
    raise Refused(
        f"Token {place} has the OP {_short(given)}.",
        f"Write one of ? * + ! or {{n}}, {{n,m}} up to {_MOST}.",
    )


def _words(wanted: Mapping[str, object]) -> frozenset[str] | None:
    """Return what a word has to be in small letters, where a key names that."""
    for key in ("LOWER", "TEXT", "ORTH"):
        value = wanted.get(key)
        named = value.get("IN") if isinstance(value, dict) else [value]
        if isinstance(named, list) and all(isinstance(each, str) for each in named):
            return frozenset(_plain(str(each)).lower() for each in named)
    return None


def _test(key: str, value: object, place: str) -> Test:
    if key in _TEXTS:
        return _text_test(_TEXTS[key], key, value, place)
    if key in _FLAGS:
        if not isinstance(value, bool):
            raise _refused(place, value, "Write true or false.")
        flag = _FLAGS[key]
        return lambda word: flag(word) is value
    if key == "LENGTH":
        return _length_test(value, place)
    if key in _MODEL:
        raise Refused(
            f"{place}: that needs a model, and patterns look at the words alone.",
            "Name the words by LOWER, TEXT or REGEX.",
        )
    if key in ("REGEX", "IN", "NOT_IN"):
        raise Refused(
            f"{place}: {key} stands inside of another key.",
            f'Write {{"TEXT": {{"{key}": …}}}}.',
        )
    raise Refused(f"{place}: there is no such key.", f"Write one of: {', '.join(KEYS)}.")


def _text_test(seen: Callable[[str], str], key: str, value: object, place: str) -> Test:
    if isinstance(value, str):
        wanted = _folded(key, value)
        return lambda word: seen(word) == wanted
    tests = list[Test]()
    for name, inner in value.items() if isinstance(value, dict) and value else ():
        if name in ("IN", "NOT_IN") and _are_texts(inner):
            listed = frozenset(_folded(key, each) for each in inner)
            tests.append(_listed(seen, listed, name == "IN"))
        elif name == "REGEX" and isinstance(inner, str):
            tests.append(_expression(seen, inner, place))
        else:
            raise _refused(place, {name: inner}, "Use REGEX with a text, IN or NOT_IN with a list.")
    if not tests:
        raise _refused(place, value, "Write a text, or {“IN”: [“a”, “b”]}.")
    return lambda word: all(test(word) for test in tests)


def _listed(seen: Callable[[str], str], listed: frozenset[str], is_in: bool) -> Test:
    return lambda word: (seen(word) in listed) is is_in


def _folded(key: str, value: str) -> str:
    """Return a wanted word as words are compared with it: LOWER in small letters."""
    return _plain(value).lower() if key == "LOWER" else _plain(value)


def _plain(value: str) -> str:
    return value.replace("’", "'")  # as the tokeniser writes it


def _are_texts(given: object) -> bool:
    return isinstance(given, list) and all(isinstance(each, str) for each in given)


def _length_test(value: object, place: str) -> Test:
    compared = value if isinstance(value, dict) else {"==": value}
    tests = list[tuple[Callable[[int, int], bool], int]]()
    for sign, number in compared.items():
        if sign in _COMPARE and isinstance(number, int) and not isinstance(number, bool):
            tests.append((_COMPARE[sign], number))
        else:
            raise _refused(place, value, 'Write a number, or {">=": 3}.')
    return lambda word: all(compare(len(word), number) for compare, number in tests)


def _expression(seen: Callable[[str], str], given: str, place: str) -> Test:
    if len(given) > _LONGEST_EXPRESSION:
        raise Refused(
            f"{place}: the expression has {len(given):,} characters; "
            f"{_LONGEST_EXPRESSION} are the most.",
            "Make it shorter, or list the words with IN.",
        )
    options: Any = re2.Options()
    options.log_errors = False
    options.max_mem = _MEMORY
    try:
        search = re2.compile(given, options=options).search
    except re2.error as error:
        raise Refused(
            f"{place}: the expression {_short(given)} can't be used: {_words_of(error)}.",
            "Look-around and references back are not known here; write it without them.",
        ) from None
    return lambda word: search(seen(word)) is not None


def _words_of(error: Exception) -> str:
    reason = error.args[0] if error.args else error
    return reason.decode(errors="replace") if isinstance(reason, bytes) else str(reason)


def _refused(place: str, value: object, remedy: str) -> Refused:
    return Refused(f"{place} can't be {_short(value)}.", remedy)


def _short(value: object) -> str:
    text = " ".join(str(value).split())
    return f"“{text}”" if len(text) <= 40 else f"“{text[:39]}…”"
