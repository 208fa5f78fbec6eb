"""What recognisers propose, kept.

The suggestions of a long text are written piece by piece, so that nobody who saves waits for long:
each piece puts what is new of a stretch of the text in the place of what was there. The act, and
that the article has been read, are written with the last one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain

from annotator.model import Annotator, Suggestion
from annotator.store import acts, annotation, proposals
from annotator.store.database import Store, chunks
from annotator.store.following import Following
from annotator.store.proposals import Step

Passage = tuple[int, int]
Numbered = tuple[int, Suggestion]
_STRETCH = 1_000  # characters: some dozens of suggestions where they are dense
_OVERHEAD = 3  # of a step, in rows


def suggest(
    store: Store,
    article_id: str,
    annotator: Annotator,
    suggestions: Sequence[Suggestion],
    before_told: Callable[[], None] | None = None,
) -> None:
    """Keep what a recogniser proposes for an article: one act, and a row for each suggestion.

    Suggestions of an earlier recogniser that nobody has answered give way; what somebody has
    answered is not proposed again. What a suggestion joins becomes a suggested relation.

    Ids follow from the article and the recogniser, so that two files that ran the same recogniser
    hold the same acts. `before_told` is done when all rows are there and the act is not, by which
    open desks are told of them.
    """
    reading = _Reading(store, article_id, annotator, suggestions)
    if before_told is None:
        proposals.in_turns(store, reading.steps())
        return
    *rows, act = reading.steps()
    proposals.in_turns(store, rows)
    before_told()
    proposals.in_turns(store, [act])


def suggest_many(
    store: Store, annotator: Annotator, found: Sequence[tuple[str, Sequence[Suggestion]]]
) -> None:
    """Keep what a recogniser proposes for articles, each named by its id."""
    readings = (_Reading(store, article_id, annotator, made) for article_id, made in found)
    proposals.in_turns(store, chain.from_iterable(reading.steps() for reading in readings))


class _Reading:
    """What a recogniser proposes for an article, on its way into the store."""

    def __init__(
        self, store: Store, article_id: str, annotator: Annotator, found: Sequence[Suggestion]
    ) -> None:
        self._target = acts.target(store.db.conn, article_id)
        self._found = Following(store.db.conn, self._target.seq).suggestions(found)
        self._annotator, self._now = annotator, store.now()
        self._act = proposals.id_of("suggest", article_id, annotator.id)
        self._common = proposals.common(self._target, annotator.id, self._act, self._now)
        # What joins name; no other suggestion has such a passage.
        self._ids: dict[Passage, str] = {}

    def steps(self) -> Iterator[Step]:
        """Yield what has to be written, in this order."""
        stretches = list[list[Numbered]]([] for _ in range(len(self._target.text) // _STRETCH + 1))
        for number, s in enumerate(self._found):
            stretches[s.start // _STRETCH].append((number, s))
        joins = [
            (label_id, s, (start, end)) for s in self._found for label_id, start, end in s.joins
        ]
        yield Step(_OVERHEAD, self._begin)
        for place, stretch in enumerate(stretches):
            yield Step(len(stretch) + _OVERHEAD, partial(self._replace, place * _STRETCH, stretch))
        for some in chunks(enumerate(joins, len(self._found)), proposals.AT_ONCE):
            yield Step(len(some), partial(self._join, some))
        told = proposals.told_as_json({"suggestions": [_compact(s) for s in self._found]})
        yield Step(_OVERHEAD, partial(self._finish, told))

    def _begin(self, connection: sqlite3.Connection) -> None:
        annotation.drop_unanswered(connection, self._target.seq, None)

    def _replace(
        self, start: int, stretch: Sequence[Numbered], connection: sqlite3.Connection
    ) -> None:
        within = start, start + _STRETCH
        annotation.drop_unanswered(connection, self._target.seq, within)
        standing = annotation.standing_suggestions(connection, self._target.seq, within)
        made = []
        for number, s in stretch:
            known = standing.get((s.label_id, s.start, s.end))
            self._ids[s.start, s.end] = own = known or f"{self._act}-{number}"
            if known is None:
                made.append(self._common | proposals.passage(own, s, self._target.text))
        annotation.insert_many(connection, made)

    def _join(
        self,
        joins: Sequence[tuple[int, tuple[str, Suggestion, Passage]]],
        connection: sqlite3.Connection,
    ) -> None:
        standing = annotation.standing_suggestions(connection, self._target.seq, None)
        made = []
        for number, (label_id, s, end) in joins:
            from_id, to_id = self._ids[s.start, s.end], self._ids[end]
            if (label_id, from_id, to_id) not in standing:
                made.append(self._common | {
                    "id": f"{self._act}-{number}", "kind": "relation", "label_id": label_id,
                    "from_id": from_id, "to_id": to_id, "score": round(s.score, 3),
                    "reason": s.reason,
                })  # fmt: skip
        annotation.insert_many(connection, made)

    def _finish(self, told: str, connection: sqlite3.Connection) -> None:
        seq = self._target.seq
        proposals.write_act(connection, seq, self._annotator.id, self._act, told, self._now)
        connection.execute(
            "UPDATE article SET recognised_by = ? WHERE seq = ?", (self._annotator.id, seq)
        )
        annotation.recount_suggestions(connection, seq)


def _compact(suggestion: Suggestion) -> list[object]:
    s = suggestion
    told: list[object] = [s.start, s.end, s.label_id, round(s.score, 3), s.reason]
    if s.attributes:
        return [*told, [list(join) for join in s.joins], dict(s.attributes)]
    return [*told, [list(join) for join in s.joins]] if s.joins else told
