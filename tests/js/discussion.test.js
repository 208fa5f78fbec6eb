import assert from "node:assert/strict";
import { test } from "node:test";
import { reply, group } from "../../annotator/ui/reader/assets/acts.js";
import { attributesFor, chosenThreads, mentionsIn, threadOf, threadsOf } from "../../annotator/ui/reader/assets/discussion.js";
import { membersLike } from "../../annotator/ui/reader/assets/mentions.js";
import { Article } from "../../annotator/ui/reader/assets/model.js";

const TEXT = "Anna Lindh met Kofi Annan.";
const MEMBERS = [{ id: "me", name: "Reader" }, { id: "ana", name: "Ana" }, { id: "mara", name: "Ana Maria" }];
const note = (id, start, end, words, more = {}) => ({
  id, kind: "span", label_id: null, start, end, quote: TEXT.slice(start, end), note: words, state: "made",
  annotator: "Reader", attributes: {}, created_at: "2026-01-05T10:00:00Z", ...more,
}); // prettier-ignore
const payload = (annotations, shared = []) => ({
  article: { id: "a", text: TEXT, language: "en" }, labels: [], annotations, suggestions: [], undo: [], redo: [],
  state: "open", seq: 0, place: null, annotator: "me", members: MEMBERS, shared,
}); // prettier-ignore

test("a thread tells its replies in time, and whether it is resolved", () => {
  const article = new Article(payload([note("n", 0, 4, "Who?")]));
  const say = (words, attributes, at) => {
    const act = { ...reply(group(), "n", words, attributes), at };
    article.apply(act);
  };
  say("The minister.", {}, "2026-01-05T10:02:00Z");
  say("", { resolved: true }, "2026-01-05T10:03:00Z");
  let thread = threadOf(article, article.note("n"));
  assert.deepEqual([thread.count, thread.isResolved, thread.isMine], [1, true, true]);
  say("", { resolved: false }, "2026-01-05T10:04:00Z");
  thread = threadOf(article, article.note("n"));
  assert.deepEqual(thread.replies.map((one) => one.note), ["The minister.", "", ""]);
  assert.equal(thread.isResolved, false);
});

test("what others share is told beside one's own, waits for an answer, and is replaced as a whole", () => {
  const asked = note("f", 15, 19, "@Reader?", { annotator: "Ana", attributes: { mentions: ["me"] } });
  const article = new Article(payload([note("n", 0, 4, "Who?")], [asked]));
  assert.deepEqual(threadsOf(article).map(({ root, isWaiting }) => [root.id, isWaiting]), [["n", false], ["f", true]]);
  assert.equal(article.mark("f"), null); // it is read, and never changed
  article.apply({ ...reply(group(), "f", "Yes."), at: "2026-01-05T11:00:00Z" });
  assert.equal(threadsOf(article)[1].isWaiting, false);
  assert.deepEqual([...article.share([asked])], []);
  assert.deepEqual([...article.share([])], [0]);
  assert.equal(article.note("f"), null);
});

test("the list is narrowed by a filter and by words", () => {
  const article = new Article(payload([note("n", 0, 4, "Who?"), note("m", 5, 10, "Which *one*?")]));
  article.apply(reply(group(), "m", "The **minister**."));
  const threads = threadsOf(article);
  const ids = (...how) => chosenThreads(threads, ...how).map(({ root }) => root.id);
  assert.deepEqual([ids("open"), ids("resolved"), ids("replies"), ids("mention")], [["n", "m"], [], ["m"], []]);
  assert.deepEqual([ids("all", "MINISTER"), ids("all", "anna"), ids("all", "nothing")], [["m"], ["n"], []]);
});

test("a mention is a name behind an @, the longest that fits, and no part of a word", () => {
  assert.deepEqual(mentionsIn("@Ana Maria, and @Reader.", MEMBERS), ["mara", "me"]);
  assert.deepEqual(mentionsIn("@Anabel and a@Ana.b", MEMBERS), ["ana"]);
  assert.deepEqual(attributesFor("nobody", { mentions: ["me"], resolved: true }, MEMBERS), { resolved: true });
  assert.deepEqual(attributesFor("@Ana", {}, MEMBERS), { mentions: ["ana"] });
});

test("members are found by the beginning of their name or of a word in it", () => {
  assert.deepEqual(membersLike(MEMBERS, "ma").map(({ id }) => id), ["mara"]);
  assert.deepEqual(membersLike(MEMBERS, "ana m").map(({ id }) => id), ["mara"]);
  assert.equal(membersLike(MEMBERS, "").length, 3);
});
