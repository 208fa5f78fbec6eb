"""Who may do what in a project: four roles, each may do what those before it may."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from annotator.errors import Forbidden
from annotator.services.session import Session
from annotator.store import members, people

Given = ParamSpec("Given")
Result = TypeVar("Result")
Service = Callable[Concatenate[Session, Given], Result]

ROLES = ("reader", "annotator", "adjudicator", "lead")
# What can be done -> the least role that may.
LEAST = {
    "read": "reader",
    "annotate": "annotator",
    "propose labels": "annotator",
    "arrange the queue": "annotator",
    "export": "annotator",
    "see the work of others": "adjudicator",
    "assign articles": "lead",
    "load": "lead",
    "change the label set": "lead",
    "change the project": "lead",
    "train": "lead",
    "manage members": "lead",
    "begin a project": "lead",
    "archive and restore": "lead",
}
# What can be done in a project that is archived.
IN_ARCHIVE = (
    "read", "export", "see the work of others", "begin a project", "archive and restore",
)  # fmt: skip
# Service -> the action that it is, as the services say it of themselves.
GUARDED: dict[str, str] = {}
_WORDS = {
    "reader": "readers", "annotator": "annotators", "adjudicator": "adjudicators", "lead": "leads",
}  # fmt: skip


def may(session: Session, action: str) -> bool:
    """Return whether whoever asks may do an action of `LEAST` now."""
    return refusal(session, action) is None


def is_archived(session: Session) -> bool:
    """Return whether the project can be read alone."""
    return bool(people.archived_at(session.store, session.project.id))


def require(session: Session, action: str) -> None:
    """Raise Forbidden unless whoever asks may do an action of `LEAST` now."""
    if refused := refusal(session, action):
        raise refused


def refusal(session: Session, action: str) -> Forbidden | None:
    """Return why whoever asks may not do an action of `LEAST` now; None: they may."""
    if not _has_role(session, action):
        least = LEAST[action]
        allowed = " and ".join(_WORDS[role] for role in ROLES[ROLES.index(least) :])
        present = _present(session) or "member no more"
        return Forbidden(
            f"To {action} is for {allowed} of {session.project.name}; you are its {present}.",
            "Ask whoever leads the project.",
        )
    return None if action in IN_ARCHIVE else _archived(session)


def _archived(session: Session) -> Forbidden | None:
    if not is_archived(session):
        return None
    return Forbidden(
        f"{session.project.name} is archived: it can be read, and nothing in it changed.",
        "Whoever leads it can restore it in the settings.",
    )


def _has_role(session: Session, action: str) -> bool:
    role = _present(session)
    return role in ROLES and ROLES.index(role) >= ROLES.index(LEAST[action])


def _present(session: Session) -> str:
    """Return the role as it is now: a page drawn before it was changed still has its buttons."""
    if not session.signed_in:
        return session.role
    return members.role(session.store, session.project.id, session.annotator.id)


def needs(action: str) -> Callable[[Service[Given, Result]], Service[Given, Result]]:
    """Let a service be called by those alone whose role allows an action of `LEAST`.

    The check comes with the call, also of what yields its results later.
    """

    def guard(service: Service[Given, Result]) -> Service[Given, Result]:
        @wraps(service)
        def checked(session: Session, /, *given: Given.args, **named: Given.kwargs) -> Result:
            require(session, action)
            return service(session, *given, **named)

        GUARDED[f"{service.__module__.rpartition('.')[2]}.{service.__name__}"] = action
        return checked

    return guard
