import assert from "node:assert/strict";
import { test } from "node:test";

import * as acts from "../../annotator/ui/reader/assets/acts.js";
import { addressOf, offersFor } from "../../annotator/ui/reader/assets/identifying.js";
import { contentOf } from "../../annotator/ui/reader/assets/content.js";
import { Article } from "../../annotator/ui/reader/assets/model.js";
import * as relating from "../../annotator/ui/reader/assets/relating.js";
import { random } from "./texts.js";

const JOINS = { from_ids: [], to_ids: [] };
const LABELS = [
  { id: "PER", name: "Person", kind: "span" },
  { id: "ORG", name: "Organisation", kind: "span" },
  { id: "LOC", name: "Place", kind: "span" },
  { id: "EVENT", name: "Event", kind: "span" },
  { id: "OF", name: "Belongs to", kind: "relation", joins: { from_ids: ["PER", "ORG"], to_ids: ["ORG", "LOC"] } },
  { id: "IN", name: "Took part in", kind: "relation", joins: { from_ids: ["PER", "LOC"], to_ids: ["EVENT"] } },
  { id: "SAME", name: "Same", kind: "chain", joins: JOINS },
  { id: "KIN", name: "Kin", kind: "chain", joins: { from_ids: ["PER"], to_ids: ["PER"] } },
].map((label) => ({ tag: "", key: "", colour: {}, joins: JOINS, ...label }));
const WORDS = "one two three four five six seven eight nine ten".split(" ");

function articleOf(labelIds, more = {}) {
  const text = WORDS.join(" ");
  const annotations = labelIds.map((id, i) => {
    const start = text.indexOf(WORDS[i]);
    return { id: `m${i}`, kind: "span", label_id: id, start, end: start + WORDS[i].length, quote: WORDS[i], note: "", state: "made" };
  });
  const article = { id: "a", title: "", language: "en", text, words: 10 };
  return new Article({ article, labels: LABELS, annotations, suggestions: [], undo: [], redo: [], state: "open", seq: 0, place: null, ...more });
}

const apply = (article, made) => made.forEach((act) => article.apply(act));
const shown = (article) => [...article.annotations.values()].map(contentOf).sort((a, b) => (a.id < b.id ? -1 : 1));
const told = ({ label, from, to }) => `${from.id} ${label.id} ${to.id}`;
const waysOf = (article, one, other, kind) => relating.waysToJoin(article, article.mark(one), article.mark(other), kind).map(told);

test("only labels whose rules fit may join two marks, from whichever end they fit", () => {
  const article = articleOf(["PER", "ORG", "EVENT", "LOC"]);
  assert.deepEqual(waysOf(article, "m0", "m1"), ["m0 OF m1"]);
  assert.deepEqual(waysOf(article, "m1", "m0"), ["m0 OF m1"]);
  assert.deepEqual(waysOf(article, "m2", "m0"), ["m0 IN m2"]);
  assert.deepEqual(waysOf(article, "m1", "m2"), []);
  assert.deepEqual(waysOf(article, "m0", "m0"), []);
});

test("a refusal names what the rules allow", () => {
  const article = articleOf(["PER", "EVENT", "LOC", "ORG"]);
  const why = (one, other, kind) => relating.whyNotJoined(article, article.mark(one), article.mark(other), kind);
  assert.equal(why("m2", "m3"), "“Took part in” leads to Event, not Organisation.");
  assert.match(why("m3", "m1"), /^“Belongs to” leads to Organisation or Place, not Event\./);
  assert.match(why("m1", "m3"), /“Belongs to” begins at Person or Organisation, not Event\./);
  assert.equal(why("m0", "m0"), "A mark can't be joined to itself.");
  apply(article, relating.join(article, acts.group(), { label: LABELS[4], from: article.mark("m0"), to: article.mark("m2") }));
  assert.equal(why("m0", "m2"), "“Belongs to” joins these two marks already.");
  assert.equal(relating.whyNotRelabelled(article, article.mark("m2"), "EVENT"), "“Belongs to” leads to Organisation or Place, not Event.");
  assert.equal(relating.whyNotRelabelled(article, article.mark("m2"), "ORG"), "");
});

test("an open suggestion that is joined is accepted in the same group, and one undo takes both back", () => {
  const suggestion = { id: "s", kind: "span", label_id: "ORG", start: 0, end: 3, quote: "one", note: "", state: "suggested", score: 1 };
  const article = articleOf(["LOC", "PER"], { suggestions: [suggestion] });
  const before = shown(article);
  const [way] = relating.waysToJoin(article, article.mark("s"), article.mark("m1"));
  const made = relating.join(article, acts.group(), way);
  assert.deepEqual(made.map(({ kind }) => kind), ["accept", "annotate"]);
  assert.equal(new Set(made.map(({ group }) => group)).size, 1);
  assert.deepEqual([made[1].after.from_id, made[1].after.to_id], ["m1", made[0].after.id]);
  apply(article, made);
  apply(article, article.history.step("undo", acts.group()));
  assert.deepEqual(shown(article), before);
  assert.ok(article.isOpen(article.mark("s")));
});

