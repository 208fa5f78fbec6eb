"""The setting of how many articles go out without suggestions."""

from __future__ import annotations

import streamlit as st

from annotator.services import openings
from annotator.services.session import Session
from annotator.ui.pressing import press


def share_without(session: Session) -> None:
    """Let whoever leads the project choose the share, and the seed of who gets which."""
    present = openings.share(session)
    with st.form("share_without", border=False):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            share = st.number_input(
                "Articles without suggestions, in per cent",
                0, openings.MOST, present.without, 5,
                help="0: all articles have suggestions.", width=280,
            )  # fmt: skip
            seed = st.number_input(
                "Seed", 0, openings.LARGEST_SEED, present.seed,
                help="Of the draw: the same seed gives the same articles to the same people.",
                width=140,
            )  # fmt: skip
        st.caption(
            "What people do where nothing is suggested tells what suggestions change; see the page "
            "Effort. Each person draws articles of their own. What somebody has begun stays for "
            "them as it was."
        )
        if st.form_submit_button("Save the share"):
            press(session, openings.set_share, int(share), int(seed))
            st.toast("The share is saved.")
