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
from annotator.ui import state, words

_FOLDER = Path(__file__).parent
_component = st.components.v2.component(
    "pressmark_passages",
    js=(_FOLDER / "passages.js").read_text(encoding="utf-8"),
    css=(_FOLDER / "passages.css").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def show(page: Page, key: str, *, of: str = "passage") -> None:
    """Show one page of passages, or `of` others, and what leads to the rest if there are any."""
    shown = words.count(page.total, of)
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


def listed(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return passages as the component takes them.

    A row that has `pieces`, pairs of text and whether it is in a passage, shows these.
    """
    return [
        {"headline": _one_line(row["headline"]), "href": link(row), "about": _about(row)}
        | (
            {"pieces": [[_one_line(text), is_in] for text, is_in in row["pieces"]]}
            if "pieces" in row
            else {
                "left": _from_a_word(_one_line(row["left"])),
                "quote": _one_line(row["quote"]),
                "right": _to_a_word(_one_line(row["right"])),
                "note": _one_line(row["note"]),
            }
        )
        for row in rows
    ]


def _about(row: Mapping[str, Any]) -> str:
    told = [words.day(row.get("published_at") or ""), row.get("source")]
    told += [row.get(name) for name in ("state", "label", "annotator")]
    return " · ".join(str(each) for each in told if each)


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
