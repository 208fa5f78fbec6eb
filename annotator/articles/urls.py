"""Addresses of the web to articles: a page, a feed, or a list of addresses."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from annotator.articles.drafts import from_scraped
from annotator.articles.encoding import decode
from annotator.articles.feeds import is_feed, read_feed
from annotator.articles.network import Fetched, fetch
from annotator.articles.webpage import read_page
from annotator.errors import PressmarkError
from annotator.model import Draft, Refusal

_PAGES = {"text/html", "application/xhtml+xml", "application/xml", "text/xml", ""}


def read_url(url: str, allow_hosts: Collection[str] = ()) -> Iterator[Draft | Refusal]:
    """Yield the article of a page, or those of a feed's entries; what goes wrong is a refusal.

    Parameters
    ----------
    url : str
        An http or https address.
    allow_hosts : collection of str
        Names of hosts that may lie in a private network.
    """
    try:
        yield from _articles(fetch(url, allow_hosts), url)
    except PressmarkError as error:
        yield Refusal(url, str(error))
    except Exception as error:  # the border: one address never stops the others
        yield Refusal(url, f"The page could not be read ({type(error).__name__}: {error}).")


def read_urls(list_text: str, allow_hosts: Collection[str] = ()) -> Iterator[Draft | Refusal]:
    """Yield the articles of a list of addresses, one a line; each is fetched once."""
    addresses = dict.fromkeys(line.strip() for line in list_text.splitlines() if line.strip())
    for address in addresses:
        yield from read_url(address, allow_hosts)


def _articles(page: Fetched, url: str) -> Iterator[Draft | Refusal]:
    if is_feed(page.data):
        yield from read_feed(page.data, url)
    elif page.content_type in _PAGES:
        yield read_page(page.data, url, page.url, page.charset)
    elif page.content_type == "text/plain":
        text, encoding = decode(page.data, page.charset)
        yield from_scraped(text, url, page.data, encoding)
    else:
        yield Refusal(
            url, f"It is {page.content_type}, not a page. Save it and load the file, if it is text."
        )
