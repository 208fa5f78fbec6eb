"""What is shown once, to be copied: the link of an invitation, a token."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st


def keep(key: str, secret: str) -> None:
    """Keep a secret on the page until whoever made it has taken it away, or leaves."""
    st.session_state[f"once_{key}"] = secret


def link(path: str) -> str:
    """Return the complete address of a path of this app, as this browser reaches it."""
    here = urlsplit(st.context.url or "")
    return f"{here.scheme}://{here.netloc}{path}" if here.netloc else path


def show(key: str, told: str) -> None:
    """Show the secret that is kept under a key, if there is one, with what is to be known of it."""
    secret = st.session_state.get(f"once_{key}", "")
    if not secret:
        return
    with st.container(border=True):
        st.code(secret, language=None, wrap_lines=True)
        st.caption(told)
        st.button("I have copied it", key=f"copied_{key}", on_click=_drop, args=(key,))


def _drop(key: str) -> None:
    st.session_state.pop(f"once_{key}", None)
