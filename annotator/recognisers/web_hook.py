"""A recogniser at an address: it gets the text and the labels, and answers with passages."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from annotator.model import Label, Suggestion
from annotator.recognisers import remote
from annotator.recognisers.remote import Address, Answer

NAME = "web hook"
_SCORE = 0.8  # where it tells none


class WebHook:
    """Suggests what the service at an address answers.

    Parameters
    ----------
    url : str
        An http or https address.
    labels : sequence of Label
        What it may suggest.
    """

    name = NAME

    def __init__(self, url: str, labels: Sequence[Label]) -> None:
        self.address = Address(url, "the web hook", "PRESSMARK_HOOK_URL")
        self._labels = labels
        self.version = remote.digest(url, remote.told(labels))

    def sent(self, text: str, language: str = "") -> dict[str, Any]:
        """Return what is sent for a text."""
        return {"text": text, "language": language, "labels": remote.told(self._labels)}

    def shown(self, text: str) -> str:
        """Return what is sent for a text, as people can read it."""
        return json.dumps(self.sent(text), indent=1, ensure_ascii=False)

    def suggest(self, text: str, language: str = "") -> list[Suggestion]:
        """Return what it answers for a text, as far as it holds."""
        return self.answer(text, language).suggestions

    def answer(self, text: str, language: str = "") -> Answer:
        """Ask, and check every row of the answer against the text and the labels.

        Raises
        ------
        Unreachable
            If there is no answer, or none that can be read.
        """
        given = remote.ask(self.address, self.sent(text, language))
        rows = given.get("suggestions") if isinstance(given, dict) else given
        if not isinstance(rows, list):
            raise remote.nonsense(self.address, "no list of suggestions")
        answer = Answer()
        for row in rows:
            self._take(answer, row, text)
        return answer

    def _take(self, answer: Answer, row: object, text: str) -> None:
        if not isinstance(row, dict):
            answer.dropped["no object"] += 1
            return
        passage, label_id = _passage(row, text), row.get("label")
        if passage is None:
            answer.dropped["not in the text"] += 1
        elif label_id not in [label.id for label in self._labels]:
            answer.dropped["label unknown"] += 1
        elif row.get("quote") not in (None, text[slice(*passage)]):
            answer.dropped["quote differs"] += 1
        else:
            answer.add(
                Suggestion(
                    *passage, str(label_id), remote.score(row.get("score"), _SCORE),
                    remote.reason(row.get("reason"), self.name),
                )
            )  # fmt: skip


def _passage(row: dict[str, object], text: str) -> tuple[int, int] | None:
    """Return the passage that a row names, if the text has it and it holds something to read."""
    start, end = row.get("start"), row.get("end")
    if not isinstance(start, int) or not isinstance(end, int):
        return None
    is_there = 0 <= start < end <= len(text) and bool(text[start:end].strip())
    return (start, end) if is_there else None
