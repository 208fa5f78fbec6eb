/**
 * What a person can do at the desk. Keys, bar, panel and handles all end here. Marking stands in
 * this file; other subjects have a file each, and their line in SUBJECTS.
 */

import * as acts from "./acts.js";
import { createAlikeCommands } from "./alike.js";
import { createAppearanceCommands } from "./appearance.js";
import { createAttributeCommands } from "./attributes.js";
import { createChangingCommands } from "./changing.js";
import { short } from "./dom.js";
import { createGivenCommands } from "./given.js";
import { createHistoryCommands } from "./drawer.js";
import { createGuidelineCommands } from "./guidelines.js";
import { createGapCommands, reshaped } from "./gaps.js";
import { createNoteCommands } from "./noting.js";
import { createCopyCommands } from "./copies.js";
import { createLinkCommands } from "./links.js";
import { snap } from "./offsets.js";
import { createIdentifyingCommands } from "./identifying.js";
import { createJoiningCommands } from "./joining.js";
import { createListingCommands } from "./listing.js";
import { createNothingCommands } from "./nothing.js";
import { annotateOver } from "./over.js";
import { placesLike, placesLikePassage, USUAL_RULES } from "./places.js";
import { answerAll, answerWhole, changeWhole } from "./quoted.js";
import { createProposingCommands } from "./proposing.js";
import { createReadingCommands } from "./reading.js";
import { whyNotRelabelled } from "./relating.js";
import { put } from "./shaping.js";
import { createUndoing } from "./undoing.js";
import { counted } from "./wanted.js";
import { createWideCommands } from "./wide.js";

const SUBJECTS = [
  createAlikeCommands,
  createAppearanceCommands,
  createAttributeCommands,
  createChangingCommands,
  createCopyCommands,
  createGapCommands,
  createGivenCommands,
  createGuidelineCommands,
  createHistoryCommands,
  createListingCommands,
  createNothingCommands,
  createNoteCommands,
  createLinkCommands,
  createProposingCommands,
  createReadingCommands,
  createIdentifyingCommands,
  createJoiningCommands,
  createUndoing,
  createWideCommands,
]; // prettier-ignore

