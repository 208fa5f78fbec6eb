import assert from "node:assert/strict";
import { test } from "node:test";
import { readDocument } from "../../annotator/ui/reader/assets/documents.js";
import { newsWords } from "../../annotator/ui/reader/assets/guidelines.js";
import { forTexts } from "./texts.js";

test("headings, code, tables and rules are read, and the rest is as in notes", () => {
  const text = "# Names ##\nMark *all*.\n- one\n\n```\n# no heading\n```\n| a | b |\n|---|:-:|\n| 1 | 2 | 3 |\n| 4 |\n\n---\nend";
  assert.deepEqual(readDocument(text), [
    { type: "heading", level: 1, text: "Names" },
    { type: "note", text: "Mark *all*.\n- one\n" },
    { type: "code", text: "# no heading" },
    { type: "table", head: ["a", "b"], rows: [["1", "2"], ["4", ""]] },
    { type: "rule" },
    { type: "note", text: "end" },
  ]); // prettier-ignore
});

test("what begins and does not end is shown as far as it goes", () => {
  assert.deepEqual(readDocument("~~~\nopen"), [{ type: "code", text: "open" }]);
  assert.deepEqual(readDocument("a | b"), [{ type: "note", text: "a | b" }]);
  assert.deepEqual(readDocument("#none"), [{ type: "note", text: "#none" }]);
  assert.deepEqual(readDocument(""), []);
});

test("no text is lost or hangs the reader, whatever it is", () => {
  forTexts((text) => {
    const start = process.hrtime.bigint();
    readDocument(text);
    assert.ok(process.hrtime.bigint() - start < 5_000_000_000n);
  });
  readDocument(`${"|-".repeat(20_000)}\n${"-|".repeat(20_000)}x`);
  readDocument("#".repeat(50_000) + " ".repeat(50_000));
  readDocument(`# ${" ".repeat(50_000)}x${" #".repeat(20_000)} y`);
});

test("a change of the guidelines is told until it was opened", () => {
  const at = "2026-11-28T10:00:00Z";
  assert.equal(newsWords({ number: 3, at, seen: 2 }, "en-GB"), "Guidelines changed on 28 Nov 2026");
  assert.equal(newsWords({ number: 1, at, seen: 0 }, "en-GB"), "There are guidelines for this project");
  assert.equal(newsWords({ number: 3, at, seen: 3 }), "");
  assert.equal(newsWords(null), "");
});
