"""The registry: what can be loaded, and what is said of what can't."""

from __future__ import annotations

import importlib.util

import pytest

from annotator import errors, recognisers


def test_the_trained_model_and_the_rules_are_always_available():
    assert recognisers.available()[:2] == ["english", "rules"]


@pytest.mark.skipif(importlib.util.find_spec("spacy") is not None, reason="spaCy is installed")
def test_no_pipeline_is_offered_where_spacy_is_not_installed():
    assert recognisers.available() == ["english", "rules"]


def test_a_recogniser_is_built_once():
    assert recognisers.load("rules") is recognisers.load("rules")


def test_a_recogniser_tells_its_name_and_version():
    rules = recognisers.load("rules")
    assert rules.name == "rules"
    assert rules.version


@pytest.mark.parametrize("name", ["", "Rules", "spacy:no_such_pipeline"])
def test_an_unknown_name_is_refused_with_a_remedy(name):
    with pytest.raises(errors.NotFound) as refused:
        recognisers.load(name)
    assert "rules" in refused.value.remedy
