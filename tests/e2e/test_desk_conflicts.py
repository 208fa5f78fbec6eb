"""The same annotation changed in two places: shown as such, settled by the reader, never lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from desk import Desk, serving
from playwright.sync_api import Locator, expect
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


def conflicts(desk: Desk) -> Locator:
    return desk.page.get_by_test_id("pm-conflicts")


def both_open(desk: Desk, deaf: Desk, title: str, *words: str) -> None:
    """Mark words as places, and open the article in another browser too."""
    desk.open(title)
    for word in words:
        desk.click(word, count=2)
        desk.press("3")
        desk.saved()
    deaf.open(title)
    expect(deaf.of(words[-1]).first).to_have_attribute("data-state", "made")


def relabel(desk: Desk, word: str, key: str) -> None:
    desk.click(word)
    desk.press(key)
    desk.saved()


def test_mine_is_done_over_what_is_there_now_and_can_be_undone(desk: Desk, deaf: Desk) -> None:
    both_open(desk, deaf, "Labels", "river")
    relabel(desk, "river", "4")
    relabel(deaf, "river", "5")
    card = conflicts(deaf).locator(".pm-conflict")
    expect(card).to_contain_text("Event")
    expect(card).to_contain_text("group")
    expect(deaf.of("river")).to_have_attribute("data-label", "EVENT")
    card.get_by_role("button", name="Do mine").click()
    expect(conflicts(deaf)).to_be_hidden()
    assert deaf.quotes() == [("NORP", "river")]
    deaf.press("Control+z")
    assert deaf.quotes() == [("EVENT", "river")]


def test_what_was_removed_elsewhere_is_made_again_after_a_reload(desk: Desk, deaf: Desk) -> None:
    both_open(desk, deaf, "Gone", "river")
    desk.click("river")
    desk.press("Delete")
    desk.saved()
    deaf.click("river")
    deaf.press("m")
    deaf.page.keyboard.type("Hours of thought.")
    deaf.press("Control+Enter")
    expect(conflicts(deaf)).to_contain_text("It is not there.")
    deaf.page.reload()
    opener = deaf.page.get_by_test_id("pm-unsettled")
    expect(opener).to_have_accessible_name("1 not kept")
    # By keys alone: the button in the line above, then the choice.
    opener.focus()
    deaf.press("Enter")
    expect(conflicts(deaf)).to_contain_text("Hours of thought.")
    deaf.press("Tab", "Enter")
    expect(deaf.of("river")).to_have_attribute("data-state", "made")
    assert [(row["quote"], row["note"]) for row in deaf.stored()] == [
        ("river", "Hours of thought.")
    ]


def test_only_what_i_changed_is_put_over_what_is_there(desk: Desk, deaf: Desk) -> None:
    both_open(desk, deaf, "Edges", "river")
    desk.click("river")
    desk.press("m")
    desk.page.keyboard.type("Theirs.")
    desk.press("Control+Enter")
    desk.saved()
    deaf.click("river")
    deaf.press("Alt+Shift+ArrowLeft")
    conflicts(deaf).get_by_role("button", name="Do mine").click()
    [kept] = deaf.stored()
    assert (kept["quote"], kept["note"]) == ("the river", "Theirs.")


def test_what_is_the_same_in_both_is_nothing_to_settle(desk: Desk, deaf: Desk) -> None:
    both_open(desk, deaf, "Same", "river")
    relabel(desk, "river", "4")
    relabel(deaf, "river", "4")
    expect(deaf.toast).to_contain_text("Not kept")
    expect(deaf.of("river")).to_have_attribute("data-label", "EVENT")
    expect(deaf.page.get_by_test_id("pm-unsettled")).to_be_hidden()
    expect(conflicts(deaf)).to_be_hidden()


def test_several_are_settled_one_by_one_and_hold_up_no_other_act(desk: Desk, deaf: Desk) -> None:
    both_open(desk, deaf, "Several", "river", "saw")
    for word in ("river", "saw"):
        relabel(desk, word, "4")
    # Both are done before the first refusal brings the other's work along.
    deaf.page.context.set_offline(True)
    for word in ("river", "saw"):
        deaf.click(word)
        deaf.press("5")
        expect(deaf.of(word)).to_have_attribute("data-label", "NORP")
    deaf.page.context.set_offline(False)
    deaf.saved()
    deaf.complaints.clear()  # the browser's, about the network
    cards = conflicts(deaf).locator(".pm-conflict")
    expect(cards).to_have_count(2)
    deaf.click("day", count=2)
    deaf.press("2")
    deaf.saved()
    cards.first.get_by_role("button", name="Keep what is there").click()
    expect(cards).to_have_count(1)
    cards.first.get_by_role("button", name="Do mine").click()
    expect(conflicts(deaf)).to_be_hidden()
    assert sorted(deaf.quotes()) == [("EVENT", "river"), ("NORP", "saw"), ("ORG", "day")]
    deaf.page.reload()
    expect(deaf.of("saw").first).to_have_attribute("data-label", "NORP")
    expect(deaf.page.get_by_test_id("pm-unsettled")).to_be_hidden()


def test_words_that_were_not_kept_can_be_copied(desk: Desk, deaf: Desk) -> None:
    both_open(desk, deaf, "Words", "river")
    desk.click("river")
    desk.press("m")
    desk.page.keyboard.type("Theirs.")
    desk.press("Control+Enter")
    desk.saved()
    deaf.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    deaf.click("river")
    deaf.press("m")
    deaf.page.keyboard.type("My long words.")
    deaf.press("Control+Enter")
    card = conflicts(deaf).locator(".pm-conflict")
    expect(card).to_contain_text("Theirs.")
    card.get_by_role("button", name="Copy my text").click()
    expect(deaf.toast.last).to_contain_text("Copied")
    assert deaf.page.evaluate("navigator.clipboard.readText()") == "My long words."
    card.get_by_role("button", name="Keep what is there").click()
    assert [row["note"] for row in deaf.stored()] == ["Theirs."]
