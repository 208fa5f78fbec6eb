"""The orders in which articles are to be read, why each stands where it does, and what is told."""

from __future__ import annotations

import zlib
from collections import Counter

import doing
import pytest
from factories import TEXT, add_article, content, done_act, make_act
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import Refused
from annotator.model import Filter, Suggestion
from annotator.services import copies, library, likeness, memory, queueing, reading, worth
from annotator.services.queueing import BY_CHANCE, SORTS, arranged
from annotator.services.session import Session
from annotator.store import acts, articles, people
from annotator.store.queue import Standing
from annotator.store.suggestions import suggest

BY_DOUBT = Filter(sort="unsure")


def add(session: Session, text: str, *scores: float, label: str = "PER") -> str:
    """Load an article with a suggestion for each score, on its first words."""
    article = add_article(session, text)
    rules = people.annotator(session.store, "rules", "recogniser", "test")
    places = [word for word in range(len(text)) if word == 0 or text[word - 1] == " "]
    ends = [text.find(" ", place) for place in places]
    found = [
        Suggestion(place, end, label, score)
        for place, end, score in zip(places, ends, scores, strict=False)
    ]
    suggest(session.store, article, rules, found)
    return article


def decide(
    session: Session, article: str, words: str, label: str = "PER", state: str = "made"
) -> None:
    """Mark words, or answer the suggestion that begins where they do."""
    text = str(reading.read(session, article)["text"])
    start = text.index(words)
    there = [each for each in doing.of(session, article) if each["state"] == "suggested"]
    answered = [each["id"] for each in there if each["start"] == start]
    made = content(
        text, start, start + len(words), label,
        state=state, suggestion_id=None if state == "made" else answered[0],
    )  # fmt: skip
    receipt = acts.apply(session.store, article, session.annotator, [make_act(after=made)])
    assert receipt.confirmed


def finish(session: Session, article: str) -> None:
    assert acts.apply(session.store, article, session.annotator, [done_act()]).confirmed


def colleague(session: Session) -> Session:
    return Session(session.store, session.project, people.annotator(session.store, "Colleague"))


def told(session: Session, sort: str) -> list[tuple[object, object]]:
    rows = library.page(session, Filter(sort=sort)).rows
    return [(row["id"], row["reason"]) for row in rows]


def test_what_the_recogniser_is_least_sure_of_comes_first_and_copies_of_it_last(
    session: Session,
) -> None:
    sure = add(session, "Anna came to Oslo and stayed there for the winter.", 0.95)
    unsure = add(session, TEXT, 0.55)
    copy = add(session, TEXT + " Nobody knows why.", 0.5)
    none = add(session, "Nothing is known of this at all, or so they say.")
    list(copies.find_all(session))
    assert queueing.present(session, "unsure") is None
    assert [found for found, _ in told(session, "unsure")] == [sure, unsure, copy, none]
    assert queueing.arrange(session, "unsure", seed=7, share=0) == 4
    assert told(session, "unsure") == [
        (copy, "unsure 1.00"), (sure, "unsure 0.10"), (none, "no suggestions"),
        (unsure, "a copy of one before"),
    ]  # fmt: skip
    late = add_article(session, "This came in when the order had been made.")
    assert told(session, "unsure")[-1] == (late, "")
    made = queueing.present(session, "unsure")
    assert made is not None
    assert (made["seed"], made["share"], made["articles"]) == (7, 0, 4)
    place = reading.open_article(session, sure, BY_DOUBT)["place"]
    assert (place["position"], place["previous"], place["next"]) == (2, copy, none)
    assert reading.open_article(session, late, BY_DOUBT)["place"]["next"] is None


def test_where_suggestions_differ_from_what_the_annotator_decided_comes_first(
    session: Session,
) -> None:
    before = add(
        session, "Basra and Mosul and Aleppo are towns, and Ankara is one.", 0.5, label="ORG"
    )
    decide(session, before, "Aleppo", "LOC")
    decide(session, before, "Mosul", "LOC")
    decide(session, before, "Basra", "ORG", "rejected")
    decide(session, before, "Ankara", "LOC")
    one = add(session, "Mosul was quiet that day.", 0.9, 0.9, label="ORG")
    two = add(session, "Aleppo Basra Ankara were not.", 0.9, 0.9, 0.9, label="ORG")
    same = add(session, "Ankara waited for the news of it.", 0.9, label="LOC")
    none = add(session, "Nobody was there to see what was done.")
    queueing.arrange(session, "disagreement", seed=1, share=0)
    order = dict(told(session, "disagreement"))
    assert list(order)[:2] == [two, one]
    assert order[two] == "3 of 3 suggestions differ"
    assert order[one] == "1 of 2 suggestions differ"
    assert order[same] == "none differs"
    assert order[none] == "no suggestions"
    finish(session, two)
    queueing.arrange(session, "disagreement", seed=1, share=0)
    assert told(session, "disagreement")[-1] == (two, "done, 3 of 3 suggestions differ")


