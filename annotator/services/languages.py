"""What languages are called."""

from __future__ import annotations

import functools


@functools.cache
def name(code: str) -> str:
    """Return the English name of a language code; what is no such code stays as it is."""
    import pycountry

    known = {2: "alpha_2", 3: "alpha_3"}.get(len(code))
    found = pycountry.languages.get(**{known: code}) if known else None
    return str(found.name).removeprefix("Modern ").split(" (")[0] if found else code
