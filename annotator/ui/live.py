"""Pages that follow a session as it goes: shown anew once something is new, and not before.

While a page is open a fragment looks, now and then, whether anything is new: some looks into
indexes. What is new is counted once for all who look, and what has not changed on the page is not
sent again, so that lists, choices and the place stay.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from annotator.services import keeping
from annotator.ui import state

_EVERY = 3  # seconds between two looks
_SHARE = 50  # a page is at most this part of the time at work: those who annotate go first
_SEEN, _NEXT = "live_seen", "live_next"


@contextmanager
def following(least: float = 6) -> Iterator[None]:
    """Show what the block shows again once something is new, at most once in so many seconds.

    What takes long is shown again less often. The first time tells nothing of that: much is read
    then that is kept.
    """
    began, seen = time.monotonic(), keeping.stamp(state.session())  # from before counting
    is_first = _SEEN not in st.session_state
    yield
    now = time.monotonic()
    st.session_state[_SEEN] = seen
    st.session_state[_NEXT] = now + (least if is_first else max(least, _SHARE * (now - began)))
    _look()


@st.fragment(run_every=_EVERY)
def _look() -> None:
    state.guarded(_show_again)


def _show_again() -> None:
    is_early = time.monotonic() < st.session_state[_NEXT]
    if not is_early and keeping.stamp(state.session()) != st.session_state[_SEEN]:
        st.rerun()
