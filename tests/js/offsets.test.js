import assert from "node:assert/strict";
import { test } from "node:test";

import { CodePoints, Cutter, occurrences, snap, trim, wholeGraphemes } from "../../annotator/ui/reader/assets/offsets.js";
import { forTexts, passageOf } from "./texts.js";

const taken = (text, start, end, exact) => {
  const passage = snap(new Cutter(text, "en"), start, end, exact);
  return passage && text.slice(...passage);
};
const select = (text, part, exact) => taken(text, text.indexOf(part), text.indexOf(part) + part.length, exact);

test("offsets go there and back in any text", () => {
  forTexts((text) => {
    const points = new CodePoints(text);
    const characters = Array.from(text);
    let unit = 0;
    characters.forEach((character, point) => {
      assert.equal(points.toUnits(point), unit);
      assert.equal(points.toPoints(unit), point);
      unit += character.length;
    });
    assert.equal(points.toUnits(characters.length), text.length);
    assert.equal(points.toPoints(text.length), characters.length);
  });
});

test("a snapped passage cuts no grapheme and no word, and has no blank at its ends", () => {
  const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
  forTexts((text, pick) => {
    const [start, end] = passageOf(text, pick);
    for (const exact of [false, true]) {
      const passage = snap(new Cutter(text, "en"), start, end, exact);
      if (!passage) {
        assert.equal(text.slice(start, end).trim(), "");
        continue;
      }
      const [from, to] = passage;
      assert.ok(from < to && from >= 0 && to <= text.length);
      const borders = new Set([0, text.length]);
      let lineStart = 0;
      for (const line of text.split("\n")) {
        for (const piece of graphemes.segment(line)) borders.add(lineStart + piece.index);
        borders.add(lineStart + line.length);
        lineStart += line.length + 1;
      }
      assert.ok(borders.has(from) && borders.has(to), JSON.stringify([text, from, to]));
      if (!exact) assert.equal(text.slice(from, to), text.slice(from, to).replace(/^\s+|\s+$/g, ""));
    }
  });
});

test("snapping twice takes what snapping once takes", () => {
  forTexts((text, pick) => {
    const cutter = new Cutter(text, "en");
    const once = snap(cutter, ...passageOf(text, pick));
    if (once) assert.deepEqual(snap(cutter, ...once), once, JSON.stringify([text, once]));
  });
});

test("part of a word takes the whole word, and sheds outer punctuation", () => {
  assert.equal(select("He met Sergei Lavrov, he said.", "gei Lav"), "Sergei Lavrov");
  assert.equal(select("He met Sergei Lavrov, he said.", " Sergei Lavrov, "), "Sergei Lavrov");
  assert.equal(select("“The sooner,” he said", "“The sooner,”"), "The sooner");
  assert.equal(select("俄罗斯外交部长在莫斯科表示", "莫斯科"), "莫斯科");
});

test("scripts without spaces between words are cut by their own words", () => {
  const within = (text, part, language) => {
    const at = text.indexOf(part);
    const passage = snap(new Cutter(text, language), at + 1, at + part.length, false);
    return text.slice(...passage);
  };
  assert.equal(within("東京都で会議が開かれた。", "会議", "ja"), "会議");
  assert.equal(within("ประชาชนเดินทางไปกรุงเทพ", "เดินทาง", "th"), "เดินทาง");
  assert.equal(within("俄罗斯外交部长在莫斯科表示", "莫斯科", "zh"), "莫斯科");
  const mixed = "قال Kofi Annan في جنيف";
  assert.equal(within(mixed, "ofi Anna", "ar"), "Kofi Annan");
  assert.equal(within(mixed, "جني", "ar"), "جنيف");
});

test("what belongs to the words stays with them", () => {
  assert.equal(select("It rose by 5 % a year.", "5 %"), "5 %");
  assert.equal(select("The U.S. said no.", "U.S."), "U.S.");
  assert.equal(select("The U.S. said no.", "U.S"), "U.S.");
  assert.equal(select("Smith (Jr.) came", "Smith (Jr.)"), "Smith (Jr.)");
});

