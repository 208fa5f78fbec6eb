"""The last step of every way in: a checked Draft, or a Refusal that says why."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime

from annotator.articles.dates import to_iso
from annotator.articles.language import identify
from annotator.articles.layout import parse
from annotator.articles.limits import MAX_ARTICLE_CHARACTERS
from annotator.model import Draft, Refusal

_SPACES = re.compile(r"\s+")
_WEB = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_LONGEST_FIELD = 1000


def from_scraped(
    text: str, place: str, original: bytes, encoding: str, title: str = ""
) -> Draft | Refusal:
    """Return the draft of a text whose header, body and tags the layout parser tells apart.

    A title that is known already is kept, and no line is taken for one.
    """
    refusal = too_long(text, place)
    if refusal:
        return refusal
    found = parse(text, title)
    return checked(
        Draft(
            body=found.body,
            title=found.title,
            byline=found.byline,
            source=found.source,
            url=found.url,
            published_at=found.published_at,
            modified_at=found.modified_at,
            language=identify(found.body),
            tags=found.tags,
            original=original,
            encoding=encoding,
            place=place,
        )
    )


def checked(draft: Draft) -> Draft | Refusal:
    """Return `draft` with its language, its characters whole; or why it is no article.

    `body` has passed `text.normalise` already: it is not done a second time, for it is the
    slowest step of a large load.
    """
    if not draft.body:
        return Refusal(draft.place, "Empty: there is no text in it.")
    refusal = too_long(draft.body, draft.place)
    if refusal:
        return refusal
    body, title = whole(draft.body), whole(draft.title)
    language = draft.language or identify(body)
    if (body, title, language) == (draft.body, draft.title, draft.language):
        return draft
    return replace(draft, body=body, title=title, language=language)


def too_long(text: str, place: str) -> Refusal | None:
    """Return a refusal if `text` is over the limit of one article."""
    if len(text) <= MAX_ARTICLE_CHARACTERS:
        return None
    return Refusal(
        place,
        f"Too large: the article has {len(text):,} characters, and {MAX_ARTICLE_CHARACTERS:,} is "
        "the limit. Cut it into parts, or load it as a table with a row for each article.",
    )


def whole(text: str) -> str:
    """Return `text` with each half of a surrogate pair, as JSON can hold, made U+FFFD."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def field_text(value: object) -> str:
    """Return a short field (title, byline, source) as one line."""
    return "" if value is None else whole(_SPACES.sub(" ", str(value)).strip()[:_LONGEST_FIELD])


def field_date(value: object) -> str:
    """Return a date field as ISO 8601, '' if it is no date that can be told for sure."""
    if isinstance(value, datetime | date):
        return value.isoformat().replace("+00:00", "Z")
    return to_iso(str(value)) if isinstance(value, str) else ""


def field_url(value: object) -> str:
    """Return an address of the web; anything else ('javascript:', a path) is left out."""
    address = str(value or "").strip()
    return address if _WEB.fullmatch(address) and len(address) <= 2 * _LONGEST_FIELD else ""
