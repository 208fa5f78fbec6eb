"""Joining marks on the desk: relations and chains, by key, mouse and finger."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from desk import Desk, box, serving
from playwright.sync_api import Browser, Page, expect
from running import PATIENCE, Server

pytestmark = pytest.mark.e2e
TEXT = (
    "once lavrov spoke for the ministry in a hall by the river.\n\n"
    "chief said that the summit had gone well, and lavrov thanked the town for it."
)
NAMES = (
    "By key", "By click", "Refused", "By drag", "By touch", "Listed", "Chained", "Alike", "Left",
    "Suggested", "Removed", "Relabelled", "Two in one", "All gone", "Refused drag",
)  # fmt: skip
MARKS = (("lavrov", "1"), ("ministry", "2"), ("river", "3"), ("summit", "4"), ("chief", "1"))
WIDE = ("Wide 1", "Wide 2")
RELATIONS = """
    SELECT relation.label_id, one.quote, other.quote
    FROM annotation AS relation
    JOIN annotation AS one ON one.id = relation.from_id
    JOIN annotation AS other ON other.id = relation.to_id
    JOIN article ON article.seq = relation.article_seq
    WHERE article.id = ? AND relation.kind = 'relation' ORDER BY one.start, other.start
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    articles = {name: f"{TEXT}\n\nthis was {name.lower()}." for name in NAMES}
    for name in WIDE:
        articles[name] = f"boss or gruber, then hans, and gruber again.\n\nthis was {name.lower()}."
    articles["Suggested"] = "Kofi Annan flew to Geneva.\n\nKofi Annan was in Geneva again."
    with serving(tmp_path_factory.mktemp("relations"), articles) as started:
        yield started


def mark(desk: Desk, marks: tuple[tuple[str, str], ...] = MARKS) -> None:
    """Mark some words, each with the label of a key."""
    for words, key in marks:
        desk.click(words, count=2)
        desk.press(key)
    desk.press("Escape")


def relations(desk: Desk) -> list[tuple[str, ...]]:
    """Return what is stored: label, and the quotes of both ends."""
    desk.saved()
    return [tuple(row) for row in desk.server.query(RELATIONS, desk.article)]


def said(desk: Desk) -> str:
    return (desk.page.locator(".pm-live").first.text_content() or "").strip()


def test_l_n_and_enter_join_two_marks_where_one_label_fits(desk: Desk) -> None:
    desk.open("By key")
    mark(desk)
    desk.click("lavrov")
    desk.press("l")
    expect(desk.bar).to_contain_text("Join “lavrov” to … pick a mark")
    desk.press("n")
    expect(desk.bar.locator("[data-label-id=BELONGS_TO]")).to_have_text("→ Belongs to")
    desk.press("Enter")
    assert relations(desk) == [("BELONGS_TO", "lavrov", "ministry")]
    assert said(desk) == "Joined: lavrov, Belongs to, ministry"
    expect(desk.page.locator("mark.pm-on")).to_have_text("lavrov")
    expect(desk.bar.locator(".pm-end")).to_have_text(["→Belongs toministry"])
    expect(desk.page.locator("mark.pm-lit")).to_have_text(["ministry"])
    expect(desk.page.locator(".pm-ties .pm-tie")).to_have_count(1)
    expect(desk.of("lavrov").first).to_have_attribute("data-signs", "→")
    desk.press("l", "j", "p", "Escape")
    assert len(relations(desk)) == 1
    expect(desk.page.locator("mark.pm-on")).to_have_text("lavrov")
    desk.press("Control+z")
    assert relations(desk) == []
    expect(desk.page.locator(".pm-ties .pm-tie")).to_have_count(0)
    desk.press("Control+Shift+z")
    assert relations(desk) == [("BELONGS_TO", "lavrov", "ministry")]


def test_a_click_picks_the_other_mark_and_the_rule_says_the_direction(desk: Desk) -> None:
    desk.open("By click")
    mark(desk)
    desk.click("summit")
    desk.bar.get_by_role("button", name="Join").click()
    desk.click("lavrov")
    assert relations(desk) == [("TOOK_PART", "lavrov", "summit")]
    desk.click("river")
    expect(desk.bar).to_be_visible()
    desk.press("l")
    desk.click("ministry")
    assert relations(desk)[-1] == ("BELONGS_TO", "ministry", "river")


