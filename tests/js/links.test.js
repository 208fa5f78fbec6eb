import assert from "node:assert/strict";
import { test } from "node:test";

import { linkTo, passageAt } from "../../annotator/ui/reader/assets/links.js";

test("a link names the article and the passage, and nothing else of the page", () => {
  const here = "https://desk.example/base/read?article=old&at=1-2&query=x#top";
  assert.equal(linkTo(here, "a b", { start: 3, end: 9 }), "https://desk.example/base/read?article=a+b&at=3-9");
});

test("a link is followed to the passage that it names", () => {
  assert.deepEqual(passageAt("3-9", 9), [3, 9]);
});

test("what names no passage of the text leads nowhere", () => {
  for (const at of ["", "3", "9-3", "3-3", "3-10", "-1-3", "a-b", "3-9x", "1e1-20", "99999999999-3"]) {
    assert.equal(passageAt(at, 9), null, at);
  }
});
