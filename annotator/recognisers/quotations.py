"""Quoted words: straight, curly, low and angled marks, and corner brackets."""

from __future__ import annotations

from itertools import pairwise

from annotator.model import Suggestion
from annotator.text import count_words, paragraphs

# What may close a quotation that was opened so. Newspapers mix straight and curly marks.
_CLOSES = {
    "“": '”"',
    '"': '"”',
    "„": '“”"',
    "«": "»",
    "»": "«",
    "「": "」",
    "『": "』",
    "‹": "›",
    "”": "”",
    "‘": "’",
    "'": "'’",
}
# These are apostrophes as well, so they open only before a capital and close only at a stop.
_SINGLE = frozenset("‘'")
_STOPS = frozenset(".,!?…")
_SHORT = 2  # one or two words between marks are more often a doubt or a title than speech
_LONG = 5


def find(text: str) -> list[Suggestion]:
    """Return the quotations of `text` with their marks, none reaching beyond its paragraph.

    Where speech goes on in the next paragraph, newspapers open it there again and leave this one
    unclosed: it ends with its paragraph.
    """
    found: list[Suggestion] = []
    spans = [*paragraphs(text), (len(text), len(text))]
    for (start, end), (following, _) in pairwise(spans):
        found += _in_paragraph(text, start, end, goes_on=text.startswith("“", following))
    return found


def _in_paragraph(text: str, at: int, end: int, goes_on: bool) -> list[Suggestion]:
    found: list[Suggestion] = []
    unclosed: set[str] = set()  # what closes nowhere is not looked for again
    while at < end:
        opening = _opening(text, at, end)
        if opening < 0:
            break
        mark = text[opening]
        close = -1 if mark in unclosed else _closing(text, opening, end)
        if close < 0:
            unclosed.add(mark)
        if close < 0 and goes_on and mark == "“":
            close = end - 1
        if close >= 0:
            found += _quotation(text, opening, close + 1)
        at = max(opening, close) + 1
    return found


def _opening(text: str, at: int, end: int) -> int:
    for i in range(at, end - 1):
        mark = text[i]
        # French sets a space inside its marks.
        if mark not in _CLOSES or (mark != "«" and text[i + 1].isspace()):
            continue
        # A straight mark after a letter or a digit closes, or stands for inches.
        if mark in '"»' and i and text[i - 1].isalnum():
            continue
        if mark in "”‘'" and not _opens_a_word(text, i):
            continue
        return i
    return -1


def _opens_a_word(text: str, i: int) -> bool:
    """Return whether the mark at `i` stands before a word, and a single one before a capital."""
    free = i == 0 or text[i - 1].isspace() or text[i - 1] in "([—–"
    return free and (text[i] not in _SINGLE or text[i + 1].isupper())


def _closing(text: str, opening: int, end: int) -> int:
    marks = _CLOSES[text[opening]]
    single = text[opening] in _SINGLE
    for i in range(opening + 1, end):
        if single and text[i - 1] not in _STOPS:
            continue
        if text[i] in marks and not (text[i] == '"' and text[i - 1].isspace()):
            return i
    return -1


def _quotation(text: str, start: int, end: int) -> list[Suggestion]:
    count = count_words(text[start:end])
    if count <= _SHORT:
        return []
    score = 0.9 if count >= _LONG else 0.7
    return [Suggestion(start, end, "QUOTE", score, "between quotation marks")]
