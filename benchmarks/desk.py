"""The desk in a real browser: open, paint, disk, next; beside an empty Streamlit page."""

from __future__ import annotations

import runpy
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

from browser import find
from playwright.sync_api import Browser, Page, sync_playwright
from running import ARGUMENTS

from annotator import recognisers
from annotator.model import Draft, Suggestion
from annotator.services import loading, memory
from annotator.services.session import Session, local_session
from annotator.store import open_store, people
from annotator.store.suggestions import suggest
from benchmarks.application import ROOT, Application
from benchmarks.bare import bare_page
from benchmarks.corpus import words

# Words and suggestions: the sizes that the peers were measured with.
SIZES = ((400, 20), (10_000, 1_000), (100_000, 10_000))
OPENINGS, ACTS, MARKED = 5, 100, 40
BETWEEN = 100  # milliseconds between the clicks of a hand that clicks twice
PEERS = ROOT.parent / "shared" / "peers" / "corpus.py"
# The middle of the n-th unmarked word in view.
WORD = """(nth) => {
    for (const paragraph of document.querySelectorAll('.pm-p')) {
        const {top, bottom} = paragraph.getBoundingClientRect();
        if (bottom < 130 || top > innerHeight) continue;
        for (const node of paragraph.childNodes) {
            if (node.nodeType !== Node.TEXT_NODE) continue;
            for (const found of node.data.matchAll(/\\b[a-z]{5,}\\b/g)) {
                const range = document.createRange();
                range.setStart(node, found.index);
                range.setEnd(node, found.index + found[0].length);
                const box = range.getBoundingClientRect();
                if (box.top > 130 && box.bottom < innerHeight - 20 && nth-- <= 0) {
                    return [box.left + box.width / 2, box.top + box.height / 2];
                }
            }
        }
    }
    throw new Error('no word in view');
}"""
READY = "document.querySelectorAll('mark').length > 0"
MEASURED = "performance.getEntriesByName('pm-open', 'measure').length > 0"
REQUESTS = """performance.getEntriesByType('resource')
    .filter((entry) => entry.name.endsWith('/acts')).map((entry) => entry.duration)"""
EMPTY = "document.body.innerText.includes('empty page')"


