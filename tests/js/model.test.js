import assert from "node:assert/strict";
import { test } from "node:test";

import * as acts from "../../annotator/ui/reader/assets/acts.js";
import { History } from "../../annotator/ui/reader/assets/history.js";
import { contentOf } from "../../annotator/ui/reader/assets/content.js";
import { Article } from "../../annotator/ui/reader/assets/model.js";
import { sync } from "../../annotator/ui/reader/assets/syncing.js";
import { inOrder, partsIn, segments } from "../../annotator/ui/reader/assets/order.js";
import { countBelow, hideBelow } from "../../annotator/ui/reader/assets/threshold.js";
import { forTexts, passageOf, random } from "./texts.js";

const LABELS = ["PER", "LOC", "ORG"].map((id) => ({ id, name: id, kind: "span", tag: id, key: "", colour: {} }));

function payload(text, { annotations = [], suggestions = [], undo = [], redo = [] } = {}) {
  const article = { id: "a", title: "", language: "en", text, words: 1 };
  return { article, labels: LABELS, annotations, suggestions, undo, redo, state: "open", seq: 0, place: null };
}

function mark(text, [from, to], fields) {
  const points = (units) => Array.from(text.slice(0, units)).length;
  return {
    kind: "span", label_id: "PER", start: points(from), end: points(to), quote: text.slice(from, to),
    note: "", state: "made", suggestion_id: null, ...fields,
  }; // prettier-ignore
}

/** Everything that a person sees, in a form that can be compared. */
function seen(article) {
  return {
    annotations: [...article.annotations.values()].map(contentOf).sort((a, b) => (a.id < b.id ? -1 : 1)),
    lists: Object.fromEntries(Object.entries(article.lists).map(([name, { items }]) => [name, items.map((m) => m.id)])),
    paragraphs: article.paragraphs.map((p) => [...p.marks].sort()),
    counts: [...article.counts].filter(([, n]) => n).sort(),
    state: article.state === "done",
    relations: [...article.relations.all.keys()].sort(),
    joined: [...article.annotations.keys()].sort().map((id) => article.relationsOf(id).map((one) => one.id).sort().join()),
    replies: [...article.replies.all].flatMap(([id, replies]) => [...replies.keys()].map((one) => `${id} ${one}`)).sort(),
    read: [...article.read].sort(),
  };
}

const readIn = (article) =>
  [...article.read].map((index) => [article.points.toPoints(article.paragraphs[index].from)]);

/** A fresh article with the same annotations: what the projection ought to be. */
function rebuilt(article, given) {
  return new Article({ ...given, paragraphs: readIn(article), annotations: [...article.annotations.values()] });
}

function randomArticle(text, pick) {
  const marks = Array.from({ length: pick(10) + 2 }, (_, i) => mark(text, passageOf(text, pick), { id: `m${i}` }));
  const half = marks.length >> 1;
  const suggestions = marks.slice(half).map((m, i) => ({ ...m, state: "suggested", score: 0.5, label_id: LABELS[i % 3].id }));
  return payload(text, { annotations: marks.slice(0, half), suggestions });
}

function joined(article, make, marks, pick) {
  const [from, to] = [marks[pick(marks.length)], marks[pick(marks.length)]];
  const there = article.relationsOf(from.id).some((one) => [one.from_id, one.to_id].includes(to.id));
  return from !== to && !there && acts.relate(make, "SAME", from.id, to.id);
}

