"""Words that were begun and not sent: no reload, killed page or slip of a finger loses them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from desk import Desk, box, serving
from playwright.sync_api import Locator, expect
from running import Server

pytestmark = pytest.mark.e2e
TEXT = "\n\n".join(f"Kofi Annan flew from Geneva to Moscow on day {n} 👍🏽." for n in range(9))
NAMES = ("Reply", "Passage", "Emptied", "Escape", "Changed", "Whole", "Left", "Left after", "Thumb")
HOSTILE = "<img src=x onerror='window.ran = 1'> **not yet** 👨‍👩‍👧‍👦 سوريا"
KEPT = """
    Object.keys(localStorage).filter(key => key.startsWith('pm:unsent:')
        && key.includes(':' + new URLSearchParams(location.search).get('article') + ':')).length
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    articles = {name: f"{TEXT}\n\nThis was {name.lower()}." for name in NAMES}
    with serving(tmp_path_factory.mktemp("unsent"), articles) as started:
        yield started


def kept(desk: Desk) -> int:
    """Return how many unsent words the browser holds for the article."""
    return int(desk.page.evaluate(KEPT))


def note_field(desk: Desk) -> Locator:
    return desk.page.get_by_test_id("pm-note").get_by_role("textbox")


def thread(desk: Desk) -> Locator:
    return desk.page.get_by_test_id("pm-thread")


def hint(shown: Locator) -> Locator:
    return shown.get_by_text("Begun earlier, not kept yet")


def notes(desk: Desk) -> list[Any]:
    return [row["note"] for row in desk.stored() if row["note"]]


def reload(desk: Desk) -> None:
    desk.page.reload()
    expect(desk.page.locator(".pm-p").first).to_be_visible()


def another_page(desk: Desk) -> Desk:
    """Close the page without a word to it, and open the same article on another one."""
    context = desk.page.context
    desk.page.close()
    other = Desk(desk.server, context.new_page())
    [(title,)] = desk.server.query("SELECT title FROM article WHERE id = ?", desk.article)
    other.open(str(title))
    return other


def with_note(desk: Desk, title: str) -> None:
    desk.open(title)
    desk.click("Moscow", count=2)
    desk.press("3")
    desk.click("Moscow")
    desk.press("m")
    desk.page.keyboard.type("Which one?")
    desk.press("Control+Enter")
    desk.saved()


def test_a_reply_outlives_a_reload_and_a_page_that_was_killed(desk: Desk) -> None:
    with_note(desk, "Reply")
    desk.press("c")
    desk.page.keyboard.insert_text(HOSTILE)
    reload(desk)
    expect(desk.toast.last).to_contain_text("A reply on “Moscow” was begun and not kept.")
    desk.click("Moscow")
    desk.press("c")
    field = thread(desk).get_by_role("textbox")
    expect(field).to_have_value(HOSTILE)
    expect(hint(thread(desk))).to_be_visible()
    desk.press("End")
    desk.page.keyboard.type("!")
    other = another_page(desk)
    other.toast.get_by_role("button", name="Go on with it").click()
    field = thread(other).get_by_role("textbox")
    expect(field).to_have_value(f"{HOSTILE}!")
    expect(field).to_be_focused()
    other.press("Control+Enter")
    expect(thread(other).locator(".pm-post")).to_have_count(2)
    expect(field).to_have_value("")
    expect(hint(thread(other))).to_be_hidden()
    other.saved()
    assert kept(other) == 0
    reload(other)
    expect(other.toast).to_have_count(0)
    assert other.page.evaluate("window.ran") is None
    assert other.complaints == []


def test_a_note_on_a_passage_outlives_a_reload_and_is_gone_on_with(desk: Desk) -> None:
    desk.open("Passage")
    desk.drag("Geneva", "Moscow")
    desk.press("m")
    desk.page.keyboard.insert_text(HOSTILE)
    reload(desk)
    assert notes(desk) == []
    expect(desk.toast.last).to_contain_text("A note on “Geneva to Moscow” was begun and not kept.")
    expect(desk.toast.last).to_contain_text("<img src=x")
    desk.toast.get_by_role("button", name="Go on with it").click()
    expect(note_field(desk)).to_have_value(HOSTILE)
    expect(desk.page.get_by_test_id("pm-note")).to_contain_text("Begun earlier, not kept yet")
    desk.press("Control+Enter")
    [made] = desk.stored()
    assert (made["quote"], made["note"]) == ("Geneva to Moscow", HOSTILE)
    assert kept(desk) == 0
    assert desk.page.evaluate("window.ran") is None


