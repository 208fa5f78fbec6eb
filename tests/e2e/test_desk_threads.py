"""Notes and threads: replies, mentions, resolving, the list of notes, and Markdown that is safe."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from desk import Desk, box, serving
from factories import content, make_act, relation, reply
from playwright.sync_api import Browser, Locator, Page, expect
from running import Server

from annotator.model import Annotator
from annotator.store import Store, acts, open_store, people

pytestmark = pytest.mark.e2e
TEXT = "\n\n".join(
    f"Kofi Annan flew from Geneva to Moscow on day {n} and saw the river." for n in range(30)
)
NAMES = ("Talk", "Mended", "Markdown", "Mention", "Foreign", "Listed", "Thumb", "Whole", "Stays")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    articles = {name: f"{TEXT}\n\nThis was {name.lower()}." for name in NAMES}
    with serving(tmp_path_factory.mktemp("threads"), articles) as started:
        yield started


@pytest.fixture
def store(server: Server) -> Iterator[Store]:
    opened = open_store(server.database)
    yield opened
    opened.close()


@pytest.fixture
def mara(store: Store) -> Annotator:
    """Somebody else at work on the same project."""
    return people.annotator(store, "Mara Lind")


def reader(store: Store) -> Annotator:
    found = people.annotator_by_id(store, people.setting(store, "local_annotator"))
    assert found
    return found


def put(store: Store, desk: Desk, who: Annotator, after: dict[str, Any]) -> dict[str, Any]:
    """Have somebody else put something on the article."""
    assert acts.apply(store, desk.article, who, [make_act(after=after)]).refused == ()
    return after


def come_back(page: Page) -> None:
    """Let the page learn what was done elsewhere, as when its tab is looked at again."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def write_note(desk: Desk, word: str, words: str, key: str = "3") -> None:
    """Mark a word and put a note on it."""
    desk.click(word, count=2)
    desk.press(key)
    desk.click(word)
    desk.press("m")
    desk.page.keyboard.type(words)
    desk.press("Control+Enter")
    desk.saved()


def thread(desk: Desk) -> Locator:
    return desk.page.get_by_test_id("pm-thread")


def test_a_note_is_replied_to_and_its_thread_resolved_by_keys(desk: Desk) -> None:
    desk.open("Talk")
    write_note(desk, "river", "Which river?")
    desk.press("c")
    expect(thread(desk)).to_be_visible()
    desk.page.keyboard.type("The Rhône.")
    desk.press("Control+Enter")
    expect(thread(desk).locator(".pm-post")).to_have_count(2)
    expect(desk.page.locator(".pm-sign").first).to_have_attribute("data-count", "1")
    expect(desk.bar).to_be_hidden()  # a reply does not bring it up under the thread
    expect(desk.page.locator(".pm-sign").first).to_have_accessible_name("Note on river, 1 reply")
    thread(desk).get_by_role("button", name="Resolve").click()
    expect(thread(desk)).to_have_attribute("data-resolved", "")
    expect(thread(desk).get_by_role("textbox")).to_be_hidden()
    desk.saved()
    desk.press("Escape")
    expect(thread(desk)).to_be_hidden()
    desk.page.reload()
    sign = desk.page.locator(".pm-sign").first
    expect(sign).to_have_attribute("data-resolved", "")
    sign.click()
    thread(desk).get_by_role("button", name="Reopen").click()
    expect(thread(desk).locator(".pm-post")).to_have_count(4)
    desk.press("Escape")
    desk.press("Control+z", "Control+z", "Control+z")
    expect(sign).not_to_have_attribute("data-count", re.compile(r"\d"))
    assert [row["note"] for row in replies(desk)] == []


def replies(desk: Desk) -> list[dict[str, Any]]:
    desk.saved()
    rows = desk.server.query(
        "SELECT note, attributes FROM annotation JOIN article ON article.seq = article_seq "
        "WHERE article.id = ? AND annotation.kind = 'reply' ORDER BY annotation.seq",
        desk.article,
    )
    return [{"note": note, "attributes": attributes} for note, attributes in rows]


