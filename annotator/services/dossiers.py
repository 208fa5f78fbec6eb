"""One name's dossier: what is known of it, and every passage behind each figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from annotator.corpus import naming, together
from annotator.corpus.naming import IntArray, Passages
from annotator.model import Page
from annotator.services import corpus, roles
from annotator.services.corpus import Corpus
from annotator.services.names import is_entity, number_of, titles_of
from annotator.services.session import Session
from annotator.services.together import units_of
from annotator.store import corpus as columns
from annotator.store import entities
from annotator.store import passages as lists

BESIDE = 20  # names that stand together with one
Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that is known of one name.

    Each list has rows of `key`, `title` and `n`, the most frequent first but for the months. `n`
    counts passages; in `beside`, the paragraphs or articles that two names share. `first` and
    `last` are passages with a date, None where no article has one.
    """

    key: str
    title: str
    description: str
    passages: int
    articles: int
    quotations: int
    variants: Rows
    labels: Rows
    annotators: Rows
    sources: Rows
    months: Rows
    beside: Rows
    homonyms: Rows
    first: Mapping[str, object] | None
    last: Mapping[str, object] | None


@roles.needs("read")
def dossier(session: Session, counted: str, key: str, unit: str = "paragraph") -> Dossier:
    """Return all that is known of a name.

    `unit` says what is shared by those that stand beside it: 'paragraph' or 'article'.

    Raises
    ------
    NotFound
        If nothing is called so any more.
    """
    found = corpus.of(session, counted)
    name = number_of(found, key)
    there = _passages(found, name, found.naming[found.name[found.naming] == name])
    titles = titles_of(session, found)
    labels, _ = corpus.labels_of(session)
    who = columns.annotators(session.store, found.marks.annotators)
    marks = found.marks
    first, last = _ends(session, found, there)
    about = _entity(session, key)
    return Dossier(
        key, titles[name], about, len(there.group), len(np.unique(there.article)),
        quotations(session, counted, key, limit=0).total,
        _by_mark(found, name, marks.quote, {each: each for each in marks.quotes}, marks.quotes),
        _by_mark(found, name, marks.label, labels, marks.labels),
        _by_mark(found, name, marks.annotator, who, marks.annotators),
        _counted(found.of_article("source", there.article)),
        sorted(_counted(found.of_article("month", there.article)), key=lambda row: row["key"]),
        _beside(session, found, name, unit, titles),
        _homonyms(found, name, titles),
        first, last,
    )  # fmt: skip


@roles.needs("read")
def passages(
    session: Session, counted: str, key: str, where: Mapping[str, str], offset: int = 0
) -> Page:
    """Return the passages of a name, in the order of publication.

    Parameters
    ----------
    session : Session
        Whose project.
    counted, key : str
        What counts, and the name.
    where : mapping
        What they have to fit: 'variant', 'label', 'annotator', 'source', 'language', 'month' and
        the like, with the value.
    offset : int
        Which part of the list.
    """
    found = corpus.of(session, counted)
    name = number_of(found, key)
    there = _passages(found, name, corpus.rows_of(found, name, where))
    return corpus.page_of(session, found, there, offset)


@roles.needs("read")
def quotations(session: Session, counted: str, key: str, offset: int = 0, limit: int = 20) -> Page:
    """Return the quotations that a name is said to have spoken.

    They are joined by *said by* to one of its passages, or to a speaker with words of it.
    """
    found = corpus.of(session, counted)
    name = number_of(found, key)
    marks = found.marks
    variants = {
        naming.normal(marks.quotes[k])
        for k in np.unique(marks.quote[found.naming[found.name[found.naming] == name]]).tolist()
    }
    row_of = {seq: row for row, seq in enumerate(marks.seq.tolist())}
    rows = set()
    for quotation, speaker in _said(session, counted):
        by = row_of.get(speaker)
        if by is None or quotation not in row_of:
            continue
        if found.name[by] == name or (
            marks.labels[marks.label[by]] == "SPEAKER"
            and naming.normal(marks.quotes[marks.quote[by]]) in variants
        ):
            rows.add(row_of[quotation])
    chosen = np.array(sorted(rows), dtype=np.int64)
    there = naming.passages(marks, np.zeros(len(marks.seq), dtype=np.int64), chosen)
    return corpus.page_of(session, found, there, offset, limit)


def _said(session: Session, counted: str) -> list[tuple[int, int]]:
    return columns.said(session.store, corpus.scope_of(session), counted)


def _entity(session: Session, key: str) -> str:
    """Return what is known of an entity: its identifier, and what the list says of it."""
    if not is_entity(key):
        return ""
    id_ = key.removeprefix(naming.ENTITY)
    known = entities.named(session.store, session.project.id, [id_])
    return " · ".join(filter(None, (id_, *(each.description for each in known))))


def _passages(found: Corpus, name: int, rows: IntArray) -> Passages:
    return naming.passages(found.marks, np.full(len(found.marks.seq), name), rows)


def _by_mark(
    found: Corpus, name: int, codes: IntArray, titles: Mapping[str, str], known: Sequence[str]
) -> Rows:
    """Return on how many passages of a name there is a mark of each kind."""
    rows = found.naming[found.name[found.naming] == name]
    n = np.bincount(naming.passages(found.marks, codes, rows).group, minlength=len(known))
    return _rows(
        (known[k], titles.get(known[k], known[k]), int(n[k])) for k in np.flatnonzero(n).tolist()
    )


def _counted(told: Iterable[str]) -> Rows:
    return _rows((each, each, n) for each, n in Counter(told).items())


def _rows(told: Iterable[tuple[str, str, int]]) -> Rows:
    found = [{"key": key, "title": title, "n": n} for key, title, n in told]
    return sorted(found, key=lambda row: (-row["n"], row["title"]))


def _beside(session: Session, found: Corpus, name: int, unit: str, titles: Sequence[str]) -> Rows:
    n = together.beside(found.names.group, units_of(session, found, unit), name, len(titles))
    top = [k for k in np.argsort(-n, kind="stable")[:BESIDE].tolist() if n[k]]
    return _rows((found.keys[k], titles[k], int(n[k])) for k in top)


def _homonyms(found: Corpus, name: int, titles: Sequence[str]) -> Rows:
    """Return other names that go by the same words, with all their passages."""
    marks, names_ = found.marks, found.names
    codes = {each: k for k, each in enumerate(dict.fromkeys(map(naming.normal, marks.quotes)))}
    normal = np.array([codes[naming.normal(each)] for each in marks.quotes] or [0], dtype=np.int64)
    words = normal[marks.quote[names_.first]]
    alike = np.isin(words, np.unique(words[names_.of(name)]))
    n = np.bincount(names_.group, minlength=len(found.keys))
    others = [k for k in np.unique(names_.group[alike]).tolist() if k != name]
    return _rows((found.keys[k], titles[k], int(n[k])) for k in others)


def _ends(
    session: Session, found: Corpus, there: Passages
) -> tuple[Mapping[str, object] | None, Mapping[str, object] | None]:
    """Return the first and the last passage that has a date."""
    dates = found.of_article("published_at", there.article)
    order = [k for k in corpus.in_order(found, there).tolist() if dates[k]]
    if not order:
        return None, None
    seqs = [int(found.marks.seq[there.first[k]]) for k in (order[0], order[-1])]
    told = lists.told(session.store, seqs)
    return told[seqs[0]], told[seqs[1]]
