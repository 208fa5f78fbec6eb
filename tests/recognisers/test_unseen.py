"""What the trainings found in texts that they had not seen, as the benchmark reads it."""

from __future__ import annotations

from pathlib import Path

from annotator.recognisers.english import FOLDER
from training import unseen
from training.corpora import LABELS, MEASURED, Document, example, fold

TEXT = "Police said on Monday that Amina Okonjo had left Paris for the Quorst Institute."


def test_what_is_found_is_read_back(tmp_path: Path) -> None:
    document = Document("uner_pud", "n01", TEXT, ())
    unseen.write([(FOLDER, [example(document)])], tmp_path / "unseen.jsonl")
    [found] = unseen.read(tmp_path / "unseen.jsonl").values()
    told = {(TEXT[start:end], label) for start, end, label, _ in found}
    assert {("Amina Okonjo", "PER"), ("Paris", "LOC"), ("Quorst Institute", "ORG")} <= told


def test_what_ships_holds_places_and_no_text() -> None:
    told = unseen.read()
    assert {corpus for corpus, _ in told} == set(MEASURED)
    for found in told.values():
        for start, end, label, score in found:
            assert 0 <= start < end
            assert label in LABELS
            assert 0 <= score <= 1


def test_a_document_is_always_in_the_same_fold() -> None:
    assert [fold(f"n{n:02}") for n in range(6)] == [fold(f"n{n:02}") for n in range(6)]
    assert {fold(str(n)) for n in range(50)} == {0, 1, 2, 3}
