"""The loads of the project, each to be undone and redone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from annotator.services import loading
from annotator.services.session import Session
from annotator.ui import words
from annotator.ui.pressing import press

_SHOWN = 10


def load_history(session: Session) -> None:
    """List the loads, newest first."""
    loads = loading.loads(session)
    if not loads:
        return
    st.subheader("Loads", anchor=False)
    everything = len(loads) <= _SHOWN or st.toggle(f"Show all {len(loads):,}")
    for load in loads if everything else loads[:_SHOWN]:
        _load(session, load)


def _load(session: Session, load: Mapping[str, Any]) -> None:
    undone = load["undone_at"] is not None
    counts = [
        words.count(load["loaded"], "article"),
        f"{load['duplicates']:,} there already" if load["duplicates"] else "",
        f"{load['refused']:,} refused" if load["refused"] else "",
        "undone" if undone else "",
    ]
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        with st.container(width="content", gap=None):
            st.markdown(words.plain(str(load["source"])))
            st.caption(" · ".join([words.minute(load["at"]), *filter(None, counts)]))
        if load["loaded"]:
            st.button(
                "Redo" if undone else "Undo",
                key=f"load_{load['id']}",
                icon=":material/redo:" if undone else ":material/undo:",
                on_click=_turn,
                args=(session, load["id"], undone),
            )


def _turn(session: Session, load_id: int, undone: bool) -> None:
    number = press(session, loading.redo_load if undone else loading.undo_load, load_id)
    if number is None:
        return
    now = "back in the library" if undone else "out of sight, annotations and all"
    st.toast(f"{words.count(number, 'article')} {now}.")
