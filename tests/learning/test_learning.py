"""Learning from annotations: what silence says, what overlaps, what comes back as it was."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import Refused
from annotator.learning import Example, Hints, held_out, learn, load, pair
from annotator.learning.groups import groups, labels_of, overlapping
from annotator.learning.labeller import sequences
from annotator.learning.voting import agreed, tags_for
from annotator.learning.words import cut, features
from annotator.recognisers.embedding import Embedded

SHIPS = ("Aurora", "Borealis", "Calypso", "Dolphin", "Endeavour", "Fram", "Gannet", "Heron")
PORTS = ("Bergen", "Cadiz", "Dover", "Esbjerg", "Faro", "Gdynia", "Hull", "Izmir")


def marked(number: int, text: str, *spans: tuple[str, str], read: bool = True) -> Example:
    """Return an article with the first occurrences of some words marked."""
    found = tuple(
        (text.index(words), text.index(words) + len(words), label) for words, label in spans
    )
    return Example(f"a{number}", text, "en", found, (), ((0, len(text)),) if read else ())


def voyages() -> list[Example]:
    return [
        marked(
            number,
            f"The steamer {ship} left {port} at dawn.\n\nThe captain of the steamer {ship} slept.",
            (ship, "SHIP"), (port, "PORT"),
        )
        for number, (ship, port) in enumerate(zip(SHIPS, PORTS, strict=True))
    ]  # fmt: skip


def nothing(_text: str, _language: str) -> Hints:
    return Hints()


def quotes(data: bytes, text: str) -> list[tuple[str, str]]:
    return [(text[start:end], label) for (start, end, label), _ in load(data).find(text, Hints())]


def test_a_label_of_the_teams_own_is_learned_and_found_in_a_new_text() -> None:
    text = "The steamer Nautilus left Oporto at dawn."
    assert quotes(learn(voyages(), nothing), text) == [("Nautilus", "SHIP"), ("Oporto", "PORT")]


def seen(text: str, marked: str = "") -> Hints:
    """Return what a network would make of a text that sees by itself which words are ships."""
    words = cut(text)
    vectors = np.zeros((len(words.words), 4), dtype=np.float32)
    vectors[:, 0] = [word in marked.split() for word in words.words]
    vectors[:, 1] = [len(word) / 10 for word in words.words]
    return Hints((), Embedded(words.starts, vectors))


def told_of_ships(text: str, _language: str) -> Hints:
    return seen(text, " ".join(SHIPS))


def test_what_the_network_makes_of_words_is_learned_from() -> None:
    pairs = [*zip(SHIPS, PORTS, strict=True), *zip(PORTS, SHIPS, strict=True)]
    examples = [
        marked(number, f"Today {one} met {other}.", (one if one in SHIPS else other, "SHIP"))
        for number, (one, other) in enumerate(pairs)
    ]
    model = load(learn(examples, told_of_ships, network="n"))
    assert model.network == "n"
    text = "Today Nautilus met Oporto."
    for ship in ("Nautilus", "Oporto"):
        found = model.find(text, seen(text, ship))
        assert [text[start:end] for (start, end, _), _ in found] == [ship]


def test_where_no_network_reads_a_text_the_words_speak_for_themselves() -> None:
    model = load(learn(voyages(), told_of_ships, network="n"))
    text = "The steamer Nautilus left Oporto at dawn."
    found = [(text[a:b], label) for (a, b, label), _ in model.find(text, Hints())]
    assert found == [("Nautilus", "SHIP"), ("Oporto", "PORT")]


def test_a_text_without_words_has_nothing_to_be_found() -> None:
    model = load(learn(voyages(), told_of_ships, network="n"))
    assert model.find(" \n ", seen(" \n ")) == model.find("", Hints()) == []


def test_of_a_pair_one_reads_and_the_other_was_measured() -> None:
    half, whole = learn(voyages()[:4], nothing), learn(voyages(), nothing)
    both = pair(half, whole)
    assert set(load(both)._phrases) == set(load(whole)._phrases)
    assert set(load(both, measured=True)._phrases) == set(load(half)._phrases)
    assert load(whole, measured=True).labels == load(whole).labels
    for broken in (both[:-9], both[:20], both[:17]):
        with pytest.raises(Refused, match="Train a new version"):
            load(broken)


def test_what_several_say_together_holds_where_it_is_likely_enough() -> None:
    words, tags = cut("Fram left Hull."), tags_for(["SHIP"])
    sure = np.array([[0, 1, 0], [0.8, 0.2, 0], [1, 0, 0], [1, 0, 0]], dtype=np.float32)
    unsure = np.array([[0.9, 0.1, 0], [0, 0.1, 0.9], [0.8, 0.2, 0], [1, 0, 0]], dtype=np.float32)
    [(span, score)] = agreed([sure, unsure], tags, words)
    assert (span, round(score, 2)) == ((0, 9, "SHIP"), 0.45)
    assert not list(agreed([np.array([[0.6, 0.2, 0.2]] * 4, dtype=np.float32)], tags, words))


def test_the_same_examples_make_the_same_model() -> None:
    assert learn(voyages(), nothing) == learn(voyages(), nothing)
    assert learn(voyages(), told_of_ships) == learn(voyages(), told_of_ships)


def test_scripts_without_spaces_are_learned_by_character() -> None:
    examples = [
        marked(number, f"代表团昨天在{city}会见了部长。", (city, "LOC"))
        for number, city in enumerate(("北京", "上海", "广州", "南京"))
    ]
    assert quotes(learn(examples, nothing), "代表团昨天在成都会见了部长。") == [("成都", "LOC")]


def test_labels_that_lie_over_one_another_are_learned_apart() -> None:
    examples = [
        marked(number, f"The mayor of {port} spoke.", (f"mayor of {port}", "ROLE"), (port, "PORT"))
        for number, port in enumerate(PORTS)
    ]
    over = overlapping(examples)
    assert groups(list(labels_of(examples)), over) == [("PORT",), ("ROLE",)]
    found = quotes(learn(examples, nothing), "The mayor of Narvik spoke.")
    assert sorted(found) == [("Narvik", "PORT"), ("mayor of Narvik", "ROLE")]


def test_one_slip_of_the_hand_does_not_part_two_labels() -> None:
    examples = voyages()
    slip = marked(99, "The steamer Iris left.", ("Iris", "SHIP"), ("Iris", "PORT"))
    assert groups(list(labels_of([*examples, slip])), overlapping([*examples, slip])) == [
        ("PORT", "SHIP")
    ]


def test_text_that_nobody_read_teaches_nothing_but_its_marks() -> None:
    example = marked(0, "Fram left Hull. Nobody read on.", ("Fram", "SHIP"), read=False)
    words = cut(example.text)
    taught = list(sequences(words, features(words, []), example, ["SHIP"]))
    assert [tags for _, tags in taught] == [["B-SHIP"]]


def test_a_rejected_suggestion_teaches_that_it_is_none() -> None:
    example = Example("a", "Fram left Hull.", "en", (), ((10, 14, "SHIP"), (0, 4, "PORT")), ())
    words = cut(example.text)
    taught = list(sequences(words, features(words, []), example, ["SHIP"]))
    assert [tags for _, tags in taught] == [["O"]]


@given(st.text(max_size=80))
def test_words_stand_where_the_text_has_them(text: str) -> None:
    words = cut(text)
    for word, start, end in zip(words.words, words.starts, words.ends, strict=True):
        assert text[start:end].replace("’", "'") == word
    assert sum(last - first for first, last in words.lines) == len(words.words)
    assert len(features(words, [])) == len(words.words)


@given(st.sets(st.text(min_size=1, max_size=12), max_size=60), st.text(min_size=1, max_size=12))
def test_what_was_learned_from_is_never_held_out_later(ids: set[str], new: str) -> None:
    before, after = ids - held_out(ids), held_out(ids | {new})
    assert not before & after
    assert len(after) >= min(2, len(ids | {new}))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: b"",
        lambda _: b"no model",
        lambda data: data[:-20],
        lambda data: data[:40] + bytes(20) + data[60:],
        lambda data: data.replace(b"model 1", b"model 2"),
    ],
)
def test_a_broken_or_foreign_model_is_refused(spoil: Callable[[bytes], bytes]) -> None:
    data = learn(voyages(), nothing)
    with pytest.raises(Refused, match="Train a new version"):
        load(spoil(data))


def test_marks_too_few_for_any_label_are_refused() -> None:
    with pytest.raises(Refused, match="marks enough"):
        learn(voyages()[:2], nothing)
