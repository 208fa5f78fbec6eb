"""What the attributes of an annotation may hold."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from annotator.errors import Refused

TEXT_LIMIT = 2_000
MENTIONS_LIMIT = 50
CARRIED = "carried_from"
Snapshot = dict[str, Any]


def check_attributes(
    connection: sqlite3.Connection,
    content: Snapshot,
    label: Mapping[str, Any] | None,
    present: Snapshot | None,
) -> None:
    """Raise Refused if an attribute is not one of the label's, or its value is none of them.

    A value that was there before stays allowed when the label set has changed since. `mentions`
    names people in a note; `resolved` closes or opens a thread by a reply; `carried_from` names the
    article that a mark, a relation or an article label was carried over from.
    """
    attributes = content["attributes"]
    if not isinstance(attributes, dict):
        raise Refused("The attributes have to be names with values.", "Reload the page.")
    before = present["attributes"] if present else {}
    known = {each["id"]: each for each in json.loads(label["attributes"])} if label else {}
    for name, value in attributes.items():
        if name == "mentions":
            _check_mentions(connection, content, value)
        elif name == "resolved" and content["kind"] == "reply":
            if not isinstance(value, bool):
                raise Refused("A thread is resolved or it is not.", "Reload the page.")
        elif name == CARRIED and content["kind"] != "reply":
            _check_carried(connection, value)
        elif name not in before or before[name] != value:
            _check_value(name, value, known)


def _check_mentions(connection: sqlite3.Connection, content: Snapshot, value: object) -> None:
    if not content["note"].strip() or not isinstance(value, list) or len(value) > MENTIONS_LIMIT:
        raise Refused(
            f"A note mentions {MENTIONS_LIMIT} people at most.", "Write the names into the note."
        )
    known = connection.execute(
        """
        SELECT count(*) FROM annotator
        WHERE kind = 'person' AND id IN (SELECT value FROM json_each(?))
        """,
        (json.dumps(value),),
    ).fetchone()
    if known[0] != len(value):
        raise Refused("Somebody who is mentioned is not a member.", "Choose names from the list.")


def _check_carried(connection: sqlite3.Connection, value: object) -> None:
    found = (
        isinstance(value, str)
        and connection.execute("SELECT 1 FROM article WHERE id = ?", (value,)).fetchone()
    )
    if not found:
        raise Refused("The article that this was carried over from is not there.", "Reload.")


def _check_value(name: str, value: object, known: Mapping[str, Mapping[str, Any]]) -> None:
    if name not in known:
        raise Refused(f"The label has no attribute {name[:64]!r}.", "Choose one of the label's.")
    attribute = known[name]
    kind = attribute["kind"]
    fits = {
        "choice": isinstance(value, str) and value in attribute["choices"],
        "yesno": isinstance(value, bool),
        "text": isinstance(value, str) and 0 < len(value) <= TEXT_LIMIT,
    }[kind]
    if not fits:
        wanted = {
            "choice": f"one of {', '.join(attribute['choices'])}",
            "yesno": "yes or no",
            "text": f"text of at most {TEXT_LIMIT:,} characters",
        }[kind]
        raise Refused(f"{attribute['name']} has to be {wanted}.", "Choose again.")
