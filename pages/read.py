"""Read: the desk, for the article that the URL names, or for the first of the list."""

from __future__ import annotations

import streamlit as st

from annotator.services import library
from annotator.ui import state
from annotator.ui.reader import desk


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
    at = st.query_params.get("at", "")
    desk(article, state.filter_to_url(filter_), at, session.annotator.id, follow)


def follow(article: str) -> None:
    """Keep the URL at the article that the reader went to on the desk."""
    if article != st.query_params.get("article"):
        st.query_params["article"] = article
        st.query_params.pop("at", None)


state.guarded(read)
