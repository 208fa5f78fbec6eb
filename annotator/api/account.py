"""The pages before the app: sign in, follow a link that invites, choose a password, sign out.

Where people sign in at a provider, the ways in are those of `provider_pages`.
"""

from __future__ import annotations

import logging
from typing import Annotated

from fastapi import Depends, FastAPI, Form, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from annotator.api import provider_pages
from annotator.api.gate import SIGN_IN, cookie
from annotator.api.guard import refuse_foreign_pages
from annotator.api.plain_pages import (
    Field,
    Link,
    PlainPage,
    inside,
    let_in,
    shown,
    style,
    with_article,
)
from annotator.errors import NotFound, PressmarkError, Refused
from annotator.services import inviting, signing_in
from annotator.services.session import store_here

_LOG = logging.getLogger(__name__)
Text = Annotated[str, Form(max_length=2_000)]


def account_pages() -> FastAPI:
    """Return the pages, to be mounted under /account."""
    pages = FastAPI(
        openapi_url=None, docs_url=None, redoc_url=None,
        dependencies=[Depends(refuse_foreign_forms)],
    )  # fmt: skip
    for kind in (PressmarkError, RequestValidationError, HTTPException, Exception):
        pages.add_exception_handler(kind, _explain)
    pages.get("/account.css")(style)
    if signing_in.mode() == "oidc":
        provider_pages.add(pages)
        return pages
    pages.get("/sign-in")(ask_to_sign_in)
    pages.post("/sign-in")(sign_in)
    pages.post("/sign-out")(sign_out)
    pages.get("/invitation/{token}")(ask_to_join)
    pages.post("/invitation/{token}")(join)
    pages.get("/password/{token}")(ask_for_password)
    pages.post("/password/{token}")(set_password)
    return pages


def refuse_foreign_forms(request: Request) -> None:
    """Raise Refused if a page of another origin sends a form; links may come from anywhere."""
    if request.method != "GET":
        refuse_foreign_pages(request)


def ask_to_sign_in(next: str = "/") -> Response:
    """Show the form to sign in; `next` is where to go then."""
    return _sign_in_page(inside(next))


def sign_in(request: Request, login: Text, password: Text, next: Text = "/") -> Response:
    """Sign a browser in."""
    address = request.client.host if request.client else ""
    browser = request.headers.get("user-agent", "")
    try:
        value = signing_in.sign_in(store_here(), login, password, address, browser)
    except PressmarkError as error:
        return _sign_in_page(inside(next), login, error)
    return let_in(request, value, inside(next))


def sign_out(request: Request) -> Response:
    """End the sign-in of this browser."""
    known = signing_in.known(store_here(), cookie(request.scope))
    if known:
        signing_in.end(store_here(), known)
    answer = RedirectResponse(SIGN_IN, 303)
    answer.delete_cookie(signing_in.COOKIE, path="/")
    return answer


def ask_to_join(token: str, request: Request) -> Response:
    """Show where an invitation leads, and what it takes to follow it."""
    return _join_page(token, request)


def join(
    token: str, request: Request, login: Text = "", name: Text = "", password: Text = ""
) -> Response:
    """Follow an invitation: with a new account, or with the one that is signed in."""
    store = store_here()
    known = signing_in.known(store, cookie(request.scope))
    try:
        if known and not login:
            inviting.join_as(store, token, known.annotator_id)
            return RedirectResponse("/", 303)
        made = inviting.join(store, token, login, name, password)
    except PressmarkError as error:
        return _join_page(token, request, login, name, error)
    return let_in(request, signing_in.begin(store, made, request.headers.get("user-agent", "")))


def ask_for_password(token: str) -> Response:
    """Show the form for a new password."""
    return _password_page(token)


def set_password(token: str, request: Request, password: Text) -> Response:
    """Give an account the new password that a link allows."""
    store = store_here()
    try:
        whose = inviting.set_password(store, token, password)
    except PressmarkError as error:
        return _password_page(token, error)
    return let_in(request, signing_in.begin(store, whose, request.headers.get("user-agent", "")))


def _sign_in_page(then: str, login: str = "", error: PressmarkError | None = None) -> Response:
    fields = (
        Field("login", "Name", "username", value=login),
        Field("password", "Password", "current-password", type="password"),
        Field("next", type="hidden", value=then),
    )
    return shown(PlainPage("Sign in", "", fields, SIGN_IN, "Sign in", error=error))


def _join_page(
    token: str,
    request: Request,
    login: str = "",
    name: str = "",
    error: PressmarkError | None = None,
) -> Response:
    way = inviting.way(store_here(), token)
    role = f"You are invited to {way.project} as {with_article(way.role)}."
    action = f"/account/invitation/{token}"
    if signing_in.known(store_here(), cookie(request.scope)) and not login:
        here = (Field("login", type="hidden"),)
        return shown(PlainPage("Join", role, here, action, f"Join {way.project}", error=error))
    fields = (
        Field("login", "Name to sign in with", "username", value=login),
        Field("name", "Name that others see", "name", value=name),
        Field(
            "password", "Password", "new-password", type="password",
            help=f"{signing_in.SHORTEST} characters or more; a few words are easy to keep in mind.",
        ),
    )  # fmt: skip
    links = (Link(f"{SIGN_IN}?next={action}", "I have an account: sign in first"),)
    return shown(PlainPage("Join", role, fields, action, "Join", links=links, error=error))


def _password_page(token: str, error: PressmarkError | None = None) -> Response:
    inviting.to_account(store_here(), token)
    fields = (Field("password", "New password", "new-password", type="password"),)
    action = f"/account/password/{token}"
    return shown(PlainPage("A new password", "", fields, action, "Keep", error=error))


def _explain(request: Request, error: Exception) -> Response:
    """Say what went wrong, of whatever kind it is."""
    links, status = (Link(SIGN_IN, "Sign in"),), 400
    if isinstance(error, PressmarkError):
        told = error
    elif isinstance(error, RequestValidationError):
        told = Refused("Something is missing in this form, or too long.", "Go back and try again.")
    elif isinstance(error, HTTPException):
        told, status = NotFound("There is no such page.", "Look at the address."), error.status_code
    else:
        # By the route, not the address: that of a link is a secret.
        route = getattr(request.scope.get("route"), "path", "")
        _LOG.error("%s %s failed", request.method, route, exc_info=error)
        told, status = PressmarkError("Something went wrong on our side.", "Try again."), 500
    return shown(PlainPage("Not possible", links=links, error=told, status=status))
