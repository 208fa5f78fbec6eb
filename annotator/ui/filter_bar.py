"""Search, filters and order of the library; the URL holds them, the widgets only show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Literal, TypeVar

import streamlit as st

from annotator.model import Filter, Label
from annotator.services import library
from annotator.services.session import Session
from annotator.ui import state, words

_SORTS = {
    ("published_at", True): "Newest first",
    ("published_at", False): "Oldest first",
    ("unsure", True): "Least sure first",
    ("disagreement", True): "Most contradicted first",
    ("diversity", True): "Most new words first",
    ("loaded_at", True): "Loaded last",
    ("title", False): "Title",
    ("source", False): "Source",
    ("marks", True): "Most marks",
    ("suggestions", True): "Most suggestions",
    ("words", True): "Longest",
    ("words", False): "Shortest",
}
_OF_A_TEAM = {("due", False): "Due first"}
# Not offered, and shown in words where a link asks for them.
_BACKWARDS = {
    ("loaded_at", False): "Loaded first",
    ("title", True): "Title, from the end",
    ("source", True): "Source, from the end",
    ("marks", False): "Fewest marks",
    ("suggestions", False): "Fewest suggestions",
    ("due", True): "Due last",
}
ORDERS = _SORTS | _OF_A_TEAM | _BACKWARDS
_NAMES = {
    "source": "Source",
    "language": "Language",
    "state": "State",
    "label_id": "Label",
    "copies": "Copies",
    "given": "Given",
    "published_from": "From",
    "published_to": "To",
}
_COPIES = {"folded": "One of each", "only": "Only articles with copies"}
_GIVEN = {"me": "To me", "nobody": "To nobody yet"}
_Value = TypeVar("_Value")
_FIRST_DAY, _LAST_DAY = date(1500, 1, 1), date(2199, 12, 31)


def filter_bar(session: Session) -> Filter:
    """Show search, filters and order in one line, and return what they say."""
    filter_ = _seeded()
    labels = library.labels(session)
    orders = [*_SORTS, *(_OF_A_TEAM if session.signed_in else ())]
    with st.container(horizontal=True, vertical_alignment="bottom", key="filter_bar"):
        _search()
        with st.popover(_popover_label(filter_), icon=":material/filter_list:", key="filters"):
            _fields(session, filter_, labels)
        st.selectbox(
            "Order",
            _with(orders, (filter_.sort, filter_.descending)),
            format_func=ORDERS.__getitem__,
            key=_key("sort"),
            on_change=_to_url,
            label_visibility="collapsed",
            width=220,
        )
    if is_narrowed(filter_):
        _say_what_is_filtered(filter_, labels)
    return filter_


def filter_fields(session: Session) -> Filter:
    """Show search and filters as fields side by side, and return what they say."""
    filter_ = _seeded()
    _search()
    with st.container(horizontal=True):
        _fields(session, filter_, library.labels(session), width=144)
    return filter_


def _seeded() -> Filter:
    """Return the filter of the URL, and let the widgets show it."""
    filter_ = _from_url()
    for name in ("query", *_NAMES):
        st.session_state[_key(name)] = _shown(name, getattr(filter_, name))
    st.session_state[_key("sort")] = (filter_.sort, filter_.descending)
    return filter_


def _fields(
    session: Session,
    filter_: Filter,
    labels: Sequence[Label],
    width: int | Literal["stretch"] = "stretch",
) -> None:
    facets = library.facets(session)
    names = {label.id: label.name for label in labels}
    choices = {
        "source": facets["source"],
        "language": facets["language"],
        "state": list(library.STATES),
        "label_id": list(names),
        "copies": list(library.COPIES),
    }
    if session.signed_in or filter_.given:  # whoever reads alone is given nothing
        choices["given"] = list(library.GIVEN)
    for name, options in choices.items():
        st.selectbox(
            _NAMES[name],
            _with(["", *options], str(getattr(filter_, name))),
            format_func=partial(_option, name, names),
            key=_key(name),
            on_change=_to_url,
            width=width,
        )
    for name in ("published_from", "published_to"):
        st.date_input(
            f"Published {_NAMES[name].lower()}",
            value=None,
            min_value=_FIRST_DAY,
            max_value=_LAST_DAY,
            format="YYYY-MM-DD",
            key=_key(name),
            on_change=_to_url,
            width=width,
        )


def is_narrowed(filter_: Filter) -> bool:
    """Return whether a filter beside the search leaves something out."""
    return any(getattr(filter_, name) for name in _NAMES)


def clear() -> None:
    """Show the whole list again, in the order chosen."""
    filter_ = _from_url()
    state.set_filter(Filter(sort=filter_.sort, descending=filter_.descending))


def _search() -> None:
    st.text_input(
        "Search",
        key=_key("query"),
        on_change=_to_url,
        max_chars=500,
        placeholder="Search all articles",
        icon=":material/search:",
        label_visibility="collapsed",
        help='Words are looked for together; "words in quotation marks" as they stand; OR takes '
        "either; -word leaves out; word* finds what begins so.",
    )


def _say_what_is_filtered(filter_: Filter, labels: Sequence[Label]) -> None:
    names = {label.id: label.name for label in labels}
    said = [
        f"{_NAMES[name]} **{words.plain(_said(name, getattr(filter_, name), names))}**"
        for name in _NAMES
        if getattr(filter_, name)
    ]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(" · ".join(said), width="content")
        st.button("Clear filters", type="tertiary", on_click=clear, icon=":material/close:")


def _from_url() -> Filter:
    filter_ = state.filter_from_url()
    return replace(
        filter_,
        published_from=str(_day(filter_.published_from) or ""),
        published_to=str(_day(filter_.published_to) or ""),
    )


def _to_url() -> None:
    chosen = {name: st.session_state[_key(name)] for name in ("query", *_NAMES)}
    sort, descending = st.session_state[_key("sort")]
    filter_ = Filter(
        **{name: str(value or "") for name, value in chosen.items()},
        sort=sort,
        descending=descending,
        sight="all",
    )
    state.set_filter(filter_)


def _key(name: str) -> str:
    return f"filter_{name}"


def _shown(name: str, value: str) -> str | date | None:
    return _day(value) if name.startswith("published") else value


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _option(name: str, labels: dict[str, str], value: str) -> str:
    return _said(name, value, labels) or "Any"


def _said(name: str, value: str, labels: dict[str, str]) -> str:
    if name == "language":
        return words.language(value) if value else ""
    if name == "label_id":
        return labels.get(value, value)
    if name == "state":
        return value.capitalize()
    if name == "copies":
        return _COPIES.get(value, value)
    if name == "given":
        return _GIVEN.get(value, value)
    return words.day(value) if name.startswith("published") else value


def _with(options: list[_Value], value: _Value) -> list[_Value]:
    return options if value in options else [*options, value]


def _popover_label(filter_: Filter) -> str:
    number = sum(bool(getattr(filter_, name)) for name in _NAMES)
    return f"Filters ({number})" if number else "Filters"
