"""Who is asking, for routes on a project and for those on an article."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends

from annotator.services.session import Session, database_path, session_for, session_on, store_at


def _session(project: str = "") -> Session:
    return session_on(store_at(database_path()), project)


def _session_for(article_id: str) -> Session:
    return session_for(store_at(database_path()), article_id)


Asking = Annotated[Session, Depends(_session)]
OnArticle = Annotated[Session, Depends(_session_for)]
