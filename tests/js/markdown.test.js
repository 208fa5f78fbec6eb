import assert from "node:assert/strict";
import { test } from "node:test";
import { plainWords, readBlocks, readInline } from "../../annotator/ui/reader/assets/markdown.js";
import { forTexts } from "./texts.js";

const blocks = (note) => readBlocks(note.split("\n"));
const textOf = (nodes) =>
  nodes.map((node) => (typeof node === "string" ? node : (node.text ?? textOf(node.children)))).join("");

test("bold, italic and code are read, also inside one another", () => {
  assert.deepEqual(readInline("a **b *c* d** `e * f`"), [
    "a ",
    { type: "strong", children: ["b ", { type: "em", children: ["c"] }, " d"] },
    " ",
    { type: "code", text: "e * f" },
  ]);
  assert.deepEqual(readInline("***both***"), [{ type: "strong", children: [{ type: "em", children: ["both"] }] }]);
});

test("signs that mark nothing stay as they are", () => {
  for (const text of ["2 * 3 * 4", "snake_case_name", "**open", "a ** b", "`", "``", "*", "[x]", "[x](y)", "_a"]) {
    assert.equal(textOf(readInline(text)), text, text);
  }
});

test("only web addresses become links, and a text of its own tells the host", () => {
  const [link] = readInline("[the paper](https://example.org/a?b=c)");
  assert.deepEqual(link, { type: "link", href: "https://example.org/a?b=c", host: "example.org", text: "the paper" });
  const [deceit] = readInline("[bank](https://bank.example@evil.example/x)");
  assert.equal(deceit.host, "evil.example");
  assert.deepEqual(readInline("see https://example.org/x."), [
    "see ",
    { type: "link", href: "https://example.org/x", host: "", text: "https://example.org/x" },
    ".",
  ]);
  const hostile = ["javascript:alert(1)", "data:text/html,<script>1</script>", "vbscript:x", " https://a b", "file:///etc", "//evil"];
  for (const href of hostile) {
    const read = readInline(`[x](${href})`);
    assert.ok(read.every((node) => typeof node === "string" || node.href?.startsWith("https://a")), href);
  }
});

test("paragraphs, lists and quotes are read", () => {
  assert.deepEqual(blocks("one\ntwo\n\nthree").map(({ lines }) => lines), [["one", "two"], ["three"]]);
  const [list] = blocks("3. a\n4. b\n  more");
  assert.deepEqual([list.isNumbered, list.start, list.items.length], [true, 3, 2]);
  assert.deepEqual(list.items[1][0].lines, ["b", "more"]);
  const [bullets, quote] = blocks("- a\n- b\n> - c");
  assert.equal(bullets.items.length, 2);
  assert.equal(quote.blocks[0].type, "list");
});

test("names of members stand out behind an @, the longest first", () => {
  const names = ["Ana Maria", "Ana"];
  assert.deepEqual(readInline("@Ana Maria and @Ana, @Anabel", names), [
    { type: "mention", text: "@Ana Maria" }, " and ", { type: "mention", text: "@Ana" }, ", @Anabel",
  ]); // prettier-ignore
});

test("no word of a note is lost or doubled, whatever stands in it", () => {
  const signs = ["*", "**", "_", "`", "[", "](", ")", "@", "> ", "- ", "1. ", "https://x.y/", "<script>", "\\", "&amp;"];
  forTexts((text, pick) => {
    const line = Array.from(text.replace(/\n/g, " "), (c) => (pick(3) ? c : c + signs[pick(signs.length)])).join("");
    const kept = textOf(readInline(line)).replace(/[*_`[\]()]/g, "");
    const given = line.replace(/\[[^[\]\n]{1,300}\]\((https?:\/\/[^\s()<>]{1,2000})\)/g, (m) => m.slice(0, m.indexOf("]("))).replace(/[*_`[\]()]/g, "");
    assert.equal(kept, given);
    assert.doesNotThrow(() => plainWords(`${line}\n> ${line}\n- ${line}`));
  });
});

test("the time to read a note grows with its length alone", () => {
  // A reader that went back over the text would need minutes for these, and the test would not end.
  for (const piece of ["*", "**a ", "_a *", "`", "[", "[a](", "![", "> ", "- ", "@", "[a](https://", "https://", "***a** ", "> - "]) {
    const note = piece.repeat(200_000 / piece.length);
    readInline(note);
    readBlocks([note]);
    readBlocks(note.match(/.{1,40}/g));
  }
});
