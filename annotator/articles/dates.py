"""Dates as news lines write them, to ISO 8601: in ten languages, and never by guessing.

A zone that isn't written is not added, a day that could be a month is not taken, and a line with
any word that does not belong to a date is no date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from annotator.articles.zones import NAMES, zone

_MONTHS = """
january jan enero janvier januar jänner ιανουαρίου ιανουάριος ιαν ocak janeiro января янв январь
  يناير gennaio ene janv januari
february feb febrero février februar φεβρουαρίου φεβρουάριος φεβ şubat fevereiro февраля фев февраль
  فبراير febbraio févr fev şub februari
march mar marzo mars märz μαρτίου μάρτιος μαρ mart março марта мар март مارس mrz maart
april apr abril avril απριλίου απρίλιος απρ nisan апреля апр апрель أبريل ابريل aprile abr avr nis
may mayo mai μαΐου μαΐος μάιος μαΐ mayıs maio мая май مايو maggio mei
june jun junio juin juni ιουνίου ιούνιος ιουν haziran junho июня июн июнь يونيو giugno haz
july jul julio juillet juli ιουλίου ιούλιος ιουλ temmuz julho июля июл июль يوليو luglio juil tem
august aug agosto août αυγούστου αύγουστος αυγ ağustos августа авг август أغسطس اغسطس ago ağu
  augustus
september sep sept septiembre septembre σεπτεμβρίου σεπτέμβριος σεπ eylül setembro сентября сен сент
  сентябрь سبتمبر settembre set eyl
october oct octubre octobre oktober okt οκτωβρίου οκτώβριος οκτ ekim outubro октября окт октябрь
  أكتوبر اكتوبر ottobre out eki
november nov noviembre novembre νοεμβρίου νοέμβριος νοε kasım novembro ноября ноя нояб ноябрь نوفمبر
  kas
december dec diciembre décembre dezember dez δεκεμβρίου δεκέμβριος δεκ aralık dezembro декабря дек
  декабрь ديسمبر dicembre dic déc ara desember
