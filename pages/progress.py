"""Progress: how far one is and one's own figures; for who sees the work of others, the team's."""

from __future__ import annotations

import streamlit as st

from annotator.services import roles
from annotator.ui import look, own_progress, state, team_progress

# Often enough to follow a session, seldom enough for those who annotate not to notice.
_EVERY = 10  # seconds


@st.fragment(run_every=_EVERY)
def own() -> None:
    """Show one's own progress."""
    state.guarded(lambda: own_progress.own(state.session()))


@st.fragment(run_every=_EVERY)
def team() -> None:
    """Show the team's."""
    state.guarded(lambda: team_progress.team(state.session()))


def show() -> None:
    """Show what whoever asks may see."""
    look.apply_look()
    session = state.session()
    st.title("Progress", anchor=False)
    own()
    if session.signed_in and roles.may(session, "see the work of others"):
        team()


state.guarded(show)
