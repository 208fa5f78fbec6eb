"""spaCy pipelines, made here: one that finds names, one without entities, one that is broken."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from factories import TEXT

from annotator import recognisers
from annotator.errors import Refused

spacy = pytest.importorskip("spacy", reason="spaCy is not installed")
Install = Callable[[str, Any], str]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Return a way to install a pipeline, as pip would, and get the recogniser's name."""
    monkeypatch.syspath_prepend(tmp_path)
    names = list[str]()

    def installed(name: str, nlp: Any) -> str:
        names.append(name)
        info = tmp_path / f"{name}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[spacy_models]\n{name} = {name}\n")
        data = tmp_path / f"{name}_data"
        if nlp is not None:
            nlp.to_disk(data)
        (tmp_path / f"{name}.py").write_text(
            f"import spacy\ndef load(**more):\n    return spacy.load({str(data)!r}, **more)\n"
            if nlp is not None
            else "raise RuntimeError('half of it is missing')\n"
        )
        return f"spacy:{name}"

    yield installed
    for name in names:
        sys.modules.pop(name, None)
    recognisers.load.cache_clear()


def with_names(*patterns: dict[str, Any]) -> Any:
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns(list(patterns))
    return nlp


def test_a_pipeline_that_is_installed_is_offered_and_suggests(install: Install) -> None:
    name = install(
        "tiny_names",
        with_names(
            {"label": "GPE", "pattern": "Geneva"},
            {"label": "PERSON", "pattern": "Anna Lindh"},
            {"label": "CARDINAL", "pattern": "nothing"},
        ),
    )
    assert name in recognisers.available()
    recogniser = recognisers.load(name)
    found = recogniser.suggest("👩‍🚀 " + TEXT)
    assert [(s.label_id, s.start, s.reason) for s in found] == [
        ("PER", 4, "PERSON"), ("LOC", 33, "GPE"), ("LOC", 77, "GPE"),
    ]  # fmt: skip
    assert recogniser.name == name


def test_a_pipeline_without_entities_is_refused_in_words(install: Install) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    with pytest.raises(Refused, match="finds no entities; it has sentencizer"):
        recognisers.load(install("tiny_sentences", nlp))
    with pytest.raises(Refused, match="it has no components"):
        recognisers.load(install("tiny_blank", spacy.blank("en")))


def test_a_pipeline_with_labels_of_another_field_is_refused_in_words(install: Install) -> None:
    with pytest.raises(Refused, match="finds only GENE, and there is no label") as refused:
        recognisers.load(install("tiny_genes", with_names({"label": "GENE", "pattern": "x"})))
    assert "PERSON" in refused.value.remedy


def test_a_broken_pipeline_is_refused_in_words(install: Install) -> None:
    with pytest.raises(Refused, match="tiny_broken can't be loaded: half of it is missing"):
        recognisers.load(install("tiny_broken", None))
