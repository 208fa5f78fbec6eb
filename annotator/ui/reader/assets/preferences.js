/**
 * How the reader likes the desk. What is chosen takes effect at once, is kept in this browser, so
 * that the next first paint is right, and goes to the server, so that it follows the person.
 */

const SOON = 400; // a slider that is dragged is one message
const KEY = "pressmark-preferences:";

/** What holds where nothing was chosen (docs/api.md tells the values). */
export const USUAL = {
  keys: {}, text_size: 100, measure: "normal", face: "serif", spacing: "normal", theme: "app",
  least_score: 0, grouped: false, others: true,
}; // prettier-ignore

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/**
 * @param {(chosen: object) => Promise<object>} send see ApiError for how it fails
 * @param {{storage?: Storage, soon?: number, refused?: (error: Error) => void}} [more]
 */
export function createPreferences(send, { storage = storageOfPage(), soon = SOON, refused = () => {} } = {}) {
  let annotator = null;
  let values = {};
  let unsent = new Set(); // names whose value the server may not have
  const touched = new Set(); // names chosen on this page: what the server tells of them is older
  const listeners = new Set();
  let timer = 0;
  let isSending = false;
  let isDue = false; // something was chosen while the last was on its way

  function keep() {
    try {
      storage?.setItem(KEY + annotator, JSON.stringify({ values, unsent: [...unsent] }));
    } catch {
      // A browser that refuses storage still shows what was chosen, until the page is left.
    }
  }

  function tell() {
    for (const listener of listeners) listener();
  }

  async function deliver() {
    isDue = isSending;
    if (!unsent.size || isSending) return;
    isSending = true;
    const names = [...unsent];
    const sent = Object.fromEntries(names.map((name) => [name, values[name] ?? null]));
    try {
      await send(sent);
      forget(names, sent);
    } catch (error) {
      // Without an answer they stay, and go with the next that is chosen or opened.
      if (error.status >= 400 && error.status < 500) {
        forget(names, sent);
        refused(error);
      }
    } finally {
      isSending = false;
    }
    if (isDue) deliver();
  }

  function forget(names, sent) {
    for (const name of names) if (same(values[name] ?? null, sent[name])) unsent.delete(name);
    keep();
  }

  return {
    /** Say whose they are; what this browser remembers of them holds until the server tells. */
    setAnnotator(id) {
      if (id === annotator) return;
      annotator = id;
      let kept = null;
      try {
        kept = JSON.parse(storage?.getItem(KEY + id) ?? "null");
      } catch {
        kept = null;
      }
      values = kept?.values ?? {};
      unsent = new Set(kept?.unsent ?? []);
      touched.clear();
      for (const name of unsent) touched.add(name);
      tell();
      deliver();
    },
    get: (name) => values[name] ?? USUAL[name],
    usual: (name) => USUAL[name],
    /** Choose; the usual value, or null, goes back to the usual. */
    set(name, value) {
      const chosen = value === null || same(value, USUAL[name]) ? undefined : value;
      if (same(values[name], chosen)) return;
      if (chosen === undefined) delete values[name];
      else values[name] = chosen;
      touched.add(name);
      unsent.add(name);
      keep();
      tell();
      clearTimeout(timer);
      timer = setTimeout(deliver, soon);
    },
    /** Take what the server holds, but for what was chosen here since. */
    take(given) {
      if (!given) return;
      const chosenHere = [...touched].filter((name) => name in values).map((name) => [name, values[name]]);
      const fromServer = Object.entries(given).filter(([name]) => !touched.has(name));
      const now = Object.fromEntries([...fromServer, ...chosenHere]);
      const isNew = Object.keys(USUAL).some((name) => !same(now[name], values[name]));
      values = now;
      keep();
      if (isNew) tell();
      deliver();
    },
    /** Call `run` whenever something was chosen. */
    listen: (run) => listeners.add(run),
  };
}

function storageOfPage() {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}
