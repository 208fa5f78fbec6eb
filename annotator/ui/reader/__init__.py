"""The reading desk as a Streamlit component: a loader here, the work in assets/ (ES modules).

Streamlit tells the desk only which article it is about; text, annotations and acts go through the
API, so that no rerun stands between a key press and the paint, or between the paint and the disk.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st

ASSETS = Path(__file__).parent / "assets"


def _fingerprint() -> str:
    """Return a hash of the desk's files, so that a changed desk is fetched anew."""
    files = sorted(ASSETS.rglob("*.*"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]


def address(file: str) -> str:
    """Return where a file of the desk is, relative to the page.

    The version stands in the path, so that the modules that it imports carry it as well.
    """
    return f"assets/{_VERSION}/{file}"


_VERSION = _fingerprint()
# The base of a component's module is a blob: URL, hence the URL made from the document's.
_LOADER = """
export default async function (component) {
  const url = new URL("PATH", document.baseURI).href;
  return (await import(url)).default(component);
}
"""
_KEY = "desk"
_component = st.components.v2.component(
    "pressmark_desk", js=_LOADER.replace("PATH", address("desk.js")), isolate_styles=False
)


def desk(
    article: str, filter_: Mapping[str, str], at: str, annotator: str, follow: Callable[[str], None]
) -> None:
    """Show the desk.

    Parameters
    ----------
    article : str
        The id of the article to open.
    filter_ : mapping
        The library's filter as query parameters; next and previous follow that list.
    at : str
        A passage to open at, 'start-end' in code points, or an empty string.
    annotator : str
        The id of whoever reads; acts that wait in the browser go out in their name alone.
    follow : callable
        Called with the id of an article when the reader has gone to it on the desk. Not what the
        component remembers decides where the reader is, but what has just changed: else the
        browser's Back would be undone.
    """
    told = _told()
    data: dict[str, Any] = {
        "article": article, "api": "/api", "filter": dict(filter_), "at": at,
        "annotator": annotator, "turn": told.get("turn", 0),
    }  # fmt: skip

    def moved() -> None:
        follow(str(_told().get("id", "")))

    _component(key=_KEY, data=data, on_article_change=moved)


def _told() -> Mapping[str, Any]:
    """Return what the desk told last: the `id` of an article, and which `turn` that was.

    The turn goes back with each answer, so that the desk knows an answer to less than it told.
    """
    state = st.session_state.get(_KEY)
    return (state.get("article") if state else None) or {}
