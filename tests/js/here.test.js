import assert from "node:assert/strict";
import { test } from "node:test";

import { hereWords } from "../../annotator/ui/reader/assets/here.js";

test("who is here is said in one short phrase", () => {
  assert.equal(hereWords(["Ana"]), "Ana is here");
  assert.equal(hereWords(["Ana", "Ben"]), "Ana and Ben are here");
  assert.equal(hereWords(["Ana", "Ben", "Cy"]), "Ana and 2 others are here");
  assert.equal(hereWords(["A".repeat(60)]), `${"A".repeat(23)}… is here`);
});
