import assert from "node:assert/strict";
import { test } from "node:test";
import { createKept } from "../../annotator/ui/reader/assets/kept.js";
import { makeStorage } from "./storage.js";

test("an entry is there after a reload until it is dropped, and is found by how its key begins", () => {
  const storage = makeStorage();
  createKept(storage, "pm:x:").put("me:1", { words: "Basalt" });
  createKept(storage, "pm:y:").put("me:2", { words: "Marble" });
  const again = createKept(storage, "pm:x:");
  assert.deepEqual(again.get("me:1"), { words: "Basalt" });
  assert.deepEqual([again.keys(), again.keys("me:"), again.keys("you:")], [["me:1"], ["me:1"], []]);
  again.drop("me:1");
  assert.equal(createKept(storage, "pm:x:").get("me:1"), null);
});

test("a storage that is refused or full loses nothing while the page lasts", () => {
  for (const storage of [null, makeStorage(true)]) {
    const kept = createKept(storage, "pm:x:");
    kept.put("a", 1);
    kept.put("a", 2);
    assert.deepEqual([kept.keys(), kept.get("a")], [["a"], 2]);
    kept.drop("a");
    assert.deepEqual([kept.keys(), kept.get("a")], [[], null]);
  }
});

test("what was stored before the storage was full does not come back over a later entry", () => {
  const storage = makeStorage();
  const kept = createKept(storage, "pm:x:");
  kept.put("a", "first");
  storage.setItem = () => {
    throw new Error("QuotaExceededError");
  };
  kept.put("a", "second");
  assert.equal(kept.get("a"), "second");
  assert.equal(createKept(storage, "pm:x:").get("a"), null);
});

test("what cannot be read is passed over", () => {
  const storage = makeStorage();
  storage.setItem("pm:x:a", "{");
  assert.equal(createKept(storage, "pm:x:").get("a"), null);
});
