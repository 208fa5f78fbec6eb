import assert from "node:assert/strict";
import { test } from "node:test";

import { dueWords } from "../../annotator/ui/reader/assets/given.js";

test("the day by which an article is to be done is said in words", () => {
  assert.equal(dueWords("", "2026-12-24"), "");
  assert.equal(dueWords("2026-12-24", "2026-12-24"), "due today");
  assert.match(dueWords("2026-12-31", "2026-12-24"), /^due .*31.*$/);
  assert.match(dueWords("2026-11-30", "2026-12-24"), /^overdue since .*30.*$/);
});