def test_what_the_rules_do_not_allow_is_refused_in_words(desk: Desk) -> None:
    desk.open("Refused")
    mark(desk)
    desk.click("river")
    desk.press("l")
    desk.click("summit")
    assert relations(desk) == [("TOOK_PART", "river", "summit")]
    desk.click("ministry")
    desk.press("l")
    desk.click("lavrov")
    desk.press("Escape", "Escape")
    desk.click("lavrov")
    desk.press("l")
    desk.click("chief")
    expect(desk.toast).to_contain_text(
        "“Belongs to” leads to Organisation, Place or Nationality or group, not Person."
    )
    expect(desk.bar).to_contain_text("not Person")
    desk.press("Enter")
    desk.press("Escape")
    assert len(relations(desk)) == 2
    expect(desk.page.locator("mark.pm-on")).to_have_text("lavrov")
    expect(desk.toast).to_have_count(0)


def test_a_relabelling_that_a_relation_forbids_is_refused_at_once(desk: Desk) -> None:
    desk.open("Relabelled")
    mark(desk)
    desk.click("lavrov")
    desk.press("l", "n", "Enter")
    expect(desk.bar.locator(".pm-end")).to_have_count(1)
    desk.press("6")
    expect(desk.toast).to_contain_text("“Belongs to” begins at Person or Organisation, not Date.")
    expect(desk.of("lavrov").first).to_have_attribute("data-label", "PER")
    desk.press("2")
    expect(desk.of("lavrov").first).to_have_attribute("data-label", "ORG")
    assert relations(desk) == [("BELONGS_TO", "lavrov", "ministry")]


def pull(desk: Desk, words: str) -> None:
    """Drag from the joint of the selected mark to the middle of some words."""
    joint = box(desk.page.locator("mark.pm-on .pm-joint"))
    desk.page.mouse.move(joint["x"], joint["y"] - 2)
    desk.page.mouse.down()
    desk.page.mouse.move(*desk.middle(words), steps=5)
    desk.page.mouse.up()


def test_a_drag_from_the_joint_to_another_mark_joins_them(desk: Desk) -> None:
    desk.open("By drag")
    mark(desk)
    desk.click("lavrov")
    joint = box(desk.page.locator(".pm-joint"))
    desk.page.mouse.move(joint["x"], joint["y"] - 2)
    desk.page.mouse.down()
    desk.page.mouse.move(*desk.middle("summit"), steps=5)
    expect(desk.page.locator(".pm-pull")).to_have_count(1)
    expect(desk.page.locator("mark.pm-source")).to_have_text("summit")
    desk.page.mouse.up()
    assert relations(desk) == [("TOOK_PART", "lavrov", "summit")]
    expect(desk.page.locator(".pm-pull")).to_have_count(0)
    pull(desk, "thanked")
    expect(desk.bar).to_be_visible()
    assert len(relations(desk)) == 1


def test_a_drag_that_the_rules_do_not_allow_is_refused_in_the_words_of_the_key(desk: Desk) -> None:
    desk.open("Refused drag")
    mark(desk)
    desk.click("lavrov")
    desk.press("l")
    desk.click("chief")
    expect(desk.bar.locator(".pm-refusal")).to_contain_text("“Belongs to” leads to Organisation,")
    words = desk.bar.locator(".pm-refusal").inner_text()
    desk.press("Escape")
    expect(desk.toast).to_have_count(0)
    pull(desk, "chief")
    expect(desk.toast).to_have_text(f"{words}×")
    assert said(desk) == words
    expect(desk.page.locator(".pm-pull")).to_have_count(0)
    expect(desk.page.locator("mark.pm-on")).to_have_text("lavrov")
    # The drag is over: a click goes to a mark, and joins nothing.
    desk.click("ministry")
    expect(desk.page.locator("mark.pm-on")).to_have_text("ministry")
    assert relations(desk) == []
    pull(desk, "lavrov")
    assert relations(desk) == [("BELONGS_TO", "lavrov", "ministry")]
    assert said(desk) == "Joined: lavrov, Belongs to, ministry"


def test_joining_two_suggestions_accepts_them_and_one_undo_takes_all_back(desk: Desk) -> None:
    desk.open("Suggested")
    desk.click("Kofi Annan")
    desk.press("l", "n", "Enter")
    assert relations(desk) == [("BELONGS_TO", "Kofi Annan", "Geneva")]
    assert desk.acts() == ["accept", "accept", "annotate"]
    desk.press("Control+z")
    assert desk.stored() == []
    expect(desk.page.locator("mark[data-state=suggested]")).to_have_count(4)


