"""The ledger of a project: every assignment, what happened to it, and sums that add up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from annotator.errors import Refused
from annotator.services import roles
from annotator.services.session import Session
from annotator.store import assignments as given
from annotator.store import handing_out, ledger

Asked = ledger.Asked
WHAT = given.WHAT
STATES = ("open", "in work", "done", "skipped")
ROWS = 50
MOST = 500
HANDINGS = 20


@dataclass(frozen=True, slots=True)
class Balance:
    """What was given and ended, and what stands now: begun less ended is what stands.

    `begun` and `ended` count by what it was, `standing` by state.
    """

    begun: dict[str, int]
    ended: dict[str, int]
    standing: dict[str, int]

    @property
    def is_even(self) -> bool:
        """Return whether the sums agree, as they always should."""
        left = sum(self.begun.values()) - sum(self.ended.values())
        return left == sum(self.standing.values())


@roles.needs("assign articles")
def lines(session: Session, asked: Asked, offset: int = 0) -> tuple[list[dict[str, Any]], int]:
    """Return a page of the ledger's lines, the newest first, and how many there are in all."""
    if asked.what and asked.what not in WHAT:
        raise Refused(
            f"Nothing in the ledger is {asked.what[:20]!r}.", f"Choose one of {', '.join(WHAT)}."
        )
    store, project = session.store, session.project.id
    return ledger.lines(store, project, asked, offset, ROWS), ledger.count(store, project, asked)


@roles.needs("assign articles")
def balance(session: Session, asked: Asked) -> Balance:
    """Return the sums of the ledger beside what stands now, of a person, an article or all."""
    happened, standing = ledger.balance(
        session.store, session.project.id, asked.annotator_id, asked.article
    )
    return Balance(
        {what: happened.get(what, 0) for what in given.BEGINS},
        {what: happened.get(what, 0) for what in given.ENDS},
        {state: standing.get(state, 0) for state in STATES},
    )


@roles.needs("assign articles")
def assignments(session: Session, asked: Asked, state: str = "") -> list[dict[str, Any]]:
    """Return the first assignments of a person, an article or a handing out, due ones first."""
    if state and state not in STATES:
        raise Refused(f"There is no state {state[:20]!r}.", f"Choose one of {', '.join(STATES)}.")
    return ledger.assignments_of(session.store, session.project.id, asked, state, MOST)


@roles.needs("assign articles")
def annotators(session: Session) -> dict[str, str]:
    """Return the names of all to whom something was ever given, also of those who have left."""
    return ledger.annotators(session.store, session.project.id)


@roles.needs("assign articles")
def articles(session: Session) -> dict[str, str]:
    """Return the titles of the articles about which the ledger said something last."""
    return ledger.articles(session.store, session.project.id, MOST)


@roles.needs("assign articles")
def handed_out(session: Session) -> list[dict[str, Any]]:
    """Return the last times that articles were handed out, with how much is not begun yet."""
    return handing_out.of_project(session.store, session.project.id, HANDINGS)