test("the genitive 's of a name is taken only where it was selected", () => {
  assert.equal(select("Kofi Annan's plane", "fi Anna"), "Kofi Annan");
  assert.equal(select("Kofi Annan’s plane", "Kofi Annan"), "Kofi Annan");
  assert.equal(select("Kofi Annan's plane", "Annan's"), "Annan's");
  assert.equal(select("at McDonald's in Oslo", "McDonald's"), "McDonald's");
  assert.equal(select("said O'Neill's brother", "O'Nei"), "O'Neill");
});

test("exact takes the characters, but whole ones", () => {
  assert.equal(select("unbelievable", "believ", true), "believ");
  assert.equal(taken("a👨‍👩‍👧‍👦b", 3, 4, true), "👨‍👩‍👧‍👦");
});

test("blanks alone are nothing; punctuation alone is itself", () => {
  assert.equal(trim(" \n ", 0, 3), null);
  assert.deepEqual(trim(" … ", 0, 3), [1, 2]);
});

test("occurrences are whole words in the same case, each once", () => {
  const text = "Syria, Syrian and Syria; SYRIA. Syria";
  const inside = (text, quote, rules) => occurrences(new Cutter(text, ""), quote, rules);
  assert.deepEqual(inside(text, "Syria"), [[0, 5], [18, 23], [32, 37]]);
  assert.deepEqual(inside("莫斯科在莫斯科", "莫斯科"), [[0, 3], [4, 7]]);
  assert.deepEqual(inside("cafe\u0301 cafe", "cafe"), [[6, 10]]);
  assert.deepEqual(inside("anything", ""), []);
});

test("occurrences follow their rules in every script and cut no character", () => {
  const count = (text, quote, rules) => occurrences(new Cutter(text, ""), quote, rules).length;
  const loose = { sameCase: false };
  assert.equal(count("In Geneva and in geneva, Genevans say", "Geneva", loose), 2);
  assert.equal(count("In Geneva and in geneva, Genevans say", "Geneva", { wholeWords: false }), 2);
  assert.equal(count("Straße, STRASSE, straße", "straße", loose), 2);
  assert.equal(count("ΣΊΣΥΦΟΣ σίσυφος", "σίσυφος", loose), 2);
  assert.equal(count("กรุงเทพเป็นเมือง", "กรุงเทพ"), 1);
  assert.equal(count("👨‍👩‍👧 and 👨 and 👍🏽 and 👍", "👨"), 1);
  assert.equal(count("👍🏽 and 👍", "👍"), 1);
  assert.equal(count("🇩🇫🇷🇪 🇫🇷", "🇫🇷"), 1);
  assert.equal(count("(a+b)* [c] (a+b)*", "(a+b)*"), 2);
  forTexts((text, pick) => {
    const [from, to] = passageOf(text, pick);
    const cutter = new Cutter(text, "");
    for (const [start, end] of occurrences(cutter, text.slice(from, to), { wholeWords: false })) {
      assert.equal(text.slice(start, end), text.slice(from, to));
      assert.deepEqual(wholeGraphemes(cutter, start, end), [start, end]);
    }
  }, 20);
});

test("walking by a unit goes over the whole text and back", () => {
  forTexts((text) => {
    const cutter = new Cutter(text, "en");
    for (const unit of ["grapheme", "word", "sentence"]) {
      let at = 0;
      for (let steps = 0; at < text.length; steps++) {
        const next = cutter.border(unit, at, 1);
        assert.ok(next > at && steps <= text.length, `${unit} stands still at ${at}`);
        at = next;
      }
      while (at > 0) {
        const next = cutter.border(unit, at, -1);
        assert.ok(next < at);
        at = next;
      }
    }
  }, 8);
});
