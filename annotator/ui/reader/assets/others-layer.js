/**
 * Others' marks in the text: a thin line above the words, laid over them without an element of its
 * own, so that the text stays as it is for caret, selection and one's own marks. What the pointer
 * is over tells whose it is.
 */

import { h, hue, short } from "./dom.js";
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

/** @param {object} desk @param {AbortSignal} signal */
export function createOthersLayer(desk, signal) {
  const tip = h("div.pm-others-tip", { hidden: true, "aria-hidden": "true", "data-testid": "pm-others-tip" });
  desk.root.append(tip);
  const sheet = canHighlight ? new CSSStyleSheet() : null;
  if (sheet) document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  let shown = null; // the Others whose lines are there
  let ranges = new Map(); // index of a paragraph -> [name of the highlight, range][]
  let marks = new Map(); // index of a paragraph -> the marks in it
  let labels = null;
  let pointed = ""; // the ids of what the tip tells
  let frame = 0;

  const isOn = () => canHighlight && desk.article?.others.spans.length > 0 && desk.preferences.get("others");

  function clear() {
    for (const list of ranges.values()) for (const [name] of list) CSS.highlights.delete(name);
    ranges = new Map();
    shown = null;
    hideTip();
  }

  function nameOf(mark) {
    const label = desk.article.labels.get(mark.label_id);
    return label ? `${NAME}-${label.index}` : NAME;
  }

  // A range that follows what happens to the text would make every paint of a mark dearer.
  function rangeOf(from, to) {
    const [start, end] = [desk.painter.pointAt(from), desk.painter.pointAt(to, true)];
    if (!start || !end) return null;
    return new StaticRange({ startContainer: start[0], startOffset: start[1], endContainer: end[0], endOffset: end[1] });
  }

  function lay(index) {
    const paragraph = desk.article.paragraphs[index];
    const within = ({ from, to }) => [Math.max(from, paragraph.from), Math.min(to, paragraph.to)];
    const laid = (marks.get(index) ?? [])
      .flatMap((mark) => partsOf(mark).map(within).filter(([from, to]) => from < to).map((ends) => [nameOf(mark), rangeOf(...ends)]))
      .filter(([, range]) => range); // prettier-ignore
    for (const [name, range] of laid) {
      if (!CSS.highlights.has(name)) CSS.highlights.set(name, new Highlight());
      CSS.highlights.get(name).add(range);
    }
    ranges.set(index, laid);
  }

  function byParagraph() {
    const found = new Map();
    for (const mark of desk.article.others.spans) {
      for (const { index } of desk.article.paragraphsOfMark(mark)) {
        if (!found.has(index)) found.set(index, []);
        found.get(index).push(mark);
      }
    }
    return found;
  }

  function draw() {
    desk.root.toggleAttribute("data-others", isOn());
    if (!isOn()) return clear();
    if (shown === desk.article.others) return undefined;
    clear();
    shown = desk.article.others;
    if (labels !== desk.article.labels) sheet.replaceSync(rulesOf((labels = desk.article.labels)));
    marks = byParagraph();
    for (const index of marks.keys()) lay(index);
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
    repaint(touched) {
      if (!isOn() || shown !== desk.article.others) return;
      for (const index of touched) {
        if (!marks.has(index)) continue;
        for (const [name, range] of ranges.get(index) ?? []) CSS.highlights.get(name)?.delete(range);
        lay(index);
      }
    },
    destroy() {
      clear();
      tip.remove();
      if (sheet) document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
    },
  };
}
