"""The way in, where people sign in: whoever is not signed in sees the page for it, and no other.

A program comes in by a token in place of a cookie, and into the API alone.

It stands before everything the app serves, Streamlit's pages and its web socket among it, so that
no route can be forgotten.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import quote

from starlette.responses import JSONResponse, RedirectResponse, Response

from annotator.services import signing_in, tokens
from annotator.services.session import store_here

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

OPEN = ("/account/", "/_stcore/health")
SIGN_IN = "/account/sign-in"
_NOBODY = {
    "code": "signed_out",
    "message": "Nobody is signed in.",
    "remedy": "Sign in again; what was not sent yet waits in this browser.",
}
_NO_TOKEN = {
    "code": "signed_out",
    "message": "This token opens nothing: it was revoked, or nobody made it.",
    "remedy": "Make one on the page Team.",
}


class Gate:
    """Lets in whoever is signed in, and writes into the scope who that is, as `annotator`.

    Parameters
    ----------
    app : callable
        The app behind it.
    """

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on."""
        asks = scope["type"] in ("http", "websocket")
        if not asks or not signing_in.mode() or scope["path"].startswith(OPEN):
            await self._app(scope, receive, send)
            return
        if token := _token(scope):
            await self._admit_program(token, scope, receive, send)
            return
        known = signing_in.known(store_here(), cookie(scope))
        if known:
            scope["annotator"] = known.annotator_id
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()  # the request to open it
            await send({"type": "websocket.close", "code": 4401})
        else:
            await _turned_away(scope)(scope, receive, send)

    async def _admit_program(self, token: str, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on a request with a token, with what it stands for as `bearer` in the scope."""
        bearer = tokens.known(store_here(), token)
        if bearer is None:
            await JSONResponse(_NO_TOKEN, 401)(scope, receive, send)
            return
        scope["annotator"] = bearer.annotator_id
        scope["bearer"] = bearer
        await self._app(scope, receive, send)


def _token(scope: Scope) -> str:
    """Return the token of a request to the API; empty: it comes without one."""
    if scope["type"] != "http" or not scope["path"].startswith("/api/"):
        return ""
    sent = dict(scope["headers"]).get(b"authorization", b"").decode("latin-1")
    kind, _, token = sent.partition(" ")
    return token.strip() if kind.casefold() == "bearer" else ""


def cookie(scope: Scope) -> str:
    """Return what the cookie of a request holds; empty: it has none."""
    sent = b"; ".join(value for name, value in scope["headers"] if name == b"cookie")
    try:
        found = SimpleCookie(sent.decode("latin-1")).get(signing_in.COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _turned_away(scope: Scope) -> Response:
    headers = dict(scope["headers"])
    if scope["method"] == "GET" and b"text/html" in headers.get(b"accept", b""):
        asked = scope["path"] + (
            f"?{scope['query_string'].decode()}" if scope["query_string"] else ""
        )
        return RedirectResponse(f"{SIGN_IN}?next={quote(asked, safe='')}", 303)
    return JSONResponse(_NOBODY, 401)