def test_words_that_were_corrected_differ_where_they_are_suggested_again(session: Session) -> None:
    wrong = add(session, "President Assad spoke of it.", 0.9, label="LOC")
    decide(session, wrong, "President Assad", "PER", "corrected")
    again = add(session, "President of nothing at all, as they say.", 0.9, label="LOC")
    queueing.arrange(session, "disagreement", seed=1, share=0)
    assert dict(told(session, "disagreement"))[again] == "1 of 1 suggestion differs"


def test_what_has_most_new_words_comes_first_and_words_of_one_article_alone_count_for_nothing(
    session: Session,
) -> None:
    begun = add_article(session, "the mines of the north are closed")
    decide(session, begun, "north", "LOC")
    known = add_article(session, "the mines are closed in the north")
    alone = add_article(session, "qwertz asdfgh yxcvbn the mines")
    first = add_article(session, "a ferry left with stone for harbour towns")
    second = add_article(session, "a ferry with stone is late the mines are closed")
    queueing.arrange(session, "diversity", seed=1, share=0)
    order = dict(told(session, "diversity"))
    assert list(order) == [begun, first, known, alone, second]
    assert order[begun] == "begun"
    assert order[first] == "33% new words"
    assert order[second] == "0% new words"


def test_in_a_large_project_chance_picks_what_is_compared(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worth, "COMPARED", 2)
    for number in range(5):
        add_article(session, f"Number {number} of a few articles.")
    queueing.arrange(session, "diversity", seed=3, share=0)
    reasons = [reason for _, reason in told(session, "diversity")]
    assert reasons[2:] == ["not compared"] * 3
    assert "not compared" not in reasons[:2]


@pytest.mark.parametrize("sort", SORTS)
def test_an_order_tells_nothing_of_what_others_did(session: Session, sort: str) -> None:
    texts = ("Aleppo is old and far away.", "Mosul is near the river too.", "Basra is by the sea.")
    found = [add(session, text, 0.9, 0.6 + place / 10) for place, text in enumerate(texts)]
    queueing.arrange(session, sort, seed=5)
    before = told(session, sort)
    other = colleague(session)
    decide(other, found[0], "Aleppo", "ORG")
    decide(other, found[1], "Mosul", "PER", "rejected")
    decide(other, found[2], "Basra", "PER", "accepted")
    finish(other, found[1])
    late = add(session, "Aleppo and Mosul once more.")
    memory.renew(other, reading.read(other, late))
    assert any("memory" in each["annotator_id"] for each in doing.of(other, late))
    queueing.arrange(other, sort, seed=9)
    assert told(session, sort)[:3] == before
    articles.remove(session.store, late)
    queueing.arrange(session, sort, seed=5)
    assert told(session, sort) == before


def test_each_annotator_and_each_order_has_its_own_places(session: Session) -> None:
    add(session, "Anna came to Oslo and stayed.", 0.95)
    add(session, "Bernd went to Rome and left.", 0.5)
    queueing.arrange(session, "unsure", seed=1, share=0)
    queueing.arrange(session, "diversity", seed=2, share=0)
    other = colleague(session)
    assert queueing.present(other, "unsure") is None
    assert [reason for _, reason in told(other, "unsure")] == ["", ""]
    assert [reason for _, reason in told(session, "unsure")] == ["unsure 1.00", "unsure 0.10"]
    assert queueing.present(session, "diversity")["seed"] == 2


def test_an_order_that_is_made_anew_takes_the_place_of_the_one_before(session: Session) -> None:
    article = add(session, "Anna came to Oslo and stayed.", 0.95)
    gone = add(session, "Bernd went to Rome and left.", 0.5)
    articles.remove(session.store, gone)
    for seed in (1, 2):
        queueing.arrange(session, "unsure", seed=seed, share=0)
    assert session.store.value("SELECT count(DISTINCT queue_id) FROM queue_place") == 1
    assert [row[0] for row in session.store.rows("SELECT seed FROM queue ORDER BY id")] == [1, 2]
    articles.restore(session.store, gone)
    assert [found for found, _ in told(session, "unsure")] == [article, gone]


