"""Any spaCy pipeline that is installed, under the labels of Pressmark."""

from __future__ import annotations

import importlib.util
from importlib import metadata
from typing import Any

from annotator.errors import Refused
from annotator.model import Suggestion

_LABELS = {
    "PERSON": "PER", "PER": "PER", "persName": "PER",
    "ORG": "ORG", "orgName": "ORG",
    "GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "placeName": "LOC", "geogName": "LOC",
    "NORP": "NORP", "EVENT": "EVENT",
    "DATE": "DATE", "TIME": "DATE", "MONEY": "MONEY",
}  # fmt: skip
_NAMED = 8  # labels that a message names
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

    Raises
    ------
    Refused
        If it can't be loaded, or finds nothing that there is a label for.
    """

    def __init__(self, pipeline: str) -> None:
        import spacy

        try:
            self._nlp: Any = spacy.load(pipeline)
        except Exception as error:
            reason = next(iter(str(error).strip().splitlines()), type(error).__name__)
            raise Refused(
                f"The pipeline {pipeline} can't be loaded: {reason[:200]}",
                "Install it again in a version that fits the installed spaCy, or choose another "
                "recogniser.",
            ) from error
        _check(self._nlp, pipeline)
        self.name = f"spacy:{pipeline}"
        self.version = str(self._nlp.meta.get("version", ""))

    def suggest(self, text: str, language: str = "") -> list[Suggestion]:  # noqa: ARG002
        """Return the pipeline's entities; its language is fixed, so `language` says nothing."""
        return [
            Suggestion(e.start_char, e.end_char, _LABELS[e.label_], _SCORE, e.label_)
            for e in self._nlp(text).ents
            if e.label_ in _LABELS
        ]


def _check(nlp: Any, pipeline: str) -> None:
    finders = [name for name in nlp.pipe_names if "doc.ents" in nlp.get_pipe_meta(name).assigns]
    if not finders:
        raise Refused(
            f"The pipeline {pipeline} finds no entities; "
            f"it has {', '.join(nlp.pipe_names) or 'no components'}.",
            "Choose one with a component such as ner or entity_ruler.",
        )
    # Some components name no labels before they have seen a text.
    named = {label for name in finders for label in getattr(nlp.get_pipe(name), "labels", ())}
    if named and named.isdisjoint(_LABELS):
        raise Refused(
            f"The pipeline {pipeline} finds only {', '.join(sorted(named)[:_NAMED])}, "
            "and there is no label for these.",
            f"Choose one that finds some of: {', '.join(sorted(_LABELS))}.",
        )
