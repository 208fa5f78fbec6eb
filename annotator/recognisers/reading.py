"""One article under the rules: its tokens, the listed names in them, and simple questions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from annotator.recognisers.gazetteer import Match
from annotator.recognisers.lexicon import Lexicon
from annotator.recognisers.tokens import Tokens

# A text that has all of these without being told its language is a German one.
_GERMAN = frozenset(("der", "die", "und", "von", "nicht"))
# No name has more words; a text of nothing but capitals must not be walked through at each.
_LONGEST_RUN = 15
_JOINTS = frozenset(("&", "-"))


@dataclass(slots=True)
class Candidate:
    """A possible name: tokens `[first, last)`, with the offsets that it will have."""

    first: int
    last: int
    label: str
    score: float
    reason: str
    start: int
    end: int


@dataclass(slots=True)
class Reading:
    """The text that is being read, and what the lists know of it.

    `listed` holds the listed name that begins at a token; `inside` the one that covers a token;
    `lower` every word that the text also writes without a capital. `capital_nouns` tells that the
    language gives all nouns a capital, which then speaks for no name; `counts` how often the text
    has a word.
    """

    tokens: Tokens
    known: Lexicon
    listed: dict[int, Match] = field(default_factory=dict)
    inside: dict[int, Match] = field(default_factory=dict)
    lower: frozenset[str] = frozenset()
    capital_nouns: bool = False
    counts: Counter[str] = field(default_factory=Counter)

    def candidate(self, first: int, last: int, label: str, score: float, reason: str) -> Candidate:
        """Return the candidate over tokens `[first, last)`."""
        tokens = self.tokens
        return Candidate(
            first, last, label, score, reason, tokens.starts[first], tokens.ends[last - 1]
        )

    def is_capital(self, i: int) -> bool:
        """Return whether `i` is a word of the text with a capital letter."""
        return 0 <= i < len(self.tokens) and self.tokens.capital[i]

    def is_ordinary(self, i: int) -> bool:
        """Return whether the word at `i` is a common one, or also occurs without a capital."""
        word = self.tokens.words[i].lower()
        return word in self.known.common or word in self.lower

    def capital_is_earned(self, i: int) -> bool:
        """Return whether the capital at `i` is the word's own and not that of its place."""
        if not self.is_capital(i) or self.tokens.heading[i]:
            return False
        return not (self.tokens.opens[i] and self.is_ordinary(i))

    def run_left(self, i: int) -> int:
        """Return where the run of capitalised words that ends before `i` begins."""
        tokens, furthest = self.tokens, i - _LONGEST_RUN
        while i > max(0, furthest) and not tokens.breaks[i]:
            step = 2 if tokens.words[i - 1] in _JOINTS else 1
            if not self.capital_is_earned(i - step):
                break
            if tokens.words[i - step] in self.known.not_names or tokens.breaks[i - step + 1]:
                break
            i -= step
        return i

    def run_right(self, i: int, joints: frozenset[str] = _JOINTS) -> int:
        """Return where the run of capitalised words that begins at `i` ends."""
        furthest = min(len(self.tokens), i + _LONGEST_RUN)
        while i < furthest and not self.tokens.breaks[i]:
            if self.is_capital(i) and not self.tokens.heading[i]:
                i += 1
            elif self.tokens.words[i] in joints and self.is_capital(i + 1):
                i += 2
            else:
                break
        return i


def read(tokens: Tokens, known: Lexicon, language: str = "") -> Reading:
    """Look up every listed name of a text, the longest at each place."""
    reading = Reading(tokens, known)
    reading.lower = frozenset(
        word for word, capital in zip(tokens.words, tokens.capital, strict=True) if not capital
    )
    reading.counts = Counter(tokens.words)
    german = language.startswith("de") or (not language and reading.lower >= _GERMAN)
    reading.capital_nouns = german
    i = 0
    while i < len(tokens):
        match = known.names.at(tokens, i)
        if match is None:
            i += 1
            continue
        reading.listed[i] = match
        for k in range(match.first, match.last):
            reading.inside[k] = match
        i = match.last
    return reading
