"""Any spaCy pipeline that is installed, under the labels of Pressmark."""

from __future__ import annotations

import importlib.util
from importlib import metadata
from typing import Any

from annotator.model import Suggestion

_LABELS = {
    "PERSON": "PER", "PER": "PER", "persName": "PER",
    "ORG": "ORG", "orgName": "ORG",
    "GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "placeName": "LOC", "geogName": "LOC",
    "NORP": "NORP", "EVENT": "EVENT",
    "DATE": "DATE", "TIME": "DATE", "MONEY": "MONEY",
}  # fmt: skip
_SCORE = 0.8  # pipelines give no score of their own


def installed() -> list[str]:
    """Return the names of the installed pipelines; none where spaCy is not installed."""
    if importlib.util.find_spec("spacy") is None:
        return []
    return sorted({point.name for point in metadata.entry_points(group="spacy_models")})


class SpacyPipeline:
    """Suggests what a spaCy pipeline finds.

    Parameters
    ----------
    pipeline : str
        The name of an installed package, such as en_core_web_sm.
    """

    def __init__(self, pipeline: str) -> None:
        import spacy

        self._nlp: Any = spacy.load(pipeline)
        self.name = f"spacy:{pipeline}"
        self.version = str(self._nlp.meta.get("version", ""))

    def suggest(self, text: str, language: str = "") -> list[Suggestion]:  # noqa: ARG002
        """Return the pipeline's entities; its language is fixed, so `language` says nothing."""
        return [
            Suggestion(e.start_char, e.end_char, _LABELS[e.label_], _SCORE, e.label_)
            for e in self._nlp(text).ents
            if e.label_ in _LABELS
        ]
