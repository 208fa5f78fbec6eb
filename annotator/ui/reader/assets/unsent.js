/**
 * Words that were begun and are not sent: a note or a reply. They are kept in the browser's storage
 * with every letter, by person, article and what they are about, until they are sent, given up or
 * emptied; so neither a reload nor a killed browser loses them.
 */

import { short } from "./dom.js";
import { createKept } from "./kept.js";

/** What is still to be said behind a field that came up with such words. */
export const BEGUN = "Begun earlier, not kept yet";

/** What a note on no mark is about: its passage in code points, "12-17", with gaps "12-17,20-25". */
export const subjectOfPassage = (parts) => `passage:${parts.map(({ from, to }) => `${from}-${to}`).join(",")}`;

/** Return the parts of such a passage; null where it is none. */
export function passageOf(subject) {
  const [, written] = /^passage:(\d+-\d+(?:,\d+-\d+)*)$/.exec(subject) ?? [];
  return written?.split(",").map((part) => part.split("-").map(Number)).map(([from, to]) => ({ from, to })) ?? null;
}

/** @param {Storage | null} storage */
export function createUnsent(storage) {
  const kept = createKept(storage, "pm:unsent:");
  const startOf = (by, article) => `${encodeURIComponent(by)}:${encodeURIComponent(article)}:`;
  const entryOf = (key) => {
    const entry = kept.get(key);
    return typeof entry?.words === "string" ? entry : null;
  };
  const drop = (by, article, subject) => kept.drop(startOf(by, article) + subject);

  return {
    /** Return what was begun; null: nothing. Another tab may have sent it in the meantime. */
    get: (by, article, subject) => entryOf(startOf(by, article) + subject)?.words ?? null,
    /** Keep what has been written so far; with nothing in it there is nothing to keep. */
    put(by, article, subject, { words, quote = "", at }) {
      if (words.trim()) kept.put(startOf(by, article) + subject, { words, quote, at });
      else drop(by, article, subject);
    },
    drop,
    /** Return all that a person began in an article, the last first. */
    of(by, article) {
      const start = startOf(by, article);
      return kept
        .keys(start)
        .map((key) => ({ ...entryOf(key), subject: key.slice(start.length) }))
        .filter(({ words }) => words)
        .sort((a, b) => String(b.at).localeCompare(String(a.at)));
    },
  };
}

/**
 * The unsent words of whoever sits at the desk, in the article that is open.
 * @param {object} desk @param {Storage | null} storage
 */
export function createUnsentWords(desk, storage) {
  const unsent = createUnsent(storage);
  const known = new Set(); // begun or offered on this page: nobody has to be told of them
  const here = () => [desk.article.annotator, desk.article.id];
  const nameOf = (subject) => JSON.stringify([...here(), subject]);

  /** Return what it takes to go on with words about something; null where that is not there now. */
  function wayBack(subject) {
    const { article, commands } = desk;
    const [, kind, id] = /^(\w+):?(.*)$/s.exec(subject) ?? [];
    if (kind === "reply" && article.note(id)) return () => commands.openThread(id);
    if (kind === "edit") {
      const post = article.note(id) ?? article.annotations.get(id);
      return post && (() => commands.openThread(post.on_id ?? id, id));
    }
    if (kind === "note" && article.mark(id)) {
      return () => {
        desk.select(id, { scroll: "center" });
        commands.note();
      };
    }
    if (kind === "article") {
      return () => {
        desk.panel.draw();
        desk.panel.focusNote();
      };
    }
    const parts = passageOf(subject);
    const length = article.points.toPoints(article.text.length);
    if (!parts || parts.some(({ from, to }) => from >= to || to > length)) return null;
    return () => commands.noteOn(parts.map(({ from, to }) => ({ from: article.points.toUnits(from), to: article.points.toUnits(to) })));
  }

  return {
    get: (subject) => unsent.get(...here(), subject),
    /** Keep what has been written about something, on a quote. */
    put(subject, words, quote) {
      known.add(nameOf(subject));
      unsent.put(...here(), subject, { words, quote, at: new Date().toISOString() });
    },
    drop: (subject) => unsent.drop(...here(), subject),
    /** Let go of words that were given up by Escape, and offer them again: it may have been a slip. */
    giveUp(subject, words, quote) {
      const [by, id] = here();
      unsent.drop(by, id, subject);
      if (!words.trim()) return;
      const goOn = () => {
        unsent.put(by, id, subject, { words, quote, at: new Date().toISOString() });
        if (desk.article?.id === id) wayBack(subject)?.();
        else desk.go(id);
      };
      desk.voice.toast("What you wrote was not kept.", { detail: short(words, 80), action: "Go on with it", run: goOn });
    },
    /** Tell, once on a page, of what was begun last in the article that is shown, and offer to go on. */
    offer() {
      const isNew = ({ subject }) => subject !== "article" && !known.has(nameOf(subject)) && wayBack(subject);
      const last = unsent.of(...here()).find(isNew);
      if (!last) return;
      known.add(nameOf(last.subject));
      const noun = last.subject.startsWith("reply:") ? "reply" : "note";
      const about = last.quote ? ` on “${short(last.quote, 40)}”` : "";
      desk.voice.toast(`A ${noun}${about} was begun and not kept.`, {
        detail: short(last.words, 80), action: "Go on with it", run: () => wayBack(last.subject)?.(),
      }); // prettier-ignore
    },
  };
}
