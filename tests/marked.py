"""Articles that several people have marked and read, some of it alike."""

from __future__ import annotations

from typing import Any

import numpy as np
from factories import TEXT, add_article, content, done_act, make_act, relation

from annotator.model import Annotator, Suggestion
from annotator.services import annotating
from annotator.services.session import Session
from annotator.store import acts, annotation, articles, people, suggestions
from annotator.text import paragraphs

WORDS = ("Anna Lindh", "Lindh", "Kofi Annan", "Geneva", "United Nations", "The United Nations")
LABELS = ("PER", "ORG", "LOC")


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


def mark_passage(
    who: Session, article: str, start: int, end: int, label: str = "PER", **more: Any
) -> str:
    """Let somebody put a label on a passage of an article that begins with TEXT; return the id."""
    made = content(TEXT, start, end, label, **more)
    receipt = annotating.act(who, article, [make_act(None, made)])
    assert receipt.confirmed, receipt.refused
    return str(made["id"])


def relabel(session: Session, who: Annotator, article: str, mark_id: str, label: str) -> None:
    """Let somebody give a mark of theirs another label."""
    before = annotation.content(
        next(
            row
            for row in annotation.of_article(
                session.store, acts.target(session.store.db.conn, article).seq, who.id
            )
            if row["id"] == mark_id
        )
    )
    _act(session, who, article, make_act(before, before | {"label_id": label}, "change"))


def join(
    session: Session, who: Annotator, article: str, ends: tuple[str, str], label: str = "BELONGS_TO"
) -> None:
    """Let somebody join two of their marks, named by their ids."""
    _act(session, who, article, make_act(after=relation(*ends, label)))


def label_article(session: Session, who: Annotator, article: str, label: str) -> None:
    """Let somebody put a label on a whole article."""
    nowhere: dict[str, Any] = dict.fromkeys(("start", "end", "quote"))
    made = content("", 0, 0, label, kind="article") | nowhere
    _act(session, who, article, make_act(after=made))


def finish(session: Session, who: Annotator, *ids: str) -> None:
    """Let somebody be done with articles."""
    for article in ids:
        _act(session, who, article, done_act())


def read(session: Session, who: Annotator, article: str, number: int) -> None:
    """Let somebody say that they read a paragraph, counted from 0, with nothing in it."""
    text = str(articles.read(session.store, article)["text"])
    start, end = paragraphs(text)[number]
    made = {"start": start, "end": end, "read": True}
    _act(session, who, article, make_act(None, made, "read", subject="paragraph"))


def scattered(session: Session) -> list[str]:
    """Let three people and a recogniser mark words here and there, and read this and that."""
    chance = np.random.default_rng(4)
    recogniser = people.annotator(session.store, "rules", "recogniser", "1")
    made = []
    for number in range(36):
        made.append(
            add_article(
                session, f"{TEXT} Number {number}.",
                source=str(chance.choice(("BBC", "<b>DW", ""))),
                published_at=str(chance.choice(("2026-01-05", "2026-02-01T10:00:00Z", ""))),
            )
        )  # fmt: skip
        found = [Suggestion(0, 10, "PER", 0.9), Suggestion(29, 35, str(chance.choice(LABELS)), 0.8)]
        suggestions.suggest(session.store, made[-1], recogniser, found)
        for name in ("Ann", "Bob", "Cem"):
            who = person(session, name)
            for words in WORDS:
                if chance.random() < 0.5:
                    mark(session, who, made[-1], words, str(chance.choice(LABELS)))
            if chance.random() < 0.5:
                finish(session, who, made[-1])
            elif chance.random() < 0.5:
                read(session, who, made[-1], 1)
    return made


def _act(session: Session, who: Annotator, article: str, *made: Any) -> None:
    receipt = acts.apply(session.store, article, who, list(made))
    assert not receipt.refused, receipt.refused