function randomActs(article, pick) {
  const make = acts.group();
  const label = LABELS[pick(3)].id;
  const annotations = [...article.annotations.values()].filter((m) => m.kind === "span" && m.state !== "rejected");
  const open = article.lists.suggestions.items;
  const [from, to] = passageOf(article.text, pick);
  const [one] = annotations.length ? [annotations[pick(annotations.length)]] : [];
  const choices = [
    () => acts.annotate(article, make, { from, to }, label),
    () => acts.annotate(article, make, { from, to }, null, "a note"),
    () => open.length && acts.answer(article, make, open[pick(open.length)]),
    () => open.length && acts.answer(article, make, open[pick(open.length)], { state: "rejected" }),
    () => open.length && acts.answer(article, make, open[pick(open.length)], { label_id: label }),
    () => one && acts.change(article, make, one, { label_id: label }),
    () => one && acts.change(article, make, one, article.passage(from, to)),
    () => one && acts.change(article, make, one, { note: `note ${pick(9)}` }),
    () => one && acts.remove(article, make, one),
    () => one && acts.change(article, make, one, article.gappedPassage([one, { from, to }])),
    () => annotations.length > 1 && joined(article, make, annotations, pick),
    () => one?.note && acts.reply(make, one.id, `reply ${pick(9)}`),
    () => {
      const paragraph = article.paragraphs[pick(article.paragraphs.length)];
      return acts.readParagraph(article, make, paragraph, !article.read.has(paragraph.index));
    },
    () => acts.annotateArticle(make, label),
    () => acts.finish(article, make, article.state !== "done"),
    () => open.slice(0, 3).map((suggestion) => acts.answer(article, make, suggestion)),
  ];
  return [choices[pick(choices.length)]()].flat().filter(Boolean);
}

test("segments concatenate to the paragraph, and each knows exactly the marks that cover it", () => {
  forTexts((text, pick) => {
    const article = new Article(randomArticle(text, pick));
    for (const paragraph of article.paragraphs) {
      const marks = article.marksIn(paragraph);
      const cut = segments(paragraph, marks);
      assert.equal(cut.map(({ from, to }) => text.slice(from, to)).join(""), text.slice(paragraph.from, paragraph.to));
      for (const { from, to, marks: over } of cut) {
        const expected = marks.filter((m) => m.from <= from && to <= m.to);
        assert.deepEqual(over, expected);
        assert.ok(from < to);
      }
    }
  });
});

test("a quote is the text at its code points, after any acts", () => {
  forTexts((text, pick) => {
    const article = new Article(randomArticle(text, pick));
    for (let i = 0; i < 10; i++) for (const act of randomActs(article, pick)) article.apply(act);
    const points = Array.from(text);
    for (const { kind, start, end, parts, quote } of article.annotations.values()) {
      const told = (parts ?? [[start, end]]).map((part) => points.slice(...part).join(""));
      if (kind === "span") assert.equal(told.join(" … "), quote);
    }
  }, 10);
});

test("undo of everything restores, redo of everything restores again, at every step", () => {
  forTexts((text, pick) => {
    const given = randomArticle(text, pick);
    const article = new Article(given);
    const states = [seen(article)];
    for (let i = 0; i < 25; i++) {
      const made = randomActs(article, pick);
      if (!made.length) continue;
      for (const act of made) article.apply(act);
      assert.deepEqual(seen(article).annotations, seen(rebuilt(article, given)).annotations);
      assert.deepEqual(seen(article).lists, seen(rebuilt(article, given)).lists);
      assert.deepEqual(seen(article).paragraphs, seen(rebuilt(article, given)).paragraphs);
      states.push(seen(article));
    }
    for (const state of states.slice(0, -1).reverse()) {
      for (const act of article.history.step("undo", acts.group())) article.apply(act);
      assert.deepEqual(seen(article), state);
    }
    assert.deepEqual(article.history.step("undo", acts.group()), []);
    for (const state of states.slice(1)) {
      for (const act of article.history.step("redo", acts.group())) article.apply(act);
      assert.deepEqual(seen(article), state);
    }
    assert.deepEqual(article.history.step("redo", acts.group()), []);
  }, 6);
});

test("what an act touches is told: all other paragraphs look as before", () => {
  forTexts((text, pick) => {
    const article = new Article(randomArticle(text, pick));
    const look = () => article.paragraphs.map((p) => article.marksIn(p).map((m) => JSON.stringify(contentOf(m))).join());
    for (let i = 0; i < 10; i++) {
      for (const act of randomActs(article, pick)) {
        const before = look();
        const touched = article.apply(act);
        const after = look();
        before.forEach((was, index) => touched.has(index) || assert.equal(after[index], was));
      }
    }
  }, 8);
});

