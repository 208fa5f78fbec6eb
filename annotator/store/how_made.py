"""How annotations were made: without suggestions, in sight of others' work, by which guidelines.

It is told of what people did here. Of a suggestion there is nothing to tell, and of what came in a
file nothing is known. A change of the codebook is no act of whoever made an annotation: there the
last act of their own counts.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from annotator.store import blind_work, guidelines
from annotator.store.database import Store

# The columns `without_suggestions`, `in_sight` and `guidelines` of the file.
Cells = tuple[str, str, str]
_UNKNOWN: Cells = ("", "", "")
_NO_YES = ("0", "1")


class HowMade:
    """How the annotations on some articles of a project were made."""

    def __init__(self, store: Store, project_id: int) -> None:
        self._store = store
        self._in_force = guidelines.in_force(store, project_id)
        is_blind = blind_work.is_blind(store, project_id)
        self._blind = blind_work.Blind(store, project_id) if is_blind else None

    def look_up(self, article_seqs: Sequence[int]) -> None:
        """Look up what was done on some articles; `cells` is asked of these."""
        asked = (json.dumps(article_seqs),)
        # All acts on an article: to look for each by its id takes three times as long.
        acts = self._store.tuples(
            """
            SELECT id, seq FROM acts
            WHERE article_seq IN (SELECT value FROM json_each(?)) AND subject = 'annotation'
            """,
            asked,
        )
        self._acts: dict[str, int] = dict(acts)
        self._own: dict[str, tuple[str, str]] = {}
        for act_id, before, at in self._store.tuples(
            """
            SELECT id, before ->> '$.act_id', before ->> '$.updated_at' FROM acts
            WHERE article_seq IN (SELECT value FROM json_each(?)) AND whose <> '' ORDER BY seq
            """,
            asked,
        ):
            self._own[act_id] = self._own.get(before, (before, at))
        without = self._store.tuples(
            """
            SELECT article_seq, annotator_id
            FROM annotator CROSS JOIN opening ON annotator_id = annotator.id
            WHERE article_seq IN (SELECT value FROM json_each(?)) AND is_without = 1
            """,
            asked,
        )
        self._without = set(without)
        self._readings: dict[tuple[int, str], tuple[str, int | None]] = {}

    def cells(self, article_seq: int, annotator_id: str, act_id: str, at: str) -> Cells:
        """Return what the file tells of an annotation that has its content by an act."""
        if act_id in self._own:
            act_id, at = self._own[act_id]
        act = self._acts.get(act_id)
        if act is None:
            return _UNKNOWN
        reading = article_seq, annotator_id
        if reading not in self._readings:
            until = self._blind.until(*reading) if self._blind else None
            self._readings[reading] = (_NO_YES[reading in self._without], until)
        without, until = self._readings[reading]
        in_sight = _NO_YES[until is not None and act > until] if self._blind else ""
        return without, in_sight, str(self._in_force(at) or "")
