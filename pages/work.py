"""Work: one's own queue; for whoever leads the project, handing out and the ledger of it."""

from __future__ import annotations

import streamlit as st

from annotator.services import roles
from annotator.ui import assignment_list, hand_out, in_url, ledger_list, look, own_queue, state

_VIEWS = {
    "queue": "My queue",
    "hand-out": "Hand out",
    "assignments": "Assignments",
    "ledger": "Ledger",
}


def show() -> None:
    """Show the part of the page that the URL names."""
    look.apply_look()
    session = state.session()
    st.title("Work", anchor=False)
    roles.require(session, "annotate")
    view = "queue"
    if roles.may(session, "assign articles"):
        view = in_url.segments("Part of the page", "view", _VIEWS)
    if view == "hand-out":
        hand_out.hand_out(session)
    elif view == "assignments":
        assignment_list.assignment_list(session)
    elif view == "ledger":
        ledger_list.ledger_list(session)
    else:
        with st.container(width=760):
            own_queue.own_queue(session)


state.guarded(show)
