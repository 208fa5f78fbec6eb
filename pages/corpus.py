"""Corpus: what the articles say: names, what stands together, words in context, comparisons."""

from __future__ import annotations

import streamlit as st

from annotator.services import corpus
from annotator.ui import in_url, look, state
from annotator.ui.corpus import compare, context, frame, names, over_time, together

PARTS = {
    "names": ("Names", names.show),
    "together": ("Together", together.show),
    "context": ("In context", context.show),
    "compare": ("Compare", compare.show),
    "time": ("Over time", over_time.show),
}
WITHOUT_MARKS = ("context", "compare")  # words can be looked at before anything is labelled


def show() -> None:
    """Show the part that the address names."""
    look.apply_look()
    session = state.session()
    st.title("Corpus")
    found = corpus.counted(session, st.query_params.get("count", ""))
    if not frame.ready(found):
        return
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        part = in_url.segments("Part", "part", {name: told[0] for name, told in PARTS.items()})
        frame.choose_count(found)
    if found.is_part:
        st.caption("Counted are the articles alone on which blindness is lifted.")
    if part in WITHOUT_MARKS or frame.labelled(found):
        PARTS[part][1](session, found)


state.guarded(show)
