"""The app: Streamlit's pages, the HTTP API and the desk's files on one port. Wiring only."""

from __future__ import annotations

import sys

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from annotator.api import account_pages, application
from annotator.api.gate import Gate
from annotator.errors import PressmarkError
from annotator.services.running import refuse_to_start
from annotator.services.session import ROOT
from annotator.services.start import lifespan

DESK = StaticFiles(directory=ROOT / "annotator" / "ui" / "reader" / "assets", check_dir=False)

try:
    refuse_to_start(str(st.get_option("server.address") or "0.0.0.0"))  # noqa: S104 - all there are
except PressmarkError as error:
    sys.exit(f"pressmark: {error}")

app = st.App(
    "pages/main.py",
    routes=[
        Mount("/api", app=application()),
        Mount("/account", app=account_pages()),
        # The version in the path makes browsers fetch a changed desk, with all its modules.
        Mount("/assets/{version}", app=DESK),
    ],
    middleware=[Middleware(Gate)],
    lifespan=lifespan,
)
