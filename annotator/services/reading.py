"""Opening an article: its text, its annotations, its place in the list."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from annotator.errors import NotFound, Refused
from annotator.model import Filter, Label
from annotator.palette import PALETTE
from annotator.services import (
    blindness,
    copies,
    entities,
    guidelines,
    memory,
    openings,
    preferences,
    roles,
    working,
)
from annotator.services.session import Session
from annotator.services.suggesting import ensure_suggestions, note, trouble
from annotator.store import acts, annotation, articles, bookmarks, library, people, stacks, threads
from annotator.text import direction

_FIELDS = (
    "id", "project_id", "version", "title", "byline", "source", "url", "published_at",
    "modified_at", "language", "tags", "words", "sha256", "text",
)  # fmt: skip
_HIDDEN = ("version_id", "act_id")


def open_article(
    session: Session,
    article_id: str,
    filter_: Filter,
    *,
    standing: bool = False,
    ticket: str = "",
    looking: bool = False,
) -> dict[str, Any]:
    """Return everything the desk shows of an article, as docs/api.md describes it.

    Suggestions are made now if no recogniser has read the article yet, and renewed by what the
    annotator's memory holds. `standing`: they stay as they are, for a reader who has them in view,
    and the article is opened, as the `ticket` says that came with it when it was fetched first.
    Else nothing is opened. An article that the annotator reads without them is read by the
    recogniser all the same.
    `looking`: others' work is told also where members work blind, to whoever may see it.

    Raises
    ------
    NotFound
        If the project has no such article.
    """
    store = session.store
    article = read(session, article_id)
    seq = int(str(article["seq"]))
    if standing:
        openings.begin(session, seq, ticket)
    if not roles.is_archived(session):
        ensure_suggestions(session, article)
        if not standing:
            memory.renew(session, article)
    how = openings.how(session, seq)
    found = annotation.of_article(store, seq, session.annotator.id)
    for row in found:
        for name in _HIDDEN:
            del row[name]
    return {
        "article": {name: article[name] for name in _FIELDS}
        | {"direction": direction(str(article["text"]))},
        "labels": [label_told(label) for label in people.labels(store, session.project.id)],
        "annotations": [row for row in found if row["state"] != "suggested"],
        "suggestions": [row for row in found if row["state"] == "suggested"],
        "is_without_suggestions": how.is_without,
        "ticket": openings.ticket(session, seq, how),
        "recognition": "" if how.is_without else note(session, str(article["language"])),
        "entities": entities.named(session, found),
        "shared": threads.of_others(store, seq, session.annotator.id),
        **blindness.told(session, seq, looking=looking),
        "annotator": session.annotator.id,
        "copies": copies.of_article(session, seq, article["copy_group"]),
        "guidelines": guidelines.told(session),
        "members": threads.members(store, session.project.id),
        "paragraphs": annotation.read_paragraphs(store, seq, session.annotator.id),
        "state": annotation.state_of(store, seq, session.annotator.id),
        "assignment": working.told(session, seq),
        **stacks.stacks(store, seq, session.annotator.id),
        "seq": acts.newest(store),
        "place": library.neighbours(
            store,
            session.project.id,
            session.annotator.id,
            blindness.seen(session, filter_),
            article_id,
        ),
        "preferences": preferences.of(session),
        "trouble": None if how.is_without or not (told := trouble(session)) else asdict(told),
        "bookmark": bookmarks.of_article(store, seq, session.annotator.id),
    }


def keep_place(session: Session, article_id: str, at: int) -> None:
    """Keep where the annotator is in an article, as its first code point in view.

    Raises
    ------
    Refused
        If the article has no such place.
    """
    article = read(session, article_id)
    length = len(str(article["text"]))
    if not 0 <= at < length:
        raise Refused(
            f"There is no place {at} in this article.", f"Give a number from 0 to {length - 1}."
        )
    bookmarks.keep(session.store, int(str(article["seq"])), session.annotator.id, at)


def read(session: Session, article_id: str) -> dict[str, Any]:
    """Return an article of the session's project, with its text; raise NotFound otherwise."""
    article = articles.read(session.store, article_id)
    if article["project_id"] != session.project.id:
        raise NotFound(
            f"There is no article {article_id[:64]} in {session.project.name}.",
            "Choose the project it belongs to.",
        )
    return article


def original(session: Session, article_id: str) -> bytes:
    """Return the bytes that an article was made from, as they came; raise NotFound otherwise."""
    read(session, article_id)
    return articles.original(session.store, article_id)


def label_told(label: Label) -> dict[str, Any]:
    """Return a label as the desk gets it."""
    hue = PALETTE.get(label.colour, PALETTE["slate"])
    return {
        "id": label.id, "name": label.name, "kind": label.kind, "tag": label.tag,
        "key": label.key, "description": label.description, "parent_id": label.parent_id,
        "attributes": [asdict(attribute) for attribute in label.attributes],
        "joins": asdict(label.joins), "status": label.status,
        "colour": {name: getattr(hue, name) for name in ("ink", "tint", "ink_dark", "tint_dark")},
    }  # fmt: skip
