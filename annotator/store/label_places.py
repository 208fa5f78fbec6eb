"""Where labels are named besides annotations: in the tree, in rules of relations, in patterns."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from annotator.model import Joins, Label
from annotator.store import patterns
from annotator.store.database import Store
from annotator.store.people import labels

_WORDS = {
    "status": "the place in the label set", "key": "the key", "merged_into": "the merge",
    "parent_id": "the place in the tree", "joins": "the rule",
}  # fmt: skip


def merge(store: Store, project_id: int, label: Label, into: Label) -> dict[str, Any]:
    """Let everything that names a label name another one, and offer it no more.

    Returns
    -------
    dict
        What `take_back` needs: `labels`, by id and column what was there and what is, and
        `patterns`, before and after.
    """
    there = {each.id: each for each in labels(store, project_id)}
    moved = _moved(label, into, there)
    told: dict[str, dict[str, list[Any]]] = {}
    with store.write() as connection:
        gone = {"status": "withdrawn", "key": "", "merged_into": into.id}
        was = {"status": label.status, "key": label.key, "merged_into": label.merged_into}
        for name, value in gone.items():
            told.setdefault(label.id, {})[name] = [was[name], value]
        for label_id, parent in moved.items():
            told.setdefault(label_id, {})["parent_id"] = [there[label_id].parent_id, parent]
        for each in there.values():
            joins = Joins(*(_named(ids, label.id, into.id) for ids in asdict(each.joins).values()))
            if joins != each.joins:
                sides = [json.dumps(asdict(one)) for one in (each.joins, joins)]
                told.setdefault(each.id, {})["joins"] = sides
        for label_id, columns in told.items():
            for name, (_, value) in columns.items():
                _set(connection, project_id, label_id, name, value)
        before = patterns.lines(store, project_id)
        after = _repatterned(before, label, into)
        if after != before:
            patterns.keep(store, project_id, after)
    return {"labels": told, "patterns": [before, after] if after != before else None}


def take_back(store: Store, project_id: int, told: Mapping[str, Any]) -> list[str]:
    """Put back what `merge` changed, but for what was changed since; return that, in words."""
    kept: list[str] = []
    with store.write() as connection:
        there = labels(store, project_id)
        names = {each.id: each.name for each in there}
        keys = {each.key for each in there if each.status != "withdrawn"}
        for each, columns in told["labels"].items():
            for name, (before, after) in columns.items():
                if name == "key" and before in keys:
                    kept.append(f"the key {before} is another label's now")
                elif not _set_back(connection, project_id, each, name, before, after):
                    kept.append(f"{_WORDS[name]} of “{names.get(each, each)}” was changed since")
        if told["patterns"]:
            before, after = told["patterns"]
            if patterns.lines(store, project_id) == after:
                patterns.keep(store, project_id, before)
            else:
                kept.append("the patterns were changed since")
    return kept


def named_in(store: Store, project_id: int, label: Label, into: Label) -> dict[str, int]:
    """Return how many labels lie below one, how many rules and how many patterns name it."""
    there = {each.id: each for each in labels(store, project_id)}
    lines = patterns.lines(store, project_id).splitlines()
    return {
        "children": len(_moved(label, into, there)),
        "rules": sum(
            label.id in (*each.joins.from_ids, *each.joins.to_ids) for each in there.values()
        ),
        "patterns": sum(_repatterned(line, label, into) != line for line in lines),
    }


def join_too(store: Store, project_id: int, label_id: str, more_id: str) -> None:
    """Let a label be an end of whatever another one may be an end of."""
    with store.write() as connection:
        for each in labels(store, project_id):
            ends = [
                (*ids, more_id) if label_id in ids else ids for ids in asdict(each.joins).values()
            ]
            written = json.dumps(asdict(Joins(*(tuple(dict.fromkeys(ids)) for ids in ends))))
            _set(connection, project_id, each.id, "joins", written)


def retire_unused(connection: sqlite3.Connection, project_id: int, label_id: str) -> None:
    """Offer a label no more if no annotation of anybody carries it."""
    connection.execute(
        """
        UPDATE label SET status = 'withdrawn', key = '' WHERE project_id = ?1 AND id = ?2
          AND NOT EXISTS (
            SELECT 1 FROM annotation JOIN article ON article.seq = article_seq
            WHERE label_id = ?2 AND project_id = ?1)
        """,
        (project_id, label_id),
    )


def _moved(label: Label, into: Label, there: Mapping[str, Label]) -> dict[str, str | None]:
    """Return which labels get another parent: what lies below the one goes below the other.

    If the other lies below the one itself, the branch that holds it takes the place of the one.
    """
    branch: str | None = into.id
    seen = set[str]()
    while branch and branch not in seen and there[branch].parent_id != label.id:
        seen.add(branch)
        above = there[branch].parent_id
        branch = above if above in there else None
    return {
        each.id: label.parent_id if each.id == branch else into.id
        for each in there.values()
        if each.parent_id == label.id
    }


def _named(ids: tuple[str, ...], label_id: str, into_id: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(into_id if each == label_id else each for each in ids))


def _repatterned(lines: str, label: Label, into: Label) -> str:
    """Return patterns in which lines with a label, named by id or by name, have another one."""
    found = []
    for line in lines.splitlines():
        try:
            held = json.loads(line)
        except (ValueError, RecursionError):
            held = None
        given = held.get("label") if isinstance(held, dict) else None
        if isinstance(given, str) and (
            given == label.id or given.casefold() == label.name.casefold()
        ):
            found.append(json.dumps({**held, "label": into.id}, ensure_ascii=False))
        else:
            found.append(line)
    return "\n".join(found)


def _set(
    connection: sqlite3.Connection, project_id: int, label_id: str, column: str, value: object
) -> None:
    """Give a label a value in a column."""
    connection.execute(
        f"UPDATE label SET {_known(column)} = ? WHERE project_id = ? AND id = ?",
        (value, project_id, label_id),
    )


def _set_back(
    connection: sqlite3.Connection,
    project_id: int,
    label_id: str,
    column: str,
    value: object,
    present: object,
) -> bool:
    """Give a label the value that it had in a column, unless it was changed since; say whether."""
    done = connection.execute(
        f"""
        UPDATE label SET {_known(column)} = ? WHERE project_id = ? AND id = ? AND {column} IS ?
        """,
        (value, project_id, label_id, present),
    )
    return done.rowcount > 0


def _known(column: str) -> str:
    if column not in _WORDS:
        raise ValueError(column)
    return column
