"""Which annotations of people carry a label: chosen by quote, annotator or value, and counted."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from annotator.store.database import Store

PASSAGES = 6
QUOTES = 200
_AROUND = 60
DECIDED = "state IN ('made', 'accepted', 'corrected')"


@dataclass(frozen=True, slots=True)
class Choice:
    """Which annotations with a label: all, or those of some quotes, annotators and values.

    What is empty does not choose. `values` are those of the attribute `attribute`.
    """

    label_id: str
    quotes: tuple[str, ...] = ()
    annotators: tuple[str, ...] = ()
    attribute: str = ""
    values: tuple[str | bool, ...] = ()

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return not (self.quotes or self.annotators or self.values)


def chosen(project_id: int, choice: Choice) -> tuple[str, tuple[Any, ...]]:
    """Return what to ask of `annotation`: a condition, and its five parameters.

    The parameters stand first in their query, as they are numbered.
    """
    condition = f"""
        label_id = ?1 AND {DECIDED}
        AND article_seq IN (SELECT seq FROM article WHERE project_id = ?2)
        AND (json_array_length(?3) = 0 OR quote IN (SELECT value FROM json_each(?3)))
        AND (json_array_length(?4) = 0 OR annotator_id IN (SELECT value FROM json_each(?4)))
        AND (json_array_length(?5, '$.values') = 0 OR EXISTS (
            SELECT 1 FROM json_each(annotation.attributes) AS held
            WHERE held.key = json_extract(?5, '$.attribute')
              AND held.value IN (SELECT value FROM json_each(?5, '$.values'))))
    """
    held = json.dumps({"attribute": choice.attribute, "values": choice.values})
    return condition, (
        choice.label_id, project_id, json.dumps(choice.quotes), json.dumps(choice.annotators), held,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Extent:
    """How far a choice reaches: annotations, people, articles, and some passages."""

    annotations: int
    people: int
    articles: int
    passages: tuple[dict[str, Any], ...]


def extent(store: Store, project_id: int, choice: Choice) -> Extent:
    """Return how far a choice reaches."""
    condition, given = chosen(project_id, choice)
    counts = store.row(
        f"""
        SELECT count(*) AS annotations, count(DISTINCT annotator_id) AS people,
               count(DISTINCT article_seq) AS articles
        FROM annotation WHERE {condition}
        """,
        given,
    )
    passages = store.rows(
        f"""
        SELECT coalesce(quote, '') AS quote, coalesce(start, 0) AS start,
               coalesce("end", 0) AS "end",
               substr(text, max(start - {_AROUND}, 0) + 1, min(start, {_AROUND})) AS "left",
               substr(text, "end" + 1, {_AROUND}) AS "right",
               article.id AS article_id, article.title AS headline, annotation.state, note,
               annotation.label_id AS label, annotator.name AS annotator
        FROM annotation JOIN article ON article.seq = annotation.article_seq
             JOIN article_version ON article_version.id = annotation.version_id
             JOIN annotator ON annotator.id = annotation.annotator_id
        WHERE annotation.seq IN (
            SELECT max(seq) FROM annotation WHERE {condition} GROUP BY coalesce(quote, seq)
            ORDER BY count(*) DESC LIMIT {PASSAGES})
        """,
        given,
    )
    found = dict(counts) if counts else {}
    return Extent(
        found.get("annotations", 0), found.get("people", 0), found.get("articles", 0),
        tuple(dict(row) for row in passages),
    )  # fmt: skip


def quotes(store: Store, project_id: int, label_id: str) -> list[tuple[str, int]]:
    """Return the quotes that carry a label with how often they do, the most frequent first."""
    condition, given = chosen(project_id, Choice(label_id))
    rows = store.rows(
        f"""
        SELECT quote, count(*) AS times FROM annotation WHERE {condition} AND quote IS NOT NULL
        GROUP BY quote ORDER BY times DESC, quote LIMIT {QUOTES}
        """,
        given,
    )
    return [(row["quote"], row["times"]) for row in rows]


def people(store: Store, project_id: int, label_id: str) -> list[tuple[str, str, int]]:
    """Return who gave a label: id, name and how often."""
    condition, given = chosen(project_id, Choice(label_id))
    rows = store.rows(
        f"""
        SELECT annotator_id, name, count(*) AS times
        FROM annotation JOIN annotator ON annotator.id = annotator_id
        WHERE {condition} GROUP BY annotator_id ORDER BY times DESC, name
        """,
        given,
    )
    return [(row["annotator_id"], row["name"], row["times"]) for row in rows]


def values(
    store: Store, project_id: int, label_id: str, attribute: str
) -> list[tuple[str | bool, int]]:
    """Return the values that an attribute has with a label, with how often."""
    condition, given = chosen(project_id, Choice(label_id))
    rows = store.rows(
        f"""
        SELECT held.value, held.type, count(*) AS times
        FROM annotation, json_each(annotation.attributes) AS held
        WHERE {condition} AND held.key = ?6
        GROUP BY held.value, held.type ORDER BY times DESC, held.value LIMIT {QUOTES}
        """,
        (*given, attribute),
    )
    return [
        (bool(row["value"]) if row["type"] in ("true", "false") else row["value"], row["times"])
        for row in rows
    ]


def lacking(store: Store, project_id: int, choice: Choice, known: tuple[str, ...]) -> list[str]:
    """Return which attributes have values there that a label with the `known` ones lacks."""
    condition, given = chosen(project_id, choice)
    rows = store.rows(
        f"""
        SELECT DISTINCT held.key FROM annotation, json_each(annotation.attributes) AS held
        WHERE {condition} AND held.key NOT IN (SELECT value FROM json_each(?6))
        ORDER BY held.key
        """,
        (*given, json.dumps([*known, "mentions", "resolved", "carried_from"])),
    )
    return [row["key"] for row in rows]


def suggestions(store: Store, project_id: int, label_id: str) -> int:
    """Return how many suggestions have a label."""
    return int(
        str(
            store.value(
                """
                SELECT count(*) FROM annotation
                WHERE label_id = ? AND state = 'suggested'
                  AND article_seq IN (SELECT seq FROM article WHERE project_id = ?)
                """,
                (label_id, project_id),
            )
        )
    )
