"""Where words stand in the articles of a project, and what is marked there already."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from annotator.store import annotation, assignments, openings
from annotator.store.database import Store, chunks
from annotator.store.history import answered_by_others
from annotator.store.search import condition, phrase


@dataclass(frozen=True, slots=True)
class Text:
    """An article with its text, and what of the annotator's, or open, stands in it."""

    id: str
    seq: int
    title: str
    text: str
    marks: tuple[dict[str, Any], ...]
    suggestions: tuple[dict[str, Any], ...]


def texts(
    store: Store, project_id: int, annotator_id: str, quote: str, whole_words: bool
) -> Iterator[Text]:
    """Yield the articles that may hold a quote, a few at a time; which do is for the caller to see.

    Articles on which the annotator may not act are none of them.
    Whole words are found by the index of the search. Parts of words are not: every text is read.
    """
    query = phrase(quote) if whole_words else None
    clause, parameters = condition(query) if query else ("1", [])
    allowed, more = assignments.allowed(store, project_id, annotator_id)
    rows = store.rows(
        f"""
        SELECT seq FROM article WHERE project_id = ? AND removed_at = '' AND ({clause})
          AND {allowed} ORDER BY seq
        """,
        (project_id, *parameters, *more),
    )
    for chunk in chunks(row["seq"] for row in rows):
        yield from _read(store, chunk, annotator_id)


def _read(store: Store, seqs: Sequence[int], annotator_id: str) -> Iterator[Text]:
    chosen = json.dumps(seqs)
    found: dict[int, list[dict[str, Any]]] = {}
    for row in store.rows(
        f"""
        SELECT article_seq, id, label_id, start, "end", state, parts, attributes FROM annotation
        WHERE article_seq IN (SELECT value FROM json_each(?1)) AND kind = 'span'
          AND label_id IS NOT NULL AND (
            (annotator_id = ?2 AND state <> 'rejected')
            OR (state = 'suggested' AND NOT ({annotation.OF_OTHERS}) AND NOT EXISTS (
                SELECT 1 FROM annotation AS answer
                WHERE answer.suggestion_id = annotation.id AND answer.annotator_id = ?2)
                AND NOT {openings.without("annotation.article_seq", "?2")}))
        """,
        (chosen, annotator_id),
    ):
        found.setdefault(row["article_seq"], []).append(dict(row))
    for row in store.rows(
        """
        SELECT article.seq, article.id, article.title, text
        FROM article JOIN article_version ON article_version.id = version_id
        WHERE article.seq IN (SELECT value FROM json_each(?)) ORDER BY article.seq
        """,
        (chosen,),
    ):
        here = found.get(row["seq"], [])
        yield Text(
            row["id"], row["seq"], row["title"], row["text"],
            tuple(mark for mark in here if mark["state"] != "suggested"),
            tuple(mark for mark in here if mark["state"] == "suggested"),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Marked:
    """An annotator's marks of one label in an article, and which of them have to stay.

    A mark whose note others have replied to can't be removed.
    """

    id: str
    seq: int
    title: str
    marks: tuple[dict[str, Any], ...]
    staying: frozenset[str]


def marked(store: Store, project_id: int, annotator_id: str, label_id: str) -> Iterator[Marked]:
    """Yield the articles in which an annotator has marks of a label, with those marks."""
    rows = store.rows(
        """
        SELECT DISTINCT article.seq, article.id, article.title
        FROM annotation JOIN article ON article.seq = annotation.article_seq
        WHERE label_id = ? AND project_id = ? AND annotator_id = ? AND kind = 'span'
          AND state IN ('made', 'accepted', 'corrected') AND removed_at = ''
        ORDER BY article.seq
        """,
        (label_id, project_id, annotator_id),
    )
    for row in rows:
        own = annotation.of_article(store, row["seq"], annotator_id)
        here = (a for a in own if a["state"] != "suggested" and a["annotator_id"] == annotator_id)
        marks = tuple(
            a for a in here
            if (a["kind"], a["label_id"]) == ("span", label_id) and a["state"] != "rejected"
        )  # fmt: skip
        staying = answered_by_others(store, row["seq"], annotator_id)
        yield Marked(row["id"], row["seq"], row["title"], marks, frozenset(staying))


def chained(
    store: Store, article: Marked, project_id: int, annotator_id: str
) -> dict[str, list[tuple[str, str]]]:
    """Return which marks of the annotator's are joined in chains: pairs by the label."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in store.rows(
        """
        SELECT label_id, from_id, to_id
        FROM annotation JOIN label ON label.id = label_id AND label.project_id = ?
        WHERE article_seq = ? AND annotator_id = ? AND annotation.kind = 'relation'
          AND label.kind = 'chain' AND annotation.state <> 'rejected'
        ORDER BY annotation.seq
        """,
        (project_id, article.seq, annotator_id),
    ):
        found.setdefault(row["label_id"], []).append((row["from_id"], row["to_id"]))
    return found


def text_of(store: Store, article: Marked) -> str:
    """Return the text of an article."""
    return str(
        store.value(
            "SELECT text FROM article_version JOIN article ON article_version.id = version_id "
            "WHERE article.seq = ?",
            (article.seq,),
        )
    )


def hanging(store: Store, annotation_id: str, annotator_id: str) -> list[dict[str, Any]]:
    """Return what of the annotator's hangs on an annotation: relations, and replies to its note."""
    rows = store.rows(
        """
        SELECT id, article_seq FROM annotation
        WHERE (from_id = ?1 OR to_id = ?1 OR on_id = ?1) AND annotator_id = ?2
          AND state <> 'rejected'
        ORDER BY seq DESC
        """,
        (annotation_id, annotator_id),
    )
    found = [annotation.snapshot(store.db.conn, row["article_seq"], row["id"]) for row in rows]
    return [annotation.content(each) for each in found if each]
