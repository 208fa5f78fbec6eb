"""Words of a text: to count them, and to sort places by what stands beside them."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from annotator.text import WORDLESS

BESIDE = 3  # words to either side that places can be sorted by
REACH = 100  # characters to either side in which they are looked for


# Most texts hold nothing but letters that stand alone, and what can't read others is much faster.
_PLAIN = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


@functools.cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    r"""Return what a word is, and what tells that a text can hold other words than plain ones.

    The vowel signs of many scripts are marks, which Python's \w has not.
    """
    marks = "".join(c for c in map(chr, range(0x300, 0x10000)) if unicodedata.category(c)[0] == "M")
    wordless = WORDLESS.pattern[1:-1]
    run = rf"[^\W_{wordless}](?:[^\W_{wordless}]|[{marks}])*"
    word = re.compile(rf"{run}(?:['-]{run})*|[{wordless}][{marks}]*")
    return word, re.compile(rf"[{marks}{wordless}]")


def words(text: str) -> list[str]:
    """Return the words of a text in order: letters and digits, joined by an apostrophe or a hyphen.

    They are without case, and an apostrophe is always the straight one. In scripts without spaces
    between words each character counts as one.
    """
    folded = fold(text)
    if len(folded) == len(text):
        return _word_in(folded).findall(folded)
    return [fold(each) for each in _word_in(text).findall(text.replace("’", "'"))]


def places(text: str, word: str) -> list[tuple[int, int]]:
    """Return where one of the words that `words` tells stands in a text, in code points."""
    folded = fold(text)
    if word not in folded:
        return []
    found = []
    if len(folded) == len(text):
        # A word never goes over a blank: it is enough to look at what stands between two of them.
        pattern = _word_in(folded)
        for run in re.finditer(rf"\S*{re.escape(word)}\S*", folded):
            inner = pattern.finditer(folded, *run.span())
            found += [each.span() for each in inner if each[0] == word]
        return found
    straight = text.replace("’", "'")
    return [m.span() for m in _word_in(text).finditer(straight) if fold(m[0]) == word]


def fold(text: str) -> str:
    """Return text as words are compared; as long as before unless a letter becomes two."""
    return text.casefold().replace("’", "'")


def _word_in(text: str) -> re.Pattern[str]:
    if not text.isascii():
        word, others = _patterns()
        if others.search(text):
            return word
    return _PLAIN


def count(texts: Iterable[str]) -> Counter[str]:
    """Return how often each word stands in some texts."""
    found: Counter[str] = Counter()
    for text in texts:
        found.update(words(text))
    return found


def beside(text: str, start: int, end: int) -> tuple[list[str], list[str]]:
    """Return the words left of a place, the nearest first, and those right of it: three at most."""
    left = words(text[max(0, start - REACH) : start])[-BESIDE:]
    return left[::-1], words(text[end : end + REACH])[:BESIDE]
