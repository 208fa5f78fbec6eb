"""The ways in where people sign in at a provider: there and back, by a link or without.

They set out by following a link, not by a form: a page's policy would keep a form from being led on
to the provider.
"""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response

from annotator.api.gate import SIGN_IN, cookie
from annotator.api.plain_pages import (
    Field,
    Link,
    PlainPage,
    inside,
    let_in,
    put_cookie,
    shown,
    with_article,
)
from annotator.errors import PressmarkError
from annotator.services import identities, inviting, provider, signing_in
from annotator.services.session import store_here

_SET_OUT = "/account/provider"
_TRIP = "pressmark_trip_"  # and the first letters of the state: two windows may be under way
_PROOF = "pressmark_proof"
_LONGEST_PROOF = 3_800  # letters; a browser keeps no longer cookie
_PROOF_HOLDS = int(signing_in.HOLDS_ELSEWHERE.total_seconds())
_SIGN_OUT = "/account/sign-out"


def add(pages: FastAPI) -> None:
    """Add these pages to those under /account."""
    pages.get("/sign-in")(ask_to_sign_in)
    pages.get("/provider")(set_out)
    pages.get("/callback")(come_back)
    pages.post("/sign-out")(sign_out)
    pages.get("/invitation/{token}")(ask_to_join)
    pages.post("/invitation/{token}")(join)
    pages.get("/identity/{token}")(ask_to_take_up)


def ask_to_sign_in(next: str = "/") -> Response:
    """Show the way to the provider; `next` is where to go then."""
    return shown(PlainPage("Sign in", way=_way("Sign in at", next=inside(next))))


def set_out(request: Request, next: str = "/", link: str = "") -> Response:
    """Send a browser to the provider."""
    url, state, trip = identities.set_out(store_here(), inside(next), link[:200])
    answer = RedirectResponse(url, 303)
    put_cookie(
        answer, request, _trip_name(state), trip, identities.TRIP_HOLDS, path=provider.CALLBACK
    )
    return answer


def come_back(request: Request) -> Response:
    """Sign in a browser that comes back from the provider; without a code it is told why."""
    told = request.query_params
    if not told.keys() & {"code", "error"}:  # the provider has ended its sign-in
        return RedirectResponse(SIGN_IN, 303)
    name = _trip_name(told.get("state", ""))
    try:
        answer = _come_back(request, request.cookies.get(name, ""))
    except PressmarkError as refused:
        again = Link(f"{provider.settings().here}{SIGN_IN}", "Sign in")
        answer = shown(PlainPage("Not signed in", links=(again,), error=refused))
    answer.delete_cookie(name, path=provider.CALLBACK)  # one trip, one sign-in
    return answer


def _come_back(request: Request, trip: str) -> Response:
    known = identities.come_back(
        store_here(), trip, dict(request.query_params), request.headers.get("user-agent", "")
    )
    answer = let_in(request, known.cookie, known.then)
    if len(known.proof) <= _LONGEST_PROOF:
        put_cookie(answer, request, _PROOF, known.proof, _PROOF_HOLDS, path=_SIGN_OUT)
    return answer


def sign_out(request: Request) -> Response:
    """End the sign-in of this browser, and lead to where the provider ends its own."""
    known = signing_in.known(store_here(), cookie(request.scope))
    to = ""
    if known:
        signing_in.end(store_here(), known)
        to = provider.leave(request.cookies.get(_PROOF, ""))
    answer = RedirectResponse(to or SIGN_IN, 303)
    answer.delete_cookie(signing_in.COOKIE, path="/")
    answer.delete_cookie(_PROOF, path=_SIGN_OUT)
    return answer


def ask_to_join(token: str, request: Request) -> Response:
    """Show where an invitation leads, and the way to follow it."""
    return _join_page(token, request)


def join(token: str, request: Request) -> Response:
    """Follow an invitation as who is signed in."""
    known = signing_in.known(store_here(), cookie(request.scope))
    if known is None:
        return _join_page(token, request)
    try:
        inviting.join_as(store_here(), token, known.annotator_id)
    except PressmarkError as error:
        return _join_page(token, request, error)
    return RedirectResponse("/", 303)


def ask_to_take_up(token: str) -> Response:
    """Show whose account a link leads to, and the way to take it up."""
    whose = identities.account_of_link(store_here(), token)
    words = f"The account {whose} is yours when you have signed in."
    return shown(PlainPage("Sign in", words, way=_way("Sign in at", link=token)))


def _join_page(token: str, request: Request, error: PressmarkError | None = None) -> Response:
    way = inviting.way(store_here(), token)
    role = f"You are invited to {way.project} as {with_article(way.role)}."
    if signing_in.known(store_here(), cookie(request.scope)):
        fields, action = (Field("link", type="hidden"),), f"/account/invitation/{token}"
        return shown(PlainPage("Join", role, fields, action, f"Join {way.project}", error=error))
    return shown(PlainPage("Join", role, way=_way("Join by", link=token), error=error))


def _way(verb: str, **given: str) -> Link:
    return Link(f"{_SET_OUT}?{urlencode(given)}", f"{verb} {provider.settings().place}")


def _trip_name(state: str) -> str:
    return f"{_TRIP}{state[:12] if state.isalnum() else ''}"
