import assert from "node:assert/strict";
import { test } from "node:test";
import { createTurns } from "../../annotator/ui/reader/assets/turns.js";
import { makeLocks } from "./locks.js";

const turnsOf = (locks, signal = new AbortController().signal) => createTurns(locks, "pm:wide:", signal);

/** Something that is under way until it is told to end. */
function work() {
  let end;
  const done = new Promise((resolve) => (end = resolve));
  return { run: () => done, end };
}

test("while one window is at a thing the others can tell, and wait for their turn", async () => {
  const locks = makeLocks();
  const [one, other] = [turnsOf(locks.window()), turnsOf(locks.window())];
  const { run, end } = work();
  const order = [];
  const first = one.take("g", run).then((answer) => order.push(answer));
  assert.equal(await other.isTaken("g"), true);
  assert.equal(await other.isTaken("another"), false);
  const second = other.take("g", () => "second").then((answer) => order.push(answer));
  end("first");
  await Promise.all([first, second]);
  assert.deepEqual(order, ["first", "second"]);
  assert.equal(await one.isTaken("g"), false);
});

test("a window that ends in the middle of a thing leaves it to be seen by those who wait", async () => {
  const locks = makeLocks();
  const dying = locks.window();
  turnsOf(dying).take("g", work().run);
  const [one, other] = [turnsOf(locks.window()), turnsOf(locks.window())];
  const freed = Promise.all([one.whenFree("g"), other.whenFree("g")]);
  assert.equal(await one.isTaken("g"), true);
  dying.end();
  await freed;
  assert.equal(await one.isTaken("g"), false);
});

test("what fails leaves the thing to others, and is told to whoever did it", async () => {
  const locks = makeLocks();
  const turns = turnsOf(locks.window());
  let times = 0;
  const failing = async () => {
    times += 1;
    throw new Error("no server");
  };
  await assert.rejects(turns.take("g", failing), /no server/);
  assert.equal(times, 1);
  assert.equal(await turns.isTaken("g"), false);
});

test("a desk that is closed waits for nobody", async () => {
  const locks = makeLocks();
  const closing = new AbortController();
  const { run, end } = work();
  const under = turnsOf(locks.window()).take("g", run);
  const waiting = turnsOf(locks.window(), closing.signal).whenFree("g");
  closing.abort();
  await assert.rejects(waiting, { name: "AbortError" });
  end();
  await under;
});

test("where a browser has no locks, or refuses them, each window does what it is asked for", async () => {
  const refusing = { request: () => Promise.reject(new Error("SecurityError")) };
  for (const locks of [undefined, refusing]) {
    const turns = turnsOf(locks);
    assert.equal(await turns.isTaken("g"), false);
    assert.equal(await turns.take("g", () => "done"), "done");
    await assert.rejects(turns.take("g", () => Promise.reject(new Error("no server"))), /no server/);
  }
});
