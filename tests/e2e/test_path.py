"""The whole path in a real browser: read, mark, note, chart, export; by mouse and by keyboard."""

from __future__ import annotations

import csv
import io
import json
import urllib.request

import pytest
from playwright.sync_api import Page, expect
from running import Server

pytestmark = pytest.mark.e2e


def open_article(page: Page, server: Server, title: str) -> str:
    """Find an article by its title, as a script would, and open it by its link."""
    with urllib.request.urlopen(f"{server.url}/api/articles?limit=500") as answer:  # noqa: S310
        rows = json.load(answer)["rows"]
    [article] = [row["id"] for row in rows if title in row["title"]]
    page.goto(f"{server.url}/read?article={article}")
    expect(page.get_by_test_id("pm-desk")).to_contain_text(title)
    expect(page.locator("mark").first).to_be_visible()
    return str(article)


def saved(page: Page) -> None:
    expect(page.get_by_test_id("pm-saved")).to_have_attribute("data-waiting", "0")


def word_box(page: Page, word: str) -> dict[str, float]:
    """Return where the first unmarked occurrence of a word stands on the screen."""
    return page.evaluate(
        """word => {
            const walker = document.createTreeWalker(
                document.querySelector('[data-testid=pm-desk]'), NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const node = walker.currentNode;
                const held = node.parentElement.closest('p, mark');
                if (!held || held.tagName === 'MARK') continue;
                const at = node.data.indexOf(word);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(node, at);
                range.setEnd(node, at + word.length);
                node.parentElement.scrollIntoView({block: 'center'});
                const box = range.getBoundingClientRect();
                return {x: box.x, y: box.y, width: box.width, height: box.height};
            }
            throw new Error('no such word: ' + word);
        }""",
        word,
    )


def export(server: Server, article: str) -> list[dict[str, str]]:
    address = f"{server.url}/api/export.csv?article_id={article}&states=made&states=accepted"
    with urllib.request.urlopen(address) as answer:  # noqa: S310 - our own
        return list(csv.DictReader(io.StringIO(answer.read().decode(), newline="")))


def test_by_mouse_a_word_is_labelled_with_a_note_and_leaves_as_csv(
    server: Server, page: Page
) -> None:
    article = open_article(page, server, "Apollo")
    box = word_box(page, "astronauts")
    page.mouse.dblclick(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.locator("[data-label-id=NORP]:visible").first.click()
    mark = page.locator("mark[data-state=made][data-label=NORP]")
    expect(mark).to_have_text("astronauts")
    mark.click()
    expect(page.get_by_text("Remove")).to_be_visible()
    page.keyboard.press("m")
    page.keyboard.type("Three of them; =1+1 <script>alert(1)</script>")
    page.keyboard.press("Control+Enter")
    saved(page)
    [row] = [row for row in export(server, article) if row["label_id"] == "NORP"]
    assert row["quote"] == "astronauts"
    assert row["note"] == "Three of them; =1+1 <script>alert(1)</script>"
    page.reload()
    expect(mark).to_have_text("astronauts")


def test_by_keyboard_suggestions_are_answered_and_the_next_article_opens(
    server: Server, page: Page
) -> None:
    article = open_article(page, server, "Berlin")
    page.keyboard.press("n")
    page.keyboard.press("a")
    page.keyboard.press("a")
    page.keyboard.press("r")
    expect(page.locator("mark[data-state=accepted]")).to_have_count(2)
    saved(page)
    assert server.query(
        "SELECT count(*) FROM annotation JOIN article ON article.seq = article_seq "
        "WHERE article.id = ? AND state = 'rejected'",
        article,
    ) == [(1,)]
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(f"{server.url}/read?article={article}")
    saved(page)
    assert server.query(
        "SELECT state FROM assignment JOIN article ON seq = article_seq WHERE article.id = ?",
        article,
    ) == [("done",)]


def test_a_selection_made_by_keyboard_is_labelled(server: Server, page: Page) -> None:
    article = open_article(page, server, "Northern Ireland")
    page.keyboard.press("v")
    for _ in range(2):
        page.keyboard.press("Control+ArrowRight")
    page.keyboard.press("Control+Shift+ArrowRight")
    page.keyboard.press("4")
    expect(page.locator("mark[data-state=made][data-label=EVENT]")).to_have_count(1)
    saved(page)
    [row] = [row for row in export(server, article) if row["label_id"] == "EVENT"]
    assert row["quote"].strip() == row["quote"] != ""


def test_nothing_fires_while_a_note_is_written(server: Server, page: Page) -> None:
    open_article(page, server, "Mandela")
    marks = page.locator("mark:not([data-state=suggested])")
    count = marks.count()
    page.keyboard.press("n")
    page.keyboard.press("m")
    page.keyboard.type("123 arx n")
    page.keyboard.press("Escape")
    expect(marks).to_have_count(count)


def test_a_link_to_a_passage_opens_it_in_view(server: Server, page: Page) -> None:
    article = open_article(page, server, "Apollo")
    page.goto(f"{server.url}/read?article={article}&at=1200-1210")
    expect(page.get_by_test_id("pm-desk")).to_be_visible()
    expect(page.locator("mark").first).to_be_attached()
    page.wait_for_function("document.querySelector('[data-testid=pm-desk]') !== null")


def test_the_browsers_back_returns_to_the_article_before(server: Server, page: Page) -> None:
    open_article(page, server, "Berlin")
    berlin = page.url
    desk = page.get_by_test_id("pm-desk")
    for _ in range(2):
        page.keyboard.press("]")
        expect(desk).not_to_contain_text("East Germany opens")
        expect(page).not_to_have_url(berlin)
        page.go_back()
        expect(desk).to_contain_text("East Germany opens")
        expect(page).to_have_url(berlin)
    page.go_forward()
    expect(desk).not_to_contain_text("East Germany opens")
    expect(page).not_to_have_url(berlin)


def test_text_that_looks_like_html_stays_text(server: Server, page: Page) -> None:
    body = '<script>window.hit = 1</script> <img src=x onerror="window.hit = 1"> said Kofi Annan.'
    page.goto(f"{server.url}/load")
    page.get_by_role("textbox").first.fill(body)
    page.get_by_role("button", name="Load", exact=False).first.click()
    expect(page.get_by_text("1 loaded", exact=False).first).to_be_visible()
    page.goto(f"{server.url}/read?query=onerror")
    expect(page.get_by_test_id("pm-desk")).to_contain_text("<script>window.hit = 1</script>")
    assert page.evaluate("window.hit") is None
