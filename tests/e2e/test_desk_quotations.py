"""Quotations on the desk: answered whole, mended, linked to; and the time to decide."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from desk import Desk, serving
from playwright.sync_api import expect
from running import Server

pytestmark = pytest.mark.e2e
TEXT = (
    "Ana Rollo opened the hall in Geneva. “We must act before the summer,” she said on the stairs."
    " Kofi Annan stood beside her.\n\n"
    "“Nobody asked us what we wanted,” a spokesman told reporters. He left at noon.\n\n"
    "The banner had the words “Nobody knows who did it” on it. The mayor laughed."
)
NAMES = (
    "Accepted", "Rejected", "By click", "By words", "By keys", "Cue", "Nobody", "Reached", "Linked",
    "Field", "Nonsense", "Timed", "Phone", "In bulk", "Noted", "Split", "Chained", "By relation",
)  # fmt: skip
FIRST, SECOND, THIRD = (
    "“We must act before the summer,”",
    "“Nobody asked us what we wanted,”",
    "“Nobody knows who did it”",
)
ROWS = """
    SELECT annotation.kind, label_id, quote, annotation.state, annotation.id, from_id, to_id
    FROM annotation JOIN article ON article.seq = annotation.article_seq
        JOIN annotator ON annotator.id = annotation.annotator_id
    WHERE article.id = ? AND annotator.kind = 'person'
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    # The store knows an article by its text: each has a last line of its own.
    articles = {name: f"{TEXT}\n\nThis was {name.lower()}." for name in NAMES}
    articles["Merged"] = "“We go now,” she said. “And you come along,” a spokesman added."
    with serving(tmp_path_factory.mktemp("quotations"), articles) as started:
        yield started


def rows(desk: Desk) -> list[tuple[Any, ...]]:
    desk.saved()
    return desk.server.query(ROWS, desk.article)


def marks(desk: Desk) -> set[tuple[Any, ...]]:
    return {row[1:4] for row in rows(desk) if row[0] == "span"}


def said(desk: Desk) -> set[tuple[Any, ...]]:
    """Return the relations that stand: label, quotation, the other end, state."""
    quote_of = {row[4]: row[2] for row in rows(desk)}
    return {
        (label, quote_of[from_id], quote_of[to_id], state)
        for kind, label, _, state, _, from_id, to_id in rows(desk)
        if kind == "relation" and state != "rejected"
    }


def saying(desk: Desk) -> Any:
    return desk.bar.locator(".pm-saying-words")


def test_a_quotation_is_accepted_with_its_speaker_and_its_cue_and_undone_as_one(
    desk: Desk,
) -> None:
    desk.open("Accepted")
    desk.click("before the summer")
    expect(saying(desk)).to_have_text("said by she · said")
    expect(desk.of("she")).to_have_class("pm-mark pm-open pm-hangs pm-by")
    desk.press("a")
    expect(desk.of("said")).to_have_attribute("data-state", "accepted")
    accepted = {("QUOTE", FIRST), ("SPEAKER", "she"), ("CUE", "said")}
    assert marks(desk) == {(*mark, "accepted") for mark in accepted}
    assert said(desk) == {
        ("SAID_BY", FIRST, "she", "accepted"),
        ("SAID_WITH", FIRST, "said", "accepted"),
    }
    desk.press("Control+z")
    expect(desk.of("said")).to_have_attribute("data-state", "suggested")
    assert rows(desk) == []
    desk.page.reload()
    expect(desk.marks.first).to_be_visible()
    desk.press("Control+Shift+z")
    assert len(rows(desk)) == 5