def test_filters_search_and_pages_follow_an_order(session: Session) -> None:
    for number in range(12):
        add(session, f"Number {number} of town{number % 2} for the day.", 0.5 + number / 30)
    queueing.arrange(session, "unsure", seed=1, share=0.2)
    order = [found for found, _ in told(session, "unsure")]
    filter_ = Filter(query="town1", sort="unsure")
    found = [row["id"] for row in library.page(session, filter_).rows]
    assert len(found) == 6
    assert found == [each for each in order if each in found]
    assert [row["id"] for row in library.page(session, filter_, 2, 3).rows] == found[2:5]
    place = reading.open_article(session, str(found[1]), filter_)["place"]
    assert (place["position"], place["total"]) == (2, 6)
    assert (place["previous"], place["next"]) == (found[0], found[2])
    assert library.next_to_read(session, filter_)["id"] == found[0]


@pytest.mark.parametrize("share", [-0.1, 1.5])
def test_a_share_that_is_none_is_refused(session: Session, share: float) -> None:
    with pytest.raises(Refused, match="share"):
        queueing.arrange(session, "unsure", 1, share)


def test_an_order_that_there_is_none_of_is_refused(session: Session) -> None:
    with pytest.raises(Refused, match="no order 'nonsense'"):
        queueing.arrange(session, "nonsense", 1)


COUNTS = st.dictionaries(st.sampled_from(["PER", "LOC", "ORG"]), st.integers(0, 9)).map(Counter)


@given(COUNTS, COUNTS)
def test_a_label_that_does_not_differ_was_given_at_least_as_often_as_every_other(
    marked: Counter[str], rejected: Counter[str]
) -> None:
    agreed = [label for label in marked if not worth.differs((marked, rejected), label)]
    for label in agreed:
        assert marked[label] >= rejected[label]
        assert all(marked[label] >= marked[other] for other in marked if other != label)


VOCABULARIES = st.lists(st.frozensets(st.integers(0, 30), max_size=9), max_size=25)


@given(VOCABULARIES, st.frozensets(st.integers(0, 30)))
def test_each_time_the_article_with_the_largest_share_of_new_words_is_taken(
    vocabularies: list[frozenset[int]], known: frozenset[int]
) -> None:
    order = list(worth.newest_words(enumerate(vocabularies), known))
    assert sorted(place for place, _ in order) == list(range(len(vocabularies)))
    counts = Counter(word for words in vocabularies for word in words)
    new = {word for word, count in counts.items() if count > 1} - known
    left = dict(enumerate(vocabularies))
    for place, share in order:
        shares = {each: len(words & new) / max(1, len(words)) for each, words in left.items()}
        assert share == pytest.approx(max(shares.values()))
        assert shares[place] == pytest.approx(share)
        new -= left.pop(place)


STATES = st.sampled_from(["open", "in work", "done"])
RANKED = st.lists(st.tuples(st.integers(0, 6), STATES), max_size=40).map(
    lambda found: [
        (Standing(seq, seq if not group else -group, state), f"reason {seq}")
        for seq, (group, state) in enumerate(found)
    ]
)


@given(RANKED, st.integers(), st.floats(0, 1))
def test_every_article_has_one_place_and_the_same_seed_gives_the_same_order(
    ranked: worth.Ranked, seed: int, share: float
) -> None:
    order = arranged(ranked, seed, share)
    assert sorted(seq for seq, _ in order) == [each.seq for each, _ in ranked]
    assert order == arranged(ranked, seed, share)
    kept = [seq for seq, reason in order if reason.startswith("reason")]
    by_rank = [each.seq for each, _ in ranked if each.seq in kept]
    assert [seq for seq in kept if ranked[seq][0].state != "done"] == [
        seq for seq in by_rank if ranked[seq][0].state != "done"
    ]


@given(st.integers(10, 300), st.integers())
def test_the_random_share_is_spread_evenly(number: int, seed: int) -> None:
    ranked = [(Standing(seq, seq, "open"), "hard") for seq in range(number)]
    reasons = [reason for _, reason in arranged(ranked, seed, 0.1)]
    assert reasons.count(BY_CHANCE) == round(number / 10)
    for end in range(20, number, 10):
        assert 1 <= reasons[end - 20 : end].count(BY_CHANCE) <= 3


@given(st.lists(st.text(alphabet="Ab _-'.1é漢字かな한글ไทยİΣ\n\u3000\x1c", max_size=40)))
def test_a_vocabulary_is_that_of_the_words_one_by_one(texts: list[str]) -> None:
    vocabulary = likeness.Vocabulary()
    for text in texts:
        lower = text.lower()
        found = {lower[slice(*place)] for place in likeness.words(lower)}
        assert vocabulary.of(text) == {zlib.crc32(word.encode()) for word in found}
