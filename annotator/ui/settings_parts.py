"""The settings: a name, a project, a recogniser; where the file is."""

from __future__ import annotations

import streamlit as st

from annotator.errors import PressmarkError
from annotator.services import asking, library, memory, projects, suggesting
from annotator.services.session import Session, choose_project, database_file, rename
from annotator.templates import TEMPLATES
from annotator.ui import remote_settings, state, words
from annotator.ui.pressing import press


def name(session: Session) -> None:
    """Let people change the name that their work is shown under."""
    with st.form("name", border=False):
        typed = st.text_input(
            "Your name",
            session.annotator.name,
            max_chars=80,
            key="your_name",  # the field stays the same one when the name has changed
            help="Shown beside your annotations.",
        )
        if st.form_submit_button("Save the name"):
            rename(session, typed)
            st.toast("The name is saved.")


def project(session: Session) -> None:
    """Let people go over to another project, or begin one."""
    there = {str(row["name"]): int(str(row["articles"])) for row in library.projects(session)}
    st.selectbox(
        "Project",
        list(there),
        index=list(there).index(session.project.name),
        format_func=lambda each: f"{each} ({words.count(there.get(each, 0), 'article')})",
        key="project_chosen",
        on_change=lambda: _go_to(session, st.session_state["project_chosen"]),
    )
    if not state.may("begin a project"):
        return
    with st.form("project", clear_on_submit=True, border=False):
        with st.container(horizontal=True):
            typed = st.text_input(
                "New project", max_chars=80, help="Articles and label set of their own."
            )
            names = {each.id: each.name for each in TEMPLATES}
            template = st.selectbox(
                "Begin with", list(names), format_func=names.__getitem__, key="project_template",
                help="The labels, and guidelines to start from; all can be changed on the page "
                "Codebook.",
            )  # fmt: skip
        if st.form_submit_button("Begin the project"):
            projects.begin(session, typed, template)
            st.query_params.pop("project", None)
            st.session_state.pop("project_chosen", None)
            st.rerun()


def _go_to(session: Session, name: str) -> None:
    press(session, choose_project, name)
    st.query_params.pop("project", None)


def recogniser(session: Session) -> None:
    """Let people choose who makes the suggestions, where there is a choice."""
    choices = suggesting.choices()
    if len(choices) < 2:
        remote_settings.remote(session, choices[0])
        return
    picked = st.selectbox(
        "Recogniser",
        choices,
        index=choices.index(suggesting.chosen(session)),
        key="recogniser_chosen",
        on_change=lambda: _let_read(session, st.session_state["recogniser_chosen"]),
        help="It makes the suggestions. Articles are read again when they are opened.",
    )
    remote_settings.remote(session, picked)


def remembering(session: Session) -> None:
    """Let people switch off that their decisions count in the next article."""
    st.checkbox(
        "Suggest what I decided before",
        value=memory.is_on(session),
        key="memory_is_on",
        on_change=lambda: press(session, memory.switch, on=st.session_state["memory_is_on"]),
        help="Names that you marked are suggested in the articles that you open next, and what you "
        "rejected is not suggested again.",
    )


def _let_read(session: Session, name: str) -> None:
    if asking.is_remote(name):  # only when it has been seen what is sent
        return
    try:
        suggesting.choose(state.again(session), name)
    except PressmarkError as error:
        st.toast(words.plain(str(error)), icon=":material/error:", duration="long")
        st.session_state["recogniser_chosen"] = suggesting.chosen(session)


def database(session: Session) -> None:
    """Say where everything is kept."""
    st.subheader("Database", anchor=False)
    path, size = database_file(session)
    st.markdown(f"Everything is in one file of {words.size(size)}:")
    st.code(str(path), language=None, wrap_lines=True)
    st.caption(
        "Start with `streamlit run app.py -- --db PATH`, or set PRESSMARK_DB, for another one."
    )
