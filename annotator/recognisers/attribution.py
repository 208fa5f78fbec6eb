"""Cue and speaker in the words before or behind a quotation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from annotator.recognisers.noun_phrases import Phrases, Range

_COMMAS = frozenset(",—–")
_LEADING = frozenset(",—–-;،")
_COMPARING = frozenset(("as", "wie", "como", "comme", "как", "and", "und", "et", "y", "и"))
_NOUN_MAKERS = frozenset(
    [
        "the",
        "his",
        "her",
        "their",
        "its",
        "my",
        "our",
        "your",
        "this",
        "these",
        "those",
        "some",
        "of",
    ]
)
_QUOTED = ("quoted", "as", "saying")
_LISTENERS = (("reporters",), ("journalists",), ("lawmakers",), ("the", "press"), ("the", "media"))
_PARTS_OF_CUES = frozenset(
    ["a", "ont", "avait", "avaient", "hat", "haben", "hatte", "hatten", "ha", "han"]
)
_ARABIC = ("\u0600", "\u06ff")
_FAR = 25  # words between a phrase such as 'according to X' and the quotation


@dataclass(frozen=True, slots=True)
class Attribution:
    """The passages of the cue and of the speaker, in code points; no speaker: none is named."""

    cue: Range
    speaker: Range | None


def before(phrases: Phrases, first: int, last: int) -> Attribution | None:
    """Return who is quoted by the tokens `[first, last)`, behind which the quotation begins.

    The cue that is nearest to the quotation counts.
    """
    bare: Range | None = None
    for (start, end), has_verb in reversed([*_cues(phrases, first, last)]):
        if not has_verb:
            speaker = phrases.beginning(end, last)
            if speaker and last - speaker[1] < _FAR:
                return _made(phrases, (start, end), speaker)
            continue
        speaker = _around(phrases, (start, end), first, last)
        if speaker:
            return _made(phrases, (start, end), speaker)
        if last - end <= 1:
            bare = bare or (start, end)
    return _made(phrases, bare, None) if bare else None


def behind(phrases: Phrases, first: int, last: int) -> Attribution | None:
    """Return who is quoted by the tokens `[first, last)`, in front of which the quotation ends.

    They have to begin with the cue or with the speaker: what comes later is about something else.
    """
    while first < last and phrases.word(first) in _LEADING:
        first += 1
    for (start, end), has_verb in _cues(phrases, first, last):
        if not has_verb:
            speaker = phrases.beginning(end, last) if start - first <= 1 else None
        elif _without_helpers(phrases, first, start) == first:
            speaker = _inverted(phrases, end, last)
            if speaker is None:
                return _made(phrases, (start, end), None)
        else:
            speaker = _clitic(phrases, first, start) or _leading(phrases, first, start)
        if speaker:
            return _made(phrases, (start, end), speaker)
    return None


def _made(phrases: Phrases, cue: Range, speaker: Range | None) -> Attribution:
    start, end = cue
    if phrases.word(start - 1) in _PARTS_OF_CUES:
        start -= 1
    for listeners in _LISTENERS:
        if tuple(phrases.words[end : end + len(listeners)]) == listeners:
            end += len(listeners)
    return Attribution(phrases.passage((start, end)), speaker and phrases.passage(speaker))


def _cues(phrases: Phrases, first: int, last: int) -> Iterator[tuple[Range, bool]]:
    """Yield the cues of `[first, last)`, and whether each of them is a verb."""
    i, words = first, phrases.words
    while i < last:
        end = _phrase_at(phrases, i, last)
        if end:
            yield (i, end), False
        elif tuple(words[i : i + 3]) == _QUOTED:
            end = i + 3
            yield (i, end), True
        elif _speaks(phrases, i, last):
            yield (i, i + 1), True
        i = end or i + 1


def _speaks(phrases: Phrases, i: int, last: int) -> bool:
    """Return whether the word at `i` is a verb of speech, and one that is meant so here."""
    if phrases.word(i) not in phrases.grammar.verbs or i in phrases.names:
        return False
    before, behind = phrases.word(i - 1), phrases.word(i + 1)
    if before in _NOUN_MAKERS or before in phrases.grammar.copulas:
        return False
    # A book called “A Charge to Keep” says nothing, nor does who calls for something.
    is_call = phrases.word(i) in ("called", "calls", "calling")
    return not (is_call and (i + 1 >= last or behind in ("for", "on")))


def _phrase_at(phrases: Phrases, i: int, last: int) -> int:
    """Return where the longest phrase such as 'according to' at `i` ends; 0: there is none."""
    longest = 0
    for words in phrases.grammar.phrases.get(phrases.words[i], ()):
        end = i + len(words)
        # German says 'so' for that; elsewhere the word says nothing.
        if words == ("so",) and not phrases.reading.capital_nouns:
            continue
        if end <= last and tuple(phrases.words[i:end]) == words:
            longest = max(longest, end)
    return longest


def _around(phrases: Phrases, cue: Range, first: int, last: int) -> Range | None:
    """Return the speaker beside a cue in front of a quotation: mostly before it."""
    start, end = cue
    word = phrases.word(start)
    if word.endswith("ing") and word.isascii():
        return _of_participle(phrases, first, start)
    if _ARABIC[0] <= word[0] <= _ARABIC[1]:
        return phrases.beginning(end, last)
    found = _subject(phrases, first, start)
    return found[0] if found else phrases.beginning(end, last)


def _of_participle(phrases: Phrases, first: int, verb: int) -> Range | None:
    """Return the subject of *Ana Rollo left, saying*, or of *quoted Ana Rollo as saying*."""
    if phrases.word(verb - 1) == "as":
        found = phrases.ending(verb - 1, first)
        return found[0] if found else None
    for k in range(first, verb):
        if phrases.is_person(k):
            return phrases.names[k][0]
        if phrases.word(k) in phrases.grammar.pronouns:
            return k, k + 1
    return None  # where the subject ends and its verb begins can't be told


def _without_helpers(phrases: Phrases, first: int, end: int) -> int:
    """Return where auxiliaries, adverbs and dates before a verb begin."""
    known = phrases.grammar
    while end > first:
        word = phrases.word(end - 1)
        if end - 1 in phrases.times:
            end = max(first, phrases.times[end - 1][0])
            if end > first and phrases.word(end - 1) in known.prepositions:
                end -= 1
        elif word in known.auxiliaries or word in known.adverbs or word in known.copulas:
            end -= 1
        else:
            break
    return end


def _subject(phrases: Phrases, first: int, verb: int) -> tuple[Range, int] | None:
    """Return who does what the verb says, and where the phrase begins with its offices."""
    end = _without_helpers(phrases, first, verb)
    if end <= first:
        return None
    if phrases.word(end - 1) not in _COMMAS:
        return phrases.ending(end, first)
    # Ana Rollo, who chairs the council, said: the first that is named before a comma.
    for k in range(first + 1, end - 1):
        if phrases.word(k) in _COMMAS and (found := phrases.ending(k, first)):
            return found
    return None


def _leading(phrases: Phrases, first: int, verb: int) -> Range | None:
    """Return the subject if the words behind the quotation begin with it."""
    if phrases.word(first) in _COMPARING:
        first += 1
    found = _subject(phrases, first, verb)
    return found[0] if found and found[1] == first else None


def _inverted(phrases: Phrases, end: int, last: int) -> Range | None:
    """Return the speaker behind a verb; French sets pronouns there with hyphens."""
    k = end
    while k < min(last, end + 3) and phrases.word(k) in ("-", "t"):
        k += 1
    if k > end and phrases.word(k) in phrases.grammar.pronouns:
        return k, k + 1
    return phrases.beginning(end, last)


def _clitic(phrases: Phrases, first: int, verb: int) -> Range | None:
    """Return the pronoun of *a-t-il déclaré*."""
    is_joined = phrases.word(verb - 2) == "-" and verb - first <= 5
    if is_joined and phrases.word(verb - 1) in phrases.grammar.pronouns:
        return verb - 1, verb
    return None