def test_marks_join_a_chain_one_after_the_other_and_keys_go_along_it(desk: Desk) -> None:
    desk.open("Chained")
    mark(desk, (*MARKS, ("town", "3")))
    desk.click("lavrov")
    desk.press("Shift+L")
    expect(desk.bar).to_contain_text("Into a chain with “lavrov”")
    desk.click("town")
    desk.click("chief")  # the bar stands below what is selected
    desk.press("Escape")
    assert relations(desk) == [("SAME", "lavrov", "chief"), ("SAME", "lavrov", "town")]
    expect(desk.page.locator("mark.pm-on")).to_have_text("lavrov")
    expect(desk.bar.locator(".pm-end").first).to_contain_text("1 of 3 in the chain")
    expect(desk.page.locator("mark.pm-lit")).to_have_text(["chief", "town"])
    for words in ("chief", "town", "lavrov"):
        desk.press(".")
        expect(desk.page.locator("mark.pm-on")).to_have_text(words)
    desk.press(",")
    expect(desk.page.locator("mark.pm-on")).to_have_text("town")
    expect(desk.of("chief")).to_have_attribute("data-signs", "∞")
    desk.press("Escape")
    expect(desk.page.locator("mark.pm-lit")).to_have_count(0)
    desk.page.mouse.move(*desk.middle("chief"))
    expect(desk.page.locator("mark.pm-near")).to_have_text(["lavrov", "town"])
    desk.page.mouse.move(*desk.middle("gone"))
    expect(desk.page.locator("mark.pm-near")).to_have_count(0)


def test_all_marks_with_the_same_words_join_a_chain_at_once(desk: Desk) -> None:
    desk.open("Alike")
    desk.click("lavrov", count=2)
    desk.bar.get_by_test_id("pm-alike").click()
    desk.press("1")
    desk.click("lavrov")
    desk.press("Shift+L")
    desk.bar.get_by_text("All 2 “lavrov”").click()
    assert relations(desk) == [("SAME", "lavrov", "lavrov")]
    desk.press("Escape", "Control+z")
    assert relations(desk) == []


def chain(desk: Desk) -> None:
    """Put four marks into one chain, with the first in the middle of it."""
    mark(desk)
    desk.click("lavrov")
    desk.press("Shift+L")
    for words in ("chief", "ministry", "river"):
        desk.click(words)
    desk.press("Escape")
    expect(desk.bar.locator(".pm-end").first).to_contain_text("of 4 in the chain")


def test_who_leaves_a_chain_leaves_the_others_together(desk: Desk) -> None:
    desk.open("Left")
    chain(desk)
    desk.bar.get_by_text("Take out").click()
    expect(desk.bar.locator(".pm-end")).to_have_count(0)
    assert len(relations(desk)) == 2
    desk.click("chief")
    expect(desk.bar.locator(".pm-end").first).to_contain_text("3 of 3 in the chain")
    desk.press("Control+z")
    desk.click("chief")
    expect(desk.bar.locator(".pm-end").first).to_contain_text("of 4 in the chain")
    assert len(relations(desk)) == 3


def test_a_chained_mark_that_is_removed_leaves_the_others_together(desk: Desk) -> None:
    desk.open("Removed")
    chain(desk)
    desk.press("Delete")
    expect(desk.marks).to_have_count(4)
    assert len(relations(desk)) == 2
    desk.press("Control+z")
    expect(desk.marks).to_have_count(5)
    assert len(relations(desk)) == 3


def test_two_chains_become_one_by_joining_any_of_their_marks(desk: Desk) -> None:
    desk.open("Two in one")
    mark(desk)
    for one, other in (("chief", "summit"), ("ministry", "river")):
        desk.click(one)
        desk.press("Shift+L")
        desk.click(other)
        desk.press("Escape")
    desk.click("summit")
    desk.press("Shift+L")
    desk.click("ministry")
    expect(desk.bar).to_contain_text("4 in the chain")
    desk.press("Escape")
    assert len(relations(desk)) == 3
    for words in ("chief", "river"):
        desk.click(words)
        expect(desk.bar.locator(".pm-end").first).to_contain_text("of 4 in the chain")
    desk.press("Escape", "Control+z")
    assert len(relations(desk)) == 2
    desk.click("river")
    expect(desk.bar.locator(".pm-end").first).to_contain_text("of 2 in the chain")


