"""The FastAPI application: routes, and errors as words."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Query, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from fastapi_offline import FastAPIOffline

from annotator import __version__
from annotator.api import (
    entities,
    events,
    guidelines,
    here,
    history,
    labels,
    occurrences,
    reader,
    work,
)
from annotator.api.encoding import as_json
from annotator.api.guard import refuse_foreign_pages
from annotator.api.messages import ActsIn, ExportIn, FilterIn, OpenIn
from annotator.api.sessions import Asking, OnArticle, bearer
from annotator.errors import Forbidden, NotFound, PressmarkError, SignedOut
from annotator.services import annotating, article_pages, exchange, library, reading

_STATUS = {NotFound: 404, Forbidden: 403, SignedOut: 401}
_LOG = logging.getLogger(__name__)


def application() -> FastAPI:
    """Return the API, to be mounted under /api."""
    api = FastAPIOffline(
        title="Pressmark", version=__version__, dependencies=[Depends(refuse_foreign_pages)]
    )
    api.add_exception_handler(PressmarkError, _explain)
    api.add_exception_handler(Exception, _apologise)
    api.get("/projects")(projects)
    api.get("/articles")(articles)
    api.get("/articles/{article_id}")(article)
    api.post("/articles/{article_id}/acts")(acts)
    _offer_files(api)
    api.get("/articles/{article_id}/events")(events.events)
    api.get("/articles/{article_id}/stacks")(history.stacks)
    api.get("/articles/{article_id}/history")(history.groups)
    api.get("/articles/{article_id}/as-of/{seq}")(history.as_of)
    api.get("/articles/{article_id}/carry")(reader.carry)
    api.put("/articles/{article_id}/lifted")(reader.lift)
    api.get("/entities")(entities.find)
    api.get("/export.csv")(export)
    api.get("/here")(here.others)
    api.put("/preferences")(reader.prefer)
    api.put("/articles/{article_id}/bookmark")(reader.bookmark)
    api.post("/next")(work.next_)
    api.post("/articles/{article_id}/skip")(work.skip)
    api.post("/articles/{article_id}/here")(here.beat)
    api.post("/labels")(labels.propose)
    api.get("/guidelines")(guidelines.read)
    api.put("/guidelines/seen")(guidelines.see)
    api.post("/occurrences")(occurrences.find)
    api.post("/occurrences/apply")(occurrences.apply)
    api.get("/groups/{group}")(occurrences.group)
    api.post("/groups/{group}/{kind}")(occurrences.step_group)
    return api


def _offer_files(api: FastAPI) -> None:
    """Let an article leave as a file."""
    api.get("/articles/{article_id}/original")(original)
    api.get("/articles/{article_id}/html")(html)


def projects(session: Asking, request: Request) -> list[dict[str, Any]]:
    """List the projects with the number of their articles: for a program that of its token."""
    there = library.projects(session)
    return [row for row in there if not bearer(request) or row["id"] == session.project.id]


def articles(
    session: Asking,
    filter_: Annotated[FilterIn, Query()],
) -> dict[str, Any]:
    """List one page of the library: `offset` and `limit` (at most 500) choose it."""
    page = library.page(session, filter_.filter(), filter_.offset, filter_.limit)
    return {"rows": page.rows, "total": page.total, "offset": page.offset}


def article(article_id: str, session: OnArticle, asked: Annotated[OpenIn, Query()]) -> Response:
    """Answer with an article: text, labels, annotations, suggestions, undo stacks, neighbours."""
    told = reading.open_article(
        session, article_id, asked.filter(),
        standing=asked.standing, ticket=asked.ticket, looking=asked.looking,
    )  # fmt: skip
    return Response(as_json(told), media_type="application/json")


def acts(article_id: str, body: ActsIn, session: OnArticle) -> dict[str, Any]:
    """Apply acts; what is confirmed is on disk."""
    receipt = annotating.act(session, article_id, [act.act() for act in body.acts], body.ticket)
    return asdict(receipt)


def original(article_id: str, session: OnArticle) -> Response:
    """Hand out the bytes that the article was made from, as they came."""
    return Response(
        reading.original(session, article_id),
        media_type="application/octet-stream",
        headers={
            # Never shown as a page of ours, whatever it holds.
            "Content-Disposition": 'attachment; filename="original"',
            "X-Content-Type-Options": "nosniff",
        },
    )


def html(article_id: str, session: OnArticle, looking: bool = False) -> Response:
    """Hand out the article with its marks and notes as one HTML file, to be read offline."""
    name = "".join(c for c in article_id if c.isascii() and c.isalnum())[:64]
    return Response(
        article_pages.as_html(session, article_id, looking=looking),
        media_type="text/html; charset=utf-8",
        headers={
            # Saved and never shown as a page of ours, where it would be one of our own.
            "Content-Disposition": f'attachment; filename="pressmark-{name}.html"',
            "Content-Security-Policy": "sandbox",
            "X-Content-Type-Options": "nosniff",
        },
    )


def export(session: Asking, chosen: Annotated[ExportIn, Query()]) -> Response:
    """Stream the annotations as CSV."""
    told = exchange.export_csv(session, chosen.selection())  # who may not is told before it begins

    def pieces() -> Iterator[bytes]:
        if chosen.spreadsheet:
            yield b"\xef\xbb\xbf"  # Excel reads a CSV as UTF-8 by this mark alone
        for piece in told:
            yield piece.encode()

    return StreamingResponse(
        pieces(),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="pressmark.csv"'},
    )


def _explain(_: Request, error: Exception) -> Response:
    if not isinstance(error, PressmarkError):
        raise error
    status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 400)
    body = {"code": error.code, "message": error.message, "remedy": error.remedy}
    return JSONResponse(body, status)


def _apologise(request: Request, error: Exception) -> Response:
    _LOG.error("%s %s failed", request.method, request.url.path, exc_info=error)
    body = {
        "code": "fault",
        "message": "Something went wrong on our side; nothing was changed.",
        "remedy": "Try again; if it stays, the server's log tells more.",
    }
    return JSONResponse(body, 500)
