"""Team: members, invitations, the rule of blindness, tokens for programs, one's own account."""

from __future__ import annotations

import streamlit as st

from annotator.services import roles
from annotator.ui import (
    blindness_form,
    here_now,
    invitations,
    look,
    member_list,
    own_account,
    state,
    token_list,
)


def of_project() -> None:
    """Show the members, and what whoever asks may change."""
    session = state.session()
    member_list.members(session)
    here_now.here_now(session)
    if roles.may(session, "manage members"):
        invitations.invitations(session)
    blindness_form.blindness_form(session)
    token_list.tokens(session)


look.apply_look()
st.title("Team", anchor=False)
with st.container(width=760):
    state.guarded(of_project)
    # By itself: also who belongs to no project any more has to find the way out.
    state.guarded(own_account.own_account)
