import assert from "node:assert/strict";
import { test } from "node:test";

import * as acts from "../../annotator/ui/reader/assets/acts.js";
import { contentOf } from "../../annotator/ui/reader/assets/content.js";
import { Article } from "../../annotator/ui/reader/assets/model.js";
import { answerAll, answerWhole, giveRole, saidOf } from "../../annotator/ui/reader/assets/quoted.js";
import { intoChain, join as joined } from "../../annotator/ui/reader/assets/relating.js";
import { merge, split, splitAround } from "../../annotator/ui/reader/assets/shaping.js";
import { forTexts, passageOf } from "./texts.js";

const NAMES = ["SPEAKER", "PER", "ORG", "LOC", "NORP"];
const LABELS = [
  ...["QUOTE", "SPEAKER", "CUE", "PER", "EVENT"].map((id) => ({ id, kind: "span", joins: { from_ids: [], to_ids: [] } })),
  { id: "SAID_BY", kind: "relation", joins: { from_ids: ["QUOTE"], to_ids: NAMES } },
  { id: "SAID_WITH", kind: "relation", joins: { from_ids: ["QUOTE"], to_ids: ["CUE"] } },
  { id: "ABOUT", kind: "relation", joins: { from_ids: [], to_ids: [] } },
  { id: "SAME", kind: "chain", joins: { from_ids: [], to_ids: [] } },
].map((label) => ({ name: label.id, tag: label.id, key: "", colour: {}, ...label }));
//            0         1         2         3         4
//            0123456789012345678901234567890123456789012345678
const TEXT = "“We go now,” she said, “and you.” Ana Rollo left.";

const span = (id, label, start, end) => ({
  id, kind: "span", label_id: label, start, end, quote: TEXT.slice(start, end), parts: null, note: "",
  state: "suggested", suggestion_id: null, from_id: null, to_id: null, score: 0.9,
}); // prettier-ignore
const join = (id, label, from, to) => ({
  ...span(id, label, 0, 0), kind: "relation", start: null, end: null, quote: null, from_id: from, to_id: to,
}); // prettier-ignore

const SUGGESTED = [
  span("q1", "QUOTE", 0, 12), span("q2", "QUOTE", 23, 33), span("she", "SPEAKER", 13, 16), span("said", "CUE", 17, 21),
  span("ana", "PER", 34, 43),
  join("r1", "SAID_BY", "q1", "she"), join("r2", "SAID_WITH", "q1", "said"),
  join("r3", "SAID_BY", "q2", "she"), join("r4", "SAID_WITH", "q2", "said"),
]; // prettier-ignore

const fresh = (suggestions = SUGGESTED, text = TEXT) =>
  new Article({
    article: { id: "a", title: "", language: "en", text, words: 1 }, labels: LABELS, annotations: [], suggestions,
    undo: [], redo: [], state: "open", seq: 0, place: null,
  }); // prettier-ignore

function apply(article, made) {
  for (const act of made) article.apply(act);
  return made;
}

const answer = (article, id, changes) => apply(article, answerWhole(article, acts.group(), article.mark(id), changes));
const give = (article, id, role, chosen) => apply(article, giveRole(article, acts.group(), article.mark(id), role, chosen));
const undo = (article) => apply(article, article.history.step("undo", acts.group()));
const list = (article) => article.lists.suggestions.items.map(({ id }) => id);
const stateOf = (article, id) => [...(article.answers.get(id) ?? [])].map((one) => article.annotations.get(one).state).join();
const answerTo = (article, id) => article.annotations.get([...article.answers.get(id)][0]);
const said = (article, id) => Object.values(saidOf(article, answerTo(article, id) ?? article.mark(id))).map((mark) => mark?.quote);

test("speakers and cues of quotations stand in no list of their own", () => {
  assert.deepEqual(list(fresh()), ["q1", "q2", "ana"]);
});

