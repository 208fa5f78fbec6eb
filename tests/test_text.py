"""The text as it is stored."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.text import count_words, direction, normalise, paragraphs, sha256

TEXTS = st.text(
    alphabet=st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("😀𝔘a\u0301اب北"))
)


@given(TEXTS)
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert "\r" not in once


@given(TEXTS)
def test_paragraphs_hold_every_character_but_the_line_breaks(text: str) -> None:
    assert "".join(text[a:b] for a, b in paragraphs(text)) == text.replace("\n", "")


def test_letters_are_left_as_they_are() -> None:
    assert normalise("e\u0301 ﬁ\r\nb\x00") == "e\u0301 ﬁ\nb"


def test_every_line_end_becomes_one_and_controls_go() -> None:
    assert normalise("\ufeffa\r\nb\rc\u2028d\u2029e\x85f\tg") == "a\nb\nc\nd\ne\nf\tg"
    controls = [chr(c) for c in (*range(0x20), 0x7F) if chr(c) not in "\t\n\r"]
    assert normalise(f"a{''.join(controls)}b") == "ab"


def test_words_are_counted_in_scripts_with_and_without_spaces() -> None:
    assert count_words("It's a well-known fact.") == 4
    assert count_words("北京大学") == 2
    assert count_words("") == 0


def test_the_direction_is_that_of_most_letters() -> None:
    assert direction("قال الوزير في Geneva") == "rtl"
    assert direction("The minister in جنيف said") == "ltr"


def test_the_hash_of_a_lone_surrogate_does_not_fail() -> None:
    assert len(sha256("\ud800")) == 64
