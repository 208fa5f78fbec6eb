import assert from "node:assert/strict";
import { test } from "node:test";
import { createWanted, leftOf } from "../../annotator/ui/reader/assets/wide.js";

/** A storage like the browser's. */
function storage() {
  const held = new Map();
  return {
    get length() {
      return held.size;
    },
    key: (n) => [...held.keys()][n] ?? null,
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => void held.set(key, value),
    removeItem: (key) => void held.delete(key),
  };
}

const step = (kind, more) => ({ kind, group: "g", butArticle: "a", quote: "Basalt", at: "2026-01-05T10:00:00Z", ...more });

test("a step that is wanted is there after a reload, for whoever wanted it, until it is answered", () => {
  const store = storage();
  createWanted(store).add("me", step("undo"));
  assert.deepEqual(createWanted(store).of("me"), [step("undo")]);
  assert.deepEqual(createWanted(store).of("you"), []);
  createWanted(store).settle("me", step("undo"));
  assert.deepEqual(createWanted(store).of("me"), []);
});

test("the last step that was asked for is the one that is wanted, also when the first is answered late", () => {
  const wanted = createWanted(storage());
  wanted.add("me", step("undo"));
  wanted.add("me", step("redo"));
  wanted.settle("me", step("undo"));
  assert.deepEqual(wanted.of("me").map(({ kind }) => kind), ["redo"]);
  wanted.add("me", step("undo", { group: "h", at: "2026-01-05T09:00:00Z" }));
  assert.deepEqual(wanted.of("me").map(({ group }) => group), ["h", "g"]);
});

test("what is no step is passed over, and without storage steps last as long as the page", () => {
  const store = storage();
  store.setItem("pm:wide:me:x", "{");
  store.setItem("pm:wide:me:y", '{"group": "y", "kind": "remove"}');
  assert.deepEqual(createWanted(store).of("me"), []);
  const nowhere = createWanted(null);
  nowhere.add("me", step("redo"));
  assert.equal(nowhere.of("me").length, 1);
  nowhere.settle("me", step("redo"));
  assert.equal(nowhere.of("me").length, 0);
});

test("what is left of an undo is what is done still, and of a redo what is undone", () => {
  assert.equal(leftOf(step("undo"), { done: 3, undone: 2 }), 3);
  assert.equal(leftOf(step("redo"), { done: 3, undone: 2 }), 2);
});
