import assert from "node:assert/strict";
import { test } from "node:test";

import { expressionFor, faultWords, findAll, MOST } from "../../annotator/ui/reader/assets/matching.js";
import { forTexts, passageOf } from "./texts.js";

const find = (text, typed, how) => findAll(text, expressionFor(typed, how));
const fault = (typed) => {
  try {
    expressionFor(typed, { isPattern: true });
  } catch (error) {
    return faultWords(error.message);
  }
  return "";
};

test("words are found in any case and with signs as they are", () => {
  assert.deepEqual(find("Syria (syria) SYRIA", "syria"), [[0, 5], [7, 12], [14, 19]]);
  assert.deepEqual(find("1+1 (sic) a/b", "(sic)"), [[4, 9]]);
  assert.deepEqual(find("1+1 (sic) a/b", "a/b"), [[10, 13]]);
  assert.deepEqual(find("Москва МОСКВА", "москва"), [[0, 6], [7, 13]]);
});

test("case and whole words can be asked for", () => {
  assert.deepEqual(find("Syria syria", "syria", { isExact: true }), [[6, 11]]);
  assert.deepEqual(find("art party art", "art", { isWhole: true }), [[0, 3], [10, 13]]);
  assert.deepEqual(find("été étés été", "été", { isWhole: true }), [[0, 3], [9, 12]]);
  assert.deepEqual(find("a|b ab", "a|b", { isWhole: true, isPattern: true }), [[0, 1], [2, 3]]);
});

test("a pattern is found, and what is empty is not", () => {
  assert.deepEqual(find("In 1991 and 2016", "\\d{4}", { isPattern: true }), [[3, 7], [12, 16]]);
  assert.deepEqual(find("abc", "x*", { isPattern: true }), []);
  assert.deepEqual(find("one\n\ntwo", "^\\w+$", { isPattern: true }), [[0, 3], [5, 8]]);
  assert.equal(find("a".repeat(MOST + 5), "a").length, MOST);
});

test("a bad pattern is told in words", () => {
  for (const [typed, words] of [
    ["(a", "a ( is not closed"], ["a)", "a ) closes nothing"], ["[a", "a [ is not closed"], ["*", "nothing before"],
    ["a{2,1}", "wrong way round"], ["[z-a]", "wrong way round"], ["a\\", "ends with"], ["\\y", "no meaning"],
    ["(?<", "unknown"], ["a{", "stands alone"],
  ]) { // prettier-ignore
    assert.match(fault(typed), /^This is no pattern: .+\.$/, typed);
    assert.ok(fault(typed).includes(words), `${typed}: ${fault(typed)}`);
  }
  assert.equal(fault("a.*b"), "");
});

test("whatever is taken from a text is found in it where it stands", () => {
  forTexts((text, pick) => {
    const [from, to] = passageOf(text, pick);
    const found = find(text, text.slice(from, to), { isExact: true });
    assert.ok(found.length);
    for (const [start, end] of found) assert.equal(text.slice(start, end), text.slice(from, to));
  });
});
