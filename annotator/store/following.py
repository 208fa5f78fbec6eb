"""How acts follow the codebook: what they tell of a label that was merged or split since.

A change of the codebook gives annotations another label by acts that stand in nobody's undo stack
(decision 0103). What an annotator did before it, or did not know of it, names the label of then.
Here such content is told as it is since.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from annotator.model import Suggestion
from annotator.store import annotation

Snapshot = dict[str, Any]
_ANSWERS = ("accepted", "corrected")


@dataclass(frozen=True, slots=True)
class _Step:
    """What a change of the codebook did to one annotation; `after` None: it took it away."""

    seq: int
    before: Mapping[str, Any]
    after: Mapping[str, Any]

    def take(self, content: Snapshot) -> Snapshot:
        """Return content as this step leaves it: another label, and the state that follows."""
        if content["label_id"] != self.before["label_id"]:
            return content
        told = content | {"label_id": self.after["label_id"]}
        if content["state"] in _ANSWERS and content["state"] == self.before["state"]:
            told["state"] = self.after["state"]
        return told


class Following:
    """What changes of the codebook did to the annotations of an article.

    Parameters
    ----------
    connection : sqlite3.Connection
        The transaction, or the reader's connection.
    article_seq : int
        The article.
    """

    def __init__(self, connection: sqlite3.Connection, article_seq: int) -> None:
        self._labels = {
            row["id"]: row["merged_into"]
            for row in connection.execute(
                """
                SELECT label.id, merged_into FROM label JOIN article USING (project_id)
                WHERE article.seq = ?
                """,
                (article_seq,),
            )
        }
        self._steps: dict[str, list[_Step]] = {}
        for row in connection.execute(
            """
            SELECT seq, before, after FROM acts WHERE article_seq = ? AND whose <> '' ORDER BY seq
            """,
            (article_seq,),
        ):
            if row["before"] and row["after"]:
                step = _Step(row["seq"], json.loads(row["before"]), json.loads(row["after"]))
                self._steps.setdefault(step.before["id"], []).append(step)

    def since(self, seq: int, content: Mapping[str, Any] | None) -> Snapshot | None:
        """Return what an act of then told of an annotation, as the codebook has it now."""
        if content is None or "label_id" not in content:
            return None if content is None else dict(content)
        told = dict(content)
        for step in self._steps.get(told["id"], ()):
            if step.seq > seq:
                told = step.take(told)
        return self.named_now(told)

    def explained(
        self,
        believed: Mapping[str, Any],
        after: Mapping[str, Any] | None,
        present: Mapping[str, Any],
    ) -> tuple[Snapshot, Snapshot | None] | None:
        """Return both sides of an act that did not know of a change of the codebook.

        They are told as they are since. None: what it believed is not explained by the codebook.
        """
        steps = self._steps.get(str(present["id"]), [])
        for first in range(len(steps) - 1, -1, -1):
            told = annotation.content(believed)
            wanted = None if after is None else annotation.content(after)
            for step in steps[first:]:
                told = step.take(told)
                wanted = None if wanted is None else step.take(wanted)
            if told == annotation.content(present):
                return told, wanted
        return None

    def named_now(self, content: Snapshot) -> Snapshot:
        """Return content whose label, if it was merged, is the one that it was merged into."""
        label_id = content.get("label_id")
        return content if label_id is None else content | {"label_id": self._target(label_id)}

    def _target(self, label_id: str) -> str:
        seen = set[str]()
        while self._labels.get(label_id) and label_id not in seen:
            seen.add(label_id)
            label_id = self._labels[label_id]
        return label_id

    def suggestions(self, found: Sequence[Suggestion]) -> Sequence[Suggestion]:
        """Return what a recogniser proposes in labels that there are; the same passage once alone.

        What has a label that the project has not is left out, with what would join it.
        """
        told = dict[tuple[str, int, int], Suggestion]()
        for s in found:
            label_id = self._target(s.label_id)
            if label_id in self._labels:
                told.setdefault((label_id, s.start, s.end), replace(s, label_id=label_id))
        passages = {(s.start, s.end) for s in told.values()}
        return tuple(
            replace(s, joins=self._joins(s, passages)) if s.joins else s for s in told.values()
        )

    def _joins(
        self, s: Suggestion, passages: Collection[tuple[int, int]]
    ) -> tuple[tuple[str, int, int], ...]:
        named = ((self._target(label_id), start, end) for label_id, start, end in s.joins)
        return tuple(
            join for join in named if join[0] in self._labels and (join[1], join[2]) in passages
        )
