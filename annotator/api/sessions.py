"""Who is asking, for routes on a project and for those on an article."""

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


Asking = Annotated[Session, Depends(session_on_project)]
OnArticle = Annotated[Session, Depends(session_on_article)]
