"""Copies of articles: found, told, left out of the list, and marks carried over between them."""

from __future__ import annotations

import random

import pytest
from factories import TEXT, add_article, content, make_act
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import Refused
from annotator.model import Filter
from annotator.services import annotating, carrying, copies, library, likeness, reading
from annotator.services.anchoring import Finder
from annotator.services.session import Session

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
            "is_earlier": False, "marks": 0,
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
    assert (offer["there"], offer["missing"], offer["words"]) == (0, 1, ["GENEVA"])


def test_what_was_carried_over_is_kept_with_where_from_and_not_offered_again(
    session: Session, wire: tuple[str, str, str]
) -> None:
    put(session, wire[0], marked(WIRE, "Syria", "LOC"))
    [mark] = carrying.offer(session, wire[1], wire[0])["marks"]
    after = content(EDITED, mark["start"], mark["end"], "LOC", attributes=mark["attributes"])
    receipt = annotating.act(session, wire[1], [make_act(after=after, kind="carry")])
    assert not receipt.refused
    offer = carrying.offer(session, wire[1], wire[0])
    assert (offer["marks"], offer["there"]) == ([], 1)
    [kept] = reading.open_article(session, wire[1], Filter())["annotations"]
    assert kept["attributes"] == {"carried_from": wire[0]}


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
