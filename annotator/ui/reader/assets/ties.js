/**
 * The selected mark's relations in the text: the other ends are lit, and thin lines lead to those in
 * view. A line runs between the lines of text and in the margin, under the letters, never over them.
 */

import { afterPaint, h, hue } from "./dom.js";
import { chainLabelsOf, chainMarks } from "./relating.js";

const SVG = "http://www.w3.org/2000/svg";
const LANES = 4; // lines that run side by side in the margin
const MOST = 40; // of more relations than this the first are drawn, of a chain the nearest are lit

function svg(tag, attributes) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

/** @param {object} desk */
export function createTies(desk) {
  const element = svg("svg", { class: "pm-ties", "aria-hidden": "true" });
  const joint = h("span.pm-joint", { "aria-hidden": "true", title: "Drag to another mark to join them", onpointerdown: grab }, h("i"));
  let lit = []; // [an element of a mark, the class that lights it]
  let hovered = [];

  function light(ids, name) {
    for (const id of ids) {
      const pieces = desk.painter.piecesOf(id);
      for (const piece of pieces) piece.classList.add(name);
      lit.push(...pieces.map((piece) => [piece, name]));
    }
  }

  function putOut() {
    for (const [piece, name] of lit) piece.classList.remove(name);
    lit = [];
    element.replaceChildren();
  }

  function remove() {
    putOut();
    joint.remove();
  }

  /** Light the chain of the mark under the pointer. */
  function hover({ target, pointerType }) {
    for (const piece of hovered) piece.classList.remove("pm-near");
    hovered = [];
    const mark = pointerType === "mouse" && desk.article?.mark(target.closest(".pm-mark")?.dataset.id);
    if (!mark) return;
    hovered = chainMates(mark).flatMap((id) => desk.painter.piecesOf(id));
    for (const piece of hovered) piece.classList.add("pm-near");
  }

  /** Return the other ends of what a mark is joined to, each with the label and the direction. */
  function othersOf(mark) {
    const { article } = desk;
    const isKnown = ({ state, label_id: id }) => state !== "suggested" && article.labels.get(id)?.kind === "relation";
    const found = article.relationsOf(mark.id).filter(isKnown).slice(0, MOST);
    return found.map((relation) => {
      const isFrom = relation.from_id === mark.id;
      return { relation, isFrom, id: isFrom ? relation.to_id : relation.from_id };
    });
  }

  /** Return the marks of its chains that are nearest to a mark. */
  function chainMates(mark) {
    const { article } = desk;
    return chainLabelsOf(article, mark.id).flatMap(({ id: labelId }) => {
      const ids = chainMarks(article, mark.id, labelId).map(({ id }) => id);
      const at = ids.indexOf(mark.id);
      return [...ids.slice(Math.max(0, at - MOST), at), ...ids.slice(at + 1, at + 1 + MOST)];
    });
  }

  function show() {
    remove();
    const mark = desk.selectedMark();
    if (mark?.kind !== "span") return;
    if (!desk.mode) desk.painter.piecesOf(mark.id).at(-1)?.append(joint);
    drawSoon();
  }

  // A key is answered in the text first; what it is joined to follows a frame later.
  const drawSoon = afterPaint(() => {
    const { mode, article } = desk;
    const mark = desk.selectedMark();
    putOut();
    if (!article || mark?.kind !== "span") return;
    const source = mode ? mode.sourceId() : mark.id;
    if (mode && source !== mark.id) {
      light([source], "pm-source");
      draw([{ fromId: source, toId: mark.id, label: null }]);
      return;
    }
    const others = othersOf(mark);
    light([...others.map(({ id }) => id), ...chainMates(mark)], "pm-lit");
    draw(others.map(({ relation: { from_id: fromId, to_id: toId, label_id: labelId } }) =>
      ({ fromId, toId, label: article.labels.get(labelId) }))); // prettier-ignore
  });

  // The last line of the one mark and the first of the other, as boxes inside the text.
  function boxOf(id, box) {
    const rects = desk.painter.piecesOf(id).flatMap((piece) => [...piece.getClientRects()]).filter(({ width }) => width); // prettier-ignore
    const [first] = rects;
    if (!first) return null;
    return { left: first.left - box.left, right: first.right - box.left, bottom: first.bottom - box.top };
  }

  function draw(ties) {
    if (!ties.length) return;
    const box = element.parentElement.getBoundingClientRect();
    const isNear = ({ bottom }) => bottom + box.top > -innerHeight && bottom + box.top < 2 * innerHeight;
    const gutter = parseFloat(getComputedStyle(desk.painter.paragraph(0)).paddingInlineEnd);
    const isLtr = desk.isLtrAt(desk.selectedMark().from);
    let lane = 0;
    for (const { fromId, toId, label } of ties) {
      const [from, to] = [boxOf(fromId, box), boxOf(toId, box)];
      if (!from || !to || (!isNear(from) && !isNear(to))) continue;
      const isSameLine = Math.abs(from.bottom - to.bottom) < 4;
      const inset = (gutter - 5) * (1 - (lane % LANES) / LANES);
      const margin = isLtr ? box.width - inset : inset;
      const color = label ? hue(label)["--ink"] : "var(--pm-accent)";
      const d = isSameLine ? within(from, to) : around(from, to, margin);
      element.append(svg("path", { class: "pm-tie", d, style: `stroke:${color}` }), head(to, color));
      if (!isSameLine) lane += 1;
    }
  }

  const middle = ({ left, right }) => (left + right) / 2;

  function within(from, to) {
    const y = from.bottom + 3.5;
    return `M${middle(from)} ${from.bottom + 1}Q${middle(from)} ${y} ${middle(from) + 4 * Math.sign(middle(to) - middle(from))} ${y}L${middle(to)} ${y}L${middle(to)} ${to.bottom + 1}`;
  }

  /** Below the one mark to the margin, along it, and back below the other mark. */
  function around(from, to, margin) {
    const [y1, y2] = [from.bottom + 3.5, to.bottom + 3.5];
    const way = y2 > y1 ? 1 : -1;
    const r = Math.min(6, Math.abs(y2 - y1) / 2);
    const near = margin - r * Math.sign(margin - middle(from)); // where the corner begins
    return (
      `M${middle(from)} ${from.bottom + 1}L${middle(from)} ${y1}L${near} ${y1}` +
      `Q${margin} ${y1} ${margin} ${y1 + r * way}L${margin} ${y2 - r * way}` +
      `Q${margin} ${y2} ${near} ${y2}L${middle(to)} ${y2}L${middle(to)} ${to.bottom + 1}`
    );
  }

  function head(to, color) {
    const [x, y] = [middle(to), to.bottom];
    return svg("path", { d: `M${x - 3.5} ${y + 5}L${x} ${y}L${x + 3.5} ${y + 5}Z`, style: `fill:${color}` });
  }

  /** Drag from the joint of the selected mark to another mark. */
  function grab(down) {
    down.preventDefault();
    down.stopPropagation();
    const from = desk.selectedMark();
    if (!from) return;
    const at = joint.getBoundingClientRect();
    const line = svg("path", { class: "pm-tie pm-pull" });
    const over = new AbortController();
    const under = ({ clientX, clientY }) => {
      const found = document.elementsFromPoint(clientX, clientY).find((one) => one.matches(".pm-body .pm-mark"));
      return found?.dataset.id === from.id ? null : found?.dataset.id;
    };
    const move = (event) => {
      const box = element.parentElement.getBoundingClientRect();
      const [x1, y1] = [at.left + at.width / 2 - box.left, at.top + at.height / 2 - box.top];
      const [x2, y2] = [event.clientX - box.left, event.clientY - box.top];
      line.setAttribute("d", `M${x1} ${y1}Q${x1} ${(y1 + y2) / 2 + 20} ${x2} ${y2}`);
      for (const [piece] of lit) piece.classList.remove("pm-source");
      lit = lit.filter(([, name]) => name !== "pm-source");
      const id = under(event);
      if (id) light([id], "pm-source");
    };
    const drop = (event) => {
      over.abort();
      line.remove();
      const id = event.type === "pointerup" ? under(event) : null;
      show();
      if (id) desk.commands.joinTo(from.id, id);
      else desk.bar.show();
    };
    desk.bar.hide();
    element.replaceChildren(line);
    for (const [name, run] of [["pointermove", move], ["pointerup", drop], ["pointercancel", drop]]) {
      document.addEventListener(name, run, { signal: over.signal });
    }
  }

  // Paragraphs far away get their height when they come near, and what is below moves.
  const moved = new ResizeObserver(() => desk.selected && show());
  moved.observe(desk.body);
  desk.body.addEventListener("pointerover", hover);

  return { element, show, remove, destroy: () => moved.disconnect() };
}
