"""API tokens: a program acts as one person in one project, until that person ends it.

A token is shown once, when it is made; the store has its hash alone.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from annotator.errors import NotFound, Refused
from annotator.services.session import Session, session_for, session_on
from annotator.store import Store, articles, people
from annotator.store import tokens as kept

LONGEST_NAME = 64
MOST = 20  # tokens of one person in one project
_PREFIX = "pressmark_"  # so that one that was published by mistake can be found by what it is
_SEEN = timedelta(minutes=1)  # so often at most it is written that a token is in use


@dataclass(frozen=True, slots=True)
class Token:
    """A token as its person sees it; `key` is what it is ended by, and opens nothing."""

    key: str
    name: str
    made_at: str
    used_at: str


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whom a token stands for, and in which project."""

    annotator_id: str
    project_id: int


def make(session: Session, name: str) -> str:
    """Return a new token, which nobody can look up again.

    Parameters
    ----------
    session : Session
        Whose token it is, and for which project.
    name : str
        What it is for, in the words of its person.

    Raises
    ------
    Refused
        If it has no name, or the person has as many as there may be.
    """
    plain = " ".join(name.split())
    if not plain or len(plain) > LONGEST_NAME or not plain.isprintable():
        raise Refused(
            "A token needs a name.", f"Say in up to {LONGEST_NAME} letters what it is for."
        )
    token = f"{_PREFIX}{secrets.token_urlsafe(32)}"
    with session.store.write():
        if len(mine(session)) >= MOST:
            raise Refused(f"You have {MOST} tokens here.", "Revoke one that is not needed.")
        kept.add(session.store, _key(token), session.annotator.id, session.project.id, plain)
    return token


def mine(session: Session) -> list[Token]:
    """Return the tokens of whoever asks in the session's project, the last one first."""
    rows = kept.of_annotator(session.store, session.annotator.id, session.project.id)
    return [Token(row["id"], row["name"], row["made_at"], row["used_at"]) for row in rows]


def revoke(session: Session, key: str) -> None:
    """End a token of whoever asks."""
    if key not in [token.key for token in mine(session)]:
        raise NotFound("There is no such token.", "It may be revoked already.")
    kept.revoke(session.store, session.annotator.id, key=key)


def known(store: Store, token: str) -> Bearer | None:
    """Return whom a token stands for; None if nobody made it, or it has ended."""
    key = _key(token)
    row = kept.held(store, key)
    if row is None:
        return None
    if row["used_at"] < _before(_SEEN):
        kept.used(store, key)
    return Bearer(row["annotator_id"], row["project_id"])


def on_project(store: Store, bearer: Bearer, project: str = "") -> Session:
    """Return the session on the project of a token; raise NotFound if another one is named."""
    name = people.project_name(store, bearer.project_id)
    if project.strip() not in ("", name):
        raise NotFound(
            f"There is no project {project[:80]!r} for this token.", "Leave the project out."
        )
    return session_on(store, name, bearer.annotator_id)


def on_article(store: Store, bearer: Bearer, article_id: str) -> Session:
    """Return the session on an article's project; raise NotFound if it is not the token's."""
    session = session_for(store, article_id, bearer.annotator_id)
    if session.project.id != bearer.project_id:
        raise articles.no_such(article_id)
    return session


def refuse_elsewhere(session: Session, group: str) -> None:
    """Raise NotFound if a group of acts is about articles of another project than the session's."""
    if kept.is_group_elsewhere(session.store, group, session.project.id):
        raise NotFound("There is no such group of acts.", "It may be of another project.")


def _key(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _before(time: timedelta) -> str:
    at = datetime.now(UTC) - time
    return at.isoformat(timespec="microseconds").replace("+00:00", "Z")
