import assert from "node:assert/strict";
import { test } from "node:test";

import * as acts from "../../annotator/ui/reader/assets/acts.js";
import { contentOf, GAP } from "../../annotator/ui/reader/assets/content.js";
import { Article } from "../../annotator/ui/reader/assets/model.js";
import { placesLike, placesLikePassage, marksLike, USUAL_RULES } from "../../annotator/ui/reader/assets/places.js";
import * as shaping from "../../annotator/ui/reader/assets/shaping.js";
import { forTexts, passageOf } from "./texts.js";

const LABELS = ["PER", "LOC"].map((id) => ({ id, name: id, kind: "span", tag: id, key: "", colour: {} }));
const CHAIN = { id: "SAME", name: "Same", kind: "chain", tag: "=", key: "", colour: {} };

function articleOf(text) {
  const article = { id: "a", title: "", language: "en", text, words: 1 };
  return new Article({
    article, labels: [...LABELS, CHAIN], annotations: [], suggestions: [], undo: [], redo: [], state: "open", seq: 0, place: null,
  }); // prettier-ignore
}

function run(article, made) {
  for (const act of made) article.apply(act);
}

function put(article, words, label = "PER", nth = 0) {
  let from = article.text.indexOf(words);
  for (let i = 0; i < nth; i++) from = article.text.indexOf(words, from + 1);
  const act = acts.annotate(article, acts.group(), { from, to: from + words.length }, label);
  run(article, [act]);
  return article.mark(act.after.id);
}

const quotes = (article) => article.lists.marks.items.map(({ quote }) => quote);
const undone = (article) => run(article, article.history.step("undo", acts.group()));
const told = (article) => JSON.stringify([...article.annotations.values()].map(contentOf).sort((a, b) => (a.id < b.id ? -1 : 1)));

test("a mark is split between its words, and the first part stays itself", () => {
  const article = articleOf("Yesterday Anna Lindh, Kofi Annan and others met.");
  const mark = put(article, "Anna Lindh, Kofi Annan");
  const before = told(article);
  const gaps = shaping.gapsOf(article, mark);
  assert.deepEqual(gaps.map((at) => article.text.slice(at, at + 4)), ["Lind", "Kofi", "Anna"]);
  run(article, shaping.split(article, acts.group(), mark, gaps[1]));
  assert.deepEqual(quotes(article), ["Anna Lindh", "Kofi Annan"]);
  assert.equal(article.lists.marks.items[0].id, mark.id);
  undone(article);
  assert.equal(told(article), before);
});

test("marks are merged with their notes, relations and replies, and come apart by one undo", () => {
  const article = articleOf("Anna Lindh met Kofi Annan; Annan spoke.");
  const [first, second, other] = [put(article, "Anna"), put(article, "Lindh"), put(article, "Kofi Annan")];
  const make = acts.group();
  run(article, acts.change(article, make, first, { note: "one" }));
  run(article, acts.change(article, make, second, { note: "two" }));
  run(article, [acts.relate(make, "SAME", first.id, second.id), acts.relate(make, "SAME", second.id, other.id)]);
  run(article, [acts.reply(make, second.id, "why?")]);
  const before = told(article);
  assert.equal(shaping.mergeable(article, article.mark(first.id)).id, second.id);
  run(article, shaping.merge(article, acts.group(), article.mark(first.id), article.mark(second.id)));
  const merged = article.mark(first.id);
  assert.equal(merged.quote, "Anna Lindh");
  assert.equal(merged.note, "one\ntwo");
  assert.equal(article.mark(second.id), null);
  assert.deepEqual(article.relationsOf(first.id).map((one) => [one.from_id, one.to_id]), [[first.id, other.id]]);
  assert.deepEqual([...article.repliesTo(first.id).values()].map(({ note }) => note), ["why?"]);
  undone(article);
  assert.equal(told(article), before);
});

test("a mark is merged with one of its label first, and with none far away", () => {
  const article = articleOf(`Anna in Oslo with Lindh. ${"Much else was said. ".repeat(8)}Kofi Annan came.\n\nBan too.`);
  const [anna, , lindh, kofi] = [put(article, "Anna"), put(article, "Oslo", "LOC"), put(article, "Lindh"), put(article, "Kofi")];
  put(article, "Ban");
  assert.equal(shaping.mergeable(article, anna).id, lindh.id);
  assert.equal(shaping.mergeable(article, lindh), null);
  assert.equal(shaping.mergeable(article, kofi), null);
});