def test_a_rejected_quotation_leaves_no_speaker_or_cue_behind(desk: Desk) -> None:
    desk.open("Rejected")
    listed = desk.panel.locator("[data-row]")
    expect(listed.filter(has_text="said")).to_have_count(0)
    desk.click("what we wanted")
    desk.press("r")
    expect(desk.of("told reporters")).to_have_count(0)
    expect(desk.of("a spokesman")).to_have_count(0)
    assert {row[3] for row in rows(desk)} == {"rejected"}
    assert len(rows(desk)) == 5
    expect(desk.of("Kofi Annan")).to_have_attribute("data-state", "suggested")


def test_another_speaker_is_chosen_by_a_button_and_a_click(desk: Desk) -> None:
    desk.open("By click")
    desk.click("before the summer")
    desk.bar.get_by_role("button", name="Speaker…").click()
    expect(desk.toast).to_contain_text("Choose the speaker")
    desk.click("Geneva")
    expect(saying(desk)).to_have_text("said by Geneva · said")
    assert ("SAID_BY", FIRST, "Geneva", "corrected") in said(desk)
    assert ("SPEAKER", "she", "rejected") in marks(desk)
    desk.bar.get_by_role("button", name="Speaker…").click()
    desk.click("Ana Rollo")
    expect(saying(desk)).to_have_text("said by Ana Rollo · said")
    assert ("SAID_BY", FIRST, "Ana Rollo", "corrected") in said(desk)
    desk.press("Control+z")
    assert ("SAID_BY", FIRST, "Geneva", "corrected") in said(desk)


def test_words_and_the_key_of_the_label_make_the_speaker_of_the_quotation_before(
    desk: Desk,
) -> None:
    desk.open("By words")
    desk.click("who did it")
    expect(saying(desk)).to_contain_text("nobody named")
    desk.drag("mayor", "laughed")
    desk.press("9")
    expect(saying(desk)).to_contain_text("said by")
    [(label, quote, end, state)] = said(desk)
    assert (label, quote, state) == ("SAID_BY", THIRD, "made")
    assert end == "mayor laughed"
    assert ("SPEAKER", end, "made") in marks(desk)
    desk.press("Control+z")
    assert rows(desk) == []


def test_a_speaker_is_chosen_without_a_mouse(desk: Desk) -> None:
    desk.open("By keys")
    chosen = desk.page.locator("mark.pm-on")
    while "summer" not in "".join(chosen.all_text_contents()):
        desk.press("n")
    desk.press("9")
    expect(desk.toast).to_contain_text("Choose the speaker")
    desk.press("n")
    expect(desk.of("Kofi Annan")).to_have_class("pm-mark pm-open pm-on")
    desk.press("9")
    expect(saying(desk)).to_have_text("said by Kofi Annan · said")
    assert ("SAID_BY", FIRST, "Kofi Annan", "corrected") in said(desk)
    desk.press("9", "Escape")
    expect(saying(desk)).to_be_visible()
    assert "corrected" in {state for *_, state in said(desk)}


def test_a_cue_is_chosen_by_words_and_what_cannot_be_one_is_refused(desk: Desk) -> None:
    desk.open("Cue")
    desk.click("what we wanted")
    desk.bar.get_by_role("button", name="Cue…").click()
    desk.click("Kofi Annan")
    expect(desk.toast.last).to_contain_text("A cue is Cue; this mark is something else.")
    desk.drag("tol", "old")
    expect(saying(desk)).to_have_text("said by a spokesman · told")
    assert said(desk) == {
        ("SAID_BY", SECOND, "a spokesman", "accepted"),
        ("SAID_WITH", SECOND, "told", "corrected"),
    }
    assert ("CUE", "told reporters", "rejected") in marks(desk)


def test_a_quotation_that_nobody_says_is_accepted_alone(desk: Desk) -> None:
    desk.open("Nobody")
    desk.click("who did it")
    desk.press("a")
    assert marks(desk) == {("QUOTE", THIRD, "accepted")}


