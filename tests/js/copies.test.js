import assert from "node:assert/strict";
import { test } from "node:test";

import * as acts from "../../annotator/ui/reader/assets/acts.js";
import { carryAll, leftToCarry } from "../../annotator/ui/reader/assets/carrying.js";
import { carryWords, markedCopy, missingWords } from "../../annotator/ui/reader/assets/copies.js";
import { Article } from "../../annotator/ui/reader/assets/model.js";
import { groupWords } from "../../annotator/ui/reader/assets/telling.js";
import { forTexts, passageOf } from "./texts.js";

const KINDS = { PER: "span", LOC: "span", QUOTE: "span", REPORT: "article", AT: "relation", SAME: "chain" };
const LABELS = Object.entries(KINDS).map(([id, kind]) => ({ id, name: id, kind, tag: id, key: "", colour: {} }));
const FROM = { carried_from: "there" };

function articleOf(text, suggestions = []) {
  const article = { id: "here", title: "", language: "en", text, words: 1 };
  return new Article({ article, labels: LABELS, annotations: [], suggestions, undo: [], redo: [], state: "open", seq: 0 });
}

function markOf(article, [from, to], labelId = "PER") {
  return {
    label_id: labelId, ...article.passage(from, to), note: "", entity_id: null, attributes: { carried_from: "there" },
  }; // prettier-ignore
}

const offerOf = (given) => ({ marks: [], labels: [], relations: [], missing: 0, words: [], apart: 0, ...given });

function carryOver(article, offer) {
  const made = carryAll(article, acts.group(), leftToCarry(article, offer));
  for (const act of made) article.apply(act);
  return made;
}

const relationOf = (labelId, from, to) => ({ label_id: labelId, from, to, note: "", attributes: FROM });

test("a mark of a copy is put on its passage once, with where it is from", () => {
  forTexts((text, pick) => {
    const article = articleOf(text);
    const passage = passageOf(text, pick);
    if (!text.slice(...passage).trim()) return; // nobody marks an empty line
    const offer = offerOf({ marks: [markOf(article, passage)] });
    assert.equal(leftToCarry(article, offer).marks.length, 1);
    carryOver(article, offer);
    const [made] = article.annotations.values();
    assert.equal(text.slice(made.from, made.to), offer.marks[0].quote);
    assert.deepEqual([made.state, made.attributes], ["made", { carried_from: "there" }]);
    assert.equal(leftToCarry(article, offer).marks.length, 0);
  });
});

test("where the same is suggested, the mark accepts it; where another label is, it corrects it", () => {
  const text = "Anna Lindh came to Geneva.";
  const plain = articleOf(text);
  const suggested = (id, range, labelId) => ({ ...markOf(plain, range, labelId), id, kind: "span", state: "suggested", attributes: {} });
  const article = articleOf(text, [suggested("a", [0, 10], "PER"), suggested("b", [19, 25], "PER")]);
  const offer = offerOf({ marks: [markOf(article, [0, 10]), markOf(article, [19, 25], "LOC")] });
  const answers = carryAll(article, acts.group(), leftToCarry(article, offer)).map(({ after }) => after);
  assert.deepEqual(answers.map(({ state, suggestion_id: id }) => [state, id]), [["accepted", "a"], ["corrected", "b"]]); // prettier-ignore
});

test("a mark that was carried over keeps where from under another label", () => {
  const article = articleOf("Anna Lindh came.");
  carryOver(article, offerOf({ marks: [markOf(article, [0, 10])] }));
  const [made] = article.annotations.values();
  const [{ after }] = acts.change(article, acts.group(), made, { label_id: "LOC" });
  assert.deepEqual(after.attributes, { carried_from: "there" });
});

test("what was not found again is counted and named", () => {
  assert.equal(missingWords({ missing: 0, words: [] }), "");
  assert.equal(missingWords({ missing: 1, words: ["Geneva"] }), "1 was not found here: “Geneva”.");
  const words = ["a", "b", "c", "d"];
  assert.equal(missingWords({ missing: 5, words }), "5 were not found here: “a”, “b”, “c” and 2 more.");
  assert.equal(missingWords({ missing: 0, words: [], apart: 1 }), "1 relation could not follow.");
  assert.equal(missingWords({ missing: 1, words: ["a"], apart: 2 }), "1 was not found here: “a”. 2 relations could not follow.");
});

test("how much can be carried over is told kind by kind", () => {
  const none = { marks: 0, labels: 0, relations: 0 };
  assert.equal(carryWords({ ...none, marks: 2 }, 3), "2 of 3 marks");
  assert.equal(carryWords({ ...none, marks: 1 }), "1 mark");
  assert.equal(carryWords({ marks: 2, labels: 1, relations: 3 }), "2 marks, 1 article label and 3 relations");
  assert.equal(carryWords({ ...none, labels: 2 }, 3), "2 article labels");
});

