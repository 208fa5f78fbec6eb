"""Pages as they are shown, without a browser."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from factories import ROOT
from streamlit.testing.v1 import AppTest

Open = Callable[..., AppTest]


def opened(page: str, /, **query: str) -> AppTest:
    """Return a page at an address."""
    app = AppTest.from_file(str(ROOT / "pages" / "main.py"), default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    app.switch_page(page).run()
    assert not app.exception
    return app


def press(app: AppTest, label: str) -> AppTest:
    """Press the button with this label."""
    [button] = [each for each in app.button if each.label == label]
    button.click().run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    """Return what a page says in words."""
    boxes = (app.info, app.warning, app.error, app.toast)
    kinds = (app.markdown, app.caption, app.subheader, *boxes)
    return "\n".join(str(each.value) for kind in kinds for each in kind)


def given(app: AppTest, name: str) -> list[dict[str, Any]]:
    """Return what a page hands to the components that take something of this name."""
    data = [json.loads(each.proto.json) for each in app.get("bidi_component")]
    return [each for each in data if name in each]


def listed(app: AppTest) -> list[dict[str, Any]]:
    """Return the rows that a page hands to its lists."""
    return [row for data in given(app, "rows") for row in data["rows"]]


def drawn(app: AppTest) -> int:
    """Return how many charts a page draws."""
    return len(app.get("vega_lite_chart"))
