/** What acts did, in words: for the history of an article and for what bringing it back would change. */

import { short } from "./dom.js";
import { sameValue } from "./content.js";

const QUOTE = 44;

const times = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;
const quoted = (content, count) => `${count > 1 ? `${count} × ` : ""}“${short(content.quote ?? "", QUOTE)}”`;
const noted = (note) => (note ? `: ${short(note, QUOTE)}` : "");

const ARTICLE = {
  annotate: (name, { note }) => (name ? `Put ${name} on the article` : `Wrote a note on the article${noted(note)}`),
  change: (_, { note }) => `Changed the note on the article${noted(note)}`,
  remove: (name) => (name ? `Took ${name} off the article` : "Removed the note on the article"),
};
const RELATION = {
  annotate: (name, { state }) => `${state === "rejected" ? "Rejected that marks are joined" : "Joined two marks"}: ${name}`,
  change: (name) => `Changed what joins two marks: ${name}`,
  remove: (name) => `Took two marks apart: ${name}`,
};
const REPLY = {
  annotate: (_, { note, attributes }) =>
    note ? `Replied${noted(note)}` : attributes.resolved ? "Resolved a thread" : "Reopened a thread",
  change: (_, { note }) => `Changed a reply${noted(note)}`,
  remove: (_, { note, attributes }) => (note || !("resolved" in attributes) ? `Removed a reply${noted(note)}` : "Took back that a thread is resolved"),
}; // prettier-ignore

function spanMade(name, content, count) {
  const quote = quoted(content, count);
  if (!name) return `Wrote a note on ${quote}${noted(content.note)}`;
  const verbs = { accepted: "Accepted", rejected: "Rejected", corrected: "Corrected", made: "Marked" };
  return `${verbs[content.state] ?? "Marked"} ${quote} as ${name}`;
}

function spanChanged(before, after, nameOf, count) {
  const quote = quoted(after, count);
  if (before.label_id !== after.label_id) {
    const [from, to] = [before, after].map((one) => nameOf(one.label_id) || "a note");
    return `Changed ${quote} from ${from} to ${to}`;
  }
  if (before.quote !== after.quote || before.start !== after.start) return `Moved an edge: ${quoted(before)} is now ${quote}`;
  if (before.note !== after.note) {
    const verb = !before.note ? "Wrote a note" : after.note ? "Changed the note" : "Removed the note";
    return `${verb} on ${quote}${noted(after.note)}`;
  }
  if (before.entity_id !== after.entity_id) return after.entity_id ? `Identified ${quote} as ${after.entity_id}` : `Took the identifier off ${quote}`;
  return sameValue(before.attributes, after.attributes) ? `Changed ${quote}` : `Changed the attributes of ${quote}`;
}

function annotationWords({ before, after }, nameOf, count) {
  const content = after ?? before;
  const verb = !before ? "annotate" : after ? "change" : "remove";
  const name = nameOf(content.label_id);
  const table = { article: ARTICLE, relation: RELATION, reply: REPLY }[content.kind];
  if (table) return table[verb](name, content);
  if (verb === "annotate") return spanMade(name, content, count);
  if (verb === "change") return spanChanged(before, after, nameOf, count);
  return name ? `Removed ${name} from ${quoted(content, count)}` : `Removed the note on ${quoted(content, count)}`;
}

/**
 * Return what one act did, in words.
 * @param {{kind: string, of_kind: string | null, subject: string, before: object, after: object}} act
 * @param {(labelId: string | null) => string} nameOf the name of a label, "" where there is none
 * @param {number} [count] of acts that did the same to the same words
 */
export function actWords(act, nameOf, count = 1) {
  const { kind, subject, before, after } = act;
  if (kind === "undo" || kind === "redo") {
    const [from, to] = kind === "undo" ? [after, before] : [before, after];
    const words = actWords({ kind: act.of_kind ?? "", subject, before: from, after: to }, nameOf, count);
    return `${kind === "undo" ? "Undid" : "Did again"}: ${words}`;
  }
  if (subject === "assignment") return after?.state === "done" ? "Done with the article" : "Opened the article again";
  if (subject === "paragraph") return after ? "Read a paragraph: nothing in it" : "Took back that a paragraph was read";
  return annotationWords(act, nameOf, count);
}

// Changes of the codebook: whoever leads makes them, for all that carries a label.
const CHANGES = {
  merge: "Two labels were merged",
  split: "A label was split",
  unmerge: "The merge of two labels was taken back",
  unsplit: "The split of a label was taken back",
};

