"""Dates, periods and times of day, by pattern."""

from __future__ import annotations

import functools
import re

from annotator.model import Suggestion
from annotator.recognisers import lists

_WEEKDAY = (
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|понедельник|вторник|среду|четверг|пятницу|субботу|воскресенье"
    r"|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
)
_UNIT = r"(?:day|week|weekend|month|quarter|year|decade|century)"
_COUNT = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|several|few)"
_YEAR = r"(?:1[5-9]|20)\d\d"
# The full stop of an abbreviated month, and not that of the sentence.
_DOT = r"(?:\.(?!\s*(?:\Z|\n)|\s[A-ZА-Я]))?"


@functools.cache
def _pattern() -> re.Pattern[str]:
    months = "|".join(sorted(map(re.escape, lists.words("months")), key=len, reverse=True))
    day = r"\d{1,2}(?:st|nd|rd|th|er|º)?\.?"
    last = r"\d{1,2}(?:st|nd|rd|th)?"
    return re.compile(
        "|".join(
            (
                rf"\b{day}\s?(?:[-–—]|to|and|bis|und|al|au)\s?{day}\s(?:of\s|de\s)?(?:{months})\b{_DOT}"
                rf"(?:,?\s(?:de\s)?{_YEAR}(?!\d)(?:\sгода)?)?",
                rf"\b(?:{months})\b\.?\s{day}\s?(?:[-–—]|to|and)\s?{last}(?!\d|:\d|%|\s?[ap]\.?m\b)"
                rf"(?:,?\s{_YEAR}(?!\d))?",
                rf"\b{day}\s(?:of\s|de\s)?(?:{months})\b{_DOT}"
                rf"(?:,?\s(?:de\s)?{_YEAR}(?!\d)(?:\sгода)?)?",
                rf"\b(?:{months})\b\.?\s{last}(?!\d|:\d|%)(?:,?\s{_YEAR}(?!\d))?",
                rf"\b(?:{months})\b\.?,?\s(?:of\s|de\s)?{_YEAR}(?!\d)",
                r"\b\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?Z?)?\b",
                r"\b\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d\b",
                r"\d{2,4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月\d{1,2}日",
                r"(?:(?<=\bin )|(?<=\bIn )|(?<=\bsince )|(?<=\bSince )|(?<=\buntil )|(?<=\bby )"
                r"|(?<=\bof )|(?<=\bfrom )|(?<=\bduring )|(?<=\bbefore )|(?<=\bafter )"
                r"|(?<=\bв )|(?<=\bВ )|(?<=\ben )|(?<=\bEn )|(?<=\bim Jahr )|(?<=\()|(?<=\bto ))"
                rf"{_YEAR}(?![\d,.]\d|\d)(?:\sгоду|\sгода)?",
                r"(?:(?<=\b[Ii]n )|(?<=\b[Ss]ince )|(?<=\b[Uu]ntil )|(?<=\b[Ll]ast )"
                r"|(?<=\b[Nn]ext )|(?<=\b[Bb]y )|(?<=\b[Ii]m )|(?<=\b[Ee]n )|(?<=\b[Вв] ))"
                rf"(?:{months})\b(?!\.?\s[A-Z])",
                rf"\b{_YEAR}\s(?:год[ауом]*|yılında)\b",
                r"\b(?:the\s)?(?:early\s|mid-?|late\s)?(?:1[5-9]|20)\d0s\b",
                rf"\b(?:[Ll]ast|[Tt]his|[Nn]ext|[Pp]ast)\s(?:{_UNIT}|{_WEEKDAY}|month)\b",
                rf"\b{_COUNT}\s{_UNIT}s?\s(?:ago|later|earlier)\b",
                rf"\b(?:{_WEEKDAY})\b",
                r"\b[Yy]esterday\b|\b[Tt]omorrow\b|\b[Tt]oday\b|\b[Tt]onight\b",
                r"\b\d{1,2}:\d\d(?::\d\d)?(?:\s?[ap]\.?m\b\.?)?(?:\s(?:GMT|UTC|EST|EDT|CET|BST))?",
                r"\b\d{1,2}\s?[ap]\.?m\b\.?",
            )
        )
    )


def find(text: str) -> list[Suggestion]:
    """Return the dates of `text`."""
    return [
        Suggestion(m.start(), m.end(), "DATE", 0.85, "date pattern")
        for m in _pattern().finditer(text)
    ]
