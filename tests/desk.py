"""The reading desk as its reader uses it: articles by their first words, passages by their text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, FloatRect, Locator, Page, Request, expect
from running import PATIENCE, Server, read_by_rules

from annotator.__main__ import main as command
from annotator.services.session import store_at

# Nobody presses on what still moves: a few frames for what the desk draws behind a paint, and as
# many more as the text takes to stand still. A page in the background has no frames.
STILL = """async () => {
    const frame = () => new Promise((done) => {
        const late = setTimeout(done, 500);
        requestAnimationFrame(() => setTimeout(() => (clearTimeout(late), done())));
    });
    const place = () => JSON.stringify(document.querySelector('.pm-body')?.getBoundingClientRect());
    for (let n = 0; n < 3; n++) await frame();
    for (let before = null; before !== place(); await frame()) before = place();
}"""
# The rectangles of the n-th occurrence of some words inside one paragraph, whatever marks cut it.
BOXES = """([words, nth, isBrought]) => {
    let left = nth;
    for (const paragraph of document.querySelectorAll('.pm-p')) {
        for (let at = paragraph.textContent.indexOf(words); at >= 0;
            at = paragraph.textContent.indexOf(words, at + 1)) {
            if (left--) continue;
            const pointAt = (offset, isEnd) => {
                const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
                while (walker.nextNode()) {
                    const {length} = walker.currentNode;
                    if (offset < length || (isEnd && offset === length)) {
                        return [walker.currentNode, offset];
                    }
                    offset -= length;
                }
            };
            const range = document.createRange();
            range.setStart(...pointAt(at, false));
            range.setEnd(...pointAt(at + words.length, true));
            const inView = ({top, bottom}) => top > 130 && bottom < innerHeight - 260;
            if (!isBrought && !inView(range.getBoundingClientRect())) {
                paragraph.scrollIntoView({block: 'center'});
                return [];
            }
            return [...range.getClientRects()].filter(({width}) => width)
                .map(({x, y, width, height}) => ({x, y, width, height}));
        }
    }
    throw new Error('not in the text: ' + words);
}"""
FETCHED = """(address) =>
    performance.getEntriesByType('resource').some(({name}) => name.includes(address))"""
# What axe looks at: all but Streamlit's own list of pages on a phone, which puts the items of a
# section into a div of the list.
OURS = {"exclude": [["[data-testid=stSidebarNavItems]"]]}
STORED = """
    SELECT annotation.id, annotation.kind, label_id, start, "end", quote, note, annotation.state,
        suggestion_id, text
    FROM annotation JOIN article ON article.seq = annotation.article_seq
        JOIN article_version ON article_version.id = article.version_id
        JOIN annotator ON annotator.id = annotation.annotator_id
    WHERE article.id = ? AND annotator.kind = 'person' ORDER BY start, "end" DESC
