"""Sets of articles, to look at one alone or to compare two: by the library's filters."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field, replace

import numpy as np

from annotator.corpus.naming import IntArray
from annotator.model import Filter
from annotator.services import corpus, keeping
from annotator.services.keeping import Stamp
from annotator.services.session import Session
from annotator.store import Store
from annotator.store import corpus as columns
from annotator.store.reports import Scope


@dataclass(frozen=True, slots=True)
class Set:
    """The articles that a filter lets through; `is_rest`: all others."""

    filter: Filter = field(default_factory=Filter)
    is_rest: bool = False


def articles_of(session: Session, chosen: Set) -> IntArray:
    """Return the seqs of the articles of a set, in order, as far as whoever asks may count them."""
    scope = corpus.scope_of(session)
    filter_ = replace(chosen.filter, sight=scope.sight)
    now = keeping.stamp(session)
    found = _articles(session.store, scope, filter_, now)
    if not chosen.is_rest:
        return found
    return np.setdiff1d(_articles(session.store, scope, Filter(sight=scope.sight), now), found)


@functools.lru_cache(maxsize=32)
def _articles(store: Store, scope: Scope, filter_: Filter, _: Stamp) -> IntArray:
    return np.array(columns.chosen(store, scope, filter_), dtype=np.int64)
