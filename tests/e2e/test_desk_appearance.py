"""How the text looks is the reader's choice: size, face, measure, theme, marks, only the text."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from desk import Desk, serving
from navigating import to_page
from playwright.sync_api import Browser, Locator, Page, expect
from running import Server
from test_access import RULES

pytestmark = pytest.mark.e2e
PARAGRAPH = "The lighthouse on the cape was lit again, and Kofi Annan saw it from Geneva. " * 6
TEXT = "\n\n".join(f"{number}. {PARAGRAPH}" for number in range(1, 31))
NAMES = ("Chosen", "Painted", "Contrast", "Quiet", "Marks", "Phone", "Forced")
LOOKS = ("text_size", "measure", "face", "spacing", "theme", "keys")
# The contrast of a colour on what is painted behind an element.
CONTRAST = """(element, pseudo) => {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
    const luminance = (colour) => {
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((c) => c / 255)
            .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    let at = element;
    while (/rgba\\(.*, 0\\)/.test(getComputedStyle(at).backgroundColor)) at = at.parentElement;
    const both = [getComputedStyle(element, pseudo).color, getComputedStyle(at).backgroundColor];
    const [low, high] = both.map(luminance).sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
}"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("look"), {name: f"{TEXT} {name}." for name in NAMES}) as s:
        yield s


@pytest.fixture(autouse=True)
def the_usual_look(server: Server, page: Page) -> Iterator[None]:
    yield
    page.request.put(f"{server.url}/api/preferences", data=dict.fromkeys(LOOKS))


def panel(desk: Desk) -> Locator:
    """Open what stands behind "Aa"."""
    desk.page.get_by_role("button", name="Appearance").click()
    return desk.page.get_by_role("dialog", name="Appearance")


def choose(opened: Locator, name: str) -> None:
    """Choose one of several looks."""
    opened.get_by_role("radio", name=name, exact=True).check(force=True)


def style(desk: Desk, selector: str, name: str) -> str:
    """Return a computed property."""
    found: str = desk.page.locator(selector).first.evaluate(
        "(element, name) => getComputedStyle(element)[name]", name
    )
    return found


def top_of(desk: Desk, words: str) -> float:
    return desk.boxes(words)[0]["y"]


def test_what_is_chosen_holds_at_once_after_a_reload_and_on_another_device(
    desk: Desk, browser: Browser, server: Server
) -> None:
    desk.open("Chosen")
    usual = float(style(desk, ".pm-p", "fontSize").removesuffix("px"))
    opened = panel(desk)
    opened.get_by_role("button", name="Larger text").click()
    expect(opened.locator("output")).to_have_text("110 %")
    choose(opened, "Sans serif")
    choose(opened, "Narrow")
    with desk.page.expect_response(lambda answer: "loose" in (answer.request.post_data or "")):
        choose(opened, "Loose")
    desk.press("Escape")
    expect(opened).to_be_hidden()
    expect(desk.page.get_by_role("button", name="Appearance")).to_be_focused()

    def check(shown: Desk) -> None:
        size = float(style(shown, ".pm-p", "fontSize").removesuffix("px"))
        assert size == pytest.approx(1.1 * usual)
        assert float(style(shown, ".pm-p", "lineHeight").removesuffix("px")) > 2 * size
        assert "Serif" not in style(shown, ".pm-p", "fontFamily").split(",")[0]
        assert float(style(shown, ".pm-sheet", "width").removesuffix("px")) < 30 * size

    check(desk)
    desk.page.reload()
    expect(desk.page.locator(".pm-p").first).to_be_visible()
    check(desk)
    elsewhere = browser.new_context()
    other = Desk(server, elsewhere.new_page())
    other.open("Chosen")
    check(other)
    elsewhere.close()
    opened = panel(desk)
    opened.get_by_role("button", name="Back to the usual look").click()
    assert float(style(desk, ".pm-p", "fontSize").removesuffix("px")) == usual


def test_plus_and_minus_change_the_size_and_keep_the_line_in_view(desk: Desk) -> None:
    desk.open("Chosen")
    desk.press("Escape", *["j"] * 12)
    desk.page.mouse.wheel(0, 300)
    desk.still()
    first = desk.page.evaluate(
        "[...document.querySelectorAll('.pm-p')].find((p) => p.getBoundingClientRect().top > 130)"
        ".textContent.slice(0, 4)"
    )
    before = top_of(desk, first)
    desk.press("+", "+", "+")
    expect(desk.page.locator(".pm-desk")).to_have_css("--pm-size", "1.4")
    place = desk.page.locator(".pm-p", has_text=first).first
    box = place.bounding_box()
    assert box
    assert abs(box["y"] - before) < 260  # it grows, but does not run away
    desk.press("-", "-", "-", "-", "-", "-", "-", "-")
    expect(desk.page.locator(".pm-desk")).to_have_css("--pm-size", "0.7")
    assert desk.acts() == []


def test_a_theme_paints_the_page_as_well_and_goes_with_the_desk(desk: Desk) -> None:
    desk.open("Painted")
    desk.press("n", "a")
    ink = style(desk, ".pm-decided", "borderBottomColor")
    opened = panel(desk)
    with desk.page.expect_response("**/api/preferences"):
        choose(opened, "Dark")
    for selector in ("[data-testid=stApp]", ".pm-head"):
        assert style(desk, selector, "backgroundColor") == "rgb(23, 24, 28)"
    assert style(desk, ".pm-decided", "borderBottomColor") != ink
    to_page(desk.page, "Settings")
    expect(desk.page.locator(".pm-desk")).to_have_count(0)
    assert style(desk, "[data-testid=stApp]", "backgroundColor") == "rgb(255, 253, 249)"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_high_contrast_is_seven_to_one_on_pure_ground(
    browser: Browser, server: Server, theme: str
) -> None:
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, contrast="more",
        color_scheme="dark" if theme == "dark" else "light",
    )  # fmt: skip
    desk = Desk(server, context.new_page())
    desk.open("Contrast")
    pure = "rgb(0, 0, 0)" if theme == "dark" else "rgb(255, 255, 255)"
    assert style(desk, "[data-testid=stApp]", "backgroundColor") == pure
    desk.press("n", "a", "Escape")
    mark = desk.marks.first
    assert mark.evaluate(CONTRAST, "::after") >= 7
    assert mark.evaluate("(it) => parseFloat(getComputedStyle(it).borderBottomWidth)") >= 3
    for selector in (".pm-p", ".pm-meta", ".pm-row .pm-tag", ".pm-count", ".pm-saved", ".pm-tab"):
        assert desk.page.locator(selector).first.evaluate(CONTRAST) >= 7, selector
    opened = panel(desk)
    expect(opened).to_be_visible()
    for name in ("High contrast", "Light", "Dark", "As the app"):
        choose(opened, name)
        found = Axe().run(desk.page, options=RULES)
        assert found.violations_count == 0, f"{name}: {found.generate_report()}"
    context.close()


