"""What dates mean: a day, a week, a month, a year or an interval, seen from the article's date.

Values are ISO 8601 (`2016-10-31`, `2016-W44`, `2016-05-03/2016-05-05`), with a decade as ISO 8601-2
writes it (`199X`) and a weekend and a quarter as TIMEX3 does (`2016-W44-WE`, `2016-Q3`). What can't
be said for certain has no value: several days ago, two days later, 3/4/2016.
"""

from __future__ import annotations

import calendar
import functools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from annotator.model import Suggestion

LABEL = "DATE"
ATTRIBUTE = "value"

_MONTHS = (
    "january jan января январе januar janvier enero gennaio janeiro ocak ιανουαρίου يناير",
    "february feb февраля феврале februar février febrero febbraio fevereiro şubat φεβρουαρίου"
    " فبراير",
    "march mar марта марте märz mars marzo março mart μαρτίου مارس",
    "april apr апреля апреле avril abril aprile nisan απριλίου أبريل",
    "may мая мае mai mayo maggio maio mayıs μαΐου مايو",
    "june jun июня июне juni juin junio giugno junho haziran ιουνίου يونيو",
    "july jul июля июле juli juillet julio luglio julho temmuz ιουλίου يوليو",
    "august aug августа августе août agosto ağustos αυγούστου أغسطس",
    "september sep sept сентября сентябре septembre septiembre settembre setembro eylül σεπτεμβρίου"
    " سبتمبر",
    "october oct октября октябре oktober octobre octubre ottobre outubro ekim οκτωβρίου أكتوبر",
    "november nov ноября ноябре novembre noviembre novembro kasım νοεμβρίου نوفمبر",
    "december dec декабря декабре dezember décembre diciembre dicembre dezembro aralık δεκεμβρίου"
    " ديسمبر",
)
_WEEKDAYS = (
    "monday понедельник montag lundi lunes",
    "tuesday вторник dienstag mardi martes",
    "wednesday среду mittwoch mercredi miércoles",
    "thursday четверг donnerstag jeudi jueves",
    "friday пятницу freitag vendredi viernes",
    "saturday субботу samstag samedi sábado",
    "sunday воскресенье sonntag dimanche domingo",
)
_COUNTS = ("a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_STEPS = {"last": -1, "this": 0, "next": 1}
_DAYS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
_FUTURE = re.compile(
    r"\b(?:will|shall|won['’]t|(?:is|are) (?:due|set|expected|scheduled|planned)|upcoming"
    r"|wird|werden|sera|seront|será|serán|будет|будут|состоится)\b|['’]ll\b",
    re.IGNORECASE,
)
_SAID = re.compile(r"\b(?:said|says|told|announced|reported|wrote)\b", re.IGNORECASE)
_LATEST, _AROUND = 2, 200  # months that lie ahead unsaid; letters that tell past from future


def _numbers(rows: Sequence[str]) -> dict[str, int]:
    return {word: number for number, row in enumerate(rows, 1) for word in row.split()}


_MONTH, _WEEKDAY = _numbers(_MONTHS), _numbers(_WEEKDAYS)


@dataclass(frozen=True, slots=True)
class _Seen:
    """From when a date is seen, and whether it is spoken of as lying ahead."""

    day: date
    is_ahead: bool

    def week(self, step: int) -> str:
        year, week, _ = (self.day + timedelta(weeks=step)).isocalendar()
        return f"{year:04}-W{week:02}"

    def month(self, step: int) -> tuple[int, int]:
        years, month = divmod(self.day.month - 1 + step, 12)
        return self.day.year + years, month + 1

    def year_of(self, month: int) -> int:
        """Return the year of a month of which only the name is said."""
        ahead = (month - self.day.month) % 12
        is_next = ahead if self.is_ahead or ahead <= _LATEST else ahead - 12
        return self.month(is_next)[0]


def value(quote: str, published: date | None, is_ahead: bool = False) -> str:
    """Return what a date means, or an empty string where that is not certain.

    Parameters
    ----------
    quote : str
        The words, as they stand in the text.
    published : date or None
        The article's date; without one, what is told in relation to it has no value.
    is_ahead : bool
        Whether the sentence tells of something to come.
    """
    said = " ".join(quote.lower().split()).strip(".,() ")
    seen = None if published is None else _Seen(published, is_ahead)
    for pattern, read in _readings():
        match = pattern.fullmatch(said)
        if match is None:
            continue
        try:
            return read(match, seen)
        except (ValueError, OverflowError, _NoDate):  # 31 June, 5,000 years ago, nothing to go by
            return ""
    return ""


def with_values(
    found: Sequence[Suggestion], text: str, published_at: str, *, as_attribute: bool
) -> list[Suggestion]:
    """Return the suggestions, dates among them with their value in the reason.

    Parameters
    ----------
    found : sequence of Suggestion
        What a recogniser proposes for `text`.
    text, published_at : str
        The article's text, and its date, ISO 8601 or empty.
    as_attribute : bool
        Whether the label asks for the value, so that whoever accepts the suggestion keeps it.
    """
    published = _day(published_at)
    return [_valued(s, text, published, as_attribute) if s.label_id == LABEL else s for s in found]


def _valued(s: Suggestion, text: str, published: date | None, as_attribute: bool) -> Suggestion:
    quote = text[s.start : s.end]
    is_ahead = _is_ahead(text, s.start, s.end)
    meant = value(quote, published, is_ahead)
    if meant:
        more = ((ATTRIBUTE, meant),) if as_attribute else ()
        return replace(s, reason=f"{s.reason} · {meant}", attributes=(*s.attributes, *more))
    if published is None and value(quote, date(2000, 1, 1), is_ahead):
        return replace(s, reason=f"{s.reason} · no value: the article has no date")
    return s


def _is_ahead(text: str, start: int, end: int) -> bool:
    """Return whether the clause of a date speaks of the future.

    What stands before the date in its clause decides; where that is next to nothing, what follows.
    """
    left = re.split(r"[.!?;:,\n]", text[max(0, start - _AROUND) : start])[-1]
    if len(left.split()) <= _LATEST:
        right = re.split(r"[.!?;:\n]", text[end : end + _AROUND])[0]
        return bool(_FUTURE.search(right)) and not _SAID.search(right)
    return bool(_FUTURE.search(left))


def _day(published_at: str) -> date | None:
    try:
        return date.fromisoformat(published_at[:10])
    except ValueError:
        return None


class _NoDate(Exception):
    """What is said depends on the date of the article, which has none."""


_Reading = Callable[[re.Match[str], _Seen | None], str]


@functools.cache
def _readings() -> list[tuple[re.Pattern[str], _Reading]]:
    """Return what dates look like, and how each is read; the first that fits counts."""
    return [(re.compile(pattern), read) for pattern, read in _table()]


def _table() -> Iterator[tuple[str, _Reading]]:
    month, weekday = ("|".join(map(re.escape, names)) for names in (_MONTH, _WEEKDAY))
    day = r"{}(?:st|nd|rd|th|er|º)?\.?"
    first, last = day.format(r"(?P<d>\d\d?)"), day.format(r"(?P<e>\d\d?)")
    months = rf"(?P<m>{month})\.?"
    year = r"(?P<y>[12]\d{3})(?: (?:г\.?|года?|году|yılında))?"
    of, to = r"(?:of |de )?", r" ?(?:[-–—]|to|and|until|bis|und|al?|au|à|y|e|по) ?"
    units = r"(?P<u>day|week|weekend|month|quarter|year|decade|century)"
    yield rf"(?:from |between )?{first}{to}{last} {of}{months}(?:,? (?:de )?{year})?", _days
    yield rf"{months} {first}{to}{last}(?:,? {year})?", _days
    yield rf"(?:the )?{first} {of}{months}(?:,? (?:de )?{year})?", _date
    yield rf"{months} {first}(?:,? {year})?", _date
    yield rf"{months},? {of}{year}", lambda m, _: _month(int(m["y"]), _MONTH[m["m"]])
    yield rf"{months}", lambda m, s: _month(_from(s).year_of(_MONTH[m["m"]]), _MONTH[m["m"]])
    yield rf"(?P<t>last|this|next) {months}", _stepped_month
    yield r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?P<t>t\d\d:\d\d(?::\d\d)?z?)?", _iso
    yield r"(?P<d>\d\d?)(?P<s>[./])(?P<m>\d\d?)[./](?P<y>\d{4})", _numeric
    yield r"(?P<y>\d{4})年(?:(?P<m>\d\d?)月(?:(?P<d>\d\d?)日)?)?", _chinese
    yield r"(?P<m>\d\d?)月(?P<d>\d\d?)日", _chinese
    yield year, lambda m, _: m["y"]
    yield r"(?:the )?(?:early |mid-? ?|late )?(?P<y>[12]\d\d)0s", lambda m, _: f"{m['y']}X"
    yield rf"(?:the )?(?P<t>last|this|next) (?P<w>{weekday})", _stepped_weekday
    yield rf"(?P<w>{weekday})", _weekday
    yield rf"(?:the )?(?P<t>last|this|next) {units}", _stepped
    yield rf"(?:the )?past {units}", _past
    yield rf"(?P<n>\d+|{'|'.join(_COUNTS)}) {units}s? ago", _ago
    yield "|".join(_DAYS), lambda m, s: _iso_day(_from(s).day + timedelta(_DAYS[m[0]]))
    yield (
        r"(?P<h>\d\d?)(?::(?P<min>\d\d)(?P<sec>:\d\d)?)? ?(?P<half>[ap])?\.?m?\.?"
        r"(?: (?P<z>gmt|utc|est|edt|cet|bst))?",
        _time,
    )


