"""How an annotator likes the desk: keys and look. They follow the person, not the device."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from annotator.errors import Refused
from annotator.services.session import Session
from annotator.store import preferences

MOST_COMMANDS = 200
MOST_KEYS = 6  # of one command
LONGEST = 60  # characters in the id of a command, or in a key


@dataclass(frozen=True, slots=True)
class Preference:
    """What a preference may be: a check, and the words that say it."""

    fits: Callable[[object], bool]
    words: str


def _among(*choices: str) -> Preference:
    return Preference(lambda value: value in choices, f"Give one of {', '.join(choices)}.")


def _number(least: float, most: float) -> Preference:
    def fits(value: object) -> bool:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return False
        return least <= value <= most

    return Preference(fits, f"Give a number from {least} to {most}.")


def _is_keys(value: object) -> bool:
    if not isinstance(value, dict) or len(value) > MOST_COMMANDS:
        return False
    return all(
        _is_word(command)
        and isinstance(keys, list)
        and len(keys) <= MOST_KEYS
        and all(map(_is_word, keys))
        for command, keys in value.items()
    )


def _is_word(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST and value.isprintable()


PREFERENCES: dict[str, Preference] = {
    "keys": Preference(_is_keys, 'Give the keys of commands, such as {"next paragraph": ["s"]}.'),
    "text_size": _number(70, 240),  # per cent
    "measure": _among("narrow", "normal", "wide"),
    "face": _among("serif", "sans"),
    "theme": _among("app", "light", "dark", "contrast"),
    "spacing": _among("close", "normal", "loose"),
    "least_score": _number(0, 1),  # suggestions below it are hidden
    "others": Preference(lambda value: isinstance(value, bool), "Give true or false."),
    "grouped": Preference(lambda value: isinstance(value, bool), "Give true or false."),
}


def of(session: Session) -> dict[str, Any]:
    """Return what the annotator has chosen; what is not in it is as usual."""
    return preferences.of_annotator(session.store, session.annotator.id)


def choose(session: Session, chosen: Mapping[str, Any]) -> dict[str, Any]:
    """Keep what the annotator has chosen, all of it or nothing, and return every preference.

    Parameters
    ----------
    session : Session
        Whose preferences they are.
    chosen : mapping
        Names of `PREFERENCES` and their values; None goes back to the usual.

    Raises
    ------
    Refused
        If there is no such preference, or its value does not fit.
    """
    for name, value in chosen.items():
        known = PREFERENCES.get(name)
        if known is None:
            raise Refused(
                f"There is no preference {name[:LONGEST]!r}.",
                f"There are {', '.join(PREFERENCES)}.",
            )
        if value is not None and not known.fits(value):
            raise Refused(f"The preference {name!r} can't be {str(value)[:LONGEST]}.", known.words)
    preferences.keep(session.store, session.annotator.id, chosen)
    return of(session)
