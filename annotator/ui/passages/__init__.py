"""Passages as a list, each a link into its article; and the legend of a chart.

Components of their own, because texts and names of strangers never become HTML or Markdown: the
list is made of text nodes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from annotator.model import Page
from annotator.services.reporting import CONTEXT, ROWS
from annotator.ui import state

_FOLDER = Path(__file__).parent
_component = st.components.v2.component(
    "pressmark_passages",
    js=(_FOLDER / "passages.js").read_text(encoding="utf-8"),
    css=(_FOLDER / "passages.css").read_text(encoding="utf-8"),
    isolate_styles=False,
)
_SHOWN = ("headline", "left", "quote", "right", "note")


def show(page: Page, key: str) -> None:
    """Show one page of passages, and what leads to the others if there are any."""
    shown = f"{page.total:,} passages" if page.total != 1 else "1 passage"
    if page.total > ROWS:
        shown += f", {page.offset + 1:,} to {page.offset + len(page.rows):,} here"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(shown)
        if page.total > ROWS:
            st.number_input(
                f"Page of {-(-page.total // ROWS):,}",
                min_value=1, max_value=-(-page.total // ROWS), key=key, width=140,
            )  # fmt: skip
    show_some(page.rows, key)


def show_some(rows: Sequence[Mapping[str, Any]], key: str) -> None:
    """Show passages, and nothing that leads to more of them."""
    _component(key=f"{key}-list", data={"rows": listed(rows)})


def legend(palette: Mapping[str, str], key: str) -> None:
    """Show which colour stands for what: names, and colours as `#rrggbb`."""
    _component(key=f"{key}-legend", data={"legend": list(palette.items())})


def offset(key: str) -> int:
    """Return where the page begins that was chosen below a list of passages."""
    return (int(st.session_state.get(key, 1)) - 1) * ROWS


def listed(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Return passages as the component takes them."""
    return [
        {name: _one_line(row[name]) for name in _SHOWN}
        | {
            "left": _from_a_word(_one_line(row["left"])),
            "right": _to_a_word(_one_line(row["right"])),
            "href": link(row),
            "about": " · ".join(
                str(row[name]) for name in ("state", "label", "annotator") if row[name]
            ),
        }
        for row in rows
    ]


def link(row: Mapping[str, Any]) -> str:
    """Return the address of a passage, relative to the page so that it holds below any path."""
    at = "" if row["start"] is None else f"{row['start']}-{row['end']}"
    project = st.query_params.get("project", "")
    where = {**state.article_link(row["article_id"], at=at)} | (
        {"project": project} if project else {}
    )
    return f"read?{urlencode(where)}"


def _one_line(text: object) -> str:
    return "" if text is None else str(text).replace("\n", " ")


def _from_a_word(text: str) -> str:
    """Return what stands before a passage from its first whole word on, if there is one."""
    _, space, rest = text.partition(" ")
    return f"… {rest}" if len(text) >= CONTEXT and space else text


def _to_a_word(text: str) -> str:
    """Return what stands behind a passage up to its last whole word, if there is one."""
    rest, space, _ = text.rpartition(" ")
    return f"{rest} …" if len(text) >= CONTEXT and space else text