test("relations and chains join the marks that are made with them, and article labels come along", () => {
  const article = articleOf("Anna Lindh came to Geneva, and Lindh left.");
  const [anna, geneva, lindh] = [[0, 10], [19, 25], [31, 36]].map((range) => markOf(article, range));
  const offer = offerOf({
    marks: [anna, geneva, lindh], labels: [{ label_id: "REPORT", note: "", attributes: FROM }],
    relations: [relationOf("AT", anna, geneva), relationOf("SAME", anna, lindh)],
  }); // prettier-ignore
  const made = carryOver(article, offer);
  assert.deepEqual(made.map(({ after }) => after.kind), ["span", "span", "span", "article", "relation", "relation"]);
  assert.equal(new Set(made.map(({ group }) => group)).size, 1);
  assert.ok(made.every(({ kind, after }) => kind === "carry" && after.attributes.carried_from === "there"));
  const idOf = (mark) => made.find(({ after }) => after.start === mark.start).after.id;
  assert.ok(article.chainOf(idOf(anna), "SAME").has(idOf(lindh)));
  assert.deepEqual(leftToCarry(article, offer), { marks: [], labels: [], relations: [] });
  assert.deepEqual(carryOver(article, offer), []);
  const later = { ...offerOf({}), there: offer };
  assert.deepEqual(leftToCarry(article, later), { marks: [], labels: [], relations: [] });
  for (const act of made.toReversed()) article.put("annotation", act.after, null);
  assert.equal(carryOver(article, later).length, made.length);
});

test("a relation joins marks that were there already, and is left out where they are joined", () => {
  const article = articleOf("Anna Lindh came to Geneva.");
  const [anna, geneva] = [[0, 10], [19, 25]].map((range) => markOf(article, range));
  carryOver(article, offerOf({ marks: [anna, geneva] }));
  const [one, other] = [...article.annotations.keys()];
  const offer = offerOf({ marks: [anna, geneva], relations: [relationOf("SAME", anna, geneva), relationOf("AT", anna, geneva)] });
  article.apply(acts.relate(acts.group(), "SAME", other, one));
  const made = carryOver(article, offer);
  assert.deepEqual(made.map(({ after }) => [after.label_id, after.from_id, after.to_id]), [["AT", one, other]]);
});

test("a relation that is suggested between the same two is accepted", () => {
  const text = "Anna Lindh came to Geneva.";
  const plain = articleOf(text);
  const suggested = (id, more) => ({ id, kind: "span", state: "suggested", attributes: {}, suggestion_id: null, ...more });
  const [anna, geneva] = [[0, 10], [19, 25]].map((range) => markOf(plain, range));
  const joined = { label_id: "AT", from_id: "a", to_id: "g", start: null, end: null, quote: null, parts: null, note: "" };
  const article = articleOf(text, [
    suggested("a", { ...anna, attributes: {} }), suggested("g", { ...geneva, attributes: {} }),
    suggested("r", { kind: "relation", ...joined }),
  ]); // prettier-ignore
  const made = carryOver(article, offerOf({ marks: [anna, geneva], relations: [relationOf("AT", anna, geneva)] }));
  assert.deepEqual(made.map(({ after }) => [after.state, after.suggestion_id]), [["accepted", "a"], ["accepted", "g"], ["accepted", "r"]]);
});

test("marks are offered from the copy that has most of them, and from none without", () => {
  const first = [{ id: "a", marks: 0 }, { id: "b", marks: 3 }];
  assert.equal(markedCopy({ copies: { total: 2, first } }).id, "b");
  assert.equal(markedCopy({ copies: { total: 1, first: [first[0]] } }), null);
  assert.equal(markedCopy({}), null);
  assert.equal(markedCopy({ copies: { total: 1, first: [{ id: "c", marks: 0, labels: 1 }] } }).id, "c");
});

test("the history tells that marks were carried over, and that it was undone", () => {
  const act = (kind, of) => ({ kind, of_kind: of, subject: "annotation", before: null, after: { kind: "span", quote: "x", label_id: "PER" } });
  assert.equal(groupWords({ kinds: { carry: 2 }, quotes: 1, acts: [act("carry", null), act("carry", null)] }, (id) => id), "Carried over 2 annotations from a copy");
  assert.match(groupWords({ kinds: { undo: 1 }, quotes: 1, acts: [act("undo", "carry")] }, (id) => id), /^Undid: carrying over 1 annotation /);
});
