"""A list of passages, each a link into its article.

The words come from articles and notes of anybody, so each goes through `html.escape`. Markdown is
no choice here: it would read signs of the text as its own and change what was quoted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from annotator.model import Page
from annotator.services.reporting import ROWS
from annotator.ui import state

_STYLE = """
<style>
.pm-passages, .pm-passages li { list-style: none; margin: 0 !important; padding: 0 !important; }
.pm-passages li { border-top: 1px solid rgba(128, 128, 128, .25); padding: .45rem 0 !important; }
.pm-passages a { color: inherit; font-weight: 600; text-underline-offset: .2em;
  text-decoration-color: rgba(128, 128, 128, .5); }
.pm-passages p { margin: .1rem 0 0; overflow-wrap: anywhere; }
.pm-passages .pm-words { font-family: Georgia, "Times New Roman", serif; line-height: 1.45; }
.pm-passages .pm-state { opacity: .72; font-size: .85em; white-space: nowrap; }
.pm-passages b { font-weight: 700; }
</style>
"""


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
    st.html(_STYLE + listed(page.rows))


def offset(key: str) -> int:
    """Return where the page begins that was chosen below a list of passages."""
    return (int(st.session_state.get(key, 1)) - 1) * ROWS


def listed(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return passages as an HTML list in which nothing of a text is read as HTML."""
    return f'<ol class="pm-passages">{"".join(map(_item, rows))}</ol>'


def _item(row: Mapping[str, Any]) -> str:
    about = " · ".join(
        escape(str(row[name])) for name in ("state", "label", "annotator") if row[name]
    )
    title = escape(_one_line(row["headline"])) or "Article"
    parts = [
        f'<a href="{escape(link(row))}"><bdi>{title}</bdi></a>',
        f' <span class="pm-state">{about}</span>',
    ]
    if row["quote"]:
        left, quote, right = (escape(_one_line(row[name])) for name in ("left", "quote", "right"))
        parts.append(f'<p class="pm-words" dir="auto">{left}<b>{quote}</b>{right}</p>')
    if row["note"]:
        parts.append(f'<p dir="auto">{escape(_one_line(row["note"]))}</p>')
    return f"<li>{''.join(parts)}</li>"


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
