"""What one line of a scraped text says: a date, an author, a source, tags, or nothing known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from annotator.articles.bylines import may_be_source, read_credit
from annotator.articles.dates import to_iso
from annotator.articles.header_words import BYLINE_WORDS, FIELD_OF_LABEL, VAGUE_LABELS

LONGEST_LINE = 250

_ANY_LABEL = "|".join(map(re.escape, sorted(FIELD_OF_LABEL, key=len, reverse=True)))
_LABEL = re.compile(rf"({_ANY_LABEL})(?:\s*([:：])\s*|\s+|\s*$)(.*)", re.DOTALL)
_DAY_LABELS = [label for label, field in FIELD_OF_LABEL.items() if field.endswith("_at")]
_DAY_LABEL = "|".join(map(re.escape, sorted(_DAY_LABELS, key=len, reverse=True)))
_LABELS_ONLY = re.compile(rf"(?:(?:{_DAY_LABEL}|by)?[\s:：|•·,;()\-–—])*", re.IGNORECASE)
# How the facts of one line are kept apart, the surest way first.
_BAR = r"\s*[|·•¦]\s*|\s+/+\s+"
_DASH = rf"{_BAR}|\s+[-–—]\s+"
_AFTER_DAY = r"(?:(?<=\d)|(?<=[ap]m)|(?<=\.m\.)|(?<=gmt|utc|est|edt|cet))"
_BEFORE_LABEL = (
    rf"{_DASH}|\s*[,;(]\s*(?=(?:{_DAY_LABEL})\b)|{_AFTER_DAY}\s+(?=(?:{_DAY_LABEL})\b)"
    r"|(?<=[\w)])\s+(?=by\s)"
)
# Each is tried only where its characters are: most lines that are asked for are text.
_SPLITS = [
    (re.compile(characters), re.compile(pattern, re.IGNORECASE))
    for characters, pattern in ((r"[|·•¦/]", _BAR), (r"[-–—]", _DASH), (r"\d", _BEFORE_LABEL))
]
_LONGEST_WITHOUT_DATE = 180
_MOST_PARTS = 5
_DIGIT = re.compile(r"\d")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d.{0,12}")
_TAGS = re.compile(r"\s*[,;،、，|]\s*")
_BULLET = re.compile(r"^\s*[•·▪●*\-–—]\s+")
_URL = re.compile(r"https?://[^\s<>\"']+")


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a line says: the Draft's field and the value for it.

    `vague` tells that the line could as well belong to the text, as 'Date: 3 March' of a meeting.
    """

    field: str
    value: str
    vague: bool = False


@lru_cache(maxsize=256)  # a line under a headline is asked for twice, as evidence and for itself
def read_line(line: str) -> tuple[Fact, ...]:
    """Return what a line of the header says; nothing unless every part of it is understood."""
    line = _bare(line)
    if not line or len(line) > LONGEST_LINE:
        return ()
    if len(line) > _LONGEST_WITHOUT_DATE and (line.endswith(".") or not _DIGIT.search(line)):
        return ()  # a paragraph: asking further would be slow
    return _read_part(line) or _read_split(line)


def read_pair(label: str, value: str) -> tuple[Fact, ...]:
    """Return what two lines say, as where a page has 'Updated' over '3 March 2015'."""
    bare = label.strip(" :：\t").lower()
    field = "byline" if bare in BYLINE_WORDS else FIELD_OF_LABEL.get(bare, "")
    if field == "byline":
        return read_line(f"by {value}")
    if field.endswith("_at") and bare not in VAGUE_LABELS:
        return read_line(f"{bare}: {value.strip()}")
    return ()


def read_tags(line: str) -> tuple[str, ...] | None:
    """Return the tags of 'Tags: a, b' or of a bare 'Tags'; None if the line is neither."""
    line = line.strip(" \t*_") if len(line) < 2000 else ""
    lowered = line.lower()
    found = _LABEL.fullmatch(lowered) if len(lowered) == len(line) else None
    if not found or FIELD_OF_LABEL[found[1]] != "tags" or (found[3] and not found[2]):
        return None
    return split_tags(line[found.start(3) :].lstrip("*_ "))