def test_only_the_text_is_left_and_escape_brings_the_rest_back(desk: Desk) -> None:
    desk.open("Quiet")
    line = desk.page.get_by_test_id("stHeader")
    expect(line).to_be_visible()
    desk.press("z")
    for gone in (line, desk.panel, desk.page.get_by_test_id("pm-done")):
        expect(gone).to_be_hidden()
    expect(desk.page.get_by_test_id("pm-saved")).to_be_visible()
    desk.press("n", "a")
    expect(desk.bar).to_be_visible()
    desk.press("Escape")
    expect(desk.bar).to_be_hidden()
    expect(line).to_be_hidden()
    desk.press("Escape")
    expect(line).to_be_visible()
    desk.press("z", "z")
    expect(desk.panel).to_be_visible()


def test_marks_are_shown_dimmed_and_hidden_in_turn(desk: Desk) -> None:
    desk.open("Marks")
    desk.press("n", "a", "Escape")
    tag = "(it) => getComputedStyle(it, '::after')"
    mark = desk.page.locator(".pm-decided").first
    desk.press("h")
    expect(desk.toast).to_contain_text("Marks are dimmed.")
    expect(mark).to_have_css("border-bottom-width", "1px")
    assert mark.evaluate(f"{tag}.opacity") == "0"
    desk.press("h")
    expect(desk.toast.last).to_contain_text("Marks are hidden. Press h")
    expect(mark).to_have_css("border-bottom-color", "rgba(0, 0, 0, 0)")
    opened = panel(desk)
    expect(opened.get_by_role("radio", name="Hidden")).to_be_checked()
    choose(opened, "Shown")
    desk.press("Escape")
    expect(mark).to_have_css("border-bottom-width", "2px")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_in_the_colours_of_the_machine_everything_in_the_text_can_be_told_apart(
    desk: Desk, theme: str
) -> None:
    dark = theme == "dark"
    desk.page.emulate_media(forced_colors="active", color_scheme="dark" if dark else "light")
    desk.open("Forced")
    made, suggested = desk.of("cape"), desk.of("Kofi Annan")
    if not dark:
        desk.click("cape", count=2)
        desk.press("3")
    for mark in (made, suggested):
        assert mark.evaluate(CONTRAST, None) >= 7
    assert made.evaluate("mark => getComputedStyle(mark).borderBottomStyle") == "solid"
    assert suggested.evaluate("mark => getComputedStyle(mark).backgroundImage") != "none"
    desk.click("cape")
    expect(made).to_have_css("outline-style", "solid")
    ground = style(desk, ".pm-text", "backgroundColor")
    assert style(desk, ".pm-handle i", "backgroundColor") != ground
    assert style(desk, ".pm-joint i", "borderTopColor") != ground
    lit = "(it, name) => getComputedStyle(it, `::highlight(${name})`).backgroundColor"
    shown = [made.evaluate(lit, name) for name in ("pm-preview", "pm-found", "pm-found-here")]
    assert shown[1] not in (shown[2], ground)
    assert ground not in (shown[0], shown[2])


def test_all_of_it_by_thumb(browser: Browser, server: Server) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    desk = Desk(server, context.new_page())
    desk.open("Phone")
    desk.page.locator(".pm-head").get_by_role("button", name="More").tap()
    desk.page.get_by_role("button", name="Appearance").tap()
    opened = desk.page.get_by_role("dialog", name="Appearance")
    for shown in opened.locator("button, .pm-segments span").all():
        box = shown.bounding_box()
        assert box
        assert box["height"] >= 44
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    opened.get_by_role("radio", name="Dark", exact=True).tap()
    assert style(desk, ".pm-head", "backgroundColor") == "rgb(23, 24, 28)"
    opened.get_by_role("button", name="Only the text").tap()
    expect(desk.panel).to_be_hidden()
    desk.page.get_by_role("button", name="Show everything again").tap()
    expect(desk.panel).to_be_visible()
    assert desk.complaints == []
    context.close()
