"""What a project's annotations teach, and whether that is enough."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from annotator.errors import Refused
from annotator.learning import Example, Span
from annotator.services import roles
from annotator.services.session import Session
from annotator.store import lessons

ANNOTATIONS, ARTICLES = 20, 5  # fewer teach nothing that could be measured
REMEDY = "Annotate more articles, and say of each that you are done with it."
Range = tuple[int, int]


@roles.needs("train")
def examples(session: Session) -> list[Example]:
    """Return what there is to learn from in each article of the project.

    Where several annotators were at a place, what at least half of them marked there holds.
    """
    store, project = session.store, session.project.id
    marks: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for mark in lessons.marks(store, project):
        marks[mark["article"]].append(mark)
    read: dict[str, list[tuple[str, Range]]] = defaultdict(list)
    for article, annotator, start, end in lessons.reading(store, project):
        read[article].append((annotator, (start, end)))
    return [
        _example(article, marks[article["id"]], read[article["id"]])
        for article in lessons.articles(store, project)
    ]


@dataclass(frozen=True, slots=True)
class Lessons:
    """How much there is to learn from; `articles` are those that somebody has read to the end."""

    annotations: int
    articles: int

    @property
    def lacking(self) -> str:
        """What is missing before a model can be trained, in words; empty: nothing is."""
        if self.annotations >= ANNOTATIONS and self.articles >= ARTICLES:
            return ""
        return (
            f"To learn from, {ANNOTATIONS} annotations and {ARTICLES} articles that somebody is "
            f"done with are needed. There are {self.annotations:,} and {self.articles:,}."
        )


@roles.needs("train")
def count(session: Session) -> Lessons:
    """Return how much there is to learn from, without reading it."""
    return Lessons(*lessons.count(session.store, session.project.id))


def demand(found: Sequence[Example]) -> None:
    """Raise Refused if there is too little to learn from."""
    there = Lessons(sum(len(each.spans) for each in found), sum(bool(e.read) for e in found))
    if there.lacking:
        raise Refused(there.lacking, REMEDY)


def _example(
    article: dict[str, str], marks: list[dict[str, Any]], read: list[tuple[str, Range]]
) -> Example:
    whole = [mark for mark in marks if mark["parts"] is None]
    answers: dict[Span, dict[str, bool]] = defaultdict(dict)  # who said yes, who no
    for mark in whole:
        span = (mark["start"], mark["end"], mark["label"])
        answers[span].setdefault(mark["annotator"], mark["state"] != "rejected")
    spans, rejected = [], []
    for span, said in answers.items():
        there = {who for who, (start, end) in read if start <= span[0] and span[1] <= end}
        yes = sum(said.values())
        if yes and 2 * yes >= len(there | said.keys()):
            spans.append(span)
        elif not yes:
            rejected.append(span)
    gaps = [(mark["start"], mark["end"]) for mark in marks if mark["parts"] is not None]
    ranges = _without({each for _, each in read}, gaps)
    return Example(
        article["id"], article["text"], article["language"], tuple(spans), tuple(rejected),
        tuple(sorted(ranges)),
    )  # fmt: skip


def _without(ranges: Iterable[Range], holes: Iterable[Range]) -> set[Range]:
    """Return ranges without holes: passages with gaps are neither learned nor silence."""
    left = set(ranges)
    for first, last in holes:
        cut = {each for each in left if each[0] < last and first < each[1]}
        left -= cut
        left |= {(start, first) for start, _ in cut if start < first}
        left |= {(last, end) for _, end in cut if last < end}
    return left
