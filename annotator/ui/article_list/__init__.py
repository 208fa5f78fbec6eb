"""The library's list: one row for each article, as the index of a newspaper.

A component of its own, because a row is a link (to be opened in a new tab, shared, reached by
keyboard) with found words marked in it, and texts of strangers never become HTML or Markdown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from annotator.model import Filter
from annotator.ui import state, words

_FOLDER = Path(__file__).parent
_component = st.components.v2.component(
    "pressmark_article_list",
    js=(_FOLDER / "list.js").read_text(encoding="utf-8"),
    css=(_FOLDER / "list.css").read_text(encoding="utf-8"),
    isolate_styles=False,
)
_COUNTS = ("marks", "suggestions", "notes", "words")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was clicked: the id of an article to open, or to remove; empty: nothing."""

    open: str = ""
    remove: str = ""


def article_list(
    rows: Sequence[Mapping[str, Any]], filter_: Filter, project: str, *, can_remove: bool
) -> Chosen:
    """Show a page of articles and return what was clicked.

    Parameters
    ----------
    rows : sequence of mapping
        As the library service gives them.
    filter_ : Filter
        The list they are from, which the links carry along.
    project : str
        Whose members are shown where they have an article open; empty: nobody's.
    can_remove : bool
        Whether each row has a button that removes its article.
    """
    found = _component(
        key="article_list",
        data={
            "rows": [row_shown(row, filter_) for row in rows],
            "project": project,
            "can_remove": can_remove,
        },
        on_open_change=lambda: None,
        on_remove_change=lambda: None,
    )
    return Chosen(str(found.get("open") or ""), str(found.get("remove") or ""))


def row_shown(row: Mapping[str, Any], filter_: Filter) -> dict[str, Any]:
    """Return a row as the component takes it: words for people, and the context in pieces."""
    return {
        "id": row["id"],
        "href": "read?" + urlencode(state.article_link(str(row["id"]), filter_)),
        "headline": row["headline"],
        "source": row["source"],
        "day": words.day(row["published_at"]),
        "language": words.language(row["language"]) if row["language"] else "",
        "code": row["language"],
        "state": row["state"],
        "copies": row["copies"],
        "reason": row["reason"],
        "context": pieces(str(row.get("context", ""))),
    } | {name: row[name] for name in _COUNTS}


def pieces(context: str) -> list[list[str]]:
    """Cut a search's context into pairs: text, and the found words that follow it.

    The store puts what it found between the characters U+0002 and U+0003.
    """
    return [list(piece.partition("\x02")[::2]) for piece in context.split("\x03") if piece]
