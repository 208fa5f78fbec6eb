"""HTML fragments to text: blocks become paragraphs, scripts and styles go."""

from __future__ import annotations

import re

from lxml import etree, html

from annotator.text import normalise

_BLOCK = (
    "address article aside blockquote body div dd dl dt fieldset figcaption figure footer form h1 "
    "h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody tr ul"
)
_BLOCKS = frozenset(_BLOCK.split())
_UNREAD = {"script", "style", "head", "template", "noscript", "svg", "iframe", "object"}
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(
    r"<(/?)(p|div|html|body|article|section|ul|ol|table|blockquote|h[1-6])(?:\s[^<>]*)?>",
    re.IGNORECASE,
)
_OPENS_WITH_BLOCK = re.compile(
    r"\s*(?:<!doctype html[^>]*>\s*)?<(?:p|div|html|body|article|section)(?:\s[^<>]*)?>",
    re.IGNORECASE,
)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_SPACES_IN_LINE = re.compile(r" {2,}")


def is_fragment(text: str) -> bool:
    """Tell whether a table cell is HTML rather than text in which a tag is mentioned.

    The rule: it holds `<br>`, or begins with a block tag (`<p>`, `<div>`, `<html>` …), or holds
    such a tag together with its closing tag. `<script>`, `<b>` and their like prove nothing.
    """
    if "<" not in text:
        return False
    return bool(_OPENS_WITH_BLOCK.match(text) or _BREAK.search(text)) or _holds_pair(text)


def _holds_pair(text: str) -> bool:
    # One pass: a regular expression over pairs takes hours on a million tags that nothing closes.
    opened: set[str] = set()
    for closing, name in _TAG.findall(text):
        if not closing:
            opened.add(name.lower())
        elif name.lower() in opened:
            return True
    return False


def to_text(fragment: str) -> str:
    """Return the words of an HTML fragment, normalised, with a blank line between its blocks.

    Broken markup is read as browsers do; it raises nothing.
    """
    try:
        tree = html.document_fromstring(f"<div>{fragment}</div>")
    except (etree.ParserError, ValueError):  # nothing but comments; characters XML can't hold
        return normalise(re.sub(r"<[^<>]*>", " ", fragment))
    blocks: list[str] = []
    words: list[str] = []
    _walk(tree, words, blocks)
    _close(words, blocks)
    return normalise("\n\n".join(blocks))


def _walk(tree: html.HtmlElement, words: list[str], blocks: list[str]) -> None:
    # Events instead of recursion: a hostile page nests deeper than Python's stack.
    unread = 0
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            unread += tag in _UNREAD
            _mark(tag, words, blocks)
            if not unread and element.text:
                words.append(_SPACES.sub(" ", element.text))
            continue
        if event == "end":
            unread -= tag in _UNREAD
            if tag in _BLOCKS:
                _close(words, blocks)
        if not unread and element.tail:
            words.append(_SPACES.sub(" ", element.tail))


def _mark(tag: str, words: list[str], blocks: list[str]) -> None:
    if tag in _BLOCKS:
        _close(words, blocks)
    elif tag == "br":
        words.append("\n")
    elif tag in {"td", "th"}:
        words.append(" ")


def _close(words: list[str], blocks: list[str]) -> None:
    block = re.sub(r" *\n *", "\n", _SPACES_IN_LINE.sub(" ", "".join(words))).strip()
    if block:
        blocks.append(block)
    words.clear()