test("a quotation is accepted with its speaker, its cue and both relations", () => {
  const article = fresh();
  const made = answer(article, "q1");
  assert.equal(new Set(made.map((act) => act.group)).size, 1);
  for (const id of ["q1", "she", "said", "r1", "r2"]) assert.equal(stateOf(article, id), "accepted");
  assert.deepEqual(said(article, "q1"), ["she", "said"]);
  assert.deepEqual(list(article), ["q2", "ana"]);
});

test("two quotations share a speaker, who is accepted once", () => {
  const article = fresh();
  answer(article, "q1");
  answer(article, "q2");
  const [one, other] = ["r1", "r3"].map((id) => answerTo(article, id).to_id);
  assert.equal(one, other);
  assert.deepEqual(said(article, "q2"), ["she", "said"]);
});

test("a rejected quotation takes its relations along, and its parts if no other quotation has them", () => {
  const article = fresh();
  answer(article, "q1", { state: "rejected" });
  for (const id of ["q1", "r1", "r2"]) assert.equal(stateOf(article, id), "rejected");
  for (const id of ["she", "said"]) assert.equal(stateOf(article, id), "");
  answer(article, "q2", { state: "rejected" });
  for (const id of ["she", "said"]) assert.equal(stateOf(article, id), "rejected");
  assert.deepEqual(list(article), ["ana"]);
});

test("quotations that share a speaker are answered together, each suggestion once", () => {
  for (const changes of [{}, { state: "rejected" }]) {
    const article = fresh();
    const made = apply(article, answerAll(article, acts.group(), ["q1", "q2"].map((id) => article.mark(id)), changes));
    assert.equal(new Set(made.map((act) => act.after.suggestion_id)).size, made.length);
    for (const { id } of SUGGESTED.filter((one) => one.id !== "ana")) assert.equal(stateOf(article, id), changes.state ?? "accepted");
    undo(article);
    assert.deepEqual(list(article), ["q1", "q2", "ana"]);
  }
});

test("a rejected quotation leaves a name alone", () => {
  const article = fresh(SUGGESTED.map((one) => (one.id === "r1" ? { ...one, to_id: "ana" } : one)));
  answer(article, "q1", { state: "rejected" });
  assert.equal(stateOf(article, "ana"), "");
  assert.ok(list(article).includes("ana"));
});

test("what becomes no quotation after all has no speaker", () => {
  const article = fresh();
  answer(article, "q1", { label_id: "EVENT" });
  assert.equal(stateOf(article, "q1"), "corrected");
  assert.equal(stateOf(article, "r1"), "rejected");
});

test("a quotation that is answered without its parts leaves them in the list", () => {
  const article = fresh();
  for (const id of ["q1", "q2"]) apply(article, [acts.answer(article, acts.group(), article.mark(id))]);
  assert.deepEqual(list(article), ["she", "said", "ana"]);
  undo(article);
  assert.deepEqual(list(article), ["q2", "ana"]);
});

test("a part that was rejected by itself stays out", () => {
  const article = fresh();
  apply(article, [acts.answer(article, acts.group(), article.mark("she"), { state: "rejected" })]);
  answer(article, "q1");
  assert.equal(stateOf(article, "r1"), "rejected");
  assert.deepEqual(said(article, "q1"), [undefined, "said"]);
});

test("another speaker is given to a suggested quotation by accepting it so", () => {
  const article = fresh();
  const made = give(article, "q1", "SAID_BY", { mark: article.mark("ana") });
  assert.equal(new Set(made.map((act) => act.group)).size, 1);
  assert.equal(stateOf(article, "q1"), "accepted");
  assert.equal(stateOf(article, "r1"), "corrected");
  assert.equal(stateOf(article, "ana"), "accepted");
  assert.equal(stateOf(article, "she"), ""); // the other quotation has her still
  assert.deepEqual(said(article, "q1"), ["Ana Rollo", "said"]);
});

