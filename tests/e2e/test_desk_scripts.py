"""Scripts of the world on the desk: what is selected is what is stored, in code points."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from desk import Desk, box, serving
from playwright.sync_api import expect
from running import Server

pytestmark = pytest.mark.e2e
ARABIC = (
    "وصل وزير الخارجية المصري سامح شكري إلى العاصمة الأردنية عمّان مساء الأحد.\n\n"
    "وقال الوزير إن المحادثات مع نظيره الأردني كانت مثمرة، وإن اللقاء القادم سيكون في القاهرة."
)
CHINESE = (
    "联合国秘书长星期一在日内瓦会见了中国外交部长，双方讨论了气候变化问题。\n\n"
    "部长说，北京将继续支持联合国的工作，并欢迎秘书长明年访问上海。"
)
FAMILY = "👨\u200d👩\u200d👧\u200d👦"
ACCENTED = "Gene\u0300ve"  # the accent as a character of its own
SIGNS = (
    f"🎉 The family {FAMILY} came to {ACCENTED} from 𝒯okyo with a 🇯🇵 flag and stayed.\n\n"
    f"Later 👩🏽\u200d🚀 Mae flew home over {ACCENTED} again."
)
APOSTROPHES = (
    "Conan O'Brien and Sinéad O’Connor met L'Oréal's chief in Côte d'Ivoire, "
    "where the Joneses' dog barked at Jean-Claude d’Estaing."
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    articles = {
        "زيارة": ARABIC, "会见": CHINESE, "又会见": f"{CHINESE}完。", "Signs": SIGNS,
        "Caret": f"{SIGNS} Twice.", "Apostrophes": APOSTROPHES,
        "王小明": "教授王小明在家。\n\n他们听王小明说话。",
    }  # fmt: skip
    with serving(tmp_path_factory.mktemp("scripts"), articles) as started:
        yield started


def test_arabic_runs_from_right_to_left_and_so_do_its_edges(desk: Desk) -> None:
    desk.open("زيارة")
    paragraph = desk.page.locator(".pm-p").first
    assert paragraph.evaluate("p => getComputedStyle(p).direction") == "rtl"
    desk.click("المحادثات", count=2)
    desk.press("4")
    [made] = desk.stored()
    assert made["quote"] == "المحادثات"
    desk.click("المحادثات")
    desk.press("Alt+ArrowLeft")
    assert desk.stored() == [made | {"quote": "المحادثات مع", "end": made["end"] + 3}]
    desk.press("Alt+Shift+ArrowRight")
    expect(desk.of("المحادثات")).to_have_text("إن المحادثات مع")
    start, end = (
        box(desk.page.locator(f".pm-handle[data-edge={edge}]")) for edge in ("start", "end")
    )
    assert start["x"] > end["x"]
    desk.page.mouse.move(end["x"], end["y"] + end["height"])
    desk.page.mouse.down()
    desk.page.mouse.move(*desk.middle("الأردني", 1), steps=3)
    desk.page.mouse.up()
    assert desk.quotes() == [("EVENT", "إن المحادثات مع نظيره الأردني")]
    desk.press("Escape")
    desk.drag("مثمرة", "اللقاء")
    desk.press("8")
    assert ("QUOTE", "مثمرة، وإن اللقاء") in desk.quotes()


def test_over_an_arabic_text_numbers_stand_before_what_they_count(desk: Desk) -> None:
    desk.open("زيارة")
    for part in desk.page.locator(".pm-meta bdi").all():
        direction = part.evaluate("part => getComputedStyle(part).direction")
        assert direction == "ltr", part.text_content()


def test_a_double_click_takes_a_chinese_word(desk: Desk) -> None:
    desk.open("会见")
    for word, key in [("气候", "4"), ("访问", "8"), ("欢迎", "2")]:
        desk.click(word, count=2)
        desk.press(key)
        expect(desk.page.locator(f"mark[data-state=made]:text-is('{word}')")).to_be_visible()
    assert {quote for _, quote in desk.quotes()} == {"气候", "访问", "欢迎"}
    desk.click("继续", count=3)
    desk.press("8")
    assert desk.quotes()[1][1] == CHINESE.split("\n\n")[1].rstrip("。")


def test_a_double_click_takes_a_chinese_name_that_is_marked_elsewhere_whole(desk: Desk) -> None:
    desk.open("王小明")
    desk.page.keyboard.down("Alt")
    x, y = (desk.boxes("王小明")[0][side] for side in ("x", "y"))
    desk.page.mouse.move(x + 1, y + 10)
    desk.page.mouse.down()
    desk.page.mouse.move(x + desk.boxes("王小明")[0]["width"] - 1, y + 10, steps=4)
    desk.page.mouse.up()
    desk.page.keyboard.up("Alt")
    desk.press("1")
    desk.click("小明", 1, count=2)
    desk.press("1")
    assert desk.quotes() == [("PER", "王小明")] * 2


def test_a_second_click_on_a_short_mark_reaches_its_letters(desk: Desk) -> None:
    desk.open("又会见")
    desk.click("气候", count=2)
    desk.press("4")
    expect(desk.of("气候")).to_have_attribute("data-label", "EVENT")
    desk.press("Escape")
    desk.click("气候", count=2)
    expect(desk.page.locator("mark.pm-on")).to_have_count(0)
    desk.press("2")
    assert sorted(desk.quotes()) == [("EVENT", "气候"), ("ORG", "气候")]


def test_emoji_and_letters_of_several_code_points_are_never_cut(desk: Desk) -> None:
    desk.open("Signs")
    desk.click(FAMILY, count=2)
    desk.label("EVENT").click()
    for words, nth in [(ACCENTED, 0), (ACCENTED, 1), ("𝒯okyo", 0)]:
        desk.click(words, nth, count=2)
        desk.press("2")
    desk.drag("Mae", "home")
    desk.press("8")
    stored = desk.stored()
    assert [row["quote"] for row in stored] == [
        FAMILY, ACCENTED, "𝒯okyo", "Mae flew home", ACCENTED,
    ]  # fmt: skip
    assert stored[0]["start"] == SIGNS.index(FAMILY)
    assert stored[0]["end"] - stored[0]["start"] == len(FAMILY) == 7
    desk.click("🇯🇵", count=2)
    desk.press("8")
    assert desk.quotes()[3] == ("QUOTE", "🇯🇵")


def test_the_text_cursor_steps_over_whole_signs(desk: Desk) -> None:
    desk.open("Caret")
    desk.press("v", "Shift+ArrowRight", "4")
    desk.press(*["Control+ArrowRight"] * 2, "ArrowRight", "Shift+ArrowRight", "2")
    assert desk.quotes() == [("EVENT", "🎉"), ("ORG", FAMILY)]


def test_names_with_apostrophes_are_taken_whole(desk: Desk) -> None:
    desk.open("Apostrophes")
    desk.drag("Conan", "Brien")
    desk.press("1")
    desk.drag("Sin", "Connor")
    desk.press("1")
    desk.click("Ivoire", count=2)
    desk.press("3")
    desk.drag("Claude", "staing")
    desk.press("1")
    made = [quote for label, quote in desk.quotes() if label in ("PER", "LOC")]
    assert made == [
        "Conan O'Brien", "Sinéad O’Connor", "d'Ivoire", "Claude d’Estaing",
    ]  # fmt: skip
