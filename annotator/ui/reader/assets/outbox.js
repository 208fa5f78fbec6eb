/**
 * Acts on their way to the disk: kept in localStorage from the moment they are made until the
 * server has confirmed them, sent in order, resent until answered, each applied once (its id says
 * so to the server). One outbox serves the page and outlives the desks on it.
 */

import { whenPaintedOrSoon } from "./dom.js";

const PREFIX = "pm:act:";
const BEAT = "pm:tab:";
const FIRST_WAIT = 200;
const LONGEST_WAIT = 5000;
const BATCH = 200;
// A tab that has said nothing for this long is taken for closed, and its acts are sent by others.
// Sending one twice does no harm.
const SILENCE = 6000;
// An article that the server does not know may be back later: its load was undone, or another
// database is open. Its acts wait this long between attempts, and hold up no other article's.
const MISSING_WAIT = 15000;

/** The storage that a browser gives when it refuses localStorage. */
const NOWHERE = {
  length: 0,
  key: () => null,
  getItem: () => null,
  setItem() {
    throw new Error("There is no storage.");
  },
  removeItem() {},
};

/**
 * Create an outbox.
 *
 * @param {object} options
 * @param {(articleId: string, acts: object[], ticket: string) => Promise<object>} options.post resolves to
 *   `{confirmed, refused}`; rejects with `{status, message, remedy}`, status 0 for no network
 * @param {Storage | null} options.storage
 * @param {() => number} [options.now]
 * @param {(run: () => void, ms: number) => unknown} [options.later]
 * @param {(run: () => void) => void} [options.soon] runs what need not be done before the act is seen
 * @param {string} [options.tab] an id of this page
 */
