"""The same words all over a project: what is there, labelling all of it, and taking it off again.

The desk does its own article by itself, by acts of the same group, so that it is painted at once;
that article is left out here (`but_article`).
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from annotator.errors import Refused
from annotator.model import Act
from annotator.services import chains, roles
from annotator.services.session import Session
from annotator.store import acts, annotation, occurrences, people, stacks
from annotator.store.database import chunks
from annotator.store.occurrences import Marked, Text
from annotator.text import occurrences as places_of

LONGEST = 500
MOST = 10_000  # places in one stroke
_LISTED = 60
_AROUND = 40


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which words, by which rules; `with_marked`: also where something is marked already.

    What a `group` of acts has labelled already, were it taken off again since, is left as it is: a
    stroke that was broken off goes on where it stopped.
    """

    quote: str
    label_id: str
    same_case: bool = True
    whole_words: bool = True
    with_marked: bool = False
    but_article: str = ""
    group: str = ""


@dataclass(slots=True)
class Told:
    """What was found: places, the articles that they are in, and those left out."""

    places: int = 0
    articles: int = 0
    left: int = 0
    is_capped: bool = False
    passages: list[dict[str, Any]] = field(default_factory=list)


def preview(session: Session, wanted: Wanted, *, remove: bool = False) -> Told:
    """Return how many places would be labelled (or `remove`d), with the first in context."""
    told = Told()
    for article, found in (
        _to_remove(session, wanted, told) if remove else _new(session, wanted, told)
    ):
        for start, end in found:
            if len(told.passages) == _LISTED:
                break
            told.passages.append(_in_context(session, article, start, end))
    return told


@roles.needs("annotate")
def label(session: Session, wanted: Wanted, group: str) -> Told:
    """Label every place, as one group of acts: one undo takes all of them back."""
    told = Told()
    wanted = replace(wanted, group=group)
    _check_label(session, wanted.label_id)
    now = session.store.now()
    for chunk in chunks(_new(session, wanted, told)):
        with session.store.write():
            for article, found in chunk:
                ids = _ids(session, wanted, article)
                made = [_labelling(article, at, wanted, ids(at), now) for at in found]
                _apply(session, article.id, made, told)
    return told


@roles.needs("annotate")
def remove(session: Session, wanted: Wanted, group: str) -> Told:
    """Remove the annotator's marks of a label on these words, as one group of acts."""
    told = Told()
    now = session.store.now()
    for chunk in chunks(_to_remove(session, wanted, told)):
        with session.store.write():
            for article, found in chunk:
                marks = [m for m in article.marks if (m["start"], m["end"]) in found]
                made = _removal(session, article, marks, group, now)
                _apply(session, article.id, made, told)
    return told


@roles.needs("annotate")
def step(session: Session, group: str, kind: str, but_article: str) -> Mapping[str, int]:
    """Take a group back ('undo') or bring it back ('redo') on all articles that it is about."""
    return stacks.step_group(session.store, group, session.annotator, kind, but_article)


def standing(session: Session, group: str, but_article: str) -> Mapping[str, int]:
    """Tell on how many articles a group is done, and on how many it is taken back."""
    return stacks.count_group(session.store, group, session.annotator.id, but_article)


def _check(wanted: Wanted) -> None:
    if not wanted.quote.strip() or len(wanted.quote) > LONGEST:
        raise Refused(
            f"These are {len(wanted.quote):,} characters; 1 to {LONGEST} can be looked for.",
            "Select a few words.",
        )


def _check_label(session: Session, label_id: str) -> None:
    known = people.labels(session.store, session.project.id)
    if not any(each.id == label_id and each.kind == "span" for each in known):
        raise Refused(
            f"The label set has no label {label_id[:64]!r} for passages.",
            "Choose a label from the list.",
        )


Range = tuple[int, int]
Place = TypeVar("Place", Text, Marked)


def _new(session: Session, wanted: Wanted, told: Told) -> Iterator[tuple[Text, list[Range]]]:
    """Yield the articles with the places to be labelled, counting them."""
    _check(wanted)
    done = stacks.acts_of(session.store, wanted.group) if wanted.group else frozenset()
    for article in occurrences.texts(
        session.store, session.project.id, session.annotator.id, wanted.quote, wanted.whole_words
    ):
        if article.id == wanted.but_article:
            continue
        found = places_of(
            article.text, wanted.quote, same_case=wanted.same_case, whole_words=wanted.whole_words
        )
        free = [place for place in found if _is_free(article, place, wanted)]
        told.left += len(found) - len(free)
        if done:
            ids = _ids(session, wanted, article)
            free = [place for place in free if ids(place) not in done]
        yield from _counted(article, free, told)
        if told.is_capped:
            return


def _counted(article: Place, found: list[Range], told: Told) -> Iterator[tuple[Place, list[Range]]]:
    if told.places + len(found) > MOST:
        told.is_capped = True
        found = found[: MOST - told.places]
    if not found:
        return
    told.places += len(found)
    told.articles += 1
    yield article, found


