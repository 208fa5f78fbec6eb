"""Fields whose value stands in the URL: it can be shared, and is there after a reload."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

_FIRST_DAY, _LAST_DAY = date(1990, 1, 1), date(2199, 12, 31)


def segments(label: str, name: str, options: Mapping[str, str], drops: Sequence[str] = ()) -> str:
    """Show a choice as buttons side by side; the first one is what it is without the URL.

    `drops`: what was chosen under these names means nothing once another one is chosen here.
    """
    return str(
        _shown(st.segmented_control, label, name, options, drops, label_visibility="collapsed")
    )


def select(
    label: str,
    name: str,
    options: Mapping[str, str],
    width: int = 200,
    drops: Sequence[str] = (),
) -> str:
    """Show a choice as a list that opens; the first one is what it is without the URL."""
    return str(_shown(st.selectbox, label, name, options, drops, width=width))


def text(label: str, name: str, **more: Any) -> str:
    """Show a field for a line of text."""
    value = st.query_params.get(name, "")
    st.session_state[_key(name)] = value
    st.text_input(label, key=_key(name), on_change=_keep, args=(name, ""), max_chars=500, **more)
    return value


def number(label: str, name: str, usual: int, most: int, width: int = 130) -> int:
    """Show a field for a whole number, at most `most`."""
    typed = st.query_params.get(name, "")
    is_number = typed.isascii() and typed.isdigit() and len(typed) < 19
    value = min(int(typed), most) if is_number else usual
    st.session_state[_key(name)] = value
    st.number_input(
        label, 0, most, key=_key(name), on_change=_keep, args=(name, usual), width=width, step=1
    )
    return value


def several(label: str, name: str, options: Mapping[str, str], usual: Sequence[str]) -> list[str]:
    """Show a choice of several, with those that are usual before anybody has chosen."""
    named = [each for each in st.query_params.get_all(name) if each in options]
    value = named or [each for each in usual if each in options]
    st.session_state[_key(name)] = value
    st.multiselect(
        label,
        list(options),
        format_func=lambda each: options.get(each, each),
        key=_key(name),
        on_change=_keep,
        args=(name, list(usual)),
    )
    return value


def day(label: str, name: str, width: int = 165) -> str:
    """Show a field for a day, and return it as 2026-12-24; empty: none."""
    try:
        value = date.fromisoformat(st.query_params.get(name, ""))
    except ValueError:
        value = None
    st.session_state[_key(name)] = value
    st.date_input(
        label,
        value=None,
        min_value=_FIRST_DAY,
        max_value=_LAST_DAY,
        format="YYYY-MM-DD",
        key=_key(name),
        on_change=_keep,
        args=(name, None),
        width=width,
    )
    return "" if value is None else value.isoformat()


def _shown(
    field: Callable[..., Any],
    label: str,
    name: str,
    options: Mapping[str, str],
    drops: Sequence[str],
    **more: Any,
) -> str:
    usual = next(iter(options))
    named = st.query_params.get(name, usual)
    value = named if named in options else usual
    st.session_state[_key(name)] = value
    field(
        label,
        list(options),
        format_func=lambda each: options.get(each, each),
        key=_key(name),
        on_change=_keep,
        args=(name, usual, drops),
        **more,
    )
    return value


def _key(name: str) -> str:
    return f"url_{name}"


def _keep(name: str, usual: object, drops: Sequence[str] = ()) -> None:
    """Put what was chosen into the URL, and begin with the first page of what it leads to."""
    chosen = st.session_state[_key(name)]
    if chosen in (usual, None, ""):
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = chosen if isinstance(chosen, list) else str(chosen)
    for dropped in ("page", *drops):
        st.query_params.pop(dropped, None)
