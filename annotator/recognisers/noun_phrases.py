"""Whoever can speak: names, pronouns and noun phrases, by where they end or begin."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from annotator.model import Suggestion
from annotator.recognisers.grammar import grammar
from annotator.recognisers.reading import Reading

NAMES = frozenset(("PER", "ORG", "LOC", "NORP"))
Range = tuple[int, int]
_LONGEST = 7  # words of a noun phrase
_APART = 10  # words between an office and the name of its holder
_NO_WORD = frozenset("-'")
_AROUND = frozenset('«»“”„"()')
_OF = frozenset(("of", "de", "des", "du", "von", "der", "от"))
_JOINING = frozenset(("and", "und", "et", "y", "и", "but", "aber", "mais", "а", "но"))


class Phrases:
    """Answers where the words that can name a speaker begin and end, in tokens.

    Parameters
    ----------
    reading : Reading
        The text.
    names : iterable of Suggestion
        What was found in it: names, which stay whole, and dates, which are nobody.
    """

    def __init__(self, reading: Reading, names: Iterable[Suggestion]) -> None:
        self.reading = reading
        self.grammar = grammar()
        self.words = [word.lower() for word in reading.tokens.words]
        self.names: dict[int, tuple[Range, str]] = {}
        self.times: dict[int, Range] = {}
        for name in names:
            span = self.tokens_of(name.start, name.end)
            for i in range(*span):
                if name.label_id in NAMES:
                    self.names[i] = (span, name.label_id)
                elif name.label_id == "DATE":
                    self.times[i] = span

    def tokens_of(self, start: int, end: int) -> Range:
        """Return the tokens that begin in a passage of code points."""
        starts = self.reading.tokens.starts
        return bisect_left(starts, start), bisect_left(starts, end)

    def passage(self, span: Range) -> Range:
        """Return the code points that tokens `[first, last)` cover."""
        tokens = self.reading.tokens
        return tokens.starts[span[0]], tokens.ends[span[1] - 1]

    def word(self, i: int) -> str:
        """Return the word at `i` in small letters; an empty one outside the text."""
        return self.words[i] if 0 <= i < len(self.words) else ""

    def is_word(self, i: int) -> bool:
        """Return whether a noun phrase may go on over the token at `i`."""
        word, known = self.word(i), self.grammar
        if i in self.names:
            return True
        if i in self.times or word in known.prepositions or word in known.pronouns:
            return False
        # The French auxiliary is also the English article.
        if word != "a" and (word in known.auxiliaries or word in known.copulas):
            return False
        return word[:1].isalpha() or word in _NO_WORD

    def is_person(self, i: int) -> bool:
        """Return whether the token at `i` belongs to the name of a person."""
        return i in self.names and self.names[i][1] == "PER"

    def ending(self, end: int, least: int) -> tuple[Range, int] | None:
        """Return the phrase whose last token is `end - 1`, and where it begins with its offices.

        In *a spokesman for the ministry* the speaker is the spokesman; *in Moscow* nobody is. No
        phrase reaches before the token `least`.
        """
        found = self._simple_ending(end, least)
        if found is None:
            return None
        (first, _), edge = found
        before = self.word(edge - 1)
        if edge <= least or self.word(first) in self.grammar.pronouns or before in _JOINING:
            return found
        if before not in self.grammar.prepositions or self._is_office(first, edge):
            return found
        return self.ending(edge - 1, least) if edge - 1 > least else None

    def _is_office(self, first: int, edge: int) -> bool:
        """Return whether *of* and the words behind it belong to an office: Secretary of State X."""
        return self.is_person(first) and first > edge and self.word(edge - 1) in _OF

    def _simple_ending(self, end: int, least: int) -> tuple[Range, int] | None:
        last = end - 1
        if last < least:
            return None
        if last not in self.names and self.word(last) in self.grammar.pronouns:
            return (last, end), last
        edge = self._edge(end, least)
        if edge == end:
            return None
        if last in self.names:
            first, after = self.names[last][0]
            if first >= least and after == end and self._stands(first, edge, last):
                return (first, end), edge
        first = self._skip(edge, end)
        return ((first, end), edge) if self._is_phrase(first, end) else None

    def _stands(self, first: int, edge: int, last: int) -> bool:
        """Return whether the name at the end of a phrase speaks itself."""
        return self.is_person(last) or edge == first or self.word(first - 1) != "'"

    def _edge(self, end: int, least: int) -> int:
        """Return where the words of a phrase that ends before `end` begin."""
        known, i = self.grammar, end
        while i > max(least, end - _LONGEST) and self.is_word(i - 1):
            if i - 1 in self.names:
                first = self.names[i - 1][0][0]
                if first < least:
                    break
                i = first
                continue
            if self.word(i - 1) in known.verbs and i < end:
                break
            i -= 1
            # A possessive goes on: the minister's spokesman.
            if self.word(i) in known.determiners and self.word(i - 1) != "'":
                break
        return i

    def _skip(self, first: int, end: int) -> int:
        """Return where the phrase begins behind signs and adverbs."""
        known = self.grammar
        while first < end and (self.word(first) in _NO_WORD or self.word(first) in known.adverbs):
            first += 1
        return first

    def _is_phrase(self, first: int, end: int) -> bool:
        """Return whether the words can name somebody: more than an article, and not too many."""
        known = self.grammar
        if first >= end or self.word(end - 1) in known.determiners or not self.is_word(end - 1):
            return False
        if self.word(first) in known.determiners or first in self.names:
            return True
        count = sum(word.isalpha() and word != "s" for word in self.words[first:end])
        return count <= 3 and self.word(first) not in known.verbs

    def beginning(self, i: int, most: int) -> Range | None:
        """Return the phrase that begins at `i`, or behind a date or an adverb, before `most`.

        Where an office comes before the name of a person, the person is the speaker.
        """
        i = self._behind_times(i, most)
        if i >= most:
            return None
        if i not in self.names and self.word(i) in self.grammar.pronouns:
            return i, i + 1
        if i in self.names and (self.is_person(i) or not self.is_word(self.names[i][0][1])):
            return self._with_holder(self.names[i][0], most)
        end, person = self._run(i, most)
        phrase = person or self._with_holder((i, end), most)
        if phrase != (i, end):
            return phrase
        return phrase if self._is_phrase(i, end) or end - i > 3 else None

    def _run(self, i: int, most: int) -> tuple[int, Range | None]:
        """Return where the words of a phrase from `i` on end, and the person among them."""
        k = i
        while k < min(most, i + _LONGEST) and self.is_word(k):
            if self.is_person(k) and (k == i or self.word(k - 1) != "'"):
                return k, self.names[k][0]
            if self.word(k) in self.grammar.verbs and k > i:
                break
            k = self.names[k][0][1] if k in self.names else k + 1
        k = min(k, most)
        while k > i and (self.word(k - 1) in self.grammar.adverbs or self.word(k - 1) in _NO_WORD):
            k -= 1
        return k, None

    def _behind_times(self, i: int, most: int) -> int:
        known = self.grammar
        while i < most:
            if i in self.times:
                i = self.times[i][1]
            elif i + 1 in self.times and self.word(i) in known.prepositions:
                i = self.times[i + 1][1]
            elif self.word(i) in known.adverbs:
                i += 1
            else:
                break
        return i

    def _with_holder(self, phrase: Range, most: int) -> Range:
        """Return the person who holds the office of a phrase, if the name follows at once."""
        first, end = phrase
        if end <= first or self.is_person(first):
            return phrase
        known = self.grammar
        for k in range(end, min(most, end + _APART)):
            if self.is_person(k):
                before = self.word(k - 1)
                return self.names[k][0] if before not in known.prepositions else phrase
            word = self.word(k)
            if word in _AROUND or (word == "," and self.is_person(k + 1)):
                continue
            if not word[:1].isalpha() or word in known.verbs or word in known.pronouns:
                break
        return phrase
