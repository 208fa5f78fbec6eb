"""The filters of the page Statistics: fields, what is filtered as chips, and the address."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from annotator.charts import worded
from annotator.services import reporting
from annotator.services.reporting import Choices, Only
from annotator.ui import state, words

# What each filter is called, and what the address calls it.
_TITLES = {
    "source": "Source", "language_id": "Language", "month": "Month", "label_id": "Label",
    "annotator_id": "Annotator", "quote": "Name",
}  # fmt: skip
_PARAMETERS = {
    "source": "source", "language_id": "language", "month": "month", "label_id": "label",
    "annotator_id": "annotator", "quote": "name",
}  # fmt: skip
_RANGE = {"since": ("From", "from"), "until": ("To", "to")}
_MONTH = re.compile(r"\d{4}(-\d\d)?")
_MOST = 50  # values of one filter


def show() -> Only:
    """Show the filters, and return what they say."""
    only, choices = from_url(), reporting.choices(state.session())
    number = sum(len(getattr(only, name)) for name in _TITLES)
    number += sum(bool(getattr(only, name)) for name in _RANGE)
    label = f"Filters ({number})" if number else "Filters"
    with st.popover(label, icon=":material/filter_list:", key="statistics_filters"):
        for name in ("source", "language_id", "label_id", "annotator_id"):
            _several(name, getattr(only, name), choices)
        with st.container(horizontal=True):
            for name in _RANGE:
                _bound(name, getattr(only, name), [month for month in choices.month if month])
    if number:
        _chips(only, choices)
    return only


def from_url() -> Only:
    """Return the filters of the address; what is no month is left out."""
    chosen: dict[str, Any] = {
        name: tuple(dict.fromkeys(st.query_params.get_all(parameter)))[:_MOST]
        for name, parameter in _PARAMETERS.items()
    }
    for name, (_, parameter) in _RANGE.items():
        value = st.query_params.get(parameter, "")
        chosen[name] = value if _MONTH.fullmatch(value) else ""
    return Only(**chosen)


def take(name: str, value: str) -> None:
    """Let one value of a filter count alone, and show all of the page so."""
    st.query_params[_PARAMETERS[name]] = [value]
    st.rerun()


def offers(bar: Mapping[str, Any], only: Only) -> list[str]:
    """Return the columns of a bar that can be taken as a filter, and are not the filter already."""
    return [name for name in bar if name in _TITLES and getattr(only, name) != (bar[name],)]


def _several(name: str, value: Sequence[str], choices: Choices) -> None:
    offered = list(dict.fromkeys([*getattr(choices, name), *value]))
    key = f"only_{name}"
    st.session_state[key] = list(value)
    st.multiselect(
        _TITLES[name],
        offered,
        format_func=lambda each: said(name, each, choices),
        key=key,
        on_change=_keep,
        args=(name, _PARAMETERS[name]),
        placeholder="Any",
    )


def _bound(name: str, value: str, months: Sequence[str]) -> None:
    title, parameter = _RANGE[name]
    key = f"only_{name}"
    st.session_state[key] = value
    st.selectbox(
        title,
        ["", *sorted({*months, value} - {""})],
        format_func=lambda month: month or "Any",
        key=key,
        on_change=_keep,
        args=(name, parameter),
    )


def _keep(name: str, parameter: str) -> None:
    chosen = st.session_state[f"only_{name}"]
    if chosen:
        st.query_params[parameter] = chosen
    else:
        st.query_params.pop(parameter, None)


def _chips(only: Only, choices: Choices) -> None:
    """Show what is filtered, each to be taken off by a press."""
    with st.container(horizontal=True, vertical_alignment="center", key="statistics_chips"):
        for name, title in _TITLES.items():
            for value in getattr(only, name):
                _chip(f"{title}: {said(name, value, choices)}", _PARAMETERS[name], value)
        for name, (title, parameter) in _RANGE.items():
            if value := getattr(only, name):
                _chip(f"{title} {value}", parameter, value)
        st.button("Clear filters", type="tertiary", on_click=_clear)


def _chip(text: str, parameter: str, value: str) -> None:
    st.button(
        words.plain(text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"),
        icon=":material/close:",
        key=f"off_{parameter}_{value}",
        help="Take this filter off",
        on_click=_drop,
        args=(parameter, value),
    )


_LONGEST = 60  # characters of a chip


def _drop(parameter: str, value: str) -> None:
    left = [each for each in st.query_params.get_all(parameter) if each != value]
    if left:
        st.query_params[parameter] = left
    else:
        st.query_params.pop(parameter, None)


def _clear() -> None:
    for parameter in (*_PARAMETERS.values(), *(parameter for _, parameter in _RANGE.values())):
        st.query_params.pop(parameter, None)


def said(name: str, value: str, choices: Choices) -> str:
    """Return a value of a filter as it is read."""
    if name == "language_id" and value:
        return words.language(value)
    named: Mapping[str, str] = getattr(choices, name) if name in _NAMED else {}
    return str(worded(name, named.get(value, value)))


_NAMED = ("label_id", "annotator_id")
