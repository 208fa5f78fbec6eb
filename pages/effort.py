"""Effort: what annotating takes, and what suggestions change; for most, their own alone."""

from __future__ import annotations

import streamlit as st

from annotator.services import roles
from annotator.ui import effort, honesty, live, look, state


def show() -> None:
    """Show what whoever asks may see."""
    look.apply_look()
    st.title("Effort", anchor=False)
    with live.following(least=30):  # it takes longer than what is counted alone
        session = state.session()
        sees_others = roles.may(session, "see the work of others")
        found = effort.own_or_team(session, sees_others=sees_others)
        if effort.ready(found):
            who = effort.choose(found)
            effort.show(found, who)
            if sees_others:
                honesty.show(session, who)


state.guarded(show)
