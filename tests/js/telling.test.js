import assert from "node:assert/strict";
import { test } from "node:test";
import { contentOf } from "../../annotator/ui/reader/assets/content.js";
import { actWords, agoWords, groupWords, stepsWords } from "../../annotator/ui/reader/assets/telling.js";

const NAMES = { LOC: "Place", ORG: "Organisation", SAME: "Same" };
const nameOf = (id) => NAMES[id] ?? "";
const mark = (more = {}) =>
  contentOf({ id: "m", kind: "span", label_id: "LOC", start: 0, end: 6, quote: "Geneva", state: "made", ...more });
const act = (before, after, more = {}) => ({ kind: "change", of_kind: null, subject: "annotation", before, after, ...more });
const words = (before, after, more) => actWords(act(before, after, more), nameOf);

test("each act is told in words", () => {
  assert.equal(words(null, mark()), "Marked “Geneva” as Place");
  assert.equal(words(null, mark({ state: "accepted" })), "Accepted “Geneva” as Place");
  assert.equal(words(null, mark({ state: "rejected" })), "Rejected “Geneva” as Place");
  assert.equal(words(mark(), mark({ label_id: "ORG" })), "Changed “Geneva” from Place to Organisation");
  assert.equal(words(mark(), mark({ end: 4, quote: "Gene", start: 0 })), "Moved an edge: “Geneva” is now “Gene”");
  assert.equal(words(mark(), mark({ note: "Why?" })), "Wrote a note on “Geneva”: Why?");
  assert.equal(words(mark({ note: "Why?" }), mark()), "Removed the note on “Geneva”");
  assert.equal(words(mark(), mark({ entity_id: "Q71" })), "Identified “Geneva” as Q71");
  assert.equal(words(mark(), null), "Removed Place from “Geneva”");
  const relation = { id: "r", kind: "relation", label_id: "SAME" };
  assert.equal(words(null, contentOf(relation)), "Joined two marks: Same");
  const reply = { id: "r", kind: "reply", on_id: "m" };
  assert.equal(words(null, contentOf({ ...reply, note: "Yes." })), "Replied: Yes.");
  assert.equal(words(null, contentOf({ ...reply, attributes: { resolved: true } })), "Resolved a thread");
  const read = { start: 0, end: 9, read: true };
  assert.equal(words(null, read, { subject: "paragraph" }), "Read a paragraph: nothing in it");
  assert.equal(words({ state: "open" }, { state: "done" }, { subject: "assignment" }), "Done with the article");
});

test("an undo tells what it took back", () => {
  assert.equal(words(mark(), null, { kind: "undo", of_kind: "annotate" }), "Undid: Marked “Geneva” as Place");
  assert.equal(words(null, mark(), { kind: "redo", of_kind: "annotate" }), "Did again: Marked “Geneva” as Place");
});

test("a group is told in one line with its count", () => {
  const accepted = act(null, mark({ state: "accepted" }), { kind: "accept" });
  const alike = { kinds: { accept: 12 }, quotes: 1, acts: [accepted, accepted, accepted] };
  assert.equal(groupWords(alike, nameOf), "Accepted 12 × “Geneva” as Place");
  assert.equal(groupWords({ ...alike, quotes: 4 }, nameOf), "Accepted “Geneva” as Place and 11 more");
  assert.equal(groupWords({ kinds: { suggest: 14 }, acts: [] }, nameOf), "Suggested 14 annotations");
});

test("what bringing back would change is counted, a relation that is made again once", () => {
  const relation = contentOf({ id: "r", kind: "relation", label_id: "SAME" });
  const step = (before, after, subject = "annotation") => ({ subject, before, after });
  const steps = [
    step(relation, null), step(mark({ id: "a" }), null), step(mark({ id: "b" }), mark({ id: "b", label_id: "ORG" })),
    step(null, mark({ id: "c" })), step(null, mark({ id: "d" })), step(null, { ...relation, label_id: "LOC" }),
    step(null, { start: 0, end: 3, read: true }, "paragraph"), step({ state: "done" }, { state: "open" }, "assignment"),
  ]; // prettier-ignore
  assert.equal(
    stepsWords(steps),
    "This puts back 2 marks; removes 1 mark; changes 1 relation, 1 mark; changes 1 paragraph between read and unread; opens the article again.",
  );
  assert.equal(stepsWords([]), "");
});

test("times are told as people say them", () => {
  const now = Date.parse("2026-01-05T10:00:00Z");
  assert.equal(agoWords("2026-01-05T09:59:30Z", now), "just now");
  assert.equal(agoWords("2026-01-05T09:58:00Z", now), "2 minutes ago");
  assert.equal(agoWords("2026-01-03T10:00:00Z", now), "2 days ago");
});

test("a change of the codebook is told by what became of the label", () => {
  const merged = { kinds: { merge: 2 }, quotes: 1, acts: [act(mark(), mark({ label_id: "ORG" }))] };
  assert.equal(groupWords(merged, nameOf), "Two labels were merged: Place is now Organisation, 2 annotations");
  const twin = { kinds: { merge: 1 }, quotes: 1, acts: [act(mark(), null)] };
  assert.equal(groupWords(twin, nameOf), "Two labels were merged: Place on “Geneva” stood twice, 1 annotation");
  const back = { kinds: { unsplit: 1 }, quotes: 1, acts: [act(mark({ label_id: "ORG" }), mark())] };
  assert.equal(groupWords(back, nameOf), "The split of a label was taken back: Organisation is now Place, 1 annotation");
});
