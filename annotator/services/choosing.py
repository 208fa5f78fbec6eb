"""Which articles are handed out: some by name, all that a filter lets through, or a sample of them.

A sample is drawn in strata: of each source, month or language as many as are its share, to within
one article. The same seed draws the same sample from the same articles; as each article has its
place in the draw by itself, a few more articles change it by a few.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from annotator.errors import Refused
from annotator.model import Filter
from annotator.services import blindness, roles
from annotator.services.session import Session
from annotator.store import handing_out

MOST = 20_000  # articles at once: they are given in one step, for which all others wait
STRATA = tuple(handing_out.STRATA)
_LARGEST_SEED = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Chosen:
    """Articles that were chosen, and how.

    `strata` says of a sample how many articles were drawn of each stratum, and from how many.
    """

    article_ids: tuple[str, ...]
    how: Mapping[str, Any] = field(default_factory=dict)
    strata: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def seed(self) -> int:
        """Return the seed of all that happens by chance with them."""
        return int(self.how.get("seed", 0))


def by_hand(article_ids: Iterable[str]) -> Chosen:
    """Return some articles, chosen one by one."""
    ids = tuple(dict.fromkeys(article_ids))
    return _checked(Chosen(ids, {"by": "hand"}))


@roles.needs("assign articles")
def by_filter(session: Session, filter_: Filter, seed: int = 0) -> Chosen:
    """Return all articles that a filter lets through."""
    found = _population(session, filter_, "")
    how = {"by": "filter", "filter": _told(filter_), "seed": _seed(seed)}
    return _checked(Chosen(tuple(article for article, _ in found), how))


@roles.needs("assign articles")
def by_sample(session: Session, filter_: Filter, size: int, by: str, seed: int) -> Chosen:
    """Return a sample of the articles that a filter lets through.

    Parameters
    ----------
    session : Session
        Whoever hands out.
    filter_ : Filter
        What it is drawn from.
    size : int
        How many articles; of fewer, all of them.
    by : str
        One of `STRATA`: every source, month or language gets its share. Empty: all are one.
    seed : int
        Of the chance.
    """
    if by and by not in STRATA:
        raise Refused(f"There are no strata by {by[:20]!r}.", f"Choose one of {', '.join(STRATA)}.")
    if size < 1:
        raise Refused("A sample needs an article at least.", "Give a number from 1.")
    drawn = stratified(_population(session, filter_, by), size, _seed(seed))
    how = {
        "by": "sample", "size": size, "strata": by, "seed": seed, "filter": _told(filter_),
    }  # fmt: skip
    ids = tuple(article for articles, _ in drawn.values() for article in articles)
    told = {stratum: (len(articles), there) for stratum, (articles, there) in drawn.items()}
    return _checked(Chosen(ids, how, told))


def stratified(
    population: Sequence[tuple[str, str]], size: int, seed: int
) -> dict[str, tuple[list[str], int]]:
    """Draw articles so that each stratum has its share; return them by stratum, with its size.

    Parameters
    ----------
    population : sequence of (str, str)
        Id and stratum of each article.
    size : int
        How many are drawn.
    seed : int
        Of the chance.
    """
    strata: dict[str, list[str]] = {}
    for article, stratum in population:
        strata.setdefault(stratum, []).append(article)
    shares = apportioned({name: len(there) for name, there in strata.items()}, size)
    return {
        name: (sorted(strata[name], key=lambda article: _place(seed, article))[:share], len(there))
        for name, share in shares.items()
        for there in [strata[name]]
    }


def apportioned(sizes: Mapping[str, int], size: int) -> dict[str, int]:
    """Return how many of each stratum make up a sample: its share, to within one.

    What is left when all shares are rounded down goes to those that lost most by it.
    """
    total = sum(sizes.values())
    size = min(size, total)
    if not total:
        return {}
    shares = {name: size * number // total for name, number in sizes.items()}
    lost = sorted(sizes, key=lambda name: (-(size * sizes[name] % total), name))
    for name in lost[: size - sum(shares.values())]:
        shares[name] += 1
    return dict(sorted(shares.items(), key=lambda one: (-one[1], one[0])))


def _place(seed: int, article: str) -> str:
    return hashlib.sha256(f"{seed} {article}".encode()).hexdigest()


def _population(session: Session, filter_: Filter, by: str) -> list[tuple[str, str]]:
    seen = blindness.seen(session, filter_)
    return handing_out.population(session.store, session.project.id, session.annotator.id, seen, by)


def _seed(seed: int) -> int:
    if not 0 <= seed <= _LARGEST_SEED:
        raise Refused(f"{seed} can't be a seed.", "Give a whole number of at most 18 digits.")
    return seed


def _told(filter_: Filter) -> dict[str, Any]:
    """Return what of a filter narrows the list."""
    plain = asdict(Filter())
    order = ("sort", "descending", "sight")
    return {
        name: value
        for name, value in asdict(filter_).items()
        if value != plain[name] and name not in order
    }


def _checked(chosen: Chosen) -> Chosen:
    if len(chosen.article_ids) > MOST:
        raise Refused(
            f"{len(chosen.article_ids):,} articles are more than can be handed out at once.",
            f"Choose at most {MOST:,}.",
        )
    return chosen
