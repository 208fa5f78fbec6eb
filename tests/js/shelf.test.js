import assert from "node:assert/strict";
import { test } from "node:test";

import { annotate, group } from "../../annotator/ui/reader/assets/acts.js";
import { createShelf } from "../../annotator/ui/reader/assets/shelf.js";

const LABELS = [{ id: "LOC", name: "Place", kind: "span", tag: "LOC", colour: {} }];

function payload(annotations = []) {
  const article = { id: "a", title: "", language: "en", text: "Syria and Moscow", words: 3 };
  return { article, labels: LABELS, annotations, suggestions: [], undo: [], redo: [], state: "open", seq: 0 };
}

/** An API whose answers come when the test says so, and an outbox that is a plain list. */
function bench() {
  const asked = [];
  const waiting = [];
  const ahead = new Map();
  const article = () => new Promise((resolve) => asked.push(resolve));
  const api = {
    article,
    preload: (id) => ahead.set(id, article()),
    take: (id) => ahead.get(id) ?? null,
  };
  const shelf = createShelf(api, { pending: () => waiting.slice() }, () => ({}));
  return { asked, waiting, shelf };
}

async function anAct() {
  const { asked, shelf } = bench();
  const fetched = shelf.fetch("a");
  asked.shift()(payload());
  const { article } = await fetched;
  return annotate(article, group(), { from: 0, to: 5 }, "LOC");
}

test("acts that are confirmed while the article is on its way are shown all the same", async () => {
  const act = await anAct();
  const { asked, waiting, shelf } = bench();
  waiting.push(act);
  const fetched = shelf.fetch("a");
  waiting.pop();
  asked.shift()(payload());
  const { article } = await fetched;
  assert.equal(article.annotations.size, 1);
  assert.ok(shelf.isGuess(article));
});

test("acts that waited when the article was fetched ahead are shown as well", async () => {
  const act = await anAct();
  const { asked, waiting, shelf } = bench();
  waiting.push(act);
  shelf.preload("a");
  waiting.pop();
  asked.shift()(payload());
  const { article, isOld } = await shelf.fetch("a");
  assert.ok(isOld);
  assert.equal(article.annotations.size, 1);
});

test("a refused act is not put on what is fetched later", async () => {
  const act = await anAct();
  const { asked, waiting, shelf } = bench();
  waiting.push(act);
  const fetched = shelf.fetch("a");
  waiting.pop();
  shelf.refuse(act.id);
  asked.shift()(payload());
  assert.equal((await fetched).article.annotations.size, 0);
});

test("what was asked for before an act does not overwrite it", async () => {
  const { asked, shelf } = bench();
  const fetched = shelf.fetch("a");
  asked.shift()(payload());
  const { article } = await fetched;
  const renewed = shelf.renew(article);
  article.apply(annotate(article, group(), { from: 0, to: 5 }, "LOC"));
  shelf.moved("a");
  asked.shift()(payload());
  assert.equal(await renewed, null);
  assert.equal(article.annotations.size, 1);
});

test("an article that was fetched ahead of an act is asked for again", async () => {
  const { asked, shelf } = bench();
  shelf.preload("a");
  asked.shift()(payload());
  shelf.moved("b");
  const fetched = shelf.fetch("a");
  await new Promise((resolve) => setTimeout(resolve));
  asked.shift()({ ...payload(), state: "in work" });
  const { article, isOld } = await fetched;
  assert.equal(article.state, "in work");
  assert.equal(isOld, false);
});

test("who waits too long for it reads what was fetched ahead", async () => {
  const { asked, shelf } = bench();
  shelf.preload("a");
  asked.shift()(payload());
  shelf.moved("b");
  const { article, isOld } = await shelf.fetch("a");
  assert.equal(article.state, "open");
  assert.equal(isOld, true);
});
