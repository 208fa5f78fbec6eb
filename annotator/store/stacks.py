"""What can be taken back and brought again: groups of acts, for an annotator on an article."""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from annotator.model import Act, Annotator, Receipt
from annotator.store import acts
from annotator.store.database import Store, chunks
from annotator.store.following import Following
from annotator.store.subjects import SUBJECTS, Snapshot

GROUPS_AT_ONCE = 200


def undo(store: Store, article_id: str, annotator: Annotator) -> Receipt | None:
    """Take back the annotator's last group of acts on an article; None if there is none."""
    return _step(store, article_id, annotator, "undo")


def redo(store: Store, article_id: str, annotator: Annotator) -> Receipt | None:
    """Bring back the group of acts that was taken back last; None if there is none."""
    return _step(store, article_id, annotator, "redo")


def _step(store: Store, article_id: str, annotator: Annotator, kind: str) -> Receipt | None:
    state, order = ("done", "DESC") if kind == "undo" else ("undone", "ASC")
    with store.write() as connection:
        article_seq = acts.target(connection, article_id).seq
        top = connection.execute(
            f"""
            SELECT id FROM act_group
            WHERE annotator_id = ? AND article_seq = ? AND state = ?
            ORDER BY last_seq {order} LIMIT 1
            """,
            (annotator.id, article_seq, state),
        ).fetchone()
        if top is None:
            return None
        made = reversal(connection, top["id"], article_seq, kind, store.now())
        return acts.apply(store, article_id, annotator, made)


def reversal(
    connection: sqlite3.Connection, group: str, article_seq: int, kind: str, now: str
) -> list[Act]:
    """Return the acts that take a group back on an article ('undo'), or bring it back ('redo')."""
    order = "DESC" if kind == "undo" else "ASC"
    rows = connection.execute(
        f"""
        SELECT * FROM acts
        WHERE group_id = ? AND article_seq = ?
        ORDER BY seq {order}
        """,
        (group, article_seq),
    ).fetchall()
    made = uuid.uuid4().hex
    first, last = ("after", "before") if kind == "undo" else ("before", "after")
    return [
        Act(
            uuid.uuid4().hex, now, kind, row["subject"], _content(row, first), _content(row, last),
            made, row["id"],
        )
        for row in rows
    ]  # fmt: skip


def step_group(
    store: Store, group: str, annotator: Annotator, kind: str, but_article: str = ""
) -> Mapping[str, int]:
    """Take a group back ('undo'), or bring it back ('redo'), on every article that it is about.

    What was changed since stays as it is now. What is done stays if it breaks off; asked again, it
    goes on, and asked twice it is done once.

    Returns
    -------
    mapping
        `articles`: on how many it was done; `acts`: how many; `left`: how many were not, because
        of a change since.
    """
    state = "done" if kind == "undo" else "undone"
    there = store.rows(
        """
        SELECT article.seq, article.id
        FROM act_group JOIN article ON article.seq = article_seq
        WHERE act_group.id = ? AND annotator_id = ? AND state = ? AND article.id <> ?
        """,
        (group, annotator.id, state, but_article),
    )
    told = {"articles": 0, "acts": 0, "left": 0}
    for chunk in chunks(there):
        with store.write() as connection:
            for row in chunk:
                if _state(connection, group, row["seq"]) != state:
                    continue  # somebody was faster: the same was asked for in two windows
                told["articles"] += 1
                made = reversal(connection, group, row["seq"], kind, store.now())
                receipt = acts.apply(store, row["id"], annotator, made)
                told["acts"] += len(receipt.confirmed)
                told["left"] += len(receipt.refused)
    return told


def _state(connection: sqlite3.Connection, group: str, article_seq: int) -> str:
    row = connection.execute(
        "SELECT state FROM act_group WHERE id = ? AND article_seq = ?", (group, article_seq)
    ).fetchone()
    return str(row["state"])