test("another speaker is given to an accepted quotation; the old one goes if nothing else has it", () => {
  const article = fresh();
  answer(article, "q1");
  const relation = answerTo(article, "r1").id;
  const quotation = answerTo(article, "q1");
  give(article, quotation.id, "SAID_BY", { mark: article.mark("ana") });
  assert.equal(answerTo(article, "r1").id, relation);
  assert.equal(answerTo(article, "r1").state, "corrected");
  assert.deepEqual(said(article, "q1"), ["Ana Rollo", "said"]);
  give(article, quotation.id, "SAID_BY", { passage: { from: 13, to: 16 } });
  assert.equal(answerTo(article, "r1").state, "accepted");
  assert.deepEqual(giveRole(article, acts.group(), quotation, "SAID_BY", { mark: answerTo(article, "she") }), []);
});

test("words become the speaker of a quotation that has none", () => {
  const article = fresh(SUGGESTED.filter(({ kind, id }) => kind !== "relation" && id !== "she"));
  give(article, "q2", "SAID_BY", { passage: { from: 13, to: 16 } });
  assert.deepEqual(said(article, "q2"), ["she", undefined]);
  undo(article);
  assert.equal(article.annotations.size, 0);
});

test("answers to quotations and other speakers are taken back whole, and the lists follow", () => {
  forTexts((text, pick) => {
    const points = (units) => Array.from(text.slice(0, units)).length;
    const place = () => {
      const [from, to] = passageOf(text, pick);
      return [points(from), points(to), text.slice(from, to)];
    };
    const labels = { q1: "QUOTE", q2: "QUOTE", she: "SPEAKER", said: "CUE", ana: "PER" };
    const spans = Object.entries(labels).map(([id, label]) => {
      const [start, end, quote] = place();
      return { ...span(id, label, 0, 0), start, end, quote };
    });
    const suggestions = [...spans, ...SUGGESTED.filter(({ kind }) => kind === "relation")];
    const article = fresh(suggestions, text);
    const snapshot = () =>
      JSON.stringify([[...article.annotations.values()].map(contentOf).sort((a, b) => (a.id < b.id ? -1 : 1)), list(article)]);
    const past = [];
    for (let i = 0; i < 6; i++) {
      const before = snapshot();
      const quotations = [...article.annotations.values(), ...article.lists.suggestions.items].filter((m) => m.label_id === "QUOTE" && m.state !== "rejected");
      const open = article.lists.suggestions.items;
      const [from, to] = passageOf(text, pick);
      let made = [];
      if (pick(2) && open.length) made = answer(article, open[pick(open.length)].id, pick(3) ? {} : { state: "rejected" });
      else if (quotations.length) made = give(article, quotations[pick(quotations.length)].id, pick(2) ? "SAID_BY" : "SAID_WITH", { passage: { from, to } });
      if (made.length) past.push(before);
      for (const one of article.annotations.values()) {
        if (one.kind !== "relation" || one.state === "rejected") continue;
        for (const end of [one.from_id, one.to_id]) assert.ok(article.annotations.get(end), "an end of a relation is one's own");
        assert.notEqual(article.annotations.get(one.to_id).state, "rejected");
      }
      for (const answers of article.answers.values()) assert.ok(answers.size <= 1, "a suggestion has one answer");
      const again = new Article({
        article: article.info, labels: LABELS, annotations: [...article.annotations.values()], suggestions,
        undo: [], redo: [], state: "open", seq: 0, place: null,
      }); // prettier-ignore
      assert.deepEqual(list(again), list(article));
    }
    while (past.length) {
      undo(article);
      assert.equal(snapshot(), past.pop());
    }
  }, 20);
});