test("a passage has a label once, and several labels one after the other", () => {
  const article = articleOf("Anna and Peter Lindh met.");
  const mark = put(article, "Peter Lindh");
  assert.equal(shaping.duplicate(article, acts.group(), mark, "PER"), null);
  run(article, [shaping.duplicate(article, acts.group(), mark, "LOC")]);
  assert.deepEqual(article.lists.marks.items.map((one) => one.label_id).sort(), ["LOC", "PER"]);
});

test("splitting cuts no character, leaves nothing empty and is undone, in every script", () => {
  forTexts((text, pick) => {
    const article = articleOf(text);
    const [from, to] = passageOf(text, pick);
    const made = acts.annotate(article, acts.group(), { from, to }, "PER");
    run(article, [made]);
    const before = told(article);
    for (const at of shaping.gapsOf(article, article.mark(made.after.id))) {
      const split = shaping.split(article, acts.group(), article.mark(made.after.id), at);
      run(article, split);
      for (const one of article.lists.marks.items) {
        assert.ok(one.end > one.start);
        const points = Array.from(text).slice(one.start, one.end).join("");
        assert.equal(one.quote, one.parts ? one.quote : points);
      }
      if (split.length) undone(article);
      assert.equal(told(article), before);
    }
  }, 12);
});

test("a mark with a gap is split at it", () => {
  const article = articleOf("Anna and Peter Lindh met.");
  const pieces = [{ from: 0, to: 4 }, { from: 15, to: 20 }];
  run(article, [shaping.put(article, acts.group(), pieces, "PER")]);
  const [mark] = article.lists.marks.items;
  assert.equal(mark.quote, `Anna${GAP}Lindh`);
  assert.deepEqual(shaping.gapsOf(article, mark), [15]);
  run(article, shaping.split(article, acts.group(), mark, 15));
  assert.deepEqual(quotes(article), ["Anna", "Lindh"]);
  assert.equal(article.lists.marks.items[0].parts, null);
});

test("places like some words leave out what is marked, unless it is asked for", () => {
  const article = articleOf("Geneva, geneva and Geneva; Geneva Convention.");
  const mark = put(article, "Geneva Convention");
  const rules = { ...USUAL_RULES, labelId: "LOC" };
  assert.deepEqual(placesLike(article, "Geneva", rules), { places: [{ from: 0, to: 6 }, { from: 19, to: 25 }], left: 1 });
  assert.equal(placesLike(article, "Geneva", { ...rules, sameCase: false }).places.length, 3);
  assert.equal(placesLike(article, "Geneva", { ...rules, withMarked: true }).places.length, 3);
  assert.deepEqual(marksLike(article, mark, { sameCase: true }), { places: [article.mark(mark.id)], left: 0 });
  const own = { ...rules, labelId: "PER", withMarked: true };
  assert.deepEqual(placesLike(article, "Geneva Convention", own), { places: [], left: 1 });
});

test("all like a selection are the places that no mark is on or across, and the same by every way of looking", () => {
  const article = articleOf("Geneva and Geneva; the Geneva Convention, Geneva, genevas and Genevan.");
  const at = (from, to = from + 6) => ({ from, to });
  put(article, "Geneva Convention");
  put(article, "Geneva", "LOC", 1);
  assert.deepEqual(placesLikePassage(article, at(0)), [at(0), at(42)]);
  assert.deepEqual(placesLikePassage(article, at(11)), [at(0), at(42)]);
  const genev = placesLikePassage(article, at(0, 5)); // some letters of a word are looked for in words
  assert.deepEqual(genev, [at(0, 5), at(42, 47), at(62, 67)]);
  assert.deepEqual(placesLikePassage(article, { ...at(0, 17), pieces: [at(0), at(11)] }), []);
  const text = "ana ban ana cana ".repeat(40);
  for (let seed = 1; seed < 20; seed++) {
    const many = articleOf(text);
    for (let i = 0; i < 30; i++) {
      const from = (seed * 7919 + i * i * 131) % (text.length - 30);
      run(many, [acts.annotate(many, acts.group(), { from, to: from + 1 + ((i * 37 + seed) % 25) }, i % 2 ? "PER" : "LOC")].filter(Boolean));
    }
    const marks = many.lists.marks.items;
    const isFree = ({ from, to }) => !marks.some((mark) => mark.from < to && from < mark.to);
    const all = [...text.matchAll(/\bana\b/g)].map(({ index }) => at(index, index + 3));
    assert.deepEqual(placesLikePassage(many, at(0, 3)), all.filter(isFree));
  }
});

