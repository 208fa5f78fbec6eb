/** The acts that change the shape of marks: split, merge, the same passage under another label. */

import { annotate, change, uuid } from "./acts.js";
import { contentOf, sameValue } from "./content.js";
import { trim } from "./offsets.js";
import { partsOf } from "./order.js";
import { answerWhole, changeWhole } from "./quoted.js";
import { moveRelations, whyNotRelabelled } from "./relating.js";

const REACH = 80; // characters between two marks that are merged
const EMPTY = /^[\s\p{P}\p{M}\p{Cf}\p{Cc}]*$/u; // no letter, number or picture in it

/** Return the places between the words of a mark, in UTF-16: where a word begins, but the first. */
export function gapsOf(article, mark) {
  const found = [];
  for (const [index, part] of partsOf(mark).entries()) {
    let at = part.from;
    while (at < part.to) {
      const piece = article.cutter.at("word", at);
      if (piece?.word && (index || at > part.from) && piece.start >= part.from) found.push(piece.start);
      at = piece ? piece.end : at + 1;
    }
  }
  // What stands before the first word, a quotation mark or a bracket, is no part of its own.
  return found.filter((at) => cutAt(article, mark, [at]).every(Boolean));
}

/** Return the passages that a mark is cut into at places in order; null for one with nothing in it. */
function cutAt(article, mark, places) {
  const edges = [0, ...places, Infinity];
  return edges.slice(1).map((high, index) => {
    const pieces = partsOf(mark).map((part) => within(article.text, part, edges[index], high)).filter(Boolean);
    return pieces.length ? pieces : null;
  });
}

/** Return what of a part lies between two places; null where that is nothing, or signs alone. */
function within(text, part, low, high) {
  const found = trim(text, Math.max(part.from, low), Math.min(part.to, high));
  if (!found) return null;
  const [from, to] = found;
  const isWhole = from === part.from && to === part.to;
  return isWhole || !EMPTY.test(text.slice(from, to)) ? { from, to } : null;
}

/**
 * Split a mark at a place: the first part stays itself, the second is an annotation of its own. A
 * suggestion is answered by the first part, a quotation with its speaker and its cue.
 * @returns {object[]} none where one of the parts would be empty, or is marked so already
 */
export function split(article, make, mark, at) {
  const passages = cutAt(article, mark, [at]);
  return passages.every(Boolean) ? splitInto(article, make, mark, passages) : [];
}

/**
 * Split a mark around a passage inside it: what stands before, the passage, and what stands behind.
 * The first part that there is stays itself, the others are annotations of their own.
 * @returns {object[]} none where nothing is beside the passage, or it is marked so already
 */
export function splitAround(article, make, mark, { from, to }) {
  return splitInto(article, make, mark, cutAt(article, mark, [from, to]).filter(Boolean));
}

function splitInto(article, make, mark, [first, ...others]) {
  if (!others.length || !mark.label_id) return [];
  const added = others.map((pieces) => put(article, make, pieces, mark.label_id));
  if (!added.every(Boolean)) return [];
  const ready = added.map(({ after }) => after);
  return [...changeWhole(article, make, mark, article.gappedPassage(first), ready), ...added];
}

/**
 * Return the mark that a passage is a part of: the one with an id, or the smallest of one's own. A
 * suggestion is asked for by its id; a label is looked for in the words of many that are open.
 * @param {{from: number, to: number, pieces?: object[]}} passage
 * @param {string | null} [preferredId]
 */
export function markAround(article, passage, preferredId = null) {
  if (passage.pieces) return null;
  const { from, to } = passage;
  const isAround = (mark) => {
    if (!mark.label_id || mark.to < to || (mark.state === "suggested" && mark.id !== preferredId)) return false;
    const [before, inside, behind] = cutAt(article, mark, [from, to]);
    return Boolean(inside && (before || behind));
  };
  const found = article.marksAt(from).filter(isAround);
  return found.find(({ id }) => id === preferredId) ?? found[0] ?? null;
}

