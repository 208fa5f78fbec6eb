"""The patterns of a project: reading, trying and keeping them."""

from __future__ import annotations

import functools
import time
from collections import Counter
from dataclasses import dataclass
from typing import Any

from annotator.errors import Refused
from annotator.model import Refusal
from annotator.recognisers import patterns as recogniser
from annotator.recognisers.patterns import Found, Pattern, Patterns
from annotator.services import roles
from annotator.services.session import Session
from annotator.store import articles, patterns, people

MOST_READ = 5_000  # articles that patterns are tried on
SECONDS = 2.0
SHOWN = 8
_AROUND = 60


@dataclass(frozen=True, slots=True)
class Line:
    """What became of a line: how many places it finds in how many articles, or why it can't."""

    number: int
    label_id: str
    name: str
    places: int
    articles: int
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """What patterns would find: by line, in all, and the first places with the words around them.

    `read` articles of `total` were looked at.
    """

    lines: tuple[Line, ...]
    places: int
    articles: int
    read: int
    total: int
    examples: tuple[dict[str, Any], ...]


def written(session: Session) -> str:
    """Return the project's patterns as they were written, one a line."""
    return patterns.lines(session.store, session.project.id)


def label_names(session: Session) -> dict[str, str]:
    """Return the ids of the labels that a pattern may have, with their names."""
    return {
        label.id: label.name
        for label in people.labels(session.store, session.project.id)
        if label.kind == "span" and label.status != "withdrawn"
    }


def of_project(session: Session) -> Patterns | None:
    """Return what suggests the project's patterns; None: it has none that can be used.

    A line whose label has been withdrawn since it was written finds nothing until that is mended.
    """
    lines = written(session)
    found = recogniser.read(lines, label_names(session)).patterns if lines.strip() else ()
    return _ready(found) if found else None


@functools.lru_cache(maxsize=8)
def _ready(found: tuple[Pattern, ...]) -> Patterns:
    return Patterns(found)


@roles.needs("change the project")
def keep(session: Session, lines: str) -> int:
    """Put patterns in the place of those that the project has; return how many there are.

    Raises
    ------
    Refused
        If a line can't be used; nothing has changed then.
    """
    found = recogniser.read(lines, label_names(session))
    if found.refused:
        first = found.refused[0]
        others = len(found.refused) - 1
        more = f" And {others:,} more." if others else ""
        raise Refused(
            f"The patterns are not saved. {first.place.capitalize()}: {first.reason}{more}",
            "Correct these lines, or take them out.",
        )
    patterns.keep(session.store, session.project.id, lines.strip())
    return len(found.patterns)


def refused(session: Session, lines: str) -> tuple[Line, ...]:
    """Return the lines that can't be used, with the reason; nothing is looked for."""
    return tuple(map(_refused, recogniser.read(lines, label_names(session)).refused))


def preview(session: Session, lines: str) -> Preview:
    """Try patterns on the articles that came last, without keeping anything."""
    found = recogniser.read(lines, label_names(session))
    places, where = Counter[int](), Counter[int]()
    examples = list[dict[str, Any]]()
    read = held = 0
    end = time.monotonic() + SECONDS
    matcher = Patterns(found.patterns)
    for article in patterns.texts(session.store, session.project.id, MOST_READ):
        here = matcher.find(article.text)
        examples += [_example(article, each) for each in here[: SHOWN - len(examples)]]
        places.update(each.pattern.line for each in here)
        where.update({each.pattern.line for each in here})
        held += bool(here)
        read += 1
        if time.monotonic() > end:
            break
    lines_told = [
        Line(each.line, each.label_id, each.name, places[each.line], where[each.line])
        for each in found.patterns
    ]
    told = sorted([*lines_told, *map(_refused, found.refused)], key=lambda line: line.number)
    total = articles.count(session.store, session.project.id)
    return Preview(tuple(told), places.total(), held, read, total, tuple(examples))


def _refused(refusal: Refusal) -> Line:
    number = refusal.place.removeprefix("line ")
    return Line(int(number) if number.isdecimal() else 0, "", "", 0, 0, refusal.reason)


def _example(article: patterns.Text, found: Found) -> dict[str, Any]:
    start, end, text = found.start, found.end, article.text
    return {
        "article_id": article.id, "headline": article.title or "Untitled",
        "start": start, "end": end, "quote": text[start:end],
        "left": text[max(0, start - _AROUND) : start], "right": text[end : end + _AROUND],
        "note": "", "state": f"line {found.pattern.line}", "label": found.pattern.label_id,
        "annotator": "",
    }  # fmt: skip