def _from(seen: _Seen | None) -> _Seen:
    if seen is None:
        raise _NoDate
    return seen


def _iso_day(day: date) -> str:
    return day.isoformat()


def _month(year: int, month: int) -> str:
    return date(year, month, 1).isoformat()[:7]


def _dated(match: re.Match[str], seen: _Seen | None, day: str) -> date:
    """Return a day of a named month; where no year is said, the one that is meant."""
    month = _MONTH[match["m"]]
    year = int(match["y"]) if match["y"] else _from(seen).year_of(month)
    if not match["y"] and int(match[day]) == 29 and month == 2:
        year -= 0 if calendar.isleap(year) else year % 4
    return date(year, month, int(match[day]))


def _date(match: re.Match[str], seen: _Seen | None) -> str:
    return _iso_day(_dated(match, seen, "d"))


def _days(match: re.Match[str], seen: _Seen | None) -> str:
    first, last = _dated(match, seen, "d"), _dated(match, seen, "e")
    return f"{first}/{last}" if first < last else ""


def _iso(match: re.Match[str], _: _Seen | None) -> str:
    day = date(int(match["y"]), int(match["m"]), int(match["d"]))
    return f"{day}{(match['t'] or '').upper()}"


def _numeric(match: re.Match[str], _: _Seen | None) -> str:
    """Read 3.4.2016, day first; 3/4/2016 may be March or April, 3/14/2016 may not."""
    first, second, year = int(match["d"]), int(match["m"]), int(match["y"])
    if match["s"] == "." or first > 12:
        return _iso_day(date(year, second, first))
    return _iso_day(date(year, first, second)) if second > 12 or first == second else ""


