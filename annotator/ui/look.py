"""What the theme's settings can't say."""

from __future__ import annotations

import streamlit as st

# Streamlit writes white on primary buttons and on what was chosen of several; on the light blue of
# the dark theme that is 2:1.
_DARK = """
<style>
[data-testid^="stBaseButton-primary"], [data-testid^="stBaseLinkButton-primary"],
[data-testid="stMultiSelect"] [data-tag], [data-testid="stMultiSelect"] [data-tag] * {
  color: #17181c;
}
</style>
"""
# A table that is wider than a phone scrolls by itself, and does not take the page along.
_TABLES = """
<style>
[data-testid="stMarkdownContainer"]:has(> table) {
  overflow-x: auto;
}
</style>
"""
# On a phone the pages stand in a bar at the side. Shut, it is only moved out of view: without this
# its links would still be reached by keys, and be told by a screen reader.
_SHUT = """
<style>
[data-testid="stSidebar"][data-collapsed="true"] {
  visibility: hidden;
}
</style>
"""


def hide_what_is_shut() -> None:
    """Let what is out of view be out of reach, on every page; it takes no room."""
    st.html(_SHUT)


def apply_look() -> None:
    """Put the page's own style in; it takes no room."""
    st.html(_TABLES)
    if st.context.theme.type == "dark":
        st.html(_DARK)
