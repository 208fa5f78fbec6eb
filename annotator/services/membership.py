"""The members of a project: who they are, and what whoever leads it may change about them.

A project always has a lead who may sign in: nobody can lower, take out or shut out the last one.
"""

from __future__ import annotations

from dataclasses import dataclass

from annotator.errors import Forbidden, NotFound, Refused
from annotator.services import roles
from annotator.services.session import Session
from annotator.store import Store, accounts, assignments, blindness, members, tokens
from annotator.store.assignments import Step


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a project; `seen_at` is empty where nobody has seen them."""

    annotator_id: str
    name: str
    login: str
    role: str
    since: str
    seen_at: str
    is_closed: bool


@roles.needs("read")
def of_project(session: Session) -> list[Member]:
    """Return the members of the session's project by name."""
    return [
        Member(
            row["annotator_id"], row["name"], row["login"] or "", row["role"], row["since"],
            row["seen_at"], bool(row["closed_at"]),
        )
        for row in members.members(session.store, session.project.id)
    ]  # fmt: skip


@roles.needs("manage members")
def change_role(session: Session, annotator_id: str, role: str) -> None:
    """Give a member another role; raise Refused if the project would have no lead."""
    if role not in roles.ROLES:
        raise Refused(f"There is no role {role[:20]!r}.", f"Roles are {', '.join(roles.ROLES)}.")
    with session.store.write():  # two leads who lower each other at once leave one
        _member(session, annotator_id)
        if role != "lead":
            _keep_a_lead(session, session.project.id, session.project.name, annotator_id)
        if role == "reader":
            _release(session, annotator_id, "annotates no more")
        members.set_role(session.store, session.project.id, annotator_id, role)
        blindness.settle_all(session.store, session.project.id)


@roles.needs("manage members")
def take_out(session: Session, annotator_id: str) -> None:
    """Take a member out of the project, tokens and all; what they did stays theirs and there.

    What was given to them and is not done is free for others.
    """
    project = session.project
    with session.store.write():
        _member(session, annotator_id)
        _keep_a_lead(session, project.id, project.name, annotator_id)
        _release(session, annotator_id, "left the project")
        members.set_role(session.store, project.id, annotator_id, "")
        blindness.settle_all(session.store, project.id)
        tokens.revoke(session.store, annotator_id, project_id=project.id)


@roles.needs("manage members")
def close_account(session: Session, annotator_id: str) -> None:
    """Let a member sign in no more, which ends their sign-ins and tokens; nothing else changes.

    Raises
    ------
    Forbidden
        If the member belongs to a project that whoever asks does not lead.
    Refused
        If it is one's own account, or that of the last lead of a project.
    """
    if annotator_id == session.annotator.id:
        raise Refused("This is your own account.", "Another lead can close it.")
    with session.store.write():  # two leads who close each other's at once leave one open
        require_lead_of_all(session, annotator_id)
        for row in members.projects_of(session.store, annotator_id):
            _keep_a_lead(session, row["id"], row["name"], annotator_id)
        accounts.set_closed(session.store, annotator_id, is_closed=True)
        tokens.revoke(session.store, annotator_id)
        for row in members.projects_of(session.store, annotator_id):
            blindness.settle_all(session.store, row["id"])


@roles.needs("manage members")
def open_account(session: Session, annotator_id: str) -> None:
    """Let a member sign in again."""
    require_lead_of_all(session, annotator_id)
    accounts.set_closed(session.store, annotator_id, is_closed=False)


def require_lead_of_all(session: Session, annotator_id: str) -> None:
    """Raise Forbidden unless whoever asks leads every project that a member belongs to.

    What concerns an account and not a project concerns all of them.
    """
    _member(session, annotator_id)
    if not leads_all(session.store, session.annotator.id, annotator_id):
        raise Forbidden(
            "This member belongs to another project too, which you do not lead.",
            "Ask whoever runs Pressmark.",
        )


def leads_all(store: Store, lead_id: str, annotator_id: str) -> bool:
    """Return whether somebody leads every project that an annotator is a member of."""
    theirs = members.projects_of(store, annotator_id)
    return bool(theirs) and all(members.role(store, row["id"], lead_id) == "lead" for row in theirs)


def _member(session: Session, annotator_id: str) -> None:
    if not members.role(session.store, session.project.id, annotator_id):
        raise NotFound("There is no such member.", "Choose one of the list.")


def _release(session: Session, annotator_id: str, reason: str) -> None:
    """Call off, inside a transaction, what a member has not done yet."""
    store, by = session.store, session.annotator.id
    connection, now = store.db.conn, store.now()
    steps = [
        Step("called off", seq, annotator_id, by, now, reason=reason)
        for seq in assignments.unfinished(connection, session.project.id, annotator_id)
    ]
    assignments.release(connection, steps)


def _keep_a_lead(session: Session, project_id: int, project: str, annotator_id: str) -> None:
    """Raise Refused if an annotator is the only one left who leads a project."""
    there = members.members(session.store, project_id)
    leads = [row["annotator_id"] for row in there if row["role"] == "lead" and not row["closed_at"]]
    if leads == [annotator_id]:
        raise Refused(
            f"Nobody else leads {project}.", "Make another member its lead before you do this."
        )
