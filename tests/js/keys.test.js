import assert from "node:assert/strict";
import { test } from "node:test";

import { readableDate, savedWords } from "../../annotator/ui/reader/assets/header.js";
import { createCommands } from "../../annotator/ui/reader/assets/commands.js";
import { keymap, keysOf, shownKey, TABLE, whyNot } from "../../annotator/ui/reader/assets/keymap.js";
import { commandFor } from "../../annotator/ui/reader/assets/keys.js";
import { findLabels } from "../../annotator/ui/reader/assets/labels.js";
import { isDark } from "../../annotator/ui/reader/assets/theme.js";

const press = (key, held = {}, context = {}) =>
  commandFor(
    { key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held },
    { caret: false, passage: false, ...context },
  );
const ctrl = { ctrlKey: true };

const MAP = [
  ["1", {}, ["key", "1"]], ["9", {}, ["key", "9"]], ["0", {}, null],
  ["a", {}, ["accept"]], ["A", { shiftKey: true }, ["acceptAlike"]], ["r", {}, ["reject"]],
  ["n", {}, ["mark", 1]], ["p", {}, ["mark", -1]],
  ["j", {}, ["paragraph", 1]], ["ArrowUp", {}, ["paragraph", -1]],
  ["[", {}, ["article", -1]], ["]", {}, ["article", 1]],
  ["Enter", {}, ["doneAndNext"]], ["Backspace", {}, ["remove"]], ["Escape", {}, ["escape"]],
  ["z", ctrl, ["undo"]], ["Z", { ctrlKey: true, shiftKey: true }, ["redo"]], ["y", ctrl, ["redo"]],
  ["z", { metaKey: true }, ["undo"]],
  ["ArrowLeft", { altKey: true }, ["edge", { edge: "end", right: false }]],
  ["ArrowRight", { altKey: true, shiftKey: true }, ["edge", { edge: "start", right: true }]],
  ["?", { shiftKey: true }, ["sheet"]], ["m", {}, ["note"]], ["c", {}, ["thread"]], ["h", {}, ["hide"]],
  ["f", {}, ["find"]], ["v", {}, ["caret"]],
]; // prettier-ignore

test("every key does what the sheet says", () => {
  for (const [key, held, expected] of MAP) assert.deepEqual(press(key, held), expected, key);
});

test("no two entries have a key or an id in common, and each is a command or told in words", () => {
  const commands = createCommands({});
  const keys = TABLE.flatMap((entry) => entry.keys ?? []);
  assert.equal(new Set(keys).size, keys.length);
  assert.equal(new Set(TABLE.map(({ id }) => id)).size, TABLE.length);
  for (const { id, group, words, name, shown, keys: own } of TABLE) {
    assert.ok(group && words && (shown || own?.length), id);
    assert.ok(shown || typeof commands[name] === "function", id);
  }
});

test("at a selection a letter looks for a label, but for those that have a meaning there", () => {
  assert.deepEqual(press("s", {}, { passage: true }), ["find label", "s"]);
  assert.deepEqual(press("s", {}, { passage: true, isInMark: () => false }), ["find label", "s"]);
  assert.deepEqual(press("s", {}, { passage: true, isInMark: () => true }), ["split"]);
  assert.deepEqual(press("m", {}, { passage: true }), ["note"]);
});

test("Caps Lock changes no key, Shift does", () => {
  assert.deepEqual(press("J"), ["paragraph", 1]);
  assert.deepEqual(press("A"), ["accept"]);
  assert.equal(press("J", { shiftKey: true }), null);
  assert.deepEqual(press("Z", ctrl), ["undo"]);
});

test("a person's own keys stand in place of the usual ones", () => {
  const map = keymap({ "next paragraph": ["s"], accept: [] });
  assert.deepEqual(press("s", {}, { map }), ["paragraph", 1]);
  assert.equal(press("j", {}, { map }), null);
  assert.equal(press("a", {}, { map }), null);
});

test("a key that another entry got is taken from the one that had it", () => {
  const map = keymap({ hide: ["s"], accept: ["h"] });
  assert.deepEqual(press("h", {}, { map }), ["accept"]);
  assert.deepEqual(keysOf(map, "hide"), ["s"]);
  assert.deepEqual(keysOf(keymap({ accept: ["h"] }), "hide"), []);
  assert.deepEqual(press("Escape", {}, { map: keymap({ accept: ["Escape"] }) }), ["escape"]);
});

