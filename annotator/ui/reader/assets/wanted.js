/**
 * What a person wants done to many articles at once: undo or redo of a group of acts, or a label put
 * on all places like some words, or taken off them. It is kept in the browser's storage until the
 * server has answered, so that it can be finished after a reload, a closed page or an hour without a
 * server.
 *
 * A step is {group, kind, butArticle, quote, at}, and with a label also {label, wanted}: its name,
 * and which places, as the API takes them.
 */

import { createKept } from "./kept.js";

export const PREFIX = "pm:wide:";

/** Return a number with its noun: "1 article", "2 articles". */
export const counted = (n, noun) => `${n.toLocaleString("en")} ${noun}${n === 1 ? "" : "s"}`;

const stepOf = {
  send: (api, { group, kind, butArticle }) => api.stepGroup(group, kind, butArticle),
  ask: (api, { group, butArticle }) => api.group(group, butArticle),
  unit: "article",
};
const strokeOf = {
  send: (api, { group, wanted, butArticle }) => api.applyOccurrences({ ...wanted, group, but_article: butArticle }),
  ask: (api, { group, wanted, butArticle }) => api.occurrences({ ...wanted, group, but_article: butArticle }),
  leftOf: ({ places }) => places,
  unit: "place",
};

/** What each kind of step is called, asks of the server, and leaves undone where it is broken off. */
export const KINDS = {
  undo: { ...stepOf, noun: "undo", done: "Taken back", isLeft: "not taken back", leftOf: ({ done }) => done },
  redo: { ...stepOf, noun: "redo", done: "Done again", isLeft: "not done again", leftOf: ({ undone }) => undone },
  label: { ...strokeOf, noun: "labelling", done: "Labelled", isLeft: "not labelled" },
  remove: { ...strokeOf, noun: "removal", done: "Removed", isLeft: "not removed" },
};

/**
 * The steps that are wanted: one for each group of acts, the last that was asked for.
 * @param {Storage | null} storage
 */
export function createWanted(storage) {
  const kept = createKept(storage, PREFIX);
  const startOf = (by) => `${encodeURIComponent(by)}:`;

  return {
    /** Keep that a step is wanted; it takes the place of an earlier one of its group. */
    add: (by, step) => kept.put(startOf(by) + step.group, step),
    /** The server has answered a step; one that was asked for since stays. */
    settle(by, { group, kind }) {
      const key = startOf(by) + group;
      if (kept.get(key)?.kind === kind) kept.drop(key);
    },
    /** Return the steps that a person still waits for, the oldest first. */
    of: (by) =>
      kept
        .keys(startOf(by))
        .map(kept.get)
        .filter((step) => step?.group && Object.hasOwn(KINDS, step.kind))
        .sort((a, b) => String(a.at).localeCompare(String(b.at))),
  };
}
