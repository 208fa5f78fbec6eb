"""Settings: who you are, which project, who suggests, what is looked for, where the data is."""

from __future__ import annotations

import streamlit as st

from annotator.ui import (
    archive,
    entity_settings,
    look,
    pattern_editor,
    settings_parts,
    share_without,
    state,
)


def show() -> None:
    """Show the settings, one below the other."""
    look.apply_look()
    session = state.session()
    st.title("Settings", anchor=False)
    with st.container(width=520):
        settings_parts.name(session)
        settings_parts.project(session)
        archive.archive(session)
        if state.may("change the project"):
            settings_parts.recogniser(session)
            share_without.share_without(session)
        settings_parts.remembering(session)
    if state.may("load"):
        entity_settings.entity_list(session)
    if state.may("change the project"):
        pattern_editor.pattern_editor(session)
        settings_parts.database(session)


state.guarded(show)