test("a suggested quotation that is split keeps its speaker and cue on the first piece", () => {
  for (const cut of [(...given) => split(...given, 4), (...given) => splitAround(...given, { from: 4, to: 10 })]) {
    const article = fresh();
    const made = apply(article, cut(article, acts.group(), article.mark("q1")));
    assert.equal(new Set(made.map((act) => act.group)).size, 1);
    const first = answerTo(article, "q1");
    assert.equal(made[0].after.id, first.id);
    assert.deepEqual([first.quote, first.state], ["We", "corrected"]);
    assert.deepEqual(said(article, "q1"), ["she", "said"]);
    for (const id of ["she", "said", "r1", "r2"]) assert.equal(stateOf(article, id), "accepted");
    assert.ok(article.lists.marks.items.some((mark) => mark.quote === "go now" && mark.label_id === "QUOTE"));
    undo(article);
    assert.equal(article.annotations.size, 0);
    assert.deepEqual(list(article), ["q1", "q2", "ana"]);
  }
});

test("a suggested quotation that is joined is accepted with its speaker and its cue, each once", () => {
  for (const [from, to] of [["q1", "ana"], ["ana", "q1"], ["q1", "q2"], ["she", "q1"], ["q1", "said"]]) {
    const article = fresh();
    const way = { label: article.labels.get("ABOUT"), from: article.mark(from), to: article.mark(to) };
    const made = apply(article, joined(article, acts.group(), way));
    const answered = made.map(({ after }) => after.suggestion_id).filter(Boolean);
    assert.equal(new Set(answered).size, answered.length, `${from} ${to}`);
    for (const id of ["q1", "she", "said", "r1", "r2", from, to]) assert.equal(stateOf(article, id), "accepted", `${from} ${to} ${id}`);
    const { after } = made.at(-1);
    assert.deepEqual([after.from_id, after.to_id], [from, to].map((id) => answerTo(article, id).id));
    undo(article);
    assert.equal(article.annotations.size, 0);
  }
});

test("a suggested quotation that is joined to who says it has that speaker alone", () => {
  for (const [to, state, she] of [["she", "accepted", "accepted"], ["ana", "corrected", ""]]) {
    const article = fresh();
    const way = { label: article.labels.get("SAID_BY"), from: article.mark("q1"), to: article.mark(to) };
    apply(article, joined(article, acts.group(), way));
    assert.deepEqual(said(article, "q1"), [article.mark(to).quote, "said"]);
    assert.equal(stateOf(article, "r1"), state);
    assert.equal(stateOf(article, "she"), she);
    const own = [...article.annotations.values()].filter((one) => one.label_id === "SAID_BY");
    assert.equal(own.length, 1);
  }
});

test("suggested quotations that join a chain come with what hangs on them", () => {
  const article = fresh();
  apply(article, intoChain(article, acts.group(), "SAME", ["q1", "q2", "she"].map((id) => article.mark(id))));
  for (const id of ["q1", "q2", "she", "said", "r1", "r2", "r3", "r4"]) assert.equal(stateOf(article, id), "accepted");
  const ids = ["q1", "q2", "she"].map((id) => answerTo(article, id).id);
  assert.deepEqual([...article.chainOf(ids[0], "SAME")].sort(), ids.sort());
  undo(article);
  assert.equal(article.annotations.size, 0);
});

const told = (article) => [...article.annotations.values()].map(contentOf).sort((a, b) => (a.id < b.id ? -1 : 1));
const ends = (article, id) =>
  article.relationsOf(id).filter(({ state }) => state !== "suggested").map(({ label_id: role, to_id: to }) => `${role} ${article.mark(to).quote}`).sort(); // prettier-ignore
const after = (article) =>
  new Article({
    article: article.info, labels: LABELS, annotations: [...article.annotations.values()], suggestions: [...article.suggestions.values()],
    undo: [], redo: [], state: "open", seq: 0, place: null,
  }); // prettier-ignore

