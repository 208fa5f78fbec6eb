"""The entities that a project lists: identifier, name, other names, description."""

from __future__ import annotations

import json
import sqlite3
import unicodedata
from collections.abc import Iterable

from annotator.model import Entity
from annotator.store.database import Store

_BEYOND = chr(0x10FFFF)  # sorts behind whatever begins like a query
_SCANNED = 200  # of what holds a query somewhere, this many are looked at for the best


def fold(text: str) -> str:
    """Return text as it is compared in a search: without case, accents and runs of blanks."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).split())


def put(store: Store, project_id: int, entities: Iterable[Entity], replace: bool) -> None:
    """Put entities on a project's list, all or none; those with a known id are overwritten."""
    with store.write() as connection:
        if replace:
            connection.execute("DELETE FROM entity WHERE project_id = ?", (project_id,))
        connection.executemany(
            """
            INSERT OR REPLACE INTO entity (project_id, id, name, aliases, description, folded)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
            (
                (
                    project_id, each.id, each.name,
                    json.dumps(each.aliases, ensure_ascii=False), each.description,
                    "\n".join(map(fold, (each.name, *each.aliases, each.id))),
                )
                for each in entities
            ),
        )  # fmt: skip


def count(store: Store, project_id: int) -> int:
    """Return how many entities a project lists."""
    return int(str(store.value("SELECT count(*) FROM entity WHERE project_id = ?", (project_id,))))


def search(store: Store, project_id: int, query: str, limit: int) -> list[Entity]:
    """Return the entities that fit a query, the best first.

    Names that begin with it are found at once; where those are few, whatever holds it is looked
    for: an identifier, another name, a part of a word.
    """
    wanted = fold(query)
    if not wanted:
        return []
    exact = "SELECT * FROM entity WHERE project_id = ? AND id = ?"
    begins = """
        SELECT * FROM entity WHERE project_id = ? AND folded >= ? AND folded < ?
        ORDER BY folded LIMIT ?
    """
    found = [
        *store.rows(exact, (project_id, query.strip())),
        *store.rows(begins, (project_id, wanted, wanted + _BEYOND, limit)),
    ]
    if len(found) < limit:
        holds = "SELECT * FROM entity WHERE project_id = ? AND instr(folded, ?) LIMIT ?"
        found += store.rows(holds, (project_id, wanted, _SCANNED))
    unique = {row["id"]: row for row in found}.values()
    return [_entity(row) for row in sorted(unique, key=lambda row: _rank(row, wanted))[:limit]]


def _rank(row: sqlite3.Row, wanted: str) -> tuple[int, int]:
    """Return a whole name first, then what a name begins with, a word of one, and the rest."""
    lines = f"\n{row['folded']}\n"
    ways = (f"\n{wanted}\n", f"\n{wanted}", f" {wanted}", wanted)
    return next(rank for rank, way in enumerate((*ways, "")) if way in lines), len(row["name"])


def named(store: Store, project_id: int, ids: Iterable[str]) -> list[Entity]:
    """Return those entities of a project's list that have one of these ids."""
    return [
        _entity(row)
        for row in store.rows(
            """
            SELECT * FROM entity
            WHERE project_id = ? AND id IN (SELECT value FROM json_each(?))
            """,
            (project_id, json.dumps(sorted(set(ids)))),
        )
    ]


def used_for(store: Store, project_id: int, annotator_id: str, quote: str) -> list[str]:
    """Return the identifiers that an annotator gave to the same words, the last one first."""
    return [
        str(row["entity_id"])
        for row in store.rows(
            """
            SELECT entity_id, max(annotation.updated_at) AS last FROM annotation
            JOIN article ON article.seq = article_seq
            WHERE quote = ? AND entity_id IS NOT NULL AND annotator_id = ? AND project_id = ?
              AND state <> 'rejected'
            GROUP BY entity_id ORDER BY last DESC LIMIT 3
            """,
            (quote, annotator_id, project_id),
        )
    ]


def _entity(row: sqlite3.Row) -> Entity:
    return Entity(row["id"], row["name"], tuple(json.loads(row["aliases"])), row["description"])
