"""Archiving a project in the settings, and restoring one: nothing is ever deleted by it."""

from __future__ import annotations

import streamlit as st

from annotator.services import projects, roles
from annotator.services.session import Session
from annotator.ui import words
from annotator.ui.pressing import press


def archive(session: Session) -> None:
    """Let whoever leads archive the project that is open, and restore those that are archived."""
    name = session.project.name
    if roles.is_archived(session):
        st.warning(
            f"“{words.plain(name)}” is archived: it can be read, and nothing in it changed.",
            icon=":material/inventory_2:",
        )
    elif roles.may(session, "archive and restore"):
        with st.popover("Archive this project…"):
            st.markdown(
                f"“{words.plain(name)}” leaves the lists, and can be read alone. Nothing is "
                "deleted; it is restored here."
            )
            if st.button("Archive it", key="archive"):
                press(session, projects.archive)
                _elsewhere()
    for each in projects.archived(session):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"“{words.plain(each)}”, archived", width="content")
            if st.button("Restore it", key=f"restore_{each}"):
                press(session, projects.restore, each)
                _elsewhere()


def _elsewhere() -> None:
    """Show the page anew, on the project that is used last now."""
    st.query_params.pop("project", None)
    st.session_state.pop("project_chosen", None)
    st.rerun()
