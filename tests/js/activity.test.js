import assert from "node:assert/strict";
import { test } from "node:test";

import { createActivity, createBeats } from "../../annotator/ui/reader/assets/activity.js";

function world() {
  const at = { time: 1000, isVisible: true, status: 200 };
  const now = () => at.time;
  const wait = (ms) => (at.time += ms);
  const activity = createActivity({ now, isVisible: () => at.isVisible });
  const sent = [];
  async function send(article, beat) {
    if (at.status !== 200) throw Object.assign(new Error("no"), { status: at.status });
    sent.push([article, beat.number, beat.active_ms, beat.ago_ms, beat.is_here]);
    at.ticket = beat.ticket;
  }
  const beats = createBeats({ activity, send, now });
  return { at, activity, beats, sent, wait };
}

const settled = () => new Promise((done) => setTimeout(done));

test("time counts while somebody stirs", () => {
  const { activity, wait } = world();
  for (let n = 0; n < 10; n++) {
    wait(1000);
    activity.stir();
  }
  assert.equal(activity.take(), 10_000);
  wait(500);
  assert.equal(activity.take(), 500);
});

test("of a time in which nobody stirs half a minute counts, however often it is asked", () => {
  const { activity, wait } = world();
  let total = 0;
  for (let n = 0; n < 100; n++) {
    wait(7000);
    total += activity.take();
  }
  assert.equal(total, 30_000);
  activity.stir();
  wait(2000);
  assert.equal(activity.take(), 2000);
});

test("a hidden tab counts nothing", () => {
  const { at, activity, wait } = world();
  wait(1000);
  at.isVisible = false;
  activity.stir();
  wait(60_000);
  assert.equal(activity.isHere(), false);
  at.isVisible = true;
  activity.stir();
  wait(500);
  assert.equal(activity.take(), 1500);
  assert.equal(activity.isHere(), true);
});

test("who has not stirred for five minutes is not here", () => {
  const { activity, wait } = world();
  wait(299_999);
  assert.equal(activity.isHere(), true);
  wait(1);
  assert.equal(activity.isHere(), false);
});

test("an article is told when it is opened, now and then, and when it is left", async () => {
  const { activity, beats, sent, wait } = world();
  await beats.follow("a");
  wait(15_000);
  activity.stir();
  await beats.beat();
  wait(5000);
  await beats.follow("b");
  await beats.follow("b");
  wait(1000);
  beats.leave();
  beats.leave();
  await settled();
  assert.deepEqual(sent, [
    ["a", 1, 0, 0, true], ["a", 2, 15_000, 0, true], ["a", 3, 5000, 0, false], ["b", 4, 0, 0, true],
    ["b", 5, 1000, 0, false],
  ]); // prettier-ignore
});

test("a beat has the ticket of its article", async () => {
  const { at, beats } = world();
  await beats.follow("a", "a's");
  assert.equal(at.ticket, "a's");
});

test("nothing is told before an article is open, nor of somebody who went away", async () => {
  const { beats, sent, wait } = world();
  await beats.beat();
  beats.leave();
  assert.deepEqual(sent, []);
  await beats.follow("a");
  wait(400_000);
  await beats.beat();
  assert.equal(sent.length, 1);
});

test("what can't be told is kept under its number, with how long ago it was", async () => {
  const { at, activity, beats, sent, wait } = world();
  await beats.follow("a");
  at.status = 0;
  for (let n = 0; n < 4; n++) {
    wait(10_000);
    activity.stir();
    await beats.beat();
  }
  await beats.follow("b");
  wait(2000);
  beats.leave();
  await settled();
  at.status = 200;
  wait(60_000);
  activity.stir();
  await beats.beat();
  assert.deepEqual(sent, [
    ["a", 1, 0, 0, true], ["a", 2, 10_000, 92_000, true], ["a", 3, 30_000, 62_000, false],
    ["b", 4, 0, 62_000, true], ["b", 5, 2000, 60_000, false], ["b", 6, 28_000, 0, true],
  ]); // prettier-ignore
});

test("what the server refuses for good is not told again, and what passes is", async () => {
  const { at, beats, sent, wait } = world();
  at.status = 404;
  await beats.follow("gone");
  at.status = 401;
  await beats.follow("a");
  at.status = 200;
  wait(1000);
  await beats.beat();
  assert.deepEqual(sent.map(([article, number]) => [article, number]), [["gone", 2], ["a", 3], ["a", 4]]);
});
