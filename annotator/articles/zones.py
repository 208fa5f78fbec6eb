"""Time zones as news lines write them."""

from __future__ import annotations

from datetime import timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

# Only abbreviations that mean one thing. BST (Britain, Bangladesh), IST (India, Israel, Ireland)
# and CST (Chicago, China) do not: a time with one of these is kept without a zone.
_FIXED = {
    "utc": 0, "gmt": 0, "z": 0, "wet": 0, "cet": 60, "cest": 120, "mez": 60, "mesz": 120,
    "eet": 120, "eest": 180, "est": -300, "edt": -240, "cdt": -300, "mdt": -360, "pst": -480,
    "pdt": -420, "jst": 540, "kst": 540, "brt": -180,
}  # fmt: skip
_PLACES = {
    "et": "America/New_York",
    "ct": "America/Chicago",
    "mt": "America/Denver",
    "pt": "America/Los_Angeles",
    "msk": "Europe/Moscow",
    "мск": "Europe/Moscow",
    "trt": "Europe/Istanbul",
    "tsi": "Europe/Istanbul",
}
UNCLEAR = {"bst", "ist", "cst", "mst", "ast"}
NAMES = {*_FIXED, *_PLACES, *UNCLEAR}


def zone(name: str, sign: str = "", hours: int = 0, minutes: int = 0) -> tzinfo | None:
    """Return the zone of 'UTC', 'ET' or an offset such as '+', 3, 0; None if it is unclear."""
    if sign:
        shift = timedelta(hours=hours, minutes=minutes)
        return timezone(-shift if sign in "-−" else shift) if shift < timedelta(hours=15) else None
    if name in _FIXED:
        return timezone(timedelta(minutes=_FIXED[name]))
    try:
        return ZoneInfo(_PLACES[name]) if name in _PLACES else None
    except ZoneInfoNotFoundError:  # a system without time zone data
        return None
