/**
 * One article with its marks, as data: what is shown, and how acts change it. No DOM, no network.
 *
 * A mark is an annotation or a suggestion. `start` and `end` are its code points, as stored;
 * `from` and `to` the same in UTF-16, as painted.
 */

import { GAP, sameValue } from "./content.js";
import { History } from "./history.js";
import { CodePoints, Cutter } from "./offsets.js";
import { inOrder, Ordered, partsOf, withoutTouching } from "./order.js";
import { cutParagraphs, touchedBy } from "./paragraphs.js";
import { Relations } from "./joined.js";
import { Hanging } from "./hanging.js";
import { Others } from "./others.js";
import { Replies } from "./replies.js";

/** An article, its marks and its history. */
export class Article {
  /** @param {object} payload the answer of GET /api/articles/{id} */
  constructor(payload) {
    const { article, labels, place, state, seq } = payload;
    Object.assign(this, { id: article.id, info: article, text: article.text, place, state, seq });
    Object.assign(this, { preferences: payload.preferences, bookmark: payload.bookmark, copies: payload.copies, guidelines: payload.guidelines ?? null, assignment: payload.assignment });
    this.trouble = payload.trouble ?? null; // what the recogniser could not do
    this.points = new CodePoints(this.text);
    this.cutter = new Cutter(this.text, article.language);
    this.labels = new Map(labels.map((label, index) => [label.id, { ...label, index }]));
    this.paragraphs = cutParagraphs(this.text);
    this.annotations = new Map();
    this.suggestions = new Map();
    this.answers = new Map(); // suggestion id -> ids of the annotations that answer it
    this.counts = new Map(); // label id -> number of annotations that carry it
    this.whole = new Set(); // what is put on the article as a whole
    this.relations = new Relations(); // what joins two marks
    this.entities = new Map((payload.entities ?? []).map((entity) => [entity.id, entity])); // those named here
    this.hanging = new Hanging(); // which suggestions belong to which quotations
    this.replies = new Replies(); // and what others share
    this.others = new Others(payload, (given) => this.revive(given)); // what other people have put here
    this.isLooking = false; // whoever reads has asked for that although others work blind
    this.annotator = payload.annotator;
    this.isUnaided = Boolean(payload.is_without_suggestions); // none are shown here
    this.ticket = payload.ticket; // goes back with what is told of the article, for the server to know how it was shown
    this.recognition = payload.recognition ?? ""; // how suggestions were made, where a reader should know
    this.members = payload.members ?? []; // the people who can be mentioned
    this.leastScore = 0; // suggestions below it are hidden
    this.read = new Set(); // indices of paragraphs that were read, with nothing to mark in them
    this.lists = { suggestions: new Ordered(), marks: new Ordered(), notes: new Ordered() };
    this.history = new History(payload.undo, payload.redo, payload.more, payload.wide);
    this.fill(payload);
  }

  /** Return the relations that a mark is an end of, those from it first. */
  relationsOf(id) {
    return this.relations.of(id);
  }

  /** Return the signs of what hangs on a mark: in a chain, joined to others, an identifier. */
  signsOf(mark) {
    const kinds = new Set(this.relationsOf(mark.id).filter(({ state }) => state !== "suggested").map(({ label_id: id }) => this.labels.get(id)?.kind)); // prettier-ignore
    return `${kinds.has("chain") ? "∞" : ""}${kinds.has("relation") ? "→" : ""}${mark.entity_id ? "≡" : ""}`;
  }

  /** Return the ids of the marks in the same chain as a mark, by the label of the chain. */
  chainOf(id, labelId) {
    return this.relations.chain(id, labelId);
  }

  /** Return what has to be joined so that chains stay whole when marks leave (see Relations). */
  bridges(leaving) {
    const chains = [...this.labels.values()].filter(({ kind }) => kind === "chain");
    return this.relations.bridges(leaving, chains.map(({ id }) => id)); // prettier-ignore
  }

  // Sorting once is cheaper than ten thousand insertions.
  fill({ annotations, suggestions, paragraphs = [], shared = [] }) {
    this.share(shared);
    for (const [start] of paragraphs) this.setRead(start, true);
    for (const given of suggestions) this.suggestions.set(given.id, this.revive(given));
    this.hanging.fill(this.suggestions);
    for (const given of annotations) {
      if (given.suggestion_id) this.answer(given.suggestion_id, given.id, true);
    }
    for (const given of annotations) this.show(this.revive(given), true);
    for (const mark of this.suggestions.values()) if (this.isOpen(mark)) this.show(mark, true);
    for (const list of Object.values(this.lists)) list.items.sort(inOrder);
  }

