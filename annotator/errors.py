"""What can go wrong, in words for people.

Every error that a person can cause has a code for programs, a message that names the place, and a
remedy. Anything else is a fault of ours: the app logs it and shows a plain sentence.
"""

from __future__ import annotations


class PressmarkError(Exception):
    """The root of all errors that are meant to be shown.

    Parameters
    ----------
    message : str
        What happened and where, in one sentence.
    remedy : str
        What the reader of the message can do about it.
    """

    code = "error"

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


class Refused(PressmarkError):
    """The input can't be taken as it is; nothing was changed."""

    code = "refused"


class TooLarge(Refused):
    """The input is over a limit that docs/limits.md names."""

    code = "too_large"


class NotFound(PressmarkError):
    """There is no such project, article, annotation, label or file."""

    code = "not_found"


class Conflict(PressmarkError):
    """The act believed in a state that is no longer so."""

    code = "conflict"


class NewerSchema(PressmarkError):
    """The database was written by a newer Pressmark."""

    code = "newer_schema"


class Unreachable(PressmarkError):
    """A page or feed on the network could not be fetched."""

    code = "unreachable"


class Forbidden(PressmarkError):
    """The role of whoever asks does not allow it."""

    code = "forbidden"


class SignedOut(PressmarkError):
    """Nobody is signed in, or not any more."""

    code = "signed_out"
