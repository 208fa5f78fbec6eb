"""Load: texts, files, web addresses and samples come in; what became of each; undo."""

from __future__ import annotations

import streamlit as st

from annotator.ui import load_jobs, look, state
from annotator.ui.load_form import load_form
from annotator.ui.load_history import load_history


def show() -> None:
    """Show the load that is under way or has ended, the ways in, and the loads so far."""
    look.apply_look()
    session = state.session()
    st.title("Load articles", anchor=False)
    load_jobs.show_named(session)
    load_form(session)
    load_history(session)


state.guarded(show)
