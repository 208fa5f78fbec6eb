"""The memory: what people decided about words, found again in another text."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from annotator.model import Suggestion
from annotator.recognisers.memory import (
    BOUND,
    Correction,
    Decided,
    Evidence,
    Memory,
    first_words,
)
from annotator.text import is_whole

WORDS = [
    "London", "City of London", "of", "Åsa", "O’Brien", "U.S.", "al-Assad", "Сергей Лавров", "нет",
    "عبد الله", "北京", "北京大学", "서울", "กรุงเทพ", "नई दिल्ली", "👩‍👩‍👧", "café", "the", "5", "x",
]  # fmt: skip
LABELS = ["PER", "LOC", "ORG", "QUOTE"]
TEXTS = st.lists(st.sampled_from([*WORDS, " ", ", ", ".\n\n", "“", "-", "s"]), max_size=15).map(
    "".join
)


def said(text: str, found: list[Suggestion]) -> list[tuple[str, str]]:
    return [(text[s.start : s.end], s.label_id) for s in found]


SAID = st.tuples(st.sampled_from(WORDS), st.sampled_from(LABELS))
EVIDENCE = st.dictionaries(SAID, st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=6)
CORRECTIONS = st.lists(st.tuples(SAID, SAID, st.integers(-8, 8), st.integers(1, 4)), max_size=4)
PASSAGES = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 12), st.sampled_from(LABELS)), max_size=4
)


@st.composite
def memories(draw: st.DrawFn) -> Memory:
    return Memory(
        [Evidence(*said, *counts) for said, counts in draw(EVIDENCE).items()],
        [Correction(*wrong, *right, *how) for wrong, right, *how in draw(CORRECTIONS)],
    )


@st.composite
def readings(draw: st.DrawFn) -> tuple[str, list[Suggestion], list[Decided]]:
    """Draw a text, what others suggest for it, and what was decided about other passages."""
    text = draw(TEXTS) + "London"
    drawn = dict.fromkeys(
        (start % len(text), min(len(text), start % len(text) + length), label)
        for start, length, label in draw(PASSAGES)
    )
    suggestions = [Suggestion(*passage, 0.6) for passage in list(drawn)[::2]]
    decided = [Decided(*passage, passage[0] % 2 == 0) for passage in list(drawn)[1::2]]
    return text, suggestions, decided


@given(memories(), readings())
def test_what_it_proposes_is_whole_free_and_overlaps_nothing(
    memory: Memory, reading: tuple[str, list[Suggestion], list[Decided]]
) -> None:
    text, suggestions, decided = reading
    found = memory.recall(text, suggestions, decided)
    ours = [s for s in found if s not in suggestions]
    for s in ours:
        assert text[s.start : s.end] in WORDS
        assert s.label_id not in BOUND
        assert is_whole(text, s.start, s.end)
        assert 0 < s.score < 1
        assert s.reason
        others = [o for o in found if o is not s and o.label_id not in BOUND]
        assert all(o.end <= s.start or s.end <= o.start for o in others)
        for d in decided:
            same = (d.start, d.end, d.label_id) == (s.start, s.end, s.label_id)
            assert not (d.is_rejected and same)
            if not d.is_rejected and d.label_id not in BOUND:
                assert d.end <= s.start or s.end <= d.start


@given(memories(), readings())
def test_a_second_time_changes_nothing(
    memory: Memory, reading: tuple[str, list[Suggestion], list[Decided]]
) -> None:
    text, suggestions, decided = reading
    once = memory.recall(text, suggestions, decided)
    again = memory.recall(text, once, decided)
    assert [(s.start, s.end, s.label_id) for s in again] == [
        (s.start, s.end, s.label_id) for s in once
    ]


@given(TEXTS, st.sampled_from(WORDS))
@example("U.S.-led, al-Assad", "al-Assad")
def test_the_first_words_of_a_text_lead_to_all_that_can_be_found_in_it(
    text: str, words: str
) -> None:
    found = Memory([Evidence(words, "LOC", 9)]).recall(text, [])
    key = words[0] if words[0] in "北กส서" else words.split(maxsplit=1)[0]
    assert not found or key in first_words(text)


def test_marked_words_are_suggested_elsewhere_with_the_reason() -> None:
    memory = Memory([Evidence("Anna Lindh", "PER", 4, last="At last")], names={"PER": "Person"})
    text = "Anna Lindh spoke; Anna Lindholm did not. anna lindh"
    [found] = memory.recall(text, [])
    assert said(text, [found]) == [("Anna Lindh", "PER")]
    assert found.reason == "marked Person 4 times here, last in “At last”"
    assert found.score == 0.833


def test_what_was_rejected_twice_is_left_out_unless_it_was_marked_as_often() -> None:
    proposed = [Suggestion(0, 4, "ORG", 0.9)]
    for marked, rejected, left in ((0, 1, 1), (0, 2, 0), (1, 2, 0), (2, 2, 1), (0, 5, 0)):
        memory = Memory([Evidence("Jeep", "ORG", marked, rejected)])
        assert len(memory.recall("Jeep drove", proposed)) == left


def test_another_label_is_given_at_once() -> None:
    memory = Memory([Evidence("Lena", "PER", 1)], [Correction("Lena", "LOC", "Lena", "PER", 0)])
    text = "Then Lena left."
    found = memory.recall(text, [Suggestion(5, 9, "LOC", 0.9)])
    assert said(text, found) == [("Lena", "PER")]


def test_a_label_that_was_accepted_more_often_stays() -> None:
    memory = Memory(
        [Evidence("Lena", "PER", 1), Evidence("Lena", "LOC", 3)],
        [Correction("Lena", "LOC", "Lena", "PER", 0)],
    )
    for label in ("PER", "LOC"):
        assert said("Lena", memory.recall("Lena", [Suggestion(0, 4, label, 0.9)])) == [
            ("Lena", label)
        ]


def test_an_edge_is_corrected_again() -> None:
    memory = Memory(
        [Evidence("London", "LOC", 1)],
        [Correction("City of London", "ORG", "London", "LOC", 8)],
    )
    text = "The City of London fell."
    [found] = memory.recall(text, [Suggestion(4, 18, "ORG", 0.9)])
    assert said(text, [found]) == [("London", "LOC")]
    assert found.reason == "corrected once here from “City of London”"


def test_a_longer_name_that_others_found_stays() -> None:
    memory = Memory([Evidence("London", "LOC", 3)])
    text = "London Bridge in London"
    found = memory.recall(text, [Suggestion(0, 13, "ORG", 0.9)])
    assert said(text, found) == [("London Bridge", "ORG"), ("London", "LOC")]


def test_a_common_word_needs_its_neighbours_or_much_evidence() -> None:
    text = "The army came. An army left."
    near = frozenset({("the", "of")})
    assert Memory([Evidence("army", "ORG", 1)]).recall(text, []) == []
    assert [
        s.start for s in Memory([Evidence("army", "ORG", 1, contexts=near)]).recall(text, [])
    ] == [4]
    assert len(Memory([Evidence("army", "ORG", 4)]).recall(text, [])) == 2


def test_the_words_of_a_quotation_are_not_remembered() -> None:
    memory = Memory([Evidence("said the king", "CUE", 9)])
    assert memory.recall("said the king", []) == []
