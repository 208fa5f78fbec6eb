"""Labelling the same words all over a project, taking it off again, and one undo for all of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from factories import add_article, another, content, make_act, relation, reply
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import Refused
from annotator.model import Filter
from annotator.services import annotating, occurrences, reading
from annotator.services.occurrences import Wanted
from annotator.services.session import Session
from annotator.store import stacks
from annotator.text import occurrences as places

TEXTS = (
    "Anna Lindh came to Geneva.",
    "In Geneva and in geneva, Genevans say nothing of Geneva.",
    "Nothing here.",
)


@pytest.fixture
def articles(session: Session) -> list[str]:
    return [add_article(session, text) for text in TEXTS]


def marks(session: Session, article_id: str) -> list[tuple[str, str]]:
    found = reading.open_article(session, article_id, Filter())["annotations"]
    return [(a["quote"], a["label_id"]) for a in found if a["state"] != "rejected"]


def test_words_are_found_by_their_rules_in_every_article(
    session: Session, articles: list[str]
) -> None:
    wanted = Wanted("Geneva", "LOC")
    told = occurrences.preview(session, wanted)
    assert (told.places, told.articles, told.left, told.is_capped) == (3, 2, 0, False)
    assert told.passages[0] == {
        "article_id": articles[0], "title": "A title", "start": 19, "end": 25,
        "left": "Anna Lindh came to ", "quote": "Geneva", "right": ".",
    }  # fmt: skip
    assert occurrences.preview(session, replace(wanted, same_case=False)).places == 4
    assert occurrences.preview(session, replace(wanted, whole_words=False)).places == 4
    loose = replace(wanted, same_case=False, whole_words=False)
    assert occurrences.preview(session, loose).places == 5
    assert occurrences.preview(session, replace(wanted, but_article=articles[1])).articles == 1


def test_all_places_are_one_group_which_one_undo_takes_back(
    session: Session, articles: list[str]
) -> None:
    told = occurrences.label(session, Wanted("Geneva", "LOC"), "stroke")
    assert (told.places, told.articles) == (3, 2)
    assert marks(session, articles[0]) == [("Geneva", "LOC")]
    assert marks(session, articles[1]) == [("Geneva", "LOC")] * 2
    opened = reading.open_article(session, articles[1], Filter())
    assert opened["wide"] == {"stroke": 2}
    assert {act["group"] for act in opened["undo"][0]} == {"stroke"}
    taken = occurrences.step(session, "stroke", "undo", "")
    assert taken == {"articles": 2, "acts": 3, "left": 0}
    assert [marks(session, each) for each in articles] == [[], [], []]
    assert occurrences.step(session, "stroke", "redo", articles[0])["acts"] == 2
    assert [len(marks(session, each)) for each in articles] == [0, 2, 0]


def test_a_stroke_that_was_broken_off_goes_on_and_does_nothing_twice(
    session: Session, articles: list[str]
) -> None:
    wanted = Wanted("Geneva", "LOC", group="stroke")
    # As if the server had been killed before it came to the second article.
    occurrences.label(session, replace(wanted, but_article=articles[1]), "stroke")
    assert stacks.undo(session.store, articles[0], session.annotator)
    left = occurrences.preview(session, wanted)
    assert (left.places, left.articles) == (2, 1)
    told = occurrences.label(session, wanted, "stroke")
    assert (told.places, told.articles, told.left) == (2, 1, 0)
    assert [len(marks(session, each)) for each in articles] == [0, 2, 0]
    assert occurrences.label(session, wanted, "stroke").places == 0
    assert occurrences.preview(session, replace(wanted, group="")).places == 1


def test_what_was_changed_since_is_left_by_the_undo(session: Session, articles: list[str]) -> None:
    occurrences.label(session, Wanted("Geneva", "LOC"), "stroke")
    [first] = reading.open_article(session, articles[0], Filter())["annotations"]
    now = {name: first[name] for name in content("", 0, 0)}
    annotating.act(session, articles[0], [make_act(now, now | {"note": "Here?"}, "change")])
    taken = occurrences.step(session, "stroke", "undo", "")
    assert taken == {"articles": 2, "acts": 2, "left": 1}
    assert marks(session, articles[0]) == [("Geneva", "LOC")]
    assert marks(session, articles[1]) == []


def test_what_is_marked_already_is_left_out_and_counted(
    session: Session, articles: list[str]
) -> None:
    text = TEXTS[0]
    annotating.act(session, articles[0], [make_act(None, content(text, 0, len(text), "QUOTE"))])
    told = occurrences.preview(session, Wanted("Geneva", "LOC"))
    assert (told.places, told.left) == (2, 1)
    over = Wanted("Geneva", "LOC", with_marked=True)
    assert occurrences.label(session, over, "stroke").places == 3
    again = occurrences.label(session, over, "again")
    assert (again.places, again.left) == (0, 3)


def test_an_open_suggestion_of_the_same_passage_is_answered(
    session: Session, articles: list[str]
) -> None:
    reading.open_article(session, articles[0], Filter())  # the recogniser reads it
    occurrences.label(session, Wanted("Geneva", "LOC"), "stroke")
    [made] = reading.open_article(session, articles[0], Filter())["annotations"]
    assert (made["state"], bool(made["suggestion_id"])) == ("accepted", True)


def test_marks_are_removed_with_what_hangs_on_them_and_come_back(
    session: Session, articles: list[str]
) -> None:
    occurrences.label(session, Wanted("Geneva", "LOC"), "stroke")
    first, second = reading.open_article(session, articles[1], Filter())["annotations"]
    joined = make_act(None, relation(first["id"], second["id"]))
    assert annotating.act(session, articles[1], [joined]).confirmed
    told = occurrences.preview(session, Wanted("Geneva", "LOC"), remove=True)
    assert (told.places, told.articles) == (3, 2)
    assert told.passages[1]["left"] == "In "
    removed = occurrences.remove(session, Wanted("Geneva", "LOC"), "away")
    assert (removed.places, removed.left) == (3, 0)
    assert [marks(session, each) for each in articles] == [[], [], []]
    assert occurrences.step(session, "away", "undo", "") == {"articles": 2, "acts": 4, "left": 0}
    assert len(reading.open_article(session, articles[1], Filter())["annotations"]) == 3


def relations(session: Session, article_id: str) -> set[tuple[str, ...]]:
    """Return what is joined: the label, and the words of both ends; every end has to be there."""
    found = reading.open_article(session, article_id, Filter())["annotations"]
    quote_of = {each["id"]: each["quote"] for each in found if each["kind"] == "span"}
    return {
        (each["label_id"], *sorted((quote_of[each["from_id"]], quote_of[each["to_id"]])))
        for each in found
        if each["kind"] == "relation" and each["state"] != "rejected"
    }


def test_who_is_chained_to_what_is_removed_all_over_a_project_stays_chained(
    session: Session,
) -> None:
    text = "Anna, then she, then Anna, then Lindh, in Oslo with Anna again."
    there = [add_article(session, f"{text} No {number}.") for number in range(2)]
    for article_id in there:
        made = {}
        for name, words, nth in (
            ("one", "Anna", 0), ("she", "she", 0), ("two", "Anna", 1), ("lindh", "Lindh", 0),
            ("oslo", "Oslo", 0), ("three", "Anna", 2),
        ):  # fmt: skip
            start = -1
            for _ in range(nth + 1):
                start = text.index(words, start + 1)
            label = "LOC" if name == "oslo" else "PER"
            made[name] = content(text, start, start + len(words), label)
        joins = [
            ("she", "one", "SAME"), ("one", "lindh", "SAME"), ("two", "lindh", "SAME"),
            ("three", "two", "SAME"),
            ("one", "oslo", "BELONGS_TO"), ("lindh", "oslo", "BELONGS_TO"),
        ]  # fmt: skip
        acts = [make_act(None, each) for each in made.values()]
        acts += [
            make_act(None, relation(made[one]["id"], made[other]["id"], label))
            for one, other, label in joins
        ]
        receipt = annotating.act(session, article_id, acts)
        assert not receipt.refused, receipt.refused
    before = [relations(session, each) for each in there]
    told = occurrences.remove(session, Wanted("Anna", "PER"), "away")
    assert (told.places, told.articles, told.left) == (6, 2, 0)
    left = {("SAME", "Lindh", "she"), ("BELONGS_TO", "Lindh", "Oslo")}
    assert [relations(session, each) for each in there] == [left, left]
    assert occurrences.step(session, "away", "undo", "")["left"] == 0
    assert [relations(session, each) for each in there] == before
    assert occurrences.step(session, "away", "redo", "")["left"] == 0
    assert [relations(session, each) for each in there] == [left, left]


def test_what_others_have_replied_to_stays_with_what_it_is_joined_to(
    session: Session, articles: list[str]
) -> None:
    occurrences.label(session, Wanted("Geneva", "LOC"), "stroke")
    first, second = reading.open_article(session, articles[1], Filter())["annotations"]
    other = another(session, "Mara")
    before = {name: first[name] for name in content("", 0, 0)}
    noted = before | {"note": "@Mara?", "attributes": {"mentions": [other.annotator.id]}}
    acts = [make_act(before, noted, "change"), make_act(None, relation(first["id"], second["id"]))]
    assert not annotating.act(session, articles[1], acts).refused
    replied = make_act(None, reply(first["id"], "The town."))
    assert not annotating.act(other, articles[1], [replied]).refused
    told = occurrences.preview(session, Wanted("Geneva", "LOC"), remove=True)
    assert (told.places, told.left) == (2, 1)
    told = occurrences.remove(session, Wanted("Geneva", "LOC"), "away")
    assert (told.places, told.left) == (2, 1)
    assert marks(session, articles[1]) == [("Geneva", "LOC")]


def test_words_that_cannot_be_looked_for_are_refused(session: Session, articles: list[str]) -> None:
    for wanted in (Wanted(" ", "LOC"), Wanted("x" * 501, "LOC")):
        with pytest.raises(Refused, match="can be looked for"):
            occurrences.preview(session, wanted)
    with pytest.raises(Refused, match="no label 'REPORT' for passages"):
        occurrences.label(session, Wanted("Geneva", "REPORT"), "stroke")
    assert occurrences.preview(session, Wanted('"Geneva" OR *', "LOC")).places == 0


def test_at_most_so_many_places_are_taken_and_it_is_said(
    session: Session, articles: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(occurrences, "MOST", 2)
    told = occurrences.label(session, Wanted("Geneva", "LOC"), "stroke")
    assert (told.places, told.is_capped) == (2, True)


@pytest.mark.parametrize(
    ("text", "quote", "found"),
    [
        ("Straße, STRASSE, straße", "straße", 2),
        ("ΣΊΣΥΦΟΣ σίσυφος", "σίσυφος", 2),
        ("日内瓦在瑞士。联合国在日内瓦。", "日内瓦", 2),
        ("กรุงเทพเป็นเมือง", "กรุงเทพ", 1),
        ("서울은 서울", "서울", 1),
        ("👨‍👩‍👧 and 👨 and 👍🏽 and 👍", "👨", 1),
        ("👍🏽 and 👍", "👍", 1),
        ("🇩🇫🇷🇪 🇫🇷", "🇫🇷", 1),
        ("cafe\u0301 cafe", "cafe", 1),
        ("سوريا وسوريا", "سوريا", 1),
    ],
)
def test_letters_of_every_script_are_compared_and_none_is_cut(
    text: str, quote: str, found: int, session: Session
) -> None:
    assert len(places(text, quote, same_case=False)) == found
    add_article(session, text)
    assert occurrences.preview(session, Wanted(quote, "LOC", same_case=False)).places == found


@given(st.text(max_size=60), st.text(min_size=1, max_size=4), st.booleans(), st.booleans())
def test_places_lie_one_behind_the_other_and_are_never_empty(
    text: str, quote: str, same_case: bool, whole_words: bool
) -> None:
    end = 0
    for start, stop in places(text, quote, same_case=same_case, whole_words=whole_words):
        assert end <= start < stop <= len(text)
        assert not same_case or text[start:stop] == quote
        end = stop
