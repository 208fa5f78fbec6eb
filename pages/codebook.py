"""Codebook: the labels, what they ask for and join, and merging and splitting them."""

from __future__ import annotations

import streamlit as st

from annotator.ui import (
    colour_proposal,
    guideline_editor,
    label_editor,
    label_form,
    label_merging,
    label_table,
    look,
    relation_rules,
    state,
)


def show() -> None:
    """Show the label set, and to whoever leads what can be changed about it."""
    look.apply_look()
    session = state.session()
    st.title("Codebook", anchor=False)
    if not state.may("change the label set"):
        guiding, labels = st.tabs(["Guidelines", "Labels"])
        with guiding:
            guideline_editor.guideline_page(session)
        with labels:
            label_table.label_set(session)
        return
    names = ["Labels", "Guidelines", "Relations", "Merge and split"]
    labels, guiding, relations, joining = st.tabs(names)
    with labels:
        label_table.label_set(session)
        label_form.label_form(session)
        colour_proposal.proposal(session)
        label_editor.proposed(session)
        label_editor.attributes(session)
    with guiding:
        guideline_editor.guideline_page(session)
    with relations:
        relation_rules.relation_rules(session)
    with joining:
        label_merging.merging(session)
        label_merging.splitting(session)
        label_merging.changes(session)


state.guarded(show)
