import assert from "node:assert/strict";
import { test } from "node:test";

import { surenessOf } from "../../annotator/ui/reader/assets/sureness.js";

test("a higher score is never less sure, and no score is no step", () => {
  const steps = ["unsure", "likely", "sure"];
  const found = Array.from({ length: 101 }, (_, n) => steps.indexOf(surenessOf(n / 100)));
  assert.deepEqual(found, found.toSorted());
  assert.deepEqual(new Set(found), new Set([0, 1, 2]));
  assert.equal(surenessOf(null), "");
  assert.equal(surenessOf(undefined), "");
});