  revive(given) {
    const isSpan = given.kind === "span";
    const inUnits = ([start, end]) => ({ from: this.points.toUnits(start), to: this.points.toUnits(end) });
    return {
      ...given,
      from: isSpan ? this.points.toUnits(given.start) : -1,
      to: isSpan ? this.points.toUnits(given.end) : -1,
      pieces: given.parts ? given.parts.map(inUnits) : null,
      note: given.note ?? "",
      attributes: given.attributes ?? {},
    };
  }

  /** Take labels into the label set, or take over what has changed about them. */
  addLabels(labels) {
    for (const label of labels) {
      const { index = this.labels.size } = this.labels.get(label.id) ?? {};
      this.labels.set(label.id, { ...label, index });
    }
  }

  /** Return the annotation or suggestion with an id. */
  mark(id) {
    return this.annotations.get(id) ?? this.suggestions.get(id) ?? null;
  }

  /** Return whether a suggestion still waits for an answer. */
  isOpen(suggestion) {
    return !this.answers.get(suggestion.id)?.size;
  }

  /** Return whether a suggestion belongs to a quotation that waits for its answer. */
  hangs(id) {
    return this.hanging.ownersOf(id).some((owner) => this.isOpen({ id: owner }));
  }

  /** Return the paragraphs that a passage touches. */
  paragraphsOf(from, to) {
    return touchedBy(this.paragraphs, from, to);
  }

