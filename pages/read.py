"""Read: the desk, for the article that the URL names, or for the first of the list."""

from __future__ import annotations

import streamlit as st

from annotator.model import Filter
from annotator.services import library, working
from annotator.services.session import Session
from annotator.ui import own_queue, state
from annotator.ui.reader import desk

_ADDRESS = "address"  # the article that the URL names as soon as the browser has our last answer


@st.fragment
def read() -> None:
    """Show the desk."""
    session = state.session()
    filter_ = state.filter_from_url()
    article = st.query_params.get("article", "")
    if not article:
        if working.is_handed_out(session):
            filter_ = own_queue.MINE
        article = _first(session, filter_)
        if not article:
            return
        st.query_params.update(state.article_link(article, filter_))
    st.session_state[_ADDRESS] = article
    at = st.query_params.get("at", "")
    desk(article, state.filter_to_url(filter_), at, session.annotator.id, follow)


def _first(session: Session, filter_: Filter) -> str:
    """Return the first article of a list, or the first that is to do; say if there is none."""
    if working.is_handed_out(session):
        next_ = library.next_to_read(session, filter_)
        if next_ is not None:
            return str(next_["id"])
        st.info("Nothing that is given to you is left to do.", icon=":material/checklist:")
        st.page_link("work.py", label="Go on with Next", icon=":material/checklist:")
        return ""
    rows = library.page(session, filter_, limit=1).rows
    if rows:
        return str(rows[0]["id"])
    st.info("There is nothing to read yet.", icon=":material/article:")
    state.way_to_load()
    return ""


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
