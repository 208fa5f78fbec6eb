import assert from "node:assert/strict";
import { test } from "node:test";

import { createOutbox } from "../../annotator/ui/reader/assets/outbox.js";
import { random } from "./texts.js";

/** localStorage, as far as the outbox knows it. */
class FakeStorage {
  constructor() {
    this.map = new Map();
  }
  get length() {
    return this.map.size;
  }
  key(i) {
    return [...this.map.keys()][i] ?? null;
  }
  getItem(key) {
    return this.map.get(key) ?? null;
  }
  setItem(key, value) {
    this.map.set(key, String(value));
  }
  removeItem(key) {
    this.map.delete(key);
  }
  acts() {
    return [...this.map.keys()].filter((key) => key.startsWith("pm:act:"));
  }
}

/** A server that applies an act once, whatever it is sent. */
function server() {
  const stored = [];
  const seen = new Set();
  const calls = [];
  return {
    stored,
    calls,
    post: async (article, acts) => {
      calls.push(acts.map((act) => act.id));
      for (const act of acts) {
        if (!seen.has(act.id)) stored.push(`${article}/${act.id}`);
        seen.add(act.id);
      }
      return { confirmed: acts.map((act) => act.id), refused: [] };
    },
  };
}

/** Time that passes only when it is told to; whoever waits is called in order. */
function clock() {
  let time = 1_700_000_000_000;
  let waiting = [];
  return {
    now: () => time,
    later: (run, ms) => waiting.push({ at: time + ms, run }),
    async pass(ms) {
      const end = time + ms;
      for (;;) {
        await settled();
        waiting.sort((a, b) => a.at - b.at);
        if (!waiting.length || waiting[0].at > end) break;
        const { at, run } = waiting.shift();
        time = Math.max(time, at);
        run();
      }
      time = end;
      await settled();
    },
    stop: () => (waiting = []),
  };
}

const settled = async () => {
  for (let i = 0; i < 30; i++) await Promise.resolve();
};
const offline = () => Promise.reject(Object.assign(new Error("no network"), { status: 0 }));
const answering = (status) => () => Promise.reject(Object.assign(new Error(`status ${status}`), { status }));
const act = (id) => ({ id: String(id), kind: "annotate", before: null, after: { id: `x${id}` } });

function box(post, { storage = new FakeStorage(), time = clock(), tab = "one" } = {}) {
  const refused = [];
  const outbox = createOutbox({ post, storage, now: time.now, later: time.later, tab });
  outbox.listen({ refused: (refusal) => refused.push(refusal) });
  return { outbox, storage, time, refused };
}

test("acts are stored before they are sent, and forgotten when they are confirmed", async () => {
  const there = server();
  const { outbox, storage, time } = box(there.post);
  outbox.push("a", [act(1), act(2)]);
  assert.equal(storage.acts().length, 2);
  await time.pass(10);
  assert.deepEqual(there.stored, ["a/1", "a/2"]);
  assert.equal(storage.acts().length, 0);
  assert.equal(outbox.state().waiting, 0);
});

test("an act is stored and counted at once, and sent when what it changed has been seen", async () => {
  const { post, stored } = server();
  const storage = new FakeStorage();
  const put = [];
  const outbox = createOutbox({ post, storage, soon: (run) => put.push(run), tab: "a" });
  outbox.push("one", [{ id: "a1" }]);
  await settled();
  assert.equal(storage.acts().length, 1);
  assert.equal(outbox.state().waiting, 1);
  assert.deepEqual(stored, []);
  for (const run of put) run();
  await settled();
  assert.deepEqual(stored, ["one/a1"]);
  assert.equal(outbox.state().waiting, 0);
});

test("without a network acts wait, and go out in order when it is back", async () => {
  const there = server();
  let post = offline;
  const { outbox, time } = box((...sent) => post(...sent));
  for (let i = 0; i < 5; i++) outbox.push("a", [act(i)]);
  await time.pass(20_000);
  assert.equal(outbox.state().waiting, 5);
  assert.equal(outbox.state().trouble.status, 0);
  post = there.post;
  await time.pass(6000);
  assert.deepEqual(there.stored, ["a/0", "a/1", "a/2", "a/3", "a/4"]);
  assert.equal(outbox.state().trouble, null);
});

