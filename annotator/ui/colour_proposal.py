"""Colours for a whole label set: proposed, looked at, taken, and the former ones brought back."""

from __future__ import annotations

import math

import pandas as pd
import streamlit as st

from annotator.services import colouring
from annotator.services.colouring import Proposal
from annotator.services.session import Session
from annotator.ui import label_table

_SHOWN, _FORMER = "colours_shown", "colours_former"


def proposal(session: Session) -> None:
    """Let whoever leads have colours proposed for all labels, and take them after a look."""
    with st.container(horizontal=True):
        if st.button("Propose colours", help="So that all stay apart, also for the colour-blind."):
            st.session_state[_SHOWN] = True
        former = st.session_state.get(_FORMER)
        if former and st.button("Back to the former colours"):
            _take(session, former, None, "The colours are as they were.")
    if not st.session_state.get(_SHOWN):
        return
    found = colouring.propose(session)
    with st.container(border=True):
        st.markdown(_told(found))
        if found.is_new:
            _table(found)
        with st.container(horizontal=True):
            if found.is_new and st.button("Take these colours", type="primary"):
                now = {each.id: each.colour for each in found.labels}
                _take(session, dict(found.hues), now, "The colours are taken.")
            if st.button("Leave them as they are"):
                st.session_state.pop(_SHOWN)
                st.rerun()


def _told(found: Proposal) -> str:
    if not found.is_new:
        return f"All labels that are seen together are {found.now:.1f} or more apart already."
    now = "share a colour" if found.now == 0 else f"are {found.now:.1f} apart"
    then = "" if math.isinf(found.then) else f"; with these all are {found.then:.1f} or more apart"
    return (
        f"The two closest labels that are seen together {now}{then}, in both themes and also with "
        "protanopia, deuteranopia or tritanopia. (About 2 can just be told side by side.)"
    )


def _table(found: Proposal) -> None:
    changed = [each for each in found.labels if found.hues[each.id] != each.colour]
    rows = pd.DataFrame(
        {
            "Label": [each.name for each in changed],
            "Now": [each.colour for each in changed],
            "Proposed": [found.hues[each.id] for each in changed],
        }
    )
    painted = rows.style.map(lambda hue: label_table.painted(str(hue)), subset=["Now", "Proposed"])
    st.dataframe(painted, hide_index=True, height=35 * (len(changed) + 1) + 3)


def _take(session: Session, hues: dict[str, str], former: dict[str, str] | None, told: str) -> None:
    colouring.take(session, hues)
    st.session_state.pop(_SHOWN, None)
    st.session_state[_FORMER] = former
    st.toast(told)
    st.rerun()
