"""What programs and browsers reach without Streamlit: the API and the way in, behind the gate."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount

from annotator.api import account_pages, application
from annotator.api.gate import Gate


def served() -> Starlette:
    """Return the app without its pages."""
    routes = [Mount("/api", app=application()), Mount("/account", app=account_pages())]
    return Starlette(routes=routes, middleware=[Middleware(Gate)])