test("acts go out with the ticket of their article, also after the page that made them died", async () => {
  const { outbox, storage, time } = box(offline);
  outbox.push("a", [act(1), act(2)], "a's");
  await time.pass(1000);
  time.stop();
  const sent = [];
  const post = async (article, acts, ticket) => {
    sent.push([article, ticket]);
    return { confirmed: acts.map(({ id }) => id) };
  };
  box(post, { storage, time, tab: "two" }).outbox.setAnnotator("");
  await time.pass(20_000);
  assert.deepEqual(sent, [["a", "a's"]]);
});

test("a page that dies with acts waiting sends them after it is opened again", async () => {
  const { outbox, storage, time } = box(offline);
  outbox.push("a", [act(1), act(2)]);
  outbox.push("b", [act(3)]);
  await time.pass(1000);
  time.stop();
  const there = server();
  const again = box(there.post, { storage, time, tab: "two" });
  assert.deepEqual(again.outbox.pending("a").map((one) => one.id), ["1", "2"]);
  again.outbox.setAnnotator("");
  await time.pass(20_000);
  assert.deepEqual(there.stored, ["a/1", "a/2", "b/3"]);
  assert.equal(storage.acts().length, 0);
});

test("500 acts, killed 50 times at random: none lost, none doubled, the order kept", async () => {
  const next = random(50);
  const there = server();
  const storage = new FakeStorage();
  const time = clock();
  // A request may be lost before the server has it, or its answer after.
  const unsteady = (...sent) => {
    const luck = next();
    if (luck < 0.3) return offline();
    if (luck < 0.5) return there.post(...sent).then(offline);
    return luck < 0.6 ? answering(503)() : there.post(...sent);
  };
  let current = box(unsteady, { storage, time, tab: "t0" }).outbox;
  for (let i = 0; i < 500; i++) {
    current.push(i % 7 ? "a" : "b", [act(i)]);
    if (i % 10 === 9) {
      await time.pass(Math.floor(next() * 400));
      time.stop();
      current = box(unsteady, { storage, time, tab: `t${i}` }).outbox;
    }
  }
  current.setAnnotator("");
  await time.pass(400_000);
  const of = (article) => there.stored.filter((one) => one.startsWith(article)).map((one) => Number(one.slice(2)));
  assert.equal(there.stored.length, 500);
  assert.deepEqual(of("a"), of("a").slice().sort((x, y) => x - y));
  assert.deepEqual(of("b"), of("b").slice().sort((x, y) => x - y));
  assert.equal(storage.acts().length, 0);
});

test("one request is under way at a time", async () => {
  let open = 0;
  let most = 0;
  const { outbox, time } = box(async (article, acts) => {
    most = Math.max(most, ++open);
    await settled();
    open -= 1;
    return { confirmed: acts.map((one) => one.id), refused: [] };
  });
  for (let i = 0; i < 20; i++) outbox.push("a", [act(i)]);
  await time.pass(1000);
  assert.equal(most, 1);
});

test("a refused act is told with what is there, and holds up no other", async () => {
  const present = { id: "x2", label_id: "LOC" };
  const { outbox, storage, time, refused } = box(async (article, acts) => ({
    confirmed: acts.filter((one) => one.id !== "2").map((one) => one.id),
    refused: acts.filter((one) => one.id === "2").map((one) => ({ id: one.id, code: "conflict", message: "changed", present })),
  }));
  outbox.push("a", [act(1), act(2), act(3)]);
  await time.pass(100);
  assert.deepEqual(refused.map((one) => [one.id, one.article, one.present]), [["2", "a", present]]);
  assert.equal(storage.acts().length, 0);
});

test("an act that makes the whole request fail is found, told, and left out", async () => {
  const there = server();
  const { outbox, time, refused } = box((article, acts) =>
    acts.some((one) => one.id === "13") ? answering(422)() : there.post(article, acts),
  );
  outbox.push("a", Array.from({ length: 30 }, (_, i) => act(i)));
  await time.pass(1000);
  assert.deepEqual(refused.map((one) => one.act.id), ["13"]);
  assert.deepEqual(there.stored, Array.from({ length: 30 }, (_, i) => `a/${i}`).filter((one) => one !== "a/13"));
});

