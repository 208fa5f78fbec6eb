"""Who may do what in a project: four roles, each may do what those before it may."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from annotator.errors import Forbidden
from annotator.services.session import Session

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
    "load": "lead",
    "change the label set": "lead",
    "change the project": "lead",
    "train": "lead",
    "manage members": "lead",
}
# Service -> the action that it is, as the services say it of themselves.
GUARDED: dict[str, str] = {}
_WORDS = {
    "reader": "readers", "annotator": "annotators", "adjudicator": "adjudicators", "lead": "leads",
}  # fmt: skip


def may(session: Session, action: str) -> bool:
    """Return whether the role of a session allows an action of `LEAST`."""
    return ROLES.index(session.role) >= ROLES.index(LEAST[action])


def require(session: Session, action: str) -> None:
    """Raise Forbidden unless the role of a session allows an action of `LEAST`."""
    if not may(session, action):
        least = LEAST[action]
        allowed = " and ".join(_WORDS[role] for role in ROLES[ROLES.index(least) :])
        raise Forbidden(
            f"To {action} is for {allowed} of {session.project.name}; you are its {session.role}.",
            "Ask whoever leads the project.",
        )


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
