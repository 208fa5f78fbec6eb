"""The settings of a label: its name, tag, colour, key, place, parent and description."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st

from annotator.errors import PressmarkError
from annotator.model import Label
from annotator.palette import PALETTE
from annotator.services import colouring, labelling, library
from annotator.services.session import Session
from annotator.ui import words

_KEYS = ("", *"123456789")
_NEW = ""  # in place of the id of a label


def label_form(session: Session) -> None:
    """Let people change a label of passages or articles, add one, move one, or retire it."""
    there = {
        each.id: each
        for each in library.labels(session)
        if each.kind in ("span", "article") and not each.status
    }
    chosen = st.selectbox(
        "Change a label, or add one",
        [*there, _NEW],
        index=None,
        placeholder="Choose one",
        format_func=lambda each: there[each].name if each in there else "New label…",
        key="label_chosen",
    )
    if chosen == _NEW:
        _new(session)
    elif chosen in there:
        _change(session, there[chosen], there)


def _new(session: Session) -> None:
    with st.form("label_new", border=True):
        name = st.text_input("Name", max_chars=60, key="label_new_name")
        st.caption("It gets a colour that is far from all others and the next key that is free.")
        if st.form_submit_button("Add the label", type="primary"):
            _do(lambda: labelling.add(session, name).name, "{} is added.")


def _change(session: Session, label: Label, there: dict[str, Label]) -> None:
    parents = [each for each in there.values() if each.kind == label.kind and each.id != label.id]
    above = [None, *(each.id for each in parents)]
    with st.form(f"label_{label.id}", border=True):
        name = st.text_input("Name", label.name, max_chars=60, key=f"label_name_{label.id}")
        with st.container(horizontal=True):
            tag = st.text_input(
                "Tag", label.tag, max_chars=4, key=f"label_tag_{label.id}", width=90
            )
            colour = st.selectbox(
                "Colour", list(PALETTE), list(PALETTE).index(label.colour),
                key=f"label_colour_{label.id}", width=150,
            )  # fmt: skip
            key = st.selectbox(
                "Key", _KEYS, _KEYS.index(label.key) if label.key in _KEYS else 0,
                format_func=lambda each: each or "none", key=f"label_key_{label.id}", width=110,
            )  # fmt: skip
            parent = st.selectbox(
                "Lies below",
                above,
                above.index(label.parent_id) if label.parent_id in above else 0,
                format_func=lambda each: there[each].name if each else "nothing",
                key=f"label_parent_{label.id}", width=220,
            )  # fmt: skip
        description = st.text_area(
            "Description", label.description, key=f"label_description_{label.id}", height=80
        )
        if st.form_submit_button("Save the label", type="primary"):
            changed = replace(
                label, name=name, tag=tag, colour=colour, key=key, parent_id=parent,
                description=description,
            )  # fmt: skip
            _do(lambda: labelling.change(session, changed).name, "{} is saved.")
    _warn(session, label)
    _beside(session, label)


def _warn(session: Session, label: Label) -> None:
    """Say which labels are hard to tell from this one by their colours."""
    close = [each.name for each in colouring.close_to(session, label)]
    if close:
        st.warning(
            words.plain(
                f"By colour {label.name} is hard to tell from {', '.join(close)} for some readers. "
                "Choose another one, or have colours proposed."
            )
        )


def _beside(session: Session, label: Label) -> None:
    """Show what can be done to a label beside its form."""
    number = labelling.carried(session, label.id)
    kept = f"{words.count(number, 'annotation')} {'keeps' if number == 1 else 'keep'} it"
    with st.container(horizontal=True, vertical_alignment="center"):
        for told, by in (("Move up", -1), ("Move down", 1)):
            if st.button(told, key=f"label_move_{by}_{label.id}"):
                _do(partial(labelling.move, session, label.id, by), "")
        if st.button(f"Retire it ({kept})", key=f"label_retire_{label.id}"):
            _do(partial(labelling.retire, session, label.id), "The label is offered no more.")


def _do(run: Callable[[], object], told: str) -> None:
    """Do it, say so and show the page anew; or say why it can't be."""
    try:
        answer = run()
    except PressmarkError as error:
        st.error(words.plain(str(error)))
        return
    if told:
        st.toast(words.plain(told.format(answer)))
    st.rerun()
