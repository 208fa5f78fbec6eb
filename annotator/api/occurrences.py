"""Routes of the same words all over a project, and of the groups of acts that come of them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Literal

from fastapi import Request

from annotator.api.messages import GroupIn, OccurrencesIn, StrokeIn
from annotator.api.sessions import Asking, bearer, session_on_article, session_on_project
from annotator.services import occurrences, tokens
from annotator.services.session import Session


def find(body: OccurrencesIn, request: Request) -> dict[str, Any]:
    """Tell where words stand in the project, what would be labelled, or removed, and what not."""
    return asdict(occurrences.preview(_seen_from(body, request), body.wanted(), remove=body.remove))


def apply(body: StrokeIn, request: Request) -> dict[str, Any]:
    """Label all the places, or remove all the marks, as one group of acts."""
    run = occurrences.remove if body.remove else occurrences.label
    return asdict(run(_seen_from(body, request), body.wanted(), body.group))


def _seen_from(body: OccurrencesIn, request: Request) -> Session:
    """Return the session on the project that an article belongs to, or that was used last."""
    if body.but_article:
        return session_on_article(request, body.but_article)
    return session_on_project(request)


def group(group: str, session: Asking, request: Request, but_article: str = "") -> dict[str, Any]:
    """Tell on how many articles a group of acts is done, and on how many it is taken back."""
    _refuse_elsewhere(session, group, request)
    return dict(occurrences.standing(session, group, but_article))


def step_group(
    group: str, kind: Literal["undo", "redo"], body: GroupIn, session: Asking, request: Request
) -> dict[str, Any]:
    """Take a group of acts back, or bring it back, on every article that it is about."""
    _refuse_elsewhere(session, group, request)
    return dict(occurrences.step(session, group, kind, body.but_article))


def _refuse_elsewhere(session: Session, group: str, request: Request) -> None:
    """Keep a program to the project of its token; a person's group may be of any of theirs."""
    if bearer(request):
        tokens.refuse_elsewhere(session, group)