def test_the_words_about_a_quotation_lead_to_it_and_then_to_themselves(desk: Desk) -> None:
    desk.open("Reached")
    desk.click("said on the")
    expect(desk.of(FIRST)).to_have_class("pm-mark pm-open pm-on")
    desk.bar.get_by_role("button", name="Speaker: she").click()
    expect(desk.of("she")).to_have_class("pm-mark pm-open pm-hangs pm-on")
    desk.press("Escape")
    desk.click("she said")
    desk.click("before the summer")
    expect(desk.of(FIRST)).to_have_class("pm-mark pm-open pm-on")


def test_a_note_on_a_suggested_quotation_accepts_it_whole(desk: Desk) -> None:
    desk.open("Noted")
    desk.click("before the summer")
    desk.press("m")
    desk.page.keyboard.type("Which summer?")
    desk.press("Control+Enter")
    expect(desk.of("said")).to_have_attribute("data-state", "accepted")
    assert len(said(desk)) == 2
    assert times(desk)[0] is not None


def test_a_suggested_quotation_that_is_split_brings_its_speaker_and_its_cue(desk: Desk) -> None:
    desk.open("Split")
    desk.click("before the summer")
    desk.press("s")
    expect(desk.bar).to_contain_text("Split where?")
    desk.press("ArrowRight", "Enter")
    expect(desk.of("said")).to_have_attribute("data-state", "accepted")
    first = "We must"
    assert {("QUOTE", first, "corrected"), ("SPEAKER", "she", "accepted")} < marks(desk)
    assert said(desk) == {
        ("SAID_BY", first, "she", "accepted"),
        ("SAID_WITH", first, "said", "accepted"),
    }
    assert times(desk)[0] is not None
    desk.press("Control+z")
    assert rows(desk) == []
    assert desk.complaints == []


def test_a_suggested_quotation_in_a_chain_brings_its_speaker_and_its_cue(desk: Desk) -> None:
    desk.open("Chained")
    desk.click("what we wanted")
    desk.press("Shift+L")
    desk.click("before the summer")  # the bar stands below what is selected
    expect(desk.bar).to_contain_text("2 in the chain")
    expect(desk.of("said")).to_have_attribute("data-state", "accepted")
    assert len(marks(desk)) == 6
    assert {(label, first) for label, first, _, _ in said(desk)} == {
        ("SAME", SECOND), ("SAID_BY", FIRST), ("SAID_WITH", FIRST),
        ("SAID_BY", SECOND), ("SAID_WITH", SECOND),
    }  # fmt: skip
    desk.press("Escape", "Control+z")
    assert rows(desk) == []
    assert desk.complaints == []


def test_a_suggested_quotation_that_is_joined_to_a_name_has_it_as_its_speaker(desk: Desk) -> None:
    desk.open("By relation")
    desk.click("before the summer")
    desk.press("l")
    desk.click("Kofi Annan")
    expect(desk.of("said")).to_have_attribute("data-state", "accepted")
    assert said(desk) == {
        ("SAID_BY", FIRST, "Kofi Annan", "corrected"),
        ("SAID_WITH", FIRST, "said", "accepted"),
    }
    assert ("SPEAKER", "she", "rejected") in marks(desk)
    desk.press("Control+z")
    assert rows(desk) == []
    assert desk.complaints == []


def test_all_alike_are_accepted_with_what_hangs_on_them_and_without_a_time(desk: Desk) -> None:
    desk.open("In bulk")
    desk.click("before the summer")
    desk.press("Shift+A")
    expect(desk.of("said")).to_have_attribute("data-state", "accepted")
    assert len(said(desk)) == 2
    assert times(desk) == [None] * 5


def times(desk: Desk) -> list[int | None]:
    desk.saved()
    found = desk.server.query(
        "SELECT took_ms FROM acts JOIN article ON article.seq = article_seq "
        "WHERE article.id = ? AND subject = 'annotation' ORDER BY acts.seq",
        desk.article,
    )
    return [took for (took,) in found]


