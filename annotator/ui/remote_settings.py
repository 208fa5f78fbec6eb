"""The settings of a recogniser at an address: what is sent, trying it, and what went wrong."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from annotator.errors import PressmarkError
from annotator.services import asking, models, suggesting
from annotator.services.session import Session
from annotator.ui import words

_SHOWN = 200


def remote(session: Session, picked: str) -> None:
    """Show what went wrong, and of a recogniser at an address what it is sent before it is used."""
    gone = suggesting.missing(session)
    if gone:
        st.warning(
            f"The recogniser “{words.plain(gone)}” was chosen and is not here any more; "
            f"“{words.plain(suggesting.chosen(session))}” reads in its place."
        )
    _own(session)
    _trouble(session)
    if asking.is_remote(picked):
        _remote(session, picked)


def _own(session: Session) -> None:
    """Say where the project's own model reads, and not what is chosen here."""
    used = models.in_use(session)
    if used:
        st.info(
            f"The project’s own model goes before what is chosen here: version {used.number} makes "
            f"the suggestions, beside {words.plain(used.base)}, and nothing is sent to an address. "
            "It is changed on the page Learning."
        )


def _trouble(session: Session) -> None:
    found = suggesting.trouble(session)
    if found is None:
        return
    st.error(f"**{words.plain(found.message)}** {words.plain(found.remedy)}")
    if st.button("Try it again at the next article", key="recogniser_again"):
        asking.try_again(session, suggesting.chosen(session))
        st.rerun()


def _remote(session: Session, name: str) -> None:
    is_used = suggesting.chosen(session) == name
    is_sent = is_used and models.in_use(session) is None
    host = words.plain(asking.recogniser(session, name).address.host)
    st.warning(
        f"Texts leave this machine: each article that is opened {'is' if is_sent else 'would be'} "
        f"sent to {host}, with the names and descriptions of the labels. Articles open without "
        "waiting; suggestions come when they are there.",
        icon=":material/cloud_upload:",
    )
    example = asking.example(session, name)
    if example is None:
        st.caption("Load an article to see what is sent.")
    else:
        _show_example(session, name, example)
    if is_used:
        told = asking.last_answer(session, name)
        st.caption(f"In use. {'Last answer: ' + told + '.' if told else ''}")
    elif st.button("Let it read", type="primary", key="recogniser_remote", disabled=not example):
        suggesting.choose(session, name)
        asking.try_again(session, name)
        st.rerun()


def _show_example(session: Session, name: str, example: asking.Example) -> None:
    with st.expander(f"What is sent, for “{words.plain(example.title)}”"):
        st.code(example.sent, language=None, wrap_lines=True, height=400)
    if not st.button("Send this article, and show the answer", key="recogniser_try"):
        return
    with st.spinner("Waiting for the answer…"):
        try:
            answer = asking.try_on(session, name, example.article_id)
        except PressmarkError as error:
            st.error(f"**{words.plain(error.message)}** {words.plain(error.remedy)}")
            return
    st.markdown(f"**{asking.in_words(answer.answer)}**")
    shown = answer.answer.suggestions[:_SHOWN]
    rows = {
        "Label": [each.label_id for each in shown],
        "Quote": [answer.text[each.start : each.end] for each in shown],
        "Score": [each.score for each in shown],
        "Reason": [each.reason for each in shown],
    }
    st.dataframe(pd.DataFrame(rows), hide_index=True)
