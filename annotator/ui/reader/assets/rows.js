/** A long list of marks of which only the rows in view exist. */

import { toldValues } from "./attributes.js";
import { button, h, hue, keepingFocus, setChildren, short } from "./dom.js";
import { scoreShown } from "./sureness.js";

const SPARE = 8;

/** @param {object} desk */
export function createRows(desk) {
  const inner = h("div.pm-rows-inner");
  const outer = h("div.pm-rows", { tabindex: "-1" }, inner);
  let items = [];
  let empty = "";
  let parts = markParts;
  let frame = 0;
  let height = 38;
  let toReveal = null; // the id of the mark whose row the next drawing brings into view
  let drawn = new Map(); // item -> {element, label, parts}: the rows that exist

  /** Return the row of an item; what it shows has changed only where the item or its label has. */
  function row(item, index) {
    const label = desk.article.labels.get(item.label_id);
    const known = drawn.get(item);
    const isKnown = known && known.label === label && known.parts === parts;
    const element = isKnown ? known.element : h("div.pm-row", { data: { row: item.id }, style: hue(label) }, parts(item));
    const top = `${index * height}px`;
    if (element.style.top !== top) element.style.top = top;
    if (item.id === desk.selected) element.setAttribute("aria-current", "true");
    else element.removeAttribute("aria-current");
    return { element, label, parts };
  }

  /** Return what stays the same about a control when its row is drawn anew. */
  function nameOf(control) {
    const of = control.closest("[data-row]");
    return of ? `${of.dataset.row} ${[...of.querySelectorAll("button, select")].indexOf(control)}` : "";
  }

  function markParts(mark) {
    const label = desk.article.labels.get(mark.label_id);
    const isSuggestion = mark.state === "suggested";
    const go = () => {
      if (desk.root.dataset.size !== "wide") desk.panel.fold(); // the mark would lie under it
      desk.select(mark.id, { scroll: "center" });
    };
    const values = toldValues(label, mark);
    const answer = (name, sign, words) =>
      button("button.pm-answer", {
        "aria-label": `${words}: ${mark.quote}`, title: words, data: { answer: name },
        onclick: () => desk.commands[name](mark.id),
      }, sign); // prettier-ignore
    return [
      button("button.pm-go", { onclick: go },
        h("span.pm-quote", { dir: "auto", text: short(mark.quote ?? "", 48) }),
        values && h("span.pm-values", { dir: "auto", text: values }),
        h("span.pm-tag", { text: label?.tag || label?.name || "" }),
        isSuggestion && mark.score != null && scoreShown(mark.score),
      ),
      isSuggestion && answer("accept", "✓", "Accept"),
      isSuggestion && answer("reject", "×", "Reject"),
    ]; // prettier-ignore
  }

  function draw() {
    frame = 0;
    if (!desk.article) return; // it was left in the meantime
    height = desk.root.dataset.size === "phone" ? 46 : 38; // as desk.css has it
    inner.style.height = `${items.length * height}px`;
    const { clientHeight } = outer;
    const top = scrollToRow(outer.scrollTop, clientHeight);
    const first = Math.max(0, Math.floor(top / height) - SPARE);
    const last = Math.min(items.length, Math.ceil((top + clientHeight) / height) + SPARE);
    const rows = new Map();
    for (let i = first; i < last; i++) rows.set(items[i], row(items[i], i));
    drawn = rows;
    const elements = [...rows.values()].map(({ element }) => element);
    keepingFocus(inner, nameOf, () => setChildren(inner, items.length ? elements : [h("p.pm-none", { text: empty })]));
  }

  /** Bring the row that was asked for into view, and return where the list stands then. */
  function scrollToRow(top, room) {
    const index = items.findIndex(({ id }) => id === toReveal);
    toReveal = null;
    const row = index * height;
    if (index < 0 || (row >= top && row + height <= top + room)) return top;
    return (outer.scrollTop = row < top ? row : row + height - room);
  }

  const drawSoon = () => (frame ||= requestAnimationFrame(draw));
  outer.addEventListener("scroll", drawSoon, { passive: true });

  return {
    element: outer,
    /** Return what stands in the row of a mark. */
    markParts,
    /** Show these marks, or other things with a way to draw a row of each; `words`: none there. */
    show(shown, words, partsOf = markParts) {
      items = shown;
      parts = partsOf;
      empty = words;
      drawSoon();
    },
    /** Bring the row of a mark into view. */
    reveal(id) {
      toReveal = id;
      drawSoon();
    },
  };
}
