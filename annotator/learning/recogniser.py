"""A trained model as a recogniser: it finds what it has learned, another one finds the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from annotator.learning.example import Span
from annotator.learning.hints import Hints
from annotator.learning.model import Model
from annotator.model import Suggestion
from annotator.recognisers import Recogniser
from annotator.recognisers.embedding import Embedding


def read(
    base: Recogniser, embedding: Embedding | None, text: str, language: str
) -> tuple[list[Suggestion], Hints]:
    """Return what a recogniser suggests for a text, and what a model is told of it before."""
    if embedding is None:
        suggestions, seen = base.suggest(text, language), None
    else:
        suggestions, seen = embedding.read_beside(base, text, language)
    return suggestions, Hints(_spans_of(suggestions), seen)


def _spans_of(suggestions: Sequence[Suggestion]) -> list[Span]:
    return [(s.start, s.end, s.label_id) for s in suggestions]


class Learned:
    """Suggests what a team's annotations have taught; other labels are left to its base.

    Parameters
    ----------
    model : Model
        The trained model.
    base : Recogniser
        The recogniser that the model was trained beside.
    version, reason : str
        What this version is called, and what its suggestions give as their reason.
    embedding : Embedding, optional
        The network that the model stands on, if it does.
    """

    name = "learned"

    def __init__(
        self,
        model: Model,
        base: Recogniser,
        version: str,
        reason: str,
        embedding: Embedding | None = None,
    ) -> None:
        self.version = version
        self.model = model
        self._base = base
        self._reason = reason
        self._embedding = embedding

    def suggest(self, text: str, language: str = "") -> list[Suggestion]:
        """Return the suggestions for `text`, sorted by where they begin."""
        others, hints = read(self._base, self._embedding, text, language)
        found = [
            Suggestion(start, end, label, sure, self._reason)
            for (start, end, label), sure in self.model.find(text, hints)
        ]
        rest = [s for s in others if s.label_id not in self.model.labels]
        joined = {(start, end) for s in rest for _, start, end in s.joins}
        taken = [(s.start, s.end) for s in found]
        # A quotation keeps its speaker, unless the model says otherwise of these words.
        rest += [
            s
            for s in others
            if s.label_id in self.model.labels
            and (s.start, s.end) in joined
            and all(end <= s.start or s.end <= start for start, end in taken)
        ]
        there = {(s.start, s.end) for s in (*found, *rest)}
        rest = [replace(s, joins=tuple(j for j in s.joins if j[1:] in there)) for s in rest]
        return sorted([*found, *rest], key=lambda s: (s.start, -s.end))
