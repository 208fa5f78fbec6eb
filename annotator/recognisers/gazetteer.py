"""A trie of names over tokens: the longest name that begins at a token, in one pass."""

from __future__ import annotations

from typing import Any, NamedTuple

from annotator.recognisers.tokens import Tokens, split


class Entry(NamedTuple):
    """What a listed name is, how sure the list is of it, and why.

    `weak` names are also common words or names of people: they count only where their
    neighbours say so.
    """

    label: str
    score: float
    reason: str
    weak: bool = False


class Match(NamedTuple):
    """A listed name in a text: tokens `[first, last)`, and letters to skip in the first one."""

    first: int
    last: int
    entry: Entry
    skip: int = 0


_END = ""
_ACRONYM = 3
# Arabic writes 'and', 'then', 'in', 'for' and 'like' as one letter before the name.
_CLITICS = frozenset("وفبلك")


class Gazetteer:
    """Names that are looked up token by token; the cost does not grow with their number."""

    def __init__(self) -> None:
        self._root: dict[str, Any] = {}
        self._base: dict[str, str] = {}

    def add(self, name: str, entry: Entry, replace: bool = True) -> None:
        """Add `name`; where it stands already, `replace` decides which entry stays."""
        node = self._root
        words = split(name)
        for word in words:
            node = node.setdefault(word, {})
            for form in inflections(word):
                self._base.setdefault(form, word)
        if words and (replace or _END not in node):
            node[_END] = entry

    def at(self, tokens: Tokens, i: int) -> Match | None:
        """Return the longest listed name that begins at token `i`."""
        word = tokens.words[i]
        node = self._child(self._root, word)
        if node is not None:
            return self._follow(tokens, i, node, 0)
        if word[0] in _CLITICS and len(word) > 3:
            rest = "ال" + word[2:] if word.startswith("لل") else word[1:]
            node = self._root.get(rest)
            # After 'li' the article loses its alif, so the name can't be cut out of the word.
            if node is not None and rest == word[1:]:
                return self._follow(tokens, i, node, 1)
        return None

    def _child(self, node: dict[str, Any], word: str) -> dict[str, Any] | None:
        child = node.get(word)
        if child is None and word in self._base:
            child = node.get(self._base[word])
        # Datelines and headlines: MOSCOW, NEW YORK.
        if child is None and len(word) > 2 and word.isupper():
            child = node.get(word.capitalize())
        return child

    def _follow(self, tokens: Tokens, i: int, node: dict[str, Any], skip: int) -> Match | None:
        best = Match(i, i + 1, node[_END], skip) if _END in node else None
        j = i + 1
        while j < len(tokens.words):
            word = tokens.words[j]
            child = self._child(node, word)
            if child is None:
                break
            node = child
            j += 1
            if _END in node:
                best = Match(i, j, node[_END], skip)
        if best and best.last == i + 1 and len(tokens.words[i]) == _ACRONYM:
            # Short words in capitals are acronyms or shouting, unless listed so.
            return best if tokens.words[i] in self._root or not tokens.words[i].isupper() else None
        return best


# Endings of Russian and Ukrainian nouns and adjectives: what the name ends with, and what may
# stand there instead. The first that fits is taken.
_ENDINGS = (
    ("ство", "ства ству ством стве"),
    ("ия", "ии ию ией"),
    ("ья", "ьи ью ье ьей"),
    ("ая", "ой ую"),
    ("ое", "ого ому ом ым"),
    ("ие", "ий иям иями иях ия ию ием ии"),
    ("ий", "ого ому им ом его ему ем ия ию ием ии"),
    ("ый", "ого ому ым ом"),
    ("ой", "ого ому ым ом"),
    ("ье", "ья ью ьем"),
    ("ка", "ки ке ку кой"),
    ("га", "ги ге гу гой"),
    ("а", "ы е у ой ою"),
    ("я", "и е ю ей"),
    ("ы", "ов ам ами ах"),
    ("ь", "и ью я ю ем е"),
    ("й", "я ю ем е"),
    ("о", ""),
    ("е", ""),
    ("и", ""),
    ("у", ""),
)


def inflections(word: str) -> list[str]:
    """Return the other case forms of a Cyrillic word; none for other scripts and acronyms."""
    if len(word) < 3 or not "\u0400" <= word[0] <= "\u04ff" or word.isupper():
        return []
    for ending, others in _ENDINGS:
        if word.endswith(ending):
            stem = word[: -len(ending)]
            return [stem + other for other in others.split()]
    return [word + other for other in ("а", "у", "ом", "е")]