test("pending acts over a fetched article give what was on the screen, also those that it holds already", () => {
  forTexts((text, pick) => {
    const given = randomArticle(text, pick);
    const article = new Article(given);
    const log = [];
    const fetches = [given];
    for (let i = 0; i < 15; i++) {
      const kind = ["undo", "redo", "act", "act"][pick(4)];
      const made = kind === "act" ? randomActs(article, pick) : article.history.step(kind, acts.group());
      for (const act of made) {
        article.apply(act);
        log.push(act);
        const annotations = [...article.annotations.values()];
        const { undo, redo } = new History(article.history.undo, article.history.redo);
        fetches.push({ ...given, annotations, undo, redo, state: article.state, paragraphs: readIn(article) });
      }
    }
    const held = pick(log.length + 1);
    const sent = pick(held + 1);
    const both = new Article(fetches[held]);
    for (const act of log.slice(sent)) both.apply(act);
    assert.deepEqual(seen(both), seen(article));
    const rest = new Article(fetches[held]);
    for (const act of log.slice(held)) rest.apply(act);
    assert.deepEqual(seen(rest), seen(article));
    assert.deepEqual(rest.history.undo, article.history.undo);
    assert.deepEqual(rest.history.redo, article.history.redo);
  }, 8);
});

test("groups that the server held back come under a stack, and a new act ends what can be redone", () => {
  const groupOf = (n) => [{ id: `act-${n}`, group: `group-${n}`, kind: "annotate", before: null, after: null }];
  const history = new History([groupOf(3), groupOf(4)], [groupOf(6), groupOf(5)], { undo: 2, redo: 1 });
  assert.deepEqual(history.ends, { undo: "group-3", redo: "group-6" });
  history.deepen("undo", [groupOf(1), groupOf(2)], 0);
  assert.deepEqual(history.undo.map(([act]) => act.group), ["group-1", "group-2", "group-3", "group-4"]);
  assert.deepEqual([history.more.undo, history.ends.undo], [0, "group-1"]);
  history.note({ ...groupOf(7)[0] });
  assert.deepEqual([history.redo, history.more.redo], [[], 0]);
});

test("the groups of the server can be undone after a reload", () => {
  const text = "Syria and Moscow";
  const first = new Article(payload(text));
  for (const act of [acts.annotate(first, acts.group(), { from: 0, to: 5 }, "LOC")]) first.apply(act);
  const reloaded = new Article(payload(text, { annotations: [...first.annotations.values()], undo: first.history.undo }));
  const [undo] = reloaded.history.step("undo", acts.group());
  reloaded.apply(undo);
  assert.equal(undo.kind, "undo");
  assert.equal(undo.undoes, first.history.undo[0][0].id);
  assert.equal(reloaded.annotations.size, 0);
  assert.equal(reloaded.history.redo.length, 1);
});

test("a suggestion's own label accepts it, another one corrects it, removing the answer opens it again", () => {
  const text = "Syria and Moscow";
  const suggestion = mark(text, [0, 5], { id: "s", state: "suggested", label_id: "LOC" });
  const article = new Article(payload(text, { suggestions: [suggestion] }));
  const accept = acts.annotate(article, acts.group(), { from: 0, to: 5 }, "LOC");
  assert.deepEqual([accept.kind, accept.after.state, accept.after.suggestion_id], ["accept", "accepted", "s"]);
  article.apply(accept);
  assert.equal(article.lists.suggestions.items.length, 0);
  const [annotation] = article.annotations.values();
  const [changed] = acts.change(article, acts.group(), annotation, { label_id: "PER" });
  assert.deepEqual([changed.after.id, changed.after.state], [annotation.id, "corrected"]);
  article.apply(changed);
  const [back] = acts.change(article, acts.group(), article.mark(annotation.id), { label_id: "LOC" });
  assert.equal(back.after.state, "accepted");
  for (const act of acts.remove(article, acts.group(), article.mark(annotation.id))) article.apply(act);
  assert.equal(article.lists.suggestions.items.length, 1);
});

