"""The trainings that are under way in this process, and what a page shows of a project's one."""

from __future__ import annotations

import streamlit as st

from annotator.services import lessons
from annotator.services.session import Session
from annotator.services.training_job import TrainJob
from annotator.ui import state, words
from annotator.ui.pressing import press

_LEARN = ":material/school:"


@st.cache_resource(show_spinner=False)
def _jobs() -> dict[tuple[str, int], TrainJob]:
    """Return the last training of each project, so that a reload of the page finds it."""
    return {}


def training(session: Session) -> None:
    """Show the training that is under way, or the button that begins one."""
    job = _jobs().get(_key(session))
    with st.container():  # always there, so that nothing below begins anew
        if job and job.running:
            _watch(session, job)
        else:
            _offer(session)
        if job and not job.running:
            _ended(job)


def _key(session: Session) -> tuple[str, int]:
    return str(session.store.path), session.project.id


def _offer(session: Session) -> None:
    there = lessons.count(session)
    told = (
        f"There are {words.count(there.annotations, 'annotation')}, and "
        f"{words.count(there.articles, 'article')} that somebody is done with."
    )
    if there.lacking:
        st.info(f"{there.lacking} {lessons.REMEDY}", icon=_LEARN)
    else:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(
                "Train a new version",
                type="primary",
                icon=_LEARN,
                on_click=press,
                args=(session, _begin),
            )
            st.caption(told, width="content")


def _begin(session: Session) -> None:
    jobs = _jobs()
    known = jobs.get(_key(session))
    if known is None or not known.running:  # a second window may have begun one meanwhile
        jobs[_key(session)] = job = TrainJob(session)
        job.start()


@st.fragment(run_every=0.5)
def _watch(session: Session, job: TrainJob) -> None:
    """Show how far a training is, twice a second, until it has ended."""
    state.guarded(lambda: _show_running(state.again(session), job))


def _show_running(session: Session, job: TrainJob) -> None:
    if not job.running:
        st.rerun()
    with st.container(border=True):
        st.markdown("**Training a new version**")
        st.progress(job.share, words.plain(job.words))
        st.button(
            "Stop",
            on_click=press,
            args=(session, lambda _: job.stop()),
            icon=":material/stop_circle:",
            key="stop_training",
        )
        st.caption("You can read and mark while this goes on. What is in use stays in use.")


def _ended(job: TrainJob) -> None:
    if job.phase == "failed":
        st.error(f"{words.plain(job.error)} What was in use is in use still.")
    elif job.phase == "stopped":
        st.info("The training was stopped; nothing of it was kept.", icon=":material/stop_circle:")
    else:
        st.success("A new version is there. Compare it below, and choose it if it is better.")
