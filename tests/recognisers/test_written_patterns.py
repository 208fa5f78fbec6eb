"""Patterns that people write: what they find, what is refused, and that none can hang the app."""

from __future__ import annotations

import itertools
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model import Suggestion
from annotator.recognisers import patterns
from annotator.recognisers.patterns import Patterns
from annotator.recognisers.together import Together, beside
from annotator.recognisers.token_rules import is_number, shape

LABELS = {"PER": "Person", "ORG": "Organisation", "LOC": "Place"}


def line(pattern: object, label: str = "ORG", **more: object) -> str:
    return json.dumps({"label": label, "pattern": pattern, **more}, ensure_ascii=False)


def quotes(text: str, *lines: str) -> list[str]:
    read = patterns.read("\n".join(lines), LABELS)
    assert read.refused == ()
    return [text[s.start : s.end] for s in Patterns(read.patterns).suggest(text)]


def refused(written: str) -> str:
    [refusal] = patterns.read(written, LABELS).refused
    return f"{refusal.place}: {refusal.reason}"


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("Apple", "Apple said an apple is no Apple's", ["Apple", "Apple"]),
        ("New  York", "In New\u00a0York, New\nYork and New York", ["New\u00a0York", "New York"]),
        ("AT&T", "AT&T bought it", ["AT&T"]),
        ("O’Brien & Co", "by O'Brien & Co", ["O'Brien & Co"]),
        ("北京", "我在北京。", ["北京"]),
        ("الأمم المتحدة", "قالت الأمم المتحدة", ["الأمم المتحدة"]),
        ("👍", "a 👍 here", ["👍"]),
        ([{"LOWER": "san"}, {"LOWER": "francisco"}], "SAN Francisco", ["SAN Francisco"]),
        ([{"LOWER": "San"}], "san SAN", ["san", "SAN"]),
        ([{"ORTH": "who"}], "WHO who", ["who"]),
        ([{"TEXT": {"IN": ["EU", "UN"]}}], "EU un UN", ["EU", "UN"]),
        ([{"LOWER": {"NOT_IN": ["a"]}, "IS_ALPHA": True}], "a B a", ["B"]),
        ([{"IS_TITLE": True}, {"LOWER": "group", "IS_TITLE": True}], "Big Group, big Group",
         ["Big Group"]),
        ([{"IS_UPPER": True, "LENGTH": {">=": 3}}], "EU NATO Nato", ["NATO"]),
        ([{"LENGTH": 2}], "EU NATO", ["EU"]),
        ([{"IS_DIGIT": True}, {"LOWER": "km"}], "12 km", ["12 km"]),
        ([{"LIKE_NUM": True}, {"LOWER": "men"}], "ten men, 1,000 men, no men",
         ["ten men", "1,000 men"]),
        ([{"SHAPE": "Xxxxx"}], "London EU", ["London"]),
        ([{"TEXT": {"REGEX": "^[A-Z]{2,3}$"}}], "EU Nato NATO", ["EU"]),
        ([{"LOWER": {"REGEX": "stan$"}}], "Kazakhstan", ["Kazakhstan"]),
        ([{"LOWER": "the", "OP": "?"}, {"TEXT": "Hague"}], "the Hague, Hague",
         ["the Hague", "Hague"]),
        ([{"LOWER": "very", "OP": "*"}, {"LOWER": "old"}], "very very old", ["very very old"]),
        ([{"IS_TITLE": True, "OP": "+"}, {"LOWER": "bank"}], "Bank of, First City Bank",
         ["First City Bank"]),
        ([{"LOWER": "bank"}, {"LOWER": "of", "OP": "!"}], "bank of, bank on", ["bank on"]),
        ([{"LOWER": "ha", "OP": "{2,3}"}], "ha, ha ha, ha ha ha ha", ["ha ha", "ha ha ha"]),
        ([{"lower": "un"}, {}, {"lower": "in"}], "UN went in", ["UN went in"]),
    ],
)  # fmt: skip
def test_a_pattern_finds_what_it_says(pattern: object, text: str, found: list[str]) -> None:
    assert quotes(text, line(pattern)) == found


