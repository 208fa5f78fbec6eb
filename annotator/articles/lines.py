"""What one line of a scraped text says: a date, an author, a source, tags, or nothing known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from annotator.articles.dates import to_iso

LONGEST_LINE = 250

# Labels as outlets print them, in ten languages; one line a language.
_LABELS = {
    "published_at": """
        published on|published at|published|posted on|posted|first published|date published|
        publication date|date|issued|
        опубликовано|дата публикации|дата|
        publicado el|publicado|fecha de publicación|fecha|
        publié le|publié|date de publication|
        veröffentlicht am|veröffentlicht|erschienen am|datum|
        δημοσιεύτηκε στις|δημοσιεύτηκε|δημοσίευση|ημερομηνία|
        yayınlanma tarihi|yayınlanma|yayın tarihi|giriş tarihi|tarih|
        publicado em|data de publicação|data|pubblicato il|pubblicato|
        تاريخ النشر|نشر في|نُشر في|نشر بتاريخ|التاريخ|
        发布时间|发布于|发表时间|发表于|日期|時間|时间""",
    "modified_at": """
        last modified on|last modified|last updated on|last updated at|last updated|last update|
        updated on|updated at|updated|modified on|modified|date modified|edited|
        последнее обновление|обновлено|изменено|
        última actualización|última modificación|actualizado el|actualizado|
        dernière mise à jour|mis à jour le|mise à jour le|mis à jour|mise à jour|modifié le|
        zuletzt aktualisiert am|zuletzt aktualisiert|zuletzt geändert|letzte aktualisierung|
        aktualisiert am|aktualisiert|stand|
        τελευταία ενημέρωση|ενημερώθηκε στις|ενημερώθηκε|
        son güncelleme tarihi|son güncelleme|güncellenme tarihi|güncellenme|güncelleme|
        última atualização|atualizado em|atualizado às|atualizado|aggiornato il|aggiornato|
        آخر تحديث|تم التحديث|تاريخ التحديث|最后更新|更新时间|更新于|更新""",
    "byline": """
        byline|author|authors|written by|автор|autor|autora|auteur|συντάκτης|yazar|بقلم|الكاتب|
        كتب|作者|记者|autore""",
    "source": """
        source|from|publisher|источник|fuente|quelle|πηγή|kaynak|fonte|المصدر|来源|來源""",
    "url": """
        url|link|permalink|original url|source url|web page""",
    "tags": """
        tags|tag|topics|keywords|теги|метки|ключевые слова|etiquetas|palabras clave|mots-clés|
        schlagwörter|schlagworte|ετικέτες|etiketler|palavras-chave|الكلمات المفتاحية|كلمات مفتاحية|
        وسوم|الوسوم|标签|关键词|标签""",
}
_FIELD = {label.strip(): field for field, labels in _LABELS.items() for label in labels.split("|")}
_LABEL = re.compile(
    "("
    + "|".join(re.escape(label) for label in sorted(_FIELD, key=len, reverse=True))
    + r")(?:\s*([:：])\s*|\s+|\s*$)(.*)",
    re.DOTALL,
)
_BY = re.compile(r"(?:by|par|por|von)\s+(.+)", re.IGNORECASE)
_NAME_WORD = re.compile(r"[^\W\d_][\w.'’\-]*,?$")
_SMALL_WORDS = {"and", "et", "y", "und", "e", "de", "von", "van", "der", "del", "al", "bin", "for",
                "in", "la", "le", "di", "da", "dos", "ter", "ibn"}  # fmt: skip
_PARTS = re.compile(r"\s*[|·]\s*")
_TAGS = re.compile(r"\s*[,;،、，|]\s*")
_BULLET = re.compile(r"^\s*[•·▪●*\-–—]\s+")
_URL = re.compile(r"https?://[^\s<>\"']+")


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a line says: the Draft's field and the value for it."""

    field: str
    value: str


@lru_cache(maxsize=256)  # a line under a headline is asked for twice, as evidence and for itself
def read_line(line: str) -> tuple[Fact, ...]:
    """Return what a line of the header says; nothing unless every part of it is understood."""
    line = line.strip()
    if not line or len(line) > LONGEST_LINE:
        return ()
    fact = _read_part(line)
    if fact:
        return (fact,)
    parts = [p for p in _PARTS.split(line) if p]
    facts = [_read_part(p) for p in parts] if 2 <= len(parts) <= 4 else []
    return tuple(f for f in facts if f) if facts and all(facts) else ()


def read_tags(line: str) -> tuple[str, ...] | None:
    """Return the tags of 'Tags: a, b' or of a bare 'Tags'; None if the line is neither."""
    found = _LABEL.fullmatch(line.strip().lower()) if len(line) < 2000 else None
    if not found or _FIELD[found[1]] != "tags" or (found[3] and not found[2]):
        return None
    value = line.strip()[len(line.strip()) - len(found[3]) :] if found[3] else ""
    return split_tags(value)


def split_tags(value: str) -> tuple[str, ...]:
    """Return the tags of a list separated by commas, semicolons or bars, each once."""
    return tuple(dict.fromkeys(t.strip(" #") for t in _TAGS.split(value) if t.strip(" #")))


def without_bullet(line: str) -> str:
    """Return the line without the bullet that it may begin with."""
    return _BULLET.sub("", line).strip()


def _read_part(part: str) -> Fact | None:
    bare = part.strip("()[] \t")
    day = to_iso(bare)
    if day:
        return Fact("published_at", day)
    lowered = bare.lower()
    # Where lower case has another length (Turkish capital I with a dot), the value can't be cut
    # out by position.
    found = _LABEL.fullmatch(lowered) if len(lowered) == len(bare) else None
    fact = _labelled(_FIELD[found[1]], bool(found[2]), bare[found.start(3) :]) if found else None
    return fact or _by(bare)


def _labelled(field: str, colon: bool, value: str) -> Fact | None:
    value = value.strip()
    if field.endswith("_at"):
        day = to_iso(value)
        return Fact(field, day) if day else None
    if not colon or not value or field == "tags":
        return None
    if field == "url":
        return Fact(field, value) if _URL.fullmatch(value) else None
    return Fact(field, value) if len(value) <= 160 and not value.endswith(".") else None


def _by(line: str) -> Fact | None:
    """Read 'By Jane Roe': after the word only names may follow, so that 'By 2050 …' is text."""
    found = _BY.fullmatch(line) if len(line) <= 100 else None
    if not found or found[1].endswith((".", "!", "?", ":", ",", "”", '"')):
        return None
    words = found[1].split()
    named = all(_NAME_WORD.match(w) and (w != w.lower() or w in _SMALL_WORDS) for w in words)
    return (
        Fact("byline", found[1]) if named and words[0][0].isupper() and len(words) <= 12 else None
    )