/** What a chain has to be: a partition of the marks, told without relations. */
class Partition {
  constructor(ids) {
    this.sets = new Map(ids.map((id) => [id, new Set([id])]));
  }
  unite(ids) {
    const whole = new Set(ids.flatMap((id) => [...this.sets.get(id)]));
    for (const id of whole) this.sets.set(id, whole);
  }
  leave(id) {
    this.sets.get(id).delete(id);
    this.sets.set(id, new Set([id]));
  }
  remove(id) {
    this.sets.get(id).delete(id);
    this.sets.delete(id);
  }
  told() {
    return [...this.sets].map(([id, set]) => `${id}: ${[...set].sort().join()}`).sort();
  }
}

const chains = (article, labelId) =>
  [...article.annotations.values()].filter(({ kind }) => kind === "span")
    .map(({ id }) => `${id}: ${[...article.chainOf(id, labelId)].sort().join()}`).sort(); // prettier-ignore

test("chains through random joining, leaving and removing are the sets that they ought to be, and undo restores them", () => {
  for (let seed = 0; seed < 60; seed++) {
    const next = random(seed);
    const pick = (n) => Math.floor(next() * n);
    const article = articleOf(WORDS.map(() => "PER"));
    const partition = new Partition(WORDS.map((_, i) => `m${i}`));
    const states = [shown(article)];
    for (let step = 0; step < 25; step++) {
      const marks = [...article.annotations.values()].filter(({ kind }) => kind === "span");
      const some = [...new Set(Array.from({ length: 1 + pick(4) }, () => marks[pick(marks.length)]))];
      const make = acts.group();
      let made;
      if (pick(5) < 3) {
        made = relating.intoChain(article, make, "SAME", some);
        partition.unite(some.map(({ id }) => id));
      } else if (pick(4) || marks.length < 5) {
        made = relating.outOfChain(article, make, "SAME", some[0].id);
        partition.leave(some[0].id);
      } else {
        made = acts.removeAll(article, make, some);
        for (const { id } of some) partition.remove(id);
      }
      if (!made.length) continue;
      apply(article, made);
      assert.deepEqual(chains(article, "SAME"), partition.told());
      assert.ok(chains(article, "KIN").every((one) => !one.includes(",")));
      states.push(shown(article));
    }
    for (const state of states.slice(0, -1).reverse()) {
      apply(article, article.history.step("undo", acts.group()));
      assert.deepEqual(shown(article), state);
    }
  }
});

test("no two marks are joined twice by a chain, and none to itself, whatever moves to the mark that stays", () => {
  for (let seed = 0; seed < 60; seed++) {
    const next = random(1000 + seed);
    const pick = (n) => Math.floor(next() * n);
    const article = articleOf(WORDS.map(() => "PER"));
    for (let i = 0; i < 12; i++) {
      const [a, b] = [`m${pick(10)}`, `m${pick(10)}`];
      const isThere = article.relationsOf(a).some((one) => [one.from_id, one.to_id].includes(b));
      if (a !== b && !isThere) article.apply(acts.relate(acts.group(), pick(2) ? "SAME" : "KIN", a, b));
    }
    const before = shown(article);
    const gone = ["m1", "m2", "m3"].slice(0, 1 + pick(3));
    const together = ["SAME", "KIN"].map((id) => [...new Set(["m0", ...gone].flatMap((m) => [...article.chainOf(m, id)]))]);
    const make = acts.group();
    const moved = relating.moveRelations(article, make, gone, "m0");
    apply(article, moved);
    assert.ok(gone.every((id) => article.relationsOf(id).length === 0));
    const keys = [...article.relations.all.values()].map((one) => [one.label_id, ...[one.from_id, one.to_id].sort()].join());
    assert.equal(new Set(keys).size, keys.length);
    assert.ok([...article.relations.all.values()].every((one) => one.from_id !== one.to_id));
    for (const [index, id] of ["SAME", "KIN"].entries()) {
      const wanted = together[index].filter((one) => !gone.includes(one));
      assert.deepEqual([...article.chainOf("m0", id)].sort(), [...new Set([...wanted, "m0"])].sort());
    }
    if (moved.length) apply(article, article.history.step("undo", acts.group()));
    assert.deepEqual(shown(article), before);
  }
});

test("only addresses of the web become links", () => {
  assert.equal(addressOf("https://example.org/a b"), "https://example.org/a%20b");
  for (const id of ["javascript:alert(1)", "data:text/html,x", "Q58217", "//example.org", "", "file:///etc/passwd"]) {
    assert.equal(addressOf(id), "", id);
  }
});

test("what is offered for an identifier: what was used before, what is listed, and what is typed", () => {
  const rows = [{ id: "Q1", name: "One", description: "first" }];
  const used = [{ id: "Q2", name: "" }, { id: "Q1", name: "One" }]; // prettier-ignore
  const ids = (typed) => offersFor(typed, { rows, used }, "one").map(({ id, hint }) => `${id}: ${hint}`);
  assert.deepEqual(ids(""), ["Q2: used for “one” before", "Q1: used for “one” before"]);
  assert.deepEqual(ids(" on "), ["Q1: Q1 · first", "on: as it is typed"]);
  assert.deepEqual(ids("Q1"), ["Q1: Q1 · first"]);
});
