"""The head of a scraped article: headline, deck, byline, dates and source, in any order.

Between header lines a few others may stand (a deck, the name of a section, 'Updated 2 hours ago');
they are passed over and stay in the body. The further from the headline a line stands, the surer
it must be.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from annotator.articles.header_words import SECTIONS
from annotator.articles.lines import (
    LONGEST_LINE,
    Fact,
    read_line,
    read_pair,
    read_tags,
    without_bullet,
)
from annotator.text import UNSPACED

_HEAD = 6000  # characters at the top in which header lines are looked for
_MOST_PASSED = 3
_LONGEST_LABEL = 30

_ENDS_SENTENCE = re.compile(r"[.!?。！？．۔।…]['\"”’»)\]]*$")
_ENDS_STATEMENT = re.compile(r"[.。．۔।…]['\"”’»)\]]*$")
_ENDS_OPEN = re.compile(r"[,;:，；：、،؛\-–—]$")
_SENTENCE_BREAK = re.compile(r"[.!?。！？؟]['\"”’»)]*\s+\S")
_DATELINE = re.compile(r"[A-Z][A-Z .'\-]{2,}.*\(.*\d.*\)|.*\([A-Z][A-Za-z]+\)\s*[-–—]")
_CITY_FIRST = re.compile(r"[^a-zа-я]{3,45}\s[-–—]\s")
_BREADCRUMBS = re.compile(r"[^>›»]{1,40}(?:\s[>›»]\s[^>›»]{1,40})+")
_LETTERS = re.compile(r"[^\W\d_]{2}")


@dataclass(slots=True)
class Layout:
    """What the parser found: the fields of a Draft, and the lines that are not in the body."""

    body: str = ""
    title: str = ""
    byline: str = ""
    source: str = ""
    url: str = ""
    published_at: str = ""
    modified_at: str = ""
    tags: tuple[str, ...] = ()
    taken: list[str] = field(default_factory=list)


def read_head(text: str, found: Layout) -> tuple[str, int]:
    """Take the header lines into `found`; return what stays of the head, and where it ends."""
    lines = text[:_HEAD].split("\n")
    if len(text) > _HEAD:
        lines.pop()  # it may be cut
    ends = list(accumulate(len(line) + 1 for line in lines))
    passed: list[tuple[int, str]] = []
    end = settled = 0
    for position, line in enumerate(lines):
        if not line.strip() or ends[position] <= end:
            continue
        taken = _take_pair(lines, position, found)
        if not taken:
            taken = _take_line(lines, position, found, [x for _, x in passed])
        if taken or (not found.title and _take_title(text, lines, position, found)):
            end, settled = ends[max(taken - 1, position)], len(passed)
        elif len(passed) < _MOST_PASSED and _may_be_passed(line, found):
            passed.append((position, line))
        else:
            break
    return _joined(passed[:settled]), min(end, len(text))


def _take_pair(lines: list[str], position: int, found: Layout) -> int:
    """Take 'Updated' and the date in the line under it; return the line after, 0 for none."""
    label = lines[position]
    if len(label) > _LONGEST_LABEL or not found.title:
        return 0
    below = next((n for n, x in enumerate(lines[position + 1 :], position + 1) if x.strip()), 0)
    facts = read_pair(label, lines[below]) if below else ()
    if not facts or not all(_agrees(f, found) for f in facts):
        return 0
    _keep(facts, found)
    found.taken += [label, lines[below]]
    return below + 1


def _take_line(lines: list[str], position: int, found: Layout, passed: list[str]) -> int:
    line = lines[position]
    if len(line) > LONGEST_LINE:
        return 0
    repeated = bool(found.title) and without_bullet(line).lower() == found.title.lower()
    facts = () if repeated else read_line(line)
    if not repeated and not (facts and all(_agrees(f, found) for f in facts)):
        return 0
    if not _is_sure(facts) and any(map(_ENDS_SENTENCE.search, map(str.strip, passed))):
        above = next((x for x in reversed(lines[:position]) if x.strip()), "")
        if above in passed and not _is_only_day(line, lines):
            return 0
    _keep(facts, found)
    found.taken.append(line)
    return position + 1


def _keep(facts: Iterable[Fact], found: Layout) -> None:
    for fact in facts:
        # Of two lines that tell one moment, the one with the time of day says more.
        if len(fact.value) > len(getattr(found, fact.field)):
            setattr(found, fact.field, fact.value)


def _agrees(fact: Fact, found: Layout) -> bool:
    """Tell whether a fact is new or says again what is known; a contradiction stays in the body."""
    known = getattr(found, fact.field)
    if fact.field.endswith("_at"):
        return not known or known[:10] == fact.value[:10]
    return not known or known == fact.value


def _is_sure(facts: Iterable[Fact]) -> bool:
    return any(not fact.vague for fact in facts)


def _is_only_day(line: str, lines: list[str]) -> bool:
    """Tell whether a line is a day, and no other is: in a chronicle each part has its day."""

    def is_day(x: str) -> bool:
        facts = read_line(x)
        return len(facts) == 1 and facts[0].vague and ":" not in x and "：" not in x

    return is_day(line) and not any(x != line and is_day(x) for x in lines)


def _may_be_passed(line: str, found: Layout) -> bool:
    if not found.title:
        return _is_section(line)
    return _may_be_deck(line)


def _may_be_deck(line: str) -> bool:
    return (
        len(line) <= LONGEST_LINE
        and not _DATELINE.match(line)
        and not _CITY_FIRST.match(line)
        and read_tags(line) is None
    )


def _is_section(line: str) -> bool:
    bare = line.strip().lower()
    return bare in SECTIONS or bool(_BREADCRUMBS.fullmatch(bare))


def _joined(passed: list[tuple[int, str]]) -> str:
    """Return the lines that were passed over, with a blank line where something was between."""
    joined = ""
    before = -1
    for position, line in passed:
        gap = "\n" if position == before + 1 else "\n\n"
        joined = f"{joined}{gap}{line}" if joined else line
        before = position
    return joined


def _take_title(text: str, lines: list[str], position: int, found: Layout) -> bool:
    if not _is_title(text, lines, position):
        return False
    found.title = lines[position].strip()
    found.taken.append(lines[position])
    return True


def _is_title(text: str, lines: list[str], position: int) -> bool:
    """Ask for evidence that a line is a headline: what it looks like, and what stands under it."""
    line = lines[position].strip()
    below = lines[position + 1 :]
    if not _may_be_title(line):
        return False
    if _heads_header(line, below):
        return True
    if not below or not any(x.strip() for x in below):
        return False
    if below[0].strip():
        return _is_in_capitals(line) and _heads_text(line, below[1:])
    if _ENDS_STATEMENT.search(line):
        return _stands_alone(text, line, below)
    return _heads_text(line, below)


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
        and not _is_section(line)
    )


def _heads_header(line: str, below: list[str]) -> bool:
    """Tell whether header lines follow: at once, or under a deck if they are sure."""
    following = [x for x in below if x.strip()][: _MOST_PASSED + 1]
    if not following:
        return False
    if without_bullet(following[0]).lower() == line.lower() or read_line(following[0]):
        return True
    if _ENDS_STATEMENT.search(line):
        return False
    for passed, after in pairwise(following):
        if not _may_be_deck(passed):
            return False
        if _is_sure(read_line(after)):
            return True
    return False


def _heads_text(line: str, below: list[str]) -> bool:
    """Tell whether a blank line and then running text follow: something longer than a line."""
    if not below or below[0].strip():
        return False
    unspaced = bool(UNSPACED.search(line))
    longest = max(len(x) for x in below)
    return longest >= max(25 if unspaced else 60, len(line) if len(line) < 120 else 120)


def _is_in_capitals(line: str) -> bool:
    return line == line.upper() != line.lower() and len(line.split()) >= 3


def _stands_alone(text: str, line: str, below: list[str]) -> bool:
    """Take a short sentence for a headline if the only blank line of the text is under it."""
    return (
        len(line) <= 100
        and not _SENTENCE_BREAK.search(line)
        and text.count("\n\n") == 1
        and sum(1 for x in below if x.strip()) >= 3
    )
