"""Text in: files, folders, pasted text, web pages, feeds and tables become drafts of articles.

Every way in is a stream of `Draft | Refusal`: one broken file, row or address costs itself only.
"""

from annotator.articles.column_names import FIELDS
from annotator.articles.feeds import read_feed
from annotator.articles.files import EXTENSIONS, read_file, read_paths, read_text
from annotator.articles.mapping import TableGuess, columns
from annotator.articles.network import fetch
from annotator.articles.urls import read_url, read_urls

__all__ = [
    "EXTENSIONS",
    "FIELDS",
    "TableGuess",
    "columns",
    "fetch",
    "read_feed",
    "read_file",
    "read_paths",
    "read_text",
    "read_url",
    "read_urls",
]