def count_group(
    store: Store, group: str, annotator_id: str, but_article: str = ""
) -> Mapping[str, int]:
    """Return on how many articles a group of acts is `done`, and on how many `undone`."""
    rows = store.rows(
        """
        SELECT state, count(*) AS articles
        FROM act_group JOIN article ON article.seq = article_seq
        WHERE act_group.id = ? AND annotator_id = ? AND article.id <> ? GROUP BY state
        """,
        (group, annotator_id, but_article),
    )
    return {"done": 0, "undone": 0} | {row["state"]: row["articles"] for row in rows}


def acts_of(store: Store, group: str) -> frozenset[str]:
    """Return the ids of the acts of a group, on whatever article; those taken back too."""
    rows = store.rows("SELECT id FROM acts WHERE group_id = ?", (group,))
    return frozenset(str(row["id"]) for row in rows)


def stacks(store: Store, article_seq: int, annotator_id: str) -> dict[str, Any]:
    """Return what the annotator can undo and redo on an article: groups of acts, newest last.

    There are at most `GROUPS_AT_ONCE` of each; `more` says how many lie beyond, for `further`.
    `wide` names the groups that are about other articles too, with the number of articles.
    """
    undo, redo = (further(store, article_seq, annotator_id, kind) for kind in ("undo", "redo"))
    return {
        "undo": undo["groups"],
        "redo": redo["groups"],
        "more": {"undo": undo["more"], "redo": redo["more"]},
        "wide": undo["wide"] | redo["wide"],
    }


def further(
    store: Store, article_seq: int, annotator_id: str, kind: str, beyond: str = ""
) -> dict[str, Any]:
    """Return the groups that are undone or redone next, and how many there are beyond them.

    `beyond` is a group, whatever became of it: those that come after it are returned.
    """
    state, sign, nearest = ("done", "<", "DESC") if kind == "undo" else ("undone", ">", "ASC")
    after = f"""
        FROM act_group WHERE annotator_id = ?1 AND article_seq = ?2 AND state = ?3
        AND (?4 = '' OR last_seq {sign} (
            SELECT last_seq FROM act_group WHERE id = ?4 AND article_seq = ?2))
    """
    asked = (annotator_id, article_seq, state, beyond)
    rows = store.rows(
        f"""
        SELECT acts.* FROM (SELECT id, last_seq {after} ORDER BY last_seq {nearest} LIMIT ?5)
            AS chosen
        JOIN acts ON acts.group_id = chosen.id AND acts.article_seq = ?2
        ORDER BY chosen.last_seq {"ASC" if kind == "undo" else "DESC"}, acts.seq
        """,
        (*asked, GROUPS_AT_ONCE),
    )
    groups = [list(group) for _, group in groupby(rows, key=lambda row: row["group_id"])]
    following = Following(store.db.conn, article_seq)
    total = int(str(store.value(f"SELECT count(*) {after}", asked)))
    return {
        "groups": [[_public(row, following) for row in group] for group in groups],
        "more": total - len(groups),
        "wide": _wide(store, [group[0]["group_id"] for group in groups], annotator_id),
    }


def _wide(store: Store, groups: Sequence[str], annotator_id: str) -> dict[str, int]:
    """Return, of some groups, those that are about several articles, with how many."""
    return {
        row["id"]: row["articles"]
        for row in store.rows(
            """
            SELECT id, count(*) AS articles FROM act_group
            WHERE annotator_id = ? AND id IN (SELECT value FROM json_each(?))
            GROUP BY id HAVING count(*) > 1
            """,
            (annotator_id, json.dumps(groups)),
        )
    }


def _public(row: sqlite3.Row, following: Following) -> Snapshot:
    """Return an act as a desk gets it: in the labels that there are since."""
    sides = {side: _content(row, side) for side in ("before", "after")}
    if row["subject"] == "annotation":
        sides = {side: following.since(row["seq"], told) for side, told in sides.items()}
    return {
        "id": row["id"],
        "group": row["group_id"],
        "at": row["at"],
        "kind": row["kind"],
        "subject": row["subject"],
        **sides,
        "undoes": row["undoes"],
    }


def _content(row: sqlite3.Row, side: str) -> Snapshot | None:
    held: Mapping[str, Any] | None = None if row[side] is None else json.loads(row[side])
    return SUBJECTS[row["subject"]].content(held)
