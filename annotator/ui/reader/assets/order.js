/** Marks in the order of the text, and the segments that they cut it into. */

/** Return the order of two marks in the text: from the start, the longer one first. */
export function inOrder(a, b) {
  return a.from - b.from || b.to - a.to || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** Return the parts of a mark: one, or several where its passage has gaps. */
export const partsOf = (mark) => mark.pieces ?? [mark];

/** Return pieces in order; those that touch or overlap become one. */
export function withoutTouching(pieces) {
  const whole = [];
  for (const { from, to } of [...pieces].sort((a, b) => a.from - b.from)) {
    const last = whole.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else whole.push({ from, to });
  }
  return whole;
}

/**
 * Return the parts of marks that lie in a paragraph, each as {mark, from, to}, in order.
 * @param {{from: number, to: number}} paragraph
 * @param {Array} marks in order
 */
export function partsIn(paragraph, marks) {
  const found = [];
  let isSorted = true;
  for (const mark of marks) {
    for (const { from, to } of partsOf(mark)) {
      if (to <= paragraph.from || from >= paragraph.to) continue;
      found.push({ mark, id: mark.id, from, to });
    }
    if (mark.pieces) isSorted = false;
  }
  return isSorted ? found : found.sort(inOrder);
}

/**
 * Cut a paragraph at every edge of its marks.
 *
 * @param {{from: number, to: number}} paragraph
 * @param {Array<{id: string, from: number, to: number}>} marks or parts of them, in order, outer
 *   ones first
 * @returns {Array<{from: number, to: number, marks: Array}>} segments without gap or overlap
 */
export function segments(paragraph, marks) {
  const edges = new Set([paragraph.from, paragraph.to]);
  for (const mark of marks) {
    edges.add(Math.max(paragraph.from, mark.from));
    edges.add(Math.min(paragraph.to, mark.to));
  }
  const cuts = [...edges].sort((a, b) => a - b);
  const found = [];
  let next = 0;
  let open = [];
  for (let i = 0; i + 1 < cuts.length; i++) {
    const [from, to] = [cuts[i], cuts[i + 1]];
    open = open.filter((mark) => mark.to > from);
    while (next < marks.length && marks[next].from <= from) {
      if (marks[next].to > from) open.push(marks[next]);
      next += 1;
    }
    found.push({ from, to, marks: open.slice() });
  }
  return found;
}

/** Keeps marks in the order of the text. */
export class Ordered {
  constructor() {
    this.items = [];
  }

  /** Return the index at which a mark stands, or would stand. */
  place(mark) {
    let low = 0;
    let high = this.items.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (inOrder(this.items[middle], mark) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Put a mark in its place. */
  add(mark) {
    const at = this.place(mark);
    if (this.items[at]?.id !== mark.id) this.items.splice(at, 0, mark);
  }

  /** Take a mark out. */
  delete(mark) {
    const at = this.place(mark);
    if (this.items[at]?.id === mark.id) this.items.splice(at, 1);
  }

  /** Return the mark after (1) or before (-1) another one, which need not be here. */
  beside(mark, step) {
    const at = this.place(mark);
    if (step < 0) return this.items[at - 1];
    return this.items[at]?.id === mark.id ? this.items[at + 1] : this.items[at];
  }
}
