"""Quotations with their speakers and cues: who says it, and the words that tell so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeVar

from annotator.model import Suggestion
from annotator.recognisers import attribution, eastern_speech
from annotator.recognisers.attribution import Attribution
from annotator.recognisers.noun_phrases import NAMES, Phrases, Range
from annotator.recognisers.quotations import Quotation
from annotator.recognisers.reading import Reading

_ENDS = frozenset(".!?…")
_FULL_ENDS = frozenset("。！？؟")
_GOES_ON = frozenset(",?!…—–，！？،-")
_INTRODUCES = frozenset(":：")
_LONGEST = 45  # words of a sentence beside a quotation
_DASHES = frozenset("-–—")
_ALONE = 0.2  # words between marks that nobody says may be a title
_LIST = 3  # words between quotations that one sentence puts together

Found = TypeVar("Found", Attribution, Range)
_Eastern = Callable[[str, list[Suggestion], int, int], Found | None]
_Western = Callable[[Phrases, int, int], Found | None]


@dataclass(slots=True)
class _Quoted:
    """A quotation, the tokens around it on its level, and what was found there."""

    passage: Quotation
    front: Range = (0, 0)
    back: Range = (0, 0)
    found: Attribution | None = None
    from_back: bool = False


@dataclass(slots=True)
class _Text:
    reading: Reading
    phrases: Phrases
    names: list[Suggestion]
    quoted: list[_Quoted] = field(default_factory=list)


def find(
    reading: Reading, names: list[Suggestion], quotations: list[Quotation]
) -> list[Suggestion]:
    """Return the quotations as suggestions, and a suggestion for each cue and unnamed speaker.

    A speaker who is among `names` is joined by that suggestion. Where nobody in reach speaks, the
    quotation stands alone.
    """
    if not quotations:
        return []
    text = _Text(reading, Phrases(reading, names), names, [_Quoted(q) for q in quotations])
    for level in _levels(text.quoted):
        _surround(text, level)
        for quoted in level:
            _attribute(text, quoted)
        _share(text, level)
    return _suggestions(text)


def _levels(quoted: list[_Quoted]) -> list[list[_Quoted]]:
    """Return the quotations that stand beside one another, not within."""
    levels: dict[int | None, list[_Quoted]] = {}
    for one in quoted:
        levels.setdefault(one.passage.outer, []).append(one)
    return list(levels.values())


def _surround(text: _Text, level: list[_Quoted]) -> None:
    """Find the words of the same sentence before and behind each quotation of a level."""
    phrases, outer = text.phrases, level[0].passage.outer
    least, most = 0, len(text.reading.tokens)
    if outer is not None:
        around = text.quoted[outer].passage
        least, most = phrases.tokens_of(around.start + 1, around.end - 1)
    spans = [phrases.tokens_of(q.passage.start, q.passage.end) for q in level]
    ends = [least, *(end for _, end in spans)]
    begins = [*(start for start, _ in spans[1:]), most]
    for quoted, (start, end), last, following in zip(level, spans, ends, begins, strict=False):
        quoted.front = (_front(text, start, last), start)
        quoted.back = (end, _back(text, end, following))


def _front(text: _Text, start: int, least: int) -> int:
    tokens, i = text.reading.tokens, start
    while i > max(least, start - _LONGEST):
        # A line that ends with a colon introduces what the next one quotes.
        if tokens.breaks[i] and (tokens.words[i - 1] not in _INTRODUCES or i < start):
            break
        if _ends_sentence(text, i - 1):
            break
        i -= 1
    return i


def _back(text: _Text, end: int, most: int) -> int:
    tokens, i = text.reading.tokens, end
    while i < min(most, end + _LONGEST) and not tokens.breaks[i]:
        i += 1
        if _ends_sentence(text, i - 1):
            break
    return i


def _ends_sentence(text: _Text, i: int) -> bool:
    tokens = text.reading.tokens
    word = tokens.word(i)
    if word in _FULL_ENDS or word not in _ENDS:
        return word in _FULL_ENDS
    return i + 1 == len(tokens) or tokens.opens[i + 1]


def _attribute(text: _Text, quoted: _Quoted) -> None:
    """Choose between the words before and behind: who ends with a comma goes on behind."""
    ahead = _beside(text, quoted.front, eastern_speech.before, attribution.before)
    after = _beside(text, quoted.back, eastern_speech.behind, attribution.behind)
    if ahead and after:
        last = _last_word(text, quoted)
        introduced = text.phrases.word(quoted.front[1] - 1) in _INTRODUCES
        next_sign = text.phrases.word(quoted.back[0])
        goes_on = last in _GOES_ON or (next_sign in _GOES_ON and not _is_tight(text, quoted))
        if introduced or not goes_on:
            after = None
    if after and after.speaker is None:
        speaker = _beside(text, quoted.front, eastern_speech.topic, _before_comma)
        after = Attribution(after.cue, speaker)
    quoted.found = after or ahead
    quoted.from_back = after is not None


def _last_word(text: _Text, quoted: _Quoted) -> str:
    return text.reading.tokens.text[quoted.passage.end - 2]


def _is_tight(text: _Text, quoted: _Quoted) -> bool:
    """Return whether a verb of speech stands right before the quotation."""
    last = quoted.front[1]
    return any(text.phrases.word(k) in text.phrases.grammar.verbs for k in range(last - 2, last))


def _beside(
    text: _Text, words: Range, eastern: _Eastern[Found], western: _Western[Found]
) -> Found | None:
    """Ask about the words beside a quotation, by the rules of the script that they are in."""
    if words[1] <= words[0]:
        return None
    passage = text.phrases.passage(words)
    if eastern_speech.EASTERN.search(text.reading.tokens.text, *passage):
        return eastern(text.reading.tokens.text, text.names, *passage)
    return western(text.phrases, *words)


def _before_comma(phrases: Phrases, first: int, last: int) -> Range | None:
    """Return who stands before a quotation whose verb comes behind it, as in Turkish."""
    if phrases.word(last - 1) != ",":
        return None
    found = phrases.ending(last - 1, first)
    return phrases.passage(found[0]) if found else None


def _share(text: _Text, level: list[_Quoted]) -> None:
    """Give what was found to the quotations that belong together."""
    for before, quoted in pairwise(level):
        if not quoted.found and before.found and _continues(text, before, quoted):
            quoted.found, quoted.from_back = before.found, before.from_back
    for quoted, following in pairwise(reversed(level)):
        joined = quoted.passage.follows or _is_list(following, quoted)
        if quoted.found and not following.found and joined:
            following.found = quoted.found


def _continues(text: _Text, before: _Quoted, quoted: _Quoted) -> bool:
    """Return whether the speaker of `before` goes on: “A,” said X. “B.”, or in the next line."""
    if quoted.passage.follows or _is_list(before, quoted):
        return True
    start, (first, last) = quoted.front[1], before.back
    words = text.reading.tokens.words
    return (
        before.from_back
        and first < last <= start
        and all(words[k] in _DASHES for k in range(last, start))
        and not any(text.reading.tokens.breaks[last : start + 1])
    )


def _is_list(before: _Quoted, quoted: _Quoted) -> bool:
    """Return whether few words of one sentence stand between two quotations."""
    start, end = before.back[0], quoted.front[1]
    return before.back[1] == end and end - start <= _LIST


def _suggestions(text: _Text) -> list[Suggestion]:
    named = {(n.start, n.end): n.label_id in NAMES for n in text.names}
    whole = text.reading.tokens.text
    made: dict[tuple[str, int, int], Suggestion] = {}
    for quoted in text.quoted:
        passage, found = quoted.passage, quoted.found
        joins: list[tuple[str, int, int]] = []
        # A date or an event says nothing.
        if found and found.speaker and named.get(found.speaker, True):
            joins.append(("SAID_BY", *found.speaker))
            if found.speaker not in named:
                made["SPEAKER", *found.speaker] = Suggestion(
                    *found.speaker, "SPEAKER", 0.75, f"says “{whole[slice(*found.cue)]}”"
                )
        if found:
            joins.append(("SAID_WITH", *found.cue))
            made["CUE", *found.cue] = Suggestion(*found.cue, "CUE", 0.8, "tells who says it")
        reason = "between quotation marks" + ("" if found else ", nobody near who says it")
        score = round(passage.score - (0 if found else _ALONE), 2)
        made["QUOTE", passage.start, passage.end] = Suggestion(
            passage.start, passage.end, "QUOTE", score, reason, tuple(joins)
        )
    return list(made.values())
