"""Merging two labels and splitting one: what would change, the button, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from annotator.errors import PressmarkError
from annotator.model import Label
from annotator.services import codebook, labelling, library
from annotator.services.codebook import Change, Choice, Preview
from annotator.services.session import Session
from annotator.ui import passages, words

_NEW = ""  # in place of the id of a label
_BY_QUOTE, _BY_PERSON = "Quotes", "People"


def merging(session: Session) -> None:
    """Let whoever leads merge a label into another one, after a look at what would change."""
    st.subheader("Merge two labels", anchor=False)
    st.caption("All that carries the one gets the other, whoever put it there.")
    there = {
        each.id: each
        for each in library.labels(session)
        if each.status != "withdrawn" or labelling.carried(session, each.id)
    }
    with st.container(horizontal=True):
        label = _label("Merge", list(there), there, "merge_label")
        if label is None:
            return
        targets = [
            each.id
            for each in there.values()
            if each.kind == label.kind and each.id != label.id and each.status != "withdrawn"
        ]
        into = _label("into", targets, there, f"merge_into_{label.id}")
    if into is None:
        return
    try:
        seen = codebook.merging(session, label.id, into.id)
    except PressmarkError as error:
        st.error(words.plain(str(error)))
        return
    with st.container(border=True):
        for line in _told(seen, label.name, into.name):
            st.markdown(words.plain(line))
        passages.show_some(seen.extent.passages, "merge")
        _press(
            f"Merge {label.name} into {into.name}",
            "merge",
            partial(codebook.merge, session, label.id, into.id),
            "The labels are merged. Below it can be taken back.",
        )


def splitting(session: Session) -> None:
    """Let whoever leads give some of what carries a label another one."""
    st.subheader("Split a label", anchor=False)
    st.caption("What you choose of it gets another label, whoever put it there.")
    there = {each.id: each for each in library.labels(session) if each.status != "withdrawn"}
    sources = [each.id for each in there.values() if each.kind in ("span", "article")]
    with st.container(horizontal=True):
        label = _label("Split", sources, there, "split_label")
        if label is None:
            return
        targets = [
            each.id for each in there.values() if each.kind == label.kind and each.id != label.id
        ]
        to = st.selectbox(
            "Give it", [_NEW, *targets], key=f"split_into_{label.id}",
            format_func=lambda each: there[each].name if each else "A new label…",
        )  # fmt: skip
        name = ""
        if to == _NEW:
            name = st.text_input("Its name", max_chars=60, key=f"split_name_{label.id}")
    choice = _choice(session, label)
    if choice.is_all:
        return
    seen = codebook.splitting(session, choice)
    target = there[to].name if to else name.strip()
    with st.container(border=True):
        for line in _told(seen, label.name, target or "the new label"):
            st.markdown(words.plain(line))
        passages.show_some(seen.extent.passages, "split")
        if target:
            _press(
                f"Give {words.count(seen.extent.annotations, 'annotation')} {target}",
                "split",
                lambda: codebook.split(session, choice, name, to),
                "The label is split. Below it can be taken back.",
            )


def changes(session: Session) -> None:
    """Show what was merged and split, each with the way back."""
    made = codebook.changes(session)
    if not made:
        return
    st.subheader("What was merged and split", anchor=False)
    names = {each.id: each.name for each in library.labels(session)}
    for change in made:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(words.plain(_line(change, names)), width="content")
            if not change.undone_at and st.button("Take it back", key=f"take_back_{change.id}"):
                _take_back(session, change)


def _label(told: str, ids: list[str], there: dict[str, Label], key: str) -> Label | None:
    chosen = st.selectbox(
        told, ids, index=None, placeholder="Choose a label", key=key,
        format_func=lambda each: there[each].name,
    )  # fmt: skip
    return there[chosen] if chosen else None


def _choice(session: Session, label: Label) -> Choice:
    """Show what of a label can be chosen: by its quotes, by people, by the values it asks for."""
    asked = {each.name: each for each in label.attributes}
    ways = [*([_BY_QUOTE] if label.kind == "span" else []), _BY_PERSON, *asked]
    way = st.segmented_control(
        "Choose by", ways, default=ways[0], required=True, key=f"split_by_{label.id}"
    )
    if way == _BY_QUOTE:
        counted = dict(codebook.quotes(session, label.id))
        found = st.multiselect(
            "Quotes", list(counted), key=f"split_quotes_{label.id}",
            format_func=lambda each: f"{each} ({counted.get(each, 0):,})",
        )  # fmt: skip
        return Choice(label.id, quotes=tuple(found))
    if way == _BY_PERSON:
        people = {each: (name, times) for each, name, times in codebook.people(session, label.id)}
        found = st.multiselect(
            "People", list(people), key=f"split_people_{label.id}",
            format_func=lambda each: f"{people[each][0]} ({people[each][1]:,})",
        )  # fmt: skip
        return Choice(label.id, annotators=tuple(found))
    attribute = asked[str(way)].id
    held = dict(codebook.values(session, label.id, attribute))
    values = st.multiselect(
        str(way), list(held), key=f"split_values_{label.id}_{attribute}",
        format_func=lambda each: f"{_value(each)} ({held.get(each, 0):,})",
    )  # fmt: skip
    return Choice(label.id, attribute=attribute, values=tuple(values))


def _value(value: str | bool) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value


def _told(seen: Preview, label: str, into: str) -> list[str]:
    """Return what would change, a sentence each."""
    reach = seen.extent
    lines = [
        f"{words.count(reach.annotations, 'annotation')} of "
        f"{words.count(reach.people, 'person', 'people')} in "
        f"{words.count(reach.articles, 'article')} will be {into}."
    ]
    if seen.suggestions:
        lines.append(
            f"{words.count(seen.suggestions, 'suggestion')} too, and what recognisers still "
            f"propose as {label}."
        )
    if seen.twins:
        lines.append(
            f"{words.count(seen.twins, 'annotation')} would stand beside one of the same person "
            f"that says the same: {seen.bare:,} of them hold nothing more and go, the others stay."
        )
    if seen.lacking:
        lines.append(
            f"{into} does not ask for {', '.join(seen.lacking)}: the values stay where they are."
        )
    named = seen.named or {}
    for name, one, many in (
        ("children", "label below it goes", "labels below it go"),
        ("rules", "rule of relations follows", "rules of relations follow"),
        ("patterns", "pattern follows", "patterns follow"),
    ):
        if number := named.get(name, 0):
            lines.append(f"{words.count(number, one, many)}.")
    return lines


def _line(change: Change, names: dict[str, str]) -> str:
    one, other = (names.get(each, each) for each in (change.label, change.into))
    what = f"{one} merged into {other}" if change.kind == "merge" else f"{other} split off {one}"
    told = (
        f"{what}, {words.count(change.annotations, 'annotation')}, by {change.by}, "
        f"{words.minute(change.at)}"
    )
    if change.undone_at:
        told += f"; taken back by {change.undone_by}, {words.minute(change.undone_at)}"
    return told


def _press(label: str, key: str, run: Callable[[], object], told: str) -> None:
    """Show a button that does it, says so and shows the page anew; or says why it can't be."""
    if not st.button(words.plain(label), key=f"press_{key}", type="primary"):
        return
    try:
        run()
    except PressmarkError as error:
        st.error(words.plain(str(error)))
        return
    for each in [each for each in st.session_state if str(each).startswith(f"{key}_")]:
        del st.session_state[each]
    st.toast(told)
    st.rerun()


def _take_back(session: Session, change: Change) -> None:
    try:
        told = codebook.take_back(session, change.id)
    except PressmarkError as error:
        st.error(words.plain(str(error)))
        return
    lines = [f"{words.count(told['annotations'], 'annotation')} as before."]
    if told["left"]:
        lines.append(f"{words.count(told['left'], 'annotation')} changed since, and left as now.")
    lines += [f"{each[0].upper()}{each[1:]}." for each in told["kept"]]
    st.toast(words.plain(" ".join(lines)), duration="long")
    st.rerun()
