"""A report of figures as one HTML file: totals, tables and charts, with what each of them is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count

from annotator.formats import html_page

_IDS = re.compile(r'( id="|url\(#)([\w-]+)')


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells below names; `caption` says what it is of, `notes` what has to be said."""

    caption: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart: its title, the question it answers, its n, and the chart as SVG."""

    title: str
    about: str
    svg: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report: what is said first, figures, and what has to be said of them."""

    title: str
    words: Sequence[str] = ()
    tables: Sequence[Table] = ()
    pictures: Sequence[Picture] = ()
    notes: Sequence[str] = ()


def write(title: str, about: Sequence[str], sections: Sequence[Section], methods: str) -> str:
    """Return the file; `methods` is the methods paragraph, in Markdown, to be copied."""
    numbers = count()
    apart = [
        replace(
            section,
            pictures=[
                replace(each, svg=_apart(each.svg, next(numbers))) for each in section.pictures
            ],
        )
        for section in sections
    ]
    return html_page.render(
        "report",
        html_page.read("page.css") + html_page.read("report.css"),
        title=title,
        about=about,
        sections=apart,
        methods=methods,
    )


def _apart(svg: str, number: int) -> str:
    """Return a picture whose ids are its own, as several stand in one page, and always the same."""
    places: dict[str, int] = {}

    def named(found: re.Match[str]) -> str:
        place = places.setdefault(found[2], len(places))
        return f"{found[1]}p{number}-{place}"

    return _IDS.sub(named, svg)