function changeWords({ before, after }, nameOf) {
  const [from, to] = [before, after].map((side) => side && (nameOf(side.label_id) || "a note"));
  if (!to) return `${from} on “${short(before.quote ?? "", QUOTE)}” stood twice`;
  if (!from) return `${to} stands twice again`;
  return from === to ? `${to} follows its suggestion` : `${from} is now ${to}`;
}

/**
 * Return what a group of acts did, in words, as GET …/history tells it.
 * @param {{kinds: object, quotes: number, acts: object[]}} group
 * @param {(labelId: string | null) => string} nameOf
 */
export function groupWords({ kinds, quotes, acts }, nameOf) {
  if (kinds.suggest != null) return `Suggested ${times(kinds.suggest, "annotation")}`;
  if (kinds.import != null) return `Brought in ${times(kinds.import, "annotation")} with a file`;
  const names = Object.keys(kinds);
  const count = Object.values(kinds).reduce((sum, each) => sum + each, 0);
  if (kinds.restore) return `Brought the article back to an earlier moment: ${times(count, "change")}`;
  if (acts[0].of_kind === "restore") {
    return `${names[0] === "undo" ? "Undid" : "Did again"}: bringing the article back, ${times(count, "change")}`;
  }
  const change = names.find((name) => CHANGES[name]);
  if (change) return `${CHANGES[change]}: ${changeWords(acts[0], nameOf)}, ${times(count, "annotation")}`;
  if (kinds.carry) return `Carried over ${times(count, "annotation")} from a copy`;
  if (acts[0].of_kind === "carry") {
    return `${names[0] === "undo" ? "Undid" : "Did again"}: carrying over ${times(count, "annotation")} from a copy`;
  }
  const main = acts.find((act) => (act.after ?? act.before)?.kind === "span") ?? acts[0];
  if (count > 1 && names.length === 1 && quotes === 1 && acts.every((act) => (act.after ?? act.before)?.kind === "span")) {
    return actWords(main, nameOf, count);
  }
  return `${actWords(main, nameOf)}${count > 1 ? ` and ${count - 1} more` : ""}`;
}

/**
 * Return what steps would change, in words and counts.
 * @param {Array<{subject: string, before: object, after: object}>} steps
 */
export function stepsWords(steps) {
  // A relation whose marks change is taken away and put back: that is a change.
  const made = new Map();
  for (const { subject, before, after } of steps) {
    const key = `${subject} ${(after ?? before).id ?? (after ?? before).start ?? ""}`;
    made.set(key, { subject, before: made.get(key)?.before ?? before, after });
  }
  const all = [...made.values()];
  const nouns = {
    span: ({ label_id: labelId }) => (labelId ? "mark" : "note"),
    article: ({ label_id: labelId }) => (labelId ? "article label" : "article note"),
    relation: () => "relation",
    reply: () => "reply",
  };
  const counted = (chosen) => {
    const counts = new Map();
    for (const { before, after } of chosen) {
      const noun = nouns[(after ?? before).kind](after ?? before);
      counts.set(noun, (counts.get(noun) ?? 0) + 1);
    }
    return [...counts].map(([noun, n]) => times(n, noun, noun === "reply" ? "replies" : `${noun}s`)).join(", ");
  };
  const annotations = all.filter(({ subject }) => subject === "annotation");
  const sentences = [
    ["puts back", counted(annotations.filter(({ before }) => !before))],
    ["removes", counted(annotations.filter(({ after }) => !after))],
    ["changes", counted(annotations.filter(({ before, after }) => before && after))],
  ].filter(([, what]) => what).map(([verb, what]) => `${verb} ${what}`); // prettier-ignore
  const read = all.filter(({ subject }) => subject === "paragraph");
  if (read.length) sentences.push(`changes ${times(read.length, "paragraph")} between read and unread`);
  const done = all.find(({ subject }) => subject === "assignment");
  if (done) sentences.push(done.after.state === "done" ? "says that the article is done" : "opens the article again");
  return sentences.length ? `This ${sentences.join("; ")}.` : "";
}

const UNITS = [["year", 31_536_000], ["month", 2_592_000], ["day", 86_400], ["hour", 3600], ["minute", 60]]; // prettier-ignore

/** Return how long ago something was, as people say it. */
export function agoWords(iso, now = Date.now()) {
  const seconds = Math.max(0, (now - Date.parse(iso)) / 1000);
  const [unit, length] = UNITS.find(([, one]) => seconds >= one) ?? [];
  return unit ? `${times(Math.floor(seconds / length), unit)} ago` : "just now";
}