def test_words_that_were_emptied_are_not_brought_back(desk: Desk) -> None:
    desk.open("Emptied")
    desk.click("Geneva", count=2)
    desk.press("m")
    desk.page.keyboard.type("Half")
    assert kept(desk) == 1
    note_field(desk).fill("")
    assert kept(desk) == 0
    reload(desk)
    desk.click("Geneva", count=2)
    desk.press("m")
    expect(note_field(desk)).to_have_value("")
    expect(desk.toast).to_have_count(0)


def test_a_note_given_up_by_a_slip_can_be_gone_on_with(desk: Desk) -> None:
    desk.open("Escape")
    desk.click("Geneva", count=2)
    desk.press("m")
    desk.page.keyboard.type("A long thought")
    desk.press("Escape")
    assert kept(desk) == 0
    expect(desk.toast.last).to_contain_text("What you wrote was not kept.")
    desk.toast.get_by_role("button", name="Go on with it").click()
    expect(note_field(desk)).to_have_value("A long thought")
    desk.press("Control+Enter")
    assert notes(desk) == ["A long thought"]


def test_a_change_of_words_is_kept_by_escape_and_dropped_by_cancel(desk: Desk) -> None:
    with_note(desk, "Changed")
    desk.press("c")
    thread(desk).get_by_role("button", name="Edit: Which one?").click()
    words = thread(desk).get_by_label("Change these words")
    words.fill("Which of them?")
    desk.press("Escape")
    expect(words).to_have_count(0)
    reload(desk)
    desk.toast.get_by_role("button", name="Go on with it").click()
    expect(words).to_have_value("Which of them?")
    thread(desk).get_by_role("button", name="Cancel").click()
    assert kept(desk) == 0
    thread(desk).get_by_role("button", name="Edit: Which one?").click()
    expect(words).to_have_value("Which one?")
    assert notes(desk) == ["Which one?"]


def test_the_note_on_the_whole_article_outlives_a_reload(desk: Desk) -> None:
    desk.open("Whole")
    field = desk.page.get_by_label("A note on the whole article")
    field.fill("Read twi")
    reload(desk)
    expect(field).to_have_value("Read twi")
    expect(hint(desk.panel)).to_be_visible()
    field.press("End")
    desk.page.keyboard.type("ce.")
    desk.press("Escape")
    expect(field).to_have_value("")
    desk.toast.get_by_role("button", name="Go on with it").click()
    expect(field).to_have_value("Read twice.")
    desk.press("Control+Enter")
    assert notes(desk) == ["Read twice."]
    expect(hint(desk.panel)).to_be_hidden()


def test_what_is_being_written_is_kept_on_the_article_that_is_left(desk: Desk) -> None:
    desk.open("Left")
    desk.click("Geneva", count=2)
    desk.press("m")
    desk.page.keyboard.type("Which?")
    following = desk.page.get_by_role("button", name="Next article")
    following.click()
    expect(desk.page.locator(".pm-masthead h1")).not_to_have_text("Left")
    expect(note_field(desk)).to_have_count(0)
    assert notes(desk) == ["Which?"]
    desk.open("Left")
    desk.page.get_by_label("A note on the whole article").fill("All of it.")
    following.click()
    expect(desk.page.locator(".pm-masthead h1")).not_to_have_text("Left")
    expect(desk.page.get_by_label("A note on the whole article")).not_to_have_value("All of it.")
    assert sorted(notes(desk)) == ["All of it.", "Which?"]
    assert desk.server.query(
        "SELECT count(*) FROM annotation WHERE note IN ('All of it.', 'Which?')"
    ) == [(2,)]


def test_with_a_thumb_a_note_is_gone_on_with(phone: Desk) -> None:
    phone.open("Thumb")
    phone.page.touchscreen.tap(*phone.middle("Geneva"))
    phone.bar.get_by_role("button", name="Note").tap()
    note_field(phone).fill("Which?")
    reload(phone)
    offered = phone.toast.get_by_role("button", name="Go on with it")
    assert box(offered)["height"] >= 44
    offered.tap()
    expect(note_field(phone)).to_have_value("Which?")
    expect(phone.page.get_by_test_id("pm-note")).to_contain_text("Begun earlier, not kept yet")
    note_field(phone).blur()
    assert notes(phone) == ["Which?"]
