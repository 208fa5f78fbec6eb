"""All names that there are: what each is called, and how often."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import numpy as np

from annotator.corpus import naming
from annotator.errors import NotFound
from annotator.model import Page
from annotator.services import corpus, roles
from annotator.services.corpus import Corpus
from annotator.services.session import Session
from annotator.store import entities

NAMES = 50


@roles.needs("read")
def names(
    session: Session,
    counted: str,
    query: str = "",
    label_id: str = "",
    offset: int = 0,
    limit: int | None = NAMES,
) -> Page:
    """Return names with their passages, the most frequent first, and how many there are.

    Parameters
    ----------
    session : Session
        Whose project.
    counted : str
        'marks' or 'suggestions'.
    query : str
        What a variant, the name in the list of entities, or the identifier has to hold, without
        case and accents.
    label_id : str
        Counts the passages with this label alone; empty: all that name something.
    offset : int
        Which part of the list.
    limit : int
        How many; None: all.
    """
    found = corpus.of(session, counted)
    rows = found.naming
    if label_id:
        rows = rows[np.isin(rows, corpus.rows_of(found, None, {"label": label_id}))]
    there = naming.passages(found.marks, found.name, rows) if label_id else found.names
    n = np.bincount(there.group, minlength=len(found.keys))
    articles = naming.spread(there.group, there.article, len(found.keys))
    titles = titles_of(session, found)
    listed = [k for k in np.flatnonzero(n).tolist() if _holds(found, titles, k, query)]
    listed.sort(key=lambda k: (-n[k], titles[k]))
    top = top_labels(found)
    shown = [
        {
            "key": found.keys[k], "title": titles[k], "n": int(n[k]), "articles": int(articles[k]),
            "label_id": top[k],
        }
        for k in listed[offset : None if limit is None else offset + limit]
    ]  # fmt: skip
    return Page(shown, len(listed), offset)


def titles_of(session: Session, found: Corpus) -> list[str]:
    """Return what each name is called: as the list of entities has it, or its commonest variant."""
    titles = list(_commonest(found))
    ids = [each.removeprefix(naming.ENTITY) for each in found.keys if is_entity(each)]
    if ids:
        known = entities.named(session.store, session.project.id, ids)
        listed = {naming.ENTITY + each.id: each.name for each in known if each.name}
        titles = [listed.get(key, title) for key, title in zip(found.keys, titles, strict=True)]
    return titles


@functools.lru_cache(maxsize=4)
def _commonest(found: Corpus) -> tuple[str, ...]:
    """Return the variant that each name has most often; the first in the text of several."""
    marks, names_ = found.marks, found.names
    pairs = names_.group * (len(marks.quotes) + 1) + marks.quote[names_.first]
    known, at, counts = np.unique(pairs, return_index=True, return_counts=True)
    group, quote = np.divmod(known, len(marks.quotes) + 1)
    best = np.lexsort((at, -counts, group))
    group, quote = group[best], quote[best]
    titles = [each.partition(":")[2] for each in found.keys]
    is_first = np.ones(len(group), dtype=bool)
    is_first[1:] = group[1:] != group[:-1]
    for k, q in zip(group[is_first].tolist(), quote[is_first].tolist(), strict=True):
        titles[k] = " ".join(marks.quotes[q].split())
    return tuple(titles)


@functools.lru_cache(maxsize=4)
def top_labels(found: Corpus) -> tuple[str, ...]:
    """Return the label that each name has on most passages."""
    marks, names_ = found.marks, found.names
    counts = np.zeros((len(found.keys), len(marks.labels) + 1), dtype=np.int64)
    np.add.at(counts, (names_.group, marks.label[names_.first]), 1)
    known = [*marks.labels, ""]
    return tuple(known[k] for k in counts.argmax(axis=1).tolist())


@functools.lru_cache(maxsize=4)
def _folded(found: Corpus) -> tuple[str, ...]:
    """Return what is searched of each name: its variants and its identifier."""
    variants: list[set[str]] = [set() for _ in found.keys]
    rows = found.names.first
    for name, quote in set(
        zip(found.names.group.tolist(), found.marks.quote[rows].tolist(), strict=True)
    ):
        variants[name].add(entities.fold(found.marks.quotes[quote]))
    return tuple(
        "\n".join((entities.fold(key.partition(":")[2]), *sorted(each)))
        for key, each in zip(found.keys, variants, strict=True)
    )


def _holds(found: Corpus, titles: Sequence[str], name: int, query: str) -> bool:
    wanted = entities.fold(query)
    return not wanted or wanted in _folded(found)[name] or wanted in entities.fold(titles[name])


def is_entity(key: str) -> bool:
    """Return whether a name is told by an identifier."""
    return key.startswith(naming.ENTITY)


def number_of(found: Corpus, key: str) -> int:
    """Return the place of a name in the keys; raise NotFound if nothing is called so any more."""
    if key in found.keys:
        number = found.keys.index(key)
        if len(found.names.group[found.names.of(number)]):
            return number
    raise NotFound("Nothing is called so here any more.", "Choose a name from the list.")
