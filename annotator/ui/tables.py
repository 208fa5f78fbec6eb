"""Tables of a few rows with links in them, which keys and screen readers reach; and as CSV."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import streamlit as st

from annotator.ui import words

_LONGEST = 60  # characters of a title
_NUMBER = re.compile(r"[\d,]+|–|\[[\d,]+\]\(.*\)")  # what stands at the right of its column


def table(names: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Show a table; cells are Markdown, so that what strangers wrote has to come by `cell`."""
    columns = zip(*rows, strict=True) if rows else [[""]] * len(names)
    ways = ["---:" if all(map(_NUMBER.fullmatch, column)) else "---" for column in columns]
    lines = [names, ways, *rows]
    st.markdown("\n".join(f"| {' | '.join(line)} |" for line in lines))


def cell(text: str) -> str:
    """Return a text for a cell, on one line, with nothing in it that Markdown reads."""
    line = " ".join(text.split())
    return words.plain(line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…")


def link(text: str, path: str) -> str:
    """Return a link for a cell; a text without a word is named as such."""
    return f"[{cell(text) or 'Without a title'}]({path})"


def download(name: str, make: Callable[[], bytes]) -> None:
    """Offer a table as CSV; it is made when it is asked for."""
    st.download_button(
        "CSV", make, f"pressmark-{name}.csv", "text/csv",
        key=f"csv_{name}", on_click="ignore", icon=":material/download:",
    )  # fmt: skip
