import assert from "node:assert/strict";
import { test } from "node:test";
import { wordAt } from "../../annotator/ui/reader/assets/known.js";
import { Article } from "../../annotator/ui/reader/assets/model.js";

const LABELS = ["PER", "QUOTE"].map((id) => ({ id, name: id, kind: "span", colour: {} }));

/** Return the word at the first of some letters, in an article where other words are suggested. */
function word(text, at, names = [], language = "en", list = "suggestions") {
  const marks = names.map((quote, n) => {
    const start = text.indexOf(quote);
    return { id: `s${n}`, kind: "span", label_id: "PER", start, end: start + quote.length, quote, state: list === "suggestions" ? "suggested" : "made", note: "" };
  });
  const info = { id: "a", title: "", language, text, words: 1 };
  const given = { annotations: [], suggestions: [], undo: [], redo: [], state: "open", seq: 0, place: null, [list]: marks };
  const article = new Article({ article: info, labels: LABELS, ...given });
  const found = wordAt(article, text.indexOf(at));
  return found && text.slice(found.from, found.to);
}

test("a sign alone is no word, nor is what stands between words", () => {
  for (const sign of ["—", "“", "”", ",", ".", "…", " "]) assert.equal(word(`“Yes,” he said — then left … a bit.`, sign), null, sign);
  assert.equal(word("5 % of 🎉", "🎉"), "🎉");
});

test("the genitive 's is no part of a word, unless the name is known with it", () => {
  assert.equal(word("Kofi Annan's plan", "Annan"), "Annan");
  assert.equal(word("the company’s plan", "comp"), "company");
  assert.equal(word("at McDonald's, and McDonald's again", "Donald", ["McDonald's"]), "McDonald's");
  assert.equal(word("Annan said; Annan's plan", "nan's", ["Annan"]), "Annan");
  assert.equal(word("O'Neill's brother", "Neill"), "O'Neill");
});

test("a name that is known in the article is one word, wherever a dictionary cuts it", () => {
  const text = "王小明表示，北京大学王小明教授说。";
  assert.equal(word(text, "明表", ["王小明"], "zh"), "王小明");
  assert.equal(word(text, "小明教", ["王小明"], "zh"), "王小明");
  assert.equal(word(text, "大学", ["北京大学", "北京"], "zh"), "北京大学");
  assert.equal(word("中国人说中。", "中国", ["中"], "zh"), word("中国人说中。", "中国", [], "zh"));
});

test("what is known makes no word of a phrase, of a sentence, or of a part of a word", () => {
  assert.equal(word("Kofi Annan said", "Annan", ["Kofi Annan"]), "Annan");
  assert.equal(word("他说“我们准备好了。”", "准备", ["“我们准备好了。”"], "zh"), "准备");
  assert.equal(word("Rome and Romeo", "Romeo", ["Rome"]), "Romeo");
});

test("of a name that is marked right there a part is taken", () => {
  const text = "情况变得更为复杂，变得更为复杂。";
  assert.equal(word(text, "更为", ["变得更为复杂"], "zh", "annotations"), word(text, "更为", [], "zh"));
});
