"""Saying on the desk what a mark names."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from desk import Desk, box, serving
from factories import ROOT
from playwright.sync_api import Browser, expect
from running import PATIENCE, Server

pytestmark = pytest.mark.e2e
TEXT = "once lavrov spoke in a hall.\n\nthen lavrov left, and the chief with him; lavrov smiled."
NAMES = ("From the list", "Free", "Used before", "All", "Offline", "By touch")
LIST = """id,name,aliases,description
Q58217,Sergei Lavrov,Lavrov|Лавров,Russian minister
Q2,Elena Lavrova,,<b>a swimmer</b>
https://example.org/x,A page,,
"""
IDS = """
    SELECT quote, entity_id FROM annotation JOIN article ON article.seq = article_seq
    WHERE article.id = ? AND kind = 'span' ORDER BY start
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("entities")
    articles = {name: f"{TEXT}\n\nthis was {name.lower()}." for name in NAMES}
    with serving(folder, articles) as started:
        file = folder / "list.csv"
        file.write_text(LIST, encoding="utf-8")
        command = [sys.executable, "-m", "annotator", "entities", file, "--db", folder / "p.db"]
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        yield started


def ids(desk: Desk) -> list[tuple[str, ...]]:
    desk.saved()
    return [tuple(row) for row in desk.server.query(IDS, desk.article)]


def mark_all(desk: Desk) -> None:
    desk.click("lavrov", count=2)
    desk.bar.get_by_test_id("pm-alike").click()
    desk.press("1")
    expect(desk.marks).to_have_count(3)


def test_i_finds_the_entity_in_the_list_and_enter_keeps_it(desk: Desk) -> None:
    desk.open("From the list")
    mark_all(desk)
    desk.click("lavrov")
    desk.press("i")
    field = desk.page.get_by_test_id("pm-identify")
    desk.page.keyboard.type("лавров")
    expect(field.get_by_role("option").first).to_contain_text("Sergei Lavrov")
    found = Axe().run(desk.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    assert found.violations_count == 0, found.generate_report()
    desk.press("Enter")
    expect(field).to_have_count(0)
    expect(desk.bar.locator(".pm-end")).to_have_text("≡Sergei LavrovQ58217")
    expect(desk.of("lavrov").first).not_to_have_attribute("data-signs", "≡")
    expect(desk.marks.first).to_have_attribute("data-signs", "≡")
    assert ids(desk) == [("lavrov", "Q58217"), ("lavrov", None), ("lavrov", None)]
    desk.open("From the list")
    desk.click("lavrov")
    expect(desk.bar.locator(".pm-end")).to_contain_text("Sergei Lavrov")
    desk.press("i", "Tab")
    desk.press("Escape")
    desk.press("i")
    field.get_by_role("button", name="Remove the identifier").click()
    expect(desk.bar.locator(".pm-end")).to_have_count(0)
    assert ids(desk)[0] == ("lavrov", None)


def test_any_identifier_can_be_typed_and_only_addresses_are_links(desk: Desk) -> None:
    desk.open("Free")
    mark_all(desk)
    for typed, links in (("javascript:alert(1)", 0), ("https://example.org/who?x=1", 1)):
        desk.click("lavrov")
        desk.press("i")
        desk.page.keyboard.type(typed)
        expect(desk.page.get_by_role("option")).to_have_count(1)
        desk.press("Enter")
        expect(desk.bar.locator(".pm-end b")).to_have_text(typed)
        expect(desk.bar.locator("a.pm-end")).to_have_count(links)
    expect(desk.bar.locator("a.pm-end")).to_have_attribute("rel", "noopener noreferrer")
    assert ids(desk)[0] == ("lavrov", "https://example.org/who?x=1")
    desk.press("Control+z", "Control+z")
    assert ids(desk)[0] == ("lavrov", None)


def test_all_marks_with_the_same_words_get_it_in_one_stroke(desk: Desk) -> None:
    desk.open("All")
    mark_all(desk)
    desk.click("lavrov")
    desk.press("i")
    field = desk.page.get_by_test_id("pm-identify")
    field.get_by_label("also for the other 2 “lavrov” here").check()
    field.get_by_role("combobox").fill("elena")
    expect(field.get_by_role("option").first).to_contain_text("<b>a swimmer</b>")
    field.get_by_role("option").first.click()
    assert [entity for _, entity in ids(desk)] == ["Q2"] * 3
    desk.toast.last.get_by_role("button", name="Undo").click()
    assert [entity for _, entity in ids(desk)] == [None] * 3
    desk.press("Control+Shift+z")
    assert [entity for _, entity in ids(desk)] == ["Q2"] * 3


def test_what_the_same_words_named_before_is_offered_first(desk: Desk) -> None:
    desk.open("Used before")
    mark_all(desk)
    desk.click("lavrov")
    desk.press("i")
    offered = desk.page.get_by_role("option").first
    desk.page.keyboard.type("Q58217")
    expect(offered).to_contain_text("Sergei Lavrov")
    desk.press("Enter", "Escape")
    desk.click("lavrov", 1)
    desk.press("i")
    expect(offered).to_contain_text("Sergei Lavrov")
    expect(offered).to_contain_text("used for “lavrov” before")
    desk.press("Enter")
    assert [entity for _, entity in ids(desk)] == ["Q58217", "Q58217", None]


def test_without_a_server_what_is_typed_is_kept_as_it_is(desk: Desk) -> None:
    desk.open("Offline")
    mark_all(desk)
    desk.saved()
    desk.page.route("**/api/entities*", lambda route: route.abort())
    desk.click("lavrov")
    desk.press("i")
    field = desk.page.get_by_test_id("pm-identify")
    expect(field).to_contain_text("The list can't be reached")
    desk.page.keyboard.type("Q7")
    expect(field.get_by_role("option")).to_have_text("Q7as it is typed")
    desk.press("Enter")
    assert ids(desk)[0] == ("lavrov", "Q7")
    desk.complaints.clear()


def test_on_a_phone_the_field_lies_at_the_bottom(server: Server, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    desk = Desk(server, page)
    desk.open("By touch")
    page.touchscreen.tap(*desk.middle("lavrov"))
    desk.label("PER").tap()
    page.touchscreen.tap(*desk.middle("lavrov"))
    desk.bar.get_by_role("button", name="More").tap()
    desk.bar.get_by_role("button", name="Say what it names").tap()
    field = page.get_by_test_id("pm-identify")
    field.get_by_role("combobox").fill("serg")
    option = field.get_by_role("option").first
    expect(option).to_contain_text("Sergei Lavrov")
    assert box(option)["height"] >= 44
    option.tap()
    assert ids(desk) == [("lavrov", "Q58217")]
    assert desk.complaints == []
    context.close()
