"""Words in context: lines that stand below one another at the words that were found.

A component of its own, because texts of strangers never become HTML or Markdown, and because what
stands left of the words has to be cut at its left, or right where a text runs from there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from annotator.ui import passages, words

_FOLDER = Path(__file__).parent
_component = st.components.v2.component(
    "pressmark_concordance",
    js=(_FOLDER / "concordance.js").read_text(encoding="utf-8"),
    css=(_FOLDER / "concordance.css").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def concordance(rows: Sequence[Mapping[str, Any]], key: str) -> None:
    """Show lines as the concordance service gives them, each a link to its place."""
    _component(key=key, data={"rows": [line_shown(row) for row in rows]})


def line_shown(row: Mapping[str, Any]) -> dict[str, str]:
    """Return a line as the component takes it: blanks of one kind, and words for people."""
    return {
        name: "".join(" " if c.isspace() else c for c in str(row[name]))
        for name in ("left", "keyword", "right", "headline", "source", "direction")
    } | {"href": passages.link(row), "day": words.day(str(row["published_at"]))}
