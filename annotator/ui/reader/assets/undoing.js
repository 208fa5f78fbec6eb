/**
 * Undo and redo, back to the first act. An article comes with the groups that are taken back next;
 * those further down are fetched before they are needed, and a key pressed too early still counts.
 */

import * as acts from "./acts.js";

const ENOUGH = 100; // groups at hand, with fewer of which further ones are fetched

/** @param {object} desk */
export function createUndoing(desk, commands) {
  const asked = new WeakMap(); // History -> kinds that are being fetched for it
  let waiting = null; // {article, kind, count}: steps asked for before their groups were here

  async function fetchFurther(kind) {
    const { article } = desk;
    const { history } = article;
    const kinds = asked.get(history) ?? new Set();
    if (!history.more[kind] || history[kind].length >= ENOUGH || kinds.has(kind)) return;
    asked.set(history, kinds.add(kind));
    const isWaited = () => waiting?.article === article && waiting.kind === kind;
    try {
      const { groups, more, wide } = await desk.api.stacks(article.id, kind, history.ends[kind]);
      // A new act ends what can be redone, and another window may have told more by now.
      if (history.more[kind] && article.history === history) history.deepen(kind, groups, more, wide);
    } catch (error) {
      if (isWaited()) {
        waiting = null;
        desk.voice.toast(`What was done earlier could not be fetched: ${error.message}`, { isError: true, detail: error.remedy });
      }
    }
    kinds.delete(kind);
    if (isWaited() && desk.article === article) goOn(kind);
  }

  function goOn(kind) {
    const { count } = waiting;
    waiting = null;
    for (let i = 0; i < count; i++) step(kind);
  }

  function step(kind) {
    const { article } = desk;
    const { group } = article.history[kind].at(-1)?.[0] ?? {};
    const made = article.history.step(kind, acts.group());
    if (!made.length && article.history.more[kind]) {
      const isMore = waiting?.article === article && waiting.kind === kind;
      waiting = { article, kind, count: isMore ? waiting.count + 1 : 1 };
      return fetchFurther(kind);
    }
    if (!made.length) return desk.voice.say(`There is nothing to ${kind}.`);
    desk.commit(made, kind === "undo" ? "Taken back." : "Done again.");
    const { id, quote } = made.at(-1).after ?? made.at(-1).before ?? {};
    if (article.history.wide[group] || desk.wide.isWanted(group)) desk.wide.step(kind, group, article.id, quote);
    const mark = id && article.mark(id);
    if (mark?.kind === "span") desk.reveal(mark.from);
    return fetchFurther(kind);
  }

  return { undo: () => void step("undo"), redo: () => void step("redo") };
}
