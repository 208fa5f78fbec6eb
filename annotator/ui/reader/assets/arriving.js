/** Suggestions that come, or give way, while an article is open: a recogniser took its time. */

import { Hanging } from "./hanging.js";

const isSame = (one, other) =>
  other && one.label_id === other.label_id && one.start === other.start && one.end === other.end;

/**
 * Take over the suggestions that the server holds now.
 * @param {Article} article
 * @param {object[]} given all suggestions of the article, as in a payload
 * @returns {Set<number>} the paragraphs that have to be painted again
 */
export function syncSuggestions(article, given) {
  const touched = new Set();
  const now = new Map(given.map((one) => [one.id, one]));
  const there = [...article.suggestions.values()];
  const gone = there.filter((one) => !isSame(one, now.get(one.id)));
  const come = given.filter((one) => !isSame(one, article.suggestions.get(one.id)));
  if (!gone.length && !come.length) return touched;
  // What hangs on what changes with them, and with that what stands in the lists.
  for (const one of there) if (article.isOpen(one)) article.hide(one, touched);
  for (const { id } of gone) article.suggestions.delete(id);
  for (const one of come) article.suggestions.set(one.id, article.revive(one));
  article.hanging = new Hanging();
  article.hanging.fill(article.suggestions);
  for (const one of article.suggestions.values()) {
    if (article.isOpen(one)) article.show(one, false, touched);
  }
  return touched;
}