def split_tags(value: str) -> tuple[str, ...]:
    """Return the tags of a list separated by commas, semicolons or bars, each once."""
    return tuple(dict.fromkeys(t.strip(" #") for t in _TAGS.split(value) if t.strip(" #")))


def without_bullet(line: str) -> str:
    """Return the line without the bullet that it may begin with."""
    return _BULLET.sub("", line).strip()


def is_labels_only(line: str) -> bool:
    """Tell whether a line is 'Published: · Updated:', whose dates got lost on the way."""
    line = line.strip()
    return (
        0 < len(line) <= 100
        and any(c.isalpha() for c in line)
        and (_LABELS_ONLY.fullmatch(f"{line} ") is not None)
    )


def _bare(line: str) -> str:
    """Return the line without brackets and Markdown's emphasis around it."""
    line = line.strip("[] \t*_")
    # A bracket that is closed before the end does not go around the line.
    return line[1:-1].strip() if line[:1] == "(" and line.find(")") == len(line) - 1 else line


def _read_split(line: str) -> tuple[Fact, ...]:
    before = 1
    for needed, split in _SPLITS:
        parts = [part for part in split.split(line) if part] if needed.search(line) else []
        if before < len(parts) <= _MOST_PARTS:
            before = len(parts)
            facts = _read_parts(parts)
            if facts:
                return facts
    return ()


def _read_parts(parts: list[str]) -> tuple[Fact, ...]:
    """Return what all parts of a line say; nothing if one is not understood or contradicts."""
    facts: list[Fact] = []
    for part in parts:
        found = _read_part(_bare(part)) or _read_clock(part, facts) or _read_outlet(part, facts)
        if not found:
            return ()
        facts += found
    fields = [fact.field for fact in facts]
    return tuple(facts) if len(set(fields)) == len(fields) else ()


def _read_part(part: str) -> tuple[Fact, ...]:
    day = to_iso(part)
    if day:
        return (Fact("published_at", day, vague=len(day) == 10),)
    lowered = part.lower()
    # Where lower case has another length (Turkish capital I with a dot), the value can't be cut
    # out by position.
    found = _LABEL.fullmatch(lowered) if len(lowered) == len(part) else None
    fact = _labelled(found[1], bool(found[2]), part[found.start(3) :]) if found else None
    return (fact,) if fact else _credit(part)


def _labelled(label: str, colon: bool, value: str) -> Fact | None:
    field, vague, value = FIELD_OF_LABEL[label], label in VAGUE_LABELS, value.strip(" *_")
    if field.endswith("_at"):
        day = to_iso(value)
        return Fact(field, day, vague) if day else None
    if not colon or not value or field == "tags":
        return None
    if field == "url":
        return Fact(field, value, vague) if _URL.fullmatch(value) else None
    short = len(value) <= 160 and not value.endswith(".")
    return Fact(field, value, vague) if short else None


def _credit(part: str) -> tuple[Fact, ...]:
    credit = read_credit(part)
    if not credit:
        return ()
    said = {"byline": credit.byline, "source": credit.source, "published_at": credit.day}
    return tuple(Fact(field, value) for field, value in said.items() if value)


def _read_clock(part: str, facts: list[Fact]) -> tuple[Fact, ...]:
    """Read 'Updated: 22:45' beside a date, which is of the same day."""
    day = next((f.value for f in facts if f.field == "published_at"), "")
    found = _LABEL.fullmatch(part.lower())
    if not day or not found or FIELD_OF_LABEL[found[1]] != "modified_at":
        return ()
    moment = to_iso(f"{day[:10]} {found[3]}") if _CLOCK.fullmatch(found[3]) else ""
    # Shortly after midnight the day is the next one, which the line does not say.
    return (Fact("modified_at", moment),) if moment[:16] > day[:16] else ()


def _read_outlet(part: str, facts: list[Fact]) -> tuple[Fact, ...]:
    """Read the outlet in 'By Jane Roe | Eastport Echo'."""
    beside = any(fact.field == "byline" for fact in facts)
    return (Fact("source", part),) if beside and may_be_source(part) else ()
