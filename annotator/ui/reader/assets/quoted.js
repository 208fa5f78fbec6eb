/**
 * Quotations as data: who says them and with which cue, what hangs on a suggested one, and the acts
 * that answer it whole or give it another speaker. No DOM.
 *
 * A speaker or a cue that was suggested with a quotation belongs to it: it is answered with it, and
 * stands in no list of its own while the quotation waits for its answer.
 */

import * as acts from "./acts.js";
import { PARTS, ROLES } from "./hanging.js";
import { contentOf } from "./content.js";

export const QUOTE = "QUOTE";

/** Return the mark that stands for an end of a relation: a suggestion's answer, once there is one. */
function standing(article, id) {
  const mark = article.mark(id);
  if (mark?.state !== "suggested" || article.isOpen(mark)) return mark;
  const [answered] = [...article.answers.get(id)].map((one) => article.annotations.get(one));
  return answered?.state === "rejected" ? null : (answered ?? null);
}

/**
 * Return who says a quotation, and the cue.
 * @returns {{SAID_BY: object | null, SAID_WITH: object | null}} marks
 */
export function saidOf(article, quotation) {
  const found = {};
  for (const role of Object.keys(ROLES)) {
    const relation = relationOf(article, quotation, role);
    found[role] = relation ? standing(article, relation.to_id) : null;
  }
  return found;
}

/** Return the relation of a role from a quotation; one's own comes before a suggested one. */
function relationOf(article, quotation, role) {
  const all = article.relationsOf(quotation.id).filter((one) => one.from_id === quotation.id && one.label_id === role);
  return all.find((one) => one.state !== "suggested") ?? all[0] ?? null;
}

/** Return whether a mark with a label may be the end of a role. */
export function mayBe(article, role, labelId) {
  const allowed = article.labels.get(role)?.joins?.to_ids ?? [];
  return Boolean(labelId) && (!allowed.length || allowed.includes(labelId));
}

/**
 * Answer a suggestion; a quotation with what hangs on it, the quotation itself first.
 * @param {object[]} [ready] annotations that are being made in the same group
 * @returns {object[]} acts of one group
 */
export function answerWhole(article, make, suggestion, changes = {}, ready = []) {
  const first = acts.answer(article, make, suggestion, changes);
  if (suggestion.label_id !== QUOTE) return [first];
  const isKept = first.after.state !== "rejected" && first.after.label_id === QUOTE;
  const relations = openRelations(article, suggestion);
  const along = isKept
    ? taken(article, make, first, relations, ready)
    : left(article, make, suggestion, relations, ready);
  return [first, ...along];
}

/**
 * Change a mark: an annotation stays itself, a suggestion is answered whole.
 * @param {object[]} [ready] annotations that are being made in the same group
 * @returns {object[]} acts of one group; none if nothing would change
 */
export function changeWhole(article, make, mark, changes, ready = []) {
  return mark.state === "suggested"
    ? answerWhole(article, make, mark, changes, ready)
    : acts.change(article, make, mark, changes);
}

function openRelations(article, suggestion) {
  return article
    .relationsOf(suggestion.id)
    .filter((one) => one.state === "suggested" && one.from_id === suggestion.id && one.label_id in ROLES);
}

/**
 * Accept the ends of a quotation's relations, then the relations.
 * @param {object} first the act that accepts the quotation
 * @param {object[]} [ready] annotations that are being made in the same group
 */
function taken(article, make, first, relations, ready = []) {
  const ends = new Map(); // suggested end -> the annotation that answers it
  const made = [];
  for (const { label_id: role, to_id: id } of relations) {
    const mark = ready.find((one) => one.suggestion_id === id) ?? standing(article, id);
    if (!mark || !mayBe(article, role, mark.label_id)) continue;
    if (mark.state !== "suggested") ends.set(id, mark.id);
    else if (!ends.has(id)) {
      made.push(acts.answer(article, make, mark));
      ends.set(id, made.at(-1).after.id);
    }
  }
  const joined = relations.map((one) =>
    ends.has(one.to_id)
      ? relationAnswer(make, one, "accepted", { from_id: first.after.id, to_id: ends.get(one.to_id) })
      : relationAnswer(make, one, "rejected"),
  );
  return [...made, ...joined];
}

/** Reject the relations of a quotation, and the speakers and cues that no other one has. */
function left(article, make, suggestion, relations, ready) {
  const isNo = (owner) => ready.some((one) => one.suggestion_id === owner && one.state === "rejected");
  const isFree = (id) =>
    article.hanging.ownersOf(id).every((owner) => owner === suggestion.id || isNo(owner) || isAnsweredNo(article, owner));
  const parts = article.hanging
    .partsOf(suggestion.id)
    .map((id) => article.suggestions.get(id))
    .filter((part) => article.isOpen(part) && isFree(part.id));
  return [
    ...relations.map((one) => relationAnswer(make, one, "rejected")),
    ...parts.map((part) => acts.answer(article, make, part, { state: "rejected" })),
  ];
}

/**
 * Answer several suggestions in one group; quotations among them may share a speaker.
 * @param {object[]} suggestions
 */
export function answerAll(article, make, suggestions, changes = {}) {
  const made = [];
  for (const one of suggestions) {
    made.push(...answerWhole(article, make, one, changes, made.map((act) => act.after)));
  }
  return made;
}

