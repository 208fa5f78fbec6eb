"""What all blind readers missed: an estimate by label, and where a further look pays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, compress
from typing import Any

import numpy as np

from annotator.agreement.bootstrap import FEWEST, FloatArray
from annotator.agreement.histories import Histories, histories
from annotator.agreement.recapture import Missed, missed, missed_in_all, rates, still_missing
from annotator.model import Page
from annotator.palette import Hue
from annotator.services import blind_work, blindness, compared, comparing, roles
from annotator.services.columns import Compared, IntArray
from annotator.services.report_tables import distinct
from annotator.services.reporting import ROWS
from annotator.services.session import Session
from annotator.store import comparing as store

__all__ = ["Missed", "OfLabel", "Overlooked", "overview", "worth_a_look"]

# An article where less than this is to be expected is not worth a look.
_LEAST = 0.05


@dataclass(frozen=True, slots=True)
class OfLabel:
    """What was missed of a label, with its name and its hue."""

    label_id: str
    name: str
    hue: Hue
    missed: Missed


@dataclass(frozen=True, slots=True)
class Overlooked:
    """What all of some readers missed.

    Attributes
    ----------
    readers : mapping
        The names of all who have read blind, by id.
    chosen : tuple of str
        The ids of those that it is about.
    articles : int
        In how many articles all of the chosen have read blind, or some of it.
    n_excluded : int
        Passages that were left out, as one of the chosen has not read there.
    total : Missed
        Of all labels together: the sum of what is told of each.
    labels : tuple of OfLabel
        By label, what was found most first. A passage with two labels counts under each.
    why : str
        Why there is nothing to tell; empty if there is.
    is_part : bool
        It counts the articles alone whose blindness is lifted.
    """

    readers: Mapping[str, str]
    chosen: tuple[str, ...]
    articles: int
    n_excluded: int
    total: Missed
    labels: tuple[OfLabel, ...]
    why: str
    is_part: bool


@roles.needs("read")
def overview(session: Session, readers: Sequence[str] = ()) -> Overlooked:
    """Return what all of some readers missed, where all of them have read blind.

    Parameters
    ----------
    session : Session
        Whose project.
    readers : sequence of str
        Their ids; without any all, if they have read enough in common, or the two who have most.

    Raises
    ------
    Forbidden
        If whoever asks may see nothing of others' work.
    """
    blindness.note_look(session, "counted")
    found = blind_work.of_people(session)
    chosen = _chosen(found, readers)
    told = _histories(session, found, chosen)
    shared = told.by_all
    names, hues = comparing.label_looks(session, found.labels)
    by_label = [
        OfLabel(
            id_, names.get(id_, id_), hues[id_], missed(told.found[shared & told.labelled[:, n]])
        )
        for n, id_ in enumerate(found.labels)
        if (shared & told.labelled[:, n]).any()
    ]
    has_read = np.asarray(found.has_read.any(axis=1), dtype=np.bool_)
    return Overlooked(
        readers=dict(compress(_names(session, found).items(), has_read.tolist())),
        chosen=tuple(found.annotators[each] for each in chosen),
        articles=_in_common(found, chosen),
        n_excluded=int((~shared).sum()),
        total=missed_in_all(told.found[shared], _first_label(told)[shared]),
        labels=tuple(sorted(by_label, key=lambda each: -each.missed.n_found)),
        why=_why(session, found, chosen),
        is_part=compared.scope(session).sight != "all",
    )


@roles.needs("read")
def worth_a_look(
    session: Session, readers: Sequence[str] = (), label_id: str = "", offset: int = 0
) -> Page:
    """Return `ROWS` articles where a further look pays, those first where most is to be expected.

    Each is told with its id, headline, how many passages were found there (`found`), who has
    read it (`annotators`), and how many are to be expected that all of them missed (`missing`).

    Parameters
    ----------
    session : Session
        Whose project.
    readers : sequence of str
        As of `overview`.
    label_id : str
        The label that counts; anything that is none of them is all of them together.
    offset : int
        From which article on.
    """
    found = blind_work.of_people(session)
    chosen = _chosen(found, readers)
    labels = [found.labels.index(label_id)] if label_id in found.labels else []
    article, n_found, missing = compared.kept(
        session,
        ("worth a look", chosen, *labels),
        lambda: _expected(_histories(session, found, chosen), labels or range(len(found.labels))),
    )
    here = slice(offset, offset + ROWS)
    seqs = found.seqs[article[here]].tolist()
    headlines = store.headlines(session.store, seqs)
    names = _names(session, found)
    rows: list[dict[str, Any]] = []
    for seq, number, n, expected in zip(
        seqs, article[here].tolist(), n_found[here].tolist(), missing[here].tolist(), strict=True
    ):
        id_, headline = headlines[seq]
        read_by = [names[found.annotators[each]] for each in chosen if found.has_read[each, number]]
        told = {"found": n, "annotators": read_by, "missing": expected}
        rows.append({"article_id": id_, "headline": headline} | told)
    return Page(rows, len(article), offset)


def _names(session: Session, found: Compared) -> dict[str, str]:
    """Return the names of annotators by id, in the order of their numbers."""
    told = store.names(session.store, found.annotators)
    return distinct({each: told.get(each, each) for each in found.annotators})


def _chosen(found: Compared, readers: Sequence[str]) -> tuple[int, ...]:
    """Return the numbers of the readers who are asked for, or of the best that there are.

    These are all, if they have read enough in common, else the two who have most.
    """
    asked = tuple(n for n, id_ in enumerate(found.annotators) if id_ in readers)
    if asked:
        return asked
    there = tuple(np.flatnonzero(found.has_read.any(axis=1)).tolist())
    pairs = tuple(combinations(there, 2))
    if len(pairs) < 2 or _in_common(found, there) >= FEWEST:
        return there
    best = max(pairs, key=lambda two: _in_common(found, two))
    return best if _in_common(found, best) > _in_common(found, there) else there


def _in_common(found: Compared, readers: tuple[int, ...]) -> int:
    """Return how many articles all of some readers have read, or some of it."""
    return int(found.has_read[list(readers)].all(axis=0).sum()) if readers else 0


def _first_label(told: Histories) -> IntArray:
    """Return the number of the first label of each passage; most got one."""
    if not told.labelled.size:
        return np.zeros(len(told), dtype=np.int64)
    return np.asarray(told.labelled.argmax(axis=1), dtype=np.int64)


def _why(session: Session, found: Compared, chosen: tuple[int, ...]) -> str:
    if not blind_work.is_blind(session):
        return (
            "Nobody works blind here, as the project has no members: who sees what others found "
            "says nothing of what all have missed."
        )
    if not chosen:
        return "Nobody has read anything before they could see what others found."
    if len(chosen) == 1:
        return "It takes two who have read the same before they could see what others found."
    if not _in_common(found, chosen):
        return "These have read no article in common before they could see what others found."
    return ""


def _histories(session: Session, found: Compared, chosen: tuple[int, ...]) -> Histories:
    return compared.kept(
        session,
        ("histories", chosen),
        lambda: histories(found.passages, found.read, chosen, len(found.labels)),
    )


def _expected(told: Histories, labels: Sequence[int]) -> tuple[IntArray, IntArray, FloatArray]:
    """Return articles, passages found there, and how many are to be expected that were missed.

    Of some labels, by their numbers.
    """
    each = np.column_stack(
        [
            rates(told.found[of], told.read[of])[0]
            for of in (*told.labelled.T, np.ones(len(told), dtype=np.bool_))
        ]
    )
    # Of a label with too few, a reader is as good as of all together.
    share = np.where(np.isnan(each[:, :-1]), each[:, -1:], each[:, :-1])
    missing = still_missing(told.read, told.labelled, share)[:, labels].sum(axis=1)
    n = int(told.article.max(initial=-1)) + 1
    expected = np.zeros(n)
    np.add.at(expected, told.article, missing)
    found = np.bincount(told.article[told.labelled[:, labels].any(axis=1)], minlength=n)
    order = np.argsort(-expected, kind="stable")
    order = order[expected[order] >= _LEAST]
    return order, found[order], expected[order]