/** @param {object} desk the state of the desk and its parts */
export function createCommands(desk) {
  const nameOf = (id) => desk.article.labels.get(id)?.name ?? "note";
  const quoteOf = (mark) => short(mark.quote ?? "", 40);

  function labelPassage(labelId) {
    const { article, passage } = desk;
    const make = acts.group();
    const places = desk.isAlike ? placesLikePassage(article, passage) : [passage];
    const made = passage.pieces
      ? [put(article, make, passage.pieces, labelId)].filter(Boolean)
      : places.flatMap((place) => annotateOver(article, make, place, labelId, desk.leftAt?.id));
    const placed = made.filter(({ after }) => after.state !== "rejected");
    const quote = short(article.text.slice(passage.from, passage.to), 40);
    if (desk.isAlike) desk.voice.hush();
    // Before anything has moved: it needs the layout of the page.
    getSelection().removeAllRanges();
    desk.setPassage(null);
    if (!made.length) return desk.voice.say(`${quote} is marked as ${nameOf(labelId)} already.`);
    const instead = article.suggestions.get(made[0].after.suggestion_id);
    const isMended = instead && instead.quote !== made[0].after.quote;
    desk.commit(made, `${nameOf(labelId)}: ${quote}${isMended ? `, in place of ${quoteOf(instead)}` : ""}`);
    desk.madeLast = placed.length > 1 ? null : placed[0].after.id;
    if (placed.length > 1) bulkToast(`${placed.length} × “${quote}” marked as ${nameOf(labelId)}.`);
    return undefined;
  }

  /** Put the label of a mark on every place like it that has no decided mark yet. */
  function markAlike({ quote, label_id: labelId }) {
    const { article } = desk;
    const make = acts.group();
    const { places } = placesLike(article, quote, { ...USUAL_RULES, labelId });
    const made = places.map((place) => acts.annotate(article, make, place, labelId)).filter(Boolean);
    if (!made.length) return desk.voice.say(`There is no other “${short(quote, 40)}” to mark.`);
    desk.commit(made, `${nameOf(labelId)}: ${made.length} more`);
    bulkToast(`${made.length} more × “${short(quote, 40)}” marked as ${nameOf(labelId)}.`);
    return undefined;
  }

  function bulkToast(words) {
    desk.voice.toast(words, { action: "Undo", run: () => commands.undo() });
  }

  /** Change the selected mark: an annotation stays itself, a suggestion is answered. */
  function changeSelected(changes, words) {
    const mark = desk.selectedMark();
    const made = desk.clock.keep(mark.id, changeWhole(desk.article, acts.group(), mark, changes));
    if (!made.length) return desk.voice.say("Nothing changed.");
    desk.selected = made.find(({ after }) => after?.id === mark.id || after?.suggestion_id === mark.id)?.after.id ?? null;
    return desk.commit(made, words);
  }

  function answerAndGoOn(id, changes, verb) {
    const { article } = desk;
    const mark = id ? article.mark(id) : desk.selectedMark();
    if (!mark || mark.state !== "suggested") return commands.suggestion();
    const made = desk.clock.keep(mark.id, answerWhole(article, acts.group(), mark, changes));
    desk.selected = null;
    desk.commit(made, `${verb} ${nameOf(mark.label_id)}: ${quoteOf(mark)}`);
    return goOn(mark);
  }

  /** Answer every open suggestion of the same words and label in one stroke, and go on. */
  function answerAlike(mark, changes, verb) {
    if (mark?.state !== "suggested") return commands.suggestion();
    const make = acts.group();
    const alike = commands.suggestionsAlike(mark);
    const made = answerAll(desk.article, make, alike, changes);
    desk.selected = null;
    desk.commit(made, `${alike.length} ${verb}`);
    if (alike.length > 1) bulkToast(`${alike.length} × “${quoteOf(mark)}” ${verb} as ${nameOf(mark.label_id)}.`);
    return goOn(mark);
  }

  /** Select the suggestion that comes after one that was just answered. */
  function goOn(mark) {
    const { article } = desk;
    const next = article.next(mark, 1, ["suggestions"]) ?? article.lists.suggestions.items[0];
    if (next) desk.select(next.id, { scroll: "nearest" });
    else desk.voice.toast("Every suggestion here is answered.");
  }

  function moveEdge(range, edge, right) {
    const { cutter } = desk.article;
    const at = edge === "start" ? range.from : range.to;
    const moved = cutter.border("word", at, right === desk.isLtrAt(Math.max(0, at - 1)) ? 1 : -1);
    const found = edge === "start" ? snap(cutter, moved, range.to) : snap(cutter, range.from, moved);
    const isEmpty = edge === "start" ? moved >= range.to : moved <= range.from;
    if (!found || isEmpty) return null;
    return edge === "start" ? { from: found[0], to: range.to } : { from: range.from, to: found[1] };
  }

  const commands = {
    key(digit) {
      const label = desk.labelsOf("span").find(({ key }) => key === digit);
      if (!label) return desk.voice.say(`No label has the key ${digit}.`);
      return commands.label(label.id);
    },
    /** Label the selection, relabel the selected mark, or take the label in hand. */
    label(id) {
      if (desk.quotations.labelled(id)) return undefined;
      if (desk.passage) return labelPassage(id);
      const mark = desk.selectedMark();
      const reason = mark?.kind === "span" && whyNotRelabelled(desk.article, mark, id);
      if (reason) return desk.voice.toast(reason, { detail: "Take the relation away first.", isError: true });
      if (mark?.kind === "span") return changeSelected({ label_id: id }, `${nameOf(id)}: ${quoteOf(mark)}`);
      return desk.arm(desk.armed === id ? null : id);
    },
    accept: (id) => answerAndGoOn(id, {}, "Accepted"),
    reject: (id) => answerAndGoOn(id, { state: "rejected" }, "Rejected"),
    /** Select the next suggestion that has no answer yet. */
    suggestion() {
      const { article } = desk;
      const from = desk.selectedMark() ?? desk.whereabouts();
      const next = article.next(from, 1, ["suggestions"]) ?? article.lists.suggestions.items[0];
      if (next) desk.select(next.id, { scroll: "nearest" });
      else desk.voice.say("No suggestions left.");
    },
    suggestionsAlike: (mark) =>
      desk.article.lists.suggestions.items.filter(
        (other) => other.quote === mark.quote && other.label_id === mark.label_id,
      ),
    acceptAlike() {
      if (desk.passage) return commands.armAll();
      const mark = desk.selectedMark() ?? desk.article.annotations.get(desk.madeLast);
      if (mark?.kind === "span" && mark.label_id && mark.state !== "suggested") return markAlike(mark);
      return answerAlike(mark, {}, "accepted");
    },
    /** Accept every suggestion that is shown, in one stroke; what is hidden by its score stays open. */
    acceptShown() {
      const shown = [...desk.article.lists.suggestions.items];
      if (!shown.length) return desk.voice.say("No suggestions left.");
      const made = answerAll(desk.article, acts.group(), shown, {});
      desk.selected = null;
      desk.commit(made, `${shown.length} accepted`);
      return bulkToast(`${counted(shown.length, "suggestion")} accepted.`);
    },
    rejectAlike() {
      const mark = desk.selectedMark();
      return answerAlike(mark, { state: "rejected" }, "rejected");
    },
    alikeCount: () => placesLikePassage(desk.article, desk.passage).length,
    /** Take every place like the selection that is not marked yet; with a label in hand, label them at once. */
    armAll() {
      const places = placesLikePassage(desk.article, desk.passage);
      if (places.length < 2) return desk.voice.say("There is no other place like it that is not marked yet.");
      desk.isAlike = true;
      if (desk.armed) return labelPassage(desk.armed);
      desk.preview(places);
      return desk.voice.toast(`${places.length} places: now choose the label.`);
    },
    remove() {
      const mark = desk.selectedMark();
      if (!mark) return desk.voice.say("Nothing is selected.");
      if (mark.state === "suggested") return commands.reject(mark.id);
      if (commands.hasToStay(mark.id)) return undefined;
      desk.selected = null;
      return desk.commit(acts.remove(desk.article, acts.group(), mark), `Removed ${nameOf(mark.label_id)}: ${quoteOf(mark)}`);
    },
    edge({ edge, right }) {
      const range = desk.passage ?? desk.selectedMark();
      const moved = range && range.kind !== "article" && moveEdge(range, edge, right);
      if (!moved) return Boolean(range);
      if (desk.passage) desk.setPassage(moved, "caret");
      else commands.resize(moved.from, moved.to);
      return true;
    },
    resize(from, to) {
      const passage = desk.article.gappedPassage(reshaped(desk.selectedMark(), from, to));
      return changeSelected(passage, `Now: ${short(passage.quote)}`);
    },
    articleLabel(id) {
      const present = desk.articleAnnotation(id);
      if (present && commands.hasToStay(present.id)) return;
      const make = acts.group();
      const made = present ? acts.remove(desk.article, make, present) : [acts.annotateArticle(make, id)];
      desk.commit(made, `${nameOf(id)} ${present ? "taken off" : "put on"} the article`);
    },
    doneAndNext() {
      if (desk.caret.isOn() && desk.passage && desk.armed) return labelPassage(desk.armed);
      if (desk.article.state !== "done") desk.commit([acts.finish(desk.article, acts.group(), true)], "Done.");
      return commands.goOn();
    },
    toggleDone() {
      const isDone = desk.article.state === "done";
      desk.commit([acts.finish(desk.article, acts.group(), !isDone)], isDone ? "Open again." : "Done.");
      if (!isDone) commands.goOn();
    },
    "find label": (typed) => desk.bar.find(typed) || desk.panel.focusSearch(),
    /** Let go of the nearest thing: what was found, the selection, the mark, the label, the cursor. */
    escape() {
      if (desk.quotations.stop()) return undefined;
      if (!desk.find.element.hidden) return desk.find.close();
      if (desk.passage) {
        getSelection().removeAllRanges();
        return desk.setPassage(null);
      }
      if (desk.selected) return desk.select(null);
      if (desk.armed) return desk.arm(null);
      if (desk.caret.isOn()) return desk.caret.off();
      if (desk.appearance.isQuiet()) return commands.quiet();
      return desk.panel.fold();
    },
  };

  for (const createSubject of SUBJECTS) Object.assign(commands, createSubject(desk, commands));
  return commands;
}
