"""Hand acts for each annotation: a scripted annotator reproduces gold in a real browser.

A hand act is a key that is pressed (Shift, Alt and Ctrl alone do not count), a click or a drag, as
the browser itself counts them. Scrolling is none.
"""

from __future__ import annotations

import json
import re
import sqlite3
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from browser import find
from playwright.sync_api import Browser, ElementHandle, Page, sync_playwright
from running import ARGUMENTS

from annotator.model import Draft
from annotator.services import loading, suggesting
from annotator.services.session import Session, local_session
from annotator.store import open_store
from benchmarks.application import ROOT, Application

CORPORA = ROOT.parent / "shared" / "corpora" / "ner"
CHOSEN = ("wikigold", "re3d", "factrueval_ru")
ARTICLES = 5  # of each corpus
LABELS = {"PERSON": "PER", "ORG": "ORG", "LOC": "LOC"}
KEYS = {"PER": "1", "ORG": "2", "LOC": "3"}
SETTLED = "document.querySelector('[data-testid=pm-saved]')?.dataset.waiting === '0'"
COUNTER = """
    window.handActs = 0;
    addEventListener('keydown', (event) => {
        if (!['Shift', 'Alt', 'Control'].includes(event.key)) window.handActs += 1;
    }, {capture: true});
    addEventListener('pointerdown', () => (window.handActs += 1), {capture: true});
"""
# Where a passage stands on the screen, brought into view: its first and last letter's edges.
EDGES = """async ([start, end]) => {
    const text = document.querySelectorAll('.pm-p');
    const reach = (offset, isEnd) => {
        for (const paragraph of text) {
            const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const node = walker.currentNode;
                const points = Array.from(node.data);
                if (offset < points.length || (isEnd && offset === points.length)) {
                    return [node, points.slice(0, offset).join('').length];
                }
                offset -= points.length;
            }
            offset -= Number(paragraph.dataset.gap);
        }
    };
    const range = document.createRange();
    range.setStart(...reach(start, false));
    range.setEnd(...reach(end, true));
    const isSeen = ({top, bottom}) => top > 120 && bottom < innerHeight - 40;
    // Paragraphs that come into view get their real height by the next frame.
    const settled = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    if (!isSeen(range.getBoundingClientRect())) {
        range.startContainer.parentElement.closest('.pm-p').scrollIntoView({block: 'center'});
        await settled();
    }
    if (!isSeen(range.getBoundingClientRect())) {
        const holder = range.startContainer.parentElement;
        let at = holder;
        while (at && !(at.scrollHeight > at.clientHeight &&
            /auto|scroll/.test(getComputedStyle(at).overflowY))) at = at.parentElement;
        (at ?? document.scrollingElement).scrollBy(
            0, range.getBoundingClientRect().top - innerHeight / 2);
        await settled();
    }
    const boxes = [...range.getClientRects()].filter(({width}) => width);
    const [first, last] = [boxes[0], boxes.at(-1)];
    return [first.left + 1, first.top + first.height / 2,
        last.right - 1, last.top + last.height / 2];
}"""
GAPS = "gaps => document.querySelectorAll('.pm-p').forEach((p, i) => (p.dataset.gap = gaps[i]))"
# A suggestion that other marks cut has a tag on its first piece alone.
ALIKE = """mark => [...document.querySelectorAll('mark.pm-open[data-tag]')].filter((other) =>
    other.textContent === mark.textContent && other.dataset.label === mark.dataset.label)
    .map(({dataset}) => [dataset.start, dataset.end, dataset.label])"""
Gold = tuple[int, int, str]


@dataclass(frozen=True)
class Case:
    """An article with its gold: passages in code points, with a label."""

    corpus: str
    id: str
    text: str
    gold: tuple[Gold, ...]


