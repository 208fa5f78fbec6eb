/**
 * Carrying over from a copy, as data: what of an offer (GET …/carry) is not on the article yet, and
 * the acts that put it there. No DOM.
 */

import { uuid } from "./acts.js";
import { contentOf, sameValue } from "./content.js";

const NOTHING = contentOf({});
const PLACE = ["start", "end", "parts"];

const wordsOf = (mark) => (mark.label_id ? "" : mark.note);
const isHere = (one, mark) => PLACE.every((name) => sameValue(one[name], mark[name]));
const isSame = (one, mark) => sameValue(one.label_id, mark.label_id) && wordsOf(one) === wordsOf(mark) && isHere(one, mark);
const isDecided = ({ state }) => state !== "suggested" && state !== "rejected";

function besides(article, { start, end }) {
  const [from, to] = [article.points.toUnits(start), article.points.toUnits(end)];
  return article.paragraphsOf(from, to).flatMap((paragraph) => article.marksIn(paragraph));
}

const likeOn = (article, mark) => besides(article, mark).find((one) => isDecided(one) && isSame(one, mark)) ?? null;
const onTheWhole = (article, { label_id: labelId }) => [...article.whole].filter((one) => one.label_id === labelId);

function isJoined(article, { label_id: labelId, from, to }) {
  const [one, other] = [from, to].map((mark) => likeOn(article, mark));
  if (!one || !other) return false;
  if (article.labels.get(labelId)?.kind === "chain") return article.chainOf(one.id, labelId).has(other.id);
  const isIt = (each) => isDecided(each) && each.label_id === labelId && each.from_id === one.id && each.to_id === other.id;
  return article.relationsOf(one.id).some(isIt);
}

/**
 * Return what of an offer is not on the article yet.
 * @returns {{marks: object[], labels: object[], relations: object[]}}
 */
export function leftToCarry(article, offer) {
  // What was there when the offer was made may have been taken back since.
  const all = (name) => [...offer[name], ...(offer.there?.[name] ?? [])];
  return {
    marks: all("marks").filter((mark) => !likeOn(article, mark)),
    labels: all("labels").filter((label) => !onTheWhole(article, label).some(isDecided)),
    relations: all("relations").filter((relation) => !isJoined(article, relation)),
  };
}

/** Return the acts, of one group, that put on the article what is left of an offer. */
export function carryAll(article, make, { marks, labels, relations }) {
  const made = marks.map((mark) => carryMark(article, make, mark));
  const ready = made.map(({ after }) => after);
  const standing = (mark) => ready.find((one) => isSame(one, mark)) ?? likeOn(article, mark);
  const whole = labels.map((label) => carryLabel(article, make, label));
  const joined = relations.map((one) => carryRelation(article, make, one, standing(one.from), standing(one.to)));
  return [...made, ...whole, ...joined.filter(Boolean)];
}

/** Put a mark where its words were found again; on the passage of an open suggestion it answers that. */
function carryMark(article, make, mark) {
  const isOpen = (one) => one.state === "suggested" && isHere(one, mark);
  const open = mark.label_id ? besides(article, mark).filter(isOpen) : [];
  const answered = open.find((one) => one.label_id === mark.label_id) ?? open[0];
  const content = { ...NOTHING, ...mark, id: uuid(), kind: "span", suggestion_id: answered?.id ?? null };
  return carry(make, { ...content, state: article.stateFor(content) });
}

function carryLabel(article, make, label) {
  const [suggested] = onTheWhole(article, label).filter(({ state }) => state === "suggested");
  const content = { ...NOTHING, ...label, id: uuid(), kind: "article", suggestion_id: suggested?.id ?? null };
  return carry(make, { ...content, state: article.stateFor(content) });
}

/** Join two marks, which may be made in the same group; what is suggested between them is accepted. */
function carryRelation(article, make, { label_id: labelId, note, attributes }, from, to) {
  if (!from || !to || from.id === to.id) return null;
  const isEnd = (id, mark) => id === mark.id || id === mark.suggestion_id;
  const suggested = article
    .relationsOf(from.suggestion_id ?? from.id)
    .find((one) => one.state === "suggested" && one.label_id === labelId && isEnd(one.from_id, from) && isEnd(one.to_id, to));
  const ends = { label_id: labelId, from_id: from.id, to_id: to.id };
  const answer = suggested ? { suggestion_id: suggested.id, state: "accepted" } : { state: "made" };
  return carry(make, { ...NOTHING, id: uuid(), kind: "relation", ...ends, note, attributes, ...answer });
}

const carry = (make, after) => make({ kind: "carry", before: null, after });
