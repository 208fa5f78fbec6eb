"""What stands around the library's list: where to read on, pages, undo, and the empty states."""

from __future__ import annotations

import secrets
from math import ceil

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from annotator.model import Filter, Page
from annotator.services import library, queueing, roles, working
from annotator.services.session import Session
from annotator.ui import state, words
from annotator.ui.filter_bar import clear, is_narrowed
from annotator.ui.own_queue import go_on
from annotator.ui.pressing import press

_FIRST = {
    "unsure": "what the recogniser is least sure of",
    "disagreement": "where suggestions differ from what you decided about the same words",
    "diversity": "what has most words that no article before it has",
}


def header(place: DeltaGenerator, session: Session, filter_: Filter, total: int) -> None:
    """Show the page's name, how many articles there are, and the button to read on."""
    next_ = library.next_to_read(session, filter_)
    with place.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"
    ):
        with st.container(width="content", gap="xxsmall"):
            st.title("Library", anchor=False)
            st.caption(_total(total))
        if working.is_handed_out(session):
            if st.button("Next article", type="primary", icon=":material/article:"):
                go_on(session)
        elif next_ is not None and st.button(
            "Continue reading" if next_["state"] == "in work" else "Start reading",
            type="primary",
            icon=":material/article:",
            help=words.plain(str(next_["title"])),
        ):
            st.switch_page("read.py", query_params=state.article_link(str(next_["id"]), filter_))


def arrangement(session: Session, filter_: Filter) -> None:
    """Say how the annotator's queue came about, and offer to make it, or to make it anew."""
    first = _FIRST.get(filter_.sort)
    if first is None:
        return
    made = queueing.present(session, filter_.sort)
    with st.container(horizontal=True, vertical_alignment="center"):
        if made is None:
            st.caption("The articles have not been put in this order yet.", width="content")
        else:
            st.caption(
                f"First {first}, {made['share']:.0%} by chance "
                f"(seed {made['seed']}, {words.day(made['at'])}); what came since stands last.",
                width="content",
            )
        if roles.may(session, "arrange the queue") and st.button(
            "Arrange anew" if made else "Arrange", icon=":material/sort:"
        ):
            with st.spinner("Arranging"):
                queueing.arrange(session, filter_.sort, secrets.randbelow(10**6))
            st.rerun()


def page_number() -> int:
    """Return the page of the list that the URL names, from 1."""
    typed = st.query_params.get("page", "1")
    return max(1, int(typed)) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 1


def pages(page: Page, number: int) -> None:
    """Show which rows these are, and the way to the other pages."""
    first = page.offset + 1
    rows = f"{first:,}–{first + len(page.rows) - 1:,} of {_total(page.total)}"
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        st.caption(rows, width="content")
        if page.total > library.ROWS:
            page_turner(max(number, ceil(page.total / library.ROWS)), number)


def page_turner(pages: int, number: int) -> None:
    """Show the way to the other pages of a list."""
    st.pagination(
        pages,
        default=number,
        max_visible_pages=5,
        key=f"page_{number}",  # a new one for each page: the URL decides, not the widget
        on_change=_turn,
        args=(f"page_{number}",),
    )


def _turn(key: str) -> None:
    st.query_params["page"] = str(st.session_state[key])


def _total(total: int) -> str:
    if total > library.COUNT_LIMIT:
        return f"more than {words.count(library.COUNT_LIMIT, 'article')}"
    return words.count(total, "article")


def nothing(filter_: Filter, total: int) -> None:
    """Say why the list is empty, and what to do."""
    with st.container(border=True, gap="small"):
        if total:
            st.markdown("**This page of the list is empty.**")
            st.button("To the first page", on_click=_to_first)
        elif filter_.query.strip() or is_narrowed(filter_):
            st.markdown("**No article matches.** Try fewer words, or leave out a filter.")
            st.button("Show all articles", on_click=clear, icon=":material/close:")
        else:
            what = "Paste a text, load files, or try samples."
            theirs = "Whoever leads the project loads them."
            st.markdown(f"**There are no articles yet.** {what if state.may('load') else theirs}")
            state.way_to_load()


def _to_first() -> None:
    st.query_params.pop("page", None)


def remove(session: Session, page: Page, article_id: str) -> None:
    """Take an article out of the list, and offer to bring it back."""
    named = {str(row["id"]): str(row["headline"]) for row in page.rows}
    library.remove(session, article_id)
    st.session_state["removed"] = (article_id, named.get(article_id, ""))
    st.rerun()


def removed(session: Session) -> None:
    """Offer to bring back the article that was removed last."""
    if "removed" not in st.session_state:
        return
    article_id, headline = st.session_state["removed"]
    with st.container(horizontal=True, vertical_alignment="center", key="removed_article"):
        st.markdown(f"Removed “{words.plain(headline)}”.", width="content")
        st.button("Undo", icon=":material/undo:", on_click=_bring_back, args=(session, article_id))


def _bring_back(session: Session, article_id: str) -> None:
    press(session, library.restore, article_id)
    del st.session_state["removed"]
