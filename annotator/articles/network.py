"""Fetching from the web, where any address may have been chosen by an enemy.

A name is resolved once, every address it gives is checked, and the connection is made to the
address that was checked: a name that resolves to something else a moment later (DNS rebinding)
gains nothing. Redirects are followed here, one by one, each through the same check. Time is
limited as a whole, so that a server that sends a byte a second gains nothing either.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
import zlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

import httpcore
import httpx

from annotator.articles.limits import MAX_FETCH_SECONDS, MAX_PAGE_BYTES, MAX_REDIRECTS
from annotator.errors import Refused, TooLarge, Unreachable

_HEADERS = {
    "User-Agent": "Pressmark (news reading desk)",
    "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,*/*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}
_PORTS = {"http": 80, "https": 443}
_CHUNK = 65_536


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as the server sent it, unpacked, and the address at the end of its redirects."""

    url: str
    content_type: str
    charset: str
    data: bytes


def fetch(url: str, allow_hosts: Collection[str] = ()) -> Fetched:
    """Return what stands at an address of the web.

    Parameters
    ----------
    url : str
        An http or https address.
    allow_hosts : collection of str
        Names of hosts that may lie in a private network.

    Raises
    ------
    Refused
        If the address is not of the public web, or redirects to one that is not.
    TooLarge
        If the page is larger than `MAX_PAGE_BYTES`, unpacked.
    Unreachable
        If nothing came, an error came, or it took longer than `MAX_FETCH_SECONDS`.
    """
    deadline = time.monotonic() + MAX_FETCH_SECONDS
    with httpx.Client(
        transport=_Transport(deadline, frozenset(h.lower() for h in allow_hosts)),
        headers=_HEADERS,
        timeout=MAX_FETCH_SECONDS,
        trust_env=False,  # a proxy would resolve names on its own, unchecked
    ) as client:
        address = url.strip()
        for _ in range(MAX_REDIRECTS + 1):
            fetched = _fetch_once(client, address)
            if isinstance(fetched, Fetched):
                return fetched
            address = fetched
    raise Unreachable(f"{url} redirects more than {MAX_REDIRECTS} times.", "Open it in a browser.")


def is_public(address: str) -> bool:
    """Tell whether an IP address lies in the public internet, seen through IPv6 wrappings."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        # 64:ff9b::/96 translates to the IPv4 address in its last four bytes (RFC 6052).
        if ip in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(ip.packed[-4:])
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def _fetch_once(client: httpx.Client, address: str) -> Fetched | str:
    """Return the page, or the address that it redirects to."""
    url = _checked_url(address)
    try:
        with client.stream("GET", url) as response:
            if response.has_redirect_location:
                return str(url.join(response.headers["location"]))
            if response.is_error:
                raise Unreachable(
                    f"{address} answered with {response.status_code} {response.reason_phrase}.",
                    "Is the address right, and open to everyone?",
                )
            kind, charset = _content_type(response)
            return Fetched(str(url), kind, charset, _read(response, address))
    except (httpx.TimeoutException, TimeoutError):
        raise Unreachable(
            f"{address} took longer than {MAX_FETCH_SECONDS} seconds.", "Try it again later."
        ) from None
    except (httpx.HTTPError, httpx.InvalidURL, OSError, zlib.error) as error:
        raise Unreachable(
            f"{address} can't be reached: {error or type(error).__name__}.",
            "Check the address and the connection.",
        ) from None


def _checked_url(address: str) -> httpx.URL:
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, ValueError) as error:
        raise Refused(f"{address[:200]} is not an address of the web: {error}.") from None
    if url.scheme not in _PORTS or not url.host:
        raise Refused(
            f"{address[:200]} is not an address of the web.",
            "It has to begin with https:// or http://.",
        )
    if url.userinfo:
        raise Refused(
            f"The address of {url.host} holds a user name.",
            "Take it out; only open pages are read.",
        )
    return url


def _content_type(response: httpx.Response) -> tuple[str, str]:
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    return kind, response.charset_encoding or ""


def _read(response: httpx.Response, address: str) -> bytes:
    """Return the unpacked body, never unpacking more than the limit.

    httpx would unpack a chunk at once, however large it gets, and layers of packing one by one.
    """
    packing = response.headers.get("content-encoding", "identity").strip().lower()
    if packing not in {"identity", "gzip", "x-gzip", "deflate", ""}:
        raise Refused(f"{address} is packed as {packing!r}, which is not read.")
    unpacker = None if packing in {"identity", ""} else zlib.decompressobj(zlib.MAX_WBITS | 32)
    page = bytearray()
    for chunk in response.iter_raw(_CHUNK):
        room = MAX_PAGE_BYTES - len(page) + 1
        page += unpacker.decompress(chunk, room) if unpacker else chunk
        if len(page) > MAX_PAGE_BYTES:
            raise TooLarge(
                f"{address} is larger than {MAX_PAGE_BYTES / 1e6:.0f} MB.",
                "Save the page and load the file.",
            )
    return bytes(page)


class _Transport(httpx.HTTPTransport):
    """httpx's own transport over a pool whose connections are checked."""

    def __init__(self, deadline: float, allow_hosts: frozenset[str]) -> None:
        super().__init__(trust_env=False)
        # httpx offers no public way to give its pool a network backend; requirements.txt pins it.
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False),
            network_backend=_CheckedBackend(deadline, allow_hosts),
        )


class _CheckedBackend(httpcore.NetworkBackend):
    """Connects to addresses that were checked, until the deadline."""

    def __init__(self, deadline: float, allow_hosts: frozenset[str]) -> None:
        self._deadline = deadline
        self._allow_hosts = allow_hosts
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the deadline stands in for it
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to an address of `host`, if all its addresses may be reached."""
        problem: httpcore.ConnectError | None = None
        for address in self._resolve(host, port):
            try:
                stream = self._backend.connect_tcp(
                    address, port, _left(self._deadline), local_address, socket_options
                )
            except httpcore.ConnectError as error:
                problem = error
            else:
                return _DeadlineStream(stream, self._deadline)
        raise problem or httpcore.ConnectError(f"the name {host} has no address")

    def _resolve(self, host: str, port: int) -> list[str]:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"the name {host} is not known ({error})") from None
        addresses = [str(entry[4][0]) for entry in found]
        if host.lower() not in self._allow_hosts and not all(map(is_public, addresses)):
            raise Refused(
                f"{host} lies in a private network, and pages there are not fetched.",
                "Save the page and load the file, or start Pressmark with "
                f"PRESSMARK_ALLOW_HOSTS={host}.",
            )
        return list(dict.fromkeys(addresses))


class _DeadlineStream(httpcore.NetworkStream):
    """A stream whose every step ends at one deadline, instead of having a time of its own."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        return self._stream.read(max_bytes, _left(self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self._stream.write(buffer, _left(self._deadline))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, _left(self._deadline))
        return _DeadlineStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the time is over")
    return left