/** Put a label on a passage that may have gaps; null if the same mark is there already. */
export function put(article, make, pieces, labelId) {
  if (pieces.length === 1) return annotate(article, make, pieces[0], labelId);
  const passage = article.gappedPassage(pieces);
  const isThere = (one) => one.label_id === labelId && sameValue(one.parts ?? null, passage.parts);
  if (article.lists.marks.items.some(isThere)) return null;
  const after = { ...contentOf({}), id: uuid(), kind: "span", label_id: labelId, ...passage, state: "made" };
  return make({ kind: "annotate", before: null, after });
}

/** Put a second label on the passage of a mark; null if it has it already. */
export function duplicate(article, make, mark, labelId) {
  const { start, end, quote, parts } = contentOf(mark);
  const isSame = (one) =>
    one.label_id === labelId && one.start === start && one.end === end && sameValue(one.parts ?? null, parts);
  if (article.lists.marks.items.some(isSame)) return null;
  const after = { ...contentOf({}), id: uuid(), kind: "span", label_id: labelId, start, end, quote, parts, state: "made" };
  return make({ kind: "annotate", before: null, after });
}

/** Return the mark that a mark can be merged with: the next one near by, of the same label first. */
export function mergeable(article, mark) {
  const { items } = article.lists.marks;
  const last = article.paragraphsOf(Math.max(mark.to - 1, 0), mark.to)[0];
  const near = [];
  for (let at = article.lists.marks.place(mark); at < items.length && items[at].from <= mark.to + REACH; at++) {
    const one = items[at];
    const isInReach = one.from < mark.to || article.paragraphsOf(one.from, one.from + 1)[0] === last;
    if (one.id !== mark.id && isInReach) near.push(one);
  }
  const isInside = (one) => one.to <= mark.to && one.from >= mark.from;
  return near.find((one) => one.label_id === mark.label_id) ?? near.find((one) => !isInside(one)) ?? null;
}

/** Return in words why two marks can't be merged; "": they can. */
export function whyNotMerged(article, mark, other) {
  if (article.isRepliedTo(other.id)) {
    return "Somebody has replied to the note of the second mark; it has to stay.";
  }
  return whyNotRelabelled(article, other, mark.label_id);
}

/**
 * Make two marks one: the first keeps its id and label, and takes over the words, the note, the
 * relations and the replies of the second, which goes. A quotation has one speaker and one cue: those
 * of the second only where the first has none.
 */
export function merge(article, make, mark, other) {
  const acts = [
    ...change(article, make, mark, { ...joinedPassage(article, mark, other), ...joinedWords(mark, other) }),
    ...moveRelations(article, make, [other.id], mark.id),
    ...[...article.repliesTo(other.id).values()].flatMap((reply) => change(article, make, reply, { on_id: mark.id })),
    make({ kind: "remove", before: contentOf(other), after: null }),
  ];
  // A suggestion that the second answered is not right any more; it must not come back open.
  const suggestion = article.suggestions.get(other.suggestion_id);
  if (suggestion) acts.push(...answerWhole(article, make, suggestion, { state: "rejected" }));
  return acts;
}

function joinedPassage(article, mark, other) {
  if (mark.pieces || other.pieces) return article.gappedPassage([...partsOf(mark), ...partsOf(other)]);
  return article.passage(Math.min(mark.from, other.from), Math.max(mark.to, other.to));
}

function joinedWords(mark, other) {
  const note = [mark.note, other.note].filter(Boolean).join("\n");
  const mentions = [...new Set([...(mark.attributes.mentions ?? []), ...(other.attributes.mentions ?? [])])];
  const values = mark.label_id === other.label_id ? { ...other.attributes, ...mark.attributes } : { ...mark.attributes };
  return { note, attributes: mentions.length ? { ...values, mentions } : values };
}

