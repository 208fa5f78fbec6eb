"""An annotator's own queue on the page Work: how far they are, the next article, and the rest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from annotator.model import Filter
from annotator.services import assigning, working
from annotator.services.session import Session
from annotator.services.working import Work
from annotator.ui import state, words
from annotator.ui.pressing import press

# The list that the desk walks from here: what is given to whoever reads, in the order of days.
MINE = Filter(given="me", sort="due", descending=False)
_SHOWN = 20
# A headline is wrapped, and stands as in the library's list.
_LOOK = """
<style>
[class*="st-key-given_"] [data-testid="stPageLink-NavLink"] { padding: 0; }
[class*="st-key-given_"] [data-testid="stPageLink-NavLink"] * {
  font: 600 1.0625rem/1.35 "Source Serif", serif;
  white-space: normal;
}
</style>
"""


def own_queue(session: Session) -> None:
    """Show the counts, the button that leads on, and what is given and skipped."""
    work = working.mine(session)
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        st.markdown(told(work.counts), width="content")
        if st.button("Next article", type="primary", icon=":material/article:"):
            go_on(session)
    st.html(_LOOK)
    today = session.store.now()[:10]
    for row in work.to_do[:_SHOWN]:
        _article(session, row, today)
    _rest(session, work)
    if work.skipped:
        st.subheader("Skipped", anchor=False)
        for row in work.skipped[:_SHOWN]:
            _skipped(session, row)


def told(counts: Mapping[str, int]) -> str:
    """Return how far an annotator is: '12 of 40 articles done, 3 in work, 2 overdue'."""
    total = counts["open"] + counts["in_work"] + counts["done"]
    if not total:
        return "Nothing is given to you."
    parts = [f"**{counts['done']:,} of {words.count(total, 'article')} done**"]
    names = {"in_work": "in work", "overdue": "overdue"}
    parts += [f"{counts[name]:,} {named}" for name, named in names.items() if counts[name]]
    return ", ".join(parts)


def go_on(shown: Session) -> None:
    """Open the desk at the next article of whoever asks, or say that there is none."""
    found = working.next_assigned(state.again(shown))
    if found is None:
        st.toast("There is no article for you now.", icon=":material/done_all:")
        return
    st.switch_page("read.py", query_params=state.article_link(str(found["id"]), MINE))


def _rest(session: Session, work: Work) -> None:
    total = work.counts["open"] + work.counts["in_work"]
    if total > _SHOWN:
        st.page_link(
            "library.py",
            label=f"All {words.count(total, 'article')} that you have to do",
            icon=":material/list:",
            query_params=state.filter_to_url(MINE),
        )
    elif not total and assigning.overlap(session):
        st.caption("Next draws an article that needs one more annotator, if there is one.")
    elif not total:
        st.caption("Here everybody reads what they like: the library has all articles.")


def _article(session: Session, row: Mapping[str, Any], today: str) -> None:
    with st.container(
        horizontal=True, wrap=False, vertical_alignment="center", key=f"given_{row['id']}"
    ):
        with st.container(gap=None):
            st.page_link(
                "read.py",
                label=words.plain(row["headline"]) or "Without a title",
                query_params=state.article_link(row["id"], MINE),
            )
            st.caption(_about(row, today))
        with st.popover("Skip", key=f"skip_{row['id']}"):
            key = f"reason_{row['id']}"
            st.text_input("Why", max_chars=assigning.REASON_LIMIT, key=key)
            st.button(
                "Skip this article",
                key=f"skip_now_{row['id']}",
                on_click=_skip,
                args=(session, row["id"], key),
            )
            st.caption("Somebody else gets it. What you have marked stays.")


def _about(row: Mapping[str, Any], today: str) -> str:
    parts = [
        words.plain(row["source"]), words.count(row["words"], "word"), row["state"],
        words.due(row["due"], today),
    ]  # fmt: skip
    return " · ".join(part for part in parts if part)


def _skip(session: Session, article_id: str, key: str) -> None:
    press(session, working.skip, article_id, st.session_state[key])


def _skipped(session: Session, row: Mapping[str, Any]) -> None:
    with st.container(horizontal=True, wrap=False, vertical_alignment="center"):
        with st.container(gap=None):
            st.markdown(words.plain(row["headline"]) or "Without a title")
            st.caption(words.plain(row["reason"]))
        st.button(
            "Take up again",
            key=f"take_up_{row['id']}",
            on_click=press,
            args=(session, working.take_up, row["id"]),
        )
