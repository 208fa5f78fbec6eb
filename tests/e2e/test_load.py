"""Loading in a real browser: files, columns, addresses, a stop, an undo, and hostile text."""

from __future__ import annotations

import csv
import io
import json
import re
import threading
import urllib.request
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import FilePayload, Page, expect
from running import Server

pytestmark = pytest.mark.e2e
STORY = "The harbour of Eastport was closed on Monday, Kofi Annan said in Geneva."
SCRIPT = "<script>window.hit = 1</script><img src=x onerror='window.hit = 1'>"
PAGE = f"<html><head><title>Ship aground</title></head><body><p>{STORY} Fetched.</p></body></html>"
FEED = """<rss version="2.0"><channel><title>Echo</title>
<item><title>One</title><description>An entry about Syria.</description></item>
<item><title>Two</title><description>An entry about Greece.</description></item>
</channel></rss>"""


class _Outlet(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(302 if self.path == "/away" else 200)
        self.send_header("Location", f"http://127.0.0.1:{self.server.server_address[1]}/page")
        kind = "application/rss+xml" if self.path == "/feed" else "text/html"
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.end_headers()
        self.wfile.write((FEED if self.path == "/feed" else PAGE).encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def outlet() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Outlet) as served:
        threading.Thread(target=served.serve_forever, daemon=True).start()
        yield f"http://localhost:{served.server_port}"
        served.shutdown()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PRESSMARK_ALLOW_HOSTS", "localhost")
        started = Server(tmp_path_factory.mktemp("load") / "pressmark.db")
    yield started
    started.kill()


def table(*rows: list[str]) -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file).writerows(rows)
    return file.getvalue().encode()


