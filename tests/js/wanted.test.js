import assert from "node:assert/strict";
import { test } from "node:test";
import { createWanted, KINDS } from "../../annotator/ui/reader/assets/wanted.js";
import { makeStorage } from "./storage.js";

const step = (kind, more) => ({ kind, group: "g", butArticle: "a", quote: "Basalt", at: "2026-01-05T10:00:00Z", ...more });

test("a step that is wanted is there after a reload, for whoever wanted it, until it is answered", () => {
  const store = makeStorage();
  createWanted(store).add("me", step("undo"));
  assert.deepEqual(createWanted(store).of("me"), [step("undo")]);
  assert.deepEqual(createWanted(store).of("you"), []);
  createWanted(store).settle("me", step("undo"));
  assert.deepEqual(createWanted(store).of("me"), []);
});

test("the last step that was asked for is the one that is wanted, also when the first is answered late", () => {
  const wanted = createWanted(makeStorage());
  wanted.add("me", step("undo"));
  wanted.add("me", step("redo"));
  wanted.settle("me", step("undo"));
  assert.deepEqual(wanted.of("me").map(({ kind }) => kind), ["redo"]);
  wanted.add("me", step("undo", { group: "h", at: "2026-01-05T09:00:00Z" }));
  assert.deepEqual(wanted.of("me").map(({ group }) => group), ["h", "g"]);
});

test("what is no step is passed over, and without storage steps last as long as the page", () => {
  const store = makeStorage();
  store.setItem("pm:wide:me:x", "{");
  store.setItem("pm:wide:me:y", '{"group": "y", "kind": "toString"}');
  assert.deepEqual(createWanted(store).of("me"), []);
  const nowhere = createWanted(null);
  nowhere.add("me", step("redo"));
  assert.equal(nowhere.of("me").length, 1);
  nowhere.settle("me", step("redo"));
  assert.equal(nowhere.of("me").length, 0);
});

test("what is left of an undo is what is done still, of a redo what is undone, of a label the places", () => {
  assert.equal(KINDS.undo.leftOf({ done: 3, undone: 2 }), 3);
  assert.equal(KINDS.redo.leftOf({ done: 3, undone: 2 }), 2);
  assert.equal(KINDS.label.leftOf({ places: 4, articles: 2 }), 4);
});

test("an undo of a label that was broken off takes its place", () => {
  const wanted = createWanted(makeStorage());
  wanted.add("me", step("label", { label: "Place", wanted: { quote: "Basalt" } }));
  assert.deepEqual(wanted.of("me").map(({ kind }) => kind), ["label"]);
  wanted.add("me", step("undo"));
  wanted.settle("me", step("label"));
  assert.deepEqual(wanted.of("me").map(({ kind }) => kind), ["undo"]);
});
