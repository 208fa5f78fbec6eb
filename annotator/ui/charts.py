"""A figure on a page: its chart, its exact values as a table, and its downloads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import streamlit as st

from annotator import charts
from annotator.charts import Figure, Look
from annotator.palette import Hue
from annotator.services import reporting
from annotator.ui import passages

_KINDS = {
    "png": ("PNG", "image/png"),
    "svg": ("SVG", "image/svg+xml"),
    "csv": ("CSV", "text/csv"),
    "vl.json": ("Vega-Lite", "application/json"),
}


def look(hues: Mapping[str, Hue]) -> Look:
    """Return how charts are painted for whoever looks: in the theme of their browser."""
    return Look("dark" if st.context.theme.type == "dark" else "light", hues)


def show(
    figure: Figure,
    painted: Look,
    *,
    key: str = "",
    beside: Callable[[], None] | None = None,
) -> dict[str, Any] | None:
    """Show a figure; return the columns that name the bar that was chosen, None if none is.

    A bar is chosen by a click, or in a list below: what was clicked and what was chosen are one.

    Parameters
    ----------
    figure : Figure
        What to show. Without rows it says its question and what to do.
    painted : Look
        The theme and the colours of labels; see `look`.
    key : str
        What the state of the page calls it, if that is not its id: a figure of another key begins
        anew, with no bar chosen.
    beside : callable
        Shows more in the line below the chart.
    """
    st.subheader(figure.title, anchor=figure.id)
    if not figure.rows:
        st.caption(figure.question)
        st.info(figure.empty, icon=":material/bar_chart:")
        return None
    st.caption(" ".join(filter(None, (figure.question, f"{figure.caption}.", figure.note))))
    key = key or figure.id
    if figure.legend is not None:
        passages.legend(figure.legend(painted), key)
    _chart(figure, painted, key)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        bar = _choice(figure, key) if figure.key else None
        if beside is not None:
            beside()
        is_table = st.toggle("Table", key=f"{key}-table")
        _downloads(figure, painted, key)
    if is_table:
        _table(figure, key)
    return bar


def _chart(figure: Figure, painted: Look, key: str) -> None:
    # A chart of another key forgets its bar: so does one whose bar was chosen below instead.
    drawn = f"{key}-chart-{st.session_state.get(f'{key}-times', 0)}"
    below = "The list below has every bar." if figure.key else "The table below has every value."
    told = f"{figure.title}. {figure.question} {figure.caption}. {below}"
    if figure.key:
        st.altair_chart(
            figure.draw(painted), key=drawn, width="stretch", alt=told,
            on_select=partial(_clicked, figure, key, drawn), selection_mode=charts.BAR,
        )  # fmt: skip
    else:
        st.altair_chart(figure.draw(painted), key=drawn, width="stretch", alt=told)


def _choice(figure: Figure, key: str) -> dict[str, Any] | None:
    """Show the list of the bars, and return the one chosen.

    A bar is known by what it stands for: the rows may change while somebody looks.
    """
    bars = [tuple(row[name] for name in figure.key) for row in figure.rows]
    names = bar_names(figure)
    chosen = st.selectbox(
        "Passages behind…",
        bars,
        index=None,
        key=key,
        format_func=lambda bar: names.get(bar, str(bar)),
        placeholder="Click a bar, or choose it here",
        on_change=_chosen,
        args=(key,),
    )
    return dict(zip(figure.key, chosen, strict=True)) if chosen in names else None


def bar_names(figure: Figure) -> dict[tuple[Any, ...], str]:
    """Return what each bar of a figure stands for, in words; no two are the same."""
    names: dict[tuple[Any, ...], str] = {}
    taken: set[str] = set()
    for row in figure.rows:
        bar = tuple(row[name] for name in figure.key)
        columns = [name.removesuffix("_id") for name in figure.key]
        told = " · ".join(str(charts.worded(name, row.get(name, ""))) for name in columns)
        while told in taken:  # a source that calls itself 'no source'
            told += "\N{PRIME}"
        taken.add(told)
        names[bar] = told
    return names


def _clicked(figure: Figure, key: str, drawn: str) -> None:
    picked = st.session_state[drawn]["selection"].get(charts.BAR) or [{}]
    bars = [
        tuple(row[name] for name in figure.key)
        for row in figure.rows
        if all(picked[0].get(name) == row[name] for name in figure.key)
    ]
    st.session_state[key] = bars[0] if bars else None
    st.session_state.pop(f"{key}-page", None)


def _chosen(key: str) -> None:
    st.session_state[f"{key}-times"] = st.session_state.get(f"{key}-times", 0) + 1
    st.session_state.pop(f"{key}-page", None)


def _table(figure: Figure, key: str) -> None:
    rows = figure.table
    titles = {name: name.replace("_", " ") for name in rows[0]}
    st.dataframe(
        rows,
        key=f"{key}-values",
        hide_index=True,
        column_config=titles
        | {"share": st.column_config.NumberColumn("share", format="percent")}
        | {"n": st.column_config.NumberColumn("n", format="localized")},
    )


def _downloads(figure: Figure, painted: Look, key: str) -> None:
    with st.popover("Save", icon=":material/download:"):
        for kind, (name, mime) in _KINDS.items():
            # Made when it is asked for; a picture takes a moment.
            st.download_button(
                name, partial(_saved, figure, painted, kind), f"pressmark-{figure.id}.{kind}",
                mime, key=f"{key}-{kind}", on_click="ignore",
            )  # fmt: skip


def _saved(figure: Figure, painted: Look, kind: str) -> bytes:
    if kind == "csv":
        return reporting.as_csv(figure.rows)
    if kind == "vl.json":
        return charts.specification(figure, painted)
    return charts.image(figure, painted, kind)