def main(*sizes: int) -> None:
    """Print cold opening, opening from within, act to paint and act to disk, for each size."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        database = Path(folder) / "p.db"
        articles = _prepare(database)
        browser = playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)
        with _empty_app(Path(folder)) as empty:
            bare = median([_cold(browser, empty, EMPTY) for _ in range(OPENINGS)])
            print(f"an empty Streamlit page: {bare:.2f} s (median of {OPENINGS} cold loads)")
        with Application(database) as application:
            for (length, marks), article in zip(SIZES, articles, strict=True):
                if not sizes or length in sizes:
                    address = f"{application.url}/read?article={article}"
                    _size(browser, address, bare, length, marks)
            if not sizes:
                _next(browser, application.url)
        browser.close()


def _size(browser: Browser, address: str, bare: float, length: int, marks: int) -> None:
    _cold(browser, address, READY)
    cold = median([_cold(browser, address, READY) for _ in range(OPENINGS)])
    page = _open(browser, address)
    print(f"{length:,} words, {marks:,} suggestions: cold {cold:.2f} s", end="")
    print(f" ({cold - bare:+.2f} s), from within {_measure(page, 'pm-open')}")
    _answer(page, marks)
    print(f"    key to paint {_measure(page, 'pm-act-to-paint')}", end="")
    print(f", of it work {_measure(page, 'pm-act-work')}", end="")
    print(f", act to disk {_measure(page, 'pm-act-to-disk')}", end="")
    print(f", of it request {_spread(page.evaluate(REQUESTS))}")
    floor = bare_page(browser, _made_up(length, marks)[0])
    print(f"    the same on a page that does nothing else {_measure(floor, 'bare')}")
    floor.context.close()
    page.evaluate("performance.clearMeasures()")
    _mark(page)
    print(f"    double click to paint {_measure(page, 'pm-act-to-paint')}", end="")
    print(f", of it work {_measure(page, 'pm-act-work')}")
    page.context.close()


def _prepare(database: Path) -> list[str]:
    session = local_session(open_store(database))
    # The sizes are to stay as given: in made-up texts the same few words stand again and again.
    memory.switch(session, on=False)
    made = [_load(session, length, marks) for length, marks in SIZES]
    for number in range(20):
        _load(session, 400 + number, 20)
    session.store.close()
    return made


def _load(session: Session, length: int, marks: int) -> str:
    text, passages = _made_up(length, marks)
    draft = Draft(text, title=f"{length} words", original=b"", place=str(length))
    [verdict] = loading.load(session, [draft], "benchmark")
    # As if it had found them: an article that another has read would be read again when opened.
    english = recognisers.load("english")
    annotator = people.annotator(session.store, english.name, "recogniser", english.version)
    found = [Suggestion(start, end, label, 0.9, "made up") for start, end, label in passages]
    suggest(session.store, verdict.article_id, annotator, found)
    return verdict.article_id


def _made_up(length: int, marks: int) -> tuple[str, list[tuple[int, int, str]]]:
    """Return a text and passages in it: those that the peers were measured with, if at hand."""
    if PEERS.is_file():
        corpus = runpy.run_path(str(PEERS))
        article = corpus["article"](0, length)
        short = {"PERSON": "PER"}
        return article["text"], [
            (start, end, short.get(label, label))
            for start, end, label in corpus["spans"](article, marks)
        ]
    text = words(length, length)
    step = len(text) // (marks + 1)
    starts = [text.index(" ", step * n) + 1 for n in range(1, marks + 1)]
    ends = [min((text + " ").index(" ", start + 1), start + 40) for start in starts]
    return text, [
        (start, end, ("PER", "ORG", "LOC")[n % 3])
        for n, (start, end) in enumerate(zip(starts, ends, strict=True))
        if text[start:end].strip() == text[start:end]
    ]


def _open(browser: Browser, address: str) -> Page:
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.goto(address)
    page.wait_for_function(MEASURED, timeout=120_000)
    return page


def _cold(browser: Browser, address: str, ready: str) -> float:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    start = time.perf_counter()
    page.goto(address)
    page.wait_for_function(ready, polling="raf", timeout=120_000)
    taken = time.perf_counter() - start
    context.close()
    return taken


def _answer(page: Page, marks: int) -> None:
    """Answer suggestions; where there are few, take the answers back and answer them again."""
    page.keyboard.press("n")
    page.wait_for_timeout(500)
    for number in range(ACTS):
        is_answer = number // marks % 2 == 0
        page.keyboard.press(("a" if number % 2 else "r") if is_answer else "Control+z")
        page.wait_for_timeout(120)
    page.wait_for_function(
        "document.querySelector('[data-testid=pm-saved]').dataset.waiting === '0'", timeout=60_000
    )


def _mark(page: Page) -> None:
    """Mark words by a label in hand, with two clicks as far apart as those of a hand.

    Without a pause the browser is still at work on the first when the second comes, and what it is
    measured by has waited for that.
    """
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.keyboard.press("4")
    page.wait_for_timeout(500)
    for number in range(MARKED):
        x, y = page.evaluate(WORD, number % 5)
        page.mouse.click(x, y)
        page.wait_for_timeout(BETWEEN)
        page.mouse.click(x, y, click_count=2)
        page.wait_for_timeout(120)
    page.keyboard.press("Escape")


def _next(browser: Browser, url: str) -> None:
    page = _open(browser, f"{url}/read?sort=title")
    page.evaluate("performance.clearMeasures()")
    for _ in range(15):
        page.wait_for_timeout(700)
        page.keyboard.press("]")
    page.wait_for_timeout(500)
    print(f"next article, preloaded: {_measure(page, 'pm-open')}")
    page.context.close()


def _measure(page: Page, name: str) -> str:
    taken = page.evaluate(
        "name => performance.getEntriesByName(name, 'measure').map(entry => entry.duration)", name
    )
    return _spread(taken)


def _spread(taken: list[float]) -> str:
    if not taken:
        return "not measured"
    high = quantiles(taken, n=20)[-1] if len(taken) > 1 else taken[0]
    return f"p50 {median(taken):.0f} ms, p95 {high:.0f} ms (n = {len(taken)})"


@contextmanager
def _empty_app(folder: Path) -> Iterator[str]:
    script = folder / "empty.py"
    script.write_text("import streamlit as st\nst.write('empty page')\n")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen([*command, "--server.headless", "true"], **quiet)
    url = f"http://localhost:{port}"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{url}/_stcore/health", timeout=2).close()  # noqa: S310
                break
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        yield url
    finally:
        process.kill()
        process.wait()
