/**
 * The copies of an article: said below its headline, and where a person has marked one of them,
 * what they put on it carried over from there in one stroke.
 */

import * as acts from "./acts.js";
import { carryAll, leftToCarry } from "./carrying.js";
import { button, h, hint, short } from "./dom.js";
import { readableDate } from "./header.js";
import { linkTo } from "./links.js";

const TITLE = 70;
const TOLD = 3; // of what was not found, in words

const times = (count, noun) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
const titleOf = ({ title }, most = TITLE) => `“${short(title || "Without a title", most)}”`;

/** Return the copy that can be carried over from: the one on which the reader has put most. */
export const markedCopy = ({ copies }) => copies?.first.find(({ marks, labels }) => marks > 0 || labels > 0) ?? null;

/** Return how much can be carried over, in words; `all` are the marks on the copy. */
export function carryWords({ marks, labels, relations }, all = marks) {
  const counted = marks < all ? `${marks.toLocaleString("en")} of ${times(all, "mark")}` : times(marks, "mark");
  const parts = [marks && counted, labels && times(labels, "article label"), relations && times(relations, "relation")];
  const said = parts.filter(Boolean);
  return [said.slice(0, -1).join(", "), said.at(-1)].filter(Boolean).join(" and ");
}

const counts = ({ marks, labels, relations }) => ({ marks: marks.length, labels: labels.length, relations: relations.length });
const total = ({ marks, labels, relations }) => marks + labels + relations;

/** Return what was not found again, in words; "" where everything was. */
export function missingWords({ missing, words, apart }) {
  const left = apart ? `${times(apart, "relation")} could not follow.` : "";
  if (!missing) return left;
  const told = words.slice(0, TOLD).map((each) => `“${short(each, 30)}”`).join(", "); // prettier-ignore
  const more = missing > TOLD ? ` and ${(missing - TOLD).toLocaleString("en")} more` : "";
  return `${missing.toLocaleString("en")} ${missing === 1 ? "was" : "were"} not found here: ${told}${more}.${left && ` ${left}`}`;
}

/** @param {object} desk */
export function createCopies(desk) {
  const element = h("p.pm-copies", { hidden: true, "data-testid": "pm-copies" });
  let asked = ""; // which offer was asked for
  let offer = null;
  let shown = ""; // what the line says, so that it is drawn anew, and loses the focus, only then

  function about({ id, title, source, published_at: published, language }) {
    const onclick = (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
      event.preventDefault();
      desk.go(id);
    };
    const where = [source, readableDate(published)].filter(Boolean).join(", ");
    return [
      h("a", { href: linkTo(location.href, id), onclick, dir: "auto", lang: language, text: titleOf({ title }) }),
      where && h("bdi", { text: ` (${where})` }),
    ];
  }

  function words({ total, first }) {
    const [one] = [markedCopy(desk.article) ?? first[0]];
    const rest = total > 1 ? `, and ${times(total - 1, "other")}` : "";
    return h("span", {}, one.is_earlier ? "A copy of " : "Copied as ", about(one), rest);
  }

  function carry(copy) {
    const found = offer ? counts(leftToCarry(desk.article, offer)) : { marks: copy.marks, labels: copy.labels, relations: 0 };
    // What stands in the button's place keeps its height: the text below does not move.
    if (!total(found)) return h("span.pm-none-left", { text: isOver() ? "Your marks are carried over ✓" : "None of your marks there is found here" });
    const all = offer ? found.marks + offer.missing : copy.marks;
    return button("button.pm-act.pm-yes", {
      onclick: () => desk.commands.carryOver(), "data-testid": "pm-carry",
      title: `What you put on ${titleOf(copy)}, found again in this text`,
    }, `Carry over ${carryWords(found, all)}`, hint(desk.keyOf("carry over"))); // prettier-ignore
  }

  /** Ask what is found again, once for what is there to be carried over. */
  async function ask() {
    const { article } = desk;
    const copy = markedCopy(article);
    const wanted = copy ? `${article.id} ${copy.id} ${copy.marks} ${copy.labels}` : "";
    if (wanted === asked) return;
    [asked, offer] = [wanted, null];
    if (!copy) return;
    const found = await desk.api.carry(article.id, copy.id).catch((error) => {
      if (!error.name?.startsWith("ApiError")) throw error;
      return null; // asked again when it is wanted
    });
    if (asked !== wanted) return;
    if (!found) asked = "";
    offer = found;
    draw();
  }

  const isOver = () => total(counts(offer)) + total(counts(offer.there)) > 0;

  function draw() {
    const { article } = desk;
    const copies = article?.copies;
    element.hidden = !copies?.total;
    if (element.hidden) return;
    const copy = markedCopy(article);
    const left = offer && counts(leftToCarry(article, offer));
    const now = JSON.stringify([article.id, copies, left, offer?.missing, desk.keyOf("carry over")]);
    if (now === shown) return;
    shown = now;
    element.replaceChildren(...[words(copies), copy && carry(copy)].filter(Boolean));
  }

  return {
    element,
    draw() {
      if (desk.article) ask();
      draw();
    },
    /** Return what can be carried over, asking for it if need be; null if it can't be told. */
    async offered() {
      if (!offer) {
        asked = "";
        await ask();
      }
      return offer;
    },
  };
}

/** @param {object} desk */
export function createCopyCommands(desk) {
  return {
    /** Carry over from a copy what one has put on it: one group of acts. */
    async carryOver() {
      const { article } = desk;
      const copy = markedCopy(article);
      if (!copy) return desk.voice.say("There is no copy of this article with marks of yours.");
      const offer = await desk.copies.offered();
      if (desk.article !== article) return undefined;
      if (!offer) return desk.voice.toast("The marks of the copy can't be reached.", { detail: "Check the connection and try again.", isError: true });
      const make = acts.group();
      const left = leftToCarry(article, offer);
      const made = carryAll(article, make, left);
      const count = carryWords(counts(left));
      const missing = missingWords(offer);
      if (!made.length) return desk.voice.toast("Nothing is left to be carried over.", { detail: missing || undefined });
      desk.commit(made, `Carried over: ${count}`);
      return desk.voice.toast(`${count} carried over from ${titleOf(copy, 40)}.`, {
        detail: missing || undefined, action: "Undo", run: () => desk.commands.undo(),
      }); // prettier-ignore
    },
  };
}

const fromWhere = ({ attributes }) => attributes?.carried_from ?? "";

function nameOf(desk, id) {
  const copy = desk.article.copies?.first.find((each) => each.id === id);
  return copy ? titleOf(copy, 40) : "another article";
}

/** Return whether an annotation was carried over from a copy. */
export const isCarried = (one) => Boolean(one && fromWhere(one));

/** Return the sign of what was carried over, for its button or row; null where none of it was. */
export function carriedSign(desk, all) {
  const from = all.filter(isCarried).map(fromWhere);
  if (!from.length) return null;
  const words = from.length < all.length ? "partly carried over" : "carried over";
  return h("span.pm-carried-sign", { text: words, title: `Carried over from ${nameOf(desk, from[0])}` });
}

/** Return where a mark was carried over from, for its bar; null where it was made here. */
export function carriedFrom(desk, mark) {
  const id = fromWhere(mark);
  if (!id) return null;
  const go = (event) => (event.preventDefault(), desk.go(id));
  const name = nameOf(desk, id);
  return h("p.pm-carried", {}, "Carried over from ", h("a", { href: linkTo(location.href, id), onclick: go, dir: "auto", text: name }));
}
