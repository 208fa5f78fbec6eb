"""What the measures of agreement on passages take, and how often their intervals are right.

`agreement:200000` takes that many passages alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from annotator.agreement import f1, matching, relations
from annotator.agreement.alpha_u import alpha_u
from annotator.agreement.bootstrap import IntArray
from annotator.agreement.gamma import gamma
from annotator.agreement.passages import Passages, Stretches
from annotator.agreement.result import Result
from annotator.agreement.tokens import Tokens, of_tokens
from annotator.agreement.unitizing import unitizing
from annotator.agreement.units import Drawing
from benchmarks.timing import seconds

_SIZES = (200_000, 1_000_000)
_PEOPLE = (0, 1, 2)
_LABELS = 8
_PLACES = 9  # in an article, each marked by four of five annotators
_LENGTH = 2_400  # code points of an article
_WORD = 6
_ROUNDS = 3
_SIMULATED = 1_000
_BUDGET = "budget 1 s at 200,000"


@dataclass(frozen=True)
class Made:
    """Made-up annotators: passages, what was read, words, and relations between passages."""

    passages: Passages
    read: Stretches
    words: Tokens
    joined: relations.Relations


def main(*sizes: int) -> None:
    """Print seconds beside a plain sort, and the coverage of intervals."""
    for size in sizes or _SIZES:
        _times(size)
    _coverage()


def _times(size: int) -> None:
    made = _made(np.random.default_rng(1), round(size / (len(_PEOPLE) * 0.8 * _PLACES)))
    passages, read = made.passages, made.read
    pairs = list(combinations(_PEOPLE, 2))
    counts = [f1.count(passages, read, *pair) for pair in pairs]
    places = passages.article * _LENGTH + passages.start
    plain = seconds(lambda: np.sort(places), _ROUNDS)
    articles = int(passages.article.max()) + 1
    print(f"{len(passages):,} passages of {len(_PEOPLE)} annotators in {articles:,} articles, "
          f"best of {_ROUNDS}")  # fmt: skip
    print(f"sorting their places           {plain:.3f} s")
    for name, ask in (
        ("pairing two annotators", lambda: matching.compare(passages, read, 0, 1)),
        ("and F1 with its interval", lambda: f1.scores(f1.count(passages, read, 0, 1))),
        ("F1 of each label", lambda: f1.by_label(counts[0])),
        ("F1 of all pairs, of counts", lambda: f1.pooled(counts)),
        ("F1 of relations", lambda: relations.scores(made.joined, passages, read, (0, 1))),
        ("alphas for unitising, of three", lambda: unitizing(passages, read, _PEOPLE)),
        ("alpha-U of 1995, of three", lambda: alpha_u(passages, read, _PEOPLE)),
        ("kappa and alpha of tokens", lambda: of_tokens(made.words, passages, read, _PEOPLE)),
        ("gamma and gamma-cat, of three", lambda: gamma(passages, read, _PEOPLE)),
    ):
        took = seconds(ask, _ROUNDS)
        print(f"{name:30} {took:.3f} s  ratio {took / plain:.0f}  {_BUDGET}")


def _coverage() -> None:
    """Print how often 95 % intervals hold what is so in very many articles."""
    many = 5_000
    whole = _measured(_made(np.random.default_rng(2), many), Drawing(resamples=0))
    print(f"\nintervals that hold the value of {many:,} articles, in % of {_SIMULATED:,}")
    print("articles  " + "  ".join(f"{name} {result.value:.3f}" for name, result in whole.items()))
    for articles in (50, 100, 300):
        held = dict.fromkeys(whole, 0)
        for seed in range(_SIMULATED):
            made = _made(np.random.default_rng(1_000 + seed), articles)
            for name, result in _measured(made, Drawing(seed=seed, resamples=500)).items():
                ends, value = result.interval, whole[name].value
                held[name] += bool(ends and value and ends.low <= value <= ends.high)
        print(f"{articles:8}  " + "  ".join(
            f"{name} {100 * number / _SIMULATED:.1f}" for name, number in held.items()
        ))  # fmt: skip


def _measured(made: Made, drawing: Drawing) -> dict[str, Result]:
    passages, read = made.passages, made.read
    counts = [f1.count(passages, read, *pair) for pair in combinations(_PEOPLE, 2)]
    found = gamma(passages, read, _PEOPLE, drawing=drawing)
    return {
        "F1": f1.pooled(counts, drawing=drawing)[0],
        "alpha-u": unitizing(passages, read, _PEOPLE, drawing=drawing).u,
        "gamma": found.gamma,
        "gamma-cat": found.cat,
        "alpha of tokens": of_tokens(made.words, passages, read, _PEOPLE, drawing=drawing).alpha,
    }


def _made(chance: np.random.Generator, articles: int) -> Made:
    """Make up annotators who see most of the same places, and some edges and labels otherwise."""
    size = articles, _PLACES
    room = _LENGTH // _PLACES
    start = np.arange(_PLACES) * room + chance.integers(0, room - 60, size)
    length, label = chance.integers(4, 40, size), chance.integers(0, _LABELS, size)
    article = np.broadcast_to(np.arange(articles)[:, None], size)
    columns = []
    for who in _PEOPLE:
        seen = chance.random(size) < 0.8
        late = chance.integers(0, 4, size) * (chance.random(size) < 0.2)
        other = chance.integers(0, _LABELS, size)
        given = np.where(chance.random(size) < 0.1, other, label)
        columns.append(
            [each[seen] for each in (article, np.full(size, who), given, start + late)]
            + [(start + length)[seen]]
        )
    passages = Passages(*(np.concatenate(each) for each in zip(*columns, strict=True)))
    number = np.repeat(np.arange(articles), len(_PEOPLE))
    nothing = np.zeros(len(number), dtype=np.int64)
    read = Stretches(number, np.tile(np.array(_PEOPLE), articles), nothing, nothing + _LENGTH)
    return Made(passages, read, _words(articles), _joined(passages))


def _words(articles: int) -> Tokens:
    article, word = np.divmod(np.arange(articles * (_LENGTH // _WORD)), _LENGTH // _WORD)
    return Tokens(article, word * _WORD, word * _WORD + _WORD - 1)


def _joined(passages: Passages) -> relations.Relations:
    """Join each passage to the next of the same annotator in the article."""
    rows: IntArray = np.lexsort((passages.start, passages.article, passages.annotator))
    same = np.ones(len(rows) - 1, dtype=np.bool_)
    for column in (passages.article, passages.annotator):
        same &= column[rows][1:] == column[rows][:-1]
    origin, target = rows[:-1][same], rows[1:][same]
    return relations.Relations(passages.label[origin] % 2, origin, target)
