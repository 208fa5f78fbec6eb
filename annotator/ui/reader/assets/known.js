/**
 * The word that a reader means by a double click or a tap. Names that are known in an article, from
 * its suggestions and marks, count as words: of "McDonald's" the 's stays where that is a name, and
 * a Chinese name is one word though a dictionary knows its parts alone.
 */

import { cutsWord, snap } from "./offsets.js";

const LONGEST = 24; // a name; what is longer was marked for something else
const NAME = /^[\p{L}\p{N}\p{M}'’·・.&-]+$/u; // what stands alone, without spaces
const SIGNS = /^[\p{P}\s]*$/u;
const GENITIVE = /(?<=.)['’]s$/iu;

/**
 * Return the word at an offset; null where there is none: between words, and on a sign alone.
 * @param {Article} article
 * @param {number} at in UTF-16, in front of a character of the word
 * @returns {{from: number, to: number} | null}
 */
export function wordAt(article, at) {
  const { cutter, text } = article;
  const piece = cutter.at("word", at);
  if (!piece || SIGNS.test(text.slice(piece.start, piece.end))) return null;
  const known = nameAt(article, at, piece);
  if (known) return known;
  const whole = snap(cutter, piece.start, piece.end);
  if (!whole) return null;
  const [from, to] = whole;
  return { from, to: to - (GENITIVE.exec(text.slice(from, to))?.[0].length ?? 0) };
}

/**
 * Return the longest known name that holds an offset; none that is only a part of the word there, nor
 * one that is marked right there: what is wanted then is a part of it.
 */
function nameAt({ text, lists }, at, { start, end }) {
  let found = null;
  const isMarked = (from, to) => lists.marks.items.some((mark) => mark.from === from && mark.to === to);
  const names = new Set();
  for (const { items } of [lists.marks, lists.suggestions]) {
    for (const { quote } of items) if (quote.length <= LONGEST && NAME.test(quote)) names.add(quote);
  }
  for (const name of names) {
    for (let from = Math.max(0, at - name.length + 1); from <= at; from++) {
      const to = from + name.length;
      const isPart = from >= start && to <= end && to - from < end - start;
      const isShorter = found && to - from <= found.to - found.from;
      if (isPart || isShorter || !text.startsWith(name, from) || cutsWord(text, from) || cutsWord(text, to)) continue;
      if (!isMarked(from, to)) found = { from, to };
    }
  }
  return found;
}
