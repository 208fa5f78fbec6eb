"""Copies of articles: found, told, left out of the list, and marks carried over between them."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

import pytest
from factories import TEXT, add_article, content, make_act, relation
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import Refused
from annotator.model import Filter, Joins
from annotator.services import annotating, carrying, copies, library, likeness, reading, rules
from annotator.services.anchoring import Finder
from annotator.services.session import Session
from annotator.store import people

WIRE = (
    "GENEVA, 2 November. Anna Lindh met Kofi Annan in Geneva on Monday, and both of them spoke of "
    "Syria for an hour.\n\nThe United Nations said nothing of it. Anna Lindh left for Stockholm in "
    "the evening, where the government waits for her report.\n\nIn Geneva it rained. A spokesman "
    "of the hotel said that the guests of the week had been quiet, and that the lake was high."
)
EDITED = (
    "From our correspondent\n\n"
    + WIRE.replace("GENEVA, 2 November. ", "")
    .replace("both of them spoke", "they talked")
    .replace("In Geneva it rained. ", "")
    + "\n\nMore news tomorrow."
)
OTHER = (
    "A storm came over the coast of Norway. The harbours are closed, and no ship went out today."
)


def put(session: Session, article_id: str, *made: dict[str, object]) -> None:
    receipt = annotating.act(session, article_id, [make_act(after=each) for each in made])
    assert not receipt.refused


def marked(text: str, quote: str, label: str | None = "PER", nth: int = 0, **more: object):
    start = -1
    for _ in range(nth + 1):
        start = text.index(quote, start + 1)
    return content(text, start, start + len(quote), label, **more)


def on_the_whole(label: str | None, **more: object) -> dict[str, object]:
    nowhere = dict.fromkeys(("start", "end", "quote"))
    return content("", 0, 0, label) | nowhere | {"kind": "article"} | more


def there(offer: Mapping[str, Any]) -> int:
    """Return how much of an offer is on the article already."""
    return sum(map(len, offer["there"].values()))


def carry_all(session: Session, wire: tuple[str, str, str]) -> None:
    """Do what the desk does with an offer: the marks, the labels, then what joins the marks."""
    offer = carrying.offer(session, wire[1], wire[0])
    made = [content(EDITED, 0, 1) | each for each in offer["marks"]]
    places = {(each["label_id"], each["start"], each["end"]): each["id"] for each in made}
    made += [on_the_whole("REPORT") | each for each in offer["labels"]]
    for each in offer["relations"]:
        ends = [places[m["label_id"], m["start"], m["end"]] for m in (each["from"], each["to"])]
        made.append(relation(*ends, each["label_id"], attributes=each["attributes"]))
    acts = [make_act(after=after, kind="carry") for after in made]
    assert not annotating.act(session, wire[1], acts).refused


def listed(session: Session, **filters: str) -> list[str]:
    page = library.page(session, Filter(sort="loaded_at", descending=False, **filters))
    return [str(row["id"]) for row in page.rows]


@pytest.fixture
def wire(session: Session) -> tuple[str, str, str]:
    first = add_article(session, WIRE, title="Wire", source="AP", published_at="2016-11-02")
    second = add_article(session, EDITED, title="Paper", source="Times", published_at="2016-11-03")
    third = add_article(session, OTHER, title="Storm")
    assert list(copies.find_all(session)) == [(3, 3)]
    return first, second, third


def test_a_copy_is_told_on_both_articles_and_on_no_other(
    session: Session, wire: tuple[str, str, str]
) -> None:
    first, second, third = (
        reading.open_article(session, each, Filter())["copies"] for each in wire
    )
    assert (first["total"], second["total"], third["total"]) == (1, 1, 0)
    assert first["first"] == [
        {
            "id": wire[1], "title": "Paper", "source": "Times", "published_at": "2016-11-03",
            "is_earlier": False, "marks": 0, "labels": 0,
        }
    ]  # fmt: skip
    assert second["first"][0]["is_earlier"] is True
    assert copies.count(session) == (2, 1)


def test_the_list_counts_copies_folds_them_and_shows_them_alone(
    session: Session, wire: tuple[str, str, str]
) -> None:
    counts = {row["id"]: row["copies"] for row in library.page(session, Filter()).rows}
    assert counts == {wire[0]: 2, wire[1]: 2, wire[2]: 1}
    assert listed(session, copies="folded") == [wire[0], wire[2]]
    assert listed(session, copies="only") == [wire[0], wire[1]]
    library.remove(session, wire[0])
    assert listed(session, copies="folded") == [wire[1], wire[2]]
    assert listed(session, copies="only") == []
    with pytest.raises(Refused, match="Copies"):
        listed(session, copies="some")


def test_an_article_is_compared_when_it_is_opened_first(session: Session) -> None:
    first, second = add_article(session, WIRE), add_article(session, EDITED)
    assert reading.open_article(session, first, Filter())["copies"]["total"] == 0
    assert reading.open_article(session, second, Filter())["copies"]["total"] == 1
    assert reading.open_article(session, first, Filter())["copies"]["total"] == 1


def test_a_text_between_two_groups_makes_one_of_them(session: Session) -> None:
    chance = random.Random(3)  # noqa: S311 - the same words in every run
    word = [f"word{chance.randrange(10**6)}" for _ in range(300)]
    left, right = " ".join(word[:160]), " ".join(word[140:])
    for text in (left, right):
        add_article(session, text)
    list(copies.find_all(session))
    assert copies.count(session) == (0, 0)
    add_article(session, " ".join(word))
    list(copies.find_all(session))
    assert copies.count(session) == (3, 1)


def test_marks_notes_and_values_are_offered_where_their_words_stand_again(
    session: Session, wire: tuple[str, str, str]
) -> None:
    put(
        session,
        wire[0],
        marked(WIRE, "Anna Lindh"),
        marked(WIRE, "Anna Lindh", nth=1, note="again", entity_id="Q1"),
        marked(WIRE, "GENEVA", "LOC"),
        marked(WIRE, "Syria", "LOC"),
        marked(WIRE, "an hour", None, note="so long?"),
    )
    offer = carrying.offer(session, wire[1], wire[0])
    told = [(m["quote"], m["start"], m["label_id"], m["note"]) for m in offer["marks"]]
    assert told == [
        ("Anna Lindh", EDITED.index("Anna Lindh"), "PER", ""),
        ("Syria", EDITED.index("Syria"), "LOC", ""),
        ("an hour", EDITED.index("an hour"), None, "so long?"),
        ("Anna Lindh", EDITED.rindex("Anna Lindh"), "PER", "again"),
    ]
    assert offer["marks"][3]["entity_id"] == "Q1"
    assert offer["marks"][3]["attributes"] == {"carried_from": wire[0]}
    assert (there(offer), offer["missing"], offer["words"]) == (0, 1, ["GENEVA"])


def test_what_was_carried_over_is_kept_with_where_from_and_not_offered_again(
    session: Session, wire: tuple[str, str, str]
) -> None:
    put(session, wire[0], marked(WIRE, "Syria", "LOC"))
    [mark] = carrying.offer(session, wire[1], wire[0])["marks"]
    after = content(EDITED, mark["start"], mark["end"], "LOC", attributes=mark["attributes"])
    receipt = annotating.act(session, wire[1], [make_act(after=after, kind="carry")])
    assert not receipt.refused
    offer = carrying.offer(session, wire[1], wire[0])
    assert (offer["marks"], there(offer)) == ([], 1)
    [kept] = reading.open_article(session, wire[1], Filter())["annotations"]
    assert kept["attributes"] == {"carried_from": wire[0]}


def test_article_labels_and_relations_are_offered_with_where_they_are_from(
    session: Session, wire: tuple[str, str, str]
) -> None:
    lindh, nations = marked(WIRE, "Anna Lindh"), marked(WIRE, "United Nations", "ORG")
    report = on_the_whole("REPORT", note="of the week")
    put(
        session, wire[0], lindh, nations, report, on_the_whole(None, note="to do"),
        relation(lindh["id"], nations["id"], "BELONGS_TO", note="sure"),
    )  # fmt: skip
    offer = carrying.offer(session, wire[1], wire[0])
    assert offer["labels"] == [
        {"label_id": "REPORT", "note": "of the week", "attributes": {"carried_from": wire[0]}}
    ]
    [joined] = offer["relations"]
    assert (joined["label_id"], joined["note"]) == ("BELONGS_TO", "sure")
    assert (joined["from"]["quote"], joined["to"]["quote"]) == ("Anna Lindh", "United Nations")
    assert joined["attributes"] == {"carried_from": wire[0]}
    assert (there(offer), offer["missing"], offer["apart"]) == (0, 0, 0)


def test_what_the_desk_makes_of_an_offer_is_taken_and_offered_no_more(
    session: Session, wire: tuple[str, str, str]
) -> None:
    one, other = marked(WIRE, "Anna Lindh"), marked(WIRE, "Anna Lindh", nth=1)
    put(session, wire[0], one, other, on_the_whole("REPORT"), relation(one["id"], other["id"]))
    carry_all(session, wire)
    offer = carrying.offer(session, wire[1], wire[0])
    assert (offer["marks"], offer["labels"], offer["relations"]) == ([], [], [])
    assert there(offer) == 4
    kept = [
        each
        for each in reading.open_article(session, wire[1], Filter())["annotations"]
        if each["attributes"] == {"carried_from": wire[0]}
    ]
    assert sorted(each["kind"] for each in kept) == ["article", "relation", "span", "span"]
    back = carrying.offer(session, wire[0], wire[1])
    assert (back["marks"], back["labels"], back["relations"], there(back)) == ([], [], [], 4)


def test_a_relation_without_one_of_its_marks_stays_behind_and_is_counted(
    session: Session, wire: tuple[str, str, str]
) -> None:
    gone, there = marked(WIRE, "GENEVA", "LOC"), marked(WIRE, "Anna Lindh")
    put(session, wire[0], gone, there, relation(there["id"], gone["id"], "BELONGS_TO"))
    offer = carrying.offer(session, wire[1], wire[0])
    assert (offer["relations"], offer["apart"], offer["missing"]) == ([], 1, 1)


def test_a_relation_that_the_rules_allow_no_more_stays_behind(
    session: Session, wire: tuple[str, str, str]
) -> None:
    lindh, nations = marked(WIRE, "Anna Lindh"), marked(WIRE, "United Nations", "ORG")
    put(session, wire[0], lindh, nations, relation(lindh["id"], nations["id"], "BELONGS_TO"))
    rules.change(session, "BELONGS_TO", "Belongs to", "blue", Joins(("ORG",)))
    offer = carrying.offer(session, wire[1], wire[0])
    assert (offer["relations"], offer["apart"]) == ([], 1)


def test_a_chain_stays_whole_where_a_mark_in_its_middle_is_not_found(
    session: Session, wire: tuple[str, str, str]
) -> None:
    first = marked(WIRE, "Geneva", "LOC")
    gone = marked(WIRE, "GENEVA", "LOC")
    last = marked(WIRE, "Stockholm", "LOC")
    put(
        session, wire[0], first, gone, last,
        relation(first["id"], gone["id"]), relation(gone["id"], last["id"]),
    )  # fmt: skip
    offer = carrying.offer(session, wire[1], wire[0])
    [joined] = offer["relations"]
    assert {joined["from"]["quote"], joined["to"]["quote"]} == {"Geneva", "Stockholm"}
    assert (offer["apart"], offer["missing"]) == (0, 1)


def test_a_chain_that_is_there_in_the_other_direction_is_not_offered(
    session: Session, wire: tuple[str, str, str]
) -> None:
    for article, text, turn in ((wire[0], WIRE, 1), (wire[1], EDITED, -1)):
        one, other = marked(text, "Anna Lindh"), marked(text, "Anna Lindh", nth=1)
        ends = [one["id"], other["id"]][::turn]
        put(session, article, one, other, relation(*ends))
    offer = carrying.offer(session, wire[1], wire[0])
    assert (offer["marks"], offer["relations"], there(offer)) == ([], [], 3)


def test_what_others_marked_on_a_copy_is_not_offered(
    session: Session, wire: tuple[str, str, str]
) -> None:
    other = Session(session.store, session.project, people.annotator(session.store, "Colleague"))
    lindh, annan = marked(WIRE, "Anna Lindh"), marked(WIRE, "Kofi Annan")
    put(other, wire[0], lindh, annan, on_the_whole("REPORT"), relation(lindh["id"], annan["id"]))
    offer = carrying.offer(session, wire[1], wire[0])
    assert (offer["marks"], offer["labels"], offer["relations"]) == ([], [], [])
    assert there(offer) == offer["missing"] == offer["apart"] == 0


def test_a_mark_that_names_an_article_that_is_not_there_is_refused(session: Session) -> None:
    article = add_article(session)
    after = content(TEXT, 0, 10, attributes={"carried_from": "nowhere"})
    [refused] = annotating.act(session, article, [make_act(after=after)]).refused
    assert "carried over" in refused.message


def test_a_passage_with_gaps_is_found_part_by_part(
    session: Session, wire: tuple[str, str, str]
) -> None:
    first, second = WIRE.index("Anna Lindh met"), WIRE.index("Geneva on Monday")
    parts = [[first, first + 10], [second, second + 6]]
    gapped = content(WIRE, first, second + 6) | {"parts": parts, "quote": "Anna Lindh … Geneva"}
    put(session, wire[0], gapped)
    [mark] = carrying.offer(session, wire[1], wire[0])["marks"]
    assert mark["quote"] == "Anna Lindh … Geneva"
    assert [EDITED[a:b] for a, b in mark["parts"]] == ["Anna Lindh", "Geneva"]


def test_marks_are_carried_over_between_copies_alone(
    session: Session, wire: tuple[str, str, str]
) -> None:
    with pytest.raises(Refused, match="no copies"):
        carrying.offer(session, wire[2], wire[0])


def test_words_that_stand_elsewhere_in_another_sentence_are_not_taken_for_the_passage() -> None:
    source = "The quick brown fox saw Paris from afar and went home to sleep in peace."
    target = "Nobody here knows anything of it, but Paris is a town like many others are."
    start = source.index("Paris")
    assert Finder(source, target).find(start, start + 5) is None


TEXTS = st.text(st.sampled_from("ab \n'“=<й日本🏳️‍🌈é́ "), max_size=60) | st.text(max_size=80)


@given(TEXTS, st.data())
def test_every_passage_is_found_at_its_own_place_in_the_same_text(text: str, data) -> None:
    finder = Finder(text, text)
    start = data.draw(st.integers(0, max(0, len(text) - 1)))
    end = data.draw(st.integers(start, len(text)))
    found = finder.find(start, end)
    if found is not None:
        assert text[slice(*found)] == text[start:end]
    whole = [(m, n) for m, n in likeness.words(text) if m < n]
    for place in whole:
        again = finder.find(*place)
        assert again is None or text[slice(*again)] == text[slice(*place)]


@given(TEXTS, TEXTS)
def test_what_is_found_has_the_words_of_the_passage(source: str, target: str) -> None:
    finder = Finder(source, target)
    for start, end in likeness.words(source):
        found = finder.find(start, end)
        assert found is None or target[slice(*found)] == source[start:end]


@given(st.lists(st.sampled_from(["anna", "met", "kofi", "in", "rome"]), min_size=8))
def test_each_word_of_a_text_without_edits_is_found_where_it_stands(parts: list[str]) -> None:
    text = " ".join(parts)
    finder = Finder(text, text)
    assert [finder.find(*place) for place in likeness.words(text)] == likeness.words(text)


@given(TEXTS, TEXTS)
def test_likeness_is_the_same_both_ways_and_whole_for_the_same_text(some: str, other: str) -> None:
    a, b = likeness.shingles(some), likeness.shingles(other)
    assert likeness.likeness(a, b) == likeness.likeness(b, a)
    assert likeness.likeness(a, a) == (1.0 if a else 0.0)
    assert set(likeness.sketch(a)) <= a