def _chinese(match: re.Match[str], seen: _Seen | None) -> str:
    told = match.groupdict()
    if not told["m"]:
        return str(told["y"])
    month = int(told["m"])
    year = int(told["y"]) if told.get("y") else _from(seen).year_of(month)
    return _iso_day(date(year, month, int(told["d"]))) if told["d"] else _month(year, month)


def _weekday(match: re.Match[str], seen: _Seen | None) -> str:
    """Read a weekday that is named alone: the day of the article or the last before it."""
    seen = _from(seen)
    back = (seen.day.isoweekday() - _WEEKDAY[match["w"]]) % 7
    ahead = (7 - back) % 7
    return _iso_day(seen.day + timedelta(ahead if seen.is_ahead else -back))


def _stepped_weekday(match: re.Match[str], seen: _Seen | None) -> str:
    seen, wanted = _from(seen), _WEEKDAY[match["w"]]
    if match["t"] == "this":  # the one of this week
        return _iso_day(seen.day + timedelta(wanted - seen.day.isoweekday()))
    if match["t"] == "next":
        return _iso_day(seen.day + timedelta((wanted - seen.day.isoweekday() - 1) % 7 + 1))
    return _iso_day(seen.day - timedelta((seen.day.isoweekday() - wanted - 1) % 7 + 1))


def _stepped_month(match: re.Match[str], seen: _Seen | None) -> str:
    seen, month = _from(seen), _MONTH[match["m"]]
    back = (seen.day.month - month - 1) % 12 + 1
    ahead = (month - seen.day.month - 1) % 12 + 1
    step = {"last": -back, "next": ahead, "this": month - seen.day.month}[match["t"]]
    return _month(*seen.month(step))


def _stepped(match: re.Match[str], seen: _Seen | None) -> str:
    return _unit(match["u"], _STEPS[match["t"]], _from(seen))


def _ago(match: re.Match[str], seen: _Seen | None) -> str:
    count = _COUNTS.index(match["n"]) or 1 if match["n"] in _COUNTS else int(match["n"])
    return _unit(match["u"], -count, _from(seen))


def _unit(unit: str, step: int, seen: _Seen) -> str:
    """Return the day, week, month, ... that lies so many steps ahead, or back."""
    day = seen.day
    if unit == "day":
        return _iso_day(day + timedelta(step))
    if unit in ("week", "weekend"):
        return seen.week(step) + ("-WE" if unit == "weekend" else "")
    if unit == "month":
        return _month(*seen.month(step))
    if unit == "quarter":
        year, month = seen.month(3 * step)
        return f"{date(year, month, 1).year:04}-Q{(month - 1) // 3 + 1}"
    years, shown = {"year": (1, 4), "decade": (10, 3), "century": (100, 2)}[unit]
    return date(day.year + years * step, 1, 1).isoformat()[:shown].ljust(4, "X")


def _past(match: re.Match[str], seen: _Seen | None) -> str:
    """Read "the past week": so long, up to the day of the article."""
    day, unit = _from(seen).day, match["u"]
    days = {"day": 1, "week": 7, "weekend": 2}.get(unit)
    if days:
        return f"{day - timedelta(days)}/{day}"
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit]
    year, month = _from(seen).month(-months)
    begin = date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
    return f"{begin}/{day}"


def _time(match: re.Match[str], _: _Seen | None) -> str:
    """Read a time of day; of which day it is is not said."""
    hour, minute = int(match["h"]), int(match["min"] or 0)
    if match["half"]:
        hour = hour % 12 + (12 if match["half"] == "p" else 0)
    elif match["min"] is None:
        return ""
    if hour > 24 or minute > 59:
        return ""
    zone = "Z" if match["z"] in ("gmt", "utc") else ""
    return f"T{hour:02}:{minute:02}{match['sec'] or ''}{zone}"
