/**
 * A narrow strip beside the text: where the marks are, what was found, and what is in view. Drawn
 * in idle time, a row of pixels at most once for each label.
 */

import { h } from "./dom.js";
import { scrollerOf } from "./place.js";

const WIDTH = 12;
const MARK = 3; // pixels that a mark is high, at least
const DECIDED = [1, 6];
const OPEN = [8, 3];

/** @param {object} desk @param {AbortSignal} signal ends it */
export function createMinimap(desk, signal) {
  const canvas = h("canvas", { width: WIDTH });
  const view = h("i");
  const element = h("div.pm-minimap", { "aria-hidden": "true", onpointerdown: grab }, canvas, view);
  let found = [];
  let due = 0;
  let frame = 0;

  const whenIdle = globalThis.requestIdleCallback ?? ((run) => setTimeout(run, 60));
  const isShown = () => desk.article && element.offsetHeight > 0;

  function drawSoon() {
    due ||= whenIdle(() => {
      due = 0;
      if (isShown()) draw();
    });
  }

  /** The y of every paragraph in the strip: from their real places, the estimated ones as well. */
  function rows(height) {
    const box = desk.body.getBoundingClientRect();
    const scale = height / Math.max(1, box.height);
    const made = new Map();
    return (offset) => {
      const [paragraph] = desk.article.paragraphsOf(offset, offset + 1);
      if (!paragraph) return 0;
      if (!made.has(paragraph.index)) {
        const rect = desk.painter.paragraph(paragraph.index).getBoundingClientRect();
        made.set(paragraph.index, [(rect.top - box.top) * scale, rect.height * scale]);
      }
      const [top, length] = made.get(paragraph.index);
      return Math.floor(top + (length * (offset - paragraph.from)) / (paragraph.to - paragraph.from));
    };
  }

  function draw() {
    const height = element.clientHeight;
    const ratio = globalThis.devicePixelRatio || 1;
    Object.assign(canvas, { width: WIDTH * ratio, height: height * ratio });
    const context = canvas.getContext("2d");
    context.scale(ratio, ratio);
    const rowOf = rows(height);
    const style = getComputedStyle(desk.root);
    const inks = new Map([...desk.article.labels.values()].map(({ id, index }) => [id, colourOf(style, index)]));
    const { marks, suggestions } = desk.article.lists;
    context.globalAlpha = 0.5;
    paint(context, suggestions.items, rowOf, OPEN, (mark) => inks.get(mark.label_id));
    context.globalAlpha = 1;
    paint(context, marks.items, rowOf, DECIDED, (mark) => inks.get(mark.label_id));
    paint(context, found.map(([from]) => ({ from })), rowOf, [0, WIDTH], () => "#e0a800");
    drawView();
  }

  function paint(context, items, rowOf, [left, width], inkOf) {
    let last = "";
    for (const item of items) {
      const [row, ink] = [rowOf(item.from), inkOf(item) ?? "#888888"];
      const cell = `${row} ${ink}`;
      if (cell === last) continue; // what lies in one row of pixels is drawn once
      last = cell;
      context.fillStyle = ink;
      context.fillRect(left, row, width, MARK);
    }
  }

  /** A canvas takes no custom properties: ask the style what a label's ink is. */
  function colourOf(style, index) {
    const { theme } = desk.root.dataset;
    return style.getPropertyValue(`--pm-ink-${theme}-${index}`).trim();
  }

  function drawView() {
    frame = 0;
    if (!isShown()) return;
    const box = desk.body.getBoundingClientRect();
    const height = element.clientHeight;
    const [top, bottom] = [desk.topEdge(), desk.bottomEdge()];
    const at = (y) => Math.max(0, Math.min(1, (y - box.top) / Math.max(1, box.height))) * height;
    view.style.transform = `translateY(${at(top)}px)`;
    view.style.height = `${Math.max(6, at(bottom) - at(top))}px`;
  }

  function grab(event) {
    event.preventDefault();
    go(event);
    element.setPointerCapture(event.pointerId);
    element.onpointermove = go;
    element.onpointerup = () => (element.onpointermove = null);
  }

  /** Bring the place under the pointer to the middle of what is seen. */
  function go({ clientY }) {
    const strip = element.getBoundingClientRect();
    const box = desk.body.getBoundingClientRect();
    const share = Math.max(0, Math.min(1, (clientY - strip.top) / strip.height));
    const middle = (desk.topEdge() + desk.bottomEdge()) / 2;
    scrollerOf(desk.root).scrollBy(0, box.top + share * box.height - middle);
  }

  const follow = () => (frame ||= requestAnimationFrame(drawView));
  document.addEventListener("scroll", follow, { capture: true, passive: true, signal });
  const resized = new ResizeObserver(drawSoon);
  resized.observe(element);
  signal.addEventListener("abort", () => resized.disconnect());

  return {
    element,
    /** Follow what has changed, when there is time. */
    draw: drawSoon,
    /** Show where what was looked for is. */
    find(places) {
      found = places;
      drawSoon();
    },
  };
}
