"""The article as a whole: its labels, notes, whether it is done, the way to the next; the keys."""

from __future__ import annotations

import json
import re
import urllib.request
from collections.abc import Iterator

import pytest
from desk import Desk, serving
from playwright.sync_api import Route, expect
from running import Server

pytestmark = pytest.mark.e2e
TEXT = "The lighthouse was lit again on the northern cape. Kofi Annan saw it from Geneva."
NAMES = ("Labelled", "Noted", "Bare", "Done", "Reopened", "Keys", "Typing", "Roles")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    articles = {name: f"{TEXT}\n\nThis was {name.lower()}." for name in NAMES}
    with serving(tmp_path_factory.mktemp("article"), articles) as started:
        yield started


def state(desk: Desk, article: str) -> str:
    """Return whether the reader is done with an article, as the API says it."""
    desk.saved()
    with urllib.request.urlopen(f"{desk.server.url}/api/articles/{article}") as answer:  # noqa: S310
        return str(json.load(answer)["state"])


def test_a_label_goes_on_the_whole_article_and_off_again(desk: Desk) -> None:
    desk.open("Labelled")
    report = desk.panel.get_by_role("button", name="Report")
    report.click()
    expect(report).to_have_attribute("aria-pressed", "true")
    desk.panel.get_by_role("button", name="Opinion").click()
    labels = {row["label_id"] for row in desk.stored()}
    assert labels == {"REPORT", "OPINION"}
    assert {row["kind"] for row in desk.stored()} == {"article"}
    report.click()
    expect(report).to_have_attribute("aria-pressed", "false")
    assert [row["label_id"] for row in desk.stored()] == ["OPINION"]
    desk.press("Control+z")
    expect(report).to_have_attribute("aria-pressed", "true")
    assert {row["label_id"] for row in desk.stored()} == labels


def test_a_note_on_the_article_is_kept_when_it_is_left(desk: Desk) -> None:
    desk.open("Noted")
    field = desk.page.get_by_label("A note on the whole article")
    field.click()
    desk.page.keyboard.type("Read it twice: a, r, 1, 2.")
    desk.click("northern")
    [noted] = desk.stored()
    assert (noted["kind"], noted["label_id"]) == ("article", None)
    assert noted["note"] == "Read it twice: a, r, 1, 2."
    field.click()
    desk.page.keyboard.type(" And again.")
    desk.press("Escape")
    expect(field).to_have_value("Read it twice: a, r, 1, 2.")
    desk.page.reload()
    expect(field).to_have_value("Read it twice: a, r, 1, 2.")
    assert desk.stored() == [noted]
    field.fill("")
    field.blur()
    assert desk.stored() == []


def test_a_passage_takes_a_note_without_a_label(desk: Desk) -> None:
    desk.open("Bare")
    desk.click("lighthouse", count=2)
    desk.press("m")
    desk.page.keyboard.type("which one?")
    desk.press("Control+Enter")
    bare = desk.page.locator("mark.pm-bare")
    expect(bare).to_have_text("lighthouse")
    [noted] = desk.stored()
    assert (noted["quote"], noted["label_id"], noted["note"]) == ("lighthouse", None, "which one?")
    desk.panel.get_by_role("tab", name="Notes").click()
    expect(desk.panel.get_by_role("listitem").filter(has_text="which one?")).to_be_visible()
    desk.page.get_by_label("Note on lighthouse").click()
    expect(desk.page.get_by_test_id("pm-thread")).to_contain_text("which one?")
    desk.press("Escape", "m")
    field = desk.page.get_by_test_id("pm-note").get_by_role("textbox")
    expect(field).to_have_value("which one?")
    field.fill("dropped")
    desk.press("Escape")
    assert desk.stored() == [noted]
    bare.click()
    desk.press("3")
    expect(desk.of("lighthouse")).to_have_attribute("data-label", "LOC")
    assert desk.stored() == [noted | {"label_id": "LOC"}]
    desk.press("Control+z", "m", "Control+a", "Delete", "Control+Enter")
    expect(bare).to_have_count(0)
    assert desk.stored() == []


