import assert from "node:assert/strict";
import { test } from "node:test";
import { createUnsent, passageOf, subjectOfPassage } from "../../annotator/ui/reader/assets/unsent.js";
import { makeStorage } from "./storage.js";
import { forTexts } from "./texts.js";

const at = "2026-01-05T10:00:00Z";

test("words in any script are there after a reload, letter by letter, until they are dropped", () => {
  forTexts((text) => {
    const words = `x${text}`;
    const store = makeStorage();
    createUnsent(store).put("me", "a", "reply:r", { words, at });
    const again = createUnsent(store);
    assert.equal(again.get("me", "a", "reply:r"), words);
    again.drop("me", "a", "reply:r");
    assert.equal(createUnsent(store).get("me", "a", "reply:r"), null);
    assert.equal(store.length, 0);
  });
});

test("they belong to a person, an article and what they are about", () => {
  const store = makeStorage();
  const unsent = createUnsent(store);
  unsent.put("me", "a", "reply:r", { words: "One", at });
  unsent.put("me", "a", "note:m", { words: "Two", quote: "Geneva", at: "2026-01-05T10:01:00Z" });
  unsent.put("me:a", "", "reply:r", { words: "Three", at });
  unsent.put("me", "b", "reply:r", { words: "Four", at });
  unsent.put("you", "a", "reply:r", { words: "Five", at });
  assert.deepEqual(unsent.of("me", "a").map(({ subject, words, quote }) => [subject, words, quote]), [["note:m", "Two", "Geneva"], ["reply:r", "One", ""]]);
  assert.deepEqual(unsent.of("me", "c"), []);
});

test("emptied words are gone, and what another tab has sent is not brought back", () => {
  const store = makeStorage();
  const [one, other] = [createUnsent(store), createUnsent(store)];
  one.put("me", "a", "reply:r", { words: "Half a thou", at });
  assert.equal(other.get("me", "a", "reply:r"), "Half a thou");
  other.drop("me", "a", "reply:r");
  assert.equal(one.get("me", "a", "reply:r"), null);
  one.put("me", "a", "reply:r", { words: "Half", at });
  one.put("me", "a", "reply:r", { words: " \n", at });
  assert.equal(store.length, 0);
});

test("where the browser refuses storage, or it is full, they last as long as the page", () => {
  for (const store of [null, makeStorage(true)]) {
    const unsent = createUnsent(store);
    unsent.put("me", "a", "reply:r", { words: "Half", at });
    assert.equal(unsent.get("me", "a", "reply:r"), "Half");
    assert.equal(unsent.of("me", "a").length, 1);
    unsent.drop("me", "a", "reply:r");
    assert.deepEqual(unsent.of("me", "a"), []);
  }
});

test("what is no entry of this kind is passed over", () => {
  const store = makeStorage();
  store.setItem("pm:unsent:me:a:reply:r", "{");
  store.setItem("pm:unsent:me:a:reply:s", '{"words": 7}');
  assert.equal(createUnsent(store).get("me", "a", "reply:r"), null);
  assert.deepEqual(createUnsent(store).of("me", "a"), []);
});

test("a passage, also one with gaps, is found again from what its words are kept under", () => {
  for (const parts of [[{ from: 0, to: 6 }], [{ from: 12, to: 17 }, { from: 20, to: 25 }]]) {
    assert.deepEqual(passageOf(subjectOfPassage(parts)), parts);
  }
  for (const subject of ["reply:1-2", "passage:", "passage:1-2,", "passage:-1-2", "passage:1-2;3"]) assert.equal(passageOf(subject), null);
});
