import assert from "node:assert/strict";
import { test } from "node:test";

import * as acts from "../../annotator/ui/reader/assets/acts.js";
import { contentOf } from "../../annotator/ui/reader/assets/content.js";
import { Article } from "../../annotator/ui/reader/assets/model.js";
import { annotateOver } from "../../annotator/ui/reader/assets/over.js";
import { hideBelow } from "../../annotator/ui/reader/assets/threshold.js";

const LABELS = ["PER", "LOC", "ORG"].map((id) => ({ id, name: id, kind: "span", tag: id, key: "", colour: {} }));
const TEXT = "Yesterday Barack Obama and the University of Oxford met.";

const at = (words) => ({ from: TEXT.indexOf(words), to: TEXT.indexOf(words) + words.length });

function articleWith(...suggested) {
  const suggestions = suggested.map(([words, label], n) => ({
    ...contentOf({}), id: `s${n}`, kind: "span", label_id: label, start: at(words).from, end: at(words).to, quote: words,
    state: "suggested", note: "", attributes: {}, score: 0.8, reason: "",
  })); // prettier-ignore
  const article = { id: "a", title: "", language: "en", text: TEXT, words: 9 };
  return new Article({
    article, labels: LABELS, annotations: [], suggestions, undo: [], redo: [], state: "open", seq: 0, place: null,
  }); // prettier-ignore
}

/** Mark words; return what stands then: [state, label, words, the suggestion that is answered]. */
function marked(article, words, label, looked) {
  for (const act of annotateOver(article, acts.group(), at(words), label, looked)) article.apply(act);
  return [...article.annotations.values()].map((one) => [one.state, one.label_id, one.quote, one.suggestion_id]);
}

const open = (article) => article.lists.suggestions.items.map(({ id }) => id);

test("a suggestion of the same label in the words is corrected by the mark, another one rejected", () => {
  const article = articleWith(["Barack", "PER"], ["Obama", "PER"]);
  assert.deepEqual(marked(article, "Barack Obama", "PER"), [
    ["corrected", "PER", "Barack Obama", "s0"],
    ["rejected", "PER", "Obama", "s1"],
  ]);
  assert.deepEqual(open(article), []);
  for (const act of article.history.step("undo", acts.group())) article.apply(act);
  assert.deepEqual(open(article), ["s0", "s1"]);
  assert.equal(article.annotations.size, 0);
});

test("what crosses the border of the mark is corrected, whatever its label", () => {
  const article = articleWith(["Yesterday Barack", "LOC"]);
  assert.deepEqual(marked(article, "Barack Obama", "PER"), [["corrected", "PER", "Barack Obama", "s0"]]);
});

test("another label inside or around the mark stays, unless it was looked at", () => {
  const nested = articleWith(["Oxford", "LOC"]);
  assert.deepEqual(marked(nested, "University of Oxford", "ORG"), [["made", "ORG", "University of Oxford", null]]);
  assert.deepEqual(open(nested), ["s0"]);
  const looked = articleWith(["Oxford", "LOC"]);
  assert.deepEqual(marked(looked, "University of Oxford", "ORG", "s0"), [["corrected", "ORG", "University of Oxford", "s0"]]);
});

test("the words of a suggestion itself answer that one, and nothing is marked twice", () => {
  const article = articleWith(["Barack Obama", "PER"], ["Obama", "PER"], ["Oxford", "LOC"]);
  assert.deepEqual(marked(article, "Barack Obama", "PER"), [
    ["accepted", "PER", "Barack Obama", "s0"],
    ["rejected", "PER", "Obama", "s1"],
  ]);
  assert.deepEqual(annotateOver(article, acts.group(), at("Barack Obama"), "PER"), []);
});

test("what is hidden below a score is not answered", () => {
  const article = articleWith(["Barack", "PER"]);
  hideBelow(article, 0.9);
  assert.deepEqual(marked(article, "Barack Obama", "PER"), [["made", "PER", "Barack Obama", null]]);
});
