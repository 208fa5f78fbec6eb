"""What tells two sets of articles apart: words, names or labels, with the maths of `corpus`."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from annotator.corpus import keyness, words
from annotator.corpus.naming import IntArray
from annotator.errors import Refused
from annotator.services import corpus, keeping, roles, sets
from annotator.services.corpus import Corpus
from annotator.services.keeping import Stamp
from annotator.services.names import titles_of
from annotator.services.session import Session
from annotator.services.sets import Set
from annotator.store import Store
from annotator.store import corpus as columns
from annotator.store.reports import Scope

KINDS = ("words", "names", "labels")
# What is rarer in both sets together tells nothing, and would fill the list.
LEAST = {"words": 5, "names": 2, "labels": 1}
Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Compared:
    """Two sets of articles, and what tells one from the other.

    `rows` have `word_id`, `word`, how often it stands in the `left` and the `right` set, the same
    in a million, `log_odds` with its `z`, and `g2`; what the left set has more of comes first.
    `left` and `right` are all words (or passages) of either, `articles` the articles of both,
    `shared` those that are in both. `rare` is how many were left out as too rare; `languages` are
    those of the articles.
    """

    rows: Rows
    left: int
    right: int
    articles: tuple[int, int]
    shared: int
    rare: int
    languages: Sequence[str]


@roles.needs("read")
def compare(session: Session, kind: str, left: Set, right: Set, counted: str = "marks") -> Compared:
    """Compare two sets of articles by 'words', or by the passages of 'names' or 'labels'.

    Raises
    ------
    Refused
        If sets can't be compared by that.
    """
    if kind not in KINDS:
        raise Refused(f"Sets can't be compared by {kind[:20]!r}.", "Choose words, names or labels.")
    one, other = (sets.articles_of(session, each) for each in (left, right))
    found = corpus.of(session, counted)
    if kind == "words":
        counts = _words(session, left, one), _words(session, right, other)
        titles: Mapping[str, str] = {}
    else:
        counts = _passages(found, kind, one), _passages(found, kind, other)
        titles = _titles(session, found, kind)
    rows, rare = _rows(*counts, LEAST[kind], titles)
    there = np.searchsorted(found.seqs, np.union1d(one, other)).tolist()
    languages = Counter(found.about["language"][k] for k in there)
    return Compared(
        rows, counts[0].total(), counts[1].total(), (len(one), len(other)),
        len(np.intersect1d(one, other)), rare, [each for each, _ in languages.most_common()],
    )  # fmt: skip


def _rows(
    one: Counter[str], other: Counter[str], least: int, titles: Mapping[str, str]
) -> tuple[Rows, int]:
    """Return the figures of what is frequent enough, and how many are not."""
    if not one.total() or not other.total():
        return [], 0
    keys = sorted(one.keys() | other.keys())
    left, right = (
        np.fromiter((counts[key] for key in keys), dtype=np.int64, count=len(keys))
        for counts in (one, other)
    )
    delta, zeta = keyness.log_odds(left, right, keyness.prior(left, right))
    likelihood = keyness.likelihood(left, right)
    in_left, in_right = keyness.per_million(left), keyness.per_million(right)
    shown = np.flatnonzero(left + right >= least)
    # What has no figure, as the only word there is, comes last.
    shown = shown[np.argsort(-np.nan_to_num(zeta[shown], nan=-np.inf), kind="stable")]
    rows = [
        {
            "word_id": keys[k], "word": titles.get(keys[k], keys[k]),
            "left": int(left[k]), "right": int(right[k]),
            "left_per_million": _number(in_left[k]), "right_per_million": _number(in_right[k]),
            "log_odds": _number(delta[k]), "z": _number(zeta[k]), "g2": _number(likelihood[k]),
        }
        for k in shown.tolist()
    ]  # fmt: skip
    return rows, len(keys) - len(rows)


def _number(value: float) -> float | None:
    return round(float(value), 4) if np.isfinite(value) else None


def _passages(found: Corpus, kind: str, articles: IntArray) -> Counter[str]:
    """Return how many passages on words each name, or label, has in some articles."""
    there = found.names if kind == "names" else found.labels
    keys = found.keys if kind == "names" else found.marks.labels
    here = np.isin(there.article, articles) & (there.start >= 0)
    n = np.bincount(there.group[here], minlength=len(keys))
    return Counter({keys[k]: int(n[k]) for k in np.flatnonzero(n).tolist()})


def _titles(session: Session, found: Corpus, kind: str) -> Mapping[str, str]:
    if kind == "labels":
        return corpus.labels_of(session)[0]
    return dict(zip(found.keys, titles_of(session, found), strict=True))


def _words(session: Session, chosen: Set, articles: IntArray) -> Counter[str]:
    """Return the words of a set; those of the rest are all words but those of the set."""
    scope = corpus.scope_of(session)
    found = _Counting(session.store, scope, chosen, tuple(articles.tolist()))
    return _counted(found, keeping.stamp_of_texts(session))


@dataclass(frozen=True, slots=True)
class _Counting:
    store: Store
    scope: Scope
    chosen: Set
    articles: tuple[int, ...]


@functools.lru_cache(maxsize=8)
def _counted(counting: _Counting, now: Stamp) -> Counter[str]:
    if counting.chosen.is_rest:
        rows = columns.articles(counting.store, counting.scope)
        others = sorted({row[0] for row in rows} - set(counting.articles))
        # Most often the rest is nearly everything, and everything has been counted before.
        every = _Counting(counting.store, counting.scope, Set(), tuple(row[0] for row in rows))
        small = _Counting(
            counting.store, counting.scope, Set(counting.chosen.filter), tuple(others)
        )
        return _counted(every, now) - _counted(small, now)
    return words.count(text for _, text in columns.texts(counting.store, counting.articles))
