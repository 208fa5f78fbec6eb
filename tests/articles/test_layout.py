from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.articles import read_text
from annotator.articles.layout import parse
from annotator.model import Draft, Refusal
from annotator.text import normalise

BODY = (
    "The harbour of Eastport was closed on Monday after a ship had run aground in the night.\n\n"
    "Nobody was hurt, the harbour master said. Work to free the ship goes on."
)
PRESS = f"""Ship runs aground at Eastport: officials
(last modified Wed, 02 Nov 2016 16:37:11 GMT )
Nov 02, 2016 16:37 UTC
  • Ship runs aground at Eastport: officials

{BODY}

SS

Tags"""


@pytest.mark.shared
def test_the_first_seed_is_read_exactly(shared: Path) -> None:
    text = (shared / "seeds" / "000_160427fdb2b2b30e.txt").read_text(encoding="utf-8")
    found = parse(text)
    assert found.title == "Sooner Syria crisis ends better: Lavrov"
    assert found.published_at == "2016-11-02T16:37:00Z"
    assert found.modified_at == "2016-11-02T16:37:11Z"
    assert found.body.startswith("Russian Foreign Minister Sergei Lavrov has underlined")
    assert found.body.endswith("ending the threat from Daesh,” the statement said.")
    assert found.tags == ()
    assert found.body in text


def test_headline_dates_bullet_initials_and_tags_leave_the_body() -> None:
    found = parse(PRESS)
    assert found.title == "Ship runs aground at Eastport: officials"
    assert (found.published_at, found.modified_at) == (
        "2016-11-02T16:37:00Z",
        "2016-11-02T16:37:11Z",
    )
    assert found.body == BODY
    assert (found.byline, found.tags) == ("SS", ())


def test_windows_line_ends_change_nothing() -> None:
    assert parse(PRESS.replace("\n", "\r\n")).body == BODY


@pytest.mark.parametrize(
    ("published", "modified"),
    [
        ("Published: 2015-09-01", "Last modified: 2015-09-16"),
        ("Published 1 September 2015", "Last updated 16 September 2015"),
        ("Tuesday, September 1, 2015", "Updated: September 16, 2015"),
        ("Опубликовано: 1 сентября 2015", "Обновлено: 16 сентября 2015 г."),
        ("Publicado el 1 de septiembre de 2015", "Actualizado el 16 de septiembre de 2015"),
        ("Publié le 1er septembre 2015", "Mis à jour le 16 septembre 2015"),
        ("Veröffentlicht am 1. September 2015", "Zuletzt aktualisiert: 16.09.2015"),
        ("Δημοσίευση: 1 Σεπτεμβρίου 2015", "Τελευταία ενημέρωση: 16 Σεπτεμβρίου 2015"),
        ("Yayınlanma: 1 Eylül 2015", "Son güncelleme: 16 Eylül 2015"),
        ("Publicado em 1 de setembro de 2015", "Atualizado em 16 de setembro de 2015"),
        ("تاريخ النشر: 1 سبتمبر 2015", "آخر تحديث: 16 سبتمبر 2015"),
        ("发布时间：2015年9月1日", "更新时间：2015年9月16日"),
    ],
)
def test_date_lines_of_many_outlets_are_read(published: str, modified: str) -> None:
    found = parse(f"Ship runs aground\n\n{published}\n{modified}\n\n{BODY}")
    assert (found.title, found.published_at, found.modified_at, found.body) == (
        "Ship runs aground",
        "2015-09-01",
        "2015-09-16",
        BODY,
    )


def test_a_date_that_contradicts_stays_in_the_body() -> None:
    found = parse(f"Ship runs aground\nPublished: 2015-09-01\n\nThursday, May 7, 2015\n\n{BODY}")
    assert found.published_at == "2015-09-01"
    assert found.body.startswith("Thursday, May 7, 2015\n")


def test_a_department_is_a_source_and_a_person_a_byline() -> None:
    found = parse(f"Ship aground\nBy Jane Roe and José d’Or\nFrom: Department of Ports\n\n{BODY}")
    assert (found.byline, found.source, found.body) == (
        "Jane Roe and José d’Or",
        "Department of Ports",
        BODY,
    )


def test_by_with_anything_but_names_is_text() -> None:
    text = "Sea levels\nPublished: 2015-09-01\n\nBy 2050 the port may be under water.\n\nSo it is."
    assert parse(text).body.startswith("By 2050")


