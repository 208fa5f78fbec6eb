"""Quoted words: straight, curly, low and angled marks, and corner brackets."""

from __future__ import annotations

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
}
_SHORT = 2  # one or two words between marks are more often a doubt or a title than speech
_LONG = 5


def find(text: str) -> list[Suggestion]:
    """Return the quotations of `text` with their marks, none reaching beyond its paragraph."""
    found: list[Suggestion] = []
    for start, end in paragraphs(text):
        at = start
        while at < end:
            opening = _opening(text, at, end)
            if opening < 0:
                break
            close = _closing(text, opening, end)
            if close < 0:
                at = opening + 1
                continue
            found += _quotation(text, opening, close + 1)
            at = close + 1
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
        return i
    return -1


def _closing(text: str, opening: int, end: int) -> int:
    marks = _CLOSES[text[opening]]
    for i in range(opening + 1, end):
        if text[i] in marks and not (text[i] == '"' and text[i - 1].isspace()):
            return i
    return -1


def _quotation(text: str, start: int, end: int) -> list[Suggestion]:
    count = count_words(text[start:end])
    if count <= _SHORT:
        return []
    score = 0.9 if count >= _LONG else 0.7
    return [Suggestion(start, end, "QUOTE", score, "between quotation marks")]
