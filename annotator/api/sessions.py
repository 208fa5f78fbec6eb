"""Who is asking, for routes on a project, for those on an article, and for those on either."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from annotator.services import tokens
from annotator.services.session import Session, session_for, session_on, store_here


def who(request: Request) -> str:
    """Return the id of the annotator who is signed in; empty where nobody signs in."""
    return str(request.scope.get("annotator", ""))


def bearer(request: Request) -> tokens.Bearer | None:
    """Return what the token of a program stands for; None where a person is signed in."""
    found: tokens.Bearer | None = request.scope.get("bearer")
    return found


def session_on_project(request: Request, project: str = "") -> Session:
    """Return the session on the project that a link names, or that was used last."""
    if token := bearer(request):
        return tokens.on_project(store_here(), token, project)
    return session_on(store_here(), project, who(request))


def session_on_article(request: Request, article_id: str) -> Session:
    """Return the session on the project that an article belongs to."""
    if token := bearer(request):
        return tokens.on_article(store_here(), token, article_id)
    return session_for(store_here(), article_id, who(request))


def session_on_either(request: Request, article_id: str = "", project: str = "") -> Session:
    """Return the session on the project of an article, if one is named, else on a project."""
    if article_id:
        return session_on_article(request, article_id)
    return session_on_project(request, project)


Asking = Annotated[Session, Depends(session_on_project)]
OnArticle = Annotated[Session, Depends(session_on_article)]
OnEither = Annotated[Session, Depends(session_on_either)]
