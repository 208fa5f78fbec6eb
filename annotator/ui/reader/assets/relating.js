/** What may be joined, and the acts of joining: relations, and chains of marks for one thing. */

import { change, relate } from "./acts.js";
import { contentOf } from "./content.js";
import { ROLES } from "./hanging.js";
import { inOrder } from "./order.js";
import { answerWhole, giveRole, QUOTE, unjoin } from "./quoted.js";

const SIDES = [["from_ids", "begins at"], ["to_ids", "leads to"]]; // prettier-ignore
const MOST_TOLD = 2; // rules that a refusal names

const fits = (allowed, mark) => !allowed?.length || allowed.includes(mark.label_id);
const nameOf = (article, labelId) => article.labels.get(labelId)?.name ?? "a bare note";

/** Return the labels of the kind "relation" or "chain". */
export function labelsOfKind(article, kind) {
  return [...article.labels.values()].filter((label) => label.kind === kind);
}

/** Return the relation with a label from one mark to another; in a chain, in either direction. */
function between(article, label, fromId, toId) {
  const isIt = (one) =>
    one.label_id === label.id && one.state !== "suggested" &&
    ((one.from_id === fromId && one.to_id === toId) || (label.kind === "chain" && one.from_id === toId && one.to_id === fromId)); // prettier-ignore
  return article.relationsOf(fromId).find(isIt) ?? null;
}

/**
 * Return how two marks may be joined. Where a label fits both ways, it goes from the first.
 * @param {string} kind "relation" or "chain"
 * @returns {Array<{label: object, from: object, to: object}>}
 */
export function waysToJoin(article, one, other, kind = "relation") {
  if (!one || !other || one.id === other.id) return [];
  const found = [];
  for (const label of labelsOfKind(article, kind)) {
    if (kind === "chain" && article.chainOf(one.id, label.id).has(other.id)) continue;
    const ways = [[one, other], [other, one]]; // prettier-ignore
    const way = ways.find(([from, to]) => fits(label.joins?.from_ids, from) && fits(label.joins?.to_ids, to));
    if (way && !between(article, label, way[0].id, way[1].id)) found.push({ label, from: way[0], to: way[1] });
  }
  return found;
}

/** Return in words why two marks can't be joined, naming what the rules allow. */
export function whyNotJoined(article, one, other, kind = "relation") {
  if (one.id === other.id) return "A mark can't be joined to itself.";
  const labels = labelsOfKind(article, kind);
  if (!labels.length) return `The label set has no label for ${kind === "chain" ? "chains" : "relations"}.`;
  const isThere = (label) =>
    kind === "chain"
      ? article.chainOf(one.id, label.id).has(other.id)
      : between(article, label, one.id, other.id) || between(article, label, other.id, one.id);
  const there = labels.find(isThere);
  if (there) return `“${there.name}” joins these two marks already.`;
  // Of a label that begins at the first mark, where it may lead is what helps.
  const near = labels.filter((label) => fits(label.joins?.from_ids, one));
  const rules = (near.length ? near : labels).map((label) => broken(article, label, one, other)).filter(Boolean);
  return rules.slice(0, MOST_TOLD).join(" ");
}

function broken(article, label, from, to) {
  for (const [index, [side, verb]] of SIDES.entries()) {
    const end = [from, to][index];
    const allowed = label.joins?.[side] ?? [];
    if (fits(allowed, end)) continue;
    const names = allowed.map((id) => nameOf(article, id));
    const list = names.length > 1 ? `${names.slice(0, -1).join(", ")} or ${names.at(-1)}` : names[0];
    return `“${label.name}” ${verb} ${list}, not ${nameOf(article, end.label_id)}.`;
  }
  return "";
}

/** Return in words which relation of a mark would not fit another label of it; "": none. */
export function whyNotRelabelled(article, mark, labelId) {
  for (const relation of article.relationsOf(mark.id)) {
    const label = article.labels.get(relation.label_id);
    if (relation.state === "suggested" || !label) continue;
    const [from, to] = [relation.from_id, relation.to_id].map((id) =>
      id === mark.id ? { ...mark, label_id: labelId } : (article.mark(id) ?? {}),
    );
    const reason = broken(article, label, from, to);
    if (reason) return reason;
  }
  return "";
}

/**
 * Return a mark as an end of a relation: a suggestion is accepted by it, with what hangs on it.
 * @param {object[]} before acts of the same group, which may have accepted it already
 * @returns {{id: string, acts: object[]}}
 */
function asEnd(article, make, mark, before) {
  if (mark.state !== "suggested") return { id: mark.id, acts: [] };
  const ready = before.map(({ after }) => after);
  const there = ready.find((one) => one.suggestion_id === mark.id);
  const acts = there ? [] : answerWhole(article, make, mark, {}, ready);
  return { id: (there ?? acts[0].after).id, acts };
}

