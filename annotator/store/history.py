"""What was done to an article, told from its acts: group by group, and as of any of them."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, field
from typing import Any

from annotator.store import annotation, openings
from annotator.store.database import Store
from annotator.store.following import Following

Snapshot = dict[str, Any]
SHOWN = 3  # acts of a group that are told one by one
# Before blindness is lifted (?3) nobody is told what another did; a memory follows from that. What
# a change of the codebook did is told to those whose annotations it was about. Who reads without
# suggestions is not told when these came.
_TOLD = f"""
    acts.article_seq = ?1 AND acts.annotator_id NOT GLOB '{annotation.MEMORY}*' AND
    (?3 OR acts.whose = ?2 OR (acts.whose = '' AND (acts.annotator_id = ?2 OR acts.annotator_id IN
        (SELECT id FROM annotator WHERE kind <> 'person'))))
    AND NOT (acts.subject = 'recognition' AND {openings.without("?1", "?2")}
        AND acts.annotator_id IN (SELECT id FROM annotator WHERE kind <> 'person'))
"""


@dataclass(slots=True)
class Content:
    """All that an annotator has put on an article: what acts change, and restoring brings back."""

    annotations: dict[str, Snapshot] = field(default_factory=dict)
    paragraphs: dict[int, Snapshot] = field(default_factory=dict)
    state: str = "open"


def groups(
    store: Store,
    article_seq: int,
    annotator_id: str,
    before: int | None,
    limit: int,
    *,
    everybodys: bool,
) -> list[Snapshot]:
    """Return groups of acts, newest first: the annotator's own, and those of recognisers and files.

    `everybodys`: those of other people too. `before` is the `seq` of the last group that is known
    already. Each group tells its first acts, how many there are of each kind, and over how many
    different quotes.
    """
    asked = (article_seq, annotator_id, everybodys)
    chosen = store.rows(
        f"""
        SELECT group_id, max(seq) AS last FROM acts WHERE {_TOLD}
        GROUP BY group_id HAVING last < ?4 ORDER BY last DESC LIMIT ?5
        """,
        (*asked, before if before is not None else 2**62, limit),
    )
    ids = json.dumps([row["group_id"] for row in chosen])
    told: dict[str, Snapshot] = {}
    for row in store.rows(
        f"""
        SELECT group_id, acts.kind, count(*) AS count, max(acts.seq) AS seq, max(at) AS at,
            count(DISTINCT json_extract(coalesce(after, before), '$.quote')) AS quotes,
            sum(json_array_length(coalesce(after, '{{}}'), '$.suggestions')) AS suggested,
            sum(json_array_length(coalesce(after, '{{}}'), '$.annotations')) AS brought,
            acts.annotator_id, annotator.name AS annotator, act_group.state
        FROM acts JOIN annotator ON annotator.id = acts.annotator_id
            LEFT JOIN act_group ON act_group.id = group_id AND act_group.article_seq = ?1
        WHERE {_TOLD} AND group_id IN (SELECT value FROM json_each(?4))
        GROUP BY group_id, acts.kind
        """,
        (*asked, ids),
    ):
        _add_kind(told, row)
    for row in _first_acts(store, asked, ids):
        told[row["group_id"]]["acts"].append(_act(row))
    return [told[row["group_id"]] for row in chosen]


def _add_kind(told: dict[str, Snapshot], row: sqlite3.Row) -> None:
    group = told.setdefault(
        row["group_id"],
        {
            "group": row["group_id"], "seq": 0, "at": "", "annotator_id": row["annotator_id"],
            "annotator": row["annotator"], "state": row["state"], "kinds": {}, "quotes": 0,
            "acts": [],
        },
    )  # fmt: skip
    group["seq"] = max(group["seq"], row["seq"])
    group["at"] = max(group["at"], row["at"])
    group["quotes"] += row["quotes"]
    group["kinds"][row["kind"]] = row["suggested"] or row["brought"] or row["count"]


def _first_acts(store: Store, asked: tuple[int, str, bool], ids: str) -> list[sqlite3.Row]:
    """Return the first acts of groups; what an undo or a redo answers is told by its kind."""
    return store.rows(
        f"""
        SELECT * FROM (
            SELECT acts.seq, acts.group_id, acts.kind, acts.subject, acts.before, acts.after,
                undone.kind AS of_kind,
                row_number() OVER (PARTITION BY acts.group_id ORDER BY acts.seq) AS place
            FROM acts LEFT JOIN acts AS undone ON undone.id = acts.undoes AND acts.undoes <> ''
            WHERE {_TOLD} AND acts.group_id IN (SELECT value FROM json_each(?4))
                AND acts.subject <> 'recognition'
        ) WHERE place <= {SHOWN} ORDER BY seq
        """,
        (*asked, ids),
    )


def _act(row: sqlite3.Row) -> Snapshot:
    return {
        "kind": row["kind"], "of_kind": row["of_kind"], "subject": row["subject"],
        "before": _content(row["subject"], row["before"]),
        "after": _content(row["subject"], row["after"]),
    }  # fmt: skip


def _content(subject: str, side: str | None) -> Snapshot | None:
    held: Snapshot | None = None if side is None else json.loads(side)
    return annotation.content(held) if held and subject == "annotation" else held


def as_of(store: Store, article_seq: int, annotator_id: str, seq: int) -> Content:
    """Return what an annotator had put on an article right after an act.

    What came in with a load is there from then on, unless the load is undone now. Labels are those
    that there are since.
    """
    found = Content()
    following = Following(store.db.conn, article_seq)
    for row in store.rows(
        """
        SELECT subject, before, after FROM acts
        LEFT JOIN load ON kind = 'import' AND group_id = 'load-' || load.id
        WHERE article_seq = ?1 AND seq <= ?3 AND undone_at IS NULL
          AND (whose = ?2 OR (whose = '' AND acts.annotator_id = ?2))
        ORDER BY seq
        """,
        (article_seq, annotator_id, seq),
    ):
        before, after = (_content(row["subject"], row[side]) for side in ("before", "after"))
        _fold(found, row["subject"], before, after)
    for id_, told in found.annotations.items():
        found.annotations[id_] = following.since(seq, told) or told
    return found


def _fold(found: Content, subject: str, before: Snapshot | None, after: Snapshot | None) -> None:
    told = after or before or {}
    if subject == "annotation":
        _keep(found.annotations, told["id"], after)
    elif subject == "paragraph":
        _keep(found.paragraphs, told["start"], after)
    elif subject == "assignment":
        found.state = "done" if told["state"] == "done" and after else "open"
    else:
        for row in told.get("annotations", []):
            if row["state"] != "suggested":
                found.annotations[row["id"]] = annotation.content(row)


def _keep(kept: dict[Any, Snapshot], key: object, after: Snapshot | None) -> None:
    if after is None:
        kept.pop(key, None)
    else:
        kept[key] = after


def present(store: Store, article_seq: int, annotator_id: str) -> Content:
    """Return what an annotator has put on an article, as it is now."""
    rows = annotation.of_article(store, article_seq, annotator_id)
    own = [row for row in rows if row["annotator_id"] == annotator_id]
    read = annotation.read_paragraphs(store, article_seq, annotator_id)
    return Content(
        {row["id"]: annotation.content(row) for row in own if row["state"] != "suggested"},
        {start: {"start": start, "end": end, "read": True} for start, end in read},
        "done" if annotation.state_of(store, article_seq, annotator_id) == "done" else "open",
    )


def answered_by_others(store: Store, article_seq: int, annotator_id: str) -> set[str]:
    """Return the ids of the annotations whose notes others have replied to."""
    return {
        row["on_id"]
        for row in store.rows(
            """
            SELECT DISTINCT on_id FROM annotation
            WHERE article_seq = ? AND annotator_id <> ? AND on_id IS NOT NULL
            """,
            (article_seq, annotator_id),
        )
    }


def suggestions(store: Store, article_seq: int) -> set[str]:
    """Return the ids of the suggestions on an article."""
    return {
        row["id"]
        for row in store.rows(
            "SELECT id FROM annotation WHERE article_seq = ? AND state = 'suggested'",
            (article_seq,),
        )
    }
