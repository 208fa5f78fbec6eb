"""Tokens for programs on the page Team: made, listed with their last use, revoked."""

from __future__ import annotations

import streamlit as st

from annotator.services import tokens as service
from annotator.services.session import Session
from annotator.services.tokens import Token
from annotator.ui import shown_once, words
from annotator.ui.pressing import press


def tokens(session: Session) -> None:
    """Let whoever asks make tokens, and list those that open something."""
    st.subheader("Tokens for programs", anchor=False)
    st.caption(
        f"A program that sends one acts as you, in {words.plain(session.project.name)} alone: "
        "`Authorization: Bearer …` with requests to `/api`."
    )
    with st.form("token", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input("What it is for", max_chars=service.LONGEST_NAME, key="token_name", width=420)
        st.form_submit_button(
            "Make a token", icon=":material/key:", on_click=_make, args=(session,)
        )
    shown_once.show(
        f"token_{session.project.id}", "Keep it as you keep a password. It is shown this once."
    )
    for token in service.mine(session):
        _token(session, token)


def _make(session: Session) -> None:
    if token := press(session, service.make, st.session_state["token_name"]):
        shown_once.keep(f"token_{session.project.id}", token)
        st.session_state["token_name"] = ""


def _token(session: Session, token: Token) -> None:
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        with st.container(width="content", gap=None):
            st.markdown(words.plain(token.name))
            used = f"used {words.minute(token.used_at)}" if token.used_at else "not used yet"
            st.caption(f"made {words.day(token.made_at)} · {used}")
        st.button(
            "Revoke",
            key=f"revoke_{token.key}",
            on_click=press,
            args=(session, service.revoke, token.key),
        )
