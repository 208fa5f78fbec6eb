"""Handing articles out to annotators, and taking them back: what whoever leads a project does.

An article is never given to more annotators than it gets, nor twice to the same one. All that
happens to an assignment stands in the ledger.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from annotator.errors import NotFound, Refused
from annotator.services import roles
from annotator.services.choosing import Chosen
from annotator.services.planning import Basis, Plan, basis, planned
from annotator.services.session import Session
from annotator.store import assignments, blindness, handing_out
from annotator.store.assignments import Step

REASON_LIMIT = 500
Pair = tuple[str, str]  # the ids of an article and of an annotator


@dataclass(frozen=True, slots=True)
class HandedOut:
    """What a handing out gave; `id` names it, so that it can be called off; 0: it gave nothing."""

    given: Plan
    id: int = 0


@roles.needs("assign articles")
def able(session: Session) -> list[dict[str, Any]]:
    """Return the members who can be given articles, with how many they still have to do."""
    return handing_out.able(session.store.db.conn, session.project.id)


def overlap(session: Session) -> int:
    """Return how many annotators each article gets; 0: everybody reads everything."""
    return handing_out.overlap(session.store.db.conn, session.project.id)


@roles.needs("assign articles")
def set_overlap(session: Session, annotators: int) -> int:
    """Say how many annotators each article gets; 0: nothing is handed out any more.

    Returns
    -------
    int
        How many assignments came of it: what annotators had begun by themselves is given to them.
    """
    with session.store.write() as connection:
        _check_overlap(session, connection, annotators)
        handing_out.set_overlap(connection, session.project.id, annotators)
        adopted = assignments.adopt(
            connection, session.project.id, session.annotator.id, session.store.now()
        )
        blindness.settle_all(session.store, session.project.id)
    return adopted


@roles.needs("assign articles")
def set_overlap_of(session: Session, article_ids: Sequence[str], annotators: int | None) -> int:
    """Say how many annotators some articles get, None: as the project says; return how many."""
    with session.store.write() as connection:
        if annotators is not None:
            _check_overlap(session, connection, annotators)
        project = session.project.id
        changed = handing_out.set_overlap_of(connection, project, article_ids, annotators)
        assignments.adopt(connection, project, session.annotator.id, session.store.now())
        blindness.settle_all(session.store, project)
    return changed


@roles.needs("assign articles")
def plan(session: Session, chosen: Chosen, annotator_ids: Sequence[str]) -> Plan:
    """Return what handing out would give now, changing nothing."""
    found = _basis(session, session.store.db.conn, chosen, annotator_ids)
    return planned(chosen, annotator_ids, found)


@roles.needs("assign articles")
def hand_out(
    session: Session, chosen: Chosen, annotator_ids: Sequence[str], due: str = ""
) -> HandedOut:
    """Give articles to annotators, each to as many as it gets, so that their loads are balanced.

    What is left to do is counted: who has less gets more. Pressed twice, it gives nothing more.

    Parameters
    ----------
    session : Session
        Whoever leads the project.
    chosen : Chosen
        The articles.
    annotator_ids : sequence of str
        Who gets them.
    due : str
        The day by which they are to be done; empty: none.
    """
    check_day(due)
    store, project, by = session.store, session.project.id, session.annotator.id
    found = _basis(session, store.db.conn, chosen, annotator_ids)
    made = planned(chosen, annotator_ids, found)
    with store.write() as connection:
        # The plan takes long, and others wait for this block: it is made anew only where it has to.
        now_there = _basis(session, connection, chosen, annotator_ids)
        if now_there != found:
            made = planned(chosen, annotator_ids, now_there)
        if not made.pairs:
            return HandedOut(made)
        now = store.now()
        identity = handing_out.begin(connection, (project, by, now), dict(chosen.how), due)
        steps = [
            Step("given", seq, annotator, by, now, due, "", identity)
            for seq, annotator in made.pairs
        ]
        assignments.give(connection, steps)
        handing_out.end(connection, identity, made.articles, len(made.pairs))
    return HandedOut(made, identity)


@roles.needs("assign articles")
def call_off(session: Session, handing_out_id: int) -> int:
    """Take back all of a handing out that nobody has begun or skipped yet; return how many."""
    store, project = session.store, session.project.id
    with store.write() as connection:
        found = handing_out.untouched(connection, project, handing_out_id)
        by, now = session.annotator.id, store.now()
        steps = [
            Step("called off", *pair, by, now, handing_out_id=handing_out_id) for pair in found
        ]
        assignments.release(connection, steps)
        blindness.settle_all(store, project)
    return len(steps)


@roles.needs("assign articles")
def take_back(session: Session, pairs: Sequence[Pair], reason: str = "") -> int:
    """Take articles back from annotators, who don't draw them again; return how many.

    What they have marked stays. What is not given to them (any more) is passed over.
    """
    with session.store.write() as connection:
        steps = _steps(session, connection, "taken back", pairs, _reason(reason))
        assignments.release(connection, steps)
        blindness.settle_all(session.store, session.project.id)
    return len(steps)


@roles.needs("assign articles")
def reassign(session: Session, pairs: Sequence[Pair], to_id: str, reason: str = "") -> int:
    """Give articles of some annotators to another one, with the same days; return how many.

    Raises
    ------
    Refused
        If the other one has one of them already, has skipped it, or is done with it.
    """
    reason = _reason(reason)
    with session.store.write() as connection:
        name = _names(session, connection, [to_id])[to_id]
        steps = [
            each
            for each in _steps(session, connection, "reassigned", pairs, reason)
            if each.annotator_id != to_id
        ]
        seqs = [each.article_seq for each in steps]
        taken = handing_out.unavailable(connection, seqs, [to_id])
        if taken or len(set(seqs)) < len(seqs):
            raise Refused(
                f"{name} has {len(taken) or 1} of these articles already, or has left it out.",
                "Choose somebody else for it.",
            )
        dues = {
            each.article_seq: found["due"]
            for each in steps
            if (found := assignments.row(connection, each.article_seq, each.annotator_id))
        }
        assignments.release(connection, steps)
        by, now = session.annotator.id, session.store.now()
        assignments.give(
            connection,
            [Step("given", seq, to_id, by, now, dues[seq], reason) for seq in seqs],
        )
    return len(steps)


@roles.needs("assign articles")
def set_due(session: Session, pairs: Sequence[Pair], due: str) -> int:
    """Say by which day annotators are to be done with articles, empty: by none; return how many."""
    check_day(due)
    with session.store.write() as connection:
        steps = _steps(session, connection, "due set", pairs, "", due)
        assignments.set_due(connection, steps)
    return len(steps)


def check_day(day: str) -> None:
    """Raise Refused unless it is a day, or empty."""
    try:
        is_day = not day or date.fromisoformat(day).isoformat() == day
    except ValueError:
        is_day = False
    if not is_day:
        raise Refused(f"{day[:20]!r} is no day.", "Write it as 2026-12-31.")


def _reason(typed: str) -> str:
    return " ".join(typed.split())[:REASON_LIMIT]


def _check_overlap(session: Session, connection: sqlite3.Connection, annotators: int) -> None:
    if annotators < 0:
        raise Refused(f"{annotators} can't be a number of annotators.", "Give 0 or more.")
    there = len(handing_out.able(connection, session.project.id))
    if annotators > there:
        raise Refused(
            f"{annotators} annotators for each article are more than the {there} members of "
            f"{session.project.name} who may annotate.",
            "Invite more on the page Team, or give a smaller number.",
        )


def _names(
    session: Session, connection: sqlite3.Connection, annotator_ids: Sequence[str]
) -> dict[str, str]:
    """Return the names of annotators who may be given articles; raise Refused for others."""
    there = {row["id"]: row["name"] for row in handing_out.able(connection, session.project.id)}
    strangers = [each for each in annotator_ids if each not in there]
    if strangers:
        raise Refused(
            f"{len(strangers)} of those named may not annotate in {session.project.name}.",
            "Choose members who are annotators, adjudicators or leads and may sign in.",
        )
    return {each: there[each] for each in annotator_ids}


def _steps(
    session: Session,
    connection: sqlite3.Connection,
    what: str,
    pairs: Sequence[Pair],
    reason: str,
    due: str = "",
) -> list[Step]:
    """Return a step for each of the pairs that is an assignment of the project."""
    now, by = session.store.now(), session.annotator.id
    steps = []
    for article_id, annotator_id in dict.fromkeys(pairs):
        seq = handing_out.seq_of(connection, session.project.id, article_id)
        if seq is None:
            raise NotFound(f"There is no article {article_id[:64]}.", "Reload the page.")
        there = assignments.row(connection, seq, annotator_id)
        if there is not None and there["given_at"]:
            steps.append(Step(what, seq, annotator_id, by, now, due, reason))
    return steps


def _basis(
    session: Session, connection: sqlite3.Connection, chosen: Chosen, annotator_ids: Sequence[str]
) -> Basis:
    """Return what a plan is made from; raise Refused if somebody named can't be given articles."""
    if not annotator_ids:
        raise Refused("Nobody is named who gets the articles.", "Choose one member at least.")
    _names(session, connection, annotator_ids)
    return basis(connection, session.project.id, chosen, annotator_ids)
