"""The words of a text as the labeller sees them, and what each looks like."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotator.learning.example import Span
from annotator.recognisers.tokens import tokenise
from annotator.text import UNSPACED

_RUN = re.compile(r"(.)\1+")
_NAMES_A_WORD = re.compile(r"[wpx]-?\d?=|[bn]=")
_AFFIXES = (1, 2, 3, 4)
_FAR = 2


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text as parallel lists; `lines` are ranges of words that stand in a line."""

    words: list[str]
    starts: list[int]
    ends: list[int]
    flags: list[str]
    lines: list[tuple[int, int]]

    def inside(self, start: int, end: int) -> range:
        """Return the words that a passage touches."""
        first = bisect_right(self.ends, start)
        last = bisect_left(self.starts, end)
        return range(first, max(first, last))


def cut(text: str) -> Words:
    """Cut a text into words; scripts without spaces, hangul among them, into characters."""
    tokens = tokenise(text)
    found = Words([], [], [], [], [])
    begun = 0
    for i, word in enumerate(tokens.words):
        if tokens.breaks[i] and found.words:
            found.lines.append((begun, len(found.words)))
            begun = len(found.words)
        flags = "".join(
            letter
            for letter, is_so in zip(
                "coh", (tokens.capital[i], tokens.opens[i], tokens.heading[i]), strict=True
            )
            if is_so
        )
        start = tokens.starts[i]
        parts = list(word) if len(word) > 1 and UNSPACED.search(word) else [word]
        for part in parts:
            found.words.append(part)
            found.starts.append(start)
            start = tokens.ends[i] if len(parts) == 1 else start + len(part)
            found.ends.append(start)
            found.flags.append(flags)
    if found.words:
        found.lines.append((begun, len(found.words)))
    return found


def shape(word: str) -> str:
    """Return how a word is written: Xx for London, X for UNO, x9 for g20; runs told once."""
    return _RUN.sub(r"\1", "".join(map(_sign, word)))


def _sign(letter: str) -> str:
    if letter.isdigit():
        return "9"
    if letter.isalpha():
        if letter.isupper():
            return "X"
        # A script without case tells which it is instead.
        return "x" if letter.islower() else unicodedata.name(letter, "?")[:4]
    return letter


def features(words: Words, hints: Iterable[Span], known: Sequence[str] = ()) -> list[list[str]]:
    """Return what is told of each word: itself, its neighbours, and what others say of it.

    Parameters
    ----------
    words : Words
        The words of an article.
    hints : iterable of Span
        What a recogniser found in it.
    known : sequence of str
        For each word what earlier articles say of it, or nothing.
    """
    lower = [word.lower() for word in words.words]
    shapes = [shape(word) for word in words.words]
    told = _told(words, hints)
    often = Counter(lower)
    # A capital in the middle of a sentence is no accident; elsewhere it may be.
    names = {lower[i] for i, flags in enumerate(words.flags) if flags == "c"}
    elsewhere: dict[str, set[str]] = {}
    for i, hint in enumerate(told):
        elsewhere.setdefault(lower[i], set()).update(each[2:] for each in hint)
    return [
        [
            *_of_word(lower[i], shapes[i], words.flags[i]),
            *_of_neighbours(i, lower, shapes, told),
            *(f"r={each}" for each in told[i]),
            *(f"e={each}" for each in elsewhere[lower[i]]),
            *([f"k={known[i]}"] if known and known[i] else ()),
            *(["again"] if often[lower[i]] > 1 else ()),
            *(["name"] if lower[i] in names else ()),
        ]
        for i in range(len(lower))
    ]


def without_words(told: Sequence[list[str]]) -> list[list[str]]:
    """Return what `features` told of each word, but for which word it is and which stand around."""
    return [[each for each in one if not _NAMES_A_WORD.match(each)] for one in told]


def _of_word(lower: str, shaped: str, flags: str) -> list[str]:
    affixes = [n for n in _AFFIXES if n < len(lower)]
    return [
        "1", f"w={lower}", f"s={shaped}", f"f={flags}", f"sf={shaped}{flags}",
        *(f"p{n}={lower[:n]}" for n in affixes), *(f"x{n}={lower[-n:]}" for n in affixes),
    ]  # fmt: skip


def _of_neighbours(
    i: int, lower: Sequence[str], shapes: Sequence[str], told: Sequence[Sequence[str]]
) -> list[str]:
    found = []
    for by in range(-_FAR, _FAR + 1):
        there = 0 <= i + by < len(lower)
        if by and there:
            found += [f"w{by}={lower[i + by]}", f"s{by}={shapes[i + by]}"]
            found += [f"r{by}={each}" for each in told[i + by]]
        elif by:
            found.append(f"none{by}")
    if i:
        found.append(f"b={lower[i - 1]} {lower[i]}")
    if i + 1 < len(lower):
        found.append(f"n={lower[i]} {lower[i + 1]}")
    return found


def _told(words: Words, hints: Iterable[Span]) -> list[list[str]]:
    told: list[list[str]] = [[] for _ in words.words]
    at = {start: i for i, start in enumerate(words.starts)}
    for start, end, label in hints:
        i = at.get(start, -1)
        begins = True
        while 0 <= i < len(words.starts) and words.starts[i] < end:
            told[i].append(f"{'B' if begins else 'I'}-{label}")
            begins = False
            i += 1
    return told
