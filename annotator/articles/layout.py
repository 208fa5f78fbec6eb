"""The layout of scraped news text: headline, date lines, byline, body, initials, tags.

Only lines that are understood as a whole are taken out, from the top and from the end; everything
else stays in the body, in its order. A text without evidence of a headline has no title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from annotator.articles.head import Layout, read_head
from annotator.articles.lines import read_tags, split_tags, without_bullet
from annotator.text import UNSPACED, normalise

_LONGEST_TAG = 60
_MOST_TAGS = 12

_INITIALS = re.compile(r"[A-Z]{2,4}(?:/[A-Z]{2,4}){0,3}")
# In scripts without capitals only single letters are no word; a stroke shows the form of one.
_OTHER_INITIALS = re.compile(r"[^\W\d_A-Za-z]{1,2}ـ?(?:(?: |\. ?)[^\W\d_A-Za-z]{1,2}ـ?){1,2}\.?")
_NOT_INITIALS = {
    "END",
    "ENDS",
    "FIN",
    "ENDE",
    "FINE",
    "NNNN",
    "XXX",
    "XXXX",
    "USA",
    "UK",
    "EU",
    "UN",
}
_ENDS_SENTENCE = re.compile(r"[.。．۔।…]['\"”’»)\]]*$")


class _Line(NamedTuple):
    text: str
    start: int


def parse(text: str, title: str = "") -> Layout:
    """Return the parts of a scraped article.

    Parameters
    ----------
    text : str
        The text as it came, with any line ends.
    title : str, optional
        The headline, if it is known from elsewhere; then no line is taken for one.

    Returns
    -------
    Layout
        `body` is normalised text; each of its lines, and each of `taken`, is a line of the input.
        Where nothing would be left for the body, everything stays there.
    """
    text = normalise(text)
    found = Layout(title=title)
    deck, start = read_head(text, found)
    end = _read_tail(text, start, found)
    body = text[start:end].strip()
    if not body:
        return Layout(body=text, title=title)
    found.body = f"{deck}\n\n{body}" if deck else body
    return found


def _read_tail(text: str, start: int, found: Layout) -> int:
    """Take tags and initials from the end into `found` and return where the body ends."""
    end = _take_tags(text, start, found)
    last = next(_from_end(text, start, end), None)
    if last and _are_initials(last, text):
        found.byline = found.byline or last.text.strip()
        found.taken.append(last.text)
        end = last.start
    return end


def _take_tags(text: str, start: int, found: Layout) -> int:
    """Take 'Tags: a, b' in the last line, or 'Tags' with a list of short lines under it."""
    listed: list[_Line] = []
    for line in _from_end(text, start, len(text)):
        tags = read_tags(line.text)
        if tags == () or (tags and not listed):
            below = [t for x in reversed(listed) for t in split_tags(without_bullet(x.text))]
            found.tags = tags or tuple(dict.fromkeys(below))
            found.taken.extend(x.text for x in (line, *listed))
            return line.start
        if len(line.text) > _LONGEST_TAG or _ENDS_SENTENCE.search(line.text.strip()):
            break
        listed.append(line)
        if len(listed) > _MOST_TAGS:
            break
    return len(text)


def _are_initials(line: _Line, text: str) -> bool:
    """Tell whether the last line is the writer's or editor's sign, such as 'MNP/ABC'."""
    sign = line.text.strip()
    alone = text[: line.start].rstrip(" \t").endswith("\n\n") or "\n \n" in text[: line.start][-4:]
    return alone and sign not in _NOT_INITIALS and _is_sign(sign)


def _is_sign(sign: str) -> bool:
    if _INITIALS.fullmatch(sign):
        return True
    if sign != sign.upper() or UNSPACED.search(sign) or not _OTHER_INITIALS.fullmatch(sign):
        return False
    return sign != sign.lower() or all(
        len(x.strip("ـ")) == 1 for x in re.split(r"[ .]+", sign) if x
    )


def _from_end(text: str, start: int, end: int) -> Iterator[_Line]:
    """Yield the lines of `text[start:end]` that are not blank, the last one first."""
    while end > start:
        begin = text.rfind("\n", start, end) + 1 or start
        if text[begin:end].strip():
            yield _Line(text[begin:end], begin)
        end = begin - 1