def _is_free(article: Text, place: Range, wanted: Wanted) -> bool:
    """Return whether a place is still to be labelled: the same mark twice never is."""
    start, end = place
    for mark in article.marks:
        same = (mark["start"], mark["end"], mark["label_id"]) == (start, end, wanted.label_id)
        if same or (not wanted.with_marked and mark["start"] < end and start < mark["end"]):
            return False
    return True


def _to_remove(
    session: Session, wanted: Wanted, told: Told
) -> Iterator[tuple[Marked, list[Range]]]:
    """Yield the articles with the passages of the marks to be removed, counting them."""
    _check(wanted)
    case = re.NOFLAG if wanted.same_case else re.IGNORECASE
    pattern = re.compile(re.escape(wanted.quote), case)
    for article in occurrences.marked(
        session.store, session.project.id, session.annotator.id, wanted.label_id
    ):
        if article.id != wanted.but_article:
            like = [mark for mark in article.marks if pattern.fullmatch(mark["quote"])]
            free = tuple(mark for mark in like if mark["id"] not in article.staying)
            told.left += len(like) - len(free)
            at = [(mark["start"], mark["end"]) for mark in free]
            yield from _counted(replace(article, marks=free), at, told)
        if told.is_capped:
            return


def _ids(session: Session, wanted: Wanted, article: Text) -> Callable[[Range], str]:
    """Return what names the act of a stroke at a place: always the same, so that it counts once."""
    made = uuid.uuid5(uuid.NAMESPACE_OID, f"{session.annotator.id} {wanted.group} {article.id}")
    return lambda place: str(uuid.uuid5(made, f"{place[0]}-{place[1]}"))


def _labelling(article: Text, place: Range, wanted: Wanted, act_id: str, now: str) -> Act:
    """Return the act that labels a place; an open suggestion of the same passage is answered."""
    label_id = wanted.label_id
    start, end = place
    there = [s for s in article.suggestions if (s["start"], s["end"], s["parts"]) == (*place, None)]
    same = [s for s in there if s["label_id"] == label_id]
    answered = next(iter(same or there), None)
    state = "accepted" if same else "corrected" if there else "made"
    after = annotation.content(
        {
            "id": str(uuid.uuid4()), "kind": "span", "label_id": label_id, "start": start,
            "end": end, "quote": article.text[start:end], "state": state,
            "suggestion_id": answered["id"] if answered else None,
            "attributes": json.loads(answered["attributes"]) if answered and same else {},
        }
    )  # fmt: skip
    kind = "accept" if state == "accepted" else "annotate"
    return Act(act_id, now, kind, "annotation", None, after, wanted.group)


def _removal(
    session: Session, article: Marked, marks: Sequence[Mapping[str, Any]], group: str, now: str
) -> list[Act]:
    """Return the acts that remove marks: first what hangs on them, last what holds chains together.

    The desk does the same by itself in the article that is open (`removeAll` in acts.js).
    """
    gone: dict[str, Mapping[str, Any]] = {}  # a relation may hang on two of them
    for mark in marks:
        hanging = occurrences.hanging(session.store, mark["id"], session.annotator.id)
        gone |= {each["id"]: each for each in hanging}
    gone |= {mark["id"]: annotation.content(mark) for mark in marks}
    removed = [
        Act(str(uuid.uuid4()), now, "remove", "annotation", before, None, group)
        for before in gone.values()
    ]
    leaving = {mark["id"] for mark in marks}
    chained = occurrences.chained(session.store, article, session.project.id, session.annotator.id)
    joined = [
        _joining(label_id, ends, group, now)
        for label_id, pairs in chained.items()
        for ends in chains.bridges(pairs, leaving)
    ]
    return removed + joined


def _joining(label_id: str, ends: chains.Pair, group: str, now: str) -> Act:
    after = annotation.content(
        {
            "id": str(uuid.uuid4()), "kind": "relation", "label_id": label_id, "state": "made",
            "from_id": ends[0], "to_id": ends[1],
        }
    )  # fmt: skip
    return Act(str(uuid.uuid4()), now, "annotate", "annotation", None, after, group)


def _apply(session: Session, article_id: str, made: Sequence[Act], told: Told) -> None:
    receipt = acts.apply(session.store, article_id, session.annotator, made)
    told.left += len(receipt.refused)
    told.places -= len(receipt.refused)


def _in_context(session: Session, article: Text | Marked, start: int, end: int) -> dict[str, Any]:
    text = (
        article.text if isinstance(article, Text) else occurrences.text_of(session.store, article)
    )
    return {
        "article_id": article.id, "title": article.title, "start": start, "end": end,
        "left": text[max(0, start - _AROUND) : start], "quote": text[start:end],
        "right": text[end : end + _AROUND],
    }  # fmt: skip
