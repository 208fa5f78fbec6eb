"""RSS and Atom feeds, through feedparser: an article for each entry, from the feed alone."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from annotator.articles.drafts import checked, field_date, field_text, field_url
from annotator.articles.markup import to_text
from annotator.model import Draft, Refusal

_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|RDF)[\s>]")


def is_feed(data: bytes) -> bool:
    """Tell by its first elements whether `data` is an RSS or Atom feed."""
    start = data[:2000].replace(b"\x00", b"")  # UTF-16 shows its Latin letters this way
    return bool(_FEED.search(start)) and b"<html" not in start.lower()


def read_feed(data: bytes, place: str) -> Iterator[Draft | Refusal]:
    """Yield the entries of a feed: the full content where the feed has it, else the summary.

    Parameters
    ----------
    data : bytes
        The feed as it came; it is never taken for an address or a file name.
    place : str
        The file or address that a refusal names.
    """
    import feedparser

    try:
        # As a stream: feedparser opens a plain string that looks like an address or a path.
        feed = feedparser.parse(io.BytesIO(data))
    except Exception as error:  # whatever a library makes of a hostile feed
        yield Refusal(place, f"Broken markup: the feed could not be read ({error}).")
        return
    if not feed.entries:
        yield Refusal(place, "Empty: the feed has no entries.")
    for number, entry in enumerate(feed.entries, 1):
        try:
            yield _draft(entry, feed.feed, f"{place}, entry {number}")
        except Exception as error:  # as above, and the others go on
            yield Refusal(f"{place}, entry {number}", f"Broken markup: {error}.")


def _draft(entry: Any, feed: Any, place: str) -> Draft | Refusal:
    contents = [str(c.get("value") or "") for c in entry.get("content", [])]
    content = max([*contents, str(entry.get("summary") or "")], key=len)
    origin = entry.get("source") or {}
    return checked(
        Draft(
            body=to_text(content) if content.strip() else "",
            title=field_text(to_text(str(entry.get("title") or ""))),
            byline=field_text(entry.get("author")),
            source=field_text(origin.get("title") or feed.get("title")),
            url=field_url(entry.get("link")),
            # The written date: feedparser's own takes a missing zone for UTC.
            published_at=field_date(entry.get("published") or entry.get("created")),
            # A plain `get` would answer with the date of publication, and warn.
            modified_at=field_date(dict.get(entry, "updated")),
            tags=tuple(dict.fromkeys(field_text(t.get("term")) for t in entry.get("tags", []))),
            original=content.encode(errors="replace"),
            place=place,
        )
    )
