/** What other people have put on the article, as data. No DOM. It is never one's own, and never changed. */

import { inOrder, partsOf } from "./order.js";

const BLIND = { is_blind: false, may_look: false, may_change: false };

/** Return the initials of a name: two letters at most. */
export function initialsOf(name) {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const firsts = (words.length > 1 ? [words[0], words.at(-1)] : words).map((word) => Array.from(word)[0]);
  return firsts.join("").toLocaleUpperCase();
}

/** The work of others on one article. */
export class Others {
  /**
   * @param {object} payload the answer of GET /api/articles/{id}
   * @param {(given: object) => object} revive see Article
   */
  constructor({ others = null, blindness = BLIND }, revive) {
    this.isShown = others !== null; // whoever reads is told of it
    this.blindness = blindness;
    this.told = JSON.stringify([others, blindness]);
    const all = (others ?? []).map(revive);
    const spans = all.filter(({ kind }) => kind === "span").sort(inOrder);
    this.byId = new Map(all.map((one) => [one.id, one]));
    this.whole = all.filter(({ kind }) => kind === "article");
    this.relations = all.filter(({ kind, from_id: from, to_id: to }) => kind === "relation" && this.byId.has(from) && this.byId.has(to));
    this.spans = spans;
  }

  /** Return whether there is anything to be listed. */
  get count() {
    return this.whole.length + this.spans.length + this.relations.length;
  }

  /** Return whether anything is to be said here: of others' work, or of blindness to whoever decides on it. */
  get concerns() {
    return this.count > 0 || this.blindness.may_look || this.blindness.may_change;
  }

  /** Return who has put something here, and how much: who has most first. */
  people() {
    const found = new Map();
    for (const { annotator_id: id, annotator: name } of this.byId.values()) {
      const person = found.get(id) ?? { id, name, initials: initialsOf(name), count: 0 };
      person.count += 1;
      found.set(id, person);
    }
    return [...found.values()].sort((a, b) => b.count - a.count || a.name.localeCompare(b.name));
  }

  /** Return what is listed: article labels, then marks in the order of the text, then relations. */
  items() {
    return [...this.whole, ...this.spans, ...this.relations];
  }

  /** Return the marks that cover a UTF-16 offset. */
  at(offset) {
    return this.spans.filter((mark) => partsOf(mark).some(({ from, to }) => from <= offset && offset < to));
  }
}

/** Return what somebody else's annotation is, in words: whose, on what, which label, the note. */
export function otherWords(others, one, labels) {
  const label = labels.get(one.label_id)?.name ?? one.label_id ?? "a note";
  const quote = (id) => `“${others.byId.get(id).quote}”`;
  const on = { article: "the whole article", relation: "" }[one.kind] ?? `“${one.quote}”`;
  const what = one.kind === "relation" ? `${quote(one.from_id)} ${label} ${quote(one.to_id)}` : `${on}, ${label}`;
  const facts = [what, one.note && `note: ${one.note}`, one.in_sight && "after blindness was lifted"];
  return `${one.annotator}: ${facts.filter(Boolean).join(", ")}`;
}
