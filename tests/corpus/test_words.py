"""Words: what counts as one, in any script, and where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.corpus import words


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It’s the U.S.-led plan.", ["it's", "the", "u", "s", "led", "plan"]),
        ("state-of-the-art_x", ["state-of-the-art", "x"]),
        ("हिन्दी भाषा", ["हिन्दी", "भाषा"]),
        ("東京 2020", ["東", "京", "2020"]),
        ("한국어 신문", ["한국어", "신문"]),
        ("في جنيف", ["في", "جنيف"]),
        ("İstanbul’da", ["i̇stanbul'da"]),
        ("", []),
    ],
)
def test_what_is_a_word(text: str, told: list[str]) -> None:
    assert words.words(text) == told


TEXTS = st.text(alphabet=st.sampled_from("ab AB'’-_.\n123éßİ東京ไท\u0301हि👩\u200d🚀"), max_size=60)


@given(TEXTS)
def test_every_word_stands_as_often_as_it_is_counted(text: str) -> None:
    counted = words.count([text])
    assert counted.total() == len(words.words(text))
    for word, n in counted.items():
        places = words.places(text, word)
        assert len(places) == n, word
        for start, end in places:
            assert words.fold(text[start:end]) == word
    assert words.places(text, "no such word") == []


@given(TEXTS, st.integers(0, 60), st.integers(0, 60))
def test_beside_a_place_stand_three_words_at_most(text: str, start: int, end: int) -> None:
    start, end = sorted((min(start, len(text)), min(end, len(text))))
    left, right = words.beside(text, start, end)
    assert left[::-1] == words.words(text[:start])[-3:]
    assert right == words.words(text[end:])[:3]
