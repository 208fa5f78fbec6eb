"""The documents say what is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from factories import ROOT

from annotator.formats import annotations_csv
from annotator.labels import LABEL_KINDS
from annotator.store import Store
from benchmarks.__main__ import NAMES

DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("data/*.md")])


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_every_csv_column_is_documented() -> None:
    text = read("docs/formats.md")
    assert [name for name in annotations_csv.COLUMNS if f"`{name}`" not in text] == []


def test_every_label_kind_is_in_the_glossary() -> None:
    assert [kind for kind in LABEL_KINDS if f"`{kind}`" not in read("docs/glossary.md")] == []


def test_every_make_target_is_explained() -> None:
    targets = re.findall(r"^([a-z0-9]+):", read("Makefile"), re.MULTILINE)
    explained = re.findall(r"^([a-z0-9]+):.*## ", read("Makefile"), re.MULTILINE)
    assert set(targets) == set(explained)
    assert "`make run`" in read("README.md")
    assert "`make test`" in read("README.md")


def test_every_benchmark_has_a_module_and_is_named() -> None:
    for name in NAMES:
        assert (ROOT / "benchmarks" / f"{name}.py").is_file(), name
        assert f"`{name}`" in read("docs/benchmarks.md"), name


def test_the_data_model_shows_the_schema_that_is_migrated(store: Store) -> None:
    document = read("docs/data-model.md")
    tables = store.rows(
        """
        SELECT sql FROM sqlite_master WHERE type = 'table' AND sql NOT NULL
          AND name NOT LIKE 'sqlite%' AND name NOT LIKE '%_sqlite%'
          AND name NOT GLOB 'article_search*_*'
        """
    )
    for row in tables:
        assert " ".join(row["sql"].split()) in " ".join(document.split()), row["sql"]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", document.read_text(encoding="utf-8")):
        assert (document.parent / target).exists(), target


def test_requirements_are_pinned_and_explained() -> None:
    decision = read("docs/decisions/0003-libraries.md")
    for line in read("requirements.txt").splitlines():
        if line and not line.startswith("#"):
            name, version = line.split("==")
            assert version, line
            assert name.split("[")[0].lower() in decision.lower(), name
