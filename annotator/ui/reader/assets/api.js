/** The HTTP API of the app, as the desk uses it (docs/api.md). */

const KEPT = 12;
const PATIENCE = 15000;
const LONG = { patience: 300000 }; // for what goes through a whole project

/** An answer that is not a success: `status` 0 means that there was none. */
export class ApiError extends Error {
  constructor(status, { code = "", message = "", remedy = "" } = {}) {
    super(message || "The server cannot be reached.");
    Object.assign(this, { name: "ApiError", status, code, remedy });
  }
}

async function request(fetch, url, options, patience = PATIENCE) {
  let response;
  try {
    response = await fetch(url, { ...options, signal: AbortSignal.timeout(patience) });
  } catch {
    throw new ApiError(0, { remedy: "Check the connection; it will be tried again." });
  }
  const body = await response.json().catch(() => null);
  if (!response.ok) {
    const message = `The server answered ${response.status}.`;
    throw new ApiError(response.status, { message, ...(body?.message ? body : null) });
  }
  if (!body) throw new ApiError(0, { message: "The answer of the server was cut off." });
  return body;
}

/**
 * @param {string} base where the API is, such as "/api"
 * @param {typeof globalThis.fetch} [fetch]
 */
export function createApi(base, fetch = globalThis.fetch.bind(globalThis)) {
  const fetched = new Map(); // url -> promise of an answer, the oldest first

  const queryOf = (filter) =>
    new URLSearchParams(Object.entries(filter ?? {}).filter(([, v]) => v !== "" && v != null)).toString();

  const urlOf = (id, filter) => {
    const query = queryOf(filter);
    return `${base}/articles/${encodeURIComponent(id)}${query ? `?${query}` : ""}`;
  };

  function article(id, filter, { isInView = false, isLooking = false, ticket } = {}) {
    const more = { ...(isInView && { standing: true, ticket }), ...(isLooking && { looking: true }) };
    return request(fetch, urlOf(id, { ...filter, ...more }), { headers: { accept: "application/json" } });
  }

  function send(method, url, body, { patience, ...more } = {}) {
    const headers = { "content-type": "application/json" };
    return request(fetch, url, { method, headers, body: JSON.stringify(body), ...more }, patience);
  }

  const ask = (id, what, fields) =>
    request(fetch, `${base}/articles/${encodeURIComponent(id)}/${what}?${new URLSearchParams(fields)}`, {
      headers: { accept: "application/json" },
    });

  return {
    /**
     * Fetch an article as it is now; one that is in view keeps its suggestions as they stand, and
     * is opened by that, as its ticket says.
     * `isLooking` asks for others' work also where they work blind.
     */
    article,
    /** Where an article is as one HTML file; `isLooking` as above. */
    fileOf: (id, isLooking) => `${base}/articles/${encodeURIComponent(id)}/html${isLooking ? "?looking=true" : ""}`,
    /** Fetch the groups of acts that can be undone, or redone, beyond a group. */
    stacks: (id, kind, beyond) => ask(id, "stacks", { kind, beyond }),
    /** Listen for what is new on an article since an act. */
    events: (id, since, isLooking) =>
      new EventSource(`${base}/articles/${encodeURIComponent(id)}/events?since=${since}${isLooking ? "&looking=true" : ""}`),
    /** Lift blindness on an article, or put it back. */
    lift: (id, lifted) => send("PUT", `${base}/articles/${encodeURIComponent(id)}/lifted`, { lifted }),
    /** Fetch what was done to an article, newest first, before an act; null: from the newest. */
    history: (id, before, limit, isLooking) =>
      ask(id, "history", { ...(before !== null && { before }), limit, ...(isLooking && { looking: true }) }),
    /** Fetch which of one's marks on a copy can be carried over to an article. */
    carry: (id, fromId) => ask(id, "carry", { from_id: fromId }),
    /** Fetch what was on an article right after an act, and the steps that lead back there. */
    asOf: (id, seq) => ask(id, `as-of/${seq}`, {}),
    /** Fetch an article that will be asked for soon. */
    preload(id, filter) {
      const url = urlOf(id, filter);
      if (!id || fetched.has(url)) return;
      const answer = article(id, filter);
      answer.catch(() => fetched.delete(url));
      fetched.set(url, answer);
      if (fetched.size > KEPT) fetched.delete(fetched.keys().next().value);
    },
    /** Return the preloaded article, once: what was read early is not kept for later. */
    take(id, filter) {
      const url = urlOf(id, filter);
      const answer = fetched.get(url);
      fetched.delete(url);
      return answer ?? null;
    },
    /** Fetch one row of the list, by its place. */
    listed: (offset, filter) =>
      request(fetch, `${base}/articles?${queryOf({ ...filter, offset, limit: 1 })}`, { headers: { accept: "application/json" } }),
    /** Ask for the next article that is the reader's, after one they are done with. */
    next: (butArticle) => send("POST", `${base}/next`, { but_article: butArticle }),
    /** Leave an article out that is given to the reader. */
    skip: (id, reason) => send("POST", `${base}/articles/${encodeURIComponent(id)}/skip`, { reason }),
    /** Keep where the reader is in an article, also while the page is being left. */
    bookmark: (id, at) =>
      send("PUT", `${base}/articles/${encodeURIComponent(id)}/bookmark`, { at }, { keepalive: true }),
    /** Tell that somebody is at an article, also while the page is being left. */
    beat: (id, beat) =>
      send("POST", `${base}/articles/${encodeURIComponent(id)}/here`, beat, { keepalive: true }),
    /** Find entities by what was typed, and those that the same words named before. */
    entities: (id, query, quote) =>
      request(fetch, `${base}/entities?${new URLSearchParams({ article_id: id, query, quote })}`, {
        headers: { accept: "application/json" },
      }),
    /** Keep what the reader prefers. */
    prefer: (chosen) => send("PUT", `${base}/preferences`, chosen),
    /** Fetch the guidelines of an article's project. */
    guidelines: (id) =>
      request(fetch, `${base}/guidelines?${new URLSearchParams({ article_id: id })}`, { headers: { accept: "application/json" } }),
    /** Say that the reader has opened a version of them. */
    sawGuidelines: (id, number) => send("PUT", `${base}/guidelines/seen?${new URLSearchParams({ article_id: id })}`, { number }),
    /** Propose a label for the project of an article. */
    propose: (name, articleId) => send("POST", `${base}/labels`, { name, article_id: articleId }),
    /** Ask where words stand in the project: how many places, and the first of them. */
    occurrences: (wanted) => send("POST", `${base}/occurrences`, wanted, LONG),
    /** Label all those places, or remove all those marks, as one group of acts. */
    applyOccurrences: (wanted) => send("POST", `${base}/occurrences/apply`, wanted, LONG),
    /** Ask on how many articles, but one, a group is done, and on how many it is taken back. */
    group: (group, butArticle) =>
      request(fetch, `${base}/groups/${encodeURIComponent(group)}?${new URLSearchParams({ but_article: butArticle })}`, {
        headers: { accept: "application/json" },
      }),
    /** Undo or redo a group on every article that it is about, but one. */
    stepGroup: (group, kind, butArticle) =>
      send("POST", `${base}/groups/${encodeURIComponent(group)}/${kind}`, { but_article: butArticle }, LONG),
    /** Send acts of an article, with its ticket. */
    post: (id, acts, ticket) => send("POST", `${base}/articles/${encodeURIComponent(id)}/acts`, { acts, ticket }),
  };
}