"""
_WEEKDAYS = """
monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
lunes martes miércoles jueves viernes sábado domingo lundi mardi mercredi jeudi vendredi samedi
dimanche montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so
δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή pazartesi salı çarşamba perşembe cuma
cumartesi pazar segunda terça quarta quinta sexta feira понедельник вторник среда четверг
пятница суббота воскресенье пн вт ср чт пт сб вс الاثنين الإثنين الثلاثاء الأربعاء الاربعاء الخميس
الجمعة السبت الأحد الاحد lunedì martedì mercoledì giovedì venerdì sabato domenica
"""
_NOISE = """
de del of the le el den la em a on at às as à um uhr в г года год saat tarihinde στις ώρα الساعة في
م hrs hours am il kl h local time
"""


def _months() -> dict[str, int]:
    # A line that is indented goes on with the month above it.
    rows = re.sub(r"\n\s+", " ", _MONTHS.strip()).split("\n")
    return {word: number for number, row in enumerate(rows, 1) for word in row.split()}


# The months of the Levant and Iraq; four of them are two words, joined by `_from_words`.
_LEVANT = [
    "شباط",
    "آذار",
    "نيسان",
    "أيار",
    "حزيران",
    "تموز",
    "آب",
    "أيلول",
    "تشرين_الأول",
    "تشرين_الثاني",
    "كانون_الأول",
]
_MONTH = _months() | {word.replace("_", ""): n for n, word in enumerate(_LEVANT, 2)}
_MONTH["كانونالثاني"] = 1
_TWO_WORDS = re.compile("(تشرين|كانون) (ال)")
_DAYS = set(_WEEKDAYS.split())
_PASSED_OVER = {*_DAYS, *_NOISE.split()}

_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ]+(\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*"
    r"(?:(Z|UTC|GMT)|([+-])(\d\d):?(\d\d)?)?)?",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?<!\d)(\d{1,2})(?:[:：時时点]|(?<=\d)h|(?<=\d)\.(?=\d\d\s*(?:[ap]\.?m|uhr|gmt|utc|bst|[ce]?e?s?t\b)))(\d\d)?"
    r"(?:分|:(\d\d))?(?:\.\d+)?(?:\s*([ap])\.?m\b\.?|\s*([صم])(?=\s|$))?"
    r"(?:\s*\(?\s*([a-zмск]{1,4})\b(?!\.)\)?)?(?:\s*([+\-−])(\d{1,2})(?::?(\d\d))?(?!\d))?"
)
# The same moment elsewhere: '4:05 pm PT (07:05 pm ET)'.
_SECOND_CLOCK = re.compile(
    r"(?<=[\da-z.])\s*\(\d{1,2}[:.]?\d\d ?(?:[ap]\.?m\.? ?)?[a-z]{2,4}\)", re.IGNORECASE
)
_CJK = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
_CJK_WEEKDAY = re.compile(
    r"[（(]?(?:星期|周|週)[一二三四五六日天][）)]?|[（(][月火水木金土日][）)]"
)
_WORD = re.compile(r"[^\W\d_]+")
_NUMERIC = re.compile(r"(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|º|ª)\b")
_LEFT_OVER = re.compile(r"[\d\s,.،;:|•·()/'’\-–—]*")
_DIGITS = re.compile(r"(?:\D*\d){5}")  # four of a year and one of a day, at least
_LONGEST = 90


@dataclass(frozen=True, slots=True)
class _Clock:
    """A time of day with what was written of its zone."""

    hour: int
    minute: int
    second: int
    zone: tuple[str, str, int, int]


def to_iso(text: str) -> str:
    """Return the date that `text` consists of as ISO 8601, or '' if it is not wholly a date.

    A written zone is kept ('Z' for UTC and GMT, else the offset); without a time the result is a
    bare date. '02/03/2016' is two dates and so is none.

    Examples
    --------
    >>> to_iso("Wed, 02 Nov 2016 16:37:11 GMT")
    '2016-11-02T16:37:11Z'
    >>> to_iso("1 сентября 2015 г.")
    '2015-09-01'
    """
    if len(text) <= 2 * _LONGEST and "(" in text:
        text = _SECOND_CLOCK.sub("", text)
    text = text.strip().strip("()[]|·•").strip()
    if not 8 <= len(text) <= _LONGEST or not _DIGITS.match(text):
        return ""
    try:
        iso = _ISO.fullmatch(text)
        return _from_iso(iso) if iso else _from_words(text.lower().replace("i̇", "i"))
    except ValueError:  # the 31st of February, 25 o'clock
        return ""


def is_date_word(word: str) -> bool:
    """Tell whether a word is the name of a month or of a day of the week."""
    lowered = word.lower().strip(".,")
    return lowered in _MONTH or lowered in _DAYS


def _from_iso(found: re.Match[str]) -> str:
    day = date(int(found[1]), int(found[2]), int(found[3]))
    if not found[4]:
        return _join(day, None)
    written = ((found[7] or "").lower(), found[8] or "", int(found[9] or 0), int(found[10] or 0))
    return _join(day, _Clock(int(found[4]), int(found[5]), int(found[6] or 0), written))


def _from_words(text: str) -> str:
    clock, text = _take_clock(text)
    if not text.isascii():
        text = _CJK_WEEKDAY.sub(" ", _CJK.sub(r" \1-\2-\3 ", text))
        text = _TWO_WORDS.sub(r"\1\2", text)
    text = _ORDINAL.sub("", text)
    day = _numeric_day(text) if _NUMERIC.search(text) else _worded_day(text)
    return _join(day, clock) if day else ""


def _take_clock(text: str) -> tuple[_Clock | None, str]:
    found = _CLOCK.search(text)
    if not found or (found[2] is None and "点" not in found[0]):
        return None, text
    hour, half = int(found[1]), found[4] or {"ص": "a", "م": "p"}.get(found[5] or "")
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    name, end = found[6] or "", found.end()
    if name not in NAMES:
        name, end = "", found.start(6) if name else end
    sign = found[7] if end == found.end() and found[7] else ""
    written = (name, sign, int(found[8] or 0) if sign else 0, int(found[9] or 0) if sign else 0)
    clock = _Clock(hour, int(found[2] or 0), int(found[3] or 0), written)
    return clock, f"{text[: found.start()]} {text[end:]}"


def _numeric_day(text: str) -> date | None:
    found = _NUMERIC.search(text)
    if not found or not _only_passed_over(text[: found.start()] + " " + text[found.end() :]):
        return None
    first, middle, last = int(found[1]), int(found[3]), int(found[4])
    if len(found[1]) == 4:
        return date(first, middle, last)
    if len(found[4]) != 4:
        return None
    # Points are written day first everywhere; slashes are not.
    if found[2] == "." or first > 12 or first == middle:
        return date(last, middle, first)
    return date(last, first, middle) if middle > 12 else None


def _worded_day(text: str) -> date | None:
    words = _WORD.findall(text)
    months = [w for w in words if w in _MONTH]
    numbers = re.findall(r"\d+", text)
    if len(months) != 1 or len(numbers) != 2:
        return None
    if not _only_passed_over(re.sub(r"\d+", " ", text), months[0]):
        return None
    years = [n for n in numbers if len(n) == 4]
    days = [n for n in numbers if len(n) <= 2]
    return date(int(years[0]), _MONTH[months[0]], int(days[0])) if years and days else None


def _only_passed_over(text: str, month: str = "") -> bool:
    words = _WORD.findall(text)
    known = all(w in _PASSED_OVER or w == month for w in words)
    return known and bool(_LEFT_OVER.fullmatch(_WORD.sub("", text)))


def _join(day: date, clock: _Clock | None) -> str:
    if not 1500 <= day.year <= 2200:  # some systems write the year 1 for "unknown"
        return ""
    if clock is None:
        return day.isoformat()
    moment = datetime.combine(
        day, time(clock.hour, clock.minute, clock.second), tzinfo=zone(*clock.zone)
    )
    return moment.isoformat().replace("+00:00", "Z")
