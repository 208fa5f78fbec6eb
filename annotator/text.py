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
