"""Many labels in a tree, labels proposed while reading, and attributes answered in place."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from desk import Desk, box, serving
from playwright.sync_api import Browser, expect
from running import Server

from annotator.model import Attribute, Label
from annotator.services import guidelines
from annotator.services.session import local_session, store_at
from annotator.store import open_store
from annotator.store.labels import set_attributes
from annotator.store.people import add_labels

pytestmark = pytest.mark.e2e
TEXT = "The heron and the egret waded slowly, while the stork looked on."
NAMES = ("Tree", "Proposed", "Offline", "Values", "Recent", "Guided")
GROUPS = ("Bird", "Fish", "Plant", "Stone", "Tool")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    articles = {name: f"{TEXT}\n\nThis was {name.lower()}." for name in NAMES}
    with serving(tmp_path_factory.mktemp("labels"), articles) as started:
        store = open_store(started.database)
        project = local_session(store).project.id
        tops = [Label(name.upper(), name, tag=name[:3].upper()) for name in GROUPS]
        below = [
            Label(f"{top.id}_{n}", f"{top.name} kind {n}", tag=f"{top.tag}{n}", parent_id=top.id)
            for top in tops
            for n in range(1, 10)
        ]
        add_labels(store, project, (*tops, *below))
        asked = [
            Attribute("", "Age", "choice", ("young", "old")),
            Attribute("", "Named", "yesno"),
            Attribute("", "Role", "text"),
        ]
        set_attributes(store, project, "EVENT", asked)
        store.close()
        yield started


def values(desk: Desk) -> dict[str, object]:
    desk.saved()
    [(found,)] = desk.server.query(
        "SELECT attributes FROM annotation JOIN article ON article.seq = article_seq "
        "WHERE article.id = ? AND state = 'made'",
        desk.article,
    )
    return dict(json.loads(str(found)))


def test_sixty_labels_stand_in_a_tree_that_folds_and_is_searched_by_parents(desk: Desk) -> None:
    desk.open("Tree")
    palette = desk.panel.get_by_label("Labels", exact=True)
    expect(palette.locator("[data-label-id=BIRD_1]")).to_be_attached()
    palette.get_by_label("What lies below Bird").click()
    expect(palette.locator("[data-label-id=BIRD_1]")).to_have_count(0)
    expect(palette.locator("[data-label-id=FISH_1]")).to_be_attached()
    desk.click("heron", count=2)
    desk.press("/")
    desk.page.keyboard.type("bird 7")
    expect(desk.bar.locator(".pm-label")).to_have_count(1)
    expect(desk.bar.locator(".pm-label")).to_contain_text("Bird › Bird kind 7")
    desk.press("Enter")
    assert desk.quotes() == [("BIRD_7", "heron")]


def test_escape_in_the_palette_brings_all_labels_back(desk: Desk) -> None:
    desk.open("Tree")
    palette = desk.panel.get_by_label("Labels", exact=True)
    palette.get_by_label("Find a label").click()
    desk.page.keyboard.type("bird 7")
    expect(palette.locator(".pm-label")).to_have_count(1)
    desk.press("Escape")
    expect(palette.locator("[data-label-id=PER]")).to_be_visible()
    expect(palette.get_by_label("Find a label")).to_have_value("")


def test_on_a_phone_the_palette_is_a_line_of_chips_and_open_it_wraps(
    browser: Browser, server: Server
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    desk = Desk(server, context.new_page())
    desk.open("Tree")
    chips = desk.panel.locator(".pm-palette .pm-label")
    gap = box(chips.nth(1))["x"] - box(chips.nth(0))["x"] - box(chips.nth(0))["width"]
    assert 0 < gap <= 8
    search = desk.panel.get_by_label("Find a label")
    search.tap()
    desk.page.keyboard.type("kind 3")
    assert box(chips.first)["height"] == 44
    assert box(desk.panel.locator(".pm-palette .pm-labels"))["height"] < 60
    desk.press("Escape")
    desk.panel.get_by_label("Show or hide the lists").tap()
    tops = {box(chip)["y"] for chip in chips.all()[:9]}
    assert len(tops) > 1
    assert box(desk.panel.locator(".pm-palette"))["height"] < 260
    tabs = desk.panel.get_by_role("tab")
    assert box(tabs.first)["y"] < 700
    assert desk.complaints == []
    context.close()


def test_the_labels_used_last_come_first_in_the_bar(desk: Desk) -> None:
    desk.open("Recent")
    desk.click("heron", count=2)
    desk.press("/")
    desk.page.keyboard.type("stone kind 3")
    desk.press("Enter")
    desk.click("egret", count=2)
    expect(desk.bar.locator(".pm-label").first).to_have_attribute("data-label-id", "STONE_3")
    desk.press("1")
    assert desk.quotes() == [("STONE_3", "heron"), ("PER", "egret")]


def test_a_label_that_is_missed_is_proposed_and_used_at_once(desk: Desk) -> None:
    desk.open("Proposed")
    desk.click("stork", count=2)
    desk.press("/")
    desk.page.keyboard.type("Wading bird")
    desk.press("Enter")
    expect(desk.toast.last).to_contain_text("“Wading bird” is proposed")
    assert desk.quotes() == [("WADING_BIRD", "stork")]
    expect(desk.panel.locator("[data-label-id=WADING_BIRD]")).to_contain_text("proposed")
    status = "SELECT status FROM label WHERE id = 'WADING_BIRD'"
    assert desk.server.query(status) == [("proposed",)]
    desk.page.goto(f"{desk.server.url}/codebook")
    desk.page.get_by_role("button", name="Confirm").click()
    expect(desk.page.get_by_role("button", name="Confirm")).to_have_count(0)
    assert desk.server.query(status) == [("",)]


def test_without_a_connection_a_new_label_is_refused_and_the_selection_stays(desk: Desk) -> None:
    desk.open("Offline")
    desk.page.route("**/api/labels", lambda route: route.abort())
    desk.click("stork", count=2)
    desk.press("/")
    desk.page.keyboard.type("Unreached")
    desk.press("Enter")
    expect(desk.toast.last).to_contain_text("A new label needs the connection.")
    expect(desk.bar).to_be_visible()
    desk.press("Escape", "3")
    assert desk.quotes() == [("LOC", "stork")]
    desk.complaints[:] = [told for told in desk.complaints if "ERR_FAILED" not in told]


def test_what_a_label_asks_for_is_answered_in_place(desk: Desk) -> None:
    desk.open("Values")
    desk.click("stork", count=2)
    desk.press("4")
    [made] = desk.stored()
    desk.click("stork")
    desk.press("t", "2")
    assert values(desk) == {"age": "old"}
    desk.bar.get_by_role("radiogroup", name="Named").get_by_text("Yes").click()
    role = desk.bar.get_by_role("textbox", name="Role")
    role.fill("minister")
    role.press("Escape")
    assert values(desk) == {"age": "old", "named": True}
    role.fill("guest")
    role.press("Enter")
    assert values(desk) == {"age": "old", "named": True, "role": "guest"}
    desk.panel.locator("[data-tab=marks]").click()
    expect(desk.panel).to_contain_text("Age: old · Named: yes · Role: guest")
    assert desk.acts() == ["annotate", "change", "change", "change"]
    desk.press("Escape", "Escape", "Control+z")
    assert values(desk) == {"age": "old", "named": True}
    assert desk.stored() == [made]
    desk.click("egret", count=2)
    desk.press("4")
    desk.click("egret")
    expect(desk.bar.locator(".pm-before")).to_contain_text("As before: old, yes, guest")


def test_guidelines_stand_beside_the_text_and_a_change_is_told_until_it_is_read(
    desk: Desk,
) -> None:
    lead = local_session(store_at(desk.server.database))
    hostile = "<img src=x onerror=alert(1)> ![a](https://example.org/a.png)"
    table = "| yes | no |\n|---|---|\n| Anna | she |"
    guidelines.keep(lead, f"# Person\nMark *all* names.\n\n{table}\n\n{hostile}", 0)
    desk.open("Guided")
    notice = desk.page.get_by_test_id("pm-guided")
    expect(notice).to_contain_text("There are guidelines for this project")
    desk.press("Shift+G")
    shown = desk.page.get_by_test_id("pm-guidelines")
    expect(shown.get_by_role("heading", name="PER Person")).to_be_visible()
    expect(shown.get_by_role("cell", name="Anna")).to_be_visible()
    expect(shown.get_by_text("A named human being")).to_be_visible()  # the label's own words
    expect(shown).to_contain_text("<img src=x onerror=alert(1)>")
    expect(shown.locator("img")).to_have_count(0)
    expect(notice).to_be_hidden()
    found = Axe().run(desk.page, options={"runOnly": ["wcag2a", "wcag2aa"]})
    assert found.violations_count == 0, found.generate_report()
    desk.press("Escape")
    expect(shown).to_be_hidden()
    guidelines.keep(lead, "# Person\nMark some.", 1)
    desk.open("Guided")
    expect(notice).to_contain_text("Guidelines changed on")
    notice.get_by_role("button", name="Read them").click()
    expect(shown.get_by_text("Mark some.")).to_be_visible()
    expect(notice).to_be_hidden()
    desk.page.goto(f"{desk.server.url}/codebook")
    desk.page.get_by_role("tab", name="Guidelines").click()
    expect(desk.page.get_by_role("heading", name="Person")).to_be_visible()
    lead.store.close()
