"""What people marked and read blind: before they could see others' work on the article.

Where somebody went on in sight of it, all that they had put on the article until then is read from
the acts again; what they have done since does not count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from annotator.agreement.passages import Passages, Stretches
from annotator.services import compared
from annotator.services.columns import BoolArray, Compared, IntArray
from annotator.services.session import Session
from annotator.store import blind_work, comparing, history
from annotator.store.history import Content
from annotator.text import paragraphs

_MARKS = ("made", "accepted", "corrected")
Rows = list[tuple[int, ...]]


def of_people(session: Session) -> Compared:
    """Return what people have marked and read blind, in the numbers of `compared.of_people`.

    The seq of a passage that is no more as it was is 0.
    """
    return compared.kept(session, "blind", lambda: _blind(session))


def is_blind(session: Session) -> bool:
    """Return whether people work blind to one another in the project, or did."""
    return blind_work.is_blind(session.store, session.project.id)


def _blind(session: Session) -> Compared:
    found = compared.of_people(session)
    place = {seq: number for number, seq in enumerate(found.seqs.tolist())}
    whose = {id_: number for number, id_ in enumerate(found.annotators)}
    went_on = [
        (seq, id_, cut)
        for seq, id_, cut in blind_work.in_sight(session.store, compared.scope(session))
        if seq in place and id_ in whose
    ]
    if not went_on:
        return found
    texts = dict(comparing.texts(session.store, {seq for seq, _, _ in went_on}))
    labels = {id_: number for number, id_ in enumerate(found.labels)}
    passages: Rows = []
    stretches: Rows = []
    done, gone = found.done.copy(), np.zeros_like(found.done)
    for seq, id_, cut in went_on:
        at = whose[id_], place[seq]
        then = history.as_of(session.store, seq, id_, cut)
        gone[at], done[at] = True, then.state == "done"
        there = _marks(then, labels)
        passages += [(at[1], at[0], *each) for each in there]
        stretches += [(at[1], at[0], *each) for each in _read(then, there, texts[seq])]
    return _with(found, gone, done, passages, stretches)


def _marks(then: Content, labels: dict[str, int]) -> Rows:
    """Return label, start and end of the marks that stood on an article, in the order of the text.

    A label that nobody has used since is in no list of labels; then it counts nowhere.
    """
    return sorted(
        (labels[each["label_id"]], each["start"], each["end"])
        for each in then.annotations.values()
        if each["kind"] == "span" and each["state"] in _MARKS and each["label_id"] in labels
    )


def _read(then: Content, marks: Sequence[tuple[int, ...]], text: str) -> Rows:
    """Return start and end of what was read: all, or what was said to be, and around marks."""
    if then.state == "done":
        return [(0, len(text))]
    said = [(each["start"], each["end"]) for each in then.paragraphs.values()]
    around = [
        (start, end)
        for start, end in paragraphs(text)
        if any(start < mark_end and mark_start < end for _, mark_start, mark_end in marks)
    ]
    return [*said, *around]


def _with(
    found: Compared, gone: BoolArray, done: BoolArray, passages: Rows, stretches: Rows
) -> Compared:
    """Return what was found with other marks and stretches where somebody went on."""
    kept_rows = ~gone[found.passages.annotator, found.passages.article]
    more = np.array(passages, dtype=np.int64).reshape(-1, 5)
    columns = [
        np.concatenate((old[kept_rows], new))
        for old, new in zip(_columns(found.passages), more.T, strict=True)
    ]
    order = np.lexsort((columns[4], columns[3], columns[0]))
    rows = np.concatenate((found.rows[kept_rows], np.zeros(len(more), dtype=np.int64)))
    read = ~gone[found.read.annotator, found.read.article]
    also = np.array(stretches, dtype=np.int64).reshape(-1, 4)
    there = found.read
    return replace(
        found,
        passages=Passages(*(column[order] for column in columns)),
        rows=rows[order],
        read=Stretches(
            np.concatenate((there.article[read], also[:, 0])),
            np.concatenate((there.annotator[read], also[:, 1])),
            np.concatenate((there.start[read], also[:, 2])),
            np.concatenate((there.end[read], also[:, 3])),
        ),
        done=done,
    )


def _columns(passages: Passages) -> tuple[IntArray, ...]:
    return (
        passages.article, passages.annotator, passages.label, passages.start, passages.end,
    )  # fmt: skip
