"""The guidelines of a project: how its labels are to be used, in versions."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from annotator.errors import Refused
from annotator.services import roles
from annotator.services.session import Session
from annotator.store import guidelines
from annotator.store.guidelines import Version

__all__ = ["LIMIT", "Version"]

LIMIT = 100_000
_LINES = 3_000


class Line(NamedTuple):
    """A line of two versions beside one another: in both, or in one alone."""

    kind: Literal["same", "gone", "new"]
    text: str


def present(session: Session) -> Version | None:
    """Return the version that holds; None: the project has no guidelines."""
    return guidelines.latest(session.store, session.project.id)


def told(session: Session) -> dict[str, Any] | None:
    """Return what the desk says of the guidelines before they are opened: which, and if seen."""
    found = present(session)
    if found is None:
        return None
    seen = guidelines.seen(session.store, session.project.id, session.annotator.id)
    return {"number": found.number, "at": found.at, "seen": seen}


def see(session: Session, number: int) -> None:
    """Keep that whoever asks has opened a version."""
    found = guidelines.version(session.store, session.project.id, number)
    guidelines.see(session.store, session.project.id, session.annotator.id, found.number)


@roles.needs("change the label set")
def keep(session: Session, text: str, after: int) -> int:
    """Keep a text as the next version of the guidelines, and return its number.

    Parameters
    ----------
    session : Session
        Who leads.
    text : str
        Markdown.
    after : int
        The number of the version that it was written after; 0: there was none.

    Raises
    ------
    Conflict
        If somebody else wrote a version in the meantime.
    Refused
        If the text is too long, empty, or that of the version that holds.
    """
    text = text.replace("\r\n", "\n").strip()
    for number, most, what in (
        (len(text), LIMIT, "characters"),
        (text.count("\n") + 1, _LINES, "lines"),  # more would take long to compare
    ):
        if number > most:
            raise Refused(
                f"The guidelines have {number:,} {what}; {most:,} are the most.", "Shorten them."
            )
    there = present(session)
    if text == (there.text if there else ""):
        raise Refused("Nothing has changed.", "Write something, then keep it.")
    return guidelines.keep(session.store, session.project.id, text, session.annotator.id, after)


def versions(session: Session) -> list[Version]:
    """Return all versions, the newest first."""
    return guidelines.versions(session.store, session.project.id)


def changes(before: str, after: str) -> list[Line]:
    """Return the lines of two texts beside one another, what is gone before what is new."""
    return list(_changes(before.split("\n"), after.split("\n")))


def _changes(before: list[str], after: list[str]) -> Iterator[Line]:
    if before == [""]:
        before = []
    matcher = difflib.SequenceMatcher(None, before, after)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            yield from (Line("same", text) for text in before[a:b])
        else:
            yield from (Line("gone", text) for text in before[a:b])
            yield from (Line("new", text) for text in after[c:d])
