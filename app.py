"""The app: Streamlit's pages, the HTTP API and the desk's files on one port. Wiring only."""

from __future__ import annotations

import streamlit as st
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from annotator.api import application
from annotator.services.session import ROOT
from annotator.services.start import lifespan

DESK = StaticFiles(directory=ROOT / "annotator" / "ui" / "reader" / "assets", check_dir=False)

app = st.App(
    "pages/main.py",
    routes=[
        Mount("/api", app=application()),
        # The version in the path makes browsers fetch a changed desk, with all its modules.
        Mount("/assets/{version}", app=DESK),
    ],
    lifespan=lifespan,
)
