"""Names that no list has, made up letter by letter from those that lists have."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable

_SEEN = 3  # letters that the next one follows from
_SHORTEST, _LONGEST = 4, 14


class Inventor:
    """Makes up words that look like those it was shown (Shannon 1948, section 3)."""

    def __init__(self, words: Iterable[str], chance: random.Random) -> None:
        self._known = frozenset(words)
        self._chance = chance
        self._follows: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._known):
            if word.isascii() and word.isalpha() and word[0].isupper():
                plain = "^" * _SEEN + word + "$"
                for n in range(_SEEN, len(plain)):
                    self._follows[plain[n - _SEEN : n]].append(plain[n])

    def word(self) -> str:
        """Return a word that is none of those shown."""
        while True:
            word = "^" * _SEEN
            while not word.endswith("$"):
                word += self._chance.choice(self._follows[word[-_SEEN:]])
            made = word[_SEEN:-1]
            if made not in self._known and _SHORTEST <= len(made) <= _LONGEST:
                return made