def test_enter_is_done_and_on_to_the_next_and_brackets_go_both_ways(desk: Desk) -> None:
    desk.open("Done")
    article = desk.article
    headline = desk.page.locator(".pm-masthead h1")
    desk.press("Enter")
    expect(headline).not_to_have_text("Done")
    second = headline.inner_text()
    assert state(desk, article) == "done"
    desk.press("[")
    expect(headline).to_have_text("Done")
    expect(desk.page.get_by_test_id("pm-done")).to_have_attribute("aria-pressed", "true")
    desk.press("]")
    expect(headline).to_have_text(second)
    desk.page.get_by_role("button", name="Previous article").click()
    expect(headline).to_have_text("Done")
    expect(desk.page).to_have_url(f"{desk.server.url}/read?article={article}")
    desk.page.get_by_role("button", name="Next article").click()
    expect(headline).to_have_text(second)


def test_the_address_is_that_of_the_article_after_a_quick_step_there_and_back(desk: Desk) -> None:
    desk.open("Bare")
    headline = desk.page.locator(".pm-masthead h1")
    for _ in range(5):
        # The step back is told while the answer to the step forth is still on its way.
        desk.press("]", "[")
        expect(headline).to_have_text("Bare")
        expect(desk.page).to_have_url(re.compile(f"article={desk.article}"))


def test_a_step_back_counts_while_the_article_before_it_is_on_its_way(desk: Desk) -> None:
    held: list[Route] = []
    is_held = [True]

    def hold(route: Route) -> None:
        if is_held:
            held.append(route)
        else:
            route.continue_()

    [(bare,)] = desk.server.query("SELECT id FROM article WHERE title = 'Bare'")
    desk.page.route(re.compile(f"/api/articles/(?!{bare})\\w+([?]|$)"), hold)
    desk.open("Bare")
    headline = desk.page.locator(".pm-masthead h1")
    desk.press("]", "[")
    expect(desk.page.get_by_role("status", name="Loading the article")).to_be_visible()
    is_held.clear()
    for route in held:
        route.continue_()
    expect(headline).to_have_text("Bare")
    expect(desk.page).to_have_url(re.compile(f"article={desk.article}"))
    desk.press("]")
    expect(headline).not_to_have_text("Bare")


# The list is to be drawn, and before the next frame the article is left for one that takes long.
LEAVE = """() => {
    document.querySelector('.pm-rows').dispatchEvent(new Event('scroll'));
    document.querySelector('[aria-label="Next article"]').click();
    for (const start = performance.now(); performance.now() < start + 200;);
}"""


def test_an_article_that_is_left_before_its_lists_were_drawn_leaves_no_error(desk: Desk) -> None:
    desk.open("Keys")

    def nothing_else(route: Route) -> None:
        if desk.article in route.request.url:
            route.fallback()
        else:
            route.abort()

    desk.page.route("**/api/articles/*", nothing_else)
    desk.page.reload()
    expect(desk.page.locator(".pm-p").first).to_be_visible()
    desk.page.evaluate(LEAVE)
    expect(desk.page.get_by_test_id("pm-error")).to_contain_text("could not be opened")
    desk.still()
    desk.complaints[:] = [told for told in desk.complaints if "net::ERR" not in told]


def test_what_is_done_is_opened_again_by_its_button_and_by_undo(desk: Desk) -> None:
    desk.open("Reopened")
    article = desk.article
    done = desk.page.get_by_test_id("pm-done")
    headline = desk.page.locator(".pm-masthead h1")
    done.click()
    expect(headline).not_to_have_text("Reopened")
    desk.press("[")
    expect(headline).to_have_text("Reopened")
    assert state(desk, article) == "done"
    done.click()
    expect(done).to_have_attribute("aria-pressed", "false")
    assert state(desk, article) == "open"
    desk.press("Control+z")
    expect(done).to_have_attribute("aria-pressed", "true")
    assert state(desk, article) == "done"


