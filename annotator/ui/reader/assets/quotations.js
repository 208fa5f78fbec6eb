/** Quotations at the desk: who says them is shown while one is selected, and chosen anew. */

import * as acts from "./acts.js";
import { button, h, hint, short } from "./dom.js";
import { ROLES } from "./hanging.js";
import { giveRole, mayBe, QUOTE, saidOf } from "./quoted.js";

const NAMES = { SAID_BY: "speaker", SAID_WITH: "cue" };

/** @param {object} desk */
export function createQuotations(desk) {
  let last = null; // the id of the quotation that was selected last, till something else is
  let choosing = null; // {role, id}: the next mark or words become the speaker or the cue of it
  let tinted = [];

  const isQuotation = (mark) => mark?.label_id === QUOTE && mark.state !== "rejected";
  const roleOf = (labelId) => Object.keys(ROLES).find((role) => ROLES[role] === labelId) ?? null;

  function quotation() {
    const mark = desk.article?.mark(choosing?.id ?? last);
    const isThere = isQuotation(mark) && (mark.state !== "suggested" || desk.article.isOpen(mark));
    return isThere ? mark : null;
  }

  /** Return the mark of who says a quotation; null for anything else. */
  const speakerOf = (mark) => (isQuotation(mark) ? saidOf(desk.article, mark).SAID_BY : null);

  function choose(role) {
    if (!isQuotation(desk.selectedMark())) return;
    choosing = { role, id: desk.selected };
    desk.root.dataset.choosing = NAMES[role];
    desk.voice.hush();
    desk.voice.toast(`Choose the ${NAMES[role]}: click a mark, or select words.`, { detail: "Esc lets go." });
    desk.bar.show();
  }

  function stop() {
    if (!choosing) return false;
    choosing = null;
    delete desk.root.dataset.choosing;
    desk.voice.hush();
    desk.bar.show();
    return true;
  }

  /** Give the quotation its speaker or cue: a mark, or words. */
  function give(role, chosen) {
    const { article } = desk;
    const mark = quotation();
    const made = giveRole(article, acts.group(), mark, role, chosen);
    if (mark.state === "suggested" && made.length) desk.clock.keep(mark.id, made);
    stop();
    getSelection().removeAllRanges();
    desk.setPassage(null);
    const now = mark.state === "suggested" && made.length ? made[0].after.id : mark.id;
    const words = chosen.mark?.quote ?? article.text.slice(chosen.passage.from, chosen.passage.to);
    if (made.length) desk.commit(made, `The ${NAMES[role]} is now: ${short(words, 40)}`);
    desk.select(now, { isQuiet: Boolean(made.length) });
    if (!made.length) desk.voice.say(`This is the ${NAMES[role]} already.`);
    return true;
  }

  function refuse(role) {
    const labels = desk.article.labels.get(role)?.joins?.to_ids ?? [];
    const names = labels.map((id) => desk.article.labels.get(id)?.name).filter(Boolean);
    desk.voice.toast(`A ${NAMES[role]} is ${names.join(", ")}; this mark is something else.`, {
      detail: "Select words instead, or choose another mark.",
    });
  }

  /** Return how a mark that says something of the selected quotation is named on a button. */
  function end(mark, words) {
    const go = () => desk.select(mark.id, { scroll: "nearest" });
    return button("button.pm-sayer", { onclick: go, "aria-label": `${words}: ${mark.quote}` }, short(mark.quote, 32));
  }

  return {
    /** What is selected has changed: remember a quotation, and show who says it. */
    selected(mark, isQuiet) {
      if (isQuotation(mark)) last = mark.id;
      else if (mark || !isQuiet) last = null;
      for (const piece of tinted) piece.classList.remove("pm-by", "pm-with");
      tinted = [];
      if (!isQuotation(mark)) return;
      const { SAID_BY: speaker, SAID_WITH: cue } = saidOf(desk.article, mark);
      for (const [one, name] of [[speaker, "pm-by"], [cue, "pm-with"]]) {
        for (const piece of one ? desk.painter.piecesOf(one.id) : []) {
          piece.classList.add(name);
          tinted.push(piece);
        }
      }
    },
    /** Return the marks that a click reaches: what hangs on a quotation leads to it first. */
    reached(ids) {
      const { article } = desk;
      const found = ids.map((id) => {
        const owners = article.hanging.ownersOf(id).filter((owner) => article.isOpen({ id: owner }));
        const isNear = [id, ...owners].includes(desk.selected);
        return article.isOpen({ id }) && owners.length && !isNear ? owners[0] : id;
      });
      return [...new Set(found)];
    },
    /** A click on marks, smallest first; true if a speaker or a cue was being chosen. */
    clicked(ids) {
      if (!choosing || !quotation()) return false;
      const mark = ids.map((id) => desk.article.mark(id)).find((one) => mayBe(desk.article, choosing.role, one.label_id));
      if (mark) return give(choosing.role, { mark });
      refuse(choosing.role);
      return true;
    },
    /** Words were selected; true if a speaker or a cue was being chosen. */
    worded(passage, by) {
      if (!choosing || !passage || by === "caret" || by === "touch" || !quotation()) return false;
      return give(choosing.role, { passage });
    },
    /** A label was asked for; true if it makes a speaker or a cue of a quotation. */
    labelled(labelId) {
      const role = roleOf(labelId);
      if (!role || desk.isAlike) return false;
      if (desk.passage) return quotation() ? give(role, { passage: desk.passage }) : false;
      const mark = desk.selectedMark();
      if (choosing && mark && mark.id !== choosing.id && quotation()) {
        if (mayBe(desk.article, role, mark.label_id)) return give(role, { mark });
        refuse(role);
        return true;
      }
      if (!isQuotation(mark)) return false;
      choose(role);
      return true;
    },
    /** Return what the bar of a quotation says of its speaker and its cue. */
    barParts(mark) {
      if (!isQuotation(mark)) return null;
      const { SAID_BY: speaker, SAID_WITH: cue } = saidOf(desk.article, mark);
      const pick = (role, words, key) =>
        button("button.pm-act", {
          onclick: () => choose(role), "aria-pressed": String(choosing?.role === role),
        }, words, key && hint(key)); // prettier-ignore
      const key = desk.article.labels.get(ROLES.SAID_BY)?.key;
      return h("div.pm-saying", {},
        h("span.pm-saying-sign", { "aria-hidden": "true", text: "“" }),
        h("span.pm-saying-words", {},
          speaker ? ["said by ", end(speaker, "Speaker")] : "nobody named as speaker",
          cue && [" · ", end(cue, "Cue")],
        ),
        pick("SAID_BY", "Speaker…", key), pick("SAID_WITH", "Cue…"),
      ); // prettier-ignore
    },
    /** Return the button that takes the selected words, while a speaker or a cue is chosen. */
    takePart() {
      if (!choosing) return null;
      const take = () => give(choosing.role, { passage: desk.passage });
      return button("button.pm-act.pm-yes", { onclick: take }, `Take as ${NAMES[choosing.role]}`);
    },
    /** Return who says a quotation, in words. */
    words(mark) {
      const speaker = speakerOf(mark);
      return speaker ? `, said by ${speaker.quote}` : "";
    },
    stop,
    /** Another article is shown. */
    reset() {
      last = null;
      stop();
    },
  };
}
