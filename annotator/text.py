"""Text, as it is stored, hashed, counted and cut into paragraphs.

Everything in Pressmark counts Unicode code points in half-open ranges. JavaScript counts UTF-16
code units; the desk's offsets.js converts at that border and nowhere else.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

# Han, kana, hangul, Thai, Lao, Khmer and Burmese write words without spaces between them; the
# plain word tokeniser of FTS5 can't cut them, and a word count by spaces says 1 for a whole page.
UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]"
)
_RARE_NEWLINES = ("\r\n", "\r", "\u2028", "\u2029", "\x85")
_CONTROLS = "".join(map(chr, (*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F)))
_NO_CONTROLS = dict.fromkeys(map(ord, _CONTROLS))
_RTL = {"R", "AL"}


def normalise(text: str) -> str:
    """Return `text` as it will be stored: done once, at loading, and never again.

    Line ends become LF, control characters other than tab and LF go, a byte order mark goes, and
    blank space at both ends goes. Letters are left alone: no NFC, no folding.
    """
    text = text.removeprefix("\ufeff")
    # Searching for a character that is hardly ever there is many times faster than a regex.
    for newline in _RARE_NEWLINES:
        if newline in text:
            text = text.replace(newline, "\n")
    if any(control in text for control in _CONTROLS):
        text = text.translate(_NO_CONTROLS)
    return text.strip()


def sha256(text: str) -> str:
    """Return the hex SHA-256 of `text` in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def count_words(text: str) -> int:
    """Return the number of words; in scripts without spaces, a word is taken as two characters."""
    if not has_unspaced(text):
        return len(text.split())
    unspaced = len(UNSPACED.findall(text))
    return len(UNSPACED.sub(" ", text).split()) + (unspaced + 1) // 2


def has_unspaced(text: str) -> bool:
    """Return whether `text` holds a character of a script without spaces between words."""
    return not text.isascii() and UNSPACED.search(text) is not None


def direction(text: str) -> str:
    """Return 'rtl' if more strong characters of the first 2,000 run right to left, else 'ltr'."""
    kinds = [unicodedata.bidirectional(c) for c in text[:2000]]
    return "rtl" if sum(k in _RTL for k in kinds) > sum(k == "L" for k in kinds) else "ltr"


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the ranges of the paragraphs: maximal runs of text without a line break."""
    return [m.span() for m in re.finditer(r"[^\n]+", text)]


# Scripts that tell no words apart by spaces: a neighbouring letter is no evidence that a passage
# cuts a word. Hangul is not among them, though it is searched like them.
WORDLESS = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff]"
)
_JOINER = "\u200d"


def occurrences(
    text: str, quote: str, *, same_case: bool = True, whole_words: bool = True
) -> list[tuple[int, int]]:
    """Return the ranges at which `quote` stands in `text`, one behind the other.

    No character is cut: an emoji that is part of another one, or a letter that carries an accent
    of its own, is not the same. Case is compared letter by letter, so that lengths stay.
    """
    if not quote:
        return []
    pattern = re.compile(re.escape(quote), 0 if same_case else re.IGNORECASE)
    found: list[tuple[int, int]] = []
    at = 0
    while match := pattern.search(text, at):
        start, end = match.span()
        cuts_word = whole_words and _cuts_word(text, start, end)
        if cuts_word or _cuts_character(text, start) or _cuts_character(text, end):
            at = start + 1
        else:
            found.append((start, end))
            at = end
    return found


def is_whole(text: str, start: int, end: int) -> bool:
    """Return whether a passage cuts no word and no character at its edges."""
    cuts_character = _cuts_character(text, start) or _cuts_character(text, end)
    return not (cuts_character or _cuts_word(text, start, end))


def _cuts_word(text: str, start: int, end: int) -> bool:
    left, right = text[start - 1 : start], text[end : end + 1]
    return (_is_guard(text[start]) and _is_word(left)) or (
        _is_guard(text[end - 1]) and _is_word(right)
    )


def _is_guard(c: str) -> bool:
    """Return whether a letter at the edge of words says that another letter beside it is theirs."""
    return _is_word(c) and not WORDLESS.match(c)


def _is_word(c: str) -> bool:
    return bool(c) and (c.isalnum() or c == "_" or unicodedata.category(c)[0] == "M")


def _cuts_character(text: str, at: int) -> bool:
    """Return whether a place lies inside what people see as one character."""
    if not 0 < at < len(text):
        return False
    left, right = text[at - 1], text[at]
    if _JOINER in (left, right) or unicodedata.category(right)[0] == "M":
        return True
    if "\U0001f3fb" <= right <= "\U0001f3ff":  # skin tones
        return True
    if not _is_flag_half(left) or not _is_flag_half(right):
        return False
    first = at
    while first and _is_flag_half(text[first - 1]):
        first -= 1
    return (at - first) % 2 == 1


def _is_flag_half(c: str) -> bool:
    return "\U0001f1e6" <= c <= "\U0001f1ff"
