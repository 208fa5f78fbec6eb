import assert from "node:assert/strict";
import { test } from "node:test";

import { grouped } from "../../annotator/ui/reader/assets/outline.js";

const labels = new Map(["PER", "LOC", "ORG"].map((id) => [id, { id }]));
const items = ["LOC", "PER", "LOC"].map((label_id, n) => ({ id: `m${n}`, label_id }));
const ids = (list) => list.map(({ id }) => id);

test("marks stand below the head of their label, in the order of the labels and of the text", () => {
  assert.deepEqual(ids(grouped(items, labels, new Set())), ["label PER", "m1", "label LOC", "m0", "m2"]);
  assert.deepEqual(grouped(items, labels, new Set())[2].count, 2);
});

test("a closed head keeps its count and leaves its marks out", () => {
  assert.deepEqual(ids(grouped(items, labels, new Set(["LOC"]))), ["label PER", "m1", "label LOC"]);
  assert.deepEqual(grouped([], labels, new Set()), []);
});
