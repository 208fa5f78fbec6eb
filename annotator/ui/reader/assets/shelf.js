/** The articles at hand: those opened last, those fetched ahead, and acts not confirmed yet on top. */

import { Article } from "./model.js";
import { sync } from "./syncing.js";

const KEPT = 8;

/**
 * @param {object} api see createApi
 * @param {object} outbox see createOutbox
 * @param {() => object} filter the list that next and previous follow
 */
export function createShelf(api, outbox, filter) {
  const articles = new Map(); // id -> Article, the one opened last at the end
  const early = new Map(); // article id -> the acts that waited when it was fetched ahead
  const guessed = new Set(); // ids of articles opened with acts still waiting
  const refused = new Set(); // ids of acts
  let moves = 0;

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

  return {
    get: (id) => articles.get(id) ?? null,
    isPreloaded: (id) => early.has(id),
    /** Whether what can be undone in an article has to be asked for again. */
    isGuess: (article) => guessed.has(article.id),
    /** Say that an act was made: what is being fetched is older than that. */
    moved: () => (moves += 1),
    /** Say that an act was refused: it is not put on anything any more. */
    refuse: (actId) => refused.add(actId),
    keep(article) {
      articles.delete(article.id);
      articles.set(article.id, article);
      if (articles.size > KEPT) articles.delete(articles.keys().next().value);
    },
    preload(id) {
      if (!id || articles.has(id) || early.has(id)) return;
      early.set(id, outbox.pending(id));
      api.preload(id, filter());
    },
    /** Return an article, and whether it was fetched ahead of time; raises ApiError. */
    async fetch(id) {
      const preloaded = api.take(id, filter());
      const waited = (preloaded && early.get(id)) ?? outbox.pending(id);
      early.delete(id);
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
      const payload = await api.article(article.id, filter()).catch(() => null);
      const isLate = moves !== before || outbox.pending(article.id).length;
      return !payload || isLate ? null : sync(article, payload);
    },
  };
}
