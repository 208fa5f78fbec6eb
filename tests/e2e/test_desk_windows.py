"""The same article in two windows: nothing is lost, doubled, or refused without a word."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from desk import DEAF, Desk, serving
from playwright.sync_api import Browser, expect
from running import Server

from annotator.services import codebook
from annotator.services.session import local_session, store_at

pytestmark = pytest.mark.e2e
TEXT = "\n\n".join(
    f"Kofi Annan flew from Geneva to Moscow on day {n} and saw the river." for n in range(8)
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    articles = {
        name: f"{TEXT}\n\nThis was {name.lower()}."
        for name in ("Stale", "Undone", "Tabs", "Live", "Merged")
    }
    with serving(tmp_path_factory.mktemp("windows"), articles) as started:
        yield started


def test_an_act_on_what_another_window_removed_is_refused_and_says_so(
    desk: Desk, deaf: Desk
) -> None:
    desk.open("Stale")
    desk.click("river", count=2)
    desk.press("3")
    desk.saved()
    deaf.open("Stale")
    expect(deaf.of("river")).to_have_attribute("data-state", "made")
    desk.click("river")
    desk.press("Delete")
    desk.saved()
    deaf.click("river")
    deaf.press("4")
    expect(deaf.toast).to_contain_text("Not kept")
    expect(deaf.marks.filter(has_text="river")).to_have_count(0)
    expect(deaf.bar).to_be_hidden()
    assert deaf.stored() == []
    deaf.click("river", count=2)
    deaf.press("5")
    assert deaf.quotes() == [("NORP", "river")]
    deaf.press("Control+z")
    assert deaf.stored() == []


def test_what_another_window_changed_is_shown_as_it_is_now(desk: Desk, deaf: Desk) -> None:
    desk.page.add_init_script(DEAF)  # else it would hear of the change before it undoes
    desk.open("Undone")
    desk.click("river", count=2)
    desk.press("3")
    desk.saved()
    deaf.open("Undone")
    expect(deaf.of("river")).to_have_attribute("data-label", "LOC")
    deaf.click("river")
    deaf.press("4")
    deaf.saved()
    desk.press("Control+z")
    expect(desk.toast).to_contain_text("Not kept")
    expect(desk.of("river")).to_have_attribute("data-label", "EVENT")
    assert desk.quotes() == [("EVENT", "river")]
    desk.click("river")
    desk.press("Delete")
    assert desk.stored() == []


def test_two_tabs_of_one_browser_lose_and_double_nothing(desk: Desk, server: Server) -> None:
    desk.page.add_init_script(DEAF)
    desk.open("Tabs")
    second = Desk(server, desk.page.context.new_page())
    second.page.add_init_script(DEAF)
    second.open("Tabs")
    for one, words in ((desk, "Geneva"), (second, "Moscow"), (second, "Geneva")):
        one.page.bring_to_front()
        one.click(words)
        one.press("Shift+A")
        one.saved()
    # The second did not know yet that the first had answered those.
    expect(second.toast.last).to_contain_text("Not kept")
    accepted = second.page.locator("mark[data-state=accepted]")
    expect(accepted).to_have_count(16)
    assert sorted(desk.quotes()) == sorted([("LOC", "Geneva"), ("LOC", "Moscow")] * 8)
    assert second.acts() == ["accept"] * 16
    desk.page.bring_to_front()
    desk.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(desk.page.locator("mark[data-state=accepted]")).to_have_count(16)
    desk.press("Control+z")
    second.page.bring_to_front()
    second.page.reload()
    expect(accepted).to_have_count(8)
    assert {quote for _, quote in desk.quotes()} == {"Geneva"}
    assert desk.page.evaluate("Object.keys(localStorage).filter(k => k.startsWith('pm:act'))") == []
    assert second.complaints == []


def test_what_another_window_does_is_seen_while_it_is_done(
    desk: Desk, browser: Browser, server: Server
) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    other = Desk(server, context.new_page())
    desk.open("Live")
    other.open("Live")
    other.click("day", count=2)  # a selection, which has to outlast what arrives
    expect(other.bar).to_be_visible()
    desk.click("river", count=2)
    desk.press("3")
    expect(other.of("river")).to_have_attribute("data-label", "LOC")
    expect(other.bar).to_be_visible()
    other.press("4")
    expect(desk.of("day")).to_have_attribute("data-label", "EVENT")
    # Undo takes back what was done last, in whichever window.
    desk.press("Control+z", "Control+z")
    expect(other.of("day")).to_have_count(0)
    expect(other.of("river")).to_have_count(0)
    context.close()
    assert other.complaints == []


def test_a_merge_of_labels_is_seen_where_the_article_is_open(desk: Desk, server: Server) -> None:
    desk.open("Merged")
    desk.click("day", count=2)
    desk.press("7")
    desk.saved()
    lead = local_session(store_at(server.database))
    change = codebook.merge(lead, "MONEY", "DATE")
    expect(desk.of("day")).to_have_attribute("data-label", "DATE")
    palette = desk.panel.locator(".pm-palette")
    expect(palette.locator("[data-label-id=MONEY]")).to_have_count(0)
    desk.press("Escape", "Shift+H")
    told = desk.page.get_by_text("Two labels were merged: Money is now Date, 1 annotation")
    expect(told).to_be_visible()
    desk.press("Escape")
    expect(told).to_be_hidden()
    # What was done before the merge is undone as ever.
    desk.press("Control+z")
    expect(desk.of("day")).to_have_count(0)
    assert desk.quotes() == []
    codebook.take_back(lead, change)
    expect(palette.locator("[data-label-id=MONEY]")).to_have_count(1)
    lead.store.close()
