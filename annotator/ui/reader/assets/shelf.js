/** The articles at hand: those opened last, those fetched ahead, and acts not confirmed yet on top. */

import { Article } from "./model.js";
import { sync } from "./syncing.js";

const KEPT = 8;
// An article that was fetched ahead is asked for again when something was done since, for that may
// change what is suggested in it; whoever waits for the network longer than this reads it as it was.
const FRESH_WITHIN = 400;
const A_MOMENT = 10;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * @param {object} api see createApi
 * @param {object} outbox see createOutbox
 * @param {() => object} filter the list that next and previous follow
 */
export function createShelf(api, outbox, filter) {
  const articles = new Map(); // id -> Article, the one opened last at the end
  const early = new Map(); // article id -> {waited, at}: the acts that waited when it was fetched ahead
  const guessed = new Set(); // ids of articles opened with acts still waiting
  const refused = new Set(); // ids of acts
  let moves = 0;
  let movedIn = ""; // the article that the last act was made in

  /**
   * Put the acts that waited when the article was asked for over what came: by now they may be
   * confirmed, and not in it all the same.
   */
  function read(payload, waited) {
    const article = new Article(payload);
    const known = new Set(waited.map((act) => act.id));
    const since = outbox.pending(article.id).filter((act) => !known.has(act.id));
    const acts = [...waited, ...since].filter((act) => !refused.has(act.id));
    for (const act of acts) article.apply(act);
    // The server may hold some of them already; what can be undone is certain when it has all.
    if (acts.length) guessed.add(article.id);
    return article;
  }

  /** Ask for an article once what was done in another is on disk; null: that can't be had now. */
  async function freshly(id) {
    for (let left = FRESH_WITHIN; left > 0 && outbox.pending(movedIn).length; left -= A_MOMENT) {
      await pause(A_MOMENT);
    }
    const waited = outbox.pending(id);
    const payload = await api.article(id, filter()).catch(() => null);
    return payload && [payload, waited];
  }

  return {
    get: (id) => articles.get(id) ?? null,
    isPreloaded: (id) => early.has(id),
    /** Whether what can be undone in an article has to be asked for again. */
    isGuess: (article) => guessed.has(article.id),
    /** Say that an act was made in an article: what is being fetched is older than that. */
    moved(id) {
      moves += 1;
      movedIn = id;
    },
    /** Say that an act was refused: it is not put on anything any more. */
    refuse: (actId) => refused.add(actId),
    keep(article) {
      articles.delete(article.id);
      articles.set(article.id, article);
      if (articles.size > KEPT) articles.delete(articles.keys().next().value);
    },
    preload(id) {
      if (!id || articles.has(id) || early.has(id)) return;
      early.set(id, { waited: outbox.pending(id), at: moves });
      api.preload(id, filter());
    },
    /** Return an article, and whether it was fetched ahead of time; raises ApiError. */
    async fetch(id) {
      const preloaded = api.take(id, filter());
      const ahead = preloaded && early.get(id);
      early.delete(id);
      const fresh = ahead && ahead.at !== moves && (await Promise.race([freshly(id), pause(FRESH_WITHIN)]));
      if (fresh) return { article: read(...fresh), isOld: false };
      const waited = ahead?.waited ?? outbox.pending(id);
      const payload = await (preloaded ?? api.article(id, filter()));
      return { article: read(payload, waited), isOld: Boolean(preloaded) };
    },
    /**
     * Bring an article up to what the server holds, unless acts are on their way to it.
     * @returns {Promise<Set<number> | null>} the paragraphs that changed
     */
    async renew(article) {
      if (outbox.pending(article.id).length) return null;
      guessed.delete(article.id);
      const before = moves;
      const { isLooking, ticket } = article;
      const payload = await api.article(article.id, filter(), { isInView: true, isLooking, ticket }).catch(() => null);
      const isLate = moves !== before || outbox.pending(article.id).length;
      return !payload || isLate ? null : sync(article, payload);
    },
  };
}
