/** A text cursor for the keyboard: it walks by character, word, sentence and line, and selects. */

import { h } from "./dom.js";
import { snap } from "./offsets.js";

/** @param {object} desk */
export function createCaret(desk) {
  const sign = h("span.pm-caret", { "aria-hidden": "true" });
  let isOn = false;
  let at = 0;
  let anchor = null;

  function rect() {
    const { text } = desk.article;
    const isEnd = at >= text.length || text[at] === "\n";
    const point = desk.painter.pointAt(at, isEnd && at > 0);
    if (!point) return null;
    const range = document.createRange();
    range.setStart(...point);
    range.collapse(true);
    return range.getClientRects()[0] ?? point[0].parentElement.getClientRects()[0];
  }

  function show() {
    const where = isOn && rect();
    sign.hidden = !where;
    if (!where) return;
    const box = desk.body.getBoundingClientRect();
    sign.style.transform = `translate(${where.left - box.left}px, ${where.top - box.top}px)`;
    sign.style.height = `${where.height}px`;
  }

  function lineMove(step) {
    const where = rect();
    if (!where) return at;
    const [paragraph] = desk.article.paragraphsOf(Math.max(0, at - 1), at + 1);
    const style = getComputedStyle(desk.painter.paragraph(paragraph?.index ?? 0));
    const height = Number.parseFloat(style.lineHeight) || where.height * 1.4;
    for (const far of [1, 1.6, 2.2]) {
      const y = where.top + where.height / 2 + step * height * far;
      const to = desk.offsetAt({ clientX: where.left + 1, clientY: y });
      if (to !== null && to !== at) return to;
    }
    return desk.article.cutter.border("sentence", at, step);
  }

  function target({ unit, right, line, to }) {
    const { cutter } = desk.article;
    if (line) return lineMove(line);
    if (to) return cutter.lineAt(at)[to === "Home" ? 0 : 1];
    return cutter.border(unit, at, right === desk.isLtrAt(at) ? 1 : -1);
  }

  return {
    element: sign,
    isOn: () => isOn,
    /** Where it stands. */
    offset: () => at,
    /** Switch the cursor on at an offset, or off. */
    toggle(offset) {
      isOn = !isOn;
      at = offset;
      anchor = null;
      show();
      return isOn;
    },
    off() {
      isOn = false;
      show();
    },
    show,
    /** Move, and with `extend` select from where the selection began. */
    move(how) {
      if (how.extend) anchor ??= at;
      else anchor = null;
      at = target(how);
      desk.reveal(at);
      show();
      // By character means exactly those; a word or a sentence sheds its outer blanks.
      const isExact = how.unit === "grapheme";
      const passage = anchor === null ? null : snap(desk.article.cutter, anchor, at, isExact);
      desk.setPassage(passage && { from: passage[0], to: passage[1] }, "caret");
      return at;
    },
    /** Put the cursor somewhere, without selecting. */
    place(offset) {
      at = offset;
      anchor = null;
      show();
    },
  };
}
