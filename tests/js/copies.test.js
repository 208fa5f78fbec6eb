import assert from "node:assert/strict";
import { test } from "node:test";

import * as acts from "../../annotator/ui/reader/assets/acts.js";
import { leftToCarry, markedCopy, missingWords } from "../../annotator/ui/reader/assets/copies.js";
import { Article } from "../../annotator/ui/reader/assets/model.js";
import { groupWords } from "../../annotator/ui/reader/assets/telling.js";
import { forTexts, passageOf } from "./texts.js";

const LABELS = ["PER", "LOC"].map((id) => ({ id, name: id, kind: "span", tag: id, key: "", colour: {} }));

function articleOf(text, suggestions = []) {
  const article = { id: "here", title: "", language: "en", text, words: 1 };
  return new Article({ article, labels: LABELS, annotations: [], suggestions, undo: [], redo: [], state: "open", seq: 0 });
}

function markOf(article, [from, to], labelId = "PER") {
  return {
    label_id: labelId, ...article.passage(from, to), note: "", entity_id: null, attributes: { carried_from: "there" },
  }; // prettier-ignore
}

test("a mark of a copy is put on its passage once, with where it is from", () => {
  forTexts((text, pick) => {
    const article = articleOf(text);
    const passage = passageOf(text, pick);
    if (!text.slice(...passage).trim()) return; // nobody marks an empty line
    const offer = { marks: [markOf(article, passage)], missing: 0, words: [] };
    assert.equal(leftToCarry(article, offer).length, 1);
    const act = acts.carry(article, acts.group(), offer.marks[0]);
    article.apply(act);
    const [made] = article.annotations.values();
    assert.equal(text.slice(made.from, made.to), offer.marks[0].quote);
    assert.deepEqual([made.state, made.attributes], ["made", { carried_from: "there" }]);
    assert.equal(leftToCarry(article, offer).length, 0);
  });
});

test("where the same is suggested, the mark accepts it; where another label is, it corrects it", () => {
  const text = "Anna Lindh came to Geneva.";
  const plain = articleOf(text);
  const suggested = (id, range, labelId) => ({ ...markOf(plain, range, labelId), id, kind: "span", state: "suggested", attributes: {} });
  const article = articleOf(text, [suggested("a", [0, 10], "PER"), suggested("b", [19, 25], "PER")]);
  const answers = [markOf(article, [0, 10]), markOf(article, [19, 25], "LOC")].map((mark) => acts.carry(article, acts.group(), mark).after);
  assert.deepEqual(answers.map(({ state, suggestion_id: id }) => [state, id]), [["accepted", "a"], ["corrected", "b"]]); // prettier-ignore
});

test("a mark that was carried over keeps where from under another label", () => {
  const article = articleOf("Anna Lindh came.");
  article.apply(acts.carry(article, acts.group(), markOf(article, [0, 10])));
  const [made] = article.annotations.values();
  const [{ after }] = acts.change(article, acts.group(), made, { label_id: "LOC" });
  assert.deepEqual(after.attributes, { carried_from: "there" });
});

test("what was not found again is counted and named", () => {
  assert.equal(missingWords({ missing: 0, words: [] }), "");
  assert.equal(missingWords({ missing: 1, words: ["Geneva"] }), "1 was not found here: “Geneva”.");
  const words = ["a", "b", "c", "d"];
  assert.equal(missingWords({ missing: 5, words }), "5 were not found here: “a”, “b”, “c” and 2 more.");
});

test("marks are offered from the copy that has most of them, and from none without", () => {
  const first = [{ id: "a", marks: 0 }, { id: "b", marks: 3 }];
  assert.equal(markedCopy({ copies: { total: 2, first } }).id, "b");
  assert.equal(markedCopy({ copies: { total: 1, first: [first[0]] } }), null);
  assert.equal(markedCopy({}), null);
});

test("the history tells that marks were carried over, and that it was undone", () => {
  const act = (kind, of) => ({ kind, of_kind: of, subject: "annotation", before: null, after: { kind: "span", quote: "x", label_id: "PER" } });
  assert.equal(groupWords({ kinds: { carry: 2 }, quotes: 1, acts: [act("carry", null), act("carry", null)] }, (id) => id), "Carried over 2 marks from a copy");
  assert.match(groupWords({ kinds: { undo: 1 }, quotes: 1, acts: [act("undo", "carry")] }, (id) => id), /^Undid: carrying over 1 mark/);
});
