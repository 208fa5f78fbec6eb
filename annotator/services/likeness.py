"""How much of two texts is the same: sets of three words that follow one another (shingles).

A sketch is the smallest of a text's shingles, by a hash: MinHash with one function (Broder, "On
the resemblance and containment of documents", 1997). Of two texts that share a third of their
shingles about a third of the sketch is the same, so that copies meet by looking up a few numbers.
"""

from __future__ import annotations

import heapq
import re
import zlib
from collections.abc import Set as AbstractSet

from annotator.text import UNSPACED, has_unspaced

SKETCH = 16
_HELD = 100_000  # a bound on memory, not on what is known
# Texts that share this much are copies: one in which every fifth word was changed shares a third
# of its shingles, two reports of the same event share a few in a hundred.
LEAST = 0.25
_PRIME = (1 << 61) - 1
_A, _B, _C = 1_181_783_497_276_652_981, 847_295_021_604_190_391, 1_442_695_040_888_963_407
_WORDS = re.compile(r"\w+")
_WORDS_AND_SIGNS = re.compile(rf"{UNSPACED.pattern}|(?:(?!{UNSPACED.pattern})\w)+")


def words(text: str) -> list[tuple[int, int]]:
    """Return the ranges of the words; in scripts without spaces every sign is one."""
    pattern = _WORDS_AND_SIGNS if has_unspaced(text) else _WORDS
    return [match.span() for match in pattern.finditer(text)]


def shingles(text: str) -> frozenset[int]:
    """Return the hashes of all three words that follow one another, whatever their case."""
    codes = [_code(word) for word in _found(text)]
    return frozenset(
        (a * _A + b * _B + c * _C) % _PRIME
        for a, b, c in zip(codes, codes[1:], codes[2:], strict=False)
    )


class Vocabulary:
    """The words of many texts, whatever their case, as hashes.

    What stands between two blanks is taken apart once, as most of it comes in text after text.
    """

    def __init__(self) -> None:
        self._codes = _Codes()

    def of(self, text: str) -> frozenset[int]:
        """Return the hashes of all words of a text."""
        if len(self._codes) > _HELD:
            self._codes.clear()
        return frozenset().union(*map(self._codes.__getitem__, set(text.lower().split())))


class _Codes(dict[str, tuple[int, ...]]):
    """The hashes of the words of what stands between two blanks, by that."""

    def __missing__(self, chunk: str) -> tuple[int, ...]:
        codes = tuple(map(_code, _found(chunk)))
        self[chunk] = codes
        return codes


def _found(text: str) -> list[str]:
    lower = text.lower()
    return (_WORDS_AND_SIGNS if has_unspaced(lower) else _WORDS).findall(lower)


def _code(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


def sketch(hashes: AbstractSet[int]) -> list[int]:
    """Return the few numbers that a text with these shingles is looked up by."""
    return heapq.nsmallest(SKETCH, hashes)


def likeness(some: AbstractSet[int], others: AbstractSet[int]) -> float:
    """Return which share of the shingles of two texts both have (Jaccard), from 0 to 1."""
    both = len(some & others)
    return both / (len(some) + len(others) - both) if both else 0.0
