"""The floor that the desk is measured against: a page that does nothing but mark a word."""

from __future__ import annotations

from playwright.sync_api import Browser, Page

ACTS = 60
# Paragraphs as the desk has them, one mark in each; a key paints the next paragraph again with the
# mark in another state, and is measured as the desk measures: to the end of the frame.
PAGE = """<!doctype html><style>
body { font: 18px/1.7 serif; max-width: 40em; }
p { content-visibility: auto; contain-intrinsic-size: auto 5em; }
mark { border-bottom: 2px solid; } .on { border-bottom-style: dotted; }
</style><body></body>"""
SCRIPT = """([text, size]) => {
    const fill = (p, state) => {
        const mark = document.createElement('mark');
        mark.className = state;
        mark.textContent = p.dataset.text.slice(0, 10);
        p.replaceChildren(mark, p.dataset.text.slice(10));
    };
    for (let at = 0; at < text.length; at += size) {
        const p = document.createElement('p');
        p.dataset.text = text.slice(at, at + size);
        fill(p, '');
        document.body.append(p);
    }
    let next = 0;
    document.addEventListener('keydown', (event) => {
        const start = event.timeStamp;
        fill(document.querySelectorAll('p')[next++ % 5], next % 2 ? 'on' : '');
        requestAnimationFrame(() => {
            const {port1, port2} = new MessageChannel();
            port1.onmessage = () =>
                performance.measure('bare', {start, end: performance.now()});
            port2.postMessage(null);
        });
    });
}"""


def bare_page(browser: Browser, text: str) -> Page:
    """Return a page with a text on which keys were pressed; its measures are named ``bare``."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.set_content(PAGE)
    page.evaluate(SCRIPT, [text, 400])
    page.wait_for_timeout(500)
    for _ in range(ACTS):
        page.keyboard.press("a")
        page.wait_for_timeout(120)
    return page
