"""The settings of relations: what may be joined, and what no longer fits."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from annotator.errors import PressmarkError
from annotator.model import Joins, Label
from annotator.palette import PALETTE
from annotator.services import rules
from annotator.services.session import Session
from annotator.ui import words

_NEW = ""  # in place of the id of a label
_SHOWN = 8  # articles that are named
_KINDS = {"relation": "joins two marks, from the one to the other", "chain": "puts marks together"}


def relation_rules(session: Session) -> None:
    """Show the rules, let one be changed or added, and tell what does not fit."""
    st.subheader("Relations", anchor=False)
    st.caption("Which labels a relation begins at and leads to; any label, where none is named.")
    names = {each.id: each.name for each in rules.ends(session)}
    there = {each.id: each for each in rules.labels(session)}
    _table(list(there.values()), names)
    _misfits(session)
    chosen = st.selectbox(
        "Change a relation, or add one",
        [*there, _NEW],
        index=None,
        placeholder="Choose one",
        format_func=lambda each: there[each].name if each in there else "New relation…",
        key="rule_chosen",
    )
    if chosen is not None:
        _form(session, there.get(chosen), names)


def _table(labels: list[Label], names: dict[str, str]) -> None:
    def told(ids: tuple[str, ...]) -> str:
        return ", ".join(names.get(each, each) for each in ids) or "any"

    rows = pd.DataFrame(
        {
            "Relation": [each.name for each in labels],
            "Begins at": [told(each.joins.from_ids) for each in labels],
            "Leads to": [told(each.joins.to_ids) for each in labels],
            "Kind": [each.kind for each in labels],
        }
    )
    st.dataframe(rows, hide_index=True)


def _misfits(session: Session) -> None:
    found = rules.misfits(session)
    if not found:
        return
    total = sum(int(str(row["relations"])) for row in found)
    fit = "does not fit its rule" if total == 1 else "do not fit their rules"
    st.warning(f"{words.count(total, 'relation')} {fit} any more. They stay as they are.")
    for row in found[:_SHOWN]:
        st.page_link(
            "read.py",
            label=words.plain(f"{row['title'] or 'Untitled'}: {row['label']}, {row['relations']}"),
            query_params={"article": str(row["article_id"])},
        )
    if len(found) > _SHOWN:
        st.caption(f"and {len(found) - _SHOWN:,} more")


def _form(session: Session, label: Label | None, names: dict[str, str]) -> None:
    joins = label.joins if label else Joins()
    colours = list(PALETTE)
    with st.form(f"rule_{label.id if label else ''}"):
        left, right = st.columns(2)
        name = left.text_input(
            "Name", label.name if label else "", max_chars=60,
            key=f"rule_name_{label.id if label else ''}",
        )  # fmt: skip
        colour = right.selectbox(
            "Colour", colours, index=colours.index(label.colour) if label else 0
        )
        from_ids = left.multiselect(
            "Begins at", list(names), [each for each in joins.from_ids if each in names],
            format_func=lambda each: names[each], placeholder="any label",
        )  # fmt: skip
        to_ids = right.multiselect(
            "Leads to", list(names), [each for each in joins.to_ids if each in names],
            format_func=lambda each: names[each], placeholder="any label",
        )  # fmt: skip
        kind = label.kind if label else str(
            st.radio("Kind", list(_KINDS), format_func=lambda each: f"{each}: {_KINDS[each]}")
        )  # fmt: skip
        if not st.form_submit_button("Save the rule" if label else "Add the relation"):
            return
    rule = Joins(tuple(from_ids), tuple(to_ids))
    try:
        if label:
            rules.change(session, label.id, name, colour, rule)
        else:
            rules.add(session, name, kind, colour, rule)
    except PressmarkError as error:
        st.error(words.plain(str(error)))
        return
    del st.session_state["rule_chosen"]
    st.toast("The rule is saved.")
    st.rerun()
