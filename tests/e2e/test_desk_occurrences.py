"""All places like a selection: in the article and in the project, and the reverse."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from desk import Desk, serving
from playwright.sync_api import expect
from running import Server

pytestmark = pytest.mark.e2e
TEXT = (
    "Quartz was found; the quartz was sold. Quartzite was not.\n\n"
    "So much for Quartz, and once more Quartz."
)
NAMES = ("Here", "Marked", "Removed", "Keys", "Phone")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    articles = {name: TEXT.replace("Quartz", f"{name}quartz") for name in NAMES}
    articles["Here"] = TEXT
    articles |= {f"Far {n}": f"Article {n} knows Basalt and again Basalt." for n in range(3)}
    with serving(tmp_path_factory.mktemp("occurrences"), articles) as started:
        yield started


def dialog(desk: Desk):
    return desk.page.get_by_test_id("pm-occurrences")


def test_the_dialog_counts_previews_and_labels_by_its_rules(desk: Desk) -> None:
    desk.open("Here")
    desk.click("Quartz", count=2)
    desk.press("o")
    shown = dialog(desk)
    expect(shown).to_contain_text("3 in this article")
    expect(shown.locator("li")).to_have_count(3)
    desk.press("c")
    expect(shown).to_contain_text("4 in this article")
    desk.press("w")
    expect(shown).to_contain_text("5 in this article")
    desk.press("w", "7")
    expect(shown.get_by_test_id("pm-occ-go")).to_contain_text("Label 4 as Money")
    desk.press("Enter")
    expect(shown).to_have_count(0)
    assert [quote for _, quote in desk.quotes()] == ["Quartz", "quartz", "Quartz", "Quartz"]
    desk.press("Control+z")
    assert desk.quotes() == []


def test_what_is_marked_already_is_left_out_unless_it_is_asked_for(desk: Desk) -> None:
    desk.open("Marked")
    desk.drag("much", "Marked", nth=2)
    desk.press("8")
    desk.click("Markedquartz", count=2)
    desk.press("o", "3")
    expect(dialog(desk)).to_contain_text("2 in this article · 1 left out: marked already")
    dialog(desk).get_by_label("Also where something is marked").check()
    expect(dialog(desk)).to_contain_text("3 in this article")
    dialog(desk).get_by_test_id("pm-occ-go").click()
    assert len(desk.quotes()) == 4
    desk.press("Control+z")
    assert [label for label, _ in desk.quotes()] == ["QUOTE"]


def test_a_whole_project_is_labelled_in_one_stroke_and_taken_back_in_one(desk: Desk) -> None:
    desk.open("Far 1")
    desk.click("Basalt", count=2)
    desk.press("o", "p", "3")
    expect(dialog(desk)).to_contain_text("6 in 3 articles")
    expect(dialog(desk).locator("li").last).to_contain_text("Far 2")
    desk.press("Enter")
    expect(desk.toast.last).to_contain_text("6 places in 3 articles: “Basalt” marked as Place.")
    count = "SELECT count(*) FROM annotation WHERE quote = 'Basalt' AND state = 'made'"
    desk.saved()  # the server's part is told of at once, this article's may still be on its way
    assert desk.server.query(count) == [(6,)]
    desk.open("Far 2")
    expect(desk.marks.filter(has_text="Basalt")).to_have_count(2)
    desk.press("Control+z")
    expect(desk.toast.last).to_contain_text("Taken back in 2 other articles too.")
    desk.saved()
    assert desk.server.query(count) == [(0,)]
    desk.press("Control+Shift+z")
    expect(desk.toast.last).to_contain_text("Done again in 2 other articles too.")
    desk.saved()
    assert desk.server.query(count) == [(6,)]


def test_marks_all_over_a_project_are_removed_in_one_stroke(desk: Desk) -> None:
    count = "SELECT count(*) FROM annotation WHERE quote = 'knows' AND state = 'made'"
    desk.open("Far 1")
    desk.click("knows", count=2)
    desk.press("o", "p", "4")
    expect(dialog(desk)).to_contain_text("3 in 3 articles")
    desk.press("Enter")
    expect(desk.toast.last).to_contain_text("3 places in 3 articles")
    desk.open("Far 0")
    desk.click("knows")
    desk.press("Shift+Delete", "p")
    expect(dialog(desk).get_by_test_id("pm-occ-go")).to_contain_text("Remove 3 × Event")
    desk.press("Enter")
    expect(desk.toast.last).to_contain_text("3 places in 3 articles")
    desk.saved()
    assert desk.server.query(count) == [(0,)]
    desk.toast.get_by_role("button", name="Undo").click()
    expect(desk.toast.last).to_contain_text("Taken back in 2 other articles too.")
    desk.saved()
    assert desk.server.query(count) == [(3,)]


def test_without_a_connection_this_article_is_done_and_the_rest_can_be_tried_again(
    desk: Desk,
) -> None:
    desk.open("Far 0")
    desk.click("again", count=2)
    desk.press("o", "p", "4")
    expect(dialog(desk)).to_contain_text("3 in 3 articles")
    desk.page.context.set_offline(True)
    desk.press("Enter")
    expect(desk.toast.last).to_contain_text("Labelled in this article only.")
    desk.page.context.set_offline(False)
    desk.toast.get_by_role("button", name="Try again").click()
    expect(desk.toast.last).to_contain_text("Labelled in 2 places of 2 other articles")
    desk.saved()
    count = "SELECT count(*) FROM annotation WHERE quote = 'again' AND state = 'made'"
    assert desk.server.query(count) == [(3,)]
    desk.complaints[:] = [told for told in desk.complaints if "net::ERR" not in told]


def test_all_marks_alike_are_removed_by_one_key_and_brought_back(desk: Desk) -> None:
    desk.open("Removed")
    desk.click("Removedquartz", count=2)
    desk.press("o", "6", "Enter")
    made = desk.stored()
    assert len(made) == 3
    desk.click("Removedquartz")
    desk.bar.get_by_label("More").click()
    desk.bar.get_by_text("Remove all like this…").click()
    expect(dialog(desk)).to_contain_text("3 in this article")
    desk.press("Enter")
    assert desk.stored() == []
    desk.press("Control+z")
    assert desk.stored() == made


def test_the_dialog_is_left_by_escape_and_by_a_press_in_the_text(desk: Desk) -> None:
    desk.open("Keys")
    desk.click("Keysquartz", count=2)
    desk.press("o")
    expect(dialog(desk)).to_be_visible()
    desk.press("r", "Escape")
    expect(dialog(desk)).to_have_count(0)
    expect(desk.bar).to_be_visible()
    desk.bar.get_by_text("All…").click()
    expect(dialog(desk)).to_be_visible()
    desk.click("found")
    expect(dialog(desk)).to_have_count(0)
    assert desk.stored() == []


def test_with_a_thumb_all_places_are_labelled(phone: Desk) -> None:
    phone.open("Phone")
    phone.page.touchscreen.tap(*phone.middle("Phonequartz"))
    phone.bar.get_by_text("All…").tap()
    shown = dialog(phone)
    for target in shown.get_by_role("button").all():
        size = target.bounding_box()
        assert size
        assert size["height"] >= 44
    shown.locator("[data-label-id=LOC]").tap()
    shown.get_by_test_id("pm-occ-go").tap()
    assert phone.quotes() == [("LOC", "Phonequartz")] * 3
