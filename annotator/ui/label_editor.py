"""Changing the label set: what labels ask for, and what becomes of proposed ones."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Literal

import streamlit as st

from annotator.errors import PressmarkError
from annotator.model import Attribute, Label
from annotator.services import labelling, library
from annotator.services.session import Session
from annotator.ui import words

_KINDS: dict[Literal["choice", "yesno", "text"], str] = {
    "choice": "one of several",
    "yesno": "yes or no",
    "text": "text",
}


def proposed(session: Session) -> None:
    """Show the labels that were proposed while reading, and those withdrawn, for a decision."""
    labels = library.labels(session)
    waiting = [label for label in labels if label.status == "proposed"]
    if waiting:
        st.markdown("**Proposed while reading**")
    for label in waiting:
        _decide(session, label)
    withdrawn = [label for label in labels if label.status == "withdrawn"]
    for label in withdrawn:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"{words.plain(label.name)}, withdrawn")
            if st.button("Bring it back", key=f"back_{label.id}"):
                _do(partial(labelling.confirm, session, label.id))


def _decide(session: Session, label: Label) -> None:
    number = labelling.carried(session, label.id)
    with st.container(border=True):
        st.markdown(f"**{words.plain(label.name)}** is on {words.count(number, 'annotation')}.")
        with st.container(horizontal=True, vertical_alignment="bottom"):
            name = st.text_input("Name", label.name, key=f"name_{label.id}", max_chars=60)
            if st.button("Confirm", key=f"confirm_{label.id}", type="primary"):
                _do(lambda: _confirm(session, label, name))
            if not number and st.button("Withdraw", key=f"withdraw_{label.id}"):
                _do(lambda: labelling.withdraw(session, label.id))
        st.caption("Or merge it into another one, below.")


def _confirm(session: Session, label: Label, name: str) -> None:
    if name != label.name:
        labelling.rename(session, label.id, name)
    labelling.confirm(session, label.id)


def attributes(session: Session) -> None:
    """Let people say what an annotator is asked about a mark with a label."""
    with st.expander("What a label asks for"):
        labels = [label for label in library.labels(session) if label.kind in ("span", "article")]
        label = st.selectbox(
            "Label", labels, format_func=lambda each: each.name, key="attributes_of"
        )
        if label is None:
            return
        with st.form(f"attributes_{label.id}_{len(label.attributes)}"):
            rows = [
                _row(session, label, each, place) for place, each in enumerate(label.attributes, 1)
            ]
            st.markdown("**One more**")
            rows.append(_row(session, label, Attribute("", "", "choice"), len(rows) + 1))
            if st.form_submit_button("Save what it asks for", type="primary"):
                rows = [row for row in rows if row["attribute"].name.strip() and not row["gone"]]
                chosen = [row["attribute"] for row in sorted(rows, key=lambda row: row["place"])]
                _do(lambda: labelling.set_attributes(session, label.id, chosen))


def _row(session: Session, label: Label, attribute: Attribute, place: int) -> dict[str, Any]:
    """Show the fields of one attribute; return what they hold."""
    key = f"{label.id}_{attribute.id or place}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input("Name", attribute.name, key=f"attribute_name_{key}", max_chars=60)
        kind = st.selectbox(
            "Answer", list(_KINDS), index=list(_KINDS).index(attribute.kind),
            format_func=_KINDS.__getitem__, key=f"attribute_kind_{key}",
        )  # fmt: skip
        at = st.number_input("Place", 1, 20, place, key=f"attribute_place_{key}", width=110)
    choices = st.text_area(
        "Choices, one on each line", "\n".join(attribute.choices), key=f"attribute_choices_{key}",
        help="For “one of several” only.", height=96,
    )  # fmt: skip
    gone = False
    if attribute.id:
        number = labelling.carried(session, label.id, attribute.id)
        gone = st.checkbox(
            f"Remove it ({words.count(number, 'annotation')} with a value)",
            key=f"attribute_gone_{key}",
        )
    made = Attribute(attribute.id, name, kind, tuple(choices.splitlines()))
    return {"attribute": made, "place": at, "gone": gone}


def _do(run: Callable[[], object]) -> None:
    """Do it and show the page anew, or say why it can't be."""
    try:
        run()
    except PressmarkError as error:
        st.error(words.plain(str(error)))
    else:
        st.rerun()
