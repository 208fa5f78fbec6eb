"""A list of what there is how often: each line a button with a bar, from the store's own rows.

A component of its own, because names of strangers never become HTML or Markdown, and because a
count is clicked to see what is behind it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

_FOLDER = Path(__file__).parent
_component = st.components.v2.component(
    "pressmark_counts",
    js=(_FOLDER / "counts.js").read_text(encoding="utf-8"),
    css=(_FOLDER / "counts.css").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def counts(
    rows: Sequence[Mapping[str, Any]], key: str, *, chosen: str = "", most: int = 0, widest: int = 0
) -> str | None:
    """Show rows of `key`, `title` and `n`, and return the key of one that was just clicked.

    A row may have `about`, more words beside its title, and a `colour` as `#rrggbb`. `chosen` is
    the key of what is shown as chosen; of more than `most` rows the others wait behind a button. A
    count of `widest` has a bar over the whole width, as in another list beside this one.
    """
    found = _component(
        key=key,
        data={
            "rows": [dict(row) for row in rows],
            "chosen": chosen,
            "most": most,
            "widest": widest,
        },
        on_chosen_change=lambda: None,
    )
    clicked = found.get("chosen")
    return None if clicked is None else str(clicked)
