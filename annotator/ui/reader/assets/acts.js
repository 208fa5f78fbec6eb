/** Making acts: each says what it believes (`before`) and what is to be (`after`). */

import { contentOf, sameValue } from "./content.js";

/** The content of an annotation of which nothing has been said yet. */
const NOTHING = contentOf({});

/** Return a random UUID (version 4), also on plain http, where crypto.randomUUID is missing. */
export function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** Return a maker of acts that share one group, so that one undo takes all of them back. */
export function group(id = uuid()) {
  return (fields) => ({
    id: uuid(),
    group: id,
    at: new Date().toISOString(),
    subject: "annotation",
    undoes: "",
    ...fields,
  });
}

/**
 * Put a label (or, with a note and no label, a bare note) on a passage. Where the passage is that
 * of an open suggestion, the annotation answers it: the suggestion's own label accepts it. Where it
 * is that of none, it answers the one that it stands `instead` of.
 * @param {Article} article @returns {object | null} null if the same mark is there already
 */
export function annotate(article, make, { from, to }, labelId, note = "", instead = null) {
  const beside = article.paragraphsOf(from, to).flatMap((paragraph) => article.marksIn(paragraph));
  const there = beside.filter((mark) => mark.from === from && mark.to === to && !mark.pieces);
  if (labelId && there.some((m) => m.state !== "suggested" && m.label_id === labelId)) return null;
  const open = labelId ? there.filter((mark) => mark.state === "suggested") : [];
  const answered = open.find((mark) => mark.label_id === labelId) ?? open[0] ?? instead;
  const content = {
    ...NOTHING,
    id: uuid(),
    kind: "span",
    label_id: labelId,
    ...article.passage(from, to),
    note,
    suggestion_id: answered?.id ?? null,
    attributes: answered?.label_id === labelId ? { ...answered?.attributes } : {},
  };
  content.state = article.stateFor(content);
  const kind = content.state === "accepted" ? "accept" : "annotate";
  return make({ kind, before: null, after: content });
}

/** Answer a suggestion: as it is, rejected, or with another label, passage or note. */
export function answer(article, make, suggestion, changes = {}) {
  const content = {
    ...contentOf(suggestion),
    note: "",
    state: "",
    ...changes,
    id: uuid(),
    suggestion_id: suggestion.id,
  };
  if (content.label_id !== suggestion.label_id) content.attributes = keptAttributes(article, content);
  content.state = article.stateFor(content);
  const kinds = { accepted: "accept", rejected: "reject" };
  return make({ kind: kinds[content.state] ?? "annotate", before: null, after: content });
}

/**
 * Change the label, passage or note of an annotation; its id stays. With neither label nor note
 * left it goes, and what hangs on it.
 * @returns {object[]} none if nothing would change
 */
export function change(article, make, mark, changes) {
  const before = contentOf(mark);
  const after = { ...before, ...changes };
  if (after.kind !== "reply" && !after.label_id && !after.note.trim()) return remove(article, make, mark);
  if (after.label_id !== before.label_id) after.attributes = keptAttributes(article, after);
  after.state = article.stateFor(after);
  const isSame = Object.keys(changes).every((name) => sameValue(before[name], after[name]));
  return isSame ? [] : [make({ kind: "change", before, after })];
}

// What another label does not ask for goes with the label.
function keptAttributes(article, { label_id: labelId, attributes }) {
  const known = (article.labels.get(labelId)?.attributes ?? []).map(({ id }) => id);
  const isKept = ([name]) => name === "mentions" || name === "carried_from" || known.includes(name);
  return Object.fromEntries(Object.entries(attributes).filter(isKept));
}

/** Take an annotation away, and before it what hangs on it: relations, and replies of one's own. */
export function remove(article, make, mark) {
  return removeAll(article, make, [mark]);
}

/** Take annotations away, and what hangs on them; those who stay in a chain stay together. */
export function removeAll(article, make, marks) {
  const leaving = new Set(marks.map(({ id }) => id));
  const hanging = marks.flatMap(({ id }) => [...article.relationsOf(id), ...article.repliesTo(id).values()]);
  const own = new Set(hanging.filter(({ id }) => article.annotations.has(id) && !leaving.has(id)));
  const removed = [...own, ...marks].map((one) => make({ kind: "remove", before: contentOf(one), after: null }));
  return [...removed, ...article.bridges(leaving).map((one) => relate(make, one.labelId, one.fromId, one.toId))];
}

/** Join two marks, from the one to the other. */
export function relate(make, labelId, fromId, toId) {
  const ends = { label_id: labelId, from_id: fromId, to_id: toId };
  const after = { ...NOTHING, id: uuid(), kind: "relation", ...ends, state: "made" };
  return make({ kind: "annotate", before: null, after });
}

/** Answer the note of an annotation. */
export function reply(make, onId, note, attributes = {}) {
  const after = { ...NOTHING, id: uuid(), kind: "reply", on_id: onId, note, attributes, state: "made" };
  return make({ kind: "annotate", before: null, after });
}

/** Say that a paragraph was read and that there is nothing to mark in it, or take that back. */
export function readParagraph(article, make, { from, to }, isRead) {
  const [start, end] = [article.points.toPoints(from), article.points.toPoints(to)];
  const [before, after] = isRead ? [null, { start, end, read: true }] : [{ start, end, read: true }, null];
  return make({ kind: "read", subject: "paragraph", before, after });
}

/** Put an article label on the article, or a note about the whole of it. */
export function annotateArticle(make, labelId, note = "") {
  const after = { ...NOTHING, id: uuid(), kind: "article", label_id: labelId, note, state: "made" };
  return make({ kind: "annotate", before: null, after });
}

/** Say that the reader is done with the article, or not done after all. */
export function finish(article, make, isDone) {
  const [done, open] = [{ state: "done" }, { state: "open" }];
  return make({
    kind: "done",
    subject: "assignment",
    before: isDone ? open : done,
    after: isDone ? done : open,
  });
}