def test_the_time_to_decide_is_kept_with_the_act(desk: Desk) -> None:
    desk.open("Timed")
    desk.click("before the summer")
    desk.page.wait_for_timeout(400)
    desk.press("a")
    desk.saved()
    first, *others = times(desk)
    assert first is not None
    assert 300 < first < 60_000
    assert others == [None] * 4
    # The next one is looked at from then on.
    desk.press("2")
    assert times(desk)[-1] is not None
    # From the list it is answered without having been looked at.
    desk.panel.locator("[data-answer=reject]").last.click()
    assert times(desk)[-1] is None


def test_a_link_to_the_selected_words_opens_them_highlighted(desk: Desk) -> None:
    desk.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.open("Linked")
    desk.drag("laughed", "laughed")
    desk.click("laughed", count=2)
    desk.press("Shift+C")
    expect(desk.toast).to_contain_text("Link copied: “laughed”")
    link = desk.page.evaluate("navigator.clipboard.readText()")
    start = f"{TEXT}".index("laughed")
    assert link == f"{desk.server.url}/read?article={desk.article}&at={start}-{start + 7}"
    desk.page.goto(link)
    expect(desk.page.locator(".pm-p").first).to_be_visible()
    desk.page.wait_for_function("CSS.highlights.has('pm-at')")
    desk.click("Geneva")
    desk.bar.get_by_role("button", name="More").click()
    desk.bar.get_by_role("button", name="Link to it").click()
    expect(desk.toast).to_contain_text("Link copied: “Geneva”")
    desk.page.goto(desk.page.evaluate("navigator.clipboard.readText()"))
    expect(desk.of("Geneva")).to_have_class("pm-mark pm-open pm-on")


def test_where_nothing_can_be_copied_the_link_is_shown_in_a_field(desk: Desk) -> None:
    desk.page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    desk.open("Field")
    desk.click("Geneva")
    desk.press("Shift+C")
    field = desk.page.get_by_label("The link")
    expect(field).to_be_focused()
    assert "&at=" in field.input_value()
    assert field.evaluate("one => one.selectionEnd - one.selectionStart === one.value.length")
    desk.press("Escape")
    expect(field).to_have_count(0)


@pytest.mark.parametrize("at", ["7", "9-7", "5-999999", "x-y", "0-0", "<b>-1"])
def test_a_link_that_names_no_passage_is_ignored_with_a_word(desk: Desk, at: str) -> None:
    desk.open("Nonsense")
    desk.page.goto(f"{desk.server.url}/read?article={desk.article}&at={at}")
    expect(desk.toast).to_contain_text("The link names no passage of this text.")
    expect(desk.page.locator(".pm-p").first).to_be_visible()


def test_a_speaker_is_chosen_by_thumb(desk: Desk) -> None:
    desk.page.set_viewport_size({"width": 390, "height": 800})
    desk.open("Phone")
    desk.click("before the summer")
    speaker = desk.bar.get_by_role("button", name="Speaker…")
    box = speaker.bounding_box()
    assert box
    assert box["height"] >= 44
    speaker.click()
    desk.page.evaluate("document.querySelector('.pm-toasts').replaceChildren()")
    desk.click("Ana Rollo")
    expect(saying(desk)).to_have_text("said by Ana Rollo · said")


def test_merged_quotations_are_said_by_the_speaker_of_the_first(desk: Desk) -> None:
    desk.open("Merged")
    desk.press("w")
    desk.click("go now")
    expect(saying(desk)).to_have_text("said by she · said")
    before = said(desk)
    assert len(before) == 4
    desk.press("e")
    whole = "“We go now,” she said. “And you come along,”"
    both = {("SAID_BY", whole, "she", "accepted"), ("SAID_WITH", whole, "said", "accepted")}
    assert said(desk) == both
    rejected = {quote for _, quote, state in marks(desk) if state == "rejected"}
    assert rejected == {"“And you come along,”", "a spokesman", "added"}
    desk.press("Control+z")
    assert said(desk) == before
