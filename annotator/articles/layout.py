"""The layout of scraped news text: headline, date lines, byline, body, initials, tags.

Only lines that are understood as a whole are taken out, from the top and from the end; everything
else stays in the body, in its order. A text without evidence of a headline has no title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from annotator.articles.lines import (
    LONGEST_LINE,
    Fact,
    read_line,
    read_tags,
    split_tags,
    without_bullet,
)
from annotator.text import UNSPACED, normalise

_HEAD = 6000  # characters at the top in which header lines are looked for
_LONGEST_TAG = 60
_MOST_TAGS = 30

_INITIALS = re.compile(r"[A-Z]{2,4}(?:/[A-Z]{2,4}){0,3}")
_NOT_INITIALS = {"END", "ENDS"}
_ENDS_SENTENCE = re.compile(r"[.。．۔।…]['\"”’»)\]]*$")
_ENDS_OPEN = re.compile(r"[,;:，；：、،؛\-–—]$")
_SENTENCE_BREAK = re.compile(r"[.!?。！？؟]['\"”’»)]*\s+\S")
_DATELINE = re.compile(r"[A-Z][A-Z .'\-]{2,}.*\(.*\d.*\)|.*\([A-Z][A-Za-z]+\)\s*[-–—]")
_LETTERS = re.compile(r"[^\W\d_]{2}")


@dataclass(slots=True)
class Layout:
    """What `parse` found: the fields of a Draft, and the lines that are not in the body."""

    body: str = ""
    title: str = ""
    byline: str = ""
    source: str = ""
    url: str = ""
    published_at: str = ""
    modified_at: str = ""
    tags: tuple[str, ...] = ()
    taken: list[str] = field(default_factory=list)


class _Line(NamedTuple):
    text: str
    start: int


def parse(text: str) -> Layout:
    """Return the parts of a scraped article.

    Parameters
    ----------
    text : str
        The text as it came, with any line ends.

    Returns
    -------
    Layout
        `body` is normalised text; each of its lines, and each of `taken`, is a line of the input.
        Where nothing would be left for the body, everything stays there.
    """
    text = normalise(text)
    found = Layout()
    start = _read_head(text, found)
    end = _read_tail(text, start, found)
    body = text[start:end].strip()
    if not body:
        return Layout(body=text)
    found.body = body
    return found


def _read_head(text: str, found: Layout) -> int:
    """Take the header lines into `found` and return where the body starts."""
    lines = text[:_HEAD].split("\n")
    start = 0
    for position, line in enumerate(lines):
        if line.strip() and not _take_header_line(line, found):
            if found.title or not _is_title(text, lines, position):
                return start
            found.title = line.strip()
            found.taken.append(line)
        start += len(line) + 1
    return min(start, len(text))


def _take_header_line(line: str, found: Layout) -> bool:
    if len(line) > LONGEST_LINE:
        return False
    repeated = bool(found.title) and without_bullet(line).lower() == found.title.lower()
    facts = () if repeated else read_line(line)
    if not repeated and (not facts or not all(_agrees(f, found) for f in facts)):
        return False
    for fact in facts:
        # Of two lines that tell one moment, the one with the time of day says more.
        if len(fact.value) > len(getattr(found, fact.field)):
            setattr(found, fact.field, fact.value)
    found.taken.append(line)
    return True


def _agrees(fact: Fact, found: Layout) -> bool:
    """Tell whether a fact is new or says again what is known; a contradiction stays in the body."""
    known = getattr(found, fact.field)
    if fact.field.endswith("_at"):
        return not known or known[:10] == fact.value[:10]
    return not known or known == fact.value


def _is_title(text: str, lines: list[str], position: int) -> bool:
    """Ask for evidence that a line is a headline: what it looks like, and what stands under it."""
    line = lines[position].strip()
    if not _may_be_title(line):
        return False
    below = lines[position + 1 :]
    after = next((x for x in below if x.strip()), "")
    if without_bullet(after).lower() == line.lower() or read_line(after):
        return True
    if not below or below[0].strip() or not after:
        return False
    if _ENDS_SENTENCE.search(line):
        return _stands_alone(text, line, below)
    # A headline heads running text: something under it is longer than a line.
    unspaced = bool(UNSPACED.search(line))
    longest = max(len(x) for x in below)
    return longest >= max(25 if unspaced else 60, len(line) if len(line) < 120 else 120)


def _may_be_title(line: str) -> bool:
    return (
        len(line) <= LONGEST_LINE
        and bool(_LETTERS.search(line))
        and not _ENDS_OPEN.search(line)
        and without_bullet(line) == line
        and not _DATELINE.match(line)
        and not line.startswith(("http://", "https://", "#", "<", "{", "|"))
        and read_tags(line) is None
        and (len(line) <= 120 or not _SENTENCE_BREAK.search(line))
    )


def _stands_alone(text: str, line: str, below: list[str]) -> bool:
    """Take a short sentence for a headline if the only blank line of the text is under it."""
    return (
        len(line) <= 100
        and not _SENTENCE_BREAK.search(line)
        and text.count("\n\n") == 1
        and sum(1 for x in below if x.strip()) >= 3
    )


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
    return bool(_INITIALS.fullmatch(sign)) and sign not in _NOT_INITIALS and alone


def _from_end(text: str, start: int, end: int) -> Iterator[_Line]:
    """Yield the lines of `text[start:end]` that are not blank, the last one first."""
    while end > start:
        begin = text.rfind("\n", start, end) + 1 or start
        if text[begin:end].strip():
            yield _Line(text[begin:end], begin)
        end = begin - 1
