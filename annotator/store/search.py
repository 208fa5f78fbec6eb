"""Full-text search over articles, in any script.

What a person types: words are looked for together, "words in quotation marks" as a phrase, `word*`
as a beginning, `-word` must not occur, `OR` between two words takes either. Case and diacritics do
not matter. Text in scripts without spaces is found character by character, as a phrase.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import NamedTuple

from annotator.errors import Refused
from annotator.store.articles import space_out
from annotator.store.database import Store
from annotator.text import UNSPACED

_TERM = re.compile(r'(-?)(?:"([^"]*)"|“([^”]*)”|(\S+))')
# An underscore is no word to the index, which cuts there; FTS5 finds nothing by an empty phrase.
_HAS_WORD = re.compile(r"[^\W_]")
MARK_START, MARK_END = "\x02", "\x03"  # characters that a stored text can't hold
_SPACED, _UNSPACED = "article_search", "article_search_unspaced"
LONGEST = 500
_FEW = 2_000  # matches


@dataclass(frozen=True, slots=True)
class Term:
    """One word or phrase that was typed: the index that has it, and its FTS5 expression there."""

    table: str
    expression: str
    typed: str


class Place(NamedTuple):
    """Where in an article something stands, in code points."""

    article_seq: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Query:
    """A search: one term of each group has to occur, and none of `unwanted`."""

    groups: tuple[tuple[Term, ...], ...]
    unwanted: tuple[Term, ...]

    @property
    def terms(self) -> tuple[list[Term], list[Term]]:
        """The terms that are looked for: those of scripts with spaces, and of those without."""
        every = [term for group in self.groups for term in group]
        return (
            [term for term in every if term.table == _SPACED],
            [term for term in every if term.table == _UNSPACED],
        )

    def expression(self, table: str) -> str:
        """Return what an index can answer by itself as one FTS5 expression, or an empty string."""
        own = [group for group in self.groups if all(term.table == table for term in group)]
        wanted = " AND ".join(f"({_either(group)})" for group in own)
        barred = [term for term in self.unwanted if term.table == table]
        return f"({wanted}) NOT ({_either(barred)})" if wanted and barred else wanted


def parse(typed: str) -> Query | None:
    """Return the search for what was typed, or None if it holds no word.

    Everything goes in as quoted FTS5 strings, so no character of it is an operator.

    Raises
    ------
    Refused
        If it is longer than anybody types, which FTS5 has limits for.
    """
    if len(typed) > LONGEST:
        raise Refused(
            f"The search has {len(typed):,} characters; {LONGEST} is the limit.",
            "Look for a few words, or for a short passage in quotation marks.",
        )
    groups: list[list[Term]] = []
    unwanted: list[Term] = []
    either = False
    for minus, straight, curly, word in _TERM.findall(typed):
        if word == "OR" and not minus:
            either = True
            continue
        term = _term(straight or curly or word, begins=word.endswith("*"))
        if term is None:
            continue
        if minus:
            unwanted.append(term)
        elif either and groups:
            groups[-1].append(term)
        else:
            groups.append([term])
        either = False
    if not groups and not unwanted:
        return None
    return Query(tuple(map(tuple, groups)), tuple(unwanted))


def phrase(quote: str) -> Query | None:
    """Return the search for words as they stand; None where no index can answer it."""
    term = _term(quote, begins=False)
    return None if term is None else Query(((term,),), ())


def _term(typed: str, begins: bool) -> Term | None:
    # A lone surrogate can't be bound, and a NUL ends an FTS5 string.
    clean = typed.encode(errors="ignore").decode().replace("\x00", "").rstrip("*")
    if not _HAS_WORD.search(clean):
        return None
    if UNSPACED.search(clean):
        return Term(_UNSPACED, _quoted(space_out(clean)), clean)
    return Term(_SPACED, _quoted(clean) + ("*" if begins else ""), clean)


def _quoted(term: str) -> str:
    return '"' + term.replace('"', '""') + '"'


def _either(terms: Iterable[Term]) -> str:
    return " OR ".join(term.expression for term in terms)


def condition(query: Query) -> tuple[str, list[object]]:
    """Return an SQL condition on `article.version_id`, and its parameters."""
    clauses, parameters = list[str](), list[object]()

    def add(*found: tuple[str, str], negate: bool = False) -> None:
        sign = "NOT IN" if negate else "IN"
        each = [f"version_id {sign} (SELECT rowid FROM {t} WHERE {t} MATCH ?)" for t, _ in found]
        clauses.append(f"({' OR '.join(each)})")
        parameters.extend(expression for _, expression in found)

    answered = {table: query.expression(table) for table in (_SPACED, _UNSPACED)}
    for table, expression in answered.items():
        if expression:
            add((table, expression))
    for group in query.groups:
        if len({term.table for term in group}) > 1:
            add(*((term.table, term.expression) for term in group))
    for table, expression in answered.items():
        barred = [term for term in query.unwanted if term.table == table]
        if barred and not expression:  # FTS5 can't answer a bare 'not'
            add((table, _either(barred)), negate=True)
    return " AND ".join(clauses), parameters


def is_rare(store: Store, query: Query) -> bool:
    """Return whether so few versions hold what is looked for that they are the way to start."""
    for table in (_SPACED, _UNSPACED):
        expression = query.expression(table)
        if expression:
            limited = f"SELECT 1 FROM {table} WHERE {table} MATCH ? LIMIT {_FEW + 1}"
            number = store.value(f"SELECT count(*) FROM ({limited})", (expression,))
            if int(str(number)) <= _FEW:
                return True
    return False


def places(
    store: Store, query: Query, where: str, parameters: Sequence[object], most: int
) -> list[Place]:
    """Return the places in the texts at which one of the terms stands, in order, `most` at most.

    `where` is a condition on `article`, with its parameters. Words in titles alone are no places.
    The index itself says where its words are, so that what is found is what the search finds; of
    two that overlap the one that begins first counts.
    """
    clause, more = condition(query)
    given = (f"{where} AND {clause}", [*parameters, *more])
    each = chain(_in_index(store, query, *given), _in_texts(store, query, *given))
    return _apart(sorted(islice(each, most)))


def _in_index(
    store: Store, query: Query, where: str, parameters: Sequence[object]
) -> Iterator[Place]:
    spaced, _ = query.terms
    if not spaced:
        return
    rows = store.db.conn.execute(
        f"""
        SELECT article.seq, highlight({_SPACED}, 1, ?, ?)
        FROM {_SPACED} CROSS JOIN article ON version_id = {_SPACED}.rowid
        WHERE {_SPACED} MATCH ? AND {where}
        """,
        (MARK_START, MARK_END, _either(spaced), *parameters),
    )
    for seq, text in rows:
        yield from _marked(seq, text, are_joined=len(spaced) > 1)


def _in_texts(
    store: Store, query: Query, where: str, parameters: Sequence[object]
) -> Iterator[Place]:
    _, closed = query.terms
    if not closed:
        return
    pattern = unspaced([term.typed for term in closed])
    rows = store.db.conn.execute(
        f"""
        SELECT article.seq, text FROM article
        JOIN article_version ON article_version.id = version_id WHERE {where}
        """,
        parameters,
    )
    for seq, text in rows:
        yield from (Place(seq, *match.span()) for match in pattern.finditer(text))


def _marked(seq: int, text: str, *, are_joined: bool) -> list[Place]:
    """Return where the words stand that the index has put between marks.

    `are_joined`: those with nothing but blanks between them are one place, as a name in two words.
    """
    found: list[Place] = []
    at = 0
    for piece in text.split(MARK_END):
        before, mark, words = piece.partition(MARK_START)
        at += len(before)
        if mark:
            joins = are_joined and bool(found) and not before.strip()
            start = found.pop().start if joins else at
            found.append(Place(seq, start, at + len(words)))
            at += len(words)
    return found


def _apart(places_: Iterable[Place]) -> list[Place]:
    found: list[Place] = []
    for place in places_:
        if not found or place.article_seq != found[-1].article_seq or place.start >= found[-1].end:
            found.append(place)
    return found


def contexts(store: Store, query: Query, version_ids: list[int]) -> dict[int, str]:
    """Return, for each article version, the words found with some text around them.

    What was found stands between `MARK_START` and `MARK_END`. A version in which a term of the
    other index was found, or nothing but the title, gives no context or its beginning.
    """
    ids = json.dumps(version_ids)
    spaced, closed = query.terms
    found: dict[int, str] = {}
    if spaced:
        rows = store.rows(
            f"""
            SELECT rowid, snippet({_SPACED}, 1, ?, ?, '…', 24) AS context
            FROM {_SPACED}
            WHERE {_SPACED} MATCH ? AND rowid IN (SELECT value FROM json_each(?))
            """,
            (MARK_START, MARK_END, _either(spaced), ids),
        )
        found = {row["rowid"]: " ".join(row["context"].split()) for row in rows}
    if closed:
        rows = store.rows(
            "SELECT id, text FROM article_version WHERE id IN (SELECT value FROM json_each(?))",
            (ids,),
        )
        for row in rows:
            if MARK_START not in found.get(row["id"], ""):
                found[row["id"]] = _context(row["text"], [term.typed for term in closed])
    return found


def unspaced(terms: Sequence[str]) -> re.Pattern[str]:
    """Return what finds terms in scripts without spaces, which a line may break anywhere."""
    each = (r"\s*".join(re.escape(c) for c in term if not c.isspace()) for term in terms)
    return re.compile("|".join(each), re.IGNORECASE)


def _context(text: str, terms: Sequence[str], width: int = 24) -> str:
    """Return the first passage that holds one of the terms, with some text around it."""
    match = unspaced(terms).search(text)
    if match is None:
        return " ".join(text[: 2 * width].split()) + ("…" if len(text) > 2 * width else "")
    at, end = match.span()
    left, right = text[max(0, at - width) : at], text[end : end + width]
    before, after = "…" if at > width else "", "…" if len(text) > end + width else ""
    return " ".join(f"{before}{left}{MARK_START}{match[0]}{MARK_END}{right}{after}".split())
