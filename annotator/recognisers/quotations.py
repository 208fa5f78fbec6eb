"""Quoted words: straight, curly, low and angled marks, and corner brackets, also in one another."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

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
    "‚": "‘’'",
}
# These are apostrophes as well, so they open only before a capital and close only at a stop;
# within other marks they may open before any letter.
_SINGLE = frozenset("‘'")
# What opens and closes with signs of its own can be counted where it stands in itself.
_PAIRED = {"“": "”", "«": "»", "「": "」", "『": "』", "‹": "›"}
_STOPS = frozenset(".,!?…")
_AFTER = frozenset('.,!?…;:)”"»')
_SHORT = 2  # one or two words between marks are more often a doubt or a title than speech
_LONG = 5
_DEPTH = 3


@dataclass(slots=True)
class Quotation:
    """The passage `[start, end)` of a quotation, its marks inside.

    `outer` is the place in the list of the quotation that this one stands in. `follows` tells that
    the quotation before it on the same level goes on here, in a paragraph of its own.
    """

    start: int
    end: int
    score: float
    outer: int | None = None
    follows: bool = False


def find(text: str) -> list[Quotation]:
    """Return the quotations of `text`, an outer one before those in it.

    None reaches beyond its paragraph. Where speech goes on in the next paragraph, newspapers open
    it there again and leave this one unclosed: it ends with its paragraph.
    """
    found: list[Quotation] = []
    spans = [*paragraphs(text), (len(text), len(text))]
    goes_on = False
    for (start, end), (following, _) in pairwise(spans):
        opened = text[following : following + 1]
        before = len(found)
        unclosed = _in_range(found, text, (start, end), None, opened)
        if goes_on and len(found) > before:
            found[before].follows = True
        goes_on = unclosed
    return found


def _in_range(
    found: list[Quotation], text: str, span: tuple[int, int], outer: int | None, opened: str
) -> bool:
    """Add the quotations of a range to `found`; return whether the last of them goes on.

    `opened` is the sign that the next paragraph begins with.
    """
    at, end = span
    unclosed: set[str] = set()  # what closes nowhere is not looked for again
    while at < end:
        opening = _opening(text, at, end, outer is not None)
        if opening < 0:
            break
        mark = text[opening]
        close = -1 if mark in unclosed else _closing(text, opening, end, outer is not None)
        goes_on = close < 0 and outer is None and mark == opened and mark not in _SINGLE
        if close < 0:
            unclosed.add(mark)
        if goes_on:
            close = end - 1
        if close >= 0:
            _add(found, text, (opening, close + 1), outer, goes_on)
        if goes_on:
            return True
        at = max(opening, close) + 1
    return False


def _add(
    found: list[Quotation], text: str, span: tuple[int, int], outer: int | None, is_open: bool
) -> None:
    start, end = span
    while text[end - 1].isspace():
        end -= 1
    count = count_words(text[start:end])
    if count <= _SHORT:
        return
    found.append(Quotation(start, end, 0.9 if count >= _LONG else 0.7, outer))
    if _depth(found, outer) < _DEPTH:
        inner = (start + 1, end if is_open else end - 1)
        _in_range(found, text, inner, len(found) - 1, "")


def _depth(found: list[Quotation], outer: int | None) -> int:
    depth = 1
    while outer is not None:
        outer = found[outer].outer
        depth += 1
    return depth


def _opening(text: str, at: int, end: int, is_inner: bool) -> int:
    for i in range(at, end - 1):
        mark = text[i]
        # French sets a space inside its marks.
        if mark not in _CLOSES or (mark != "«" and text[i + 1].isspace()):
            continue
        # A straight mark after a letter or a digit closes, or stands for inches.
        if mark in '"»' and i and text[i - 1].isalnum():
            continue
        if mark in "”‘'" and not _opens_a_word(text, i, is_inner):
            continue
        return i
    return -1


def _opens_a_word(text: str, i: int, is_inner: bool) -> bool:
    """Return whether the mark at `i` stands before a word, and a single one before a capital."""
    free = i == 0 or text[i - 1].isspace() or text[i - 1] in '([—–"“'
    if not free or text[i] not in _SINGLE:
        return free
    return text[i + 1].isupper() or (is_inner and text[i + 1].isalpha())


def _closing(text: str, opening: int, end: int, is_inner: bool) -> int:
    mark = text[opening]
    if mark in _PAIRED and (close := _paired(text, opening, end)) >= 0:
        return close
    marks = _CLOSES[mark]
    for i in range(opening + 1, end):
        if text[i] not in marks or (text[i] == '"' and text[i - 1].isspace()):
            continue
        if mark not in _SINGLE or text[i - 1] in _STOPS:
            return i
        if is_inner and (i + 1 == end or text[i + 1] in _AFTER):
            return i
    return -1


def _paired(text: str, opening: int, end: int) -> int:
    """Return where the sign of its own closes that others of its kind stand before; -1: nowhere."""
    mark = text[opening]
    close, depth = _PAIRED[mark], 0
    # Only where the mark is opened again does counting say more than the first that closes.
    first = text.find(close, opening, end)
    if text.find(mark, opening + 1, max(first, opening + 1)) < 0:
        return -1
    for i in range(opening, end):
        depth += (text[i] == mark) - (text[i] == close)
        if depth == 0:
            return i
    return -1
