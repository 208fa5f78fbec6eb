"""What marks name: identifiers, and the list of entities that a project loads."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from annotator.articles.encoding import find_encoding
from annotator.errors import Refused, TooLarge
from annotator.formats import entity_list
from annotator.model import Entity, Refusal
from annotator.services import roles
from annotator.services.session import Session
from annotator.store import entities

LARGEST = 200_000_000  # bytes of a list
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Listed:
    """What became of a list: how many entities were taken, and why the other rows were not."""

    taken: int
    refused: tuple[Refusal, ...]


@roles.needs("load")
def load(session: Session, data: bytes, place: str, replace: bool = False) -> Listed:
    """Take a CSV or TSV of entities into the project's list, or in its place.

    Raises
    ------
    Refused
        If it is no such list, or no row of it can be taken; nothing has changed then.
    """
    if len(data) > LARGEST:
        raise TooLarge(
            f"{place} has {len(data):,} bytes; {LARGEST:,} are the most.", "Load it in parts."
        )
    text = data.decode(find_encoding(io.BytesIO(data)))
    taken, refused = list[Entity](), list[Refusal]()
    for row in entity_list.read(text, place):
        if isinstance(row, Entity):
            taken.append(row)
        else:
            refused.append(row)
    if not taken:
        reason = f" {refused[0].place}: {refused[0].reason}" if refused else ""
        raise Refused(f"{place} lists nothing that could be taken.{reason}", "Correct the file.")
    entities.put(session.store, session.project.id, taken, replace)
    return Listed(len(taken), tuple(refused))


def count(session: Session) -> int:
    """Return how many entities the project lists."""
    return entities.count(session.store, session.project.id)


@roles.needs("load")
def clear(session: Session) -> None:
    """Empty the project's list; the identifiers that marks have stay."""
    entities.put(session.store, session.project.id, (), replace=True)


def find(session: Session, query: str, quote: str = "", limit: int = SHOWN) -> dict[str, Any]:
    """Return what fits a query, and what the annotator gave to the same words before."""
    project_id = session.project.id
    found = entities.search(session.store, project_id, query, limit)
    used = entities.used_for(session.store, project_id, session.annotator.id, quote)
    known = {each.id: each for each in entities.named(session.store, project_id, used)}
    return {
        "rows": [asdict(each) for each in found],
        "used": [asdict(known.get(each, Entity(each, ""))) for each in used],
    }


def named(session: Session, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what the project's list knows of the entities that annotations name."""
    ids = {str(row["entity_id"]) for row in rows if row["entity_id"]}
    found = entities.named(session.store, session.project.id, ids) if ids else []
    return [asdict(each) for each in found]