@pytest.mark.parametrize(
    ("end", "tags"),
    [
        ("Tags: ports, ships; sea", ("ports", "ships", "sea")),
        ("Tags\nports\n• ships", ("ports", "ships")),
        ("Теги: порты, море", ("порты", "море")),
        ("标签：港口，船", ("港口", "船")),
        ("Tags:", ()),
    ],
)
def test_tags_at_the_end_are_read(end: str, tags: tuple[str, ...]) -> None:
    found = parse(f"Ship aground\n\n{BODY}\n\n{end}")
    assert (found.tags, found.body) == (tags, BODY)


def test_double_initials_are_taken_and_a_closing_word_is_not() -> None:
    assert parse(f"{BODY}\n\nMNP/ABC").byline == "MNP/ABC"
    assert parse(f"{BODY}\n\nENDS").body.endswith("ENDS")


@pytest.mark.parametrize(
    "text",
    [
        "EU rejects German call to boycott British lamb .",
        BODY,
        "Dear reader,\n\n" + BODY,
        "KABUL, Afghanistan (May 1, 2011)\n\n" + BODY,
        "MOSCOW (Reuters) —\n\n" + BODY,
        "2011-07-S-015\nFor Immediate Release\n\n" + BODY,
        "The harbour master said:\n\n" + BODY,
        "- first point\n\n" + BODY,
        "Yes\n\nNo\n\nPerhaps",
    ],
)
def test_without_evidence_of_a_headline_all_is_body(text: str) -> None:
    found = parse(text)
    assert (found.title, found.body) == ("", normalise(text))


def test_a_dateline_stays_in_the_body() -> None:
    found = parse("Ship aground\n\nEASTPORT (Wire) — " + BODY)
    assert (found.title, found.body[:17]) == ("Ship aground", "EASTPORT (Wire) —")


def test_blank_lines_and_indents_inside_the_body_stay() -> None:
    body = BODY + "\n\n\n    indented 'quoted' 🚢  twice\nlast line of it"
    assert parse(f"Ship aground\n\n{body}").body == body


def test_header_lines_alone_stay_the_body() -> None:
    assert parse("Published: 2015-09-01\nTags: a").body == "Published: 2015-09-01\nTags: a"


@pytest.mark.parametrize(
    ("title", "body", "language"),
    [
        (
            "انفجار في الميناء",
            "قال مدير الميناء إن السفينة جنحت في الليل ولم يصب أحد من الطاقم.",
            "ar",
        ),
        (
            "货船在港口搁浅",
            "港务局长星期一说，一艘货船夜间在港口入口处搁浅，无人受伤，清理工作仍在继续。",
            "zh",
        ),
    ],
)
def test_other_scripts_have_headlines_too(title: str, body: str, language: str) -> None:
    draft = read_text(f"{title}\n\n{body}")
    assert isinstance(draft, Draft)
    assert (draft.title, draft.body, draft.language) == (title, body, language)


def test_a_hundred_thousand_words_stay_whole() -> None:
    body = "\n\n".join(["word’s 🚢 " * 49 + "end."] * 2000)
    draft = read_text(f"A long story\n\n{body}")
    assert isinstance(draft, Draft)
    assert (draft.title, draft.body) == ("A long story", body)


def test_script_in_a_text_stays_as_characters() -> None:
    text = f"<script>alert('x')</script>\n\n{BODY}\n\n<script>alert(2)</script>"
    draft = read_text(text)
    assert isinstance(draft, Draft)
    assert draft.body == text


def test_blank_paste_is_refused_as_empty() -> None:
    refused = read_text(" \n\t ")
    assert isinstance(refused, Refusal)
    assert refused.reason.startswith("Empty")


_LINES = st.one_of(
    st.sampled_from(
        [
            "",
            "Tags",
            "Tags: a, b",
            "SS",
            "Published: 2015-09-01",
            "Nov 02, 2016 16:37 UTC",
            "By Jane Roe",
            "A headline",
            "• A headline",
            "A paragraph of body text that goes on for quite a while, and then ends.",
        ]
    ),
    st.text(max_size=30),
)


@given(st.lists(_LINES, max_size=12).map("\n".join))
def test_no_line_is_lost_or_made_up(text: str) -> None:
    found = parse(text)

    def words(lines: list[str]) -> list[str]:
        return sorted(line.strip() for line in lines if line.strip())

    assert words(found.body.split("\n") + found.taken) == words(normalise(text).split("\n"))


@given(st.text())
def test_no_text_makes_the_parser_fail_and_the_body_is_normal(text: str) -> None:
    body = parse(text).body
    assert body == normalise(body)
    assert bool(body) == bool(normalise(text))
