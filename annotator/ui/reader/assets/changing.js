/** Changing marks without redoing them: split, merge, a further label on the same passage. */

import * as acts from "./acts.js";
import { button, h, hint, short } from "./dom.js";
import { findLabels, labelButton } from "./labels.js";
import * as shaping from "./shaping.js";

const AROUND = 6; // gaps shown on either side of the one at hand, in a long mark

/** @param {object} desk */
export function createChangingCommands(desk) {
  const nameOf = (id) => desk.article.labels.get(id)?.name ?? "note";

  function subject(verb) {
    const mark = desk.passage ? null : desk.selectedMark();
    if (mark?.kind === "span" && mark.label_id) return mark;
    desk.voice.say(`Select a mark with a label first, to ${verb} it.`);
    return null;
  }

  const splitAt = (mark, at) => splitted(mark, shaping.split(desk.article, acts.group(), mark, at), -1);

  /** Commit a split; the first part of it from an offset on is selected. */
  function splitted(mark, made, from) {
    if (!made.length) return desk.voice.toast("Nothing would be left on one side, or it is marked so already.");
    desk.clock.keep(mark.id, made);
    const parts = made.map(({ after }) => after).filter(({ kind, label_id: labelId }) => kind === "span" && labelId === mark.label_id);
    desk.selected = parts.find(({ start }) => start >= from).id;
    return desk.commit(made, `Split: ${parts.map(({ quote }) => short(quote, 30)).join(" | ")}`);
  }

  /** Make the selected words an annotation of their own, and of the mark what stands beside them. */
  function splitAround(mark) {
    const { article, passage } = desk;
    const made = shaping.splitAround(article, acts.group(), mark, passage);
    const from = article.points.toPoints(passage.from);
    if (made.length) desk.setPassage(null);
    if (made.length) getSelection().removeAllRanges();
    return splitted(mark, made, from);
  }

  return {
    /** Return the mark that the selection would split: the one selected last, if it is inside it. */
    splittable: () => (desk.passage ? shaping.markAround(desk.article, desk.passage, desk.commands.markBefore()) : null),
    split() {
      const around = desk.commands.splittable();
      if (around) return splitAround(around);
      const mark = subject("split");
      if (!mark) return undefined;
      const at = desk.caret.isOn() ? desk.caret.offset() : -1;
      const gaps = shaping.gapsOf(desk.article, mark);
      if (mark.from < at && at < mark.to) return splitAt(mark, at);
      if (gaps.length === 1) return splitAt(mark, gaps[0]);
      if (gaps.length) return createSplitting(desk, mark.id, gaps, splitAt);
      return desk.voice.toast("This is one word. Put the text cursor into it (v) to say where.");
    },
    merge() {
      const mark = subject("merge");
      if (!mark) return undefined;
      if (mark.state === "suggested") return desk.voice.toast("Accept the suggestion first; then it can be merged.");
      const other = shaping.mergeable(desk.article, mark);
      if (!other) return desk.voice.toast("There is no mark near behind it in this paragraph to merge it with.");
      const why = shaping.whyNotMerged(desk.article, mark, other);
      if (why) return desk.voice.toast(`They can't be merged. ${why}`, { isError: true });
      const made = shaping.merge(desk.article, acts.group(), mark, other);
      return desk.commit(made, `Merged: ${short(made[0].after?.quote ?? "", 60)}`);
    },
    duplicate() {
      const mark = subject("give another label");
      if (mark) createDuplicating(desk, mark.id, nameOf);
    },
  };
}

/** What the states below have in common: they are about one mark, and any other command ends them. */
function stateOf(desk, sourceId, runs, shown) {
  const end = () => {
    desk.mode = null;
    shown.ended?.();
  };
  const letGo = () => {
    end();
    desk.bar.show();
    desk.voice.say("Let go.");
  };
  return {
    sourceId: () => sourceId,
    labels: () => [],
    ...shown,
    end,
    letGo,
    pick(id) {
      end();
      desk.select(id);
    },
    run(name, argument) {
      if (name === "escape") letGo();
      else if (runs[name]) runs[name](argument);
      else end();
      return name === "escape" || Boolean(runs[name]);
    },
  };
}

