"""Articles that several people have marked and read, some of it alike."""

from __future__ import annotations

from typing import Any

from factories import content, make_act

from annotator.model import Annotator
from annotator.services.session import Session
from annotator.store import acts, articles, people
from annotator.text import paragraphs


def person(session: Session, name: str) -> Annotator:
    """Return the person of this name."""
    return people.annotator(session.store, name)


def mark(
    session: Session,
    who: Annotator,
    article: str,
    words: str,
    label: str = "PER",
    *,
    kind_of_act: str = "annotate",
    **more: Any,
) -> str:
    """Let somebody put a label on the first occurrence of some words; return the id."""
    text = str(articles.read(session.store, article)["text"])
    start = text.index(words)
    made = content(text, start, start + len(words), label, **more)
    _act(session, who, article, make_act(after=made, kind=kind_of_act))
    return str(made["id"])


def label_article(session: Session, who: Annotator, article: str, label: str) -> None:
    """Let somebody put a label on a whole article."""
    nowhere: dict[str, Any] = dict.fromkeys(("start", "end", "quote"))
    made = content("", 0, 0, label, kind="article") | nowhere
    _act(session, who, article, make_act(after=made))


def finish(session: Session, who: Annotator, *ids: str) -> None:
    """Let somebody be done with articles."""
    for article in ids:
        made = make_act({"state": "open"}, {"state": "done"}, "done", subject="assignment")
        _act(session, who, article, made)


def read(session: Session, who: Annotator, article: str, number: int) -> None:
    """Let somebody say that they read a paragraph, counted from 0, with nothing in it."""
    text = str(articles.read(session.store, article)["text"])
    start, end = paragraphs(text)[number]
    made = {"start": start, "end": end, "read": True}
    _act(session, who, article, make_act(None, made, "read", subject="paragraph"))


def _act(session: Session, who: Annotator, article: str, *made: Any) -> None:
    receipt = acts.apply(session.store, article, who, list(made))
    assert not receipt.refused, receipt.refused
