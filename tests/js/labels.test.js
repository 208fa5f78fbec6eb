import assert from "node:assert/strict";
import { test } from "node:test";

import { reshaped, together } from "../../annotator/ui/reader/assets/gaps.js";
import { ancestorsOf, findLabels, inTree, recentLabels } from "../../annotator/ui/reader/assets/labels.js";
import { random } from "./texts.js";

const label = (id, parent = null, name = id) => ({ id, name, tag: id.slice(0, 3), kind: "span", parent_id: parent });
const TREE = [label("Place"), label("City", "Place"), label("Person"), label("Quarter", "City"), label("Lost", "nowhere")];
const names = (labels) => labels.map(({ name }) => name);

test("labels stand below their parents, and none is lost", () => {
  const told = inTree(TREE).map(({ label: { id }, depth, hasMore }) => `${"-".repeat(depth)}${id}${hasMore ? "+" : ""}`);
  assert.deepEqual(told, ["Place+", "-City+", "--Quarter", "Person", "Lost"]);
  assert.deepEqual(names(ancestorsOf(TREE[3], TREE)), ["Place", "City"]);
  const round = [label("a", "b"), label("b", "a")];
  assert.ok(ancestorsOf(round[0], round).length <= 2, "a circle has an end");
});

test("a label is found by its own name first, and by words of its parents", () => {
  assert.deepEqual(names(findLabels(TREE, "place city")), ["City", "Quarter"]);
  assert.deepEqual(names(findLabels(TREE, "pla qua")), ["Quarter"]);
  assert.deepEqual(names(findLabels(TREE, "city")), ["City", "Quarter"]);
  assert.deepEqual(names(findLabels(TREE, "zebra")), []);
});

test("the labels used last are told, each once, the latest first", () => {
  const act = (id, more) => ({ subject: "annotation", after: { kind: "span", label_id: id, state: "made", ...more } });
  const undo = [[act("a")], [act("b")], [act("a")], [act("c", { state: "rejected" })], [{ subject: "annotation", after: null }]];
  assert.deepEqual(recentLabels({ history: { undo } }), ["a", "b"]);
});

test("pieces of a passage never touch, are never empty, and keep what they cover", () => {
  for (let seed = 0; seed < 200; seed++) {
    const next = random(seed);
    const pick = (n) => Math.floor(next() * n);
    const pieces = Array.from({ length: pick(5) + 1 }, () => {
      const from = pick(40);
      return { from, to: from + 1 + pick(6) };
    });
    const whole = together(pieces);
    const parts = whole.pieces ?? [whole];
    for (const [i, { from, to }] of parts.entries()) {
      assert.ok(from < to && (!i || parts[i - 1].to < from));
    }
    const covered = (list) => [...Array(50).keys()].filter((at) => list.some(({ from, to }) => from <= at && at < to));
    assert.deepEqual(covered(parts), covered(pieces));
    const from = pick(whole.to);
    const moved = reshaped(whole, from, from + 1 + pick(20));
    assert.ok(moved.every((part) => part.from < part.to), "no part is empty");
  }
});
