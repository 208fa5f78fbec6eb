"""How far the team is, by person and by article, and what waits for whom."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from annotator.model import Page
from annotator.services import blindness, keeping, membership, roles
from annotator.services.library import ROWS
from annotator.services.progress import Pace, Rows, pace
from annotator.services.session import Session
from annotator.store import people, progress, waiting

WAITING = 20
STATES = ("open", "in work", "done", "skipped")


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits: the first rows of each list, and how long each is; `labels` waits for a lead."""

    unfinished: Rows
    unfinished_total: int
    mentions: Rows
    mentions_total: int
    labels: list[str]
    today: str


@dataclass(frozen=True, slots=True)
class Team:
    """A project's progress: with how many of `articles` all are done, and a row for each person.

    Where nothing `is_handed_out`, an article is complete when one person is done with it.
    """

    is_handed_out: bool
    articles: int
    complete: int
    persons: Rows
    waiting: Waiting


@roles.needs("see the work of others")
def team(session: Session, *, lately: bool = False) -> Team:
    """Return the progress of everybody in the project.

    `lately`: as it was counted for somebody, at most some seconds ago, if nothing was done since.
    """
    blindness.note_look(session, "counted")
    if lately:
        now = keeping.moment(session)
        return keeping.kept(session, now, "progress of the team", lambda: _team(session))
    return _team(session)


def _team(session: Session) -> Team:
    store, project = session.store, session.project.id
    is_handed_out = progress.is_handed_out(store, project)
    counted = waiting.handed_out if is_handed_out else progress.articles
    return Team(
        is_handed_out,
        counted(store, project),
        waiting.complete(store, project),
        _persons(session),
        _waiting(session),
    )


@roles.needs("see the work of others")
def by_article(session: Session, annotator_id: str = "", state: str = "", offset: int = 0) -> Page:
    """Return who has which article how far: of one person, or in one of `STATES`, if named."""
    store, project = session.store, session.project.id
    state = state if state in STATES else ""
    rows = waiting.by_article(store, project, annotator_id, state, (ROWS, offset))
    return Page(
        list[dict[str, object]](rows), waiting.articles(store, project, annotator_id, state), offset
    )


def _persons(session: Session) -> Rows:
    """Return a row for each member, and for whoever else has done something, by name."""
    store, project = session.store, session.project.id
    found: dict[str, dict[str, Any]] = {
        member.annotator_id: {"name": member.name, "role": member.role, "seen_at": member.seen_at}
        for member in membership.of_project(session)
    }
    counts: dict[str, dict[str, Any]] = defaultdict(dict)
    for asked in (progress.states, progress.made, progress.active):
        for row in asked(store, project):
            counts[row["annotator_id"]] |= row
    times = defaultdict(list)
    for row in progress.paces(store, project):
        times[row["annotator_id"]].append(row)
    for annotator_id in counts:
        if annotator_id not in found:
            who = people.annotator_by_id(store, annotator_id)
            found[annotator_id] = {
                "name": who.name if who else annotator_id,
                "role": "",
                "seen_at": "",
            }
    rows = [
        {"annotator_id": annotator_id}
        | dict.fromkeys(COUNTS, 0)
        | counts[annotator_id]
        | person
        | _paced(pace(times[annotator_id]))
        for annotator_id, person in found.items()
    ]
    return sorted(rows, key=lambda row: (str(row["name"]).casefold(), row["annotator_id"]))


COUNTS = (
    "given", "given_done", "done", "in_work", "overdue", "skipped", "marks", "answers", "active_ms",
)  # fmt: skip


def _paced(found: Pace) -> dict[str, int]:
    return {"median_ms": found.median_ms, "words_a_minute": found.words_a_minute}


def _waiting(session: Session) -> Waiting:
    store, project = session.store, session.project.id
    return Waiting(
        *waiting.unfinished(store, project, WAITING),
        *waiting.unanswered(store, project, WAITING),
        [label.name for label in people.labels(store, project) if label.status == "proposed"],
        store.now()[:10],
    )
