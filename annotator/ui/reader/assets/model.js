/**
 * One article with its marks, as data: what is shown, and how acts change it. No DOM, no network.
 *
 * A mark is an annotation or a suggestion. `start` and `end` are its code points, as stored;
 * `from` and `to` the same in UTF-16, as painted.
 */

import { History } from "./history.js";
import { CodePoints, Cutter } from "./offsets.js";
import { inOrder, Ordered } from "./order.js";

/** The content of an annotation, as acts carry it (docs/api.md). */
export const CONTENT = [
  "id", "kind", "label_id", "start", "end", "quote", "note", "state", "suggestion_id",
]; // prettier-ignore

/** Return the nine fields of a mark that acts carry; null stays null. */
export function contentOf(mark) {
  return mark && Object.fromEntries(CONTENT.map((name) => [name, mark[name] ?? null]));
}

/** Return whether two contents say the same. */
export function sameContent(a, b) {
  if (!a || !b) return a === b || (!a && !b);
  return CONTENT.every((name) => (a[name] ?? null) === (b[name] ?? null));
}

/** An article, its marks and its history. */
export class Article {
  /** @param {object} payload the answer of GET /api/articles/{id} */
  constructor(payload) {
    const { article, labels, place, state, seq } = payload;
    Object.assign(this, { id: article.id, info: article, text: article.text, place, state, seq });
    this.preferences = payload.preferences;
    this.points = new CodePoints(this.text);
    this.cutter = new Cutter(this.text, article.language);
    this.labels = new Map(labels.map((label, index) => [label.id, { ...label, index }]));
    this.paragraphs = [...this.text.matchAll(/[^\n]+/g)].map((m, index) => ({
      index, from: m.index, to: m.index + m[0].length, marks: new Set(),
    })); // prettier-ignore
    this.annotations = new Map();
    this.suggestions = new Map();
    this.answers = new Map(); // suggestion id -> ids of the annotations that answer it
    this.counts = new Map(); // label id -> number of annotations that carry it
    this.whole = new Set(); // what is put on the article as a whole
    this.lists = { suggestions: new Ordered(), marks: new Ordered(), notes: new Ordered() };
    this.history = new History(payload.undo, payload.redo);
    this.fill(payload);
  }

  // Sorting once is cheaper than ten thousand insertions.
  fill({ annotations, suggestions }) {
    for (const given of suggestions) this.suggestions.set(given.id, this.revive(given));
    for (const given of annotations) {
      if (given.suggestion_id) this.answer(given.suggestion_id, given.id, true);
    }
    for (const given of annotations) this.show(this.revive(given), true);
    for (const mark of this.suggestions.values()) if (this.isOpen(mark)) this.show(mark, true);
    for (const list of Object.values(this.lists)) list.items.sort(inOrder);
  }

  revive(given) {
    const isSpan = given.kind === "span";
    return {
      ...given,
      from: isSpan ? this.points.toUnits(given.start) : -1,
      to: isSpan ? this.points.toUnits(given.end) : -1,
      note: given.note ?? "",
    };
  }

  /** Return the annotation or suggestion with an id. */
  mark(id) {
    return this.annotations.get(id) ?? this.suggestions.get(id) ?? null;
  }

  /** Return whether a suggestion still waits for an answer. */
  isOpen(suggestion) {
    return !this.answers.get(suggestion.id)?.size;
  }

