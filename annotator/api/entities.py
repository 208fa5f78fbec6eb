"""Finding entities: by name or identifier, and by what the same words named before."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Query

from annotator.api.sessions import OnEither
from annotator.services import entities


def find(
    session: OnEither,
    query: Annotated[str, Query(max_length=200)] = "",
    quote: Annotated[str, Query(max_length=20_000)] = "",
    limit: Annotated[int, Query(ge=1, le=100)] = entities.SHOWN,
) -> dict[str, Any]:
    """Find entities in a list: of the article's project, the named one, or the one used last."""
    return entities.find(session, query, quote, limit)
