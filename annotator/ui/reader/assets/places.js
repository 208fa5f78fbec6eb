/** Places like some words, by rules of case and word borders, and what is marked there already. */

import { Cutter, occurrences } from "./offsets.js";

/** The rules that words are compared by, as they are at first. */
export const USUAL_RULES = { sameCase: true, wholeWords: true, withMarked: false };

/**
 * Return the rules that a passage is compared by: some letters of a word are no whole word.
 * @param {Article} article
 * @param {{from: number, to: number}} passage
 */
export function rulesFor(article, { from, to }) {
  const around = article.paragraphsOf(from, to);
  const start = around[0].from;
  const cutter = new Cutter(article.text.slice(start, around.at(-1).to), article.cutter.language);
  const found = occurrences(cutter, article.text.slice(from, to));
  return { ...USUAL_RULES, wholeWords: found.some(([at]) => start + at === from) };
}

/** Return the places that "all like this" takes at a selection; none for one with gaps. */
export function placesLikePassage(article, passage) {
  if (passage.pieces) return [];
  const quote = article.text.slice(passage.from, passage.to);
  return placesLike(article, quote, { ...rulesFor(article, passage), labelId: null }).places;
}

/**
 * Return the places like some words that a label is to go on, and how many are left out.
 * @param {Article} article
 * @param {string} quote
 * @param {{labelId: string | null, sameCase: boolean, wholeWords: boolean, withMarked: boolean}} rules
 * @returns {{places: Array<{from: number, to: number}>, left: number}}
 */
export function placesLike(article, quote, { labelId, sameCase, wholeWords, withMarked }) {
  const found = occurrences(article.cutter, quote, { sameCase, wholeWords });
  const bars = (from, to) => (mark) =>
    mark.from === from && mark.to === to && !mark.pieces ? mark.label_id === labelId || !withMarked : !withMarked;
  const places = [];
  const { items } = article.lists.marks;
  let next = 0;
  let near = []; // marks that began before the end of a place, and reach beyond its beginning
  for (const [from, to] of found) {
    for (; next < items.length && items[next].from < to; next++) near.push(items[next]);
    near = near.filter((mark) => mark.to > from);
    if (!near.some(bars(from, to))) places.push({ from, to });
  }
  return { places, left: found.length - places.length };
}

/**
 * Return the reader's own marks with a label on the same words, and how many of them have to stay:
 * those whose note others have replied to.
 * @returns {{places: object[], left: number}}
 */
export function marksLike(article, { quote, label_id: labelId }, { sameCase }) {
  const fold = (words) => (sameCase ? words : words.toLowerCase());
  const found = article.lists.marks.items.filter((mark) => mark.label_id === labelId && fold(mark.quote) === fold(quote));
  const places = found.filter((mark) => !article.isRepliedTo(mark.id));
  return { places, left: found.length - places.length };
}

/** Return what is wanted as the API takes it. */
export function inApi({ quote, labelId, rules, isRemoval }) {
  return {
    quote, label_id: labelId ?? "", remove: isRemoval,
    same_case: rules.sameCase, whole_words: rules.wholeWords, with_marked: rules.withMarked,
  }; // prettier-ignore
}
