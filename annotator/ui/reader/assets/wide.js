/**
 * What is done to many articles at once. The open article is seen to by acts like any other; the
 * rest is one request that the server works through, and goes on with where it was broken off.
 */

import { button, h, short } from "./dom.js";
import { isFinal } from "./outbox.js";
import { createTurns } from "./turns.js";
import { counted, createWanted, KINDS, PREFIX } from "./wanted.js";

const NOTHING = { articles: 0, places: 0, left: 0 };

/** @param {object} desk @param {Storage | null} storage @param {AbortSignal} signal ends it */
export function createWide(desk, storage, signal) {
  const wanted = createWanted(storage);
  const turns = createTurns(navigator.locks, PREFIX, signal);
  const followed = new Set(); // groups that another window is at
  const underWay = new Set(); // groups that this page waits for an answer about
  const broken = new Set(); // groups whose step is known to be broken off
  const opener = button("button.pm-act.pm-waiting", { hidden: true, onclick: () => finish(), "data-testid": "pm-unfinished" });
  let line = Promise.resolve();

  const unfinished = () => (desk.article ? wanted.of(desk.article.annotator).filter(({ group }) => broken.has(group)) : []);
  const nounOf = ({ kind }) => KINDS[kind].noun;
  const named = ({ quote }) => (quote ? ` of “${short(quote, 40)}”` : "");

  function draw() {
    const all = unfinished();
    const [first] = all;
    opener.hidden = !first;
    if (!first) return;
    const words = all.length === 1 ? nounOf(first) : `${all.length}`;
    opener.replaceChildren("Finish", h("span.pm-long", { text: ` ${words}` }));
    opener.setAttribute("aria-label", `Finish ${all.length === 1 ? `the ${words} over many articles that was broken off` : `${words} steps over many articles that were broken off`}`);
    opener.title = `Broken off: ${all.map((step) => nounOf(step) + named(step)).join(", ")} (${desk.keyOf("finish")})`;
  }

  /** Have the server do a step that is wanted still: another window may have done it, or its reverse. */
  async function work(by, step) {
    const isWanted = wanted.of(by).some(({ group, kind }) => group === step.group && kind === step.kind);
    if (!isWanted) return NOTHING;
    const answer = await KINDS[step.kind].send(desk.api, step);
    wanted.settle(by, step);
    return answer;
  }

  /** Send a step when what was asked for before it is over, here and in other windows. */
  async function send(by, step) {
    const { group } = step;
    underWay.add(group);
    const turn = line.then(() => turns.take(group, () => work(by, step)));
    line = turn.catch(() => {});
    try {
      const answer = await turn;
      broken.delete(group);
      return answer;
    } catch (error) {
      if (!error.name?.startsWith("ApiError")) throw error;
      failed(by, step, error);
      return null;
    } finally {
      underWay.delete(group);
      draw();
    }
  }

  function failed(by, step, { status, code, message, remedy }) {
    const isOver = isFinal(status, code); // what the server will never do is not asked for again
    if (isOver) wanted.settle(by, step);
    else broken.add(step.group);
    const isHere = step.butArticle && step.butArticle === desk.article?.id;
    const words = step.butArticle ? `${KINDS[step.kind].done} in ${isHere ? "this article" : "one article"} only.` : "It was broken off.";
    const more = isOver ? {} : { action: "Try again", run: () => finish() };
    const rest = isOver ? "" : `The rest stays to be finished (${desk.keyOf("finish")}).`;
    desk.voice.toast(`${words} ${message}`, { detail: `${remedy ?? ""} ${rest}`.trim(), isError: true, ...more });
  }

  function told({ group, kind, butArticle, quote, label }, answer) {
    const { done } = KINDS[kind];
    const others = `${answer.articles.toLocaleString("en")}${butArticle ? " other" : ""} ${answer.articles === 1 ? "article" : "articles"}`;
    if (label) desk.voice.toast(`${done} in ${counted(answer.places, "place")} of ${others}: “${short(quote, 40)}”, ${label}.`);
    else if (answer.articles) {
      const left = answer.left ? ` ${counted(answer.left, "place")} changed since and stayed.` : "";
      desk.voice.toast(`${done} in ${others} too.${left}`);
    }
    if (desk.article?.id !== butArticle) desk.renew();
    else if (label) desk.article.history.wide[group] = answer.articles + 1;
  }

  /** Want a step, and have it done; returns the answer of the server, null where it was broken off. */
  function want(step) {
    const by = desk.article.annotator;
    const wish = { ...step, at: new Date().toISOString() };
    broken.delete(step.group);
    wanted.add(by, wish);
    draw();
    return send(by, wish);
  }

  /** Take a group back, or bring it back, on all articles that it is about but one. */
  async function step(kind, group, butArticle, quote = "") {
    const wish = { group, kind, butArticle, quote };
    const answer = await want(wish);
    if (answer) told(wish, answer);
  }

  /** Finish what was broken off; once more does nothing more. */
  async function finish() {
    const by = desk.article.annotator;
    const all = unfinished();
    if (!all.length) return desk.voice.say("Nothing was broken off.");
    for (const wish of all.filter(({ group }) => !underWay.has(group))) {
      const answer = await send(by, wish);
      if (!answer) return undefined;
      if (answer.articles) told(wish, answer);
      else desk.voice.toast("Nothing was left to do.");
    }
    return undefined;
  }

  /** Return whether another window is at a step; when it is done with it, it is looked at again. */
  async function isElsewhere({ group }) {
    if (!(await turns.isTaken(group))) return false;
    if (!followed.has(group)) {
      followed.add(group);
      const again = () => followed.delete(group) && desk.article && look();
      turns.whenFree(group).then(again, () => {}); // a desk that was closed asks nothing
    }
    return true;
  }

  /** Ask what is left of the steps that an earlier page waited for, and offer to finish them. */
  async function look() {
    draw();
    const by = desk.article.annotator;
    const isKnown = ({ group }) => underWay.has(group) || broken.has(group);
    for (const wish of wanted.of(by)) {
      if (isKnown(wish) || (await isElsewhere(wish))) continue;
      const { ask, leftOf } = KINDS[wish.kind];
      const found = await ask(desk.api, wish).catch(() => null);
      if ((await isElsewhere(wish)) || isKnown(wish)) continue;
      const left = found && leftOf(found);
      if (left === 0) wanted.settle(by, wish);
      else offer(wish, left);
    }
  }

  function offer(wish, left) {
    broken.add(wish.group);
    draw();
    const { noun, isLeft, unit } = KINDS[wish.kind];
    desk.voice.toast(`The ${noun}${named(wish)} over many articles was broken off.`, {
      detail: left ? `${counted(left, unit)} ${left === 1 ? "is" : "are"} ${isLeft} yet.` : "What is left of it is not known: the server did not answer.",
      action: "Finish it", run: () => finish(),
    }); // prettier-ignore
  }

  const onStorage = ({ key }) => key?.startsWith(PREFIX) && draw();
  window.addEventListener("storage", onStorage, { signal });

  /** Return whether something of a group is still to be done: whoever takes it back ends that too. */
  const isWanted = (id) => wanted.of(desk.article.annotator).some(({ group }) => group === id);

  return { opener, want, isWanted, step, finish, look };
}

/** @param {object} desk */
export function createWideCommands(desk) {
  return { finish: () => void desk.wide.finish() };
}
