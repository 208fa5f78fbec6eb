/**
 * Joining by hand: a mark is selected, the other one is picked with the usual keys of going about,
 * with the mouse or a finger, and the label is taken at once where only one fits.
 */

import * as acts from "./acts.js";
import { button, h, hint, short } from "./dom.js";
import { findLabels, labelButton } from "./labels.js";
import * as relating from "./relating.js";

/** @param {object} desk */
export function createJoiningCommands(desk) {
  const quoteOf = (mark) => `“${short(mark?.quote ?? "", 32)}”`;

  function begin(kind) {
    const mark = desk.selectedMark();
    if (mark?.kind !== "span") return desk.voice.say("Select a mark first.");
    if (!relating.labelsOfKind(desk.article, kind).length) {
      return desk.voice.toast(relating.whyNotJoined(desk.article, mark, {}, kind));
    }
    start(kind, mark.id);
    const how = "pick a mark; Esc lets go.";
    return desk.voice.say(kind === "chain" ? `Into a chain with ${quoteOf(mark)}: ${how}` : `Join ${quoteOf(mark)} to: ${how}`);
  }

  function start(kind, id) {
    desk.mode = createJoining(desk, kind, id);
    desk.root.toggleAttribute("data-joining", true);
    desk.select(id, { isQuiet: true });
  }

  return {
    join: () => begin("relation"),
    chain: () => begin("chain"),
    /** Join two marks as a drag from one to the other says; the bar asks where several labels fit. */
    joinTo(fromId, toId) {
      const [one, other] = [fromId, toId].map((id) => desk.article.mark(id));
      if (!one || !other) return undefined; // another window has taken it away
      if (relating.waysToJoin(desk.article, one, other).length) {
        start("relation", fromId);
        return desk.mode.pick(toId);
      }
      // The hand has let go: what is clicked next must not be joined.
      desk.select(fromId, { isQuiet: true });
      return desk.voice.toast(relating.whyNotJoined(desk.article, one, other), { isError: true });
    },
    /** Go to the next (1) or the previous (-1) mark of the selected mark's chain. */
    inChain(by) {
      const mark = desk.selectedMark();
      const [label] = mark ? relating.chainLabelsOf(desk.article, mark.id) : [];
      if (!label) return desk.voice.say("This mark is in no chain.");
      const marks = relating.chainMarks(desk.article, mark.id, label.id);
      const at = marks.findIndex(({ id }) => id === mark.id);
      const next = marks[(at + by + marks.length) % marks.length];
      desk.select(next.id, { scroll: "nearest" });
      return desk.voice.say(`${marks.indexOf(next) + 1} of ${marks.length} in the chain: ${next.quote}`);
    },
    /** Take a mark out of a chain. */
    leaveChain(id, labelId) {
      const mark = desk.article.mark(id);
      const made = relating.outOfChain(desk.article, acts.group(), labelId, id);
      if (made.length) desk.commit(made, `Out of the chain: ${mark.quote}`);
    },
    unjoin(relation) {
      desk.commit(acts.remove(desk.article, acts.group(), relation), "No longer joined.");
    },
    rejoin(relation, labelId) {
      const made = acts.change(desk.article, acts.group(), relation, { label_id: labelId });
      if (made.length) desk.commit(made, `Now: ${desk.article.labels.get(labelId).name}`);
    },
    reverse(relation) {
      desk.commit(relating.reverse(desk.article, acts.group(), relation), "The other way round.");
    },
  };
}