def main() -> None:
    """Print the hand acts for each annotation by corpus and by way of working."""
    if not CORPORA.is_dir():
        print("The folder ../shared is absent; its corpora are what is annotated here.")
        return
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        cases = _load(Path(folder) / "p.db")
        browser = playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)
        ways = {
            "a new name, by hand": _new_names,
            "all, with ‘all like it’": _by_hand,
            "all, from suggestions": _from_suggestions,
        }
        print(f"{'corpus':<15}{'articles':>9}{'gold':>6}", *(f"{way:>26}" for way in ways))
        with Application(Path(folder) / "p.db") as application:
            for corpus in CHOSEN:
                chosen = [case for case in cases if case.corpus == corpus]
                gold = sum(len(case.gold) for case in chosen)
                cells = []
                for work in ways.values():
                    done = [Annotator(browser, application, case).run(work) for case in chosen]
                    acts, made = (sum(each) for each in zip(*done, strict=True))
                    cells.append(f"{acts / made:>26.2f}")
                print(f"{corpus:<15}{len(chosen):>9}{gold:>6}", *cells, flush=True)
        browser.close()


def _load(database: Path) -> list[Case]:
    session = local_session(open_store(database))
    cases = [case for corpus in CHOSEN for case in _cases(session, corpus)]
    for _ in suggesting.suggest_all(session):
        pass
    with session.store.write() as connection:  # a project that asks for these three labels alone
        connection.execute(
            "DELETE FROM annotation WHERE label_id NOT IN ('PER', 'ORG', 'LOC') OR kind <> 'span'"
        )
    session.store.close()
    return cases


def _cases(session: Session, corpus: str) -> list[Case]:
    cases: list[Case] = []
    with (CORPORA / f"{corpus}.jsonl").open(encoding="utf-8") as lines:
        for given in map(json.loads, lines):
            spans = {
                (span["start"], span["end"], LABELS[span["label"]])
                for span in given["spans"]
                if span["label"] in LABELS and "parts" not in span
            }
            words = len(given["text"].split())
            if not (150 <= words <= 700 and len(spans) >= 10 and len(cases) < ARTICLES):
                continue
            draft = Draft(given["text"], title=given["id"], original=b"", place=given["id"])
            [verdict] = loading.load(session, [draft], corpus)
            [(text,)] = session.store.rows(
                """
                SELECT text FROM article_version JOIN article ON version_id = article_version.id
                WHERE article.id = ?
                """,
                (verdict.article_id,),
            )
            if text == given["text"]:  # offsets are those of the corpus
                cases.append(Case(corpus, verdict.article_id, text, tuple(sorted(spans))))
    return cases


class Annotator:
    """Somebody who knows what is right, at the desk with one article."""

    def __init__(self, browser: Browser, application: Application, case: Case) -> None:
        self.case = case
        self.application = application
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        context.add_init_script(COUNTER)
        self.page: Page = context.new_page()
        self.page.goto(f"{application.url}/read?article={case.id}")
        self.page.wait_for_selector(".pm-p")
        gaps = [len(gap) for gap in re.findall(r"\n+", case.text)] + [0]
        self.page.evaluate(GAPS, gaps)
        self.page.wait_for_timeout(300)

    def run(self, work: Callable[[Annotator], list[Gold]]) -> tuple[int, int]:
        """Do the work, check it against the gold, take it back; return acts and annotations."""
        before = self.page.evaluate("window.handActs")
        wanted = work(self)
        acts = self.page.evaluate("window.handActs") - before
        self.page.wait_for_function(SETTLED)
        wrong = self.made() ^ set(wanted)
        if wrong:
            told = [(self.case.text[start:end], label) for start, end, label in sorted(wrong)]
            raise RuntimeError(f"{self.case.id}: the annotations are not the gold: {told}")
        self._take_back()
        self.page.context.close()
        return acts, len(wanted)

    def made(self) -> set[Gold]:
        """Return what the annotator has put on the article."""
        connection = sqlite3.connect(self.application.database)
        try:
            return set(
                connection.execute(
                    """
                    SELECT start, "end", label_id FROM annotation
                    JOIN article ON article.seq = article_seq
                    WHERE article.id = ? AND state IN ('made', 'accepted', 'corrected')
                    """,
                    (self.case.id,),
                )
            )
        finally:
            connection.close()

    def _take_back(self) -> None:
        for _ in range(5 * len(self.case.gold) + 20):
            self.page.keyboard.press("Control+z")
        self.page.wait_for_function(SETTLED)

    def press(self, *keys: str) -> None:
        """Press keys."""
        for key in keys:
            self.page.keyboard.press(key)

    def alike(self, mark: ElementHandle) -> list[Gold]:
        """Return the open suggestions of the same words and label, this one included."""
        found = mark.evaluate(ALIKE)
        return [(int(start), int(end), str(label)) for start, end, label in found]

    def drag(self, start: int, end: int) -> None:
        """Select a passage; where whole words are not what is wanted, letter by letter."""
        text = self.case.text
        edges = text[start - 1 : start], text[start], text[end - 1], text[end : end + 1]
        cuts = any(a.isalnum() and b.isalnum() for a, b in (edges[:2], edges[2:]))
        by_letters = cuts or not (edges[1].isalnum() and edges[2].isalnum())
        x, y, to_x, to_y = self.page.evaluate(EDGES, [start, end])
        if by_letters:
            self.page.keyboard.down("Alt")
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(to_x, to_y, steps=3)
        self.page.mouse.up()
        if by_letters:
            self.page.keyboard.up("Alt")