/** Merge the answers to two suggestions; returns the mark that stays. Undo has to bring all back. */
function merged(article, first, second) {
  const before = [told(article), list(article)];
  const [one, other] = [first, second].map((id) => answerTo(article, id));
  const run = () => apply(article, merge(article, acts.group(), article.mark(one.id), article.mark(other.id)));
  run();
  undo(article);
  assert.deepEqual([told(article), list(article)], before);
  const made = run();
  assert.equal(new Set(made.map(({ group }) => group)).size, 1);
  for (const answers of article.answers.values()) assert.ok(answers.size <= 1, "a suggestion has one answer");
  for (const { kind, from_id: from, to_id: to } of article.annotations.values()) {
    if (kind === "relation") assert.ok(article.mark(from) && article.mark(to), "no relation hangs in the air");
  }
  assert.deepEqual(list(after(article)), list(article));
  return article.mark(one.id);
}

test("two quotations of one speaker that are merged have the speaker and the cue once, and nothing is open of them", () => {
  const article = fresh();
  for (const id of ["q1", "q2"]) answer(article, id);
  const { id, quote } = merged(article, "q1", "q2");
  assert.equal(quote, TEXT.slice(0, 33));
  assert.deepEqual(ends(article, id), ["SAID_BY she", "SAID_WITH said"]);
  assert.deepEqual(list(article), ["ana"]);
  for (const one of ["q2", "r3", "r4"]) assert.equal(stateOf(article, one), "rejected");
  for (const one of ["she", "said"]) assert.equal(stateOf(article, one), "accepted");
  // Nothing of the second holds the speaker fast when another is chosen.
  give(article, id, "SAID_BY", { mark: article.mark("ana") });
  assert.deepEqual(ends(article, id), ["SAID_BY Ana Rollo", "SAID_WITH said"]);
  assert.equal(stateOf(article, "she"), "rejected");
});

test("a quotation that nobody says takes over the speaker and the cue of the one it is merged with", () => {
  const article = fresh(SUGGESTED.filter(({ id }) => !["r1", "r2"].includes(id)));
  for (const id of ["q1", "q2"]) answer(article, id);
  const { id } = merged(article, "q1", "q2");
  assert.deepEqual(ends(article, id), ["SAID_BY she", "SAID_WITH said"]);
  assert.deepEqual(Object.values(saidOf(article, article.mark(id))).map(({ quote }) => quote), ["she", "said"]);
  assert.deepEqual(list(article), ["ana"]);
});

test("merged quotations of two speakers are the first one's, and a name that is the second's stays a mark", () => {
  const more = [span("left", "CUE", 44, 48), join("r5", "SAID_BY", "q2", "ana"), join("r6", "SAID_WITH", "q2", "left")];
  const suggestions = [...SUGGESTED.filter(({ id }) => !["r3", "r4"].includes(id)), ...more];
  for (const [first, second, expected] of [["q1", "q2", ["she", "said"]], ["q2", "q1", ["Ana Rollo", "left"]]]) {
    const article = fresh(suggestions);
    for (const id of ["q2", "q1"]) answer(article, id);
    const { id } = merged(article, first, second);
    assert.deepEqual(ends(article, id), [`SAID_BY ${expected[0]}`, `SAID_WITH ${expected[1]}`]);
    assert.deepEqual(Object.values(saidOf(after(article), article.mark(id))).map(({ quote }) => quote), expected);
    assert.equal(stateOf(article, "ana"), "accepted");
    assert.equal(stateOf(article, second === "q2" ? "left" : "said"), "rejected");
    assert.deepEqual(list(article), []);
  }
});

test("a speaker that is joined to something else stays when the quotation has another one", () => {
  const article = fresh();
  for (const id of ["q1", "q2", "ana"]) answer(article, id);
  const [one, two, she, ana] = ["q1", "q2", "she", "ana"].map((id) => answerTo(article, id).id);
  apply(article, joined(article, acts.group(), { label: article.labels.get("ABOUT"), from: article.mark(one), to: article.mark(she) }));
  for (const id of [two, one]) give(article, id, "SAID_BY", { mark: article.mark(ana) });
  assert.deepEqual(ends(article, one), ["ABOUT she", "SAID_BY Ana Rollo", "SAID_WITH said"]);
});