test("a mark is split around words inside it, and its first piece stays itself", () => {
  const text = "«Anna Lindh, Kofi Annan, Ban» and others met.";
  for (const [words, expected] of [
    ["Kofi Annan", ["Anna Lindh", "Kofi Annan", "Ban"]],
    ["Anna Lindh", ["Anna Lindh", "Kofi Annan, Ban"]],
    ["Lindh, Kofi Annan", ["Anna", "Lindh, Kofi Annan", "Ban"]],
    ["Ban", ["Anna Lindh, Kofi Annan", "Ban"]],
    [", Ban»", ["Anna Lindh, Kofi Annan", "Ban"]],
    ["Anna Lindh, Kofi Annan, Ban", []],
    ["»", []],
  ]) {
    const article = articleOf(text);
    run(article, [acts.annotate(article, acts.group(), { from: 0, to: text.indexOf(" and") }, "PER")]);
    const [mark] = article.lists.marks.items;
    const other = put(article, "others");
    run(article, acts.change(article, acts.group(), mark, { note: "who?" }));
    run(article, [acts.relate(acts.group(), "SAME", mark.id, other.id)]);
    const before = told(article);
    const from = text.indexOf(words);
    const made = shaping.splitAround(article, acts.group(), article.mark(mark.id), { from, to: from + words.length });
    run(article, made);
    assert.deepEqual(made.map(({ after }) => after.quote), expected);
    if (!expected.length) continue;
    assert.equal(article.mark(mark.id).quote, expected[0]);
    assert.equal(article.mark(mark.id).note, "who?");
    assert.equal(article.relationsOf(mark.id).length, 1);
    assert.ok(made.slice(1).every(({ after }) => after.label_id === "PER" && !after.note));
    undone(article);
    assert.equal(told(article), before);
  }
});

test("no piece of a split is signs alone", () => {
  const article = articleOf("“ – Hello – you” he said.");
  run(article, [acts.annotate(article, acts.group(), { from: 0, to: 16 }, "PER")]);
  const [mark] = article.lists.marks.items;
  assert.deepEqual(shaping.gapsOf(article, mark), [12]);
  for (const at of [1, 2, 4, 15]) assert.deepEqual(shaping.split(article, acts.group(), mark, at), []);
  assert.deepEqual(shaping.split(article, acts.group(), mark, 10).map(({ after }) => after.quote), ["Hello", "you"]);
  forTexts((text, pick) => {
    const any = articleOf(text);
    const [from, to] = passageOf(text, pick);
    run(any, [acts.annotate(any, acts.group(), { from, to }, "PER")]);
    const [start, end] = passageOf(text, pick);
    for (const { after } of shaping.splitAround(any, acts.group(), any.lists.marks.items[0], { from: start, to: end })) {
      assert.match(after.quote, /[^\s\p{P}\p{M}\p{Cf}\p{Cc}]/u);
      assert.ok(after.end > after.start);
    }
  }, 12);
});

test("the mark that words are a part of is one's own and the smallest, or the one asked for", () => {
  const article = articleOf("The office of Kofi Annan in Geneva moved.");
  const [outer, inner] = [put(article, "office of Kofi Annan in Geneva", "LOC"), put(article, "Kofi Annan")];
  const at = (words) => ({ from: article.text.indexOf(words), to: article.text.indexOf(words) + words.length });
  assert.equal(shaping.markAround(article, at("Annan")).id, inner.id);
  assert.equal(shaping.markAround(article, at("Annan"), outer.id).id, outer.id);
  assert.equal(shaping.markAround(article, at("Kofi Annan")).id, outer.id);
  assert.equal(shaping.markAround(article, at("Annan in")).id, outer.id);
  assert.equal(shaping.markAround(article, at("The office")), null);
  assert.equal(shaping.markAround(article, at("moved")), null);
  const suggested = { id: "s", kind: "span", label_id: "PER", start: 0, end: 10, quote: "The office", parts: null, state: "suggested" };
  article.suggestions.set("s", article.revive(suggested));
  article.show(article.suggestions.get("s"), false, new Set());
  assert.equal(shaping.markAround(article, at("The")), null);
  assert.equal(shaping.markAround(article, at("The"), "s").id, "s");
});

test("a mark that others have replied to stays when all like it are removed", () => {
  const article = articleOf("Geneva and Geneva and Geneva.");
  const [first, second] = [0, 1, 2].map((nth) => put(article, "Geneva", "LOC", nth));
  run(article, [acts.reply(acts.group(), first.id, "one's own")]);
  article.share([{ id: "r", kind: "reply", on_id: second.id, note: "why?" }]);
  const { places, left } = marksLike(article, first, { sameCase: true });
  assert.deepEqual([places.map(({ from }) => from), left], [[0, 22], 1]);
});
