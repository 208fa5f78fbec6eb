"""Organisations of Russian texts: the word for what they are, then their name or country."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotator.recognisers import lists
from annotator.recognisers.reading import Candidate, Reading

# What organisations are called, up to the ending of their case.
_KIND = re.compile(
    r"(?i:компани|корпораци|концерн|холдинг|групп|парти|движени|фронт|союз|фонд|агентств|газет"
    r"|журнал|издани|издательств|телеканал|канал|радиостанци|банк|клуб|команд|ассоциаци|федераци"
    r"|организаци|институт|университет|академи|комитет|комисси|совет|министерств|ведомств"
    r"|управлени|служб|суд|прокуратур|правительств|парламент|посольств|общество|обществ|центр"
    r"|театр|музе|завод|предприяти|фабрик|авиакомпани|объединени|коалици|блок|лиг|сборн|бюро"
    r"|департамент|палат|отделени|церк)(?:я|и|ю|ей|ия|ий|ии|ию|ием|ов|а|у|ом|е|ой|ы|о|й|ая|ую"
    r"|ям|ях|ами|ями|ый|ого|ому|ым|овь|ью|вь|ви|ь)?"
)
_FORM = frozenset((
    "ОАО", "ООО", "ЗАО", "ПАО", "АО", "НПО", "НПП", "ГУП", "МУП", "ФГУП", "РИА", "ИА", "ИТАР",
    "ФК", "ХК", "БК", "ВК", "МХК", "ТРК", "ТК",
))  # fmt: skip
_STATE = re.compile(
    r"(?i:правительств|парламент|посольств|сборн|министерств|арми|прокуратур|генштаб|вооруж)\w{0,4}"
)
_SERVICES = frozenset(("МИД", "МВД", "ВВС", "ВМС", "ВМФ", "МО"))
_ADJECTIVE = re.compile(r"[А-ЯЁ][а-яё-]+(?:ый|ий|ой|ая|яя|ое|ее|ого|его|ому|ему|ым|им|ом|ем|ую|юю)")
_ACRONYM = re.compile(r"[А-ЯЁ]{3,6}")
_NO_ORGANISATIONS = lists.words("acronyms_cyrillic")
# Behind these the name goes on, nobody knows how far.
_GOES_ON = frozenset(("по", "имени", "за", "при", "против", "для", "им"))
_LONGEST = 6


def find(reading: Reading) -> Iterator[Candidate]:
    """Yield the organisations that no list names; nothing in texts without Cyrillic letters."""
    tokens = reading.tokens
    for i, word in enumerate(tokens.words):
        if not "\u0400" <= word[0] <= "\u04ff" or tokens.heading[i]:
            continue
        found = _between_marks(reading, i) or _of_a_state(reading, i) or _described(reading, i)
        found = found or _acronym(reading, i)
        if found:
            yield found


def _between_marks(reading: Reading, i: int) -> Candidate | None:
    """Return the name in marks behind its kind: партия «Яблоко» is Яблоко."""
    tokens = reading.tokens
    if tokens.word(i + 1) != "«" or not reading.is_capital(i + 2):
        return None
    if tokens.words[i] not in _FORM and not _KIND.fullmatch(tokens.words[i]):
        return None
    for k in range(i + 3, min(i + 3 + _LONGEST, len(tokens))):
        if tokens.words[k] == "»":
            return reading.candidate(i + 2, k, "ORG", 0.8, "organisation between marks")
    return None


def _of_a_state(reading: Reading, i: int) -> Candidate | None:
    """Return an office and its country: правительство Китая, ВВС США."""
    word, match = reading.tokens.words[i], reading.listed.get(i + 1)
    if match is None or match.entry.label != "LOC" or match.entry.weak:
        return None
    if word not in _SERVICES and not _STATE.fullmatch(word):
        return None
    return reading.candidate(i, match.last, "ORG", 0.75, "office of a country")


def _described(reading: Reading, i: int) -> Candidate | None:
    """Return a kind with the capital of its adjective: Федеральное авиационное управление."""
    tokens = reading.tokens
    if tokens.opens[i] or not _ADJECTIVE.fullmatch(tokens.words[i]):
        return None
    for k in range(i + 1, min(i + 4, len(tokens))):
        if _KIND.fullmatch(tokens.words[k]):
            match = reading.listed.get(k + 1)
            last = match.last if match and match.entry.reason == "country" else k + 1
            whole = tokens.word(last) not in _GOES_ON
            return reading.candidate(i, last, "ORG", 0.7, "kind of organisation") if whole else None
        if not _ADJECTIVE.fullmatch(tokens.words[k].capitalize()):
            return None
    return None


def _acronym(reading: Reading, i: int) -> Candidate | None:
    tokens, word = reading.tokens, reading.tokens.words[i]
    if i in reading.inside or not _ACRONYM.fullmatch(word) or word in _NO_ORGANISATIONS:
        return None
    shouted = any(tokens.word(k).isupper() and len(tokens.word(k)) > 1 for k in (i - 1, i + 1))
    if shouted or tokens.word(i + 1) == "-" or tokens.word(i - 1) == "-":
        return None
    return reading.candidate(i, i + 1, "ORG", 0.6, "acronym")