test("a conflict and a reserved key are refused with the reason", () => {
  const map = keymap();
  assert.match(whyNot("j", "accept", map), /j is “next paragraph”; change that one first/);
  assert.match(whyNot("Enter", "accept", map), /Enter|⏎/);
  assert.match(whyNot("Tab", "accept", map), /Tab moves/);
  assert.match(whyNot("5", "accept", map), /digits/);
  assert.match(whyNot("Ctrl+F", "accept", map), /browser/);
  assert.match(whyNot("F5", "accept", map), /machine/);
  assert.equal(whyNot("a", "accept", map), "");
  assert.equal(whyNot("q", "accept", map), "");
  assert.equal(whyNot("Shift+S", "accept", map), "");
  assert.equal(whyNot("j", "accept", keymap({ "next paragraph": ["s"] })), "");
});

test("no usual key is one that could not be chosen, but for the fixed ones", () => {
  for (const { id, keys = [], isFixed } of TABLE) {
    if (!isFixed) for (const chord of keys) assert.equal(whyNot(chord, id, keymap()), "", `${id} ${chord}`);
  }
});

test("on a keyboard of another alphabet keys go by their place", () => {
  assert.deepEqual(press("о", { code: "KeyJ" }), ["paragraph", 1]);
  assert.deepEqual(press("я", { code: "KeyZ", ctrlKey: true }), ["undo"]);
  assert.deepEqual(press("Ф", { code: "KeyA", shiftKey: true }), ["acceptAlike"]);
  assert.deepEqual(press("о", { code: "KeyJ" }, { passage: true }), ["find label", "о"]);
  assert.equal(press("q", { code: "KeyA" }), null);
});

test("keys are written as people know them", () => {
  assert.equal(shownKey("Ctrl+Shift+Z"), "Ctrl + Shift + Z");
  assert.equal(shownKey("Alt+ArrowLeft"), "Alt + ←");
  assert.equal(shownKey("+"), "+");
});

test("the browser keeps its own: Ctrl+F, Ctrl+C, Ctrl+R, F5, Tab", () => {
  for (const key of ["f", "c", "r", "a", "p", "1"]) assert.equal(press(key, ctrl), null);
  for (const key of ["F5", "Tab", "Shift", "Home"]) assert.equal(press(key), null);
});

test("at a selection letters look for a label, but for a note and the text cursor", () => {
  for (const key of ["a", "n", "r", "x", "é", "ф"]) {
    assert.deepEqual(press(key, {}, { passage: true }), ["find label", key]);
  }
  assert.deepEqual(press("m", {}, { passage: true }), ["note"]);
  assert.deepEqual(press("v", {}, { passage: true }), ["caret"]);
  assert.deepEqual(press("1", {}, { passage: true }), ["key", "1"]);
});

test("with the text cursor arrows move it, and Shift selects", () => {
  const caret = { caret: true };
  assert.deepEqual(press("ArrowRight", ctrl, caret), ["caretMove", { unit: "word", right: true, extend: false }]);
  assert.deepEqual(press("ArrowLeft", { altKey: true, shiftKey: true }, caret), ["caretMove", { unit: "sentence", right: false, extend: true }]);
  assert.deepEqual(press("ArrowDown", {}, caret), ["caretMove", { line: 1, extend: false }]);
  assert.deepEqual(press("1", {}, caret), ["key", "1"]);
});

test("labels are found by the beginning of a word first", () => {
  const labels = ["Person", "Nationality or group", "Organisation", "Place"].map((name) => ({ id: name, name, tag: name.slice(0, 3) }));
  assert.deepEqual(findLabels(labels, "p").map((l) => l.name), ["Person", "Place", "Nationality or group"]);
  assert.deepEqual(findLabels(labels, "gro").map((l) => l.name), ["Nationality or group"]);
  assert.equal(findLabels(labels, "").length, 4);
  assert.deepEqual(findLabels(labels, "zz"), []);
});

test("a date is shown as far as the source gives it", () => {
  assert.equal(readableDate("2016-11-02T23:37:00Z", "en-GB"), "2 Nov 2016");
  assert.equal(readableDate("2016-11", "en-GB"), "Nov 2016");
  assert.equal(readableDate("2016", "en-GB"), "2016");
  assert.equal(readableDate("last week", "en-GB"), "last week");
  assert.equal(readableDate("", "en-GB"), "");
});

test("the state of the acts has words for each case", () => {
  const state = { waiting: 3, trouble: null, isStored: true };
  assert.equal(savedWords({ ...state, waiting: 0 }).kind, "saved");
  assert.equal(savedWords(state).words, "3 waiting");
  assert.equal(savedWords({ ...state, trouble: { status: 0, message: "" } }).kind, "offline");
  assert.equal(savedWords({ ...state, trouble: { status: 401, message: "" } }).kind, "denied");
  assert.equal(savedWords({ ...state, isStored: false }).kind, "unstored");
});

test("dark is told from light by its luminance", () => {
  assert.ok(isDark("rgb(23, 24, 28)"));
  assert.ok(!isDark("rgb(255, 253, 249)"));
  assert.ok(!isDark("rgba(0, 0, 0, 0)"));
});
