"""What was done to an article: undone back to the first act, told, and brought back as it was."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from desk import Desk, serving
from factories import content
from playwright.sync_api import expect
from running import Server

pytestmark = pytest.mark.e2e
TEXT = "\n\n".join(
    f"Kofi Annan flew from Geneva to Moscow on day {n} and saw the river." for n in range(60)
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    articles = {name: f"{TEXT}\n\nThis was {name.lower()}." for name in ("Deep", "Told", "Back")}
    with serving(tmp_path_factory.mktemp("history"), articles) as started:
        yield started


def post(desk: Desk, acts: list[dict[str, Any]]) -> None:
    """Send acts as a script does."""
    request = urllib.request.Request(  # noqa: S310 - our own
        f"{desk.server.url}/api/articles/{desk.article}/acts",
        json.dumps({"acts": acts}).encode(),
        {"content-type": "application/json"},
    )
    with urllib.request.urlopen(request) as answer:  # noqa: S310 - our own
        assert json.load(answer)["refused"] == []


def act(number: int, start: int, end: int, **more: Any) -> dict[str, Any]:
    text = f"{TEXT}\n\nThis was deep."
    after = content(text, start, end, "EVENT", id=f"mark-{number}")
    return {
        "id": f"act-{number}", "group": f"group-{number}", "at": "2026-01-05T10:00:00.000Z",
        "kind": "annotate", "subject": "annotation", "before": None, "after": after,
    } | more  # fmt: skip


def test_every_act_is_undone_and_redone_after_a_reload(desk: Desk) -> None:
    many = 450
    desk.open("Deep")
    places = [at for at in range(0, len(TEXT), 2) if "\n" not in TEXT[at : at + 3]][:many]
    made_by_hand = [act(n, at, at + 3) for n, at in enumerate(places)]
    for batch in range(0, many, 150):
        post(desk, made_by_hand[batch : batch + 150])
    desk.page.reload()
    made = desk.page.locator("mark[data-state=made][data-tag]")
    expect(made).to_have_count(many)
    for _ in range(many + 20):
        desk.press("Control+z")
    expect(made).to_have_count(0)
    assert desk.stored() == []
    desk.page.reload()
    expect(desk.page.locator(".pm-p").first).to_be_visible()
    for _ in range(many + 20):
        desk.press("Control+Shift+z")
    expect(made).to_have_count(many)
    assert len(desk.stored()) == many
    assert desk.acts() == ["annotate"] * many + ["undo"] * many + ["redo"] * many