def test_ones_own_words_are_changed_and_removed_and_what_is_begun_is_kept(desk: Desk) -> None:
    desk.open("Mended")
    write_note(desk, "river", "Wich?")
    desk.press("c")
    field = thread(desk).get_by_label("Reply", exact=True).and_(desk.page.locator("textarea"))
    field.fill("One.")
    desk.press("Control+Enter")
    thread(desk).get_by_role("button", name="Edit: Wich?").click()
    thread(desk).get_by_label("Change these words").fill("Which?")
    desk.press("Control+Enter")
    expect(thread(desk)).to_contain_text("Which?")
    thread(desk).get_by_role("button", name="Remove: One.").click()
    expect(thread(desk).locator(".pm-post")).to_have_count(1)
    assert replies(desk) == []
    field.fill("Half a thou")
    desk.press("Escape")
    desk.press("c")
    expect(field).to_have_value("Half a thou")
    assert [row["note"] for row in desk.stored()] == ["Which?"]


def test_markdown_is_shown_and_nothing_in_it_runs(desk: Desk) -> None:
    desk.open("Markdown")
    hostile = (
        "**bold** and *slanted* `x < 1`\n- one\n- [paper](https://example.org/a)\n> quoted\n\n"
        "<script>window.ran = 1</script> <img src=x onerror='window.ran = 1'> "
        "[click](javascript:window.ran=1) [data](data:text/html,<script>window.ran=1</script>)"
    )
    write_note(desk, "river", "x")
    desk.press("c")
    thread(desk).get_by_role("button", name="Edit: x").click()
    thread(desk).get_by_label("Change these words").fill(hostile)
    desk.press("Control+Enter")
    words = thread(desk).locator(".pm-words")
    expect(words.locator("strong")).to_have_text("bold")
    expect(words.locator("em")).to_have_text("slanted")
    expect(words.locator("code")).to_have_text("x < 1")
    expect(words.locator("li")).to_have_count(2)
    expect(words.locator("blockquote")).to_have_text("quoted")
    link = words.locator("a")
    expect(link).to_have_count(1)
    expect(link).to_have_attribute("rel", re.compile("noopener noreferrer"))
    expect(words.locator(".pm-host")).to_have_text("(example.org)")
    expect(words).to_contain_text("<script>window.ran = 1</script> <img src=x")
    expect(words).to_contain_text("[click](javascript:window.ran=1)")
    assert words.locator("script, img").count() == 0
    assert desk.page.evaluate("window.ran") is None
    assert [row["note"] for row in desk.stored()] == [hostile]


def test_typing_an_at_sign_offers_members_and_a_mention_is_kept(
    desk: Desk, store: Store, mara: Annotator
) -> None:
    desk.open("Mention")
    desk.click("river", count=2)
    desk.press("m")
    desk.page.keyboard.type("Ask @lin")
    offered = desk.page.get_by_role("listbox", name="Members").get_by_role("option")
    expect(offered).to_have_text(["Mara Lind"])
    desk.press("Enter")
    desk.page.keyboard.type("please")
    field = desk.page.get_by_test_id("pm-note").get_by_role("textbox")
    expect(field).to_have_value("Ask @Mara Lind please")
    desk.press("Control+Enter")
    [noted] = desk.stored()
    kept = desk.server.query("SELECT attributes FROM annotation WHERE id = ?", noted["id"])
    assert kept == [(f'{{"mentions": ["{mara.id}"]}}',)]
    desk.page.locator(".pm-sign").first.click()
    expect(thread(desk).locator(".pm-named")).to_have_text("@Mara Lind")
    # The list is no trap: Escape closes it, and the words stay.
    desk.page.keyboard.type("@Ma")
    expect(offered).to_have_count(1)
    desk.press("Escape")
    expect(offered).to_have_count(0)
    expect(thread(desk)).to_be_visible()


def test_a_note_that_mentions_the_reader_is_shown_and_answered(
    desk: Desk, store: Store, mara: Annotator
) -> None:
    desk.open("Foreign")
    me = reader(store)
    text = f"{TEXT}\n\nThis was foreign."
    start = text.index("Geneva")
    note = f"@{me.name}, the *city*?"
    asked = content(text, start, start + 6, "LOC", note=note, attributes={"mentions": [me.id]})
    put(store, desk, mara, asked)
    come_back(desk.page)
    badge = desk.page.get_by_test_id("pm-mentions")
    expect(badge).to_have_text("1 mentions you")
    sign = desk.page.locator(".pm-sign[data-shared]")
    expect(sign).to_have_count(1)
    expect(sign).to_have_accessible_name("Note on Geneva, by Mara Lind")
    badge.click()
    expect(thread(desk)).to_contain_text("Mara Lind")
    expect(thread(desk).get_by_role("button", name="Edit")).to_have_count(0)
    desk.page.keyboard.type("The city.")
    desk.press("Control+Enter")
    expect(badge).to_be_hidden()
    desk.saved()
    put(store, desk, mara, reply(asked["id"], "Thanks."))
    come_back(desk.page)
    expect(thread(desk)).to_contain_text("Thanks.")


