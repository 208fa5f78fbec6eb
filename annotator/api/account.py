"""The pages before the app: sign in, follow a link that invites, choose a password, sign out.

They are plain forms without a script, so that a password goes from the browser's own field to the
server and nowhere else.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Form, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader

from annotator.api.gate import SIGN_IN, cookie
from annotator.api.guard import refuse_foreign_pages
from annotator.errors import PressmarkError
from annotator.services import inviting, signing_in
from annotator.services.session import store_here

_FOLDER = Path(__file__).parent / "templates"
_TEMPLATES = Environment(loader=FileSystemLoader(_FOLDER), autoescape=True)
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",  # the address of a link is a secret
    "X-Content-Type-Options": "nosniff",
}
Text = Annotated[str, Form(max_length=2_000)]


def account_pages() -> FastAPI:
    """Return the pages, to be mounted under /account."""
    pages = FastAPI(
        openapi_url=None, docs_url=None, redoc_url=None,
        dependencies=[Depends(refuse_foreign_forms)],
    )  # fmt: skip
    pages.add_exception_handler(PressmarkError, _explain)
    pages.get("/account.css")(style)
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


def style() -> Response:
    """Answer with the style of these pages."""
    return FileResponse(_FOLDER / "account.css", media_type="text/css")


def ask_to_sign_in(next: str = "/") -> Response:
    """Show the form to sign in; `next` is where to go then."""
    return _sign_in_page(_inside(next))


def sign_in(request: Request, login: Text, password: Text, next: Text = "/") -> Response:
    """Sign a browser in."""
    address = request.client.host if request.client else ""
    browser = request.headers.get("user-agent", "")
    try:
        value = signing_in.sign_in(store_here(), login, password, address, browser)
    except PressmarkError as error:
        return _sign_in_page(_inside(next), login, error)
    return _let_in(request, value, _inside(next))


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
    return _let_in(request, signing_in.begin(store, made, request.headers.get("user-agent", "")))


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
    return _let_in(request, signing_in.begin(store, whose, request.headers.get("user-agent", "")))


def _sign_in_page(then: str, login: str = "", error: PressmarkError | None = None) -> HTMLResponse:
    fields = [
        _field("login", "Name", "username", value=login),
        _field("password", "Password", "current-password", type="password"),
        _field("next", type="hidden", value=then),
    ]
    return _page("Sign in", fields, SIGN_IN, "Sign in", error=error)


def _join_page(
    token: str,
    request: Request,
    login: str = "",
    name: str = "",
    error: PressmarkError | None = None,
) -> HTMLResponse:
    way = inviting.way(store_here(), token)
    role = f"You are invited to {way.project} as {_article(way.role)}."
    action = f"/account/invitation/{token}"
    if signing_in.known(store_here(), cookie(request.scope)) and not login:
        here = [_field("login", type="hidden")]
        return _page("Join", here, action, f"Join {way.project}", words=role, error=error)
    fields = [
        _field("login", "Name to sign in with", "username", value=login),
        _field("name", "Name that others see", "name", value=name),
        _field(
            "password", "Password", "new-password", type="password",
            help=f"{signing_in.SHORTEST} characters or more; a few words are easy to keep in mind.",
        ),
    ]  # fmt: skip
    links = [{"to": f"{SIGN_IN}?next={action}", "words": "I have an account: sign in first"}]
    return _page("Join", fields, action, "Join", words=role, error=error, links=links)


def _password_page(token: str, error: PressmarkError | None = None) -> HTMLResponse:
    inviting.way(store_here(), token)
    field = _field("password", "New password", "new-password", type="password")
    return _page("A new password", [field], f"/account/password/{token}", "Keep", error=error)


def _article(role: str) -> str:
    return f"{'an' if role[0] in 'ae' else 'a'} {role}"


def _field(
    name: str,
    label: str = "",
    autocomplete: str = "off",
    *,
    type: str = "text",
    value: str = "",
    help: str = "",
) -> dict[str, str]:
    return {
        "name": name, "label": label, "autocomplete": autocomplete, "type": type, "value": value,
        "help": help,
    }  # fmt: skip


def _page(
    title: str, fields: list[dict[str, str]], action: str, button: str, **more: Any
) -> HTMLResponse:
    told = {"words": "", "error": None, "links": [], **more}
    page = _TEMPLATES.get_template("account.html").render(
        title=title, fields=fields, action=action, button=button, **told
    )
    return HTMLResponse(page, 400 if told["error"] else 200, _HEADERS)


def _explain(_: Request, error: Exception) -> Response:
    links = [{"to": SIGN_IN, "words": "Sign in"}]
    return _page("Not possible", [], "", "", error=error, links=links)


def _let_in(request: Request, value: str, to: str = "/") -> Response:
    """Return the way into the app, with a cookie that no page reads and no other site sends."""
    answer = RedirectResponse(to, 303)
    forwarded = request.headers.get("x-forwarded-proto", "")
    answer.set_cookie(
        signing_in.COOKIE, value, max_age=int(signing_in.HOLDS.total_seconds()), path="/",
        secure="https" in (request.url.scheme, forwarded), httponly=True, samesite="lax",
    )  # fmt: skip
    return answer


def _inside(address: str) -> str:
    """Return a path of this app, whatever was asked for: a sign-in must not lead elsewhere."""
    is_path = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if is_path and address.isprintable() else "/"
