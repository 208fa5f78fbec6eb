"""Library: every article, searched, filtered and sorted; the way to the next one to read."""

from __future__ import annotations

import streamlit as st

from annotator.services import library, roles
from annotator.ui import library_parts, look, state
from annotator.ui.article_list import article_list
from annotator.ui.filter_bar import filter_bar


def show() -> None:
    """Show the list that the URL names."""
    look.apply_look()
    session = state.session()
    header = st.container()
    filter_ = filter_bar(session)
    number = library_parts.page_number()
    page = library.page(session, filter_, (number - 1) * library.ROWS)
    library_parts.header(header, session, filter_, page.total)
    library_parts.removed(session)
    library_parts.arrangement(session, filter_)
    if not page.rows:
        library_parts.nothing(filter_, page.total)
        return
    chosen = article_list(
        page.rows, filter_, session.project.name if session.signed_in else "",
        can_remove=roles.may(session, "load"),
    )  # fmt: skip
    library_parts.pages(page, number)
    if chosen.open:
        st.switch_page("read.py", query_params=state.article_link(chosen.open, filter_))
    if chosen.remove:
        library_parts.remove(session, page, chosen.remove)


state.guarded(show)