for (const status of [401, 403, 404, 408, 429, 500, 503]) {
  test(`a ${status} loses nothing: the acts wait`, async () => {
    const { outbox, storage, time, refused } = box(answering(status));
    outbox.push("a", [act(1), act(2)]);
    await time.pass(30_000);
    assert.equal(storage.acts().length, 2);
    assert.equal(outbox.state().trouble.status, status);
    assert.deepEqual(refused, []);
  });
}

test("what the role of whoever acts forbids is told and leaves the queue", async () => {
  const { outbox, storage, time, refused } = box(async () => {
    throw Object.assign(new Error("To annotate is for annotators."), { status: 403, code: "forbidden" });
  });
  outbox.push("a", [act(1)]);
  await time.pass(1_000);
  assert.deepEqual(refused.map(({ act: { id }, message }) => [id, message]), [["1", "To annotate is for annotators."]]);
  assert.equal(storage.acts().length, 0);
});

test("acts on an article that is not there wait for it, and hold up no other article", async () => {
  const there = server();
  let isMissing = true;
  const { outbox, time } = box((article, acts) =>
    article === "gone" && isMissing ? answering(404)() : there.post(article, acts),
  );
  outbox.push("gone", [act(1)]);
  outbox.push("there", [act(2)]);
  await time.pass(2_000);
  assert.deepEqual(there.stored, ["there/2"]);
  assert.equal(outbox.state().waiting, 1);
  isMissing = false;
  await time.pass(40_000);
  assert.deepEqual(there.stored, ["there/2", "gone/1"]);
  assert.equal(outbox.state().waiting, 0);
});

test("where the browser refuses storage, acts are kept in memory, sent, and it is said", async () => {
  const there = server();
  const storage = new FakeStorage();
  storage.setItem = () => {
    throw new Error("QuotaExceededError");
  };
  const { outbox, time } = box(there.post, { storage });
  outbox.push("a", [act(1)]);
  assert.equal(outbox.state().isStored, false);
  await time.pass(100);
  assert.deepEqual(there.stored, ["a/1"]);
  const without = createOutbox({ post: there.post, storage: null, now: time.now, later: time.later });
  without.push("a", [act(2)]);
  await time.pass(100);
  assert.deepEqual(there.stored, ["a/1", "a/2"]);
});

test("another tab's acts are seen, and left to it while it lives", async () => {
  const storage = new FakeStorage();
  const time = clock();
  const first = box(offline, { storage, time, tab: "one" });
  first.outbox.push("a", [act(1)]);
  await time.pass(100);
  const there = server();
  const second = box(there.post, { storage, time, tab: "two" });
  assert.deepEqual(second.outbox.pending("a").map((one) => one.id), ["1"]);
  second.outbox.push("b", [act(2)]);
  await time.pass(3000);
  assert.deepEqual(there.stored.filter((one) => one.startsWith("a")), []);
});

test("a page that says it leaves hands its acts over at once", async () => {
  const storage = new FakeStorage();
  const time = clock();
  const first = box(offline, { storage, time, tab: "one" });
  first.outbox.push("a", [act(1)]);
  first.outbox.leave();
  await time.pass(300);
  const there = server();
  const second = box(there.post, { storage, time, tab: "two" });
  second.outbox.setAnnotator("");
  await time.pass(10);
  assert.deepEqual(there.stored, ["a/1"]);
});

test("acts made in one person's name are not sent in another's", async () => {
  const storage = new FakeStorage();
  const time = clock();
  const first = box(offline, { storage, time, tab: "one" });
  first.outbox.setAnnotator("Ada");
  first.outbox.push("a", [act(1)]);
  await time.pass(100);
  time.stop();
  const there = server();
  const second = box(there.post, { storage, time, tab: "two" });
  second.outbox.setAnnotator("Ben");
  await time.pass(20_000);
  assert.deepEqual(there.stored, []);
  assert.deepEqual([second.outbox.state().waiting, second.outbox.state().stranded], [0, 1]);
  second.outbox.setAnnotator("Ada");
  await time.pass(20_000);
  assert.deepEqual(there.stored, ["a/1"]);
});
