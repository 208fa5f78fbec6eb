"""HTML files that stand alone: no network, no foreign script, and every text of others escaped."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

FOLDER = Path(__file__).parent / "templates"
_TEMPLATES = Environment(
    loader=FileSystemLoader(FOLDER),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


NOTHING = "'none'"


def render(name: str, style: str, script: str = "", **told: Any) -> str:
    """Return the page of a template with its style and its script in it.

    A policy in the page lets these two run and nothing else: not what an article might bring in,
    and not the network.

    Parameters
    ----------
    name : str
        The template, without its ending.
    style, script : str
        CSS and JavaScript of our own, in which nothing stands that others wrote.
    told : anything
        What the template shows.
    """
    policy = ["default-src 'none'", "base-uri 'none'", "form-action 'none'"]
    policy += [f"style-src {_hash(style)}", f"script-src {_hash(script) if script else NOTHING}"]
    return _TEMPLATES.get_template(f"{name}.html").render(
        style=style,
        script=script,
        policy="; ".join(policy),
        **told,
    )


def read(name: str) -> str:
    """Return a style or a script that stands beside the templates."""
    return (FOLDER / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"