def test_while_the_sheet_of_keys_is_open_no_other_key_does_anything(desk: Desk) -> None:
    runs: list[int] = []  # what Streamlit's page asks of its server
    desk.page.on(
        "websocket", lambda socket: socket.on("framesent", lambda frame: runs.append(len(frame)))
    )
    desk.open("Keys")
    desk.press("n")
    desk.press("?")
    sheet = desk.page.get_by_role("dialog", name="Keys")
    expect(sheet).to_be_visible()
    expect(sheet).to_contain_text("reject, and go on")
    asked = len(runs)
    desk.press("r", "c", "a", "1", "Delete", "]", "Control+z")
    desk.press("Escape")
    expect(sheet).to_have_count(0)
    expect(desk.page.locator("mark.pm-on")).to_have_text("Kofi Annan")
    assert desk.acts() == []
    assert len(runs) == asked
    desk.press("?")
    expect(sheet).to_be_visible()
    desk.press("?")
    expect(sheet).to_have_count(0)
    desk.page.get_by_role("button", name="Keys").click()
    sheet.get_by_role("button", name="Close").click()
    desk.press("a")
    expect(desk.of("Kofi Annan")).to_have_attribute("data-state", "accepted")


def test_keys_are_letters_in_every_field(desk: Desk) -> None:
    desk.open("Typing")
    desk.press("f")
    find = desk.page.get_by_label("Find in the text")
    expect(find).to_be_focused()
    desk.page.keyboard.type("northern car1?[")
    expect(find).to_have_value("northern car1?[")
    find.fill("northern")
    desk.press("Enter")
    expect(desk.page.get_by_text("1 of 1", exact=True)).to_be_visible()
    desk.press("Escape")
    expect(find).to_be_hidden()
    desk.click("cape", count=2)
    desk.press("/")
    filter_ = desk.bar.get_by_label("Find a label")
    desk.page.keyboard.type("nat")
    expect(desk.bar.locator(".pm-label")).to_have_text("5Nationality or group")
    desk.press("Enter")
    assert desk.quotes() == [("NORP", "cape")]
    desk.click("lit", count=2)
    desk.press("p", "l")
    expect(filter_).to_have_value("pl")
    desk.press("Enter")
    desk.click("saw", count=2)
    desk.press("m")
    desk.page.keyboard.type("r, c, 1, [ and Delete")
    desk.press("Delete")
    desk.press("Escape")
    assert desk.quotes() == [("LOC", "lit"), ("NORP", "cape")]
    assert desk.acts() == ["annotate"] * 2


def test_everything_has_a_role_and_a_name(desk: Desk) -> None:
    desk.open("Roles")
    expect(desk.page.get_by_test_id("pm-desk")).to_match_aria_snapshot(r"""
    - button "Previous article"
    - button "Next article"
    - button "Undo"
    - button "Keys"
    - button "Done"
    - article:
      - heading "Roles" [level=1]
      - paragraph:
        - text: The lighthouse was lit again on the northern cape.
        - mark: Kofi Annan
        - text: saw it from
        - mark: Geneva
    - complementary "Labels and lists":
      - region "Labels":
        - button "Person, key 1"
      - region "Article labels":
        - button "Report"
      - tablist "Lists":
        - tab "Suggestions, 2" [selected]
        - tab "Marks, 0"
      - button "Kofi Annan PER .82"
      - 'button "Accept: Kofi Annan"'
      - textbox "A note on the whole article"
    """)
    expect(desk.of("Geneva")).to_have_attribute("aria-description", "Place, suggested, sure")
    desk.click("Kofi Annan")
    expect(desk.bar).to_match_aria_snapshot(r"""
    - toolbar "At the selection":
      - paragraph: /^Person\?/
      - button "Accept"
      - button "Reject"
      - button "Person, key 1"
    """)
    expect(desk.page.locator(".pm-live")).to_contain_text("Person, suggested: Kofi Annan")
    nameless = desk.page.evaluate("""() =>
        [...document.querySelectorAll('.pm-desk :is(button, input, textarea, [role])')].filter(
            (one) => !(one.getAttribute('aria-label') || one.textContent.trim() || one.hidden ||
                one.labels?.length || one.matches('[role=status]'))).map((one) => one.outerHTML)""")
    assert nameless == []