/** Join two marks in one of the ways that there are (see waysToJoin). */
export function join(article, make, { label, from, to }) {
  const isSaying = from.state === "suggested" && from.label_id === QUOTE && label.id in ROLES;
  if (isSaying) return giveRole(article, make, from, label.id, { mark: to });
  const first = asEnd(article, make, from, []);
  const last = asEnd(article, make, to, first.acts);
  return [...first.acts, ...last.acts, relate(make, label.id, first.id, last.id)];
}

/** Put marks into the chain of the first of them. */
export function intoChain(article, make, labelId, marks) {
  const [head, ...others] = marks;
  const made = asEnd(article, make, head, []);
  const acts = [...made.acts];
  const inside = article.chainOf(head.id, labelId);
  let last = made.id;
  for (const mark of others) {
    if (inside.has(mark.id)) continue;
    for (const id of article.chainOf(mark.id, labelId)) inside.add(id);
    const end = asEnd(article, make, mark, acts);
    acts.push(...end.acts, relate(make, labelId, last, end.id));
    last = end.id;
  }
  return acts;
}

/** Take a mark out of a chain; those who stay stay together. */
export function outOfChain(article, make, labelId, id) {
  const own = article.relationsOf(id).filter((one) => one.label_id === labelId && one.state !== "suggested");
  const removed = own.map((one) => make({ kind: "remove", before: contentOf(one), after: null }));
  const bridges = article.relations.bridges(new Set([id]), [labelId]);
  return [...removed, ...bridges.map((one) => relate(make, one.labelId, one.fromId, one.toId))];
}

/** Return a relation's acts of going the other way. */
export function reverse(article, make, relation) {
  return change(article, make, relation, { from_id: relation.to_id, to_id: relation.from_id });
}

/**
 * Move the relations of marks that are about to go to the one that stays, as when marks become one.
 * What would join it to itself, or join the same two marks twice, is removed; so is the speaker or
 * the cue of a quotation that goes, where the one that stays has its own.
 * @param {string[]} goneIds
 * @param {string} id of the mark that stays
 */
export function moveRelations(article, make, goneIds, id) {
  const gone = new Set(goneIds);
  const moved = (end) => (gone.has(end) ? id : end);
  const keyOf = ({ label_id: labelId, from_id: fromId, to_id: toId }) => {
    const ends = [moved(fromId), moved(toId)];
    return [labelId, ...(article.labels.get(labelId)?.kind === "chain" ? ends.sort() : ends)].join(" ");
  };
  const isOwn = (one) => article.annotations.has(one.id);
  const roles = new Set(article.relationsOf(id).filter((one) => isOwn(one) && one.from_id === id && one.label_id in ROLES).map((one) => one.label_id));
  const there = new Set(article.relationsOf(id).filter((one) => !gone.has(one.from_id) && !gone.has(one.to_id)).map(keyOf));
  const acts = [];
  const relations = new Set([...gone].flatMap((one) => article.relationsOf(one)).filter(isOwn));
  for (const relation of relations) {
    const ends = { from_id: moved(relation.from_id), to_id: moved(relation.to_id) };
    const key = keyOf(relation);
    const isSecond = gone.has(relation.from_id) && roles.has(relation.label_id);
    if (ends.from_id === ends.to_id || there.has(key) || isSecond) {
      acts.push(...unjoin(article, make, relation, isSecond));
    } else acts.push(...change(article, make, relation, ends));
    there.add(key);
  }
  return acts;
}

/** Return the labels of the chains that a mark is in. */
export function chainLabelsOf(article, id) {
  return labelsOfKind(article, "chain").filter((label) => article.chainOf(id, label.id).size > 1);
}

/** Return the marks of a mark's chain, in the order of the text. */
export function chainMarks(article, id, labelId) {
  const marks = [...article.chainOf(id, labelId)].map((each) => article.mark(each));
  return marks.filter(Boolean).sort(inOrder);
}

/** Return the relations that hold a mark's chain together. */
export function chainRelations(article, id, labelId) {
  const held = [...article.chainOf(id, labelId)].flatMap((each) => article.relationsOf(each));
  return [...new Set(held)].filter((one) => one.label_id === labelId && one.state !== "suggested");
}

/** Return every chain of the article, each as its marks in order, by where it begins. */
export function allChains(article) {
  const found = [];
  for (const label of labelsOfKind(article, "chain")) {
    const seen = new Set();
    for (const { label_id: labelId, from_id: fromId, state } of article.relations.all.values()) {
      if (labelId !== label.id || state === "suggested" || seen.has(fromId)) continue;
      const marks = chainMarks(article, fromId, labelId);
      for (const { id } of marks) seen.add(id);
      if (marks.length > 1) found.push({ label, marks });
    }
  }
  return found.sort((a, b) => inOrder(a.marks[0], b.marks[0]));
}
