/**
 * Undo and redo of what was done to many articles at once. The open article is seen to by acts like
 * any other; the rest is one request that the server works through, and goes on with where it was
 * broken off. That the rest is wanted is kept in the browser's storage until the server has
 * answered, so that it can be finished after a reload, a closed page or an hour without a server.
 */

import { button, h, short } from "./dom.js";

const PREFIX = "pm:wide:";

/** Return a number with its noun: "1 article", "2 articles". */
export const counted = (n, noun) => `${n.toLocaleString("en")} ${noun}${n === 1 ? "" : "s"}`;

/** Return how many articles are still not as a step wants them. */
export const leftOf = ({ kind }, { done, undone }) => (kind === "undo" ? done : undone);

/**
 * What is wanted of groups of acts: one step each, the last that was asked for.
 * @param {Storage | null} storage
 */
export function createWanted(storage) {
  const unstored = new Map(); // key -> what the storage refuses: it lasts as long as the page
  const prefixOf = (by) => `${PREFIX}${encodeURIComponent(by)}:`;
  const attempt = (run) => {
    try {
      return run();
    } catch {
      return undefined;
    }
  };
  const read = (key) => unstored.get(key) ?? attempt(() => JSON.parse(storage.getItem(key)));

  return {
    /** Keep that a step is wanted; undo and redo of a group take each other's place. */
    add(by, step) {
      const key = prefixOf(by) + step.group;
      unstored.delete(key);
      try {
        storage.setItem(key, JSON.stringify(step));
      } catch {
        unstored.set(key, step);
      }
    },
    /** The server has answered a step; one that was asked for since stays. */
    settle(by, { group, kind }) {
      const key = prefixOf(by) + group;
      if (read(key)?.kind !== kind) return;
      unstored.delete(key);
      attempt(() => storage.removeItem(key));
    },
    /** Return the steps that a person still waits for, the oldest first. */
    of(by) {
      const stored = Array.from({ length: attempt(() => storage.length) ?? 0 }, (_, i) => attempt(() => storage.key(i)));
      const keys = [...new Set([...stored, ...unstored.keys()])].filter((key) => key?.startsWith(prefixOf(by)));
      return keys
        .map(read)
        .filter((step) => step?.group && (step.kind === "undo" || step.kind === "redo"))
        .sort((a, b) => String(a.at).localeCompare(String(b.at)));
    },
  };
}

/** @param {object} desk @param {Storage | null} storage @param {AbortSignal} signal ends it */
export function createWideUndo(desk, storage, signal) {
  const wanted = createWanted(storage);
  const underWay = new Set(); // groups that this page waits for an answer about
  const broken = new Set(); // groups whose step is known to be broken off
  const opener = button("button.pm-act.pm-waiting", { hidden: true, onclick: () => finish(), "data-testid": "pm-unfinished" });
  let line = Promise.resolve();

  const unfinished = () => (desk.article ? wanted.of(desk.article.annotator).filter(({ group }) => broken.has(group)) : []);
  const named = ({ quote }) => (quote ? ` of “${short(quote, 40)}”` : "");

  function draw() {
    const all = unfinished();
    const [kind] = new Set(all.map((step) => step.kind));
    const words = all.length === 1 ? kind : `${all.length}`;
    opener.hidden = !all.length;
    opener.replaceChildren("Finish", h("span.pm-long", { text: ` ${words}` }));
    opener.setAttribute("aria-label", `Finish ${all.length === 1 ? `the ${kind} over many articles that was broken off` : `${all.length} steps over many articles that were broken off`}`);
    opener.title = `Broken off: ${all.map((step) => step.kind + named(step)).join(", ")} (${desk.keyOf("finish")})`;
  }

  /** Run what changes many articles when what was asked for before it is over. */
  function inTurn(run) {
    const turn = line.then(run);
    line = turn.catch(() => {});
    return turn;
  }

  async function send(by, step) {
    const { group, kind, butArticle } = step;
    underWay.add(group);
    try {
      const answer = await inTurn(() => desk.api.stepGroup(group, kind, butArticle));
      wanted.settle(by, step);
      broken.delete(group);
      return answer;
    } catch (error) {
      if (!error.name?.startsWith("ApiError")) throw error;
      broken.add(group);
      const isHere = butArticle && butArticle === desk.article?.id;
      const words = `${kind === "undo" ? "Taken back" : "Done again"} in ${isHere ? "this article" : "one article"} only.`;
      desk.voice.toast(`${butArticle ? words : "It was broken off."} ${error.message}`, {
        detail: `${error.remedy ?? ""} The rest stays to be finished (${desk.keyOf("finish")}).`.trim(), isError: true, action: "Try again", run: () => finish(),
      }); // prettier-ignore
      return null;
    } finally {
      underWay.delete(group);
      draw();
    }
  }

  function told({ kind, butArticle }, answer) {
    const verb = kind === "undo" ? "Taken back" : "Done again";
    const left = answer.left ? ` ${counted(answer.left, "place")} changed since and stayed.` : "";
    const articles = `${answer.articles.toLocaleString("en")}${butArticle ? " other" : ""} ${answer.articles === 1 ? "article" : "articles"}`;
    if (answer.articles) desk.voice.toast(`${verb} in ${articles} too.${left}`);
    if (desk.article && butArticle !== desk.article.id) desk.renew();
  }

  /** Take a group back, or bring it back, on all articles that it is about but one. */
  async function step(kind, group, butArticle, quote = "") {
    const by = desk.article.annotator;
    const wish = { group, kind, butArticle, quote, at: new Date().toISOString() };
    broken.delete(group);
    wanted.add(by, wish);
    draw();
    const answer = await send(by, wish);
    if (answer) told(wish, answer);
  }

  /** Finish what was broken off; once more does nothing more. */
  async function finish() {
    const by = desk.article.annotator;
    const all = unfinished();
    if (!all.length) return desk.voice.say("No undo was broken off.");
    for (const wish of all.filter(({ group }) => !underWay.has(group))) {
      const answer = await send(by, wish);
      if (!answer) return undefined;
      if (!answer.articles) desk.voice.toast("Nothing was left to do.");
      told(wish, answer);
    }
    return undefined;
  }

  /** Ask what is left of the steps that an earlier page waited for, and offer to finish them. */
  async function look() {
    draw();
    const by = desk.article.annotator;
    for (const wish of wanted.of(by)) {
      if (underWay.has(wish.group) || broken.has(wish.group)) continue;
      const found = await desk.api.group(wish.group, wish.butArticle).catch(() => null);
      if (underWay.has(wish.group) || broken.has(wish.group)) continue;
      const left = found && leftOf(wish, found);
      if (left === 0) wanted.settle(by, wish);
      else offer(wish, left);
    }
  }

  function offer(wish, left) {
    broken.add(wish.group);
    draw();
    const state = wish.kind === "undo" ? "not taken back" : "not done again";
    desk.voice.toast(`The ${wish.kind}${named(wish)} over many articles was broken off.`, {
      detail: left ? `${counted(left, "article")} ${left === 1 ? "is" : "are"} ${state} yet.` : "What is left of it is not known: the server did not answer.",
      action: "Finish it", run: () => finish(),
    }); // prettier-ignore
  }

  const onStorage = ({ key }) => key?.startsWith(PREFIX) && draw();
  window.addEventListener("storage", onStorage, { signal });

  return { opener, inTurn, step, finish, look };
}

/** @param {object} desk */
export function createWideCommands(desk) {
  return { finish: () => void desk.wide.finish() };
}
