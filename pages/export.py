"""Export: choose annotations, look at the first rows, take them away as CSV."""

from __future__ import annotations

import streamlit as st

from annotator.services.session import ROOT
from annotator.ui import export_form, look, state


def show() -> None:
    """Show the choice, what it yields, and what the columns hold."""
    look.apply_look()
    session = state.session()
    st.title("Export", anchor=False)
    selection = export_form.selection_form(session)
    export_form.result(session, selection)
    st.subheader("One article to read", anchor=False)
    st.caption(
        "An HTML file with the marks, the notes and a legend that filters. It opens in any "
        "browser, without a network and without an account."
    )
    export_form.one_article(session, selection)
    st.subheader("A report of all", anchor=False)
    st.caption(
        "An HTML file with the totals, the charts, agreement with its intervals and definitions, "
        "what was missed and what it took; and the paragraph on methods of a paper."
    )
    export_form.report(session)
    with st.expander("What the columns hold, and how to load the file back"):
        st.markdown((ROOT / "docs" / "formats.md").read_text(encoding="utf-8"))
        state.way_to_load("Load a CSV back")


state.guarded(show)
