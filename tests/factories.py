"""Factories with defaults, and where things are: what tests of several layers share."""

from __future__ import annotations

import uuid
from dataclasses import replace
from pathlib import Path
from typing import Any

from annotator.labels import DEFAULT_LABELS
from annotator.model import Act, Draft
from annotator.services.session import Session, session_on
from annotator.store import Store, accounts, articles, members, people
from annotator.text import sha256

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
PASSWORD = "five plain words in a row"  # noqa: S105 - of nobody
TEXT = "Anna Lindh met Kofi Annan in Geneva.\n\nThe United Nations said nothing of Geneva."


def add_article(session: Session, text: str = TEXT, **fields: Any) -> str:
    """Load one article and return its id."""
    load_id = articles.begin_load(session.store, session.project.id, session.annotator.id, "test")
    draft = Draft(text, **{"title": "A title", "original": text.encode()} | fields)
    [verdict] = articles.add(
        session.store, session.project.id, load_id, [articles.Incoming(draft, sha256(text))]
    )
    return verdict.article_id


def another(session: Session, name: str) -> Session:
    """Return the session of another person on the same project."""
    return replace(session, annotator=people.annotator(session.store, name))


def as_member(session: Session, role: str, name: str = "") -> Session:
    """Return the session of a member of the project: whoever asks, or somebody of that name."""
    who = another(session, name).annotator if name else session.annotator
    members.set_role(session.store, session.project.id, who.id, role)
    return replace(session, annotator=who, role=role, signed_in=True)


def session_of(store: Store, login: str, project: str = "Team") -> Session:
    """Return the session of whoever signs in by this name."""
    account = accounts.account(store, login)
    assert account
    return session_on(store, project, account.annotator_id)


def content(
    text: str, start: int, end: int, label: str | None = "PER", **more: Any
) -> dict[str, Any]:
    """Return the content of an annotation on a passage, as the desk makes it."""
    return {
        "id": uuid.uuid4().hex,
        "kind": "span",
        "label_id": label,
        "start": start,
        "end": end,
        "quote": text[start:end],
        "parts": None,
        "note": "",
        "state": "made",
        "suggestion_id": None,
        "from_id": None,
        "to_id": None,
        "on_id": None,
        "entity_id": None,
        "attributes": {},
    } | more


def relation(from_id: str, to_id: str, label: str = "SAME", **more: Any) -> dict[str, Any]:
    """Return the content of a relation between two annotations."""
    nowhere = dict.fromkeys(("start", "end", "quote"))
    return (
        content("", 0, 0, label)
        | nowhere
        | {
            "kind": "relation",
            "from_id": from_id,
            "to_id": to_id,
        }
        | more
    )


def reply(on_id: str, words: str, **more: Any) -> dict[str, Any]:
    """Return the content of a reply to a note."""
    nowhere = dict.fromkeys(("start", "end", "quote"))
    return (
        content("", 0, 0, None) | nowhere | {"kind": "reply", "on_id": on_id, "note": words} | more
    )


def make_act(
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    kind: str = "annotate",
    **more: Any,
) -> Act:
    """Return an act on an annotation with an id of its own."""
    fields = {"id": uuid.uuid4().hex, "at": "2026-01-05T10:00:00Z", "subject": "annotation"} | more
    return Act(kind=kind, before=before, after=after, **fields)


def done_act(before: str = "open", after: str = "done") -> Act:
    """Return the act of who is done with an article, or takes that back."""
    return make_act({"state": before}, {"state": after}, "done", subject="assignment")


LABEL_IDS = [label.id for label in DEFAULT_LABELS if label.kind == "span"]
