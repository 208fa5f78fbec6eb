"""Read: the desk, for the article that the URL names, or for the first of the list."""

from __future__ import annotations

import streamlit as st

from annotator.services import library
from annotator.ui import state
from annotator.ui.reader import desk

_ADDRESS = "address"  # the article that the URL names as soon as the browser has our last answer


@st.fragment
def read() -> None:
    """Show the desk."""
    session = state.session()
    filter_ = state.filter_from_url()
    article = st.query_params.get("article", "")
    if not article:
        rows = library.page(session, filter_, limit=1).rows
        if not rows:
            st.info("There is nothing to read yet.", icon=":material/article:")
            st.page_link("load.py", label="Load articles", icon=":material/upload_file:")
            return
        article = str(rows[0]["id"])
        st.query_params["article"] = article
    st.session_state[_ADDRESS] = article
    at = st.query_params.get("at", "")
    desk(article, state.filter_to_url(filter_), at, session.annotator.id, follow)


def follow(article: str) -> None:
    """Keep the URL at the article that the reader went to on the desk."""
    named = st.query_params.get("article")
    if article == named == st.session_state.get(_ADDRESS):
        return
    # What the browser told of its URL is old where our answer to the step before is on its way
    # there: then the URL is named again, though it seems to be right.
    st.session_state[_ADDRESS] = st.query_params["article"] = article
    if article != named:
        st.query_params.pop("at", None)


state.guarded(read)
