"""All suggestions that are shown are accepted in one stroke."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from desk import Desk, serving
from playwright.sync_api import expect
from running import Server

pytestmark = pytest.mark.e2e
TEXT = "Kofi Annan flew from Geneva to Moscow on 2 November 2016, and paid $5 million."


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("sweep"), {"Swept": TEXT}) as started:
        yield started


@pytest.mark.parametrize("by", ["key", "mouse"])
def test_all_that_are_shown_are_accepted_in_one_stroke_and_taken_back(desk: Desk, by: str) -> None:
    desk.open("Swept")
    slider = desk.panel.get_by_label("Hide suggestions below this score")
    slider.fill("0.85")
    decided = desk.page.locator("mark.pm-decided")
    expect(desk.panel).to_contain_text(" hidden")
    shown = desk.marks.count()
    assert shown
    if by == "key":
        desk.press("w")
    else:
        desk.panel.get_by_role("button", name=f"Accept all {shown}").click()
    expect(decided).to_have_count(shown)
    expect(desk.toast.last).to_contain_text(f"{shown} suggestions accepted.")
    desk.press("Control+z")
    expect(decided).to_have_count(0)
    desk.saved()


def test_words_marked_over_the_suggestion_in_view_mend_it_in_one_act(desk: Desk) -> None:
    desk.open("Swept")
    desk.press("n")
    expect(desk.page.locator("mark.pm-on").first).to_contain_text("Kofi")
    desk.drag("Annan", "Geneva")
    desk.press("2")
    [mended] = desk.stored()
    assert (mended["state"], mended["quote"]) == ("corrected", "Annan flew from Geneva")
    assert mended["suggestion_id"]
    expect(desk.of("Kofi")).to_have_count(0)
    expect(desk.of("Geneva")).to_be_visible()  # another label may well stand inside
    desk.press("Control+z")
    expect(desk.of("Kofi Annan")).to_be_visible()
    assert desk.stored() == []