test("a rejected suggestion keeps its label and passage, and is shown nowhere", () => {
  const text = "Syria and Moscow";
  const suggestion = mark(text, [0, 5], { id: "s", state: "suggested", label_id: "LOC" });
  const article = new Article(payload(text, { suggestions: [suggestion] }));
  const act = acts.answer(article, acts.group(), article.mark("s"), { state: "rejected" });
  article.apply(act);
  assert.deepEqual([act.kind, act.after.label_id, act.after.start, act.after.end], ["reject", "LOC", 0, 5]);
  assert.equal(article.paragraphs[0].marks.size, 0);
  assert.equal(article.lists.marks.items.length, 0);
});

test("the same label on the same passage is not made twice", () => {
  const article = new Article(payload("Syria"));
  article.apply(acts.annotate(article, acts.group(), { from: 0, to: 5 }, "LOC"));
  assert.equal(acts.annotate(article, acts.group(), { from: 0, to: 5 }, "LOC"), null);
});

test("a note that is emptied takes a bare note away, and leaves a label alone", () => {
  const article = new Article(payload("Syria"));
  article.apply(acts.annotate(article, acts.group(), { from: 0, to: 5 }, null, "why?"));
  const [bare] = article.annotations.values();
  assert.equal(acts.change(article, acts.group(), bare, { note: "" })[0].after, null);
});

test("next and previous marks follow the order of the text, the outer one first", () => {
  const next = random(7);
  const text = "word ".repeat(200);
  const annotations = Array.from({ length: 60 }, (_, i) => {
    const from = Math.floor(next() * 190) * 5;
    return mark(text, [from, from + 4 + 5 * Math.floor(next() * 3)], { id: `m${i}` });
  });
  const article = new Article(payload(text, { annotations }));
  const expected = [...article.annotations.values()].sort(inOrder).map((m) => m.id);
  const walked = [];
  let at = { from: 0, to: Infinity, id: "" };
  while ((at = article.next(at, 1))) walked.push(at.id);
  assert.deepEqual(walked, expected);
  const back = [];
  at = { from: text.length + 1, to: 0, id: "" };
  while ((at = article.next(at, -1))) back.push(at.id);
  assert.deepEqual(back, expected.reverse());
});

test("what the server holds now replaces what differs, and only that is painted again", () => {
  const text = "Syria\nMoscow\nGeneva";
  const here = [mark(text, [0, 5], { id: "x" }), mark(text, [6, 12], { id: "y" })];
  const article = new Article(payload(text, { annotations: here }));
  const there = [mark(text, [0, 5], { id: "x" }), mark(text, [13, 19], { id: "z" })];
  assert.deepEqual([...sync(article, payload(text, { annotations: there }))].sort(), [1, 2]);
  assert.deepEqual([...article.annotations.keys()].sort(), ["x", "z"]);
});

test("a passage with gaps covers its parts alone, and its quote tells the gaps", () => {
  const text = "Anna, the minister, Lindh spoke.\nAnna spoke again.";
  const article = new Article(payload(text));
  const pieces = [{ from: 20, to: 25 }, { from: 0, to: 4 }];
  const content = { id: "g", kind: "span", label_id: "PER", note: "", state: "made", ...article.gappedPassage(pieces) };
  assert.deepEqual([content.quote, content.parts], ["Anna … Lindh", [[0, 4], [20, 25]]]);
  article.put("annotation", { id: "g" }, content);
  assert.deepEqual(article.marksAt(2).map((m) => m.id), ["g"]);
  assert.deepEqual(article.marksAt(10), []);
  assert.deepEqual(article.marksAt(22).map((m) => m.id), ["g"]);
  const [paragraph] = article.paragraphs;
  const cut = segments(paragraph, partsIn(paragraph, article.marksIn(paragraph)));
  assert.deepEqual(cut.map(({ from, to, marks }) => [text.slice(from, to), marks.length]), [
    ["Anna", 1], [", the minister, ", 0], ["Lindh", 1], [" spoke.", 0],
  ]); // prettier-ignore
  assert.equal(article.gappedPassage([{ from: 0, to: 4 }, { from: 4, to: 9 }]).parts, null);
});

