import assert from "node:assert/strict";
import { test } from "node:test";

import { createClock } from "../../annotator/ui/reader/assets/deciding.js";

function world() {
  const at = { time: 1000, isVisible: true };
  const clock = createClock({ now: () => at.time, isVisible: () => at.isVisible });
  const wait = (ms) => (at.time += ms);
  return { at, clock, wait };
}

test("a suggestion was looked at from its selection to its answer", () => {
  const { clock, wait } = world();
  clock.look("s");
  wait(1200);
  clock.look("s"); // painting again is no new beginning
  wait(300);
  assert.equal(clock.took("s"), 1500);
});

test("what was not looked at took no time that could be told", () => {
  const { clock, wait } = world();
  assert.equal(clock.took("s"), null);
  clock.look("s");
  wait(500);
  assert.equal(clock.took("other"), null);
  clock.look(null);
  assert.equal(clock.took("s"), null);
});

test("of a time in which nobody stirs, half a minute counts", () => {
  const { clock, wait } = world();
  clock.look("s");
  wait(2000);
  clock.stir();
  wait(3_600_000);
  clock.stir();
  wait(1000);
  assert.equal(clock.took("s"), 2000 + 30_000 + 1000);
});

test("a hidden tab decides nothing", () => {
  const { at, clock, wait } = world();
  clock.look("s");
  wait(2000);
  at.isVisible = false;
  clock.stir();
  wait(20_000);
  at.isVisible = true;
  clock.stir();
  wait(1000);
  assert.equal(clock.took("s"), 3000);
});

test("ten minutes are the most", () => {
  const { clock, wait } = world();
  clock.look("s");
  for (let i = 0; i < 100; i++) {
    wait(20_000);
    clock.stir();
  }
  assert.equal(clock.took("s"), 600_000);
});
