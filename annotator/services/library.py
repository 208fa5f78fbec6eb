"""The list of articles, as a person sees it."""

from __future__ import annotations

import functools
from typing import Any

from annotator.model import Annotator, Filter, Label, Page
from annotator.services import blindness, roles
from annotator.services.session import Session
from annotator.store import Store, articles, members, people, queue
from annotator.store import library as list_

ROWS = 50
STATES, COPIES, COUNT_LIMIT = list_.STATES, tuple(list_.COPIES), list_.COUNT_LIMIT
GIVEN = tuple(list_.GIVEN)
SORTS = (*list_.SORTS, *queue.SORTS)


def page(session: Session, filter_: Filter, offset: int = 0, limit: int = ROWS) -> Page:
    """Return a page of the project's articles, with the counts that whoever asks may see."""
    seen = blindness.seen(session, filter_)
    return list_.page(session.store, session.project.id, session.annotator.id, seen, offset, limit)


def next_to_read(session: Session, filter_: Filter) -> dict[str, Any] | None:
    """Return id, title and state of the list's first article in work, or else open; or None."""
    seen = blindness.seen(session, filter_)
    return list_.next_to_read(session.store, session.project.id, session.annotator.id, seen)


def facets(session: Session) -> dict[str, list[str]]:
    """Return the sources and the languages there are to choose from."""
    return _facets(session.store, session.project.id, list_.newest(session.store))


@functools.lru_cache(maxsize=32)
def _facets(store: Store, project_id: int, _: int) -> dict[str, list[str]]:
    """Ask once for each newest article: in a million of them it takes longer than the list."""
    return list_.facets(store, project_id)


def labels(session: Session) -> list[Label]:
    """Return the project's label set in its order."""
    return people.labels(session.store, session.project.id)


def annotators(session: Session) -> list[Annotator]:
    """Return whose annotations there may be in the project, people first: as far as is told."""
    sight = blindness.sight(session)
    if sight == "own":
        return [session.annotator]
    return people.annotators_of(
        session.store, session.project.id, session.annotator.id, lifted=sight == "lifted"
    )


def projects(session: Session) -> list[dict[str, object]]:
    """Return the projects that whoever asks is a member of, with the number of their articles.

    One that is archived is left out, unless it is the one that is open.
    """
    there = people.projects(session.store)
    if session.signed_in:
        mine = {row["id"] for row in members.projects_of(session.store, session.annotator.id)}
        there = [row for row in there if row["id"] in mine]
    return [row for row in there if not row["archived_at"] or row["id"] == session.project.id]


@roles.needs("load")
def remove(session: Session, article_id: str) -> None:
    """Take an article out of sight; `restore` brings it back with all its annotations."""
    _demand(session, article_id)
    articles.remove(session.store, article_id)


@roles.needs("load")
def restore(session: Session, article_id: str) -> None:
    """Bring back an article that was removed."""
    _demand(session, article_id)
    articles.restore(session.store, article_id)


def _demand(session: Session, article_id: str) -> None:
    """Raise NotFound unless the article belongs to the session's project, removed or not."""
    if articles.project_of(session.store, article_id) != session.project.name:
        raise articles.no_such(article_id)