def archive(entries: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name, data in entries.items():
            file.writestr(name, data)
    return packed.getvalue()


def choose(page: Page, server: Server, files: dict[str, bytes]) -> None:
    page.goto(f"{server.url}/load")
    page.get_by_role("tab", name="Files").click()
    page.locator("input[type=file]").set_input_files(
        [FilePayload(name=n, mimeType="", buffer=data) for n, data in files.items()]
    )


def load(page: Page) -> None:
    page.get_by_role("button", name=re.compile(r"^Load \d+ file")).click()


def ended(page: Page, counts: str) -> None:
    expect(page.get_by_text("has ended.").locator("xpath=..")).to_contain_text(counts)


def titles(server: Server) -> set[str]:
    with urllib.request.urlopen(f"{server.url}/api/articles?limit=500") as answer:  # noqa: S310
        return {row["title"] for row in json.load(answer)["rows"]}


def test_many_files_at_once_have_a_verdict_each(server: Server, page: Page) -> None:
    choose(
        page,
        server,
        {
            "russian.txt": "Премьер-министр заявил, что не полетит на саммит.".encode("cp1251"),
            "broken.csv": b"title,text\nA,first of all\nB,too,many\nC,the third\n",
            "lines.jsonl": b'{"text": "A line of news."}\n{"text": \n',
            "all.zip": archive({"../up.txt": b"x", "in.zip": b"x", "ok.txt": b"Packed news."}),
            "empty.txt": b"",
            "picture.txt": b"\x89PNG\r\n\x1a\n\x00\x00",
        },
    )
    load(page)
    ended(page, "5 loaded, 0 there already, 6 refused")
    for line in (
        "broken.csv, row 3 – The row has 3 fields, and the table 2 columns.",
        "lines.jsonl, line 2 – Broken JSON line",
        "all.zip / ../up.txt – Its path leads out",
        "all.zip / in.zip – It is an archive inside",
        "empty.txt – Empty",
        "picture.txt – This is not text but a PNG picture",
    ):
        expect(page.get_by_role("listitem").filter(has_text=line)).to_be_visible()
    page.get_by_text("Loaded (5)").click()
    page.get_by_role("link", name="Read the first one").click()
    expect(page.get_by_test_id("pm-desk")).to_contain_text("Премьер-министр заявил")
    assert server.query("SELECT encoding FROM original WHERE place = 'russian.txt'") == [
        ("cp1251",)
    ]


def test_columns_are_changed_before_a_table_is_loaded_and_a_load_is_undone(
    server: Server, page: Page
) -> None:
    choose(page, server, {"t.csv": table(["kopf", "other", "text"], ["Wanted", "Not", STORY])})
    page.get_by_role("combobox", name="Title").click()
    page.get_by_role("option", name="kopf").click()
    expect(page.get_by_role("combobox", name="Title")).to_have_value("kopf")
    page.wait_for_load_state("networkidle")
    load(page)
    ended(page, "1 loaded")
    expect(page.get_by_role("tab", name="Files")).to_have_attribute("aria-selected", "true")
    assert "Wanted" in titles(server)
    page.get_by_role("button", name="Undo").first.click()
    expect(page.get_by_text("1 article out of sight")).to_be_visible()
    assert "Wanted" not in titles(server)
    page.get_by_role("button", name="Redo").first.click()
    expect(page.get_by_text("1 article back in the library")).to_be_visible()
    assert "Wanted" in titles(server)
    exported = f"{server.url}/api/export.csv?states=suggested"
    with urllib.request.urlopen(exported) as answer:  # noqa: S310 - our own
        rows = answer.read()
    choose(page, server, {"annotations.csv": rows})
    expect(page.get_by_text("holds annotations that Pressmark exported")).to_be_visible()
    load(page)
    ended(page, f"0 loaded, {len(list(csv.DictReader(io.StringIO(rows.decode())))):,} there")


def test_addresses_give_pages_and_feeds_and_never_a_host_that_is_not_allowed(
    server: Server, page: Page, outlet: str
) -> None:
    page.goto(f"{server.url}/load")
    page.get_by_role("tab", name="Web address").click()
    private = outlet.replace("localhost", "127.0.0.1")
    page.get_by_role("textbox", name="Addresses").fill(
        f"{outlet}/page\n{outlet}/feed\n{outlet}/away\n{private}/page\nfile:///etc/passwd"
    )
    page.get_by_role("button", name="Fetch").click()
    ended(page, "3 loaded, 0 there already, 3 refused")
    expect(page.get_by_text("127.0.0.1 lies in a private network")).to_have_count(2)
    assert {"Ship aground", "One", "Two"} <= titles(server)


def test_a_long_load_is_in_view_and_can_be_stopped(server: Server, page: Page) -> None:
    rows = ([f"Row {n}", f"{n} {STORY} {'More words. ' * 60}"] for n in range(12_000))
    choose(page, server, {"rows.csv": table(["title", "text"], *rows)})
    load(page)
    expect(page.get_by_text("read, ").first).to_be_in_viewport()
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text("was stopped")).to_be_in_viewport()
    [(stayed,)] = server.query("SELECT loaded FROM load WHERE source = 'rows.csv'")
    assert int(str(stayed)) > 0
    expect(page.get_by_text(f"{stayed:,} loaded")).to_be_visible()
    page.get_by_role("button", name="Undo").first.click()
    expect(page.get_by_text("out of sight")).to_be_visible()


def test_script_in_every_field_of_a_table_stays_text_on_every_page(
    server: Server, page: Page
) -> None:
    fields = ["title", "source", "byline", "url", "tags", "date", "language", "text"]
    row = [f"{SCRIPT} {field}" for field in fields[:-1]] + [f"{SCRIPT} {STORY} Hostile."]
    choose(page, server, {"hostile <img src=x onerror=window.hit=1>.csv": table(fields, row)})
    load(page)
    ended(page, "1 loaded")
    assert page.evaluate("window.hit") is None
    page.get_by_role("link", name="Read the first one").click()
    expect(page.get_by_test_id("pm-desk")).to_contain_text(SCRIPT)
    for name in ("", "statistics", "export", "load"):
        page.goto(f"{server.url}/{name}")
        expect(page.get_by_role("heading").first).to_be_visible()
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.hit") is None, name
