/**
 * Acts that were not kept, until a person has settled what is to be: kept in the browser's storage,
 * so that a reload loses none. One for each annotation: what was wanted last, against what is there.
 */

import { CONTENT, contentOf, sameValue } from "./content.js";
import { createKept } from "./kept.js";

/** What says that an annotation answers a suggestion, and follows from the rest. */
const DERIVED = ["id", "state", "quote"];

/**
 * Return what a refused act wanted to change: its fields by name; null: the annotation away.
 * @param {{before: object | null, after: object | null}} entry
 */
export function wishOf({ before, after }) {
  if (!after) return null;
  const [from, to] = [before ? contentOf(before) : {}, contentOf(after)];
  return Object.fromEntries(CONTENT.filter((name) => !sameValue(from[name], to[name])).map((name) => [name, to[name]]));
}

/** Return whether what was wanted is there anyway. */
export function isMet(entry, present) {
  const wish = wishOf(entry);
  if (!wish || !present) return !wish && !present;
  const now = contentOf(present);
  return Object.entries(wish).every(([name, value]) => DERIVED.includes(name) || sameValue(now[name], value));
}

/**
 * Return the annotation that a refused act is about, as it is now: itself, or one's other answer to
 * the suggestion that it answers.
 */
export function presentOf(article, { subjectId, after }) {
  const [other] = [...(article.answers.get(after?.suggestion_id) ?? [])];
  return article.annotations.get(subjectId) ?? article.annotations.get(other) ?? null;
}

/** Return what has to be there for a wish to come true, over what is there. */
export function fulfilled(article, entry, present) {
  const base = present ? contentOf(present) : contentOf(entry.after);
  const content = { ...base, ...wishOf(entry), id: present?.id ?? entry.subjectId };
  return { ...content, state: article.stateFor(content) };
}

/**
 * @param {Storage | null} storage
 * @param {() => void} changed called when there are more or fewer
 */
export function createConflicts(storage, changed) {
  const kept = createKept(storage, "pm:conflict:");
  const entries = new Map(); // annotation id -> entry

  function load() {
    entries.clear();
    for (const entry of kept.keys().map(kept.get)) if (entry?.subjectId) entries.set(entry.subjectId, entry);
  }

  load();
  return {
    /** Keep a refused act on an annotation; a later one on the same takes its place. */
    add({ article, title, act, code, message, remedy, present }, by) {
      const subjectId = (act.after ?? act.before)?.id;
      if (act.subject !== "annotation" || !subjectId) return;
      const before = entries.get(subjectId)?.before ?? act.before;
      const entry = { subjectId, article, title, by, code, message, remedy, before, after: act.after, present: present ?? null, at: act.at };
      entries.set(subjectId, entry);
      kept.put(subjectId, entry);
      changed();
    },
    /** Return those of a person that still have to be settled, the oldest first. */
    of: (by) => [...entries.values()].filter((entry) => entry.by === by).sort((a, b) => a.at.localeCompare(b.at)),
    settle(subjectId) {
      entries.delete(subjectId);
      kept.drop(subjectId);
      changed();
    },
    /** Read again what another tab may have added or settled. */
    reload() {
      load();
      changed();
    },
  };
}
