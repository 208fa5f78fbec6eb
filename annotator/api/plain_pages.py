"""What the pages before the app are made of: plain forms without a script.

A password goes from the browser's own field to the server and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from fastapi import Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader

from annotator.errors import PressmarkError
from annotator.services import signing_in

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
_LONGEST = 1_500  # letters of where to go then: a cookie has to hold it on the way


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form; of type hidden it has a value alone."""

    name: str
    label: str = ""
    autocomplete: str = "off"
    type: str = "text"
    value: str = ""
    help: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A link, with its words."""

    to: str
    words: str


@dataclass(frozen=True, slots=True)
class PlainPage:
    """A page: words, then a form or a way to go on, then links.

    Parameters
    ----------
    title : str
        The heading.
    words : str
        What is said first.
    fields : tuple of Field
        The form; with none there is no form.
    action, button : str
        Where the form is sent, and what its button says.
    way : Link or None
        How to go on without a form.
    links : tuple of Link
        Where else to go.
    error : PressmarkError or None
        What was refused.
    status : int
        Of the answer then.
    """

    title: str
    words: str = ""
    fields: tuple[Field, ...] = ()
    action: str = ""
    button: str = ""
    way: Link | None = None
    links: tuple[Link, ...] = field(default=())
    error: PressmarkError | None = None
    status: int = 400  # of an answer that refuses something


def shown(page: PlainPage) -> HTMLResponse:
    """Answer with a page."""
    filled = _TEMPLATES.get_template("account.html").render(page=page)
    return HTMLResponse(filled, page.status if page.error else 200, _HEADERS)


def style() -> Response:
    """Answer with the style of these pages."""
    return FileResponse(_FOLDER / "account.css", media_type="text/css")


def let_in(request: Request, value: str, to: str = "/") -> Response:
    """Return the way into the app, with a cookie that no page reads and no other site sends."""
    answer = RedirectResponse(to, 303)
    put_cookie(answer, request, signing_in.COOKIE, value, int(signing_in.HOLDS.total_seconds()))
    return answer


def put_cookie(
    answer: Response, request: Request, name: str, value: str, seconds: int, path: str = "/"
) -> None:
    """Let a browser keep something that no script reads."""
    forwarded = request.headers.get("x-forwarded-proto", "")
    answer.set_cookie(
        name, value, max_age=seconds, path=path,
        secure="https" in (request.url.scheme, forwarded), httponly=True, samesite="lax",
    )  # fmt: skip


def inside(address: str) -> str:
    """Return a path of this app, whatever was asked for: a sign-in must not lead elsewhere."""
    is_path = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if is_path and address.isprintable() and len(address) <= _LONGEST else "/"


def with_article(role: str) -> str:
    """Return a role as a sentence names it: an annotator, a reader."""
    return f"{'an' if role[0] in 'ae' else 'a'} {role}"
