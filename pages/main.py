"""The frame of every page: navigation, and what all pages share."""

from __future__ import annotations

import streamlit as st

from annotator.services import signing_in
from annotator.ui import look
from annotator.ui.state import ICON, may, sees_others

# A file of our own: a symbol by name would be fetched from the network.
st.set_page_config(page_title="Pressmark", page_icon=str(ICON), layout="wide")
LIBRARY = st.Page("library.py", title="Library", icon=":material/library_books:", default=True)
STATISTICS = st.Page("statistics.py", title="Statistics", icon=":material/bar_chart:")
CORPUS = st.Page("corpus.py", title="Corpus", icon=":material/hub:")
AGREEMENT = st.Page("agreement.py", title="Agreement", icon=":material/handshake:")
# Each page with what it is for; who may not do that doesn't see the page.
READING = [
    (LIBRARY, "read"),
    (st.Page("read.py", title="Read", icon=":material/article:"), "read"),
]
FINDINGS = [
    (STATISTICS, "read"),
    (CORPUS, "read"),
    (AGREEMENT, "read"),
    (st.Page("effort.py", title="Effort", icon=":material/timer:"), "read"),
    (st.Page("progress.py", title="Progress", icon=":material/done_all:"), "read"),
]
PROJECT = [
    (st.Page("load.py", title="Load", icon=":material/upload_file:"), "load"),
    (st.Page("learning.py", title="Learning", icon=":material/school:"), "train"),
    (st.Page("codebook.py", title="Codebook", icon=":material/menu_book:"), "read"),
    (st.Page("export.py", title="Export", icon=":material/download:"), "export"),
    (st.Page("settings.py", title="Settings", icon=":material/tune:"), "read"),
]
WORK = st.Page("work.py", title="Work", icon=":material/checklist:")
TEAM = st.Page("team.py", title="Team", icon=":material/group:")
# What tells of others' work alone.
OF_OTHERS = (STATISTICS, CORPUS, AGREEMENT)
if signing_in.mode():  # at one's own machine there is nobody else
    READING.insert(1, (WORK, "annotate"))
    PROJECT.append((TEAM, "read"))
sections = {
    name: [page for page, use in pages if may(use) and (page not in OF_OTHERS or sees_others())]
    for name, pages in (("", READING), ("Findings", FINDINGS), ("Project", PROJECT))
}
chosen = st.navigation(sections, position="top")
look.hide_what_is_shut()
chosen.run()
