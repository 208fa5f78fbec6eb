/**
 * Marking over suggestions. What can't stand beside the new mark is answered by it: an open
 * suggestion of the same label in its words, one that crosses its border, and the one that was
 * looked at last. So a suggestion that is wrong in label and edges takes one act, not two.
 */

import * as acts from "./acts.js";

/**
 * Put a label on a passage; the suggestion that it replaces is corrected by it, others are rejected.
 * @param {Article} article
 * @param {string} [looked] the id of the suggestion that was selected last
 * @returns {object[]} the acts; none if the same mark is there already
 */
export function annotateOver(article, make, passage, labelId, looked) {
  const rivals = replaced(article, passage, labelId, looked);
  const [instead] = rivals.sort((a, b) => (b.id === looked) - (a.id === looked) || shared(b, passage) - shared(a, passage));
  const made = acts.annotate(article, make, passage, labelId, "", instead);
  if (!made) return [];
  const answered = made.after.suggestion_id;
  const rejected = rivals.filter(({ id }) => id !== answered);
  return [made, ...rejected.map((one) => acts.answer(article, make, one, { state: "rejected" }))];
}

/** Return the open suggestions that a mark on a passage leaves no room for. */
function replaced(article, passage, labelId, looked) {
  const { from, to } = passage;
  const beside = article.paragraphsOf(from, to).flatMap((paragraph) => article.marksIn(paragraph));
  const isRival = (mark) =>
    mark.state === "suggested" && !mark.pieces && article.isOpen(mark) && shared(mark, passage) > 0 &&
    !(mark.from === from && mark.to === to) &&
    // What a quotation holds together is answered with the quotation.
    !article.relationsOf(mark.id).length &&
    (mark.id === looked || mark.label_id === labelId || isCrossing(mark, passage)); // prettier-ignore
  return [...new Set(beside)].filter(isRival);
}

const shared = (mark, { from, to }) => Math.min(mark.to, to) - Math.max(mark.from, from);

/** Return whether each has words that the other has not. */
function isCrossing(mark, { from, to }) {
  const [first, then] = mark.from < from ? [mark, { from, to }] : [{ from, to }, mark];
  return first.from < then.from && first.to < then.to && then.from < first.to;
}
