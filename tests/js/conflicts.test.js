import assert from "node:assert/strict";
import { test } from "node:test";
import { createConflicts, isMet, wishOf } from "../../annotator/ui/reader/assets/conflicts.js";
import { makeStorage } from "./storage.js";

const content = (more) => ({ id: "m", kind: "span", label_id: "LOC", start: 0, end: 6, quote: "Geneva", note: "", ...more });
const refusal = (before, after, at = "2026-01-05T10:00:00Z") => ({
  article: "a", title: "A", code: "conflict", message: "Changed.", remedy: "Look.", present: content({ label_id: "ORG" }),
  act: { id: `${at}`, subject: "annotation", before, after, at },
}); // prettier-ignore

test("what was not kept is there after a reload, for whoever did it, until it is settled", () => {
  const store = makeStorage();
  const first = createConflicts(store, () => {});
  first.add(refusal(content(), content({ note: "Mine." })), "me");
  const again = createConflicts(store, () => {});
  assert.deepEqual(again.of("me").map(({ subjectId, after }) => [subjectId, after.note]), [["m", "Mine."]]);
  assert.deepEqual(again.of("other"), []);
  again.settle("m");
  assert.deepEqual(createConflicts(store, () => {}).of("me"), []);
});

test("several refused acts on one annotation are one wish, from the first belief to the last will", () => {
  const conflicts = createConflicts(makeStorage(), () => {});
  const [one, two] = [content({ label_id: "EVENT" }), content({ label_id: "EVENT", note: "Mine." })];
  conflicts.add(refusal(content(), one), "me");
  conflicts.add(refusal(one, two, "2026-01-05T10:01:00Z"), "me");
  const [entry] = conflicts.of("me");
  assert.deepEqual(wishOf(entry), { label_id: "EVENT", note: "Mine." });
});

test("a wish is met where what it wanted is there, whoever did it", () => {
  const wish = { before: content(), after: content({ note: "Mine." }) };
  assert.equal(isMet(wish, content({ label_id: "ORG", note: "Mine." })), true);
  assert.equal(isMet(wish, content()), false);
  assert.equal(isMet(wish, null), false);
  assert.equal(isMet({ before: content(), after: null }, null), true);
  assert.equal(isMet({ before: content(), after: null }, content()), false);
});

test("without storage they last as long as the page", () => {
  const conflicts = createConflicts(null, () => {});
  conflicts.add(refusal(content(), null), "me");
  assert.equal(conflicts.of("me").length, 1);
});
