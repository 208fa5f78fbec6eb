"""Recognisers: whatever proposes annotations for a text.

A recogniser is one class with `name`, `version` and `suggest`, and one line in `_BUILT_IN`.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Protocol

from annotator import errors
from annotator.model import Suggestion
from annotator.recognisers import spacy_pipeline
from annotator.recognisers.english import English, reads
from annotator.recognisers.rules import Rules

RULES = "rules"
ENGLISH = "english"
_SPACY = "spacy:"


class Recogniser(Protocol):
    """Whatever proposes annotations; `version` changes when its answers may change."""

    name: str
    version: str

    def suggest(self, text: str, language: str = "") -> list[Suggestion]:
        """Return suggestions for `text` in code points, sorted by where they begin."""


_BUILT_IN: dict[str, Callable[[], Recogniser]] = {ENGLISH: English, RULES: Rules}


def available() -> list[str]:
    """Return the names of the recognisers that can be loaded here."""
    return [*_BUILT_IN, *(_SPACY + name for name in spacy_pipeline.installed())]


def note(name: str, language: str) -> str:
    """Return what a reader should know of how `name` reads a language; empty: nothing."""
    if name != ENGLISH or reads(language):
        return ""
    return "The trained model reads English alone; here lists and rules suggest."


@functools.cache
def load(name: str) -> Recogniser:
    """Return the recogniser `name`, built once for a process.

    Raises
    ------
    errors.NotFound
        If no recogniser of that name is installed.
    errors.Refused
        If its model is missing or broken.
    """
    if name not in available():
        raise errors.NotFound(
            f"There is no recogniser '{name}'.", f"Choose one of: {', '.join(available())}."
        )
    if name in _BUILT_IN:
        return _BUILT_IN[name]()
    return spacy_pipeline.SpacyPipeline(name.removeprefix(_SPACY))
