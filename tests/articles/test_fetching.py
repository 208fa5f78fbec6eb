import gzip
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from annotator.articles import network, read_url, read_urls
from annotator.articles.network import fetch, is_public
from annotator.errors import Refused, TooLarge, Unreachable
from annotator.model import Draft, Refusal

WORDS = "The harbour of Eastport was closed on Monday after a ship had run aground in the night. "
PAGE = f"""<!doctype html><html lang="en"><head><title>Ship aground</title>
<meta property="og:site_name" content="Eastport Echo">
<meta property="article:published_time" content="2016-11-02T16:37:00+00:00"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Ship aground</h1>
<p>{WORDS * 3}</p><p>Then: {WORDS * 3}</p></article></body></html>"""
FEED = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Eastport Echo</title>
<item><title>Ship &amp; harbour</title><link>https://echo.example/1</link>
<pubDate>Wed, 02 Nov 2016 16:37:11 +0300</pubDate>
<description>&lt;p&gt;{WORDS}&lt;/p&gt;&lt;script&gt;bad&lt;/script&gt;</description></item>
<item><title>Nothing</title></item></channel></rss>"""
ALLOWED = ("127.0.0.1", "localhost")


class Pages(BaseHTTPRequestHandler):
    """A stand-in for the web: one answer for each path."""

    def do_GET(self) -> None:
        answers = {
            "/page": (200, {"Content-Type": "text/html; charset=utf-8"}, PAGE.encode()),
            "/feed": (200, {"Content-Type": "application/rss+xml"}, FEED.encode()),
            "/plain": (200, {"Content-Type": "text/plain"}, b"Just a text."),
            "/picture": (200, {"Content-Type": "image/png"}, b"\x89PNG"),
            "/packed": (200, {"Content-Encoding": "gzip"}, gzip.compress(PAGE.encode())),
            "/bomb": (200, {"Content-Encoding": "gzip"}, gzip.compress(b"0" * 30_000_000)),
            "/twice": (200, {"Content-Encoding": "gzip, gzip"}, b""),
            "/large": (200, {}, b"0" * 2000),
            "/here": (302, {"Location": "/page"}, b""),
            "/loop": (302, {"Location": "/loop"}, b""),
            "/inside": (302, {"Location": f"http://127.0.0.2:{self.server.server_port}/page"}, b""),
            "/file": (302, {"Location": "file:///etc/passwd"}, b""),
        }
        if self.path == "/slow":
            self.drip()
            return
        status, headers, body = answers.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in (headers | {"Content-Length": str(len(body))}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def drip(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        try:
            while True:  # until whoever asked has left
                self.wfile.write(b"X-Drip: x\r\n")
                time.sleep(0.05)
        except OSError:
            pass

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_page_becomes_an_article_with_its_metadata(site: str) -> None:
    [draft] = read_url(f"{site}/here", ALLOWED)
    assert isinstance(draft, Draft)
    assert (draft.title, draft.source) == ("Ship aground", "Eastport Echo")
    assert (draft.url, draft.published_at) == (f"{site}/page", "2016-11-02T16:37:00Z")
    assert draft.body.count(WORDS.strip()) == 6
    assert draft.body.startswith(WORDS)
    assert "Home" not in draft.body
    assert draft.original == PAGE.encode()


def test_a_feed_becomes_its_entries(site: str) -> None:
    draft, empty = read_url(f"{site}/feed", ALLOWED)
    assert isinstance(draft, Draft)
    assert (draft.title, draft.source) == ("Ship & harbour", "Eastport Echo")
    assert (draft.url, draft.published_at, draft.modified_at) == (
        "https://echo.example/1",
        "2016-11-02T16:37:11+03:00",
        "",
    )
    assert draft.body == WORDS.strip()
    assert isinstance(empty, Refusal)


def test_one_bad_address_never_stops_the_others(site: str) -> None:
    addresses = f"nonsense\n{site}/missing\n\n{site}/picture\n{site}/plain\n{site}/plain\n"
    found = list(read_urls(addresses, ALLOWED))
    assert [isinstance(x, Draft) for x in found] == [False, False, False, True]
    assert isinstance(found[1], Refusal)
    assert "404" in found[1].reason


def test_a_name_that_is_allowed_is_reached(site: str) -> None:
    local = site.replace("127.0.0.1", "localhost")
    assert fetch(f"{local}/plain", ["LOCALHOST"]).data == b"Just a text."


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://0x7f000001/",
        "http://2130706433/",
        "http://169.254.169.254/latest/meta-data",
        "http://10.1.2.3/",
        "http://user:password@example.com/",
        "file:///etc/passwd",
        "ftp://example.com/",
        "javascript:alert(1)",
        "example.com",
        "",
    ],
)
def test_private_and_foreign_addresses_are_refused(url: str) -> None:
    with pytest.raises(Refused):
        fetch(url)


def test_a_redirect_into_the_private_network_is_refused(site: str) -> None:
    with pytest.raises(Refused, match="private network"):
        fetch(f"{site}/inside", ["127.0.0.1"])
    with pytest.raises(Refused, match="not an address of the web"):
        fetch(f"{site}/file", ALLOWED)


def test_a_name_is_resolved_once_and_the_checked_address_is_connected_to(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def rebinding(host: str, port: int, **_: object) -> list[object]:
        asked.append(host)
        address = "8.8.8.8" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    connected: list[str] = []

    def connect(_: object, host: str, *__: object) -> None:
        connected.append(host)
        raise network.httpcore.ConnectError("no network in this test")

    monkeypatch.setattr(network.socket, "getaddrinfo", rebinding)
    monkeypatch.setattr(network.httpcore.SyncBackend, "connect_tcp", connect)
    with pytest.raises(Unreachable):
        fetch("http://rebinding.example/")
    assert (asked, connected) == (["rebinding.example"], ["8.8.8.8"])


def test_a_name_with_one_private_address_among_its_own_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def both(host: str, port: int, **_: object) -> list[object]:
        return [(2, 1, 6, "", (address, port)) for address in ("8.8.8.8", "192.168.0.1")]

    monkeypatch.setattr(network.socket, "getaddrinfo", both)
    with pytest.raises(Refused, match="private network"):
        fetch("http://both.example/")


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2001:4860:4860::8888", True),
        ("::ffff:8.8.8.8", True),
        ("127.0.0.1", False),
        ("10.0.0.1", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("0.0.0.0", False),  # noqa: S104 - an address to refuse, not to listen on
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("ff02::1", False),
        ("::ffff:10.0.0.1", False),
        ("2002:a00:1::", False),
        ("64:ff9b::a00:1", False),
    ],
)
def test_only_addresses_of_the_public_internet_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_sizes_are_limited_packed_and_unpacked(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert fetch(f"{site}/packed", ALLOWED).data == PAGE.encode()
    with pytest.raises(TooLarge):
        fetch(f"{site}/bomb", ALLOWED)
    with pytest.raises(Refused, match="gzip, gzip"):
        fetch(f"{site}/twice", ALLOWED)
    monkeypatch.setattr(network, "MAX_PAGE_BYTES", 1000)
    with pytest.raises(TooLarge):
        fetch(f"{site}/large", ALLOWED)


def test_a_server_that_drips_is_left_at_the_deadline(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network, "MAX_FETCH_SECONDS", 0.3)
    with pytest.raises(Unreachable, match="took longer"):
        fetch(f"{site}/slow", ALLOWED)


def test_redirects_end(site: str) -> None:
    with pytest.raises(Unreachable, match="redirects more than"):
        fetch(f"{site}/loop", ALLOWED)


def test_what_does_not_answer_is_unreachable() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    with pytest.raises(Unreachable):
        fetch(f"http://127.0.0.1:{port}/", ALLOWED)
