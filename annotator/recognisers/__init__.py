"""Recognisers: whatever proposes annotations for a text.

A recogniser is one class with `name`, `version` and `suggest`, and one line in `_BUILT_IN`.
"""

from __future__ import annotations

import functools
from typing import Protocol

from annotator import errors
from annotator.model import Suggestion
from annotator.recognisers import spacy_pipeline
from annotator.recognisers.rules import Rules

_BUILT_IN = {"rules": Rules}
_SPACY = "spacy:"


class Recogniser(Protocol):
    """Whatever proposes annotations; `version` changes when its answers may change."""

    name: str
    version: str

    def suggest(self, text: str, language: str = "") -> list[Suggestion]:
        """Return suggestions for `text` in code points, sorted by where they begin."""


def available() -> list[str]:
    """Return the names of the recognisers that can be loaded here."""
    return [*_BUILT_IN, *(_SPACY + name for name in spacy_pipeline.installed())]


@functools.cache
def load(name: str) -> Recogniser:
    """Return the recogniser `name`, built once for a process.

    Raises
    ------
    errors.NotFound
        If no recogniser of that name is installed.
    """
    if name not in available():
        raise errors.NotFound(
            f"There is no recogniser '{name}'.", f"Choose one of: {', '.join(available())}."
        )
    if name in _BUILT_IN:
        return _BUILT_IN[name]()
    return spacy_pipeline.SpacyPipeline(name.removeprefix(_SPACY))
