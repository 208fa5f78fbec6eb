"""Quotations with their speakers and cues: planted ones in many languages, and any text at all."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.recognisers import load
from benchmarks.planting import attributed, planted

NAMED = {"PER", "ORG", "LOC", "NORP", "SPEAKER"}
PIECES = [
    "“", "”", '"', "„", "«", "»", "‘", "’", "'", "「", "」", "said", "she", "Ana Rollo", "the",
    "minister", "told reporters", "according to", "сказал", "он", "a déclaré", "dijo", "sagte",
    "قال", "表示", "王毅", ",", ".", ":", "—", "\n", "we all know that", "who", "and", "of", "a",
    "on Tuesday", "😀", "-",
]  # fmt: skip


@pytest.mark.parametrize("text", planted(), ids=lambda p: p.text[:40])
def test_a_planted_quotation_is_found_with_its_speaker_and_cue(text):
    assert attributed(load("rules").suggest(text.text)) == text.expected()


def test_enough_is_planted():
    assert sum(len(text.quotations) for text in planted()) >= 50


@pytest.mark.parametrize(
    "text",
    [
        "“Nobody in the whole town knows who did it.”",
        "He read “The Lord of the Rivers” twice. Then Ana Rollo said that he left.",
        "Ana Rollo said so.\n\n“Nobody in the whole town knows who did it.”",
        "“Nobody knows who did it” was painted on the wall, which officials said was old.",
    ],
)
def test_where_nobody_speaks_no_speaker_is_invented(text):
    assert [row[1:] for row in attributed(load("rules").suggest(text))] == [(None, None)]


def test_a_quotation_that_nobody_says_is_less_sure():
    said, alone = (
        next(s.score for s in load("rules").suggest(text) if s.label_id == "QUOTE")
        for text in ("“It is a very long way,” she said.", "“It is a very long way.”")
    )
    assert said > alone


def test_a_speaker_who_is_a_name_is_joined_and_not_doubled(found):
    assert found("“It is a very long way,” said Ana Rollo.") == {
        ("QUOTE", "“It is a very long way,”"),
        ("CUE", "said"),
        ("PER", "Ana Rollo"),
    }


@given(st.lists(st.sampled_from(PIECES)).map(" ".join) | st.text(alphabet="“”\"'‘’«» aA.,\n"))
def test_quotations_of_any_text_nest_and_their_joins_lead_to_suggestions(text):
    suggestions = load("rules").suggest(text)
    there = {(s.start, s.end, s.label_id) for s in suggestions}
    assert len(there) == len(suggestions)
    for s in suggestions:
        assert 0 <= s.start < s.end <= len(text)
        assert text[s.start : s.end].strip() == text[s.start : s.end]
        for relation, start, end in s.joins:
            [label] = [label for *passage, label in there if passage == [start, end]]
            assert label in ({"CUE"} if relation == "SAID_WITH" else NAMED)
    quotes = [(s.start, s.end) for s in suggestions if s.label_id == "QUOTE"]
    for (a, b), (c, d) in combinations(quotes, 2):
        assert b <= c or d <= a or (a < c and d <= b) or (c < a and b <= d)
