/**
 * Others' marks in the text: a thin line above the words, laid over them without an element of its
 * own, so that the text stays as it is for caret, selection and one's own marks. What the pointer
 * is over tells whose it is.
 */

import { afterPaint, h, hue, short } from "./dom.js";
import { initialsOf } from "./others.js";
import { partsOf } from "./order.js";
import { canHighlight } from "./painter.js";

const COLOUR = /^#[0-9a-f]{3,8}$/i;
const NAME = "pm-others";

const ruleOf = (where, name, ink) => `${where} ::highlight(${name}) { text-decoration: overline solid 2px ${ink}; }`;

/** Return the rules that give the lines the colours of labels, in either theme. */
function rulesOf(labels) {
  const rules = [ruleOf(".pm-desk", NAME, "#8a8780")];
  for (const { index, colour } of labels.values()) {
    for (const [theme, ink, end] of [["light", colour.ink, "black"], ["dark", colour.ink_dark, "white"]]) { // prettier-ignore
      if (!COLOUR.test(ink)) continue;
      const where = `.pm-desk[data-theme="${theme}"]`;
      rules.push(ruleOf(where, `${NAME}-${index}`, ink));
      rules.push(ruleOf(`${where}[data-contrast]`, `${NAME}-${index}`, `color-mix(in srgb, ${ink} 70%, ${end})`));
    }
  }
  return rules.join("\n");
}

/** Return the text that an offset stands in, of those of a paragraph. */
function textAt(texts, offset) {
  let [low, high] = [0, texts.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (texts[middle].to > offset) high = middle;
    else low = middle + 1;
  }
  return texts[low];
}

