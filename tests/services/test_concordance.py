"""Words in context: every place once, aligned, sorted and counted, in any script."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from factories import add_article, content, make_act
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.corpus.words import REACH
from annotator.errors import Refused
from annotator.model import Filter
from annotator.services import concordance, corpus, library
from annotator.services.concordance import SORTS, Wanted, lines
from annotator.services.session import Session
from annotator.services.sets import Set
from annotator.store import acts, articles

TEXTS = (
    ("Geneva is old. The lake of Geneva is blue.\n\nGENEVA!", "BBC", "2016-11-02"),
    ("No word of Genèva but this; and Kofi Annan in Geneva.", "Post", "2015-01-01"),
    ("Kofi went. Annan came: Kofi\nAnnan of the United Nations.", "", ""),
    ("東京は大きい。東京タワーも東\n京にある。", "Asahi", "2016-01-01"),
    ("قال كوفي أنان في جنيف إن جنيف مدينة جميلة", "Jazeera", "2017-01-01"),
)


@pytest.fixture
def desk(session: Session) -> Session:
    for text, source, date in TEXTS:
        add_article(session, text, title=text[:12], source=source, published_at=date)
    gone = add_article(session, "Geneva that is gone.")
    articles.remove(session.store, gone)
    return session


def told(session: Session, value: str, kind: str = "query", **more: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in lines(session, Wanted(kind, value), **more).rows]


def whole(session: Session, row: dict[str, Any]) -> str:
    return str(articles.read(session.store, row["article_id"])["text"])


@pytest.mark.parametrize(
    ("value", "found"),
    [
        # As the search finds them: without case and accents.
        ("geneva", ["Genèva", "Geneva", "Geneva", "Geneva", "GENEVA"]),
        ("Gen*", ["Genèva", "Geneva", "Geneva", "Geneva", "GENEVA"]),
        ('"lake of geneva"', ["lake of Geneva"]),
        ("geneva -lake", ["Genèva", "Geneva"]),
        ("kofi annan", ["Kofi Annan", "Kofi", "Annan", "Kofi\nAnnan"]),
        ("kofi OR lake", ["Kofi", "lake", "Kofi", "Kofi"]),
        ("東京", ["東京", "東京", "東\n京"]),
        ("جنيف", ["جنيف", "جنيف"]),
        ("nowhere", []),
        ("-geneva", []),
        ("!!!", []),
    ],
)
def test_every_place_of_a_search_is_a_line(desk: Session, value: str, found: list[str]) -> None:
    rows = told(desk, value)
    assert [row["keyword"] for row in rows] == found
    for row in rows:
        text = whole(desk, row)
        assert text[row["start"] : row["end"]] == row["keyword"]
        around = row["left"] + row["keyword"] + row["right"]
        assert around == text[max(0, row["start"] - REACH) : row["end"] + REACH]
    assert lines(desk, Wanted("query", value)).total == len(found)


def test_lines_are_found_in_articles_that_the_library_finds(desk: Session) -> None:
    for value in ("geneva", "kofi annan", "東京", "جنيف"):
        there = {row["id"] for row in library.page(desk, Filter(query=value)).rows}
        assert {row["article_id"] for row in told(desk, value)} == there


def test_a_word_is_found_as_it_is_counted_and_within_a_set(desk: Session) -> None:
    assert [row["keyword"] for row in told(desk, "geneva", "word")] == ["Geneva"] * 3 + ["GENEVA"]
    of_post = Wanted("word", "geneva", within=Set(Filter(source="Post")))
    assert lines(desk, of_post).total == 1
    others = Wanted("word", "geneva", within=Set(Filter(source="Post"), is_rest=True))
    assert lines(desk, others).total == 3


def test_lines_are_sorted_by_what_stands_beside_them(desk: Session) -> None:
    def by(sort: str) -> list[str]:
        return [
            row["left"][-8:] + "|" + row["right"][:8] for row in told(desk, "geneva", sort=sort)
        ]

    for sort in SORTS:
        assert sorted(by(sort)) == sorted(by("date"))  # the same lines in another order
    rows = told(desk, "geneva", "word", sort="1L")
    lasts = [(row["left"].split() or [""])[-1].strip(".").casefold() for row in rows]
    assert lasts == sorted(lasts)
    rows = told(desk, "geneva", "word", sort="1R")
    nexts = [
        (row["right"].replace("!", "").split() or [""])[0].strip(".").casefold() for row in rows
    ]
    assert nexts == sorted(nexts)
    assert [row["source"] for row in told(desk, "kofi", sort="source")] == ["Post", "", ""]
    assert [row["published_at"] for row in told(desk, "kofi")] == ["2015-01-01", "", ""]


def test_labels_and_names_have_a_line_for_each_passage(desk: Session) -> None:
    article = told(desk, "lake")[0]["article_id"]
    text = TEXTS[0][0]
    whole_article = content("", 0, 0, "OPINION", kind="article") | dict.fromkeys(
        ("start", "end", "quote")
    )
    made = [content(text, 0, 6, "LOC"), content(text, 27, 33, "LOC"), whole_article]
    receipt = acts.apply(
        desk.store, article, desk.annotator, [make_act(after=each) for each in made]
    )
    assert not receipt.refused
    assert [row["start"] for row in told(desk, "LOC", "label")] == [0, 27]
    assert [row["start"] for row in told(desk, "words:geneva", "name")] == [0, 27]
    assert told(desk, "OPINION", "label") == []  # no words that it is on
    assert told(desk, "NONE", "label") == []


def test_lines_come_in_pages_without_a_gap_and_all_of_them_in_the_file(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(30):
        add_article(session, f"=SUM(1) Anna {number} met Anna\nagain", source=f"S{number % 3}")
    wanted = Wanted("query", "anna")
    pages = [lines(session, wanted, "1R", offset) for offset in (0, 50)]
    assert [len(page.rows) for page in pages] == [50, 10]
    assert {page.total for page in pages} == {60}
    seen = [(row["article_id"], row["start"]) for page in pages for row in page.rows]
    assert len(set(seen)) == 60
    file = concordance.as_csv(session, wanted, "1R").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(file)))
    assert [(row["article_id"], int(row["start"])) for row in rows] == seen
    assert all(row["left"].startswith("'=") for row in rows)  # harmless in a spreadsheet
    monkeypatch.setattr(concordance, "MOST_SORTED", 59)
    page = lines(session, wanted, "2R")
    assert page.notes == ("More than 59 lines are sorted by date alone: look for something rarer.",)
    assert len(page.rows) == 50


def test_of_very_many_places_the_first_are_lines_and_it_is_said(
    desk: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(concordance, "MOST", 2)
    for kind in ("query", "word"):
        page = lines(desk, Wanted(kind, "geneva"))
        assert page.total == len(page.rows) == 2
        assert page.notes == ("These are the first 2 that were loaded; there may be more.",)


def test_lines_that_run_from_right_to_left_say_so(desk: Session) -> None:
    assert {row["direction"] for row in told(desk, "جنيف")} == {"rtl"}
    assert {row["direction"] for row in told(desk, "geneva")} == {"ltr"}


def test_what_there_is_none_of_is_refused_in_words(desk: Session) -> None:
    with pytest.raises(Refused, match="can't be sorted"):
        lines(desk, Wanted("query", "geneva"), "4L")
    with pytest.raises(Refused, match="Nothing is looked for"):
        lines(desk, Wanted("idea", "geneva"))


PIECES = st.text(alphabet=st.sampled_from("ab AB\n.’é東🚀\u0301"), max_size=20)


@given(before=PIECES, after=PIECES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
def test_what_stands_around_a_place_is_the_text(session: Session, before: str, after: str) -> None:
    text = f"{before} keyword {after}".strip()
    article = add_article(session, text)
    for kind in ("query", "word"):
        for row in told(session, "keyword", kind, sort="1L"):
            around = whole(session, row)
            left, right = row["left"], row["right"]
            assert around[row["start"] : row["end"]] == row["keyword"]
            assert around[: row["start"]].endswith(left)
            assert around[row["end"] :].startswith(right)
    if article:
        articles.remove(session.store, article)
    assert corpus.counted(session).counted == "suggestions"