def test_the_longest_wins_and_of_two_the_line_above() -> None:
    text = "New York Times in New York"
    found = patterns.read(
        "\n".join(
            [line("New York", "LOC"), line("New York Times"), line("New York", "PER", id="x")]
        ),
        LABELS,
    ).patterns
    suggestions = Patterns(found).suggest(text)
    assert [(text[s.start : s.end], s.label_id) for s in suggestions] == [
        ("New York Times", "ORG"),
        ("New York", "LOC"),
    ]
    assert suggestions[0].reason == "pattern “New York Times”"


def test_an_id_names_the_pattern_and_a_label_may_go_by_its_name() -> None:
    [found] = patterns.read(line("Apple", "organisation", id="apple inc"), LABELS).patterns
    assert (found.label_id, found.name) == ("ORG", "apple inc")


@pytest.mark.parametrize(
    ("written", "place", "remedy"),
    [
        ('{"label": "ORG"', "line 1: This is no JSON", "Write {"),
        ("[1]", "no object", "Write {"),
        ("[" * 100_000, "no JSON", "Write {"),
        ('{"pattern": "x"}', "There is no label", "PER, ORG, LOC"),
        (line("x", "GPE"), "no label “GPE”", "Write one of: PER, ORG, LOC; or add the label."),
        (line("x", "<b>" * 99), "no label “<b>", "Write one of"),
        ('{"label": "ORG"}', "no pattern", "holds words"),
        (line(""), "empty", "a word"),
        (line([]), "empty", "a word"),
        (line([{"OP": "*"}]), "nothing at all", "OP"),
        (line(["x"]), "Token 1 is no object", "LOWER"),
        (line([{}, {"LEMMA": "be"}]), "token 2, LEMMA: that needs a model", "LOWER"),
        (line([{"NOPE": 1}]), "token 1, NOPE", "Write one of: TEXT"),
        (line([{"REGEX": "a"}]), "token 1, REGEX", '{"TEXT": {"REGEX": …}}'),
        (line([{"LOWER": 1}]), "token 1, LOWER", "Write a text"),
        (line([{"LOWER": {}}]), "token 1, LOWER", "Write a text"),
        (line([{"LOWER": {"IN": [1]}}]), "token 1, LOWER", "IN"),
        (line([{"IS_TITLE": "yes"}]), "token 1, IS_TITLE", "true or false"),
        (line([{"LENGTH": "long"}]), "token 1, LENGTH", "number"),
        (line([{"LOWER": "a", "OP": "{3,2}"}]), "Token 1 has the OP", "{n,m}"),
        (line([{"LOWER": "a", "OP": "{0}"}]), "Token 1 has the OP", "{n,m}"),
        (line([{"LOWER": "a", "OP": "{,9999}"}]), "Token 1 has the OP", "{n,m}"),
        (line([{"TEXT": {"REGEX": "("}}]), "the expression “(” can't be used", "without them"),
        (line([{"TEXT": {"REGEX": r"(a)\1"}}]), "can't be used", "references back"),
        (line([{"TEXT": {"REGEX": "(?=a)"}}]), "can't be used", "Look-around"),
        (line([{"TEXT": {"REGEX": "a" * 301}}]), "301 characters", "shorter"),
        (line([{"LOWER": "a"}] * 31), "31 tokens; 30 are the most", "shorter"),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_used_is_refused_with_place_and_remedy(
    written: str, place: str, remedy: str
) -> None:
    told = refused(written)
    assert place in told
    assert remedy in told


def test_each_line_has_its_own_verdict_and_blank_ones_none() -> None:
    read = patterns.read("\n".join([line("a"), "", "x", line("b", "NO"), line("c")]), LABELS)
    assert [each.line for each in read.patterns] == [1, 5]
    assert [each.place for each in read.refused] == ["line 3", "line 4"]


def test_too_many_lines_and_too_long_a_text_are_refused() -> None:
    many = "\n".join(line(f"w{k}") for k in range(patterns.MOST + 1))
    read = patterns.read(many, LABELS)
    assert (len(read.patterns), len(read.refused)) == (patterns.MOST, 1)
    assert "1,000,000 are the most" in refused(" " * (patterns.LARGEST + 1))


@pytest.mark.parametrize(
    "pattern",
    [
        [{"TEXT": {"REGEX": "^(a+)+c$"}}],
        [{"TEXT": {"REGEX": "(a|aa)*b"}}, {"OP": "*"}],
        [{"LOWER": "a", "OP": "*"}] * 29 + [{"LOWER": "b"}],
        [{"OP": "?"}] * 29 + [{"LOWER": "b"}],
        [{"OP": "{0,50}"}] * 5 + [{"LOWER": "b"}],
    ],
)
def test_no_pattern_takes_forever(pattern: list[object]) -> None:
    # Each of these would keep a matcher that goes back and tries again busy for years.
    text = "a" * 10_000 + "! " + "a " * 300
    assert quotes(text, line(pattern)) == []


@given(st.text(), st.lists(st.text(min_size=1), min_size=1, max_size=5))
def test_what_is_found_is_in_the_text_in_order_and_none_over_another(
    text: str, wanted: list[str]
) -> None:
    lines = "\n".join(map(line, [*wanted, *text.split()[:3]]))
    found = Patterns(patterns.read(lines, LABELS).patterns).suggest(text)
    for before, after in itertools.pairwise(found):
        assert before.end <= after.start
    assert all(0 <= s.start < s.end <= len(text) for s in found)


@given(st.text())
def test_whatever_is_written_is_read_without_a_fault(written: str) -> None:
    patterns.read(written, LABELS)


def test_shapes_and_numbers_are_spacys() -> None:
    assert [shape(word) for word in ("London", "C3PO", "1990", "don't", "U.S.")] == [
        "Xxxxx", "XdXX", "dddd", "xxx'x", "X.X.",
    ]  # fmt: skip
    assert [is_number(word) for word in ("10", "1,000.5", "Ten", "½", "word", ",")] == [
        True, True, True, True, False, False,
    ]  # fmt: skip


def test_what_overlaps_a_pattern_gives_way_and_a_quotation_around_it_stays() -> None:
    quote = Suggestion(0, 30, "QUOTE", 0.8, "", (("SAID_BY", 40, 52), ("SAID_WITH", 31, 35)))
    others = [
        quote,
        Suggestion(5, 10, "PER", 0.9),
        Suggestion(12, 16, "LOC", 0.9),
        Suggestion(31, 35, "CUE", 0.8),
        Suggestion(40, 52, "PER", 0.9),
    ]
    won = [Suggestion(8, 12, "ORG", 0.95), Suggestion(45, 52, "PER", 0.95)]
    found = beside(won, others)
    assert [(s.start, s.end, s.label_id) for s in found] == [
        (0, 30, "QUOTE"), (8, 12, "ORG"), (12, 16, "LOC"), (31, 35, "CUE"), (45, 52, "PER"),
    ]  # fmt: skip
    assert found[0].joins == (("SAID_BY", 45, 52), ("SAID_WITH", 31, 35))


class Fixed:
    """Finds the same in every text."""

    name = "fixed"
    version = "1"

    def suggest(self, text: str, language: str = "") -> list[Suggestion]:  # noqa: ARG002
        return [Suggestion(0, 5, "LOC", 0.5), Suggestion(6, 9, "PER", 0.5)]


def test_two_read_under_the_name_of_the_recogniser_and_a_version_of_both() -> None:
    read = patterns.read(line("Apple"), LABELS).patterns
    both = Together(Patterns(read), Fixed())
    assert [s.label_id for s in both.suggest("Apple Ann")] == ["ORG", "PER"]
    assert (both.name, both.version.split()[:3]) == ("fixed", ["1", "with", "patterns"])
    other = Together(Patterns(patterns.read(line("Pear"), LABELS).patterns), Fixed())
    assert other.version != both.version
