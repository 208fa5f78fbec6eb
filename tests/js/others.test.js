/** What other people have put on an article, told as theirs. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Article } from "../../annotator/ui/reader/assets/model.js";
import { initialsOf, otherWords } from "../../annotator/ui/reader/assets/others.js";
import { sync } from "../../annotator/ui/reader/assets/syncing.js";

const TEXT = "👍 Anna met Kofi.\n\nKofi said nothing.";
const LABELS = [{ id: "PER", name: "Person", kind: "span", tag: "PER" }, { id: "MET", name: "Met", kind: "relation" }];
const OPEN = { is_blind: false, may_look: false, may_change: false };

function other(id, start, end, more = {}) {
  const quote = Array.from(TEXT).slice(start, end).join("");
  return {
    id, kind: "span", label_id: "PER", start, end, quote, parts: null, note: "", state: "made", from_id: null, to_id: null,
    attributes: {}, annotator_id: "a", annotator: "Ann Lee", in_sight: false, ...more,
  }; // prettier-ignore
}

function payload(more = {}) {
  return { article: { id: "1", text: TEXT, language: "en" }, labels: LABELS, annotations: [], suggestions: [], state: "open", seq: 1, ...more };
}

const FOUND = [
  other("whole", null, null, { kind: "article", quote: null }),
  other("one", 2, 6),
  other("two", 11, 15, { annotator_id: "b", annotator: "Kim", note: "who?" }),
  other("three", 2, 15, { in_sight: true }),
  other("joined", null, null, { kind: "relation", label_id: "MET", quote: null, from_id: "one", to_id: "two" }),
];

test("initials are two letters of a name at most, in any script", () => {
  assert.deepEqual(["Ann Lee", "kim", " Ana de la Cruz ", "王 小明", "👩‍🚀 x"].map(initialsOf), ["AL", "K", "AC", "王小", "👩X"]);
});

test("others' marks stand beside one's own and are none of them", () => {
  const article = new Article(payload({ others: FOUND, blindness: OPEN }));
  assert.deepEqual(article.others.items().map(({ id }) => id), ["whole", "three", "one", "two", "joined"]); // prettier-ignore
  assert.equal(article.others.count, 5);
  assert.deepEqual(article.others.people().map(({ name, count }) => [name, count]), [["Ann Lee", 4], ["Kim", 1]]); // prettier-ignore
  assert.deepEqual(article.others.at(4).map(({ id }) => id), ["three", "one"]);
  assert.deepEqual([article.annotations.size, article.lists.marks.items.length, article.marksAt(4).length], [0, 0, 0]);
  assert.equal(article.mark("one"), null);
});

test("what somebody else marked is told in words", () => {
  const { others, labels } = new Article(payload({ others: FOUND, blindness: OPEN }));
  assert.deepEqual(others.items().map((one) => otherWords(others, one, labels)), [
    "Ann Lee: the whole article, Person",
    "Ann Lee: “Anna met Kofi”, Person, after blindness was lifted",
    "Ann Lee: “Anna”, Person",
    "Kim: “Kofi”, Person, note: who?",
    "Ann Lee: “Anna” Met “Kofi”",
  ]); // prettier-ignore
});

test("an article that is blind holds nothing of others, and says so only to whoever decides on it", () => {
  const blind = new Article(payload({ blindness: { ...OPEN, is_blind: true } })).others;
  assert.deepEqual([blind.isShown, blind.count, blind.concerns], [false, 0, false]);
  const lead = new Article(payload({ blindness: { is_blind: true, may_look: true, may_change: true } })).others;
  assert.equal(lead.concerns, true);
  assert.equal(new Article(payload()).others.concerns, false); // an answer of an older server
});

test("what others do comes and goes with a later answer, and changes nothing of one's own", () => {
  const article = new Article(payload({ blindness: { ...OPEN, is_blind: true } }));
  const before = article.others;
  assert.equal(sync(article, payload({ blindness: { ...OPEN, is_blind: true } })).size, 0);
  assert.equal(article.others, before); // nothing is drawn anew
  assert.equal(sync(article, payload({ others: FOUND, blindness: OPEN })).size, 0); // no paragraph is painted again
  assert.equal(article.others.count, 5);
  sync(article, payload({ blindness: { ...OPEN, is_blind: true } }));
  assert.deepEqual([article.others.count, article.others.isShown], [0, false]);
});
