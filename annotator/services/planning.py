"""Who gets which of the articles that are handed out: no more than each gets, loads balanced."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from annotator.services.choosing import Chosen
from annotator.store import handing_out
from annotator.store.handing_out import Wanting


@dataclass(frozen=True, slots=True)
class Plan:
    """What a handing out gives, or would give.

    `pairs` are the seqs of articles with the ids of annotators; `loads` says how many each of these
    gets; `full` counts articles that have all their annotators already, `short` those that get
    fewer than they need as nobody else of those named can have them, `absent` those that are not
    handed out or not in the project.
    """

    pairs: tuple[tuple[int, str], ...]
    loads: Mapping[str, int]
    articles: int
    full: int
    short: int
    absent: int


@dataclass(frozen=True, slots=True)
class Basis:
    """What a plan is made from: articles, who can't have which, and what everybody has to do."""

    articles: Sequence[Wanting]
    taken: frozenset[tuple[int, str]]
    loads: Mapping[str, int]


def basis(
    connection: sqlite3.Connection, project_id: int, chosen: Chosen, annotator_ids: Sequence[str]
) -> Basis:
    """Return what a plan is made from, as it is now."""
    articles = handing_out.wanting(connection, project_id, chosen.article_ids)
    taken = handing_out.unavailable(connection, [each.seq for each in articles], annotator_ids)
    loads = {row["id"]: row["load"] for row in handing_out.able(connection, project_id)}
    return Basis(articles, frozenset(taken), loads)


def planned(chosen: Chosen, annotator_ids: Sequence[str], found: Basis) -> Plan:
    """Return who gets which: whoever has least to do comes first, and of several chance decides.

    Chance is a hash of seed, article and annotator. So everybody shares articles with everybody,
    and the same seed gives the same plan.
    """
    loads = {each: found.loads[each] for each in dict.fromkeys(annotator_ids)}
    had = dict(loads)
    pairs, full, short = list[tuple[int, str]](), 0, 0
    for article in found.articles:
        lacking = article.needed - article.given
        full += lacking <= 0
        free = [each for each in loads if (article.seq, each) not in found.taken]
        place = _places(chosen.seed, article.id)
        free.sort(key=lambda each: (had[each], place(each)))
        given = free[: max(0, lacking)]
        short += len(given) < lacking
        for each in given:
            had[each] += 1
        pairs += [(article.seq, each) for each in given]
    counted = Counter(annotator for _, annotator in pairs)
    return Plan(
        tuple(pairs),
        {each: counted[each] for each in loads},
        len({seq for seq, _ in pairs}),
        full,
        short,
        len(set(chosen.article_ids)) - len(found.articles),
    )


def _places(seed: int, article_id: str) -> Callable[[str], bytes]:
    begun = hashlib.sha256(f"{seed} {article_id} ".encode())

    def place(annotator_id: str) -> bytes:
        one = begun.copy()
        one.update(annotator_id.encode())
        return one.digest()

    return place
