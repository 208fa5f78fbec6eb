"""E-mail and web addresses: a name inside one is part of an address, and nobody's mention."""

from __future__ import annotations

import re
from bisect import bisect_right

from annotator.model import Suggestion

_CHUNK = re.compile(r"\S+")
_WEB = ("http://", "https://", "www.")


def outside(text: str, found: list[Suggestion]) -> list[Suggestion]:
    """Return the suggestions that lie in no address.

    Parameters
    ----------
    text : str
        The text of an article.
    found : list of Suggestion
        What was suggested for it.
    """
    if "@" not in text and not any(opening in text for opening in _WEB):
        return found
    addresses = [m.span() for m in _CHUNK.finditer(text) if _is_address(m.group())]
    starts = [start for start, _ in addresses]

    def is_inside(suggestion: Suggestion) -> bool:
        nth = bisect_right(starts, suggestion.start) - 1
        return nth >= 0 and suggestion.end <= addresses[nth][1]

    return [suggestion for suggestion in found if not is_inside(suggestion)]


def _is_address(chunk: str) -> bool:
    """Return whether a stretch without spaces is an address; `@name` is somebody's."""
    inner, at, host = chunk.strip("<>()[]\"'“”‘’.,;:").partition("@")
    if at:
        return bool(inner) and "." in host.strip(".")
    return inner.lower().startswith(_WEB)
