"""Full-text search over articles, in any script.

What a person types: words are looked for together, "words in quotation marks" as a phrase, `word*`
as a beginning, `-word` must not occur, `OR` between two words takes either. Case and diacritics do
not matter. Text in scripts without spaces is found character by character, as a phrase.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from annotator.store.articles import space_out
from annotator.store.database import Store
from annotator.text import UNSPACED

_TERM = re.compile(r'(-?)(?:"([^"]*)"|“([^”]*)”|(\S+))')
_HAS_WORD = re.compile(r"\w")
MARK_START, MARK_END = "\x02", "\x03"  # characters that a stored text can't hold


@dataclass(frozen=True, slots=True)
class Query:
    """A search as FTS5 expressions: one for each of the two indexes, empty where not asked."""

    spaced: str
    unspaced: str
    terms: tuple[str, ...]


def parse(typed: str) -> Query | None:
    """Return the FTS5 expressions for what was typed, or None if it holds no word.

    Everything goes in as quoted FTS5 strings, so no character of it is an operator.
    """
    wanted: dict[bool, list[str]] = {False: [], True: []}
    unwanted: dict[bool, list[str]] = {False: [], True: []}
    terms: list[str] = []
    either = False
    for minus, straight, curly, word in _TERM.findall(typed):
        if word == "OR" and not minus:
            either = True
            continue
        term = (straight or curly or word).replace("\x00", "")
        if not _HAS_WORD.search(term):
            continue
        unspaced = bool(UNSPACED.search(term))
        expression = _quoted(space_out(term) if unspaced else term.rstrip("*"))
        if word.endswith("*") and not unspaced:
            expression += "*"
        side = unwanted if minus else wanted
        if either and side[unspaced] and not minus:
            expression = f"({side[unspaced].pop()} OR {expression})"
        side[unspaced].append(expression)
        either = False
        if not minus:
            terms.append(term.rstrip("*"))
    parts = {k: _expression(wanted[k], unwanted[k]) for k in (False, True)}
    if not terms:
        return None
    return Query(parts[False], parts[True], tuple(terms))


def _quoted(term: str) -> str:
    return '"' + term.replace('"', '""') + '"'


def _expression(wanted: list[str], unwanted: list[str]) -> str:
    if not wanted:  # FTS5 can't answer a bare 'not'
        return ""
    return " NOT ".join([f"({' AND '.join(wanted)})", *unwanted])


def condition(query: Query) -> tuple[str, list[object]]:
    """Return an SQL condition on `article.version_id`, and its parameters."""
    clauses, parameters = [], []
    for table, expression in (
        ("article_search", query.spaced),
        ("article_search_unspaced", query.unspaced),
    ):
        if expression:
            clauses.append(f"version_id IN (SELECT rowid FROM {table} WHERE {table} MATCH ?)")
            parameters.append(expression)
    return " AND ".join(clauses), list[object](parameters)


def contexts(store: Store, query: Query, version_ids: list[int]) -> dict[int, str]:
    """Return, for each article version, the words found with some text around them.

    What was found stands between `MARK_START` and `MARK_END`.
    """
    ids = json.dumps(version_ids)
    if query.spaced:
        rows = store.rows(
            """
            SELECT rowid, snippet(article_search, 1, ?, ?, '…', 24) AS context
            FROM article_search
            WHERE article_search MATCH ? AND rowid IN (SELECT value FROM json_each(?))
            """,
            (MARK_START, MARK_END, query.spaced, ids),
        )
        return {row["rowid"]: " ".join(row["context"].split()) for row in rows}
    rows = store.rows(
        "SELECT id, text FROM article_version WHERE id IN (SELECT value FROM json_each(?))", (ids,)
    )
    return {row["id"]: _context(row["text"], query.terms[0]) for row in rows}


def _context(text: str, term: str, width: int = 24) -> str:
    at = text.find(term)
    if at < 0:
        return " ".join(text[: 2 * width].split())
    end = at + len(term)
    left, right = text[max(0, at - width) : at], text[end : end + width]
    dots = "…" if at > width else ""
    return " ".join(f"{dots}{left}{MARK_START}{term}{MARK_END}{right}…".split())
