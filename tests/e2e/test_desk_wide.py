"""What was broken off over many articles, by undo or label: told on coming back, done once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from desk import Desk, box, serving
from playwright.sync_api import Locator, Route, expect
from running import Server

pytestmark = pytest.mark.e2e
# What is still wanted of other articles stands in the browser's storage until it is answered.
NOTHING_WANTED = "!Object.keys(localStorage).some((key) => key.startsWith('pm:wide:'))"
# A window that has seen that another one is at a step waits for it.
WAITS = """async () => {
    const {pending} = await navigator.locks.query();
    return pending.some(({name}) => name.startsWith('pm:wide:'));
}"""
STONES = ("basalt", "marble", "gneiss", "slate", "pumice", "onyx", "flint", "chalk")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    text = " ".join(f"Here is {stone}, and again {stone}." for stone in STONES)
    articles = {f"Far {n}": f"Article {n}. {text}" for n in range(4)}
    with serving(tmp_path_factory.mktemp("wide"), articles) as started:
        yield started


def label_everywhere(desk: Desk, stone: str) -> None:
    desk.open("Far 1")
    desk.click(stone, count=2)
    desk.press("o", "p", "3")
    expect(desk.page.get_by_test_id("pm-occurrences")).to_contain_text("8 in 4 articles")
    desk.press("Enter")
    expect(desk.toast.last).to_contain_text("8 places in 4 articles")
    desk.saved()


def made(desk: Desk, stone: str) -> int:
    [(count,)] = desk.server.query(
        "SELECT count(*) FROM annotation WHERE quote = ? AND state = 'made'", stone
    )
    return int(str(count))


def finisher(desk: Desk) -> Locator:
    return desk.page.get_by_test_id("pm-unfinished")


def reload(desk: Desk) -> None:
    desk.page.reload()
    expect(desk.page.locator(".pm-p").first).to_be_visible()


def forget_network(desk: Desk) -> None:
    """Leave out what the browser says of requests that a test has broken."""
    desk.complaints[:] = [told for told in desk.complaints if "net::ERR" not in told]


def test_an_undo_without_a_server_is_finished_by_a_key_when_it_is_back(desk: Desk) -> None:
    label_everywhere(desk, "basalt")
    desk.page.context.set_offline(True)
    desk.press("Control+z")
    expect(desk.toast.last).to_contain_text("Taken back in this article only.")
    expect(desk.toast.last).to_contain_text("(Shift + Z)")
    expect(finisher(desk)).to_be_visible()
    with desk.page.expect_event("requestfailed", lambda request: request.url.endswith("/undo")):
        desk.press("Shift+Z")
    expect(finisher(desk)).to_be_visible()
    desk.page.context.set_offline(False)
    desk.saved()
    assert made(desk, "basalt") == 6
    desk.press("Shift+Z", "Shift+Z")
    expect(desk.toast.last).to_contain_text("Taken back in 3 other articles too.")
    expect(finisher(desk)).to_be_hidden()
    assert made(desk, "basalt") == 0
    undone = "SELECT count(*), count(DISTINCT undoes) FROM acts WHERE kind = 'undo'"
    assert desk.server.query(undone) == [(8, 8)]
    reload(desk)
    desk.press("Shift+Z")
    expect(desk.page.locator(".pm-live")).to_contain_text("Nothing was broken off.")
    forget_network(desk)


def test_an_undo_that_a_killed_server_broke_off_is_offered_after_a_reload(desk: Desk) -> None:
    label_everywhere(desk, "marble")
    desk.server.kill()
    desk.press("Control+z")
    expect(finisher(desk)).to_be_visible()
    desk.server.start()
    reload(desk)
    expect(desk.toast.last).to_contain_text("The undo of “marble” over many articles was")
    expect(desk.toast.last).to_contain_text("3 articles are not taken back yet.")
    desk.toast.get_by_role("button", name="Finish it").click()
    expect(desk.toast.last).to_contain_text("Taken back in 3 other articles too.")
    desk.saved()
    assert made(desk, "marble") == 0
    desk.complaints.clear()  # there was no server


def test_an_undo_that_the_server_completed_after_the_page_was_left_is_not_told(desk: Desk) -> None:
    label_everywhere(desk, "gneiss")

    def lose_the_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    desk.page.route("**/api/groups/*/undo", lose_the_answer)
    desk.press("Control+z")
    expect(finisher(desk)).to_be_visible()
    desk.page.unroute("**/api/groups/*/undo")
    desk.saved()
    assert made(desk, "gneiss") == 0
    reload(desk)
    desk.page.wait_for_function(NOTHING_WANTED)
    expect(finisher(desk)).to_be_hidden()
    expect(desk.toast).to_have_count(0)
    forget_network(desk)


def test_what_was_brought_back_in_the_meantime_is_not_taken_back_later(desk: Desk) -> None:
    label_everywhere(desk, "slate")
    desk.page.route("**/api/groups/*/undo", lambda route: route.abort())
    desk.press("Control+z")
    expect(finisher(desk)).to_be_visible()
    desk.press("Control+Shift+z")
    expect(finisher(desk)).to_be_hidden()
    desk.saved()
    desk.page.wait_for_function(NOTHING_WANTED)
    desk.page.unroute("**/api/groups/*/undo")
    reload(desk)
    desk.press("Shift+Z")
    expect(desk.page.locator(".pm-live")).to_contain_text("Nothing was broken off.")
    assert made(desk, "slate") == 8
    forget_network(desk)


def label_and_leave(desk: Desk, stone: str) -> None:
    """Label a stone in the whole project, and leave the page before the server has heard of it."""
    desk.open("Far 1")
    desk.page.route("**/api/occurrences/apply", lambda _: None)
    desk.click(stone, count=2)
    desk.press("o", "p", "3")
    expect(desk.page.get_by_test_id("pm-occurrences")).to_contain_text("8 in 4 articles")
    with desk.page.expect_request("**/api/occurrences/apply"):
        desk.press("Enter")
    desk.saved()
    reload(desk)
    desk.page.unroute("**/api/occurrences/apply")


def test_a_label_that_leaving_the_page_broke_off_is_offered_and_finished(desk: Desk) -> None:
    label_and_leave(desk, "onyx")
    expect(desk.toast.last).to_contain_text("The labelling of “onyx” over many articles was broken")
    expect(desk.toast.last).to_contain_text("6 places are not labelled yet.")
    assert made(desk, "onyx") == 2
    desk.toast.get_by_role("button", name="Finish it").click()
    expect(desk.toast.last).to_contain_text("Labelled in 6 places of 3 other articles")
    assert made(desk, "onyx") == 8
    reload(desk)
    desk.press("Shift+Z")
    expect(desk.page.locator(".pm-live")).to_contain_text("Nothing was broken off.")
    desk.press("Control+z")
    expect(desk.toast.last).to_contain_text("Taken back in 3 other articles too.")
    desk.saved()
    assert made(desk, "onyx") == 0
    forget_network(desk)


def test_a_label_that_was_broken_off_and_taken_back_is_not_offered(desk: Desk) -> None:
    label_and_leave(desk, "flint")
    expect(desk.toast.last).to_contain_text("6 places are not labelled yet.")
    with desk.page.expect_response("**/api/groups/*/undo"):
        desk.press("Control+z")
    desk.saved()
    reload(desk)
    desk.press("Shift+Z")
    expect(desk.page.locator(".pm-live")).to_contain_text("Nothing was broken off.")
    assert made(desk, "flint") == 0
    forget_network(desk)


def test_a_step_is_finished_with_a_thumb_and_another_window_hears_of_it(phone: Desk) -> None:
    phone.open("Far 1")
    phone.page.touchscreen.tap(*phone.middle("pumice"))
    phone.bar.get_by_text("All…").tap()
    dialog = phone.page.get_by_test_id("pm-occurrences")
    dialog.get_by_role("button", name="Whole project").tap()
    dialog.locator("[data-label-id=LOC]").tap()
    expect(dialog).to_contain_text("8 in 4 articles")
    dialog.get_by_test_id("pm-occ-go").tap()
    expect(phone.toast.last).to_contain_text("8 places in 4 articles")
    phone.saved()
    phone.page.route("**/api/groups/*/undo", lambda route: route.abort())
    phone.page.get_by_role("button", name="Undo", exact=True).first.tap()
    expect(finisher(phone)).to_be_visible()
    other = Desk(phone.server, phone.page.context.new_page())
    other.open("Far 2")
    expect(finisher(other)).to_be_visible()
    phone.page.unroute("**/api/groups/*/undo")
    phone.page.bring_to_front()
    assert box(finisher(phone))["height"] >= 44
    finisher(phone).tap()
    expect(finisher(phone)).to_be_hidden()
    expect(finisher(other)).to_be_hidden()
    phone.saved()
    assert made(phone, "pumice") == 0
    forget_network(phone)
    assert other.complaints == []


def test_a_window_takes_no_step_for_broken_off_while_another_one_is_at_it(
    desk: Desk,
) -> None:
    label_everywhere(desk, "chalk")
    desk.page.route("**/api/groups/*/undo", lambda _: None)  # it gets no answer
    desk.press("Control+z")
    other = Desk(desk.server, desk.page.context.new_page())
    other.open("Far 2")
    other.page.wait_for_function(WAITS)
    expect(finisher(other)).to_be_hidden()
    expect(other.toast).to_have_count(0)
    # Its page is left in the middle: now it is broken off.
    desk.saved()
    desk.page.goto("about:blank")
    expect(other.toast.last).to_contain_text("The undo of “chalk” over many articles was broken")
    expect(other.toast.last).to_contain_text("3 articles are not taken back yet.")
    other.press("Shift+Z")
    expect(other.toast.last).to_contain_text("Taken back in 3 other articles too.")
    expect(finisher(other)).to_be_hidden()
    assert made(desk, "chalk") == 0
    assert other.complaints == []
    forget_network(desk)