/** Choosing between which words a mark is split. */
function createSplitting(desk, sourceId, gaps, splitAt) {
  const { article } = desk;
  const wasOn = desk.caret.isOn();
  let index = 0;

  function go(to) {
    index = Math.max(0, Math.min(gaps.length - 1, to));
    desk.caret.place(gaps[index]);
    desk.bar.show();
    const mark = article.mark(sourceId);
    desk.voice.say(`${short(article.text.slice(mark.from, gaps[index]), 40)} | ${short(article.text.slice(gaps[index], mark.to), 40)}`);
  }

  function take(at = gaps[index]) {
    mode.end();
    splitAt(article.mark(sourceId), at);
  }

  function parts(mark) {
    const first = Math.max(0, index - AROUND);
    const near = gaps.slice(first, index + AROUND + 1);
    const edges = [first ? gaps[first - 1] : mark.from, ...near, gaps[index + AROUND + 1] ?? mark.to];
    const words = edges.slice(0, -1).map((from, i) => h("span", { dir: "auto", text: article.text.slice(from, edges[i + 1]).trim() }));
    const cut = (at, i) =>
      button("button.pm-cut", {
        "aria-label": `Split before ${short(article.text.slice(at, mark.to), 20)}`,
        "aria-pressed": String(first + i === index), onclick: () => take(at),
      }, "┊"); // prettier-ignore
    return [
      h("p.pm-why", {}, h("b", { text: "Split where?" })),
      h("div.pm-cuts", {}, first > 0 && "… ", words.map((word, i) => [word, i < near.length && cut(near[i], i)])),
      h("div.pm-acts", {},
        button("button.pm-act.pm-yes", { onclick: () => take() }, "Split", hint("⏎")),
        button("button.pm-act", { onclick: () => mode.letGo() }, "Let go", hint("Esc"))),
    ]; // prettier-ignore
  }

  const step = ({ right, line, to }) => {
    if (to) return go(to === "Home" ? 0 : gaps.length - 1);
    const isForward = line ? line > 0 : right === desk.isLtrAt(article.mark(sourceId).from);
    return go(index + (isForward ? 1 : -1));
  };
  const ended = () => !wasOn && desk.caret.off();
  const mode = stateOf(desk, sourceId, { caretMove: step, doneAndNext: () => take() }, { parts, ended });
  desk.mode = mode;
  if (!wasOn) desk.caret.toggle(gaps[0]);
  go(0);
}

/** Choosing a further label for the passage of a mark. */
function createDuplicating(desk, sourceId, nameOf) {
  function take(labelId) {
    const mark = desk.article.mark(sourceId);
    const made = shaping.duplicate(desk.article, acts.group(), mark, labelId);
    mode.end();
    if (!made) {
      desk.bar.show();
      return desk.voice.toast(`It is marked as ${nameOf(labelId)} already.`);
    }
    return desk.commit([made], `Also ${nameOf(labelId)}: ${short(mark.quote, 40)}`);
  }

  const all = () => desk.labelsOf("span").filter(({ id }) => id !== desk.article.mark(sourceId)?.label_id);
  const labels = (_, typed) =>
    (typed ? findLabels(all(), typed).slice(0, 12) : all().slice(0, 9)).map((label) =>
      labelButton(label, { pressed: false, onclick: () => take(label.id), short: desk.root.dataset.size !== "phone" }),
    );
  const parts = (mark, finder) => [
    h("p.pm-why", {}, h("b", { text: "Also as" }), ` … “${short(mark.quote, 40)}” stays ${nameOf(mark.label_id)}`),
    h("div.pm-labels", {}, labels(mark, null)),
    h("div.pm-acts", {}, finder, button("button.pm-act", { onclick: () => mode.letGo() }, "Let go", hint("Esc"))),
  ]; // prettier-ignore
  const key = (digit) => {
    const label = desk.labelsOf("span").find((one) => one.key === digit);
    if (label) take(label.id);
    else desk.voice.say(`No label has the key ${digit}.`);
  };
  const mode = stateOf(desk, sourceId, { key, label: take, "find label": (typed) => desk.bar.find(typed) }, { parts, labels });
  desk.mode = mode;
  desk.bar.show();
  desk.voice.say("Choose a further label; Esc lets go.");
}
