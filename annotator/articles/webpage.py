"""Web pages: the main text and what the page says of itself, through trafilatura.

The settings are those that did best on the 90 pages of scrapinghub's benchmark; the figures are
printed by `python -m benchmarks articles`.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, cast

from lxml import etree, html

from annotator.articles.dates import to_iso
from annotator.articles.drafts import checked, field_date, field_text, field_url
from annotator.articles.encoding import decode
from annotator.articles.lines import is_labels_only
from annotator.errors import Refused
from annotator.model import Draft, Refusal
from annotator.text import normalise

if TYPE_CHECKING:
    from trafilatura.settings import Document

_HEAD_LINES = 4
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:\-]+)", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_PUBLISHED = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_MODIFIED = re.compile(r'"dateModified"\s*:\s*"([^"]{8,40})"')
_PUBLISHED_NAMES = ("article:published_time", "datePublished", "og:published_time", "dc.date")
_MODIFIED_NAMES = ("article:modified_time", "dateModified", "og:updated_time")


def read_page(data: bytes, place: str, url: str = "", declared: str = "") -> Draft | Refusal:
    """Return the article of an HTML page.

    Parameters
    ----------
    data : bytes
        The page as it came.
    place : str
        The file or address that a refusal names.
    url : str
        Where it was fetched; else the page's own canonical address is taken.
    declared : str
        The charset that the server named; without it, the page's `<meta>` is asked.
    """
    meta = _CHARSET.search(data[:4096])
    named = declared or (meta[1].decode("ascii", "replace") if meta else "")
    try:
        text, encoding = decode(data, named)
    except Refused as error:
        return Refusal(place, str(error))
    if not text.strip():
        return Refusal(place, "Empty: there is no text in it.")
    # lxml refuses decoded text that still declares an encoding.
    page = _DECLARATION.sub("", text)
    try:
        tree = _tree(page)
        found = _extract(page, tree, url)
    except Exception as error:  # whatever a library makes of a hostile page
        return Refusal(place, f"Broken markup: the page could not be read ({error}).")
    if found is None:
        return Refusal(place, "Empty: no article was found on the page. Paste its text instead.")
    body, fields = found
    return checked(
        Draft(
            body=normalise(body),
            title=field_text(fields["title"]),
            byline=field_text(fields["author"]),
            source=field_text(fields["sitename"] or fields["hostname"]),
            url=field_url(url) or field_url(fields["url"]),
            published_at=_moment(page, tree, _PUBLISHED_NAMES, _PUBLISHED)
            or field_date(fields["date"]),
            modified_at=_moment(page, tree, _MODIFIED_NAMES, _MODIFIED),
            original=data,
            encoding=encoding,
            place=place,
        )
    )


def _extract(
    page: str, tree: html.HtmlElement | None, url: str
) -> tuple[str, dict[str, object]] | None:
    from trafilatura import bare_extraction, html2txt

    def read(source: str) -> dict[str, object]:
        document = bare_extraction(
            source, url=url or None, favor_precision=True, include_comments=False,
            with_metadata=True,
        )  # fmt: skip
        return cast("Document", document).as_dict() if document else {}

    fields = read(page)
    body = str(fields.get("text") or "")
    joined = _join_split_body(tree, body) if tree is not None else ""
    if joined:
        body = str(read(joined).get("text") or body)
    if not body.strip():
        body = str(html2txt(page) or "")
    title = str(fields.get("title") or "").strip()
    first, _, rest = body.partition("\n")
    if title and first.strip() == title and rest.strip():
        body = rest  # the headline, which is not repeated in the body
    body = _without_empty_labels(body)
    names = ("title", "author", "sitename", "hostname", "url", "date")
    return (body, {name: fields.get(name) for name in names}) if body.strip() else None


def _without_empty_labels(body: str) -> str:
    """Drop 'Published: · Updated:' from the top: the extractor loses what stood in `<time>`."""
    lines = body.lstrip().split("\n")
    kept = [x for n, x in enumerate(lines) if n >= _HEAD_LINES or not is_labels_only(x)]
    return "\n".join(kept) if len(kept) < len(lines) else body


def _tree(page: str) -> html.HtmlElement | None:
    try:
        return html.document_fromstring(page)
    except (etree.ParserError, ValueError):  # nothing but comments; characters XML can't hold
        return None


def _join_split_body(tree: html.HtmlElement, body: str) -> str:
    """Return the page with the pieces of its article in one container, or '' if it is whole.

    Some outlets cut the article into several containers of one class with advertisements between
    them; the extractor then keeps one. The pieces are known by holding most of the page's
    paragraphs, and clearly more than was extracted.
    """
    amounts: Counter[str] = Counter()
    pieces: dict[str, dict[html.HtmlElement, None]] = {}  # as ordered sets
    for paragraph in tree.iter("p"):
        parent = paragraph.getparent()
        name = parent.get("class") if parent is not None else None
        if name and parent.tag == "div":
            amounts[name] += len("".join(paragraph.itertext()))
            pieces.setdefault(name, {})[parent] = None
    if not amounts:
        return ""
    name, amount = amounts.most_common(1)[0]
    if len(pieces[name]) < 2 or amount < 0.6 * amounts.total() or len(body) > 0.7 * amount:
        return ""
    first, *others = pieces[name]
    for piece in others:
        first.extend(list(piece))
    return str(html.tostring(tree, encoding="unicode"))


def _moment(
    page: str, tree: html.HtmlElement | None, names: tuple[str, ...], pattern: re.Pattern[str]
) -> str:
    """Return a date with its time of day from the page's metadata; trafilatura gives days only."""
    said: dict[str, str] = {}
    for meta in tree.iter("meta") if tree is not None else ():
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        said.setdefault(name, to_iso(meta.get("content") or ""))
    found = pattern.search(page)
    moments = [said.get(name, "") for name in names] + [to_iso(found[1]) if found else ""]
    return next(filter(None, moments), "")
