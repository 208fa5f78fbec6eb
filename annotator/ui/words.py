"""How dates, languages, counts and sizes are written on every page."""

from __future__ import annotations

from datetime import date

from annotator.services import languages

# What a browser calls itself holds the names of others too: the first that fits is the one.
_BROWSERS = {
    "Edg/": "Edge", "OPR/": "Opera", "Firefox/": "Firefox", "Chrome/": "Chrome",
    "Safari/": "Safari",
}  # fmt: skip
_MACHINES = {
    "Windows": "Windows", "Android": "Android", "iPhone": "an iPhone", "iPad": "an iPad",
    "Mac OS X": "a Mac", "CrOS": "a Chromebook", "Linux": "Linux",
}  # fmt: skip


def day(iso: str) -> str:
    """Return the day of an ISO 8601 time as '2 Nov 2016'; what is no such time stays as it is."""
    try:
        found = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    return f"{found.day} {found:%b %Y}"


def minute(iso: str) -> str:
    """Return an ISO 8601 time in UTC as '2 Nov 2016, 16:37'."""
    return f"{day(iso)}, {iso[11:16]}" if len(iso) > 15 else day(iso)


def due(day_: str, today: str) -> str:
    """Return 'due 24 Dec 2026', 'due today' or 'overdue by 3 days'; empty: it is due at no time."""
    try:
        left = (date.fromisoformat(day_) - date.fromisoformat(today)).days
    except ValueError:
        return ""
    if left < 0:
        return f"overdue by {count(-left, 'day')}"
    return {0: "due today", 1: "due tomorrow"}.get(left, f"due {day(day_)}")


def language(code: str) -> str:
    """Return the English name of a language code; what is no such code stays as it is."""
    return languages.name(code)


def count(number: int, one: str, many: str = "") -> str:
    """Return '1 article', '2,000 articles'."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def duration(milliseconds: int) -> str:
    """Return a time as '2 h 5 min', '5 min', '40 s' or '0 min'."""
    minutes = round(milliseconds / 60_000)
    if not minutes:
        return f"{round(milliseconds / 1000)} s" if milliseconds >= 1000 else "0 min"
    hours, rest = divmod(minutes, 60)
    return " ".join(filter(None, (f"{hours:,} h" * bool(hours), f"{rest} min" * bool(rest))))


def size(number: int) -> str:
    """Return a number of bytes as '12.5 MB'."""
    return f"{number / 1e6:,.1f} MB" if number >= 100_000 else f"{number / 1e3:,.1f} kB"


def plain(text: str) -> str:
    """Return text for Markdown with every sign that Markdown reads made harmless."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]()<>#+-.!|~$:&" else c for c in text)


def browser(named: str) -> str:
    """Return what a browser calls itself as 'Firefox on Linux'."""
    what = next((name for sign, name in _BROWSERS.items() if sign in named), "A browser")
    where = next((name for sign, name in _MACHINES.items() if sign in named), "")
    return f"{what} on {where}" if where else what
