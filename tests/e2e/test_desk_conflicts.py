"""The same annotation changed in two places: shown as such, settled by the reader, never lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from desk import DEAF, Desk, serving
from playwright.sync_api import Browser, Locator, expect
from running import Server

pytestmark = pytest.mark.e2e
TEXT = "\n\n".join(
    f"Kofi Annan flew from Geneva to Moscow on day {n} and saw the river." for n in range(8)
)
NAMES = ("Labels", "Gone", "Edges", "Same", "Several", "Kept", "Words")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    articles = {name: f"{TEXT}\n\nThis was {name.lower()}." for name in NAMES}
    with serving(tmp_path_factory.mktemp("conflicts"), articles) as started:
        yield started


@pytest.fixture
def other(browser: Browser, server: Server) -> Iterator[Desk]:
    """A desk in another browser of the same reader, that learns of nothing by itself."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.add_init_script(DEAF)
    opened = Desk(server, context.new_page())
    yield opened
    context.close()
    assert opened.complaints == []


def conflicts(desk: Desk) -> Locator:
    return desk.page.get_by_test_id("pm-conflicts")


def both_open(desk: Desk, other: Desk, title: str, *words: str) -> None:
    """Mark words as places, and open the article in another browser too."""
    desk.open(title)
    for word in words:
        desk.click(word, count=2)
        desk.press("3")
        desk.saved()
    other.open(title)
    expect(other.of(words[-1]).first).to_have_attribute("data-state", "made")


def relabel(desk: Desk, word: str, key: str) -> None:
    desk.click(word)
    desk.press(key)
    desk.saved()


def test_mine_is_done_over_what_is_there_now_and_can_be_undone(desk: Desk, other: Desk) -> None:
    both_open(desk, other, "Labels", "river")
    relabel(desk, "river", "4")
    relabel(other, "river", "5")
    card = conflicts(other).locator(".pm-conflict")
    expect(card).to_contain_text("Event")
    expect(card).to_contain_text("group")
    expect(other.of("river")).to_have_attribute("data-label", "EVENT")
    card.get_by_role("button", name="Do mine").click()
    expect(conflicts(other)).to_be_hidden()
    assert other.quotes() == [("NORP", "river")]
    other.press("Control+z")
    assert other.quotes() == [("EVENT", "river")]


def test_what_was_removed_elsewhere_is_made_again_after_a_reload(desk: Desk, other: Desk) -> None:
    both_open(desk, other, "Gone", "river")
    desk.click("river")
    desk.press("Delete")
    desk.saved()
    other.click("river")
    other.press("m")
    other.page.keyboard.type("Hours of thought.")
    other.press("Control+Enter")
    expect(conflicts(other)).to_contain_text("It is not there.")
    other.page.reload()
    opener = other.page.get_by_test_id("pm-unsettled")
    expect(opener).to_have_accessible_name("1 not kept")
    # By keys alone: the button in the line above, then the choice.
    opener.focus()
    other.press("Enter")
    expect(conflicts(other)).to_contain_text("Hours of thought.")
    other.press("Tab", "Enter")
    expect(other.of("river")).to_have_attribute("data-state", "made")
    assert [(row["quote"], row["note"]) for row in other.stored()] == [
        ("river", "Hours of thought.")
    ]


def test_only_what_i_changed_is_put_over_what_is_there(desk: Desk, other: Desk) -> None:
    both_open(desk, other, "Edges", "river")
    desk.click("river")
    desk.press("m")
    desk.page.keyboard.type("Theirs.")
    desk.press("Control+Enter")
    desk.saved()
    other.click("river")
    other.press("Alt+Shift+ArrowLeft")
    conflicts(other).get_by_role("button", name="Do mine").click()
    [kept] = other.stored()
    assert (kept["quote"], kept["note"]) == ("the river", "Theirs.")


def test_what_is_the_same_in_both_is_nothing_to_settle(desk: Desk, other: Desk) -> None:
    both_open(desk, other, "Same", "river")
    relabel(desk, "river", "4")
    relabel(other, "river", "4")
    expect(other.toast).to_contain_text("Not kept")
    expect(other.of("river")).to_have_attribute("data-label", "EVENT")
    expect(other.page.get_by_test_id("pm-unsettled")).to_be_hidden()
    expect(conflicts(other)).to_be_hidden()


def test_several_are_settled_one_by_one_and_hold_up_no_other_act(desk: Desk, other: Desk) -> None:
    both_open(desk, other, "Several", "river", "saw")
    for word in ("river", "saw"):
        relabel(desk, word, "4")
    # Both are done before the first refusal brings the other's work along.
    other.page.context.set_offline(True)
    for word in ("river", "saw"):
        other.click(word)
        other.press("5")
        expect(other.of(word)).to_have_attribute("data-label", "NORP")
    other.page.context.set_offline(False)
    other.saved()
    other.complaints.clear()  # the browser's, about the network
    cards = conflicts(other).locator(".pm-conflict")
    expect(cards).to_have_count(2)
    other.click("day", count=2)
    other.press("2")
    other.saved()
    cards.first.get_by_role("button", name="Keep what is there").click()
    expect(cards).to_have_count(1)
    cards.first.get_by_role("button", name="Do mine").click()
    expect(conflicts(other)).to_be_hidden()
    assert sorted(other.quotes()) == [("EVENT", "river"), ("NORP", "saw"), ("ORG", "day")]
    other.page.reload()
    expect(other.of("saw").first).to_have_attribute("data-label", "NORP")
    expect(other.page.get_by_test_id("pm-unsettled")).to_be_hidden()


def test_words_that_were_not_kept_can_be_copied(desk: Desk, other: Desk) -> None:
    both_open(desk, other, "Words", "river")
    desk.click("river")
    desk.press("m")
    desk.page.keyboard.type("Theirs.")
    desk.press("Control+Enter")
    desk.saved()
    other.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    other.click("river")
    other.press("m")
    other.page.keyboard.type("My long words.")
    other.press("Control+Enter")
    card = conflicts(other).locator(".pm-conflict")
    expect(card).to_contain_text("Theirs.")
    card.get_by_role("button", name="Copy my text").click()
    expect(other.toast.last).to_contain_text("Copied")
    assert other.page.evaluate("navigator.clipboard.readText()") == "My long words."
    card.get_by_role("button", name="Keep what is there").click()
    assert [row["note"] for row in other.stored()] == ["Theirs."]