/** The state between choosing one mark and the other; it takes the keys that it has a meaning for. */
function createJoining(desk, kind, sourceId) {
  const isChain = kind === "chain";
  const source = () => desk.article.mark(sourceId);
  const ways = (mark) => relating.waysToJoin(desk.article, source(), mark, kind);
  const quoteOf = (mark) => `“${short(mark.quote, 32)}”`;
  let shown = []; // the ways that the bar offers, by number
  let closeRefusal = () => {};

  function end() {
    closeRefusal();
    desk.mode = null;
    desk.root.removeAttribute("data-joining");
  }

  function letGo() {
    end();
    if (source()) desk.select(sourceId, { scroll: "nearest", isQuiet: true });
    desk.voice.say("Let go.");
  }

  function beside(from, by) {
    let next = desk.article.next(from, by);
    if (next?.id === sourceId) next = desk.article.next(next, by);
    return next;
  }

  function go(next, by) {
    if (!next) return desk.voice.say(by > 0 ? "No mark after this one." : "No mark before this one.");
    desk.select(next.id, { scroll: "nearest" });
    return desk.voice.say(`${desk.article.labels.get(next.label_id)?.name ?? "Note"}: ${next.quote}. ${told(next)}`);
  }

  function toParagraph(by) {
    const mark = desk.selectedMark() ?? source();
    const here = desk.article.paragraphsOf(mark.from, mark.from + 1)[0];
    let next = beside(mark, by);
    while (next && desk.article.paragraphsOf(next.from, next.from + 1)[0] === here) next = beside(next, by);
    return go(next, by);
  }

  function told(mark) {
    const found = ways(mark);
    if (!found.length) return whyNot(mark);
    return found.length === 1 ? `Enter: ${found[0].label.name}.` : found.map(({ label }, i) => `${i + 1}: ${label.name}`).join(", ");
  }

  /** Commit what was joined; a suggestion that this accepts keeps how long it was looked at. */
  function commit(made, words) {
    for (const act of made) if (act.kind === "accept") desk.clock.keep(act.after.suggestion_id, [act]);
    desk.commit(made, words);
  }

  function take(way) {
    if (!way) return;
    const { article } = desk;
    const make = acts.group();
    if (isChain) return chained(relating.intoChain(article, make, way.label.id, [source(), desk.selectedMark()]), way.label);
    const made = relating.join(article, make, way);
    const answered = made.find(({ after }) => after?.suggestion_id === sourceId);
    end();
    desk.selected = answered?.after.id ?? sourceId;
    commit(made, `Joined: ${short(way.from.quote, 32)}, ${way.label.name}, ${short(way.to.quote, 32)}`);
    desk.reveal(desk.selectedMark().from);
  }

  /** A chain grows mark by mark, until it is let go. */
  function chained(made, label) {
    const was = desk.selected;
    const idOf = (id) => made.find(({ after }) => after.suggestion_id === id)?.after.id ?? id;
    sourceId = idOf(sourceId);
    desk.selected = idOf(was);
    commit(made, "");
    desk.voice.say(inChain(label.id));
  }

  function inChain(labelId) {
    const marks = relating.chainMarks(desk.article, sourceId, labelId);
    const names = marks.slice(0, 5).map(({ quote }) => short(quote, 24));
    return `${marks.length} in the chain: ${names.join(", ")}${marks.length > 5 ? " …" : ""}`;
  }

  const isInside = (mark) =>
    isChain && relating.chainLabelsOf(desk.article, sourceId).find(({ id }) => desk.article.chainOf(sourceId, id).has(mark.id));

  /** Return what stands in place of the labels where a mark can't be joined, or is already. */
  function whyNot(mark) {
    if (mark.id === sourceId || ways(mark).length) return "";
    const label = isInside(mark);
    return label ? `${inChain(label.id)}. Pick another mark, or Esc.` : relating.whyNotJoined(desk.article, source(), mark, kind);
  }

  function alike() {
    const { lists } = desk.article;
    const { quote, label_id: labelId } = source();
    return [...lists.marks.items, ...lists.suggestions.items].filter(
      (mark) => mark.id !== sourceId && mark.quote === quote && mark.label_id === labelId && ways(mark).length,
    );
  }

  function takeAlike() {
    const found = alike();
    const [way] = found.length ? ways(found[0]) : [];
    if (!way) return desk.voice.say("There is no other mark with the same words.");
    return chained(relating.intoChain(desk.article, acts.group(), way.label.id, [source(), ...found]), way.label);
  }

  /** Pick the other mark; where several labels fit, the bar asks which. */
  function pick(id) {
    const mark = desk.article.mark(id);
    const found = ways(mark);
    desk.select(id, { scroll: "nearest", isQuiet: true });
    if (found.length === 1) return take(found[0]);
    if (found.length) return desk.voice.say(told(mark));
    if (id === sourceId) return letGo();
    closeRefusal();
    closeRefusal = desk.voice.toast(relating.whyNotJoined(desk.article, source(), mark, kind), { isError: true });
    return undefined;
  }

  function enter() {
    const mark = desk.selectedMark();
    const isThere = isChain && mark && !ways(mark).length;
    return !mark || mark.id === sourceId || isThere ? letGo() : pick(mark.id);
  }

  const runs = {
    mark: (by) => go(beside(desk.selectedMark() ?? source(), by), by),
    paragraph: toParagraph,
    doneAndNext: enter,
    key: (digit) => take(shown[Number(digit) - 1]),
    escape: letGo,
    "find label": () => desk.bar.find(""),
    chain: () => (end(), desk.select(sourceId, { isQuiet: true }), desk.commands.chain()),
    acceptAlike: () => (isChain ? takeAlike() : desk.voice.say("Only a chain takes all alike.")),
  };

  function wayButton(way, index) {
    const key = index < 9 && shown.length > 1 ? String(index + 1) : "";
    const words = `${way.from.id === sourceId ? "→" : "←"} ${way.label.name}`;
    return labelButton({ ...way.label, key, name: words }, { pressed: false, onclick: () => take(way) });
  }

  function labels(mark, typed) {
    const found = ways(mark);
    const wanted = typed ? findLabels(found.map(({ label }) => label), typed) : found.map(({ label }) => label); // prettier-ignore
    shown = wanted.map((label) => found.find((way) => way.label === label));
    return shown.map(wayButton);
  }

  const act = (words, key, onclick) => button("button.pm-act", { onclick }, words, hint(desk.keyOf(key)));

  function parts(mark, finder) {
    if (!source()) {
      end(); // another window has taken it away
      return null;
    }
    const isPicked = mark.id !== sourceId;
    const title = isChain ? `Into a chain with ${quoteOf(source())}` : `Join ${quoteOf(source())} to`;
    const why = whyNot(mark);
    const like = isChain ? alike().length : 0;
    return [
      h("p.pm-why.pm-joining", { dir: "auto" },
        h("b", { text: title }), isPicked ? ` ${quoteOf(mark)}` : " … pick a mark"),
      why && h("p", { class: `pm-why${isInside(mark) ? "" : " pm-refusal"}`, text: why }),
      h("div.pm-labels", { hidden: !isPicked || Boolean(why) }, isPicked ? labels(mark, null) : []),
      h("div.pm-acts", {},
        shown.length > 9 && isPicked && finder,
        isPicked && !why && shown.length === 1 && act("Join", "done and next", enter),
        like > 0 && act(`All ${like + 1} ${quoteOf(source())}`, "accept alike", takeAlike),
        !isChain && !isPicked && act("Into a chain", "chain", runs.chain),
        act(isChain ? "Ready" : "Let go", "let go", letGo)),
    ]; // prettier-ignore
  }

  return {
    sourceId: () => sourceId,
    parts,
    labels,
    pick,
    end,
    letGo,
    /** Take a command that has a meaning here; any other one ends the joining. */
    run(name, argument) {
      if (runs[name]) {
        runs[name](argument);
        return true;
      }
      if (!["hide", "inChain", "sheet"].includes(name)) end();
      return false;
    },
  };
}
