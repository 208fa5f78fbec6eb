/** The text of the article with its marks, painted paragraph by paragraph. */

import { toldValues } from "./attributes.js";
import { h, hue, short, takeOver } from "./dom.js";
import { isSaidEmpty } from "./nothing.js";
import { partsIn, segments } from "./order.js";
import { noteSign, placeSharedSigns } from "./signs.js";
import { surenessOf } from "./sureness.js";

const LINE = 64;

/** @param {HTMLElement} body the element that holds the paragraphs */
export function createPainter(body) {
  let article = null;
  let elements = [];
  let selected = null;
  let isSelecting = false; // to ask the selection itself costs a layout of the page
  let firstStop = null; // the one mark that Tab reaches (roving tabindex)

  const nameOf = (mark) => article.labels.get(mark.label_id)?.name ?? "Note";

  function markElement(part, paragraph) {
    const { mark } = part;
    const label = article.labels.get(mark.label_id);
    const element = document.createElement("mark");
    element.className = `pm-mark pm-${mark.state === "suggested" ? "open" : "decided"}`;
    if (!label) element.classList.add("pm-bare");
    const { dataset } = element;
    dataset.id = mark.id;
    dataset.start = mark.start;
    dataset.end = mark.end;
    dataset.label = mark.label_id ?? "";
    dataset.state = mark.state;
    const sure = mark.state === "suggested" ? surenessOf(mark.score) : "";
    if (sure) dataset.sure = sure;
    const values = toldValues(label, mark);
    if (values) element.title = values;
    if (mark.pieces) element.classList.add("pm-part");
    if (mark.state === "suggested" && article.hangs(mark.id)) element.classList.add("pm-hangs");
    if (part.from === mark.from && part.from >= paragraph.from) {
      dataset.tag = label?.tag || label?.name.slice(0, 3).toUpperCase() || "";
      const signs = article.signsOf(mark);
      if (signs) dataset.signs = signs;
      const note = mark.note ? `, note: ${short(mark.note)}` : "";
      // The name of a mark is its text; roles of this kind take no other (ARIA 1.3).
      element.setAttribute("aria-description", `${nameOf(mark)}, ${mark.state}${sure && `, ${sure}`}${note}`);
      element.tabIndex = -1;
    }
    const { "--ink": ink, "--tint": tint } = hue(label);
    element.style.cssText = `--ink:${ink};--tint:${tint}`;
    if (mark.id === selected) element.classList.add("pm-on");
    return element;
  }

  /** Nest the marks of the segments in one another, an element going on as long as it can. */
  function fill(element, paragraph) {
    element.toggleAttribute("data-read", isSaidEmpty(article, paragraph));
    const parts = partsIn(paragraph, article.marksIn(paragraph));
    const stack = []; // {part, element, height}
    const close = (depth) => {
      while (stack.length > depth) {
        const { element: done, height } = stack.pop();
        if (height) done.style.setProperty("--up", height);
        const parent = stack.at(-1);
        if (parent) parent.height = Math.max(parent.height, height + 1);
      }
    };
    for (const segment of segments(paragraph, parts)) {
      let same = 0;
      while (same < stack.length && stack[same].part === segment.marks[same]) same += 1;
      close(same);
      for (const part of segment.marks.slice(same)) {
        const made = markElement(part, paragraph);
        if (part.mark.from === segment.from && (part.mark.note || article.repliesTo(part.mark.id).size)) {
          element.insertBefore(noteSign(article, part.mark), stack[0]?.element ?? null);
        }
        if (part.from < segment.from) delete made.dataset.tag;
        // Tags of marks that begin at the same letter stand beside one another.
        const beside = stack.filter((outer) => outer.part.from === part.from).length;
        if (beside) made.style.setProperty("--shift", beside);
        (stack.at(-1)?.element ?? element).append(made);
        stack.push({ part, element: made, height: 0 });
      }
      const text = document.createTextNode(article.text.slice(segment.from, segment.to));
      (stack.at(-1)?.element ?? element).append(text);
    }
    close(0);
    if (article.replies.shared.size) placeSharedSigns(article, element, paragraph);
  }

  function paragraphElement(paragraph) {
    const element = h("p.pm-p", { dir: "auto", data: { p: paragraph.index } });
    const lines = Math.ceil((paragraph.to - paragraph.from) / LINE);
    element.style.containIntrinsicSize = `auto ${lines * 1.7 + 1}em`;
    fill(element, paragraph);
    return element;
  }

  function pointAt(offset, isEnd = false) {
    const [paragraph] = article.paragraphsOf(isEnd ? offset - 1 : offset, isEnd ? offset : offset + 1);
    if (!paragraph) return null;
    const walker = document.createTreeWalker(elements[paragraph.index], NodeFilter.SHOW_TEXT);
    let left = offset - paragraph.from;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (left < node.length || (isEnd && left === node.length)) return [node, left];
      left -= node.length;
    }
    return null;
  }

  function rangeOf(from, to) {
    const [start, end] = [pointAt(from), pointAt(to, true)];
    if (!start || !end) return null;
    const range = document.createRange();
    range.setStart(...start);
    range.setEnd(...end);
    return range;
  }

  function offsetOf(node, offset) {
    const element = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest(".pm-p");
    if (!element || !body.contains(element)) return null;
    const paragraph = article.paragraphs[Number(element.dataset.p)];
    const range = document.createRange();
    range.setStart(element, 0);
    range.setEnd(node, offset);
    return paragraph.from + range.toString().length;
  }

  function piecesOf(id) {
    const mark = article?.mark(id);
    if (!mark || mark.kind !== "span") return [];
    return article
      .paragraphsOfMark(mark)
      .flatMap((p) => [...elements[p.index].querySelectorAll(`[data-id="${CSS.escape(id)}"]`)]);
  }

  /** Keep a native selection where it was while its paragraph is painted again. */
  function keepingSelection(run) {
    const selection = getSelection();
    const inside = isSelecting && !selection.isCollapsed && body.contains(selection.anchorNode);
    const ends = inside && [
      offsetOf(selection.anchorNode, selection.anchorOffset),
      offsetOf(selection.focusNode, selection.focusOffset),
    ];
    run();
    if (!ends || ends.includes(null)) return;
    const isForward = ends[0] <= ends[1];
    const [anchor, focus] = [pointAt(ends[0], !isForward), pointAt(ends[1], isForward)];
    if (anchor && focus) selection.setBaseAndExtent(...anchor, ...focus);
  }

  function setStop(id) {
    if (firstStop) for (const piece of piecesOf(firstStop)) if (piece.tabIndex >= 0) piece.tabIndex = -1;
    firstStop = id;
    const [piece] = piecesOf(id);
    if (piece) piece.tabIndex = 0;
  }

  return {
    /** Paint an article from nothing. */
    paint(shown) {
      article = shown;
      selected = null;
      body.lang = article.info.language || "";
      elements = article.paragraphs.map(paragraphElement);
      body.replaceChildren(...elements);
      const first = article.lists.suggestions.items[0] ?? article.lists.marks.items[0];
      if (first) setStop(first.id);
    },
    /** Paint again the paragraphs with these indices. */
    repaint(indices) {
      if (!indices.size) return;
      const focused = document.activeElement?.dataset?.id;
      keepingSelection(() => {
        for (const index of indices) {
          const made = document.createElement("p");
          fill(made, article.paragraphs[index]);
          takeOver(elements[index], made);
          elements[index].toggleAttribute("data-read", made.hasAttribute("data-read"));
        }
      });
      if (focused && !document.activeElement?.dataset?.id) piecesOf(focused)[0]?.focus({ preventScroll: true });
      if (firstStop) setStop(firstStop);
    },
    /** Take note that the native selection has changed. */
    selectionChanged() {
      isSelecting = !getSelection().isCollapsed;
    },
    /** Show one mark as selected; null: none. */
    select(id) {
      if (selected) for (const piece of piecesOf(selected)) piece.classList.remove("pm-on");
      selected = id;
      if (!id) return;
      for (const piece of piecesOf(id)) piece.classList.add("pm-on");
      setStop(id);
    },
    /** Show where a person stands among the paragraphs; null: nowhere. */
    point(index) {
      body.querySelector(".pm-here")?.classList.remove("pm-here");
      if (index !== null) elements[index]?.classList.add("pm-here");
      return elements[index] ?? null;
    },
    piecesOf,
    pointAt,
    rangeOf,
    offsetOf,
    paragraph: (index) => elements[index],
  };
}

/** Whether the browser can lay highlights over text without touching its elements. */
export const canHighlight = Boolean(globalThis.Highlight && globalThis.CSS?.highlights);

/** Lay a CSS highlight over passages; with none given, take it away. */
export function highlight(name, ranges) {
  if (!canHighlight) return;
  const real = ranges.filter(Boolean);
  if (real.length) CSS.highlights.set(name, new Highlight(...real));
  else CSS.highlights.delete(name);
}
