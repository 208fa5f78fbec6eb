"""Guidelines as they read on the desk, for a page: Markdown without images, and never HTML."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from annotator.ui.reader import address

_FOLDER = Path(__file__).parent
_LOADER = """
export default async function ({ data, parentElement }) {
  const { documentElement } = await import(new URL("PATH", document.baseURI).href);
  const made = documentElement(data.text);
  parentElement.querySelector(".pm-document")?.remove();
  parentElement.append(made);
}
"""
_component = st.components.v2.component(
    "pressmark_guide",
    js=_LOADER.replace("PATH", address("documents.js")),
    css=(_FOLDER / "guide.css").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def show(text: str, key: str) -> None:
    """Show a text in Markdown."""
    _component(key=key, data={"text": text})
