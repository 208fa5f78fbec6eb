"""Links that let people in: into a project in a role, or to an account anew. Each works once.

Anew is with another password, or, where people sign in at a provider, with another identity there.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from annotator.errors import NotFound, Refused
from annotator.services import membership, roles, signing_in
from annotator.services.session import Session
from annotator.store import Store, accounts, members, people

HOLDS = timedelta(days=7)
ACCOUNT_HOLDS = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Way:
    """Where a link leads: to a project in a role, or, with no project, to an account anew."""

    key: str
    project: str
    project_id: int | None
    role: str
    annotator_id: str | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """An invitation that nobody has followed yet; `key` opens nothing."""

    key: str
    role: str
    made_by: str
    expires_at: str


@roles.needs("manage members")
def invite(session: Session, role: str) -> str:
    """Return what a link into the session's project holds; it lets one person in, in this role."""
    if role not in roles.ROLES:
        raise Refused(f"There is no role {role[:20]!r}.", f"Roles are {', '.join(roles.ROLES)}.")
    token = secrets.token_urlsafe(24)
    made = accounts.Invitation(
        _key(token), session.project.id, role, None, session.annotator.id, _in(HOLDS)
    )
    accounts.invite(session.store, made)
    return token


@roles.needs("manage members")
def offer_account(session: Session, annotator_id: str) -> str:
    """Return what a link holds by which a member signs in anew.

    Raises
    ------
    Forbidden
        If the member belongs to a project that whoever asks does not lead: the link would let
        them in there as well.
    """
    membership.require_lead_of_all(session, annotator_id)
    return _to_account(session.store, annotator_id, session.annotator.id)


def offer_own(store: Store, annotator_id: str) -> str:
    """Return what a link to an account holds that is made at the machine, by nobody's leave."""
    return _to_account(store, annotator_id, annotator_id)


def _to_account(store: Store, annotator_id: str, made_by: str) -> str:
    token = secrets.token_urlsafe(24)
    made = accounts.Invitation(_key(token), None, "", annotator_id, made_by, _in(ACCOUNT_HOLDS))
    accounts.invite(store, made)
    return token


@roles.needs("manage members")
def waiting(session: Session) -> list[Waiting]:
    """Return the invitations into the session's project that nobody has followed yet."""
    rows = accounts.invitations(session.store, session.project.id)
    return [Waiting(row["id"], row["role"], row["made_by"], row["expires_at"]) for row in rows]


@roles.needs("manage members")
def withdraw(session: Session, key: str) -> None:
    """Take an invitation back; raise NotFound if it was followed, or is gone."""
    if key not in [each.key for each in waiting(session)]:
        raise NotFound("There is no such invitation.", "Somebody may have followed it already.")
    accounts.withdraw_invitation(session.store, key, session.project.id)


def way(store: Store, token: str) -> Way:
    """Return where a link leads.

    Raises
    ------
    Refused
        If nobody made it, somebody has followed it already, or it is too old.
    """
    found = accounts.invitation(store, _key(token))
    if found is None:
        raise Refused("This link leads nowhere.", "Ask whoever sent it for a new one.")
    if found.used_at:
        raise Refused("This link was followed already.", "Ask whoever sent it for a new one.")
    if found.expires_at <= store.now():
        raise Refused("This link is too old.", "Ask whoever sent it for a new one.")
    name = "" if found.project_id is None else people.project_name(store, found.project_id)
    if found.annotator_id and not _may_still(store, found.made_by, found.annotator_id):
        raise Refused("Whoever made this link may do so no more.", "Ask for a new one.")
    return Way(found.id, name, found.project_id, found.role, found.annotator_id)


def _may_still(store: Store, made_by: str, annotator_id: str) -> bool:
    return made_by == annotator_id or membership.leads_all(store, made_by, annotator_id)


def join(store: Store, token: str, login: str, name: str, password: str) -> str:
    """Make an account by an invitation, and a member of it; return the annotator's id."""
    return join_with(store, token, lambda: signing_in.add_account(store, login, name, password))


def join_with(store: Store, token: str, make: Callable[[], str]) -> str:
    """Make a member by an invitation, of the account that `make` makes; return its annotator."""
    found = _into_project(way(store, token))
    with store.write():  # the account and the member together, or neither
        annotator_id = make()
        _enter(store, found, annotator_id)
    return annotator_id


def join_as(store: Store, token: str, annotator_id: str) -> None:
    """Make somebody who has an account a member of the project that an invitation leads to."""
    found = _into_project(way(store, token))
    there = members.role(store, found.project_id or 0, annotator_id)
    if there:
        raise Refused(f"You are a member of {found.project} already.", "Open the library.")
    with store.write():
        _enter(store, found, annotator_id)


def set_password(store: Store, token: str, password: str) -> str:
    """Give an account a new password by a link; return the annotator's id."""
    to_account(store, token)
    hashed = signing_in.hashed(password)
    return renew(store, token, lambda whose: accounts.set_password(store, whose, hashed))


def to_account(store: Store, token: str) -> str:
    """Return the annotator whose account a link leads to; raise Refused if it leads to none."""
    found = way(store, token)
    if found.annotator_id is None:
        raise Refused("This link leads to no account.", "Ask whoever sent it for a new one.")
    return found.annotator_id


def renew(store: Store, token: str, change: Callable[[str], None]) -> str:
    """Change how somebody signs in, by a link to their account; return the annotator's id."""
    whose = to_account(store, token)
    with store.write():
        if not accounts.use_invitation(store, _key(token), whose):
            raise Refused("This link was followed already.", "Ask for a new one.")
        change(whose)
    return whose


def _into_project(found: Way) -> Way:
    if found.project_id is None:
        raise Refused("This link leads into no project.", "Ask whoever sent it for a new one.")
    return found


def _enter(store: Store, found: Way, annotator_id: str) -> None:
    if not accounts.use_invitation(store, found.key, annotator_id):
        raise Refused("This link was followed already.", "Ask whoever sent it for a new one.")
    members.set_role(store, found.project_id or 0, annotator_id, found.role)


def _key(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _in(time: timedelta) -> str:
    at = datetime.now(UTC) + time
    return at.isoformat(timespec="microseconds").replace("+00:00", "Z")