def test_a_mark_that_others_have_replied_to_stays_with_its_relations(
    desk: Desk, store: Store, mara: Annotator
) -> None:
    desk.open("Stays")
    me = reader(store)
    mentioned = {"note": "@Mara Lind, by plane?", "attributes": {"mentions": [mara.id]}}
    start, end = TEXT.index("flew"), TEXT.index("saw")
    flew = put(store, desk, me, content(TEXT, start, start + 4, "EVENT", **mentioned))
    saw = put(store, desk, me, content(TEXT, end, end + 3, "EVENT"))
    put(store, desk, me, relation(flew["id"], saw["id"]))
    put(store, desk, mara, reply(flew["id"], "By train."))
    come_back(desk.page)
    expect(desk.of("saw")).to_have_attribute("data-signs", "∞")
    before = desk.stored()
    desk.click("flew")
    desk.press("Delete")
    expect(desk.toast.last).to_contain_text("Others have replied to this note.")
    desk.press("Shift+Delete")
    found = desk.page.get_by_test_id("pm-occurrences")
    expect(found).to_contain_text("0 in this article · 1 left out: others have replied to the note")
    desk.press("Escape", "Escape")
    assert desk.stored() == before
    assert desk.complaints == []


def test_the_list_of_notes_is_narrowed(desk: Desk) -> None:
    desk.open("Listed")
    for word, words in (("river", "Which river?"), ("day", "Which day?")):
        write_note(desk, word, words)
    desk.panel.get_by_role("tab", name="Notes, 2").click()
    cards = desk.panel.locator(".pm-card")
    expect(cards).to_have_count(2)
    cards.filter(has_text="day").click()
    expect(thread(desk)).to_be_visible()
    thread(desk).get_by_role("button", name="Resolve").click()
    desk.press("Escape")
    expect(desk.panel.get_by_role("tab", name="Notes, 1")).to_be_visible()
    expect(cards).to_have_text([re.compile("Which river")])
    desk.panel.get_by_label("Which notes").select_option("Resolved")
    expect(cards).to_have_text([re.compile("Which day.*resolved")])
    desk.panel.get_by_label("Which notes").select_option("All")
    desk.panel.get_by_label("Find in notes").fill("RIVER?")
    expect(cards).to_have_count(1)


def test_the_thread_stands_beside_the_text_and_never_on_it(desk: Desk) -> None:
    desk.open("Whole")
    write_note(desk, "river", "Which river?")
    desk.press("c")
    text = desk.page.locator(".pm-p").first
    words = text.evaluate(
        "p => { const r = document.createRange(); r.selectNodeContents(p);"
        " return Math.max(...[...r.getClientRects()].map(one => one.right)); }"
    )
    shown = box(thread(desk))
    assert shown["x"] >= words
    assert abs(shown["y"] - box(desk.of("river"))["y"]) < 120
    desk.press("Escape", "Escape", "Escape")
    desk.press("c")
    note = desk.page.get_by_label("A note on the whole article")
    expect(note).to_be_focused()
    desk.page.keyboard.type("Read twice.")
    desk.press("Control+Enter")
    desk.saved()
    desk.press("c")
    expect(thread(desk)).to_contain_text("The whole article")


def test_a_thread_is_read_and_answered_with_a_thumb(browser: Browser, server: Server) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    desk = Desk(server, context.new_page())
    desk.open("Thumb")
    desk.page.touchscreen.tap(*desk.middle("river"))
    desk.bar.get_by_role("button", name="Note").tap()
    desk.page.get_by_test_id("pm-note").get_by_role("textbox").fill("Which river?")
    desk.page.get_by_test_id("pm-note").get_by_role("textbox").blur()
    desk.saved()
    desk.page.locator(".pm-sign").first.tap()
    shown = box(thread(desk))
    assert shown["y"] + shown["height"] == pytest.approx(844, abs=1)
    thread(desk).get_by_role("textbox").fill("The Rhône.")
    thread(desk).get_by_role("button", name="Reply").tap()
    expect(thread(desk).locator(".pm-post")).to_have_count(2)
    for pressed in thread(desk).get_by_role("button").all():
        assert box(pressed)["height"] >= 44
    assert [row["note"] for row in replies(desk)] == ["The Rhône."]
    context.close()
    assert desk.complaints == []
