/** Places like some words, by rules of case and word borders, and what is marked there already. */

import { occurrences } from "./offsets.js";

/** The rules that words are compared by, as they are at first. */
export const USUAL_RULES = { sameCase: true, wholeWords: true, withMarked: false };

/**
 * Return the places like some words that a label is to go on, and how many are left out.
 * @param {Article} article
 * @param {string} quote
 * @param {{labelId: string | null, sameCase: boolean, wholeWords: boolean, withMarked: boolean}} rules
 * @returns {{places: Array<{from: number, to: number}>, left: number}}
 */
export function placesLike(article, quote, { labelId, sameCase, wholeWords, withMarked }) {
  const found = occurrences(article.cutter, quote, { sameCase, wholeWords });
  const isDecided = (mark) => mark.state !== "suggested" && mark.label_id;
  const bars = ([from, to]) => (mark) =>
    isDecided(mark) && (mark.from === from && mark.to === to && !mark.pieces
      ? mark.label_id === labelId || !withMarked
      : !withMarked && mark.from < to && from < mark.to); // prettier-ignore
  const free = found.filter(([from, to]) => {
    const beside = article.paragraphsOf(from, to).flatMap((paragraph) => article.marksIn(paragraph));
    return !beside.some(bars([from, to]));
  });
  return { places: free.map(([from, to]) => ({ from, to })), left: found.length - free.length };
}

/** Return the reader's own marks with a label on the same words. */
export function marksLike(article, { quote, label_id: labelId }, { sameCase }) {
  const fold = (words) => (sameCase ? words : words.toLowerCase());
  return article.lists.marks.items.filter((mark) => mark.label_id === labelId && fold(mark.quote) === fold(quote));
}

/** Return what is wanted as the API takes it. */
export function inApi({ quote, labelId, rules, isRemoval }) {
  return {
    quote, label_id: labelId ?? "", remove: isRemoval,
    same_case: rules.sameCase, whole_words: rules.wholeWords, with_marked: rules.withMarked,
  }; // prettier-ignore
}
