"""Who is asking, for routes on a project, for those on an article, and for those on either."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends

from annotator.services.session import Session, database_path, session_for, session_on, store_at


def session_on_project(project: str = "") -> Session:
    """Return the session on the project that a link names, or that was used last."""
    return session_on(store_at(database_path()), project)


def session_on_article(article_id: str) -> Session:
    """Return the session on the project that an article belongs to."""
    return session_for(store_at(database_path()), article_id)


def session_on_either(article_id: str = "", project: str = "") -> Session:
    """Return the session on the project of an article, if one is named, else on a project."""
    return session_on_article(article_id) if article_id else session_on_project(project)


Asking = Annotated[Session, Depends(session_on_project)]
OnArticle = Annotated[Session, Depends(session_on_article)]
OnEither = Annotated[Session, Depends(session_on_either)]