test("a mark goes after the relations and the replies that hang on it, and all come back in one step", () => {
  const text = "Anna met Bela and Cora.";
  const marks = [[0, 4], [9, 13], [18, 22]].map((p, i) => mark(text, p, { id: "abc"[i], note: i ? "" : "who?" }));
  const article = new Article(payload(text, { annotations: marks }));
  const make = acts.group();
  for (const act of [acts.relate(make, "SAME", "a", "b"), acts.relate(make, "SAME", "c", "b"), acts.reply(make, "a", "she")]) article.apply(act);
  assert.deepEqual([...article.chainOf("a", "SAME")].sort(), ["a", "b", "c"]);
  const before = seen(article);
  const gone = acts.remove(article, acts.group(), article.mark("a"));
  assert.deepEqual(gone.map((act) => act.before.kind), ["relation", "reply", "span"]);
  for (const act of gone) article.apply(act);
  assert.deepEqual([...article.chainOf("b", "SAME")].sort(), ["b", "c"]);
  for (const act of article.history.step("undo", acts.group())) article.apply(act);
  assert.deepEqual(seen(article), before);
});

test("suggestions below a score leave the text, the lists and the walk, and come back", () => {
  const text = "Kofi Annan in Geneva and Moscow";
  const given = [[0, 10, 0.9], [14, 20, 0.5], [25, 31, null]].map(([from, to, score], n) =>
    mark(text, [from, to], { id: `s${n}`, state: "suggested", score })); // prettier-ignore
  const article = new Article(payload(text, { suggestions: given }));
  const all = seen(article);
  const shown = () => article.lists.suggestions.items.map(({ id }) => id);
  assert.deepEqual([...hideBelow(article, 0.6)], [0]);
  assert.deepEqual(shown(), ["s0", "s2"]);
  assert.deepEqual([...article.paragraphs[0].marks].sort(), ["s0", "s2"]);
  assert.equal(countBelow(article), 1);
  assert.equal(article.next({ from: 0, to: 10, id: "s0" }, 1).id, "s2");
  const act = acts.answer(article, acts.group(), article.mark("s0"));
  article.apply(act);
  hideBelow(article, 1);
  assert.deepEqual(shown(), ["s2"]);
  article.put("annotation", act.after, null);
  assert.deepEqual(shown(), ["s2"]);
  hideBelow(article, 0);
  assert.deepEqual(seen(article), all);
});

test("a date that is accepted keeps its value, and loses it with its label", () => {
  const text = "They met on Monday.";
  const asks = { ...LABELS[0], id: "DATE", attributes: [{ id: "value", name: "Value", kind: "text" }] };
  const dated = mark(text, [12, 18], { id: "s", label_id: "DATE", state: "suggested", attributes: { value: "2016-10-31" } });
  const article = new Article({ ...payload(text, { suggestions: [dated] }), labels: [...LABELS, asks] });
  const answers = [
    acts.answer(article, acts.group(), article.mark("s")),
    acts.annotate(article, acts.group(), { from: 12, to: 18 }, "DATE"),
    acts.answer(article, acts.group(), article.mark("s"), { label_id: "PER" }),
    acts.annotate(article, acts.group(), { from: 12, to: 18 }, "PER"),
  ];
  const told = answers.map(({ after }) => [after.state, after.attributes]);
  const value = { value: "2016-10-31" };
  assert.deepEqual(told, [["accepted", value], ["accepted", value], ["corrected", {}], ["corrected", {}]]);
});

test("suggestions that come while an article is open are those of one opened after", () => {
  forTexts((text, pick) => {
    const first = randomArticle(text, pick);
    const article = new Article(first);
    hideBelow(article, pick(2) ? 0.6 : 0);
    const kept = first.suggestions.filter(() => pick(2));
    const come = [mark(text, passageOf(text, pick), { id: "new", state: "suggested", score: 0.9 })];
    const later = { ...first, suggestions: [...kept, ...come] };
    const touched = sync(article, later);
    const fresh = new Article(later);
    hideBelow(fresh, article.leastScore);
    const order = ({ lists, ...rest }) => ({ ...rest, lists: [...lists.suggestions].sort() });
    assert.deepEqual(order(seen(article)), order(seen(fresh)));
    assert.ok(touched.size > 0);
    assert.equal(sync(article, later).size, 0);
  });
});
