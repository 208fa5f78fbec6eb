"""Who may call: pages that this app served, and programs.

On one's own machine there is no sign-in, so a page of somebody else's, open in the same browser,
must not be able to act here. Browsers say where a request comes from in Sec-Fetch-Site and Origin;
a page that had its own name rebound to 127.0.0.1 shows itself by the Host it asks for.
"""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from fastapi import Request

from annotator.errors import Refused

_LOCAL_NAMES = ("localhost", "testserver")


def refuse_foreign_pages(request: Request) -> None:
    """Raise Refused if a page of another origin makes this request."""
    site = request.headers.get("sec-fetch-site", "none")
    origin = request.headers.get("origin", "")
    host = request.headers.get("host", "")
    foreign = site not in ("none", "same-origin") or (origin and urlsplit(origin).netloc != host)
    if foreign or not _is_plain_host(host, request):
        raise Refused(
            "This request comes from another page than Pressmark's.",
            "Open Pressmark by the address that it was started with.",
        )


def _is_plain_host(host: str, request: Request) -> bool:
    """Whether the name asked for fits a server that listens on loopback."""
    client = request.client.host if request.client else ""
    try:
        if not ipaddress.ip_address(client).is_loopback:
            return True  # a shared machine, reached by whatever name it has
    except ValueError:
        return True
    name = urlsplit(f"//{host}").hostname or ""
    if name in _LOCAL_NAMES or name.endswith(".localhost"):
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return bool(request.headers.get("x-forwarded-for"))
    return True
