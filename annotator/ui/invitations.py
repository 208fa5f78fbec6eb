"""Invitations into the project on the page Team: made, waiting, withdrawn."""

from __future__ import annotations

import streamlit as st

from annotator.services import inviting, roles
from annotator.services.inviting import Waiting
from annotator.services.session import Session
from annotator.ui import shown_once, words
from annotator.ui.member_list import role_told
from annotator.ui.pressing import press


def invitations(session: Session) -> None:
    """Let whoever leads the project invite people, and list the links that still wait."""
    st.subheader("Invite", anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        role = st.selectbox(
            "As",
            roles.ROLES,
            index=roles.ROLES.index("annotator"),
            format_func=role_told,
            key="invite_role",
            width=420,
        )
        st.button("Make a link", icon=":material/link:", on_click=_invite, args=(session, role))
    days = words.count(inviting.HOLDS.days, "day")
    shown_once.show(
        f"invitation_{session.project.id}",
        f"Whoever opens it first comes in. It works once, for {days}, and is shown this once.",
    )
    for waiting in inviting.waiting(session):
        _waiting(session, waiting)


def _invite(session: Session, role: str) -> None:
    if token := press(session, inviting.invite, role):
        shown_once.keep(
            f"invitation_{session.project.id}", shown_once.link(f"/account/invitation/{token}")
        )


def _waiting(session: Session, waiting: Waiting) -> None:
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        with st.container(width="content", gap=None):
            st.markdown(f"{waiting.role.capitalize()}, not followed yet")
            st.caption(f"by {words.plain(waiting.made_by)} · until {words.day(waiting.expires_at)}")
        st.button(
            "Withdraw",
            key=f"withdraw_{waiting.key}",
            on_click=press,
            args=(session, inviting.withdraw, waiting.key),
        )
