"""The loads that are under way in this process, and what a page shows of one."""

from __future__ import annotations

import secrets

import streamlit as st

from annotator.services.loading import FileItems, LoadJob
from annotator.services.session import Session
from annotator.ui import load_report, state, words
from annotator.ui.pressing import press

_KEPT = 20
_DOING = {"comparing": "Looking for copies", "suggesting": "Looking for names"}
# A load is started at the foot of a form, and shown at the head of the page.
_TO_THE_TOP = "<script>document.querySelector('[data-testid=stMain]')?.scrollTo(0, 0)</script>"


@st.cache_resource(show_spinner=False)
def _jobs() -> dict[str, LoadJob]:
    """Return the loads of the whole process, so that a reload of the page finds its own."""
    return {}


def begin(job: LoadJob) -> None:
    """Start a load, and name it in the URL."""
    jobs = _jobs()
    for old in [key for key, known in jobs.items() if not known.running][: len(jobs) - _KEPT + 1]:
        jobs.pop(old, None)
    name = secrets.token_urlsafe(6)
    jobs[name] = job
    job.start()
    st.query_params["load"] = name
    st.session_state["load_begun"] = True


def show_named(session: Session) -> None:
    """Show the load that the URL names, if this process knows it."""
    with st.container():  # always there: the tabs below would start anew if they moved
        _show_named(session)


def _show_named(session: Session) -> None:
    if st.session_state.pop("load_begun", False):
        st.html(_TO_THE_TOP, unsafe_allow_javascript=True)
    job = _jobs().get(st.query_params.get("load", ""))
    if job is None:
        st.query_params.pop("load", None)
    elif job.running:
        _watch(session, job)
    else:
        load_report.report(job)


@st.fragment(run_every=0.5)
def _watch(session: Session, job: LoadJob) -> None:
    """Show how far a load is, twice a second, until it has ended."""
    state.guarded(lambda: _show_running(state.again(session), job))


def _show_running(session: Session, job: LoadJob) -> None:
    if not job.running:
        st.rerun()
    with st.container(border=True):
        st.markdown(f"**Loading {words.plain(job.source)}**")
        read = len(job.verdicts)
        if job.phase in _DOING:
            done, total = job.compared if job.phase == "comparing" else job.suggested
            st.progress(
                done / total if total else 0.0,
                f"{load_report.counts(job)}. "
                f"{_DOING[job.phase]}: {done:,} of {words.count(total, 'article')}",
            )
        elif job.expected:
            st.progress(min(1.0, read / job.expected), f"{read:,} of {job.expected:,} read")
        elif isinstance(job.items, FileItems):
            share = job.items.share
            st.progress(share, f"{read:,} read, {share:.0%} of the files")
        else:
            st.markdown(f"{read:,} read")
        st.button(
            "Stop",
            on_click=press,
            args=(session, lambda _: job.stop()),
            icon=":material/stop_circle:",
        )
        st.caption("What was loaded until then stays. You can read while this goes on.")
