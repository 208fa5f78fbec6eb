"""Who wrote an article, from one line of its head: persons, a desk, an agency.

After 'By' only names, roles and places may follow, so that 'By 2050 the port …' stays text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from annotator.articles.dates import is_date_word, to_iso
from annotator.articles.header_words import (
    AGENCIES,
    ARTICLES,
    COMPOUND_ROLES,
    DETERMINERS,
    ROLES,
    SECTIONS,
    SMALL_WORDS,
)

_LONGEST = 100
_BY = re.compile(
    r"(?:(?:written|posted|reported|story|words|text|analysis|report) )?by\s+(.+)"
    r"|(?:par|por|von|vom|di|door|av|του|της)\s+(.+)|from\s+((?:our|a)\s.+)",
    re.IGNORECASE,
)
# Scripts without capitals: what follows the word is the name, if it is as short as one.
_CASELESS_BY = re.compile(r"(?:بقلم|كتب|كتبت|(?:本报|新华社|特派)?[记記]者|文\s*/)\s*(.+)")
_CASELESS_NAME = re.compile(
    r"[\u0620-\u064a]{2,}(?: [\u0620-\u064a]{2,}){1,4}|[\u4e00-\u9fff]{2,4}"
)
_NAME_WORD = re.compile(r"[^\W\d_][\w.'’\-]*")
_ENDS_TEXT = (".", "!", "?", ":", ",", ";", "”", '"', "…")
_IN_BRACKETS = re.compile(r"(.+?)\s*\(([^()]+)\)")
_BEFORE_DATE = re.compile(r"\s*,\s*|\s+(?:on|am|le|el|em|il|op)\s+|\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Credit:
    """What a line says of an article's origin; what it does not say is empty."""

    byline: str = ""
    source: str = ""
    day: str = ""


def read_credit(line: str) -> Credit | None:
    """Return who wrote, as a whole line says it; None if any of it is something else.

    Examples
    --------
    >>> read_credit("By Jane Roe, political correspondent, Reuters").source
    'Reuters'
    >>> read_credit("By 2050 the port may be under water") is None
    True
    """
    if not 2 <= len(line) <= _LONGEST or line.endswith(_ENDS_TEXT):
        return None
    return _read_undated(line) or _read_dated(line)


def may_be_source(part: str) -> bool:
    """Tell whether a part beside a byline ('By Jane Roe | Eastport Echo') can be an outlet."""
    return len(part) <= 40 and _are_names(part) and part.lower() not in SECTIONS


def _read_dated(line: str) -> Credit | None:
    """Read 'By Jane Roe, March 3, 2015' and 'Reuters, March 3, 2015'."""
    for gap in _BEFORE_DATE.finditer(line):
        day = to_iso(line[gap.end() :])
        credit = _read_undated(line[: gap.start()]) if day else None
        if credit:
            return Credit(credit.byline, credit.source, day)
    return None


def _read_undated(line: str) -> Credit | None:
    if _is_agency(line):
        return Credit(source=line.strip("()"))
    caseless = _CASELESS_BY.fullmatch(line)
    if caseless:
        return Credit(caseless[1]) if _CASELESS_NAME.fullmatch(caseless[1]) else None
    by = _BY.fullmatch(line)
    writer = next(filter(None, by.groups())) if by else line
    writer, source = _cut_agency(writer)
    first, *more = [piece.strip() for piece in writer.split(",")]
    if not all(_is_addition(piece) for piece in more):
        return None
    if by:
        known = _is_group(first) or _are_names(first)
    else:  # 'Jane Roe, Reuters' or 'Jane Roe, Middle East correspondent'
        known = _is_person(first) and bool(source or any(map(_has_role, more)))
    return Credit(_without_article(writer), source) if known else None


def _cut_agency(writer: str) -> tuple[str, str]:
    """Part 'Jane Roe (AP)' and 'Jane Roe, Reuters' into the person and the agency."""
    bracketed = _IN_BRACKETS.fullmatch(writer)
    if bracketed and _is_agency(bracketed[2]):
        return bracketed[1], bracketed[2]
    person, _, last = writer.rpartition(",")
    if person and _is_agency(last.strip()):
        return person, last.strip()
    return writer, ""


def _is_agency(text: str) -> bool:
    return text.strip("()").lower() in AGENCIES


def _is_addition(piece: str) -> bool:
    """Tell whether what follows a comma is another name, a place or a role."""
    return len(piece.split()) <= 6 and (_are_names(piece) or _has_role(piece))


def _are_names(text: str) -> bool:
    words = text.split()
    capitals = [w for w in words if w != w.lower()]
    return (
        1 <= len(words) <= 12
        and all(w in SMALL_WORDS or (w != w.lower() and _NAME_WORD.fullmatch(w)) for w in words)
        and any(w[0].isupper() for w in capitals)
        and words[-1] not in SMALL_WORDS
        and not all(is_date_word(w) for w in capitals)
    )


def _is_person(text: str) -> bool:
    names = [w for w in text.split() if w not in SMALL_WORDS]
    return 2 <= len(names) <= 6 and _are_names(text) and not _has_role(text)


def _is_group(text: str) -> bool:
    """Tell whether a text is 'the Pressmark shipping desk' or 'staff and agencies'."""
    words = text.split()
    named = words[1:] if words and words[0] in DETERMINERS else words
    if not 1 <= len(named) <= 8 or not all(_NAME_WORD.fullmatch(w) or w == "&" for w in named):
        return False
    begins = words is not named or words[0][0].isupper() or _is_role(words[0])
    return begins and (_is_role(named[0]) or _is_role(named[-1]))


def _has_role(text: str) -> bool:
    return any(map(_is_role, text.split()))


def _is_role(word: str) -> bool:
    # German writes compounds: Archivredaktion, Auslandskorrespondentin.
    return word.lower() in ROLES or word.lower().endswith(COMPOUND_ROLES)


def _without_article(writer: str) -> str:
    first, _, rest = writer.partition(" ")
    return rest if first in ARTICLES and rest else writer