"""
COLUMNS = (
    "id", "kind", "label_id", "start", "end", "quote", "note", "state", "suggestion_id", "text",
)  # fmt: skip


@contextmanager
def serving(folder: Path, articles: dict[str, str], *, remembers: bool = False) -> Iterator[Server]:
    """Load texts by the command line, each under its title, and start the app on them."""
    files = []
    for number, (title, text) in enumerate(articles.items()):
        files.append(folder / f"{number:02}.md")
        files[-1].write_text(f"---\ntitle: {title}\n---\n{text}\n", encoding="utf-8")
    read_by_rules(folder / "p.db", remembers=remembers)
    load = ["load", *files, "--db", folder / "p.db"]
    # In this process: to start one and read the lists again takes longer than the load.
    assert command([str(part) for part in load]) == 0
    store_at(folder / "p.db").close()
    started = Server(folder / "p.db")
    try:
        yield started
    finally:
        started.kill()


def box(shown: Locator) -> FloatRect:
    """Return where something that is shown stands on the screen, once it stands still."""
    shown.page.evaluate(STILL)
    found = shown.bounding_box()
    assert found
    return found


# A window that is told nothing of what others do, as where a proxy lets no streams through.
DEAF = "window.EventSource = class extends EventTarget { close() {} };"


class Desk:
    """The desk on a page; keeps what the browser complained of and asked elsewhere."""

    def __init__(self, server: Server, page: Page) -> None:
        self.server = server
        self.page = page
        self.article = ""
        self.complaints: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", self._asked)
        self.marks = page.locator("mark.pm-mark")
        self.bar = page.get_by_test_id("pm-bar")
        self.panel = page.get_by_test_id("pm-panel")
        self.toast = page.get_by_test_id("pm-toast")

    def _heard(self, message: ConsoleMessage) -> None:
        # Streamlit looks for itself below the page's own path first.
        if message.type == "error" and "/_stcore/" not in message.location["url"]:
            self.complaints.append(f"{message.text} {message.location['url']}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((f"{self.server.url}/", "data:", "blob:")):
            self.complaints.append(request.url)

    def open(self, title: str) -> None:
        """Open the article with a title, and wait until its text is there."""
        [(found,)] = self.server.query("SELECT id FROM article WHERE title = ?", title)
        self.article = str(found)
        self.page.goto(f"{self.server.url}/read?article={self.article}")
        expect(self.page.locator(".pm-masthead h1")).to_have_text(title)
        expect(self.page.locator(".pm-p").first).to_be_visible()
        self.page.evaluate("document.fonts.ready.then(() => true)")

    def ahead(self, title: str) -> None:
        """Wait until the article with a title, which stands beside this one, has been fetched."""
        [(found,)] = self.server.query("SELECT id FROM article WHERE title = ?", title)
        self.page.wait_for_function(FETCHED, arg=f"/api/articles/{found}")

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def boxes(self, words: str, nth: int = 0) -> list[dict[str, float]]:
        """Return where words of one paragraph stand on the screen, brought into view."""
        found: list[dict[str, float]] = []
        for is_brought in (False, True):
            if not found:
                self.still()
                found = self.page.evaluate(BOXES, [words, nth, is_brought])
        return found

    def still(self) -> None:
        """Wait until what the last key or click has moved stands still."""
        self.page.evaluate(STILL)

    def middle(self, words: str, nth: int = 0) -> tuple[float, float]:
        """Return the middle of the first line of some words on the screen."""
        box = self.boxes(words, nth)[0]
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def click(self, words: str, nth: int = 0, count: int = 1) -> None:
        """Click on words of the text, once, twice or three times."""
        self.page.mouse.click(*self.middle(words, nth), click_count=count)

    def drag(self, start: str, end: str, nth: int = 0) -> None:
        """Drag from the middle of some letters to the middle of the n-th of others."""
        first, last = self.middle(start), self.middle(end, nth)
        self.page.mouse.move(*first)
        self.page.mouse.down()
        self.page.mouse.move(*last, steps=4)
        self.page.mouse.up()

    def of(self, words: str) -> Locator:
        """Return the mark that holds exactly these words."""
        return self.marks.filter(has_text=words).last

    def label(self, name: str) -> Locator:
        """Return the button of a label in the bar at the selection."""
        return self.bar.locator(f"[data-label-id={name}]")

    def saved(self) -> None:
        """Wait until everything is on disk."""
        expect(self.page.get_by_test_id("pm-saved")).to_have_attribute("data-waiting", "0")

    def stored(self) -> list[dict[str, Any]]:
        """Return the reader's annotations of the article from the database, in order."""
        self.saved()
        rows = self.server.query(STORED, self.article)
        found: list[dict[str, Any]] = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
        for row in found:
            text = row.pop("text")
            assert row["start"] is None or text[row["start"] : row["end"]] == row["quote"]
        return found

    def quotes(self) -> list[tuple[str, str]]:
        """Return what is stored, as label and quote."""
        return [(row["label_id"], row["quote"]) for row in self.stored()]

    def acts(self) -> list[str]:
        """Return the kinds of the acts of the article, in order."""
        self.saved()
        found = self.server.query(
            "SELECT kind FROM acts JOIN article ON article.seq = article_seq "
            "WHERE article.id = ? AND subject <> 'recognition' ORDER BY acts.seq",
            self.article,
        )
        return [str(kind) for (kind,) in found]
