"""The frame of every page: navigation, and what all pages share."""

from __future__ import annotations

import streamlit as st

from annotator.ui.state import ICON

# A file of our own: a symbol by name would be fetched from the network.
st.set_page_config(page_title="Pressmark", page_icon=str(ICON), layout="wide")
st.navigation(
    [
        st.Page("library.py", title="Library", icon=":material/library_books:", default=True),
        st.Page("read.py", title="Read", icon=":material/article:"),
        st.Page("load.py", title="Load", icon=":material/upload_file:"),
        st.Page("statistics.py", title="Statistics", icon=":material/bar_chart:"),
        st.Page("learning.py", title="Learning", icon=":material/school:"),
        st.Page("export.py", title="Export", icon=":material/download:"),
        st.Page("settings.py", title="Settings", icon=":material/tune:"),
    ],
    position="top",
).run()
