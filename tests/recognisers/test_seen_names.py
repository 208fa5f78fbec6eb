"""What becomes of the tags of the network: names without titles, owners and groups."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from annotator.recognisers.english import suggested
from annotator.recognisers.lexicon import lexicon
from annotator.recognisers.reading import read
from annotator.recognisers.rules import found_in
from annotator.recognisers.tokens import tokenise

Names = set[tuple[str, str]]
Seen = Callable[..., Names]


@pytest.fixture(scope="module")
def names_of() -> Seen:
    """Return the names of a text where the network sees these words, each with label and score."""

    def of(text: str, *seen: tuple[str, str, float]) -> Names:
        reading = read(tokenise(text), lexicon(), "en")
        tokens, tagged = reading.tokens, []
        for words, label, score in seen:
            start = text.rindex(words)
            first, last = tokens.starts.index(start), tokens.ends.index(start + len(words)) + 1
            tagged.append(((first, last, label), score))
        found = suggested(reading, found_in(reading), tagged)
        return {(text[s.start : s.end], s.label_id) for s in found}

    return of


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("King Gostrim", "Gostrim"),
        ("Mr. Zoltrik Marenda", "Zoltrik Marenda"),
        ("Major General Zoltrik Marenda", "Zoltrik Marenda"),
        ("US Secretary of State Zoltrik Marenda", "Zoltrik Marenda"),
        ("Earl Marenda", "Earl Marenda"),
        ("Duke of Tarkand", "Duke of Tarkand"),
    ],
)
def test_a_title_is_no_part_of_a_name(names_of: Seen, words: str, name: str) -> None:
    assert (name, "PER") in names_of(f"They saw {words} there.", (words, "PER", 0.9))


@pytest.mark.parametrize("last", ["Jr.", ", Jr.", "Sr"])
def test_what_tells_a_child_from_its_parent_is_part_of_a_name(names_of: Seen, last: str) -> None:
    name = f"Zoltrik Marenda{'' if last[0] == ',' else ' '}{last}"
    found = names_of(f"They saw {name} there.", ("Zoltrik Marenda", "PER", 0.9))
    assert found == {(name, "PER")}


@pytest.mark.parametrize("name", ["Ana Marenda Jr.", "Ana Marenda, Jr.", "Ana Marenda the Elder"])
def test_somebody_is_found_again_by_the_surname(names_of: Seen, name: str) -> None:
    text = f"They saw {name} there. Then Marenda left."
    assert ("Marenda", "PER") in names_of(text, (name, "PER", 0.9))


def test_a_name_with_a_nickname_in_it_is_one(names_of: Seen) -> None:
    text = "Police took Zoltrik “El Largo” Marenda there."
    found = names_of(text, ("Zoltrik", "PER", 0.9), ("Marenda", "PER", 0.8))
    assert ("Zoltrik “El Largo” Marenda", "PER") in found


def test_a_part_of_what_an_event_is_called_is_no_name(names_of: Seen) -> None:
    text = "He fell in the Battle of Zelkovar."
    assert ("Battle of Zelkovar", "EVENT") in names_of(text, ("Zelkovar", "LOC", 0.9))


def test_an_epithet_is_part_of_a_name(names_of: Seen) -> None:
    text = "They feared Gostrim the Terrible there."
    assert names_of(text, ("Gostrim", "PER", 0.9)) == {("Gostrim the Terrible", "PER")}
    apart = ("Gostrim", "PER", 0.9), ("Terrible", "ORG", 0.9)
    assert names_of(text, *apart) == {("Gostrim the Terrible", "PER")}


@pytest.mark.parametrize("office", ["Prime Minister", "President", "Her Majesty the Queen"])
def test_an_office_alone_is_nobody(names_of: Seen, office: str) -> None:
    assert names_of(f"It was {office} who spoke.", (office, "PER", 0.9)) == set()


def test_a_word_for_a_group_is_no_other_name(names_of: Seen) -> None:
    found = names_of("The Viennese spoke.", ("Viennese", "LOC", 0.9))
    assert found == {("Viennese", "NORP")}
    text = "Then Fraser Christian came, and they saw Christian wait."
    found = names_of(text, ("Fraser Christian", "PER", 0.9), ("Christian", "PER", 0.6))
    assert found == {("Fraser Christian", "PER"), ("Christian", "PER")}


def test_what_a_place_has_is_a_name_of_its_own(names_of: Seen) -> None:
    text = "He left London’s Zelkovar Airport."
    found = names_of(text, ("London’s Zelkovar Airport", "LOC", 0.9))
    assert found == {("London", "LOC"), ("Zelkovar Airport", "LOC")}
    text = "He left the People’s Republic of Tarkand."
    found = names_of(text, ("People’s Republic of Tarkand", "LOC", 0.9))
    assert found == {("People’s Republic of Tarkand", "LOC")}


def test_a_name_in_doubt_has_the_label_that_the_article_gives_it(names_of: Seen) -> None:
    text = "Johanna Zelkovar came late. The town knew Zelkovar."
    sure, doubtful = ("Johanna Zelkovar", "PER", 0.95), ("Zelkovar", "LOC", 0.6)
    assert names_of(text, sure, doubtful) == {("Johanna Zelkovar", "PER"), ("Zelkovar", "PER")}
    certain = ("Zelkovar", "LOC", 0.9)
    assert ("Zelkovar", "LOC") in names_of(text, sure, certain)
