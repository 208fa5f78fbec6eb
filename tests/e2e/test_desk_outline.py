"""The lists by label: each below a head that folds, or one label alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from desk import Desk, serving
from playwright.sync_api import Page, expect
from running import Server

pytestmark = pytest.mark.e2e
TEXT = "Kofi Annan flew from Geneva to Moscow. Kofi Annan slept."


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("outline"), {"Listed": TEXT}) as started:
        yield started


@pytest.fixture(autouse=True)
def in_the_order_of_the_text(server: Server, page: Page) -> Iterator[None]:
    yield
    page.request.put(f"{server.url}/api/preferences", data={"grouped": None})


def test_marks_stand_below_their_labels_or_one_label_alone(desk: Desk) -> None:
    desk.open("Listed")
    desk.press("n", "a", "a", "a", "a")
    assert len(desk.stored()) == 4
    desk.panel.locator("[data-tab=marks]").click()
    rows = desk.panel.locator(".pm-rows .pm-row")
    expect(rows).to_have_count(4)
    expect(rows.nth(1)).to_contain_text("Geneva")
    by_label = desk.panel.get_by_role("button", name="By label")
    by_label.click()
    expect(rows).to_have_count(6)
    expect(rows.nth(0)).to_contain_text("Person2")
    expect(rows.nth(3)).to_contain_text("Place2")
    desk.panel.get_by_role("button", name="Person 2").click()
    expect(rows).to_have_count(4)
    expect(rows.nth(1)).to_contain_text("Place2")
    rows.filter(has_text="Moscow").get_by_role("button").click()
    expect(desk.page.locator("mark.pm-on")).to_have_text("Moscow")
    by_label.click()
    desk.panel.get_by_label("Label listed").select_option("LOC")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("Geneva")
