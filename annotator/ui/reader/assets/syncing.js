/** Taking over into an article what another window, or the server, holds now. */

import { syncSuggestions } from "./arriving.js";
import { contentOf, sameContent } from "./content.js";
import { History } from "./history.js";

/**
 * Take over what another window or the server holds now.
 * @param {Article} article
 * @param {object} payload a later answer for the same article
 * @returns {Set<number>} the paragraphs that have to be painted again
 */
export function sync(article, payload) {
  article.addLabels(payload.labels ?? []);
  const touched = syncSuggestions(article, payload.suggestions ?? []);
  const given = new Map(payload.annotations.map((annotation) => [annotation.id, annotation]));
  for (const id of new Set([...article.annotations.keys(), ...given.keys()])) {
    const now = given.get(id) ?? null;
    if (sameContent(contentOf(article.annotations.get(id)), contentOf(now))) continue;
    for (const index of article.put("annotation", { id }, now)) touched.add(index);
  }
  for (const index of article.share(payload.shared ?? [])) touched.add(index);
  article.takeOthers(payload);
  article.recognition = payload.recognition ?? "";
  article.members = payload.members ?? [];
  for (const index of syncRead(article, payload.paragraphs ?? [])) touched.add(index);
  Object.assign(article, { state: payload.state, seq: payload.seq, place: payload.place });
  article.preferences = payload.preferences;
  article.copies = payload.copies ?? article.copies;
  article.guidelines = payload.guidelines ?? null;
  article.assignment = payload.assignment ?? article.assignment;
  article.trouble = payload.trouble;
  article.history = new History(payload.undo, payload.redo, payload.more, payload.wide);
  return touched;
}

/** Take over which paragraphs were read; returns those that changed. */
function syncRead(article, paragraphs) {
  const before = new Set(article.read);
  for (const index of before) article.setRead(article.points.toPoints(article.paragraphs[index].from), false);
  for (const [start] of paragraphs) article.setRead(start, true);
  return [...before, ...article.read].filter((index) => before.has(index) !== article.read.has(index));
}
