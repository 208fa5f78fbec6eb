"""Who is here: which member has which article open, and for how long people are at work.

It tells who reads, and nothing of what they do there: decision 0105. The first beat opens an
article: decision 0109.
"""

from __future__ import annotations

from dataclasses import dataclass

from annotator.model import Beat
from annotator.services import openings, roles
from annotator.services.session import Session
from annotator.store import articles, presence
from annotator.store.presence import Reader

Present = frozenset[Reader]


@dataclass(frozen=True, slots=True)
class Here:
    """A member who is here, with an article that they have open."""

    annotator_id: str
    name: str
    article_id: str
    headline: str


@roles.needs("read")
def beat(session: Session, article_id: str, told: Beat, ticket: str = "") -> int:
    """Keep that whoever asks is at an article, and return the milliseconds that count as active.

    `ticket` is what the article was fetched with.
    """
    seq = articles.seq_in(session.store, session.project.id, article_id)
    openings.begin(session, seq, ticket)
    return presence.beat(session.store, seq, session.annotator.id, told)


def everybody(session: Session) -> Present:
    """Return who has which article open, in all projects; told to nobody as it is."""
    return presence.present(session.store)


def beside(session: Session, article_seq: int, present: Present) -> list[str]:
    """Return the names of the others who have an article open; none where nobody signs in."""
    if not session.signed_in:
        return []
    others = {
        reader.annotator_id: reader.name
        for reader in present
        if reader.article_seq == article_seq and reader.annotator_id != session.annotator.id
    }
    return sorted(others.values(), key=lambda name: (name.casefold(), name))


@roles.needs("read")
def others(session: Session) -> list[Here]:
    """Return the other members who have an article of the project open, by name."""
    if not session.signed_in:
        return []
    return [
        Here(*row)
        for row in presence.of_project(session.store, session.project.id)
        if row["annotator_id"] != session.annotator.id
    ]
