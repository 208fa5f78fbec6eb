"""Effort: what annotating takes, and what suggestions change; for most, their own alone."""

from __future__ import annotations

import streamlit as st

from annotator.services import roles
from annotator.ui import effort, honesty, look, state


def show() -> None:
    """Show what whoever asks may see."""
    look.apply_look()
    session = state.session()
    st.title("Effort", anchor=False)
    sees_others = roles.may(session, "see the work of others")
    found = effort.own_or_team(session, sees_others=sees_others)
    if not effort.ready(found):
        return
    who = effort.choose(found)
    effort.show(found, who)
    if sees_others:
        honesty.show(session, who)


state.guarded(show)
