"""Agreement: how far annotators agree, where they differ and why, down to every passage."""

from __future__ import annotations

import streamlit as st

from annotator.services import comparing
from annotator.ui import (
    agreement_confusion,
    agreement_figures,
    agreement_matrix,
    agreement_parts,
    in_url,
    live,
    look,
    missed_by_all,
    state,
)

# The parts of the page, by what they are called in the address: what each is, and what shows it.
PARTS = {
    "matrix": ("Matrix", agreement_matrix.show),
    "confusion": ("Confusion", agreement_confusion.show),
    "figures": ("Figures", agreement_figures.show),
    "missed": ("What all missed", missed_by_all.show),
}


def show() -> None:
    """Show how far annotators agree in one sentence, and the part of the page that is chosen."""
    look.apply_look()
    st.title("Agreement", anchor=False)
    with live.following(least=30):  # what is compared takes longer than what is counted
        session = state.session()
        overview = comparing.overview(session)
        if agreement_parts.ready(overview):
            part = in_url.segments(
                "Part of the page", "part", {name: title for name, (title, _) in PARTS.items()}
            )
            PARTS[part][1](session, overview)


state.guarded(show)