  /** Return the paragraphs that a passage touches. */
  paragraphsOf(from, to) {
    let low = 0;
    let high = this.paragraphs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.paragraphs[middle].to <= from) low = middle + 1;
      else high = middle;
    }
    const found = [];
    for (let i = low; i < this.paragraphs.length && this.paragraphs[i].from < to; i++) {
      found.push(this.paragraphs[i]);
    }
    return found;
  }

  /** Return the marks to be painted in a paragraph, in order. */
  marksIn(paragraph) {
    return [...paragraph.marks].map((id) => this.mark(id)).sort(inOrder);
  }

  /** Return the marks that cover a UTF-16 offset, the smallest first. */
  marksAt(at) {
    const [paragraph] = this.paragraphsOf(at, at + 1);
    if (!paragraph) return [];
    return this.marksIn(paragraph)
      .filter((mark) => mark.from <= at && at < mark.to)
      .sort((a, b) => a.to - a.from - (b.to - b.from) || inOrder(b, a));
  }

  /**
   * Return the mark that comes next in the text from another one (or from any point of it).
   * @param {{from: number, to: number, id: string}} mark
   * @param {1 | -1} step
   * @param {string[]} [names] the lists to look in
   */
  next(mark, step, names = ["suggestions", "marks", "notes"]) {
    const found = names.map((name) => this.lists[name].beside(mark, step)).filter(Boolean);
    return found.sort((a, b) => step * inOrder(a, b))[0] ?? null;
  }

  /** Return the content of an annotation on a passage given in UTF-16. */
  passage(from, to) {
    return {
      start: this.points.toPoints(from),
      end: this.points.toPoints(to),
      quote: this.text.slice(from, to),
    };
  }

  /** Return what the state of an annotation has to be, given the suggestion that it answers. */
  stateFor({ suggestion_id: answered, label_id: label, start, end, state }) {
    if (!answered) return "made";
    if (state === "rejected") return state;
    const suggestion = this.suggestions.get(answered);
    const same =
      suggestion &&
      suggestion.label_id === label &&
      suggestion.start === start &&
      suggestion.end === end;
    return same ? "accepted" : "corrected";
  }

  /**
   * Put an act into effect here; it may be in effect already, in whole or in part.
   * @returns {Set<number>} the paragraphs that have to be painted again
   */
  apply(act) {
    this.history.note(act);
    return this.put(act.subject, (act.after ?? act.before)?.id, act.after);
  }

  /** Make a subject what `content` says; null: not there. Returns the touched paragraphs. */
  put(subject, id, content) {
    const touched = new Set();
    if (subject === "assignment") {
      this.state = content?.state === "done" ? "done" : this.annotations.size ? "in work" : "open";
      return touched;
    }
    const present = this.annotations.get(id);
    if (present) {
      this.hide(present, touched);
      this.annotations.delete(id);
      if (present.suggestion_id) this.answer(present.suggestion_id, id, false, touched);
    }
    if (content) {
      if (content.suggestion_id) this.answer(content.suggestion_id, id, true, touched);
      this.show(this.revive({ ...present, ...content }), false, touched);
    }
    if (this.state === "open" && this.annotations.size) this.state = "in work";
    return touched;
  }

  answer(suggestionId, annotationId, isThere, touched) {
    const suggestion = this.suggestions.get(suggestionId);
    const answers = this.answers.get(suggestionId) ?? new Set();
    const wasOpen = !answers.size;
    if (isThere) answers.add(annotationId);
    else answers.delete(annotationId);
    this.answers.set(suggestionId, answers);
    if (!suggestion || !touched || wasOpen === !answers.size) return;
    if (answers.size) this.hide(suggestion, touched);
    else this.show(suggestion, false, touched);
  }

  show(mark, isBulk, touched) {
    const isSuggestion = mark.state === "suggested";
    if (!isSuggestion) this.annotations.set(mark.id, mark);
    if (mark.state === "rejected") return;
    if (!isSuggestion && mark.label_id) {
      this.counts.set(mark.label_id, (this.counts.get(mark.label_id) ?? 0) + 1);
    }
    if (mark.kind === "article") this.whole.add(mark);
    for (const name of this.listsOf(mark)) {
      if (isBulk) this.lists[name].items.push(mark);
      else this.lists[name].add(mark);
    }
    if (mark.kind !== "span") return;
    for (const paragraph of this.paragraphsOf(mark.from, mark.to)) {
      paragraph.marks.add(mark.id);
      touched?.add(paragraph.index);
    }
  }

  hide(mark, touched) {
    if (mark.state === "rejected") return;
    if (mark.state !== "suggested" && mark.label_id) {
      this.counts.set(mark.label_id, this.counts.get(mark.label_id) - 1);
    }
    this.whole.delete(mark);
    for (const name of this.listsOf(mark)) this.lists[name].delete(mark);
    if (mark.kind !== "span") return;
    for (const paragraph of this.paragraphsOf(mark.from, mark.to)) {
      paragraph.marks.delete(mark.id);
      touched.add(paragraph.index);
    }
  }

  listsOf(mark) {
    if (mark.state === "suggested") return ["suggestions"];
    const isSpan = mark.kind === "span";
    return [...(isSpan && mark.label_id ? ["marks"] : []), ...(isSpan && mark.note ? ["notes"] : [])];
  }

  /**
   * Take over what another window or the server holds now.
   * @param {object} payload a later answer for the same article
   * @returns {Set<number>} the paragraphs that have to be painted again
   */
  sync(payload) {
    const touched = new Set();
    const given = new Map(payload.annotations.map((annotation) => [annotation.id, annotation]));
    for (const id of new Set([...this.annotations.keys(), ...given.keys()])) {
      const now = given.get(id) ?? null;
      if (sameContent(contentOf(this.annotations.get(id)), contentOf(now))) continue;
      for (const index of this.put("annotation", id, now)) touched.add(index);
    }
    Object.assign(this, { state: payload.state, seq: payload.seq, place: payload.place });
    this.preferences = payload.preferences;
    this.history = new History(payload.undo, payload.redo);
    return touched;
  }
}
