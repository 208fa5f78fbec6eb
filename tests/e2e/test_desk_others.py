"""What others mark, as it comes while an article is open: beside one's own work, never in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from desk import Desk
from factories import PASSWORD, add_article, content, make_act, session_of
from navigating import sign_in
from playwright.sync_api import Page, expect
from running import Server, eventually

from annotator.services import annotating, running, suggesting
from annotator.services.session import Session, local_session, store_at

pytestmark = pytest.mark.e2e
PARAGRAPH = "Anna Lindh met Kofi Annan in Geneva, and the crowd outside waited in the rain."
TEXT = "\n\n".join([f"{PARAGRAPH} It was day {number}." for number in range(40)])
# What does not move: the selection, and where it stands on the screen.
CHOSEN = "String(getSelection())"
TOP = "getSelection().getRangeAt(0).getBoundingClientRect().top"
# The words under the line in the colour of the first label, as they stand in the text.
PAINTED = """[...CSS.highlights.get('pm-others-0')].map((range) => {
    const live = document.createRange();
    live.setStart(range.startContainer, range.startOffset);
    live.setEnd(range.endContainer, range.endOffset);
    return range.startContainer.isConnected ? String(live) : 'gone';
}).join()"""
LINES = "[...CSS.highlights.keys()].filter((name) => name.startsWith('pm-others')).length"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    path: Path = tmp_path_factory.mktemp("others") / "p.db"
    store = store_at(path)
    project = local_session(store, "Wire")
    for login, name, role in (
        ("ida", "Ida Berg", "lead"), ("ann", "Ann Lee", "annotator"), ("bob", "Bob", "annotator"),
    ):  # fmt: skip
        running.put_account(project, login, name, PASSWORD, role)
    suggesting.choose(project, "rules")
    for title in ("Live", "Listed"):
        add_article(project, f"{title}.\n\n{TEXT}", title=title)
    store.close()
    started = Server(path, PRESSMARK_AUTH="accounts")
    yield started
    started.kill()


@pytest.fixture
def ann(server: Server) -> Iterator[Session]:
    store = store_at(server.database)
    yield session_of(store, "ann", "Wire")
    store.close()


@pytest.fixture
def lead(server: Server, other: Page) -> Desk:
    """The desk of the lead, in a browser of her own."""
    sign_in(other, server, "ida")
    return Desk(server, other)


@pytest.fixture
def desk(server: Server, page: Page) -> Desk:
    """The desk of an annotator."""
    sign_in(page, server, "bob")
    return Desk(server, page)


def mark(who: Session, desk: Desk, title: str, words: str, label: str, note: str = "") -> None:
    """Let somebody put a label on the first occurrence of some words."""
    text = f"{title}.\n\n{TEXT}"
    start = text.index(words)
    after = content(text, start, start + len(words), label, note=note)
    receipt = annotating.act(who, desk.article, [make_act(None, after)])
    assert receipt.confirmed, receipt.refused


def test_marks_of_others_come_when_blindness_is_lifted_and_nothing_moves(
    desk: Desk, lead: Desk, ann: Session
) -> None:
    desk.open("Live")
    mark(ann, desk, "Live", "Kofi Annan", "PER")
    desk.drag("waited", "rain", 20)  # far below what others have marked
    expect(desk.bar).to_be_visible()
    chosen, top = desk.page.evaluate(CHOSEN), desk.page.evaluate(TOP)
    expect(desk.panel.get_by_role("tab", name="Others")).to_be_hidden()
    assert "Ann Lee" not in desk.page.content()
    assert desk.page.evaluate(LINES) == 0
    lead.open("Live")
    lead.panel.get_by_role("tab", name="Others").click()
    expect(lead.panel).to_contain_text("Members work blind here.")
    lead.panel.get_by_role("button", name="Lift blindness here").click()
    lead.panel.get_by_role("button", name="Lift it").click()
    expect(desk.panel.get_by_role("tab", name="Others, 1")).to_be_visible()
    desk.page.wait_for_function(f"{LINES} === 1")
    mark(ann, desk, "Live", "Geneva", "LOC")
    expect(desk.panel.get_by_role("tab", name="Others, 2")).to_be_visible()
    desk.page.wait_for_function(f"{LINES} === 2")
    expect(desk.bar).to_be_visible()
    assert desk.page.evaluate(CHOSEN) == chosen
    assert desk.page.evaluate(TOP) == pytest.approx(top, abs=3)
    assert not desk.marks.and_(desk.page.locator("[data-state=made]")).count()
    lead.panel.get_by_role("button", name="Put blindness back here").click()
    lead.panel.get_by_role("button", name="Put it back").click()
    expect(desk.panel.get_by_role("tab", name="Others")).to_be_hidden()
    desk.page.wait_for_function(f"{LINES} === 0")


def test_who_may_look_on_is_told_whose_each_mark_is_and_hides_the_lines_for_good(
    lead: Desk, ann: Session
) -> None:
    lead.open("Listed")
    mark(ann, lead, "Listed", "Kofi Annan", "PER", note="Of the <b>UN</b>.")
    lead.panel.get_by_role("tab", name="Others").click()
    lead.panel.get_by_role("button", name="Look at their marks").click()
    lead.panel.get_by_role("button", name="Look", exact=True).click()
    expect(lead.panel).to_contain_text("Members work blind here; you look on.")
    told = "Ann Lee: “Kofi Annan”, Person, note: Of the <b>UN</b>."
    expect(lead.panel.get_by_role("button", name=told)).to_be_visible()
    lead.page.mouse.move(*lead.middle("Anna"))
    lead.page.mouse.move(*lead.middle("Kofi"))
    tip = lead.page.get_by_test_id("pm-others-tip")
    expect(tip).to_contain_text("Ann Lee")
    expect(tip).to_contain_text("Of the <b>UN</b>.")
    lead.page.mouse.move(*lead.middle("crowd"))
    expect(tip).to_be_hidden()
    found = [v for v in Axe().run(lead.page).response["violations"] if v["impact"] == "critical"]
    assert found == []
    # One's own mark over the same words paints the paragraph anew, and the line is there again.
    lead.click("Kofi", count=2)
    lead.label("PER").click()
    assert lead.quotes() == [("PER", "Kofi Annan"), ("PER", "Kofi")]  # hers, and the lead's
    lead.page.wait_for_function(f"{PAINTED} === 'Kofi Annan'")
    box = lead.panel.get_by_label("Show in the text")
    box.uncheck()
    lead.page.wait_for_function(f"{LINES} === 0")
    kept = "SELECT value FROM preference WHERE name = 'others'"
    assert eventually(lambda: lead.server.query(kept) == [("false",)])
    log = "SELECT what FROM blindness WHERE what = 'seen'"
    assert lead.server.query(log) == [("seen",)]
