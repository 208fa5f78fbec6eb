/** Threads as data: a note with the replies to it, who is in it, and whether it is resolved. No DOM. */

import { plainWords } from "./markdown.js";

const inTime = (a, b) => (a.created_at ?? "").localeCompare(b.created_at ?? "") || (a.id < b.id ? -1 : 1);
const mentions = (post, id) => (post.attributes?.mentions ?? []).includes(id);

/**
 * Return the thread of a note.
 * @param {Article} article
 * @param {object} root the annotation that the note is on, one's own or shared
 */
export function threadOf(article, root) {
  const me = article.annotator;
  const replies = [...article.repliesTo(root.id).values()].sort(inTime);
  const posts = [root, ...replies];
  const isMine = (post) => article.annotations.has(post.id);
  const lastMention = posts.findLastIndex((post) => !isMine(post) && mentions(post, me));
  const isResolved = Boolean(replies.findLast(({ attributes }) => "resolved" in attributes)?.attributes.resolved);
  return {
    root,
    replies,
    isResolved,
    isMine: isMine(root),
    count: replies.filter(({ note }) => note).length,
    mentionsMe: lastMention >= 0,
    /** Somebody mentioned me, and I have not said anything since. */
    isWaiting: lastMention >= 0 && !isResolved && !posts.slice(lastMention + 1).some(isMine),
  };
}

/** Return all threads of an article: of its whole first, then in the order of the text. */
export function threadsOf(article) {
  const own = [...article.whole, ...article.relations.all.values()].filter((mark) => mark.note && mark.state !== "suggested");
  const noted = new Map([...own, ...article.lists.notes.items].map((mark) => [mark.id, mark]));
  for (const [id, replies] of article.replies.all) {
    const root = replies.size ? article.note(id) : null;
    if (root) noted.set(id, root);
  }
  for (const mark of article.replies.shared.values()) if (mark.kind !== "reply") noted.set(mark.id, mark);
  return [...noted.values()].sort((a, b) => a.from - b.from || a.to - b.to).map((root) => threadOf(article, root));
}

/** What the list of notes can be narrowed to: id, words, and which threads fit. */
export const FILTERS = [
  ["open", "Open", (thread) => !thread.isResolved],
  ["resolved", "Resolved", (thread) => thread.isResolved],
  ["mine", "Mine", (thread) => thread.isMine],
  ["mention", "Mention me", (thread) => thread.mentionsMe],
  ["replies", "With replies", (thread) => thread.count > 0],
  ["all", "All", () => true],
];

/** Return the threads that fit a filter and hold what was typed, in their quote or their words. */
export function chosenThreads(threads, filter, typed = "") {
  const fits = FILTERS.find(([id]) => id === filter)[2];
  const wanted = typed.trim().toLocaleLowerCase();
  const holds = ({ root, replies }) =>
    [root.quote ?? "", ...[root, ...replies].map(({ note }) => note)].some((words) => words.toLocaleLowerCase().includes(wanted));
  return threads.filter((thread) => fits(thread) && (!wanted || holds(thread)));
}

/** Return the ids of the members whose names stand in a note behind an @. */
export function mentionsIn(note, members) {
  let rest = note;
  const found = [];
  for (const { id, name } of [...members].sort((a, b) => b.name.length - a.name.length)) {
    if (!name) continue;
    const pattern = new RegExp(`@${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![\\p{L}\\p{N}])`, "gu");
    const left = rest.replace(pattern, " ");
    if (left !== rest || found.some((other) => members.find((m) => m.id === other)?.name === name)) found.push(id);
    rest = left;
  }
  return found;
}

/** Return the attributes of a post whose words are now these. */
export function attributesFor(note, attributes, members) {
  const { mentions: _, ...rest } = attributes ?? {};
  const ids = mentionsIn(note, members);
  return ids.length ? { ...rest, mentions: ids } : rest;
}

/** Return the words of a post for one line of the interface. */
export const lineOf = (post) => plainWords(post.note);
