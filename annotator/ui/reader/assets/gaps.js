/** Passages with gaps: adding a part to a mark or to the selection, and taking one out. */

import * as acts from "./acts.js";
import { button, h, short } from "./dom.js";
import { partsOf } from "./order.js";
import { changeWhole } from "./quoted.js";

const NEAR = 300; // characters; what lies further apart is hardly one name

/** @param {object} desk */
export function createGapCommands(desk) {
  let lastMark = null; // the id of the mark that was selected last

  function change(mark, pieces, words) {
    const passage = desk.article.gappedPassage(pieces);
    const made = desk.clock.keep(mark.id, changeWhole(desk.article, acts.group(), mark, passage));
    desk.setPassage(null);
    getSelection().removeAllRanges();
    desk.selected = made[0]?.after.id ?? mark.id;
    if (made.length) desk.commit(made, words);
    else desk.select(desk.selected);
  }

  function removePart(id, index) {
    const mark = desk.article.mark(id);
    const rest = mark?.pieces?.filter((_, i) => i !== index);
    if (rest?.length) change(mark, rest, "Taken out of the mark.");
  }

  const receiver = () => desk.article.mark(desk.commands.markBefore());

  return {
    /** Return the mark that the selection can become a part of: the one selected last, if near. */
    partOf() {
      const mark = receiver();
      const isNear = mark?.kind === "span" && Math.abs(mark.from - desk.passage.from) < NEAR;
      return isNear && !desk.article.answers.get(mark.id)?.size ? mark : null;
    },
    /** Add the selection to the mark selected last. */
    addPart() {
      const { passage, article } = desk;
      if (!passage) return desk.voice.toast("Select the words that belong to the mark as well, then press b.");
      const mark = receiver();
      if (mark?.kind !== "span") return desk.voice.toast("Select the mark first, then the words that belong to it as well.");
      return change(mark, [...partsOf(mark), ...partsOf(passage)], `Added: ${short(article.text.slice(passage.from, passage.to), 40)}`);
    },
    /** Words taken with Ctrl held go to the selected mark, or to the selection that stands. */
    addWords(passage) {
      const mark = desk.selectedMark() ?? (desk.passage ? null : desk.article.annotations.get(desk.madeLast));
      if (mark?.kind === "span") return change(mark, [...partsOf(mark), passage], "Added to the mark.");
      return desk.setPassage(together([...(desk.passage ? partsOf(desk.passage) : []), passage]), "caret");
    },
    /** Take a part out of a mark that has several. */
    removePart,
    /** Take the part at an offset out of the selected mark; false if there is none. */
    removePartAt(offset) {
      const mark = desk.selectedMark();
      const index = mark?.pieces?.findIndex(({ from, to }) => from <= offset && offset < to) ?? -1;
      if (index < 0) return false;
      removePart(mark.id, index);
      return true;
    },
    noteMark: (id) => (lastMark = id),
    /** Return the id of the mark that was selected or made last. */
    markBefore: () => desk.madeLast ?? lastMark,
    /** Go to the smallest mark around the selected one (1), or to the largest inside it (-1). */
    nest(by) {
      const mark = desk.selectedMark();
      if (mark?.kind !== "span") return desk.voice.say("Select a mark first.");
      const next = by > 0 ? around(mark) : inside(mark);
      if (next) return desk.select(next.id, { scroll: "nearest" });
      return desk.voice.say(by > 0 ? "No mark around this one." : "No mark inside this one.");
    },
  };

  function sizes(mark, fits) {
    const found = desk.article.paragraphsOf(mark.from, mark.to).flatMap((p) => desk.article.marksIn(p));
    const length = (one) => one.to - one.from;
    // Of two on the same passage the later one counts as the inner.
    const order = (a, b) => length(a) - length(b) || (a.id < b.id ? 1 : -1);
    return [...new Set(found)].filter((one) => one.id !== mark.id && fits(one, order(one, mark))).sort(order);
  }

  function around(mark) {
    return sizes(mark, (one, order) => order > 0 && one.from <= mark.from && one.to >= mark.to)[0];
  }

  function inside(mark) {
    return sizes(mark, (one, order) => order < 0 && one.from >= mark.from && one.to <= mark.to).at(-1);
  }
}

/** Return a passage of several pieces, which may touch; one piece has no gaps. */
export function together(pieces) {
  const whole = [];
  for (const { from, to } of [...pieces].sort((a, b) => a.from - b.from)) {
    const last = whole.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else whole.push({ from, to });
  }
  const outer = { from: whole[0].from, to: whole.at(-1).to };
  return whole.length > 1 ? { ...outer, pieces: whole } : outer;
}

/** Return the pieces of a mark with its outer edges moved. */
export function reshaped(mark, from, to) {
  const left = partsOf(mark).filter((part) => part.to > from && part.from < to);
  const pieces = (left.length ? left : [{ from, to }]).map((part) => ({ from: part.from, to: part.to }));
  pieces[0].from = from;
  pieces.at(-1).to = to;
  return pieces;
}

/** Return the parts of a mark for its bar, each with a way to take it out; null for one without gaps. */
export function partsShown(desk, mark) {
  if (!mark.pieces) return null;
  return h("div.pm-parts", {}, mark.pieces.map(({ from, to }, index) => {
    const words = short(desk.article.text.slice(from, to), 24);
    return h("span.pm-piece", {}, h("span", { dir: "auto", text: words }),
      button("button.pm-quiet", { "aria-label": `Take out ${words}`, onclick: () => desk.commands.removePart(mark.id, index) }, "×"));
  })); // prettier-ignore
}

/** Light all parts of a mark while the pointer is on one of them. */
export function watchParts(body, painter, signal) {
  let lit = [];
  body.addEventListener("pointerover", (event) => {
    const id = event.target.closest?.(".pm-part")?.dataset.id;
    if (lit[0]?.dataset.id === id) return;
    for (const piece of lit) piece.classList.remove("pm-lit");
    lit = id ? painter.piecesOf(id) : [];
    for (const piece of lit) piece.classList.add("pm-lit");
  }, { signal }); // prettier-ignore
}
