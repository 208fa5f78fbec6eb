"""Learning: a model from what the project has marked; its versions, compared and chosen."""

from __future__ import annotations

import streamlit as st

from annotator.ui import look, model_versions, state, train_jobs


def show() -> None:
    """Show what reads now, the training, and the versions."""
    look.apply_look()
    session = state.session()
    st.title("Learning", anchor=False)
    st.caption(
        "A model learns from what this project has marked, with whatever labels and in whatever "
        "language, and suggests it in the articles to come. All of it happens on this machine."
    )
    model_versions.in_use(session)
    train_jobs.training(session)
    model_versions.versions(session)


state.guarded(show)
