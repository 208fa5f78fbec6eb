/**
 * The same words again: which places a label can go on, which marks can come off, and doing that in
 * this article or in the whole project. This article is done here, at once, by acts like any other;
 * the rest is the server's, by acts of the same group, so that one undo takes all of them back.
 */

import * as acts from "./acts.js";
import { short } from "./dom.js";
import { createOccurrences } from "./occurrences.js";
import { inApi, marksLike, placesLike } from "./places.js";
import { counted } from "./wanted.js";

/** @param {object} desk @param {object} commands */
export function createAlikeCommands(desk, commands) {
  let dialog = null;

  function subject() {
    const mark = desk.passage ? null : desk.selectedMark();
    if (mark && mark.kind !== "span") return null;
    if (mark) return { from: mark.from, to: mark.to, quote: mark.quote, labelId: mark.label_id, mark };
    const { passage, article, armed } = desk;
    return passage && { ...passage, quote: article.text.slice(passage.from, passage.to), labelId: armed, mark: null };
  }

  function open(isRemoval) {
    const about = subject();
    if (!about) return desk.voice.say("Select words or a mark first.");
    if ((about.mark ?? desk.passage).pieces) return desk.voice.toast("A passage with gaps has no other place like it.");
    if (isRemoval && (!about.mark?.label_id || about.mark.state === "suggested")) {
      return desk.voice.toast("Select a mark of yours that has a label first.");
    }
    dialog?.close();
    dialog = createOccurrences(desk, { ...about, isRemoval, done: () => (dialog = null), run: apply });
    return true;
  }

  /** Do it here, and with `isWide` everywhere else in the project. */
  async function apply(wanted) {
    const { article } = desk;
    const id = acts.uuid();
    const make = acts.group(id);
    const made = wanted.isRemoval ? removals(make, wanted) : labellings(make, wanted);
    const name = article.labels.get(wanted.labelId)?.name ?? "?";
    const words = `“${short(wanted.quote, 40)}” ${wanted.isRemoval ? `no longer marked as ${name}` : `marked as ${name}`}`;
    desk.setPassage(null);
    getSelection().removeAllRanges();
    const here = made.filter((act) => (act.after ?? act.before).kind === "span").length;
    if (made.length) desk.commit(made, words);
    if (!wanted.isWide) return here ? told(`${counted(here, "place")}: ${words}.`, article, id, wanted.quote) : undefined;
    desk.voice.toast(`${words}: working through the project…`);
    return elsewhere({ article, id, here, words, wanted });
  }

  async function elsewhere({ article, id, here, words, wanted }) {
    // Broken off, it may have got somewhere: whoever takes it back asks the server as well.
    article.history.wide[id] = 2;
    const { quote, isRemoval, labelId } = wanted;
    const answer = await desk.wide.want({
      group: id, kind: isRemoval ? "remove" : "label", butArticle: article.id, quote, label: article.labels.get(labelId)?.name ?? "?", wanted: inApi(wanted),
    }); // prettier-ignore
    if (!answer) return;
    desk.voice.hush();
    if (answer.articles) article.history.wide[id] = answer.articles + (here ? 1 : 0);
    const cap = answer.is_capped ? " That is as many as go at once; do it again for the rest." : "";
    const articles = counted(answer.articles + (here ? 1 : 0), "article");
    told(`${counted(answer.places + here, "place")} in ${articles}: ${words}.${cap}`, article, id, quote);
  }

  function told(words, article, id, quote) {
    const run = () => {
      const isTop = desk.article === article && article.history.undo.at(-1)?.[0].group === id;
      return isTop ? commands.undo() : desk.wide.step("undo", id, "", quote);
    };
    desk.voice.toast(words, { action: "Undo", run });
  }

  function labellings(make, { quote, labelId, rules }) {
    const { places } = placesLike(desk.article, quote, { ...rules, labelId });
    return places.map((place) => acts.annotate(desk.article, make, place, labelId)).filter(Boolean);
  }

  function removals(make, { mark, rules }) {
    return acts.removeAll(desk.article, make, marksLike(desk.article, mark, rules).places);
  }

  return {
    occurrences: () => open(false),
    removeAlike: () => open(true),
    closeOccurrences: () => dialog?.close(),
  };
}
