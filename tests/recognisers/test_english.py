"""The trained model that ships: what it finds, whom it leaves to the rules, what it refuses."""

from __future__ import annotations

import itertools
import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator import errors, recognisers
from annotator.model import Suggestion
from annotator.recognisers.english import FOLDER, English

HOSTILE = st.text(alphabet=st.sampled_from("Ab é漢字العρ😀👩\u200d🔬\n.,\"'<>&()0$-"), max_size=120)


@pytest.fixture(scope="module")
def english() -> recognisers.Recogniser:
    return recognisers.load("english")


def told(found: list[Suggestion], text: str) -> set[tuple[str, str]]:
    return {(text[s.start : s.end], s.label_id) for s in found}


def test_names_are_found_by_what_stands_around_them(english: recognisers.Recogniser) -> None:
    text = (
        "Police in Vreemdbad said on Monday that Tolliver Quaynor, 41, had left the town. "
        "The Quorst Institute confirmed that Quaynor had worked there."
    )
    found = told(english.suggest(text, "en"), text)
    assert ("Vreemdbad", "LOC") in found
    assert {("Tolliver Quaynor", "PER"), ("Quaynor", "PER")} <= found
    assert ("Quorst Institute", "ORG") in found
    assert ("Monday", "DATE") in found


def test_neither_a_title_nor_a_genitive_is_part_of_a_name(english: recognisers.Recogniser) -> None:
    text = (
        "President Abraham Lincoln met Germany's envoy, Mr. Schmidt, in Richmond, Virginia. "
        "In the 1350s, King Gostrim was free at last to reform the government."
    )
    found = told(english.suggest(text, "en"), text)
    assert ("Gostrim", "PER") in found
    assert {("Abraham Lincoln", "PER"), ("Germany", "LOC"), ("Schmidt", "PER")} <= found
    assert {("Richmond", "LOC"), ("Virginia", "LOC")} <= found


def test_a_text_in_another_language_is_left_to_the_rules_and_it_is_said() -> None:
    text = "Le président a visité Paris et Berlin lundi."
    rules = recognisers.load("rules")
    assert recognisers.load("english").suggest(text, "fr") == rules.suggest(text, "fr")
    assert "English alone" in recognisers.note("english", "fr")
    assert recognisers.note("english", "en") == recognisers.note("rules", "fr") == ""


@settings(max_examples=40)
@given(HOSTILE)
def test_suggestions_lie_in_the_text_and_names_apart(text: str) -> None:
    found = recognisers.load("english").suggest(text, "en")
    names = [s for s in found if s.label_id in ("PER", "ORG", "LOC")]
    for suggestion in found:
        assert 0 <= suggestion.start < suggestion.end <= len(text)
        assert 0 <= suggestion.score <= 1
    assert all(a.end <= b.start for a, b in itertools.pairwise(names))


def test_it_reads_the_same_every_time(english: recognisers.Recogniser) -> None:
    text = "Maria Lopez of the World Bank flew from Paris to Kabul."
    assert english.suggest(text, "en") == english.suggest(text, "en")


def copied(folder: Path) -> Path:
    return Path(shutil.copytree(FOLDER, folder / "english"))


def test_a_model_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(errors.Refused, match="can't be read"):
        English(tmp_path / "nowhere")


def test_a_model_that_was_changed_is_refused(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    with (folder / "model.onnx").open("ab") as file:
        file.write(b"more")
    with pytest.raises(errors.Refused, match="not the one that was trained"):
        English(folder)


def test_a_model_for_other_columns_is_refused(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    about = json.loads((folder / "model.json").read_text())
    (folder / "model.json").write_text(json.dumps(about | {"columns": ["shape lower"]}))
    with pytest.raises(errors.Refused, match="for another Pressmark"):
        English(folder)