def test_all_alike_that_are_removed_leave_the_others_of_their_chain_together(desk: Desk) -> None:
    desk.open("All gone")
    chain(desk)
    before = relations(desk)
    desk.click("lavrov")
    desk.press("Shift+Delete", "Enter")
    expect(desk.marks).to_have_count(4)
    assert len(relations(desk)) == 2
    desk.click("chief")
    expect(desk.bar.locator(".pm-end").first).to_contain_text("of 3 in the chain")
    desk.press("Escape", "Control+z")
    assert relations(desk) == before


def test_all_alike_that_are_removed_from_a_project_leave_no_chain_parted(desk: Desk) -> None:
    for name in WIDE:
        desk.open(name)
        mark(desk, (("gruber", "1"), ("boss", "1"), ("hans", "1")))
        desk.click("gruber")
        desk.press("Shift+L")
        desk.click("boss")
        desk.click("hans")
        assert relations(desk) == [("SAME", "gruber", "boss"), ("SAME", "gruber", "hans")]
    desk.press("Escape")
    expect(desk.page.locator("mark.pm-on")).to_have_text("gruber")
    desk.press("Shift+Delete", "p")
    expect(desk.page.get_by_test_id("pm-occ-go")).to_contain_text("Remove 2 × Person")
    desk.press("Enter")
    expect(desk.toast.last).to_contain_text("2 places in 2 articles")
    for name in WIDE:
        desk.open(name)
        expect(desk.marks).to_have_text(["boss", "hans"])
        [(label, *both)] = relations(desk)
        assert (label, sorted(both)) == ("SAME", ["boss", "hans"])
    desk.press("Control+z")
    expect(desk.toast.last).to_contain_text("Taken back in 1 other article too.")
    for name in WIDE:
        desk.open(name)
        assert relations(desk) == [("SAME", "gruber", "boss"), ("SAME", "gruber", "hans")]
    assert desk.complaints == []


def test_the_list_shows_chains_and_relations_and_changes_them(desk: Desk) -> None:
    desk.open("Listed")
    mark(desk)
    desk.click("lavrov")
    desk.press("l")
    desk.click("ministry")
    desk.press("Shift+L")
    desk.click("chief")
    desk.press("Escape")
    desk.panel.get_by_role("tab", name="Relations, 2").click()
    rows = desk.panel.locator(".pm-row")
    expect(rows).to_have_count(4)
    expect(rows.first).to_have_text("Same 1 2 marks")
    row = rows.nth(3)
    row.get_by_role("button", name="ministry", exact=True).click()
    expect(desk.page.locator("mark.pm-on")).to_have_text("ministry")
    desk.click("ministry")
    desk.press("1", "2")
    row.get_by_role("button", name="Remove: lavrov Belongs to ministry").click()
    assert relations(desk) == [("SAME", "lavrov", "chief")]
    expect(rows).to_have_count(3)
    desk.press("Control+z")
    rows.nth(1).get_by_role("button", name="Take lavrov out of the chain").click()
    assert relations(desk) == [("BELONGS_TO", "lavrov", "ministry")]
    found = Axe().run(desk.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    assert found.violations_count == 0, found.generate_report()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    yield page
    context.close()


def test_on_a_phone_a_tap_joins_after_the_button(server: Server, phone: Page) -> None:
    desk = Desk(server, phone)
    desk.open("By touch")
    for words, label in (("lavrov", "PER"), ("ministry", "ORG")):
        phone.touchscreen.tap(*desk.middle(words))
        desk.label(label).tap()
        expect(desk.of(words).first).to_be_visible()
    phone.touchscreen.tap(*desk.middle("lavrov"))
    join = desk.bar.get_by_role("button", name="Join")
    assert box(join)["height"] >= 44
    join.tap()
    expect(desk.bar).to_contain_text("Join “lavrov” to")
    phone.touchscreen.tap(*desk.middle("ministry"))
    assert relations(desk) == [("BELONGS_TO", "lavrov", "ministry")]
    expect(desk.bar.locator(".pm-end")).to_have_count(1)
    assert desk.complaints == []
