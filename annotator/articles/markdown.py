"""Markdown files: fields from the front matter, the title from the first heading."""

from __future__ import annotations

import re
from dataclasses import replace

from annotator.articles.drafts import checked, field_date, field_text, field_url, from_scraped
from annotator.articles.lines import split_tags
from annotator.model import Draft, Refusal
from annotator.text import normalise

_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_PAIR = re.compile(r"([\w \-]+?)[ \t]*:[ \t]*(.*)")
_ITEM = re.compile(r"[ \t]*-[ \t]+(.*)")
_LONGEST_HEADING = 300

# The keys of common site generators.
_KEYS = {
    "title": "title", "author": "byline", "authors": "byline", "byline": "byline",
    "source": "source", "publisher": "source", "url": "url", "link": "url",
    "canonical_url": "url", "date": "published_at", "published": "published_at",
    "published_at": "published_at", "pubdate": "published_at", "updated": "modified_at",
    "modified": "modified_at", "modified_at": "modified_at", "lastmod": "modified_at",
    "last_modified": "modified_at", "lang": "language", "language": "language", "tags": "tags",
    "keywords": "tags", "categories": "tags",
}  # fmt: skip


def read_markdown(text: str, place: str, original: bytes, encoding: str) -> Draft | Refusal:
    """Return the draft of a Markdown file; its other markup stays as it is written."""
    text = normalise(text)
    front = _FRONT_MATTER.match(text)
    fields = _fields(front[1]) if front else {}
    rest = text[front.end() :] if front and fields else text
    heading, _, below = rest.lstrip().partition("\n")
    title = heading[2:].strip(" \t#") if heading.startswith("# ") else ""
    # A front matter's title may be repeated as heading; another heading belongs to the text.
    if 0 < len(title) <= _LONGEST_HEADING and fields.get("title", title) == title:
        fields["title"] = title
        rest = below
    known = field_text(fields.get("title"))
    draft = from_scraped(rest, place, original, encoding, known)
    if isinstance(draft, Refusal):
        return draft
    return checked(
        replace(
            draft,
            byline=field_text(fields.get("byline")) or draft.byline,
            source=field_text(fields.get("source")) or draft.source,
            url=field_url(fields.get("url")) or draft.url,
            published_at=field_date(fields.get("published_at")) or draft.published_at,
            modified_at=field_date(fields.get("modified_at")) or draft.modified_at,
            language=fields.get("language", "")[:2].lower() or draft.language,
            tags=split_tags(fields.get("tags", "")) or draft.tags,
        )
    )


def _fields(front_matter: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    key = ""
    for line in front_matter.split("\n"):
        pair, item = _PAIR.fullmatch(line), _ITEM.fullmatch(line)
        if item and key:
            fields[key] = ", ".join(x for x in (fields[key], _unquoted(item[1])) if x)
        elif pair:
            key = _KEYS.get(pair[1].strip().lower(), "")
            if key:
                fields[key] = (
                    ", ".join(_unquoted(x) for x in pair[2].strip("[]").split(","))
                    if key == "tags"
                    else _unquoted(pair[2])
                )
    return fields


def _unquoted(value: str) -> str:
    return value.strip().strip("\"'").strip()