def _new_names(annotator: Annotator) -> list[Gold]:
    """Mark the first place of every name, with nothing in hand: select, and press a key."""
    first: dict[tuple[str, str], Gold] = {}
    for start, end, label in annotator.case.gold:
        first.setdefault((annotator.case.text[start:end], label), (start, end, label))
    for start, end, label in first.values():
        annotator.drag(start, end)
        annotator.press(KEYS[label])
    return list(first.values())


def _by_hand(annotator: Annotator) -> list[Gold]:
    _mark(annotator, list(annotator.case.gold), [])
    return list(annotator.case.gold)


def _mark(annotator: Annotator, wanted: list[Gold], done: list[Gold]) -> None:
    """Mark passages, a label in hand; where it pays, all places like one by one key."""
    text = annotator.case.text
    for label, key in KEYS.items():
        left = sorted((g for g in wanted if g[2] == label), key=lambda g: (g[0] - g[1], g[0]))
        if left:
            annotator.press(key)
        while left:
            start, end, _ = left.pop(0)
            annotator.drag(start, end)
            done.append((start, end, label))
            alike = [
                (found.start(), found.end(), label)
                for found in re.finditer(rf"(?<!\w){re.escape(text[start:end])}(?!\w)", text)
                if not any(found.start() < b and a < found.end() for a, b, _ in done)
            ]
            right = [place for place in alike if place in left]
            # A place that is marked and should not be costs a click and a key.
            if len(right) > 1 + 2 * (len(alike) - len(right)):
                annotator.press("Shift+A")
                for wrong in (place for place in alike if place not in right):
                    x, y, to_x, _ = annotator.page.evaluate(EDGES, list(wrong[:2]))
                    annotator.page.mouse.click((x + min(to_x, x + 30)) / 2, y)
                    annotator.press("Delete")
                left = [place for place in left if place not in right]
                done += right


def _from_suggestions(annotator: Annotator) -> list[Gold]:
    """Answer the suggestions one by one, then mark by hand what they left out."""
    gold = set(annotator.case.gold)
    done: list[Gold] = []
    annotator.press("n")
    while (mark := annotator.page.query_selector("mark.pm-on.pm-open")) is not None:
        found = tuple(int(mark.get_attribute(f"data-{side}") or 0) for side in ("start", "end"))
        suggested: Gold = (found[0], found[1], mark.get_attribute("data-label") or "")
        right = [g for g in gold if g[:2] == suggested[:2] and g not in done]
        alike = annotator.alike(mark)
        if suggested in right:
            is_bulk = len(alike) > 1 and gold.issuperset(alike)
            annotator.press("Shift+A" if is_bulk else "a")
            done += alike if is_bulk else [suggested]
        elif right:
            annotator.press(KEYS[right[0][2]], "n")
            done.append(right[0])
        else:
            is_bulk = len(alike) > 1 and not any(g[:2] == a[:2] for a in alike for g in gold)
            annotator.press("Shift+R" if is_bulk else "r")
        annotator.page.wait_for_timeout(20)
    annotator.press("Escape")
    _mark(annotator, [g for g in annotator.case.gold if g not in done], done)
    return list(annotator.case.gold)


if __name__ == "__main__":
    main()
