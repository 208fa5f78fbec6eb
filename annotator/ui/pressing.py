"""What a button of a page does: a service, asked with the session as it is when it is pressed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

import streamlit as st

from annotator.errors import PressmarkError
from annotator.services.session import Session
from annotator.ui import state, words

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


def press(
    shown: Session,
    service: Callable[Concatenate[Session, Given], Answer],
    *given: Given.args,
    **named: Given.kwargs,
) -> Answer | None:
    """Return what a service answers; where it refuses, say so, and return None.

    Parameters
    ----------
    shown : Session
        The one that the page was drawn for.
    service : callable
        Takes a session, and what is given beside it.
    """
    try:
        return service(state.again(shown), *given, **named)
    except PressmarkError as error:
        refused(error)
        return None


def refused(error: PressmarkError) -> None:
    """Say what was refused, and what to do."""
    st.toast(words.plain(str(error)), icon=":material/error:", duration="long")