  /** Return the paragraphs in which something of a mark is painted. */
  paragraphsOfMark(mark) {
    return mark.pieces
      ? [...new Set(mark.pieces.flatMap(({ from, to }) => this.paragraphsOf(from, to)))]
      : this.paragraphsOf(mark.from, mark.to);
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
      .filter((mark) => partsOf(mark).some(({ from, to }) => from <= at && at < to))
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
      parts: null,
    };
  }

  /**
   * Return the content of an annotation on a passage with gaps. Parts that touch become one.
   * @param {Array<{from: number, to: number}>} pieces in UTF-16, in any order
   */
  gappedPassage(pieces) {
    const whole = withoutTouching(pieces);
    if (whole.length === 1) return this.passage(whole[0].from, whole[0].to);
    const parts = whole.map(({ from, to }) => [this.points.toPoints(from), this.points.toPoints(to)]);
    const quote = whole.map(({ from, to }) => this.text.slice(from, to)).join(GAP);
    return { start: parts[0][0], end: parts.at(-1)[1], quote, parts };
  }

  /** Return what the state of an annotation has to be, given the suggestion that it answers. */
  stateFor(content) {
    if (!content.suggestion_id) return "made";
    if (content.state === "rejected") return content.state;
    const suggestion = this.suggestions.get(content.suggestion_id);
    const names = ["label_id", "start", "end", "parts"];
    const isSame = suggestion && names.every((name) => sameValue(suggestion[name], content[name]));
    const isJoined = isSame && ["from_id", "to_id"].every((name) => this.answersEnd(suggestion[name], content[name]));
    return isJoined ? "accepted" : "corrected";
  }

  /** Return whether an end of a relation is the suggested one, or the answer to it. */
  answersEnd(suggestedId, id) {
    return (suggestedId ?? null) === (id ?? null) || this.mark(id)?.suggestion_id === suggestedId;
  }

  /**
   * Put an act into effect here; it may be in effect already, in whole or in part.
   * @returns {Set<number>} the paragraphs that have to be painted again
   */
  apply(act) {
    this.history.note(act);
    return this.put(act.subject, act.after ?? act.before, act.after && { created_at: act.at, ...act.after });
  }

  /**
   * Make a subject what `content` says; null: not there.
   * @param {string} subject of the act
   * @param {object | null} told a content that names the subject: by its id, or its start
   * @returns {Set<number>} the paragraphs that have to be painted again
   */
  put(subject, told, content) {
    const touched = new Set();
    if (subject === "assignment") {
      this.state = content?.state === "done" ? "done" : this.isBegun() ? "in work" : "open";
      return touched;
    }
    if (subject === "paragraph") {
      const index = this.setRead(told?.start ?? -1, Boolean(content));
      if (index >= 0) touched.add(index);
      if (this.state === "open" && this.isBegun()) this.state = "in work";
      return touched;
    }
    const id = told?.id;
    const present = this.annotations.get(id);
    if (present) {
      this.hide(present, touched);
      this.annotations.delete(id);
      if (present.suggestion_id) this.answer(present.suggestion_id, id, false, touched);
    }
    if (content) {
      if (content.suggestion_id) this.answer(content.suggestion_id, id, true, touched);
      const since = present?.created_at ?? content.created_at;
      this.show(this.revive({ ...present, ...content, created_at: since }), false, touched);
    }
    if (this.state === "open" && this.isBegun()) this.state = "in work";
    return touched;
  }

  isBegun() {
    return this.annotations.size > 0 || this.read.size > 0;
  }

  /** Keep whether the paragraph that starts at a code point was read; returns its index, or -1. */
  setRead(start, isRead) {
    const from = this.points.toUnits(start);
    const [paragraph] = this.paragraphsOf(from, from + 1);
    if (paragraph?.from !== from) return -1;
    if (isRead) this.read.add(paragraph.index);
    else this.read.delete(paragraph.index);
    return paragraph.index;
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
    // What hangs on it enters the list of suggestions, or leaves it.
    for (const part of this.hanging.partsOf(suggestionId).map((id) => this.suggestions.get(id))) {
      if (!this.isOpen(part)) continue;
      this.hide(part, touched);
      this.show(part, false, touched);
    }
  }

  /** Return whether a suggestion is hidden because its score is too low. */
  isBelow({ state, score }) {
    return state === "suggested" && score != null && score < this.leastScore;
  }

  show(mark, isBulk, touched) {
    if (this.isBelow(mark)) return;
    const isSuggestion = mark.state === "suggested";
    if (!isSuggestion) this.annotations.set(mark.id, mark);
    if (mark.state === "rejected") return;
    if (!isSuggestion && mark.label_id) {
      this.counts.set(mark.label_id, (this.counts.get(mark.label_id) ?? 0) + 1);
    }
    if (mark.kind === "article") this.whole.add(mark);
    if (mark.kind === "relation") this.joined(mark, "add", touched);
    if (mark.kind === "reply") {
      this.replies.add(mark);
      this.touchNote(mark.on_id, touched);
    }
    for (const name of this.listsOf(mark)) {
      if (isBulk) this.lists[name].items.push(mark);
      else this.lists[name].add(mark);
    }
    if (mark.kind !== "span") return;
    for (const paragraph of this.paragraphsOfMark(mark)) {
      paragraph.marks.add(mark.id);
      touched?.add(paragraph.index);
    }
  }

  /** Return the annotation that a note is on, one's own or shared; null if it is not there. */
  note(id) {
    return this.annotations.get(id) ?? this.replies.shared.get(id) ?? null;
  }

  /** Take over what others share; returns the paragraphs that have to be painted again. */
  share(given) {
    const touched = new Set();
    if (!this.replies.isNews(given)) return touched;
    const touch = () => this.replies.sharedRoots().forEach((id) => this.touchNote(id, touched));
    touch();
    this.replies.share(given.map((one) => ({ ...this.revive(one), given: one })));
    touch();
    return touched;
  }

  /** Take over what other people have put here; returns whether that is news. */
  takeOthers(payload) {
    const others = new Others(payload, (given) => this.revive(given));
    if (others.told === this.others.told) return false;
    this.others = others;
    return true;
  }

  // The sign of a note tells of its replies.
  touchNote(id, touched) {
    const root = this.note(id);
    if (root?.kind !== "span") return;
    for (const { index } of this.paragraphsOf(root.from, root.from + 1)) touched?.add(index);
  }

  /** Return the replies to a note: a map by id; empty where there are none. */
  repliesTo(id) {
    return this.replies.to(id);
  }

  /** Return whether somebody else has replied to a note; what it is on has to stay then. */
  isRepliedTo(id) {
    return [...this.repliesTo(id).keys()].some((reply) => !this.annotations.has(reply));
  }

  // A mark shows that it is joined: both ends of a relation are painted again with it.
  joined(relation, change, touched) {
    this.relations[change](relation);
    for (const id of touched ? [relation.from_id, relation.to_id] : []) {
      const end = this.mark(id);
      if (end?.kind === "span") for (const { index } of this.paragraphsOfMark(end)) touched.add(index);
    }
  }

  hide(mark, touched) {
    if (this.isBelow(mark)) return;
    if (mark.state === "rejected") return;
    if (mark.state !== "suggested" && mark.label_id) {
      this.counts.set(mark.label_id, this.counts.get(mark.label_id) - 1);
    }
    this.whole.delete(mark);
    if (mark.kind === "relation") this.joined(mark, "delete", touched);
    if (mark.kind === "reply") {
      this.replies.delete(mark);
      this.touchNote(mark.on_id, touched);
    }
    for (const list of Object.values(this.lists)) list.delete(mark);
    if (mark.kind !== "span") return;
    for (const paragraph of this.paragraphsOfMark(mark)) {
      paragraph.marks.delete(mark.id);
      touched.add(paragraph.index);
    }
  }

  listsOf(mark) {
    const isSpan = mark.kind === "span";
    if (mark.state === "suggested") return isSpan && !this.hangs(mark.id) ? ["suggestions"] : [];
    return [...(isSpan && mark.label_id ? ["marks"] : []), ...(isSpan && mark.note ? ["notes"] : [])];
  }
}
