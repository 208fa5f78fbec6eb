/** From a drag, a double or triple click, a tap or a long press to a passage of the text. */

import { wordAt } from "./known.js";
import { snap } from "./offsets.js";

const LEADING = 8; // above and below its letters a line still is the line
const SETTLED = 350; // a phone's handles only give selectionchange: this long without one is the end

/**
 * @param {object} options
 * @param {HTMLElement} options.body
 * @param {object} options.painter
 * @param {() => Article | null} options.article
 * @param {(passage: {from: number, to: number} | null) => void} options.onPreview while it changes
 * @param {(passage: {from: number, to: number}, by: string, isAdded: boolean) => void} options.onPassage
 *   when it stands; isAdded: Ctrl was held, so that it comes to what is there
 * @param {(ids: string[], event: Event) => void} options.onMark marks under a click, smallest first
 * @param {(offset: number, by: string) => void} options.onPlain a click or a tap beside all marks, at
 *   a place of the text, or by touch at the character there
 * @param {AbortSignal} options.signal ends it
 */
export function watchSelection(options) {
  const { body, painter, article, onPreview, onPassage, onMark, onPlain, signal } = options;
  let isDown = false;
  let isClicking = false;
  let isExact = false;
  let isTouch = false;
  let isAdding = false;
  let settling = null;
  let pressedAt = null; // where on the screen
  let pressedOn = null; // and at which offset
  const held = []; // what gives marks under the pointer their place in the order of focus back

  function ends() {
    const root = body.getRootNode();
    const selection = getSelection();
    // Inside a shadow root only composed ranges tell the truth outside of Firefox.
    if (root instanceof ShadowRoot && selection.getComposedRanges) {
      const [range] = selection.getComposedRanges({ shadowRoots: [root] });
      return range && [range.startContainer, range.startOffset, range.endContainer, range.endOffset];
    }
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    return [range.startContainer, range.startOffset, range.endContainer, range.endOffset];
  }

  /** Return where the native selection begins and ends; the part of it outside the text is left out. */
  function selected() {
    const found = article() && ends();
    if (!found) return null;
    const [startNode, startOffset, endNode, endOffset] = found;
    if (!body.contains(startNode) && !body.contains(endNode)) return null;
    const from = painter.offsetOf(startNode, startOffset) ?? edge(startNode, startOffset, 0);
    const to = painter.offsetOf(endNode, endOffset) ?? edge(endNode, endOffset, article().text.length);
    return [from, to];
  }

  /** Return the passage that a selection from one offset to another takes; null: none. */
  function snapped(found) {
    const passage = found && snap(article().cutter, ...found, isExact);
    return passage && { from: passage[0], to: passage[1] };
  }

  const read = () => snapped(selected());

  /**
   * Return the passage from where the pointer went down to where it is. Chromium selects nothing
   * where it goes down within half a pixel of the border between two letters: as it rounds, it takes
   * each move for the first one.
   */
  function dragged(event) {
    const at = pressedOn === null || !hasMoved(event) ? null : offsetAt(event);
    return at === null ? null : snapped([pressedOn, at]);
  }

  /** Return the word that was clicked twice; with Alt held exactly what the browser selects. */
  function clickedWord(event) {
    const found = read(); // some browsers select the blank beside a word too
    if (isExact || event.shiftKey) return found; // with Shift a selection is extended
    // Chromium selects nothing where a mark cuts what it takes for a word, in Chinese for one.
    const at = found ? found.from : body.contains(event.target) ? characterAt(event) : null;
    return at === null ? null : wordAt(article(), at);
  }

  // A triple click or a drag between paragraphs ends on the body itself, or beyond it.
  function edge(node, offset, otherwise) {
    if (node !== body) return otherwise;
    const { paragraphs } = article();
    return offset < paragraphs.length ? paragraphs[offset].from : otherwise;
  }

  function settle(by, passage = read()) {
    clearTimeout(settling);
    onPreview(passage);
    if (passage) onPassage(passage, by, isAdding);
    return Boolean(passage);
  }

  function selectSentence(event) {
    const offset = characterAt(event) ?? offsetAt(event);
    const sentence = offset !== null && article().cutter.at("sentence", offset);
    const range = sentence && painter.rangeOf(sentence.start, sentence.end);
    if (!range) return;
    event.preventDefault();
    getSelection().setBaseAndExtent(
      range.startContainer, range.startOffset, range.endContainer, range.endOffset,
    ); // prettier-ignore
  }

  function offsetAt({ clientX, clientY }) {
    const point = document.caretPositionFromPoint?.(clientX, clientY);
    if (point) return painter.offsetOf(point.offsetNode, point.offset);
    const range = document.caretRangeFromPoint?.(clientX, clientY);
    return range ? painter.offsetOf(range.startContainer, range.startOffset) : null;
  }

  /**
   * Return the offset of the character under the pointer; null where it is beside the text. To the
   * right half of a letter the nearest place in the text is the one behind it.
   */
  function characterAt(event) {
    const offset = offsetAt(event);
    if (offset === null) return null;
    const { cutter } = article();
    const [before, behind] = [-1, 1].map((step) => cutter.border("grapheme", offset, step));
    const isUnder = ({ left, right, top, bottom }) =>
      left <= event.clientX && event.clientX < right && top - LEADING <= event.clientY && event.clientY < bottom + LEADING;
    const holds = (from, to) => from < to && [...(painter.rangeOf(from, to)?.getClientRects() ?? [])].some(isUnder);
    if (holds(before, offset)) return before;
    return holds(offset, behind) ? offset : null;
  }

  function marksUnder(event) {
    const ids = [];
    for (let at = event.target; at && at !== body; at = at.parentElement) {
      if (at.dataset.id) ids.push(at.dataset.id);
    }
    return ids;
  }

  const listen = (target, name, run) => target.addEventListener(name, run, { signal });

  // Chromium begins no selection inside an inline element that may take the focus: while the
  // pointer is down, marks may not.
  function withoutFocus(target) {
    for (let at = target; at && at !== body; at = at.parentElement) {
      if (!at.hasAttribute("tabindex")) continue;
      const { tabIndex } = at;
      at.removeAttribute("tabindex");
      held.push(() => (at.tabIndex = tabIndex));
    }
  }

  listen(body, "pointerdown", (event) => {
    if (event.button !== 0 || event.target.closest("button, .pm-handle")) return;
    withoutFocus(event.target);
    isDown = event.pointerType !== "touch";
    isTouch = event.pointerType === "touch";
    isExact = event.altKey;
    isAdding = event.ctrlKey || event.metaKey;
    pressedAt = [event.clientX, event.clientY];
    pressedOn = article() && isDown ? offsetAt(event) : null;
  });
  listen(body, "mousedown", (event) => {
    if (event.detail >= 3 && article()) selectSentence(event);
  });
  listen(document, "pointermove", (event) => {
    if (!isDown || !article()) return;
    const isLost = getSelection().isCollapsed && hasMoved(event);
    if (isExact === event.altKey && !isLost) return;
    isExact = event.altKey;
    onPreview(read() ?? dragged(event));
  });
  for (const name of ["pointerup", "pointercancel"]) {
    listen(document, name, () => held.splice(0).forEach((giveBack) => giveBack()));
  }
  listen(document, "pointerup", (event) => {
    if (!isDown) return;
    isDown = false;
    // After a drag the selection stands. After a press on the spot an old one may still be there;
    // it is gone when the click comes.
    if (!hasMoved(event)) isClicking = true;
    else if (article()) settle("mouse", read() ?? dragged(event));
  });
  listen(document, "click", (event) => {
    if (!isClicking) return;
    isClicking = false;
    if (!article()) return;
    const isTwice = event.detail === 2;
    if (settle("mouse", isTwice ? clickedWord(event) : read())) return;
    if (isTwice) getSelection().removeAllRanges();
    click(event, "mouse");
  });
  listen(document, "selectionchange", () => {
    painter.selectionChanged();
    if (!article()) return;
    if (isDown) {
      onPreview(read());
    } else if (isTouch) {
      clearTimeout(settling);
      settling = setTimeout(() => settle("touch"), SETTLED);
    }
  });
  listen(body, "click", (event) => {
    if (isTouch && article() && !read() && !event.target.closest("button")) click(event, "touch");
  });

  function hasMoved({ clientX, clientY }) {
    const [x, y] = pressedAt ?? [clientX, clientY];
    return Math.hypot(clientX - x, clientY - y) > 8;
  }

  function click(event, by) {
    if (hasMoved(event) || !body.contains(event.target)) return;
    const ids = marksUnder(event);
    if (ids.length) onMark(ids, event);
    else if (!isAdding) onPlain((by === "touch" ? characterAt(event) : null) ?? offsetAt(event), by);
  }

  return { offsetAt };
}
