"""Who else is here now, and at which article; the page follows without being drawn anew."""

from __future__ import annotations

from itertools import groupby

import streamlit as st

from annotator.services import presence
from annotator.services.session import Session
from annotator.ui import state, words

_EVERY = 4  # seconds


@st.fragment(run_every=_EVERY)
def here_now(session: Session) -> None:
    """Show who else is here."""
    state.guarded(lambda: _show(state.again(session)))


def _show(session: Session) -> None:
    st.subheader("Here now", anchor=False)
    there = presence.others(session)
    if not there:
        st.caption("Nobody else has an article open now.")
        return
    for _, at in groupby(there, key=lambda here: here.annotator_id):
        articles = list(at)
        links = ", ".join(
            f"[{words.plain(a.headline)}](read?article={a.article_id})" for a in articles
        )
        st.markdown(f"**{words.plain(articles[0].name)}** has {links} open.")
