/** The line above the article that stays in view: place in the list, done, and saved or waiting. */

import { afterPaint, button, h, hint } from "./dom.js";
import { createHere } from "./here.js";
import { createMenu } from "./menu.js";
import { createListing } from "./listing.js";
import { minutesFor } from "./progress.js";

/** What is said of an article that goes out without suggestions, so that nobody takes it for broken. */
export const UNAIDED = "This one is read without suggestions.";

/** Return a date as people write it, or the text itself where it is no date. */
export function readableDate(iso, locale) {
  const match = /^(\d{4})(-\d\d)?(-\d\d)?/.exec(iso ?? "");
  if (!match) return iso ?? "";
  const [, year, month, day] = match;
  // The day is the one the source wrote, whatever the reader's own zone.
  const date = new Date(`${year}${month ?? "-01"}${day ?? "-01"}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return iso;
  return date.toLocaleDateString(locale, {
    year: "numeric", timeZone: "UTC", ...(month && { month: "short" }), ...(day && { day: "numeric" }),
  }); // prettier-ignore
}

/** Return the words that say where the acts are. */
export function savedWords({ waiting, trouble, isStored }) {
  const acts = `${waiting} ${waiting === 1 ? "act" : "acts"}`;
  if (!waiting) return { kind: "saved", words: "Saved", title: "Everything is on disk." };
  const kept = isStored
    ? "They are kept in this browser and sent by themselves."
    : "This browser refuses storage: keep the page open until they are saved.";
  if (trouble && (trouble.status === 401 || trouble.status === 403)) {
    return { kind: "denied", words: `Sign in again: ${acts} waiting`, title: `${trouble.message} ${kept}` };
  }
  if (trouble && trouble.status === 0) {
    return { kind: "offline", words: `Offline · ${waiting} waiting`, title: kept };
  }
  if (trouble) return { kind: "waiting", words: `${waiting} waiting`, title: `${trouble.message} ${kept}` };
  return { kind: isStored ? "waiting" : "unstored", words: `${waiting} waiting`, title: kept };
}

/** @param {object} desk */
export function createHeader(desk) {
  const listing = createListing(desk);
  const here = createHere(desk.voice);
  const title = h("span.pm-running", { dir: "auto", "aria-hidden": "true" });
  const step = (sign, name, by) =>
    button("button.pm-step", { "aria-label": name, onclick: () => desk.step(by) }, sign);
  const previous = step("‹", "Previous article", -1);
  const next = step("›", "Next article", 1);
  const saved = h("span.pm-saved", { "data-testid": "pm-saved", data: { waiting: "0" } });
  const done = button("button.pm-done", { onclick: () => desk.commands.toggleDone(), "data-testid": "pm-done" });
  const keys = button("button.pm-step", { "aria-label": "Keys", onclick: () => desk.commands.sheet() }, "?");
  const undo = button("button.pm-step", { "aria-label": "Undo", title: "Undo (Ctrl+Z)", onclick: () => desk.commands.undo() }, "↶");
  const mentions = button("button.pm-act.pm-waiting", { onclick: () => desk.commands.mentions(), hidden: true, "data-testid": "pm-mentions" });
  const history = button("button.pm-step.pm-history-open", { "aria-label": "History", onclick: () => desk.commands.history() }, "◷");
  const leave = button("button.pm-step.pm-leave", { "aria-label": "Show everything again", title: "Show everything again (Esc)", onclick: () => desk.commands.quiet() }, "×");
  const file = h("a.pm-step.pm-file", { "aria-label": "Take away", title: "Take away as one HTML file, with its marks and notes", download: "" }, "⤓");
  const menu = createMenu(desk.guidelines.opener, history, desk.appearance.opener, file, keys);
  const element = h("header.pm-head", {}, h("span.pm-where", {}, previous, listing.element, next), title, desk.progress.words,
    here.element, mentions, desk.settling.opener, desk.wide.opener, saved, undo, ...menu, done, leave, desk.progress.line); // prettier-ignore
  const headline = h("h1", { dir: "auto" });
  const meta = h("p.pm-meta");
  const unaided = h("p.pm-unaided", { hidden: true, text: UNAIDED, dir: "ltr", "data-testid": "pm-unaided" });
  const masthead = h("div.pm-masthead", {}, headline, meta, unaided, desk.given.element, desk.guidelines.notice, desk.copies.element);
  let watcher = null;
  let shown = {}; // where the acts are, in words

  // A key is answered in the text first: this line lies above it, and is painted by itself.
  const drawSaved = afterPaint(() => {
    saved.dataset.kind = shown.kind;
    saved.textContent = shown.words;
    saved.title = shown.title;
  });

  return {
    element,
    masthead,
    listing,
    here: here.show,
    /** Show the article's place and state. */
    draw() {
      const { info, place: at, state, lists } = desk.article;
      listing.draw();
      desk.copies.draw();
      desk.given.draw();
      desk.guidelines.draw();
      for (const [element, name, id] of [[previous, "Previous article", "previous article"], [next, "Next article", "next article"], [keys, "Keys", "sheet"]]) {
        element.title = `${name} (${desk.keyOf(id)})`;
      }
      previous.disabled = !at?.previous;
      next.disabled = !at?.next;
      const called = info.title || "Without a title";
      title.textContent = called;
      headline.textContent = called;
      headline.toggleAttribute("data-missing", !info.title);
      headline.lang = info.language || "";
      masthead.dir = info.direction || "auto";
      const { waiting } = desk.cards.count();
      mentions.hidden = !waiting;
      const words = waiting === 1 ? " mentions you" : " mention you";
      mentions.replaceChildren(String(waiting), h("span.pm-long", { text: words }));
      mentions.setAttribute("aria-label", `${waiting}${words}`);
      const isDone = state === "done" || state === "settled";
      done.replaceChildren(isDone ? "Done ✓" : "Done", ...(isDone ? [] : [hint(desk.keyOf("done and next"))]));
      done.setAttribute("aria-pressed", String(isDone));
      file.href = desk.api.fileOf(info.id, desk.article.isLooking);
      done.title = isDone ? "Open it again" : "Done, and on to the next (Enter)";
      const { isUnaided } = desk.article;
      unaided.hidden = !isUnaided;
      const left = lists.suggestions.items.length;
      const parts = [
        info.source, info.byline, readableDate(info.published_at), `${minutesFor(info.words)} min`,
        left ? `${left} ${left === 1 ? "suggestion" : "suggestions"} left` : !isUnaided && "no suggestions left",
      ].filter(Boolean); // prettier-ignore
      const link = /^https?:\/\//.test(info.url) &&
        h("a", { href: info.url, target: "_blank", rel: "noopener noreferrer", text: "original ↗" }); // prettier-ignore
      meta.replaceChildren(...parts.map((part) => h("span", {}, h("bdi", { text: part }))), ...(link ? [link] : []));
    },
    /** Show where the acts are. */
    save(state) {
      saved.dataset.waiting = state.waiting;
      shown = savedWords(state);
      drawSaved();
    },
    /** The title stands in the line only while the headline is out of view. */
    watch() {
      watcher?.disconnect();
      watcher = new IntersectionObserver(([entry]) => {
        title.toggleAttribute("data-shown", !entry.isIntersecting);
      }, { rootMargin: `-${Math.round(desk.topEdge())}px 0px 0px` }); // prettier-ignore
      watcher.observe(headline);
    },
    destroy: () => watcher?.disconnect(),
  };
}