/** @param {object} desk @param {AbortSignal} signal */
export function createOthersLayer(desk, signal) {
  const tip = h("div.pm-others-tip", { hidden: true, "aria-hidden": "true", "data-testid": "pm-others-tip" });
  desk.root.append(tip);
  const sheet = canHighlight ? new CSSStyleSheet() : null;
  if (sheet) document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  let shown = null; // the Others whose lines are there
  const laid = new Map(); // index of a paragraph -> {name of the highlight, from, to, range}[]
  const touched = new Set(); // indices of paragraphs whose lines may be gone
  let pointed = ""; // the ids of what the tip tells
  let frame = 0;

  const isOn = () => canHighlight && desk.article?.others.spans.length > 0 && desk.preferences.get("others");

  function clear() {
    for (const lines of laid.values()) for (const { name } of lines) CSS.highlights.delete(name);
    laid.clear();
    touched.clear();
    shown = null;
    hideTip();
  }

  function nameOf(mark) {
    const label = desk.article.labels.get(mark.label_id);
    return label ? `${NAME}-${label.index}` : NAME;
  }

  /** Lay lines over the words of a paragraph as they stand now; its texts are gone through once. */
  function lay(paragraph, lines) {
    const element = desk.painter.paragraph(paragraph.index);
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const texts = [];
    for (let node = walker.nextNode(), from = paragraph.from; node; from += node.length, node = walker.nextNode()) {
      if (node.length) texts.push({ node, from, to: from + node.length });
    }
    for (const line of lines) {
      const [first, last] = [textAt(texts, line.from), textAt(texts, line.to - 1)];
      // A range that follows what happens to the text would make every paint of a mark dearer.
      line.range = new StaticRange({
        startContainer: first.node, startOffset: line.from - first.from, endContainer: last.node, endOffset: line.to - last.from,
      }); // prettier-ignore
      if (!CSS.highlights.has(line.name)) CSS.highlights.set(line.name, new Highlight());
      CSS.highlights.get(line.name).add(line.range);
    }
  }

  function layAll() {
    const paragraphs = new Map();
    for (const mark of desk.article.others.spans) {
      for (const paragraph of desk.article.paragraphsOfMark(mark)) {
        if (!paragraphs.has(paragraph)) paragraphs.set(paragraph, []);
        for (const { from, to } of partsOf(mark)) {
          const line = { name: nameOf(mark), from: Math.max(from, paragraph.from), to: Math.min(to, paragraph.to) };
          if (line.from < line.to) paragraphs.get(paragraph).push(line);
        }
      }
    }
    for (const [paragraph, lines] of paragraphs) {
      lay(paragraph, lines);
      laid.set(paragraph.index, lines);
    }
  }

  /** Lay those lines again whose words were painted anew; behind the paint, which is not to wait. */
  const layAgain = afterPaint(() => {
    for (const index of desk.article ? touched : []) {
      const gone = laid.get(index).filter(({ range }) => !range.startContainer.isConnected || !range.endContainer.isConnected);
      for (const { name, range } of gone) CSS.highlights.get(name).delete(range);
      lay(desk.article.paragraphs[index], gone);
    }
    touched.clear();
  });

  function draw() {
    desk.root.toggleAttribute("data-others", isOn());
    if (!isOn()) return clear();
    if (shown === desk.article.others) return undefined;
    clear();
    shown = desk.article.others;
    sheet.replaceSync(rulesOf(desk.article.labels));
    layAll();
    return undefined;
  }

  function tell(event) {
    frame = 0;
    const isInText = isOn() && event.target.closest?.(".pm-p");
    const offset = isInText ? desk.offsetAt(event) : null;
    const under = offset === null ? [] : desk.article.others.at(offset);
    const ids = under.map(({ id }) => id).join(" ");
    if (!ids) return hideTip();
    if (ids !== pointed) {
      pointed = ids;
      tip.replaceChildren(...under.map(line));
      tip.hidden = false;
      place(under[0], event);
    }
    return undefined;
  }

  function line(mark) {
    const label = desk.article.labels.get(mark.label_id);
    return h("p", { style: hue(label) },
      h("b.pm-initials", { text: initialsOf(mark.annotator) }),
      h("span", { dir: "auto", text: mark.annotator }),
      h("span.pm-tag", { text: label?.name ?? "Note" }),
      mark.note && h("span.pm-others-note", { dir: "auto", text: short(mark.note, 160) }),
    ); // prettier-ignore
  }

  function place(mark, { clientX, clientY }) {
    const rects = [...(desk.painter.rangeOf(mark.from, mark.to)?.getClientRects() ?? [])];
    const on = rects.find(({ top, bottom }) => top <= clientY && clientY <= bottom) ?? rects[0];
    const box = desk.root.getBoundingClientRect();
    const { width, height } = tip.getBoundingClientRect();
    const left = Math.min(Math.max(4, clientX - box.left - 24), box.width - width - 4);
    tip.style.transform = `translate(${left}px, ${(on?.top ?? clientY) - box.top - height - 8}px)`;
  }

  function hideTip() {
    if (tip.hidden) return;
    tip.hidden = true;
    pointed = "";
  }

  desk.body.addEventListener("pointermove", (event) => {
    if (event.pointerType !== "mouse" || event.buttons || frame || !isOn()) return;
    frame = requestAnimationFrame(() => tell(event));
  }, { signal, passive: true }); // prettier-ignore
  for (const name of ["pointerleave", "pointerdown"]) desk.body.addEventListener(name, hideTip, { signal });
  document.addEventListener("keydown", hideTip, { signal, capture: true });

  return {
    /** Show the article's lines, unless they are there. */
    draw,
    /** Show them over a text that was painted from nothing. */
    paint() {
      clear();
      draw();
    },
    /** Lay the lines again over paragraphs that were painted anew. */
    repaint(indices) {
      if (!isOn() || shown !== desk.article.others) return;
      for (const index of indices) if (laid.has(index)) touched.add(index);
      if (touched.size) layAgain();
    },
    destroy() {
      clear();
      tip.remove();
      if (sheet) document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
    },
  };
}
