"""Routes of the guidelines, for whoever reads an article beside them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from pydantic import BaseModel, Field

from annotator.api.sessions import OnEither
from annotator.errors import NotFound
from annotator.services import guidelines


class SeenIn(BaseModel):
    """The version that was opened."""

    number: Annotated[int, Field(ge=1, le=2**62)]


def read(session: OnEither) -> dict[str, Any]:
    """Answer with the guidelines that hold in the article's project, or the one that is named."""
    found = guidelines.present(session)
    if found is None:
        raise NotFound(
            "This project has no guidelines.", "Whoever leads it writes them on the page Codebook."
        )
    return asdict(found)


def see(body: SeenIn, session: OnEither) -> dict[str, Any]:
    """Keep that the reader has opened a version."""
    guidelines.see(session, body.number)
    return {"seen": body.number}
