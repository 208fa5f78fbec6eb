import assert from "node:assert/strict";
import { test } from "node:test";

import { createPreferences } from "../../annotator/ui/reader/assets/preferences.js";

const soon = 0;
const later = () => new Promise((resolve) => setTimeout(resolve, 15));

function storage() {
  const kept = new Map();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value) };
}

function server(fail = null) {
  const sent = [];
  const send = async (chosen) => {
    sent.push(chosen);
    if (fail) throw fail;
  };
  return { sent, send };
}

test("what is chosen holds at once, is told to those who listen, and is sent once", async () => {
  const { sent, send } = server();
  const preferences = createPreferences(send, { storage: storage(), soon });
  preferences.setAnnotator("anna");
  let heard = 0;
  preferences.listen(() => (heard += 1));
  for (const size of [105, 110, 115]) preferences.set("text_size", size);
  assert.equal(preferences.get("text_size"), 115);
  assert.equal(heard, 3);
  await later();
  assert.deepEqual(sent, [{ text_size: 115 }]);
});

test("the usual value is sent as null", async () => {
  const { sent, send } = server();
  const preferences = createPreferences(send, { storage: storage(), soon });
  preferences.setAnnotator("anna");
  preferences.take({ theme: "dark" });
  preferences.set("theme", "app");
  assert.equal(preferences.get("theme"), "app");
  await later();
  assert.deepEqual(sent, [{ theme: null }]);
});

test("what the server tells does not overwrite what was chosen here", async () => {
  const { send } = server();
  const preferences = createPreferences(send, { storage: storage(), soon });
  preferences.setAnnotator("anna");
  preferences.set("theme", "dark");
  preferences.take({ theme: "light", face: "sans" });
  assert.equal(preferences.get("theme"), "dark");
  assert.equal(preferences.get("face"), "sans");
  preferences.set("theme", null);
  preferences.take({ theme: "light" });
  assert.equal(preferences.get("theme"), "app");
  assert.equal(preferences.get("face"), "serif");
});

test("without an answer it stays in the browser and goes out with the next opening", async () => {
  const kept = storage();
  const gone = server({ status: 0 });
  const first = createPreferences(gone.send, { storage: kept, soon });
  first.setAnnotator("anna");
  first.set("keys", { accept: ["s"] });
  await later();
  const { sent, send } = server();
  const second = createPreferences(send, { storage: kept, soon });
  second.setAnnotator("bo");
  assert.deepEqual(second.get("keys"), {});
  second.setAnnotator("anna");
  assert.deepEqual(second.get("keys"), { accept: ["s"] });
  await later();
  assert.deepEqual(sent, [{ keys: { accept: ["s"] } }]);
  const third = createPreferences(send, { storage: kept, soon });
  third.setAnnotator("anna");
  await later();
  assert.equal(sent.length, 1);
});

test("a refusal is told and not sent again", async () => {
  const { sent, send } = server(Object.assign(new Error("It can't be 900."), { status: 400 }));
  const told = [];
  const preferences = createPreferences(send, { storage: storage(), soon, refused: (e) => told.push(e.message) });
  preferences.setAnnotator("anna");
  preferences.set("text_size", 900);
  await later();
  preferences.take({});
  await later();
  assert.deepEqual(told, ["It can't be 900."]);
  assert.equal(sent.length, 1);
});

test("what is chosen while the last is on its way goes after it", async () => {
  const sent = [];
  let answer;
  const send = (chosen) => (sent.push(chosen), new Promise((resolve) => (answer = resolve)));
  const preferences = createPreferences(send, { storage: storage(), soon });
  preferences.setAnnotator("anna");
  preferences.set("text_size", 110);
  await later();
  preferences.set("text_size", 120);
  await later();
  assert.equal(sent.length, 1);
  answer();
  await later();
  assert.deepEqual(sent, [{ text_size: 110 }, { text_size: 120 }]);
});

test("a browser without storage, or with rubbish in it, still works", async () => {
  const broken = { getItem: () => "{", setItem: () => { throw new Error("full"); } }; // prettier-ignore
  for (const storage of [null, broken]) {
    const preferences = createPreferences(server().send, { storage, soon });
    preferences.setAnnotator("anna");
    preferences.set("face", "sans");
    assert.equal(preferences.get("face"), "sans");
  }
});
