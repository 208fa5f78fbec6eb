"""An annotated article as one HTML file, to be opened without a network and without an account."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from annotator.formats import html_page
from annotator.palette import PALETTE, Hue

_DEEPEST = 5  # underlines that stand below one another; what lies deeper shares the last


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody wrote, and the replies to it."""

    text: str
    by: str
    at: str
    replies: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage with a label or a note: its ranges in code points, and what is told of it."""

    ranges: tuple[tuple[int, int], ...]
    label_id: str
    by: str
    is_suggestion: bool = False
    about: str = ""
    note: Note | None = None


@dataclass(frozen=True, slots=True)
class PageLabel:
    """A label as the legend shows it."""

    id: str
    name: str
    tag: str
    hue: Hue


@dataclass(frozen=True, slots=True)
class Joined:
    """A relation: the words it leads from and to, its label, and who made it."""

    from_quote: str
    label: str
    to_quote: str
    by: str


@dataclass(frozen=True, slots=True)
class Article:
    """All that the file holds."""

    title: str
    text: str
    language: str
    direction: str
    about: tuple[str, ...]
    url: str
    made_by: str
    labels: Sequence[PageLabel]
    marks: Sequence[Mark]
    relations: Sequence[Joined] = ()
    whole: Sequence[tuple[str, str]] = ()  # labels of the whole article, and by whom
    notes: Sequence[Note] = field(default_factory=tuple)  # on the whole article


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text over which the same marks lie, the outermost first."""

    text: str
    layers: tuple[Layer, ...]
    start: int


@dataclass(frozen=True, slots=True)
class Layer:
    """One mark over a piece: its number, how deep its underline lies, and where it ends."""

    number: int
    depth: int
    is_first: bool
    is_last: bool


def write(article: Article) -> str:
    """Return the file.

    The text of the article stands in it character by character: what shows a label or a note beside
    it is no text of the page.
    """
    shown = _labels(article)
    place = {label.id: number for number, label in enumerate(shown)}
    people = sorted({mark.by for mark in article.marks if not mark.is_suggestion})
    counts = Counter(mark.label_id for mark in article.marks)
    noted = [number for number, mark in enumerate(article.marks) if mark.note]
    return html_page.render(
        "article",
        html_page.read("page.css") + html_page.read("article.css") + _colours(shown),
        html_page.read("article.js"),
        article=article,
        pieces=pieces(article.text, article.marks),
        labels=[(place[label.id], label, counts[label.id]) for label in shown],
        place=place,
        people={name: number for number, name in enumerate(people)},
        has_suggestions=any(mark.is_suggestion for mark in article.marks),
        noted={number: place for place, number in enumerate(noted, 1)},
        link=article.url if article.url.startswith(("http://", "https://")) else "",
    )


def pieces(text: str, marks: Sequence[Mark]) -> list[Piece]:
    """Return a text cut where marks begin and end; the pieces together are the text.

    Marks may overlap, contain one another, have gaps, or reach beyond the text.
    """
    starts: dict[int, list[int]] = {}
    ends: dict[int, list[int]] = {}
    firsts: dict[int, int] = {}
    lasts: dict[int, int] = {}
    for number, mark in enumerate(marks):
        ranges = [(max(a, 0), min(b, len(text))) for a, b in mark.ranges]
        for start, end in ranges:
            if start < end:
                starts.setdefault(start, []).append(number)
                ends.setdefault(end, []).append(number)
                firsts[number] = min(start, firsts.get(number, start))
                lasts[number] = max(end, lasts.get(number, end))
    cuts = sorted({0, len(text), *starts, *ends})
    lengths = {number: lasts[number] - firsts[number] for number in firsts}
    over: Counter[int] = Counter()
    made = []
    for start, end in pairwise(cuts):
        over.update(starts.get(start, ()))
        over.subtract(ends.get(start, ()))
        here = sorted((n for n, times in over.items() if times > 0), key=lambda n: (-lengths[n], n))
        layers = tuple(
            Layer(n, min(len(here) - 1 - k, _DEEPEST), firsts[n] == start, lasts[n] == end)
            for k, n in enumerate(here)
        )
        made.append(Piece(text[start:end], layers, start))
    return made


def _labels(article: Article) -> list[PageLabel]:
    """Return the labels that occur, in their order; one that there is no more of by its id."""
    used = {mark.label_id for mark in article.marks if mark.label_id}
    known = [label for label in article.labels if label.id in used]
    lost = used - {label.id for label in known}
    return known + [PageLabel(id_, id_, id_[:3].upper(), PALETTE["slate"]) for id_ in sorted(lost)]


def _colours(labels: Iterable[PageLabel]) -> str:
    """Return the colours of labels, which are of our palette alone."""
    hues = [label.hue for label in labels]
    light = "".join(f".l{n}{{--ink:{h.ink};--tint:{h.tint}}}" for n, h in enumerate(hues))
    dark = "".join(f".l{n}{{--ink:{h.ink_dark};--tint:{h.tint_dark}}}" for n, h in enumerate(hues))
    return f"{light}\n@media (prefers-color-scheme: dark) {{{dark}}}\n@media print {{{light}}}\n"
