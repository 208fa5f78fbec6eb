"""Days of publication as days, weeks, months and years; what has no such date is in none."""

from __future__ import annotations

import re
from datetime import date

UNITS = ("day", "week", "month", "year")
# As the article writes it, in its own time zone.
_MONTH = re.compile(r"[0-9]{4}-[01][0-9]")
_YEAR = re.compile(r"[0-9]{4}(?![0-9])")


def period(published_at: str, unit: str) -> str:
    """Return the day, week, month or year of a time in ISO 8601; empty where it names none.

    A week is named by its Monday.
    """
    if unit == "year":
        return published_at[:4] if _YEAR.match(published_at) else ""
    if unit == "month":
        return published_at[:7] if _MONTH.match(published_at) else ""
    try:
        found = date.fromisoformat(published_at[:10])
    except ValueError:
        return ""
    if unit == "week":
        # The first week of the year 1 has a Monday that there is none of.
        return date.fromordinal(max(found.toordinal() - found.weekday(), 1)).isoformat()
    return found.isoformat()