function isAnsweredNo(article, id) {
  return !article.isOpen(article.suggestions.get(id)) && !standing(article, id);
}

/** Answer a suggested relation; its ends may be annotations that are made in the same group. */
function relationAnswer(make, relation, state, ends = {}) {
  const after = { ...contentOf(relation), ...ends, id: acts.uuid(), state, suggestion_id: relation.id };
  const kind = { accepted: "accept", rejected: "reject" }[state] ?? "annotate";
  return make({ kind, before: null, after });
}

/**
 * Give a quotation another speaker or cue. A suggested quotation is accepted with it; what was its
 * speaker or cue and nothing else's goes.
 * @param {object} quotation an annotation, or an open suggestion
 * @param {"SAID_BY" | "SAID_WITH"} role
 * @param {{mark?: object, passage?: {from: number, to: number}}} chosen a mark, or words
 * @returns {object[]} acts of one group; none where it is so already
 */
export function giveRole(article, make, quotation, role, chosen) {
  const { passage } = chosen;
  if (passage?.from === quotation.from && passage.to === quotation.to) return [];
  const mark = chosen.mark ?? markOn(article, role, passage);
  if (mark && mark.id === saidOf(article, quotation)[role]?.id && quotation.state !== "suggested") return [];
  const made = [];
  const id = endOf(article, make, role, mark, passage, made);
  if (quotation.state !== "suggested") return [...made, ...replaced(article, make, quotation, role, id)];
  const first = acts.answer(article, make, quotation);
  const own = relationOf(article, quotation, role);
  // The other role comes along as it was suggested; this one is answered with the chosen end.
  const others = openRelations(article, quotation).filter((one) => one.label_id !== role);
  const along = taken(article, make, first, others, made.map((act) => act.after));
  const isTaken = own && own.to_id === madeFrom(article, made, id);
  const relation = own
    ? relationAnswer(make, own, isTaken ? "accepted" : "corrected", { from_id: first.after.id, to_id: id })
    : acts.relate(make, role, first.after.id, id);
  return [first, ...made, ...along, relation, ...(isTaken ? [] : unused(article, make, quotation, own, id))];
}

/** Return the suggestion that an annotation answers, be it there or just being made. */
function madeFrom(article, made, id) {
  const making = made.find((act) => act.after.id === id);
  return (making ? making.after : article.annotations.get(id))?.suggestion_id ?? null;
}

/** Return the id of the annotation that becomes the end; the acts that make it go into `made`. */
function endOf(article, make, role, mark, passage, made) {
  if (mark && mark.state !== "suggested") return mark.id;
  made.push(mark ? acts.answer(article, make, mark) : acts.annotate(article, make, passage, ROLES[role]));
  return made[0].after.id;
}

/** Return the mark on exactly these words that may be the end of a role; an annotation first. */
function markOn(article, role, { from, to }) {
  const there = article
    .paragraphsOf(from, to)
    .flatMap((paragraph) => article.marksIn(paragraph))
    .filter((mark) => mark.from === from && mark.to === to && !mark.pieces && mayBe(article, role, mark.label_id));
  return there.find((mark) => mark.state !== "suggested") ?? there[0] ?? null;
}

/** Lead the relation of an accepted quotation elsewhere, or make one; the old end goes if unused. */
function replaced(article, make, quotation, role, id) {
  const own = relationOf(article, quotation, role);
  if (own?.state !== "suggested" && own) {
    const before = contentOf(own);
    const after = { ...before, to_id: id };
    if (own.suggestion_id) {
      const end = article.suggestions.get(own.suggestion_id)?.to_id;
      after.state = article.annotations.get(id)?.suggestion_id === end ? "accepted" : "corrected";
    }
    return [make({ kind: "change", before, after }), ...unused(article, make, quotation, own, id)];
  }
  return [acts.relate(make, role, quotation.id, id)];
}

/** Take away what was the end before, if it is a mere speaker or cue and nothing else's. */
function unused(article, make, quotation, own, id) {
  const old = own && standing(article, own.to_id);
  if (!old || old.id === id || !PARTS.includes(old.label_id)) return [];
  const suggested = old.state === "suggested" ? old.id : old.suggestion_id;
  const isRole = (one) => one.id === own.id || (one.from_id === quotation.id && one.label_id in ROLES);
  const isWanted = [old.id, suggested].some((end) => !article.relationsOf(end).every(isRole));
  if (isWanted || old.note) return [];
  const no = (suggestion) => acts.answer(article, make, suggestion, { state: "rejected" });
  if (old.state === "suggested") return [no(old)];
  const answered = article.suggestions.get(old.suggestion_id); // it must not come back open
  return [make({ kind: "remove", before: contentOf(old), after: null }), ...(answered ? [no(answered)] : [])];
}

/**
 * Take a relation away for good: what it answers does not come back open. Where it is the speaker or
 * the cue of a quotation that goes, the end goes with it, as when another is chosen.
 */
export function unjoin(article, make, relation, isRole = false) {
  const suggestion = article.suggestions.get(relation.suggestion_id);
  return [
    make({ kind: "remove", before: contentOf(relation), after: null }),
    ...(suggestion ? [relationAnswer(make, suggestion, "rejected")] : []),
    ...(isRole ? unused(article, make, { id: relation.from_id }, relation, null) : []),
  ];
}