export function createOutbox({ post, storage, now = Date.now, later = setTimeout, soon = (run) => run(), tab }) {
  const store = storage ?? NOWHERE;
  const me = tab ?? Math.random().toString(36).slice(2);
  const entries = new Map(); // act id -> {key, n, article, act, ticket, by, tab}, in order
  const listeners = new Set();
  let annotator = "";
  let lastN = 0;
  let inFlight = false;
  let wait = FIRST_WAIT;
  let timer = null;
  let trouble = null; // why the last attempt failed: {status, message}
  let isStored = true;
  let hasLeft = false;
  const missing = new Map(); // article id -> when to try it again

  const attempt = (run) => {
    try {
      return run();
    } catch {
      return undefined;
    }
  };
  const isAlive = (id) => now() - Number(attempt(() => store.getItem(BEAT + id)) ?? 0) < SILENCE;
  // A page that is leaving still sees its last request fail; that must not look like life.
  const beat = () => hasLeft || attempt(() => store.setItem(BEAT + me, String(now())));
  const mine = (entry) => entry.by === annotator || !entry.by;

  function load() {
    const keys = [];
    for (let i = 0; i < (attempt(() => store.length) ?? 0); i++) {
      const key = attempt(() => store.key(i));
      if (key?.startsWith(PREFIX) || key?.startsWith(BEAT)) keys.push(key);
    }
    for (const key of keys) {
      if (key.startsWith(BEAT)) {
        if (!isAlive(key.slice(BEAT.length))) attempt(() => store.removeItem(key));
        continue;
      }
      const entry = attempt(() => JSON.parse(store.getItem(key)));
      if (entry?.act?.id && !entries.has(entry.act.id)) {
        entries.set(entry.act.id, { ...entry, key });
      }
    }
    const inOrder = [...entries.values()].sort((a, b) => a.n - b.n);
    entries.clear();
    for (const entry of inOrder) entries.set(entry.act.id, entry);
  }

  // Another tab may have settled acts that were read from the storage at the start.
  function dropSettledElsewhere() {
    for (const [id, entry] of entries) {
      if (entry.tab !== me && attempt(() => store.getItem(entry.key)) === null) entries.delete(id);
    }
  }

  function state() {
    const waiting = [...entries.values()].filter(mine).length;
    return { waiting, trouble, isStored, stranded: entries.size - waiting };
  }

  function tell(name, ...details) {
    for (const listener of listeners) listener[name]?.(...details);
  }

  function settle(id) {
    const entry = entries.get(id);
    entries.delete(id);
    if (entry) attempt(() => store.removeItem(entry.key));
    return entry;
  }

  function refuse(entry, refusal) {
    settle(entry.act.id);
    tell("refused", { ...refusal, article: entry.article, act: entry.act });
  }

  /** Return the next acts to send: of one article, in order, none that a living tab will send. */
  function nextBatch() {
    dropSettledElsewhere();
    const batch = [];
    const heldUp = new Set(); // articles whose earlier acts another tab is about to send
    for (const entry of entries.values()) {
      if (!mine(entry) || heldUp.has(entry.article)) continue;
      if ((missing.get(entry.article) ?? 0) > now()) continue;
      if (batch.length && entry.article !== batch[0].article) continue;
      if (entry.tab !== me && isAlive(entry.tab)) heldUp.add(entry.article);
      else batch.push(entry);
      if (batch.length === BATCH) break;
    }
    return batch;
  }

  /** Send a batch; a request that is refused as a whole is halved until the culprit is found. */
  async function send(batch) {
    try {
      // Where tickets differ, the first one is that of the window that was there first.
      const answer = await post(batch[0].article, batch.map((entry) => entry.act), batch[0].ticket);
      const refused = new Map((answer.refused ?? []).map((refusal) => [refusal.id, refusal]));
      for (const id of answer.confirmed ?? []) if (settle(id)) tell("confirmed", id);
      for (const entry of batch) {
        if (refused.has(entry.act.id)) refuse(entry, refused.get(entry.act.id));
      }
      missing.delete(batch[0].article);
    } catch (error) {
      if (error.status === 404) missing.set(batch[0].article, now() + MISSING_WAIT);
      if (!isFinal(error.status, error.code)) throw error;
      if (batch.length === 1) return refuse(batch[0], { present: undefined, ...plain(error) });
      const half = batch.length >> 1;
      await send(batch.slice(0, half));
      await send(batch.slice(half));
    }
    return undefined;
  }

  async function work() {
    if (inFlight) return;
    const batch = nextBatch();
    if (!batch.length) {
      if (state().waiting) again(FIRST_WAIT * 2);
      return;
    }
    inFlight = true;
    beat();
    try {
      await send(batch);
      trouble = null;
      wait = FIRST_WAIT;
      if (batch.some((entry) => entries.has(entry.act.id))) again(FIRST_WAIT);
    } catch (error) {
      trouble = plain(error);
      again(wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    }
    inFlight = false;
    tell("changed", state());
    if (entries.size && !timer) await work();
  }

  function again(ms) {
    beat();
    timer ??= later(() => {
      timer = null;
      work();
    }, ms);
  }

  load();

  return {
    /** Keep acts and send them, with the ticket of their article. The caller has painted them already. */
    push(article, acts, ticket) {
      for (const act of acts) {
        lastN = Math.max(lastN + 1, now() * 1000);
        const key = `${PREFIX}${article}:${lastN}:${act.id}`;
        const entry = { n: lastN, article, act, ticket, by: annotator, tab: me };
        entries.set(act.id, { ...entry, key });
        try {
          store.setItem(key, JSON.stringify(entry));
        } catch {
          isStored = false;
        }
      }
      tell("changed", state());
      soon(work);
    },
    /** Return the acts of an article that are not confirmed yet, in order. */
    pending: (article) =>
      [...entries.values()].filter((e) => e.article === article && mine(e)).map((e) => e.act),
    /** Say who is reading: acts are sent only in the name of whoever made them. */
    setAnnotator(name) {
      annotator = name;
      tell("changed", state());
      work();
    },
    /** Try now, without waiting: the network is back. */
    retry() {
      wait = FIRST_WAIT;
      work();
    },
    /** Say that this page is going: whoever comes next may send its acts at once. */
    leave() {
      hasLeft = true;
      attempt(() => store.removeItem(BEAT + me));
    },
    /** Say that it has come back, as pages do with the Back button. */
    comeBack() {
      hasLeft = false;
      work();
    },
    state,
    /** Listen: `{changed(state), confirmed(id), refused(refusal)}`. Returns how to stop. */
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/**
 * Return whether the server will never do what it answered so. Not there (404), too early (408),
 * too often (429) and not signed in (401, 403) pass; other 4xx will not, and what a role forbids.
 */
export function isFinal(status, code = "") {
  if (code === "forbidden") return true;
  return status >= 400 && status < 500 && ![401, 403, 404, 408, 429].includes(status);
}

function plain({ status = 0, code = "", message = "", remedy = "" }) {
  return { status, code, message, remedy };
}

let ofPage = null;

/** Return the browser's storage; null where it refuses it: acts are kept in memory, and the desk says so. */
export function storageOfPage() {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

/**
 * Return the outbox of this page, made on the first call.
 * @param {(articleId: string, acts: object[], ticket: string) => Promise<object>} post
 */
export function outboxOfPage(post) {
  if (ofPage) return ofPage;
  // A request that is begun takes the browser some milliseconds, for which a key does not wait.
  ofPage = createOutbox({ post, storage: storageOfPage(), soon: whenPaintedOrSoon });
  window.addEventListener("online", () => ofPage.retry());
  window.addEventListener("pagehide", () => ofPage.leave());
  window.addEventListener("pageshow", (event) => event.persisted && ofPage.comeBack());
  window.addEventListener("beforeunload", (event) => {
    const { isStored, waiting } = ofPage.state();
    if (!isStored && waiting) event.preventDefault();
  });
  return ofPage;
}
