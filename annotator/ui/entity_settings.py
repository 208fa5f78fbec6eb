"""The settings of the list of entities: how many there are; loading, replacing, emptying it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from annotator.errors import PressmarkError
from annotator.services import entities
from annotator.services.entities import Listed
from annotator.services.session import Session
from annotator.ui import words

_SHOWN = 1_000


def entity_list(session: Session) -> None:
    """Show the list's size, and the ways to change it."""
    st.subheader("What marks may name", anchor=False)
    count = entities.count(session)
    there = words.count(count, "entity", "entities")
    st.markdown(
        f"The list has {there}." if count else "There is no list; identifiers are typed freely."
    )
    generation = st.session_state.setdefault("entity_lists", 0)
    with st.form("entity_list", border=False):
        file = st.file_uploader(
            "A CSV or TSV with the columns id, name, aliases, description",
            ["csv", "tsv", "txt"],
            key=f"entity_list_{generation}",
        )
        replace = count > 0 and st.checkbox("in place of the present list")
        if st.form_submit_button("Load the list") and file is not None:
            _load(session, file.getvalue(), file.name, replace)
    _report()
    if count:
        with st.popover("Empty the list"):
            st.markdown(f"{there} will be gone from the list. Marks keep their identifiers.")
            if st.button("Empty it", type="primary"):
                entities.clear(session)
                st.rerun()


def _load(session: Session, data: bytes, name: str, replace: bool) -> None:
    try:
        listed = entities.load(session, data, name, replace)
    except PressmarkError as error:
        st.error(words.plain(str(error)))
        return
    st.session_state["entity_lists"] += 1
    st.session_state["entities_listed"] = listed
    st.rerun()


def _report() -> None:
    listed: Listed | None = st.session_state.get("entities_listed")
    if listed is None:
        return
    refused = len(listed.refused)
    st.success(f"{listed.taken:,} taken, {refused:,} refused.")
    if refused:
        shown = listed.refused[:_SHOWN]
        rows = {"Row": [each.place for each in shown], "Reason": [each.reason for each in shown]}
        st.dataframe(pd.DataFrame(rows), hide_index=True)
