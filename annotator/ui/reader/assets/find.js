/** Finding in the article: a field, and a highlight over every place. */

import { button, h } from "./dom.js";
import { expressionFor, faultWords, findAll, MOST } from "./matching.js";
import { highlight } from "./painter.js";

const LIT = 250; // places on either side of the present one that are highlighted
const PATIENCE = 1500; // a pattern that takes longer is given up
const TOO_LONG = "This pattern takes too long on this text. Make it simpler.";
const TOGGLES = [
  ["isExact", "Aa", "Match case"],
  ["isWhole", "“ ”", "Whole words"],
  ["isPattern", ".*", "Pattern (regular expression)"],
];

/** @param {HTMLElement} root @param {object} desk */
export function createFind(root, desk) {
  let found = [];
  let at = -1;
  let worker = null;
  let isLooking = false;
  let asked = 0; // counts what was looked for: an answer to an earlier one comes too late
  let patience = 0;
  const how = { isExact: false, isWhole: false, isPattern: false };
  const said = h("span.pm-found-said", { role: "status" });
  const field = h("input.pm-field", {
    type: "search", placeholder: "Find in the text", "aria-label": "Find in the text",
    title: "Enter: next, Shift + Enter: previous, Ctrl + Enter: select the place",
    oninput: () => look(), onkeydown: onKey,
  }); // prettier-ignore
  const toggles = TOGGLES.map(([name, sign, words]) =>
    button("button.pm-toggle", { "aria-label": words, title: words, "aria-pressed": "false", data: { how: name }, onclick: () => toggle(name) }, sign)); // prettier-ignore
  const step = (by, sign, words) =>
    button("button.pm-step", { "aria-label": words, title: words, onclick: () => go(by) }, sign);
  const element = h(
    "div.pm-find",
    { hidden: true, role: "search", "aria-label": "Search in the article", onkeydown: onEscape },
    field, toggles,
    h("span.pm-find-steps", {}, step(-1, "↑", "Previous place"), step(1, "↓", "Next place")),
    said,
    button("button.pm-quiet", { "aria-label": "Close the search", onclick: () => close() }, "×"),
  ); // prettier-ignore

  function onKey(event) {
    if (event.key !== "Enter") return;
    if (event.ctrlKey || event.metaKey) select();
    else go(event.shiftKey ? -1 : 1);
    event.preventDefault();
    event.stopPropagation();
  }

  function onEscape(event) {
    if (event.key !== "Escape") return;
    close();
    event.preventDefault();
    event.stopPropagation();
  }

  function toggle(name) {
    how[name] = !how[name];
    for (const one of toggles) one.setAttribute("aria-pressed", String(how[one.dataset.how]));
    look();
    field.focus();
  }

  /** Let go of what is being looked for; a worker that is at it still would hold up the next. */
  function forget() {
    asked += 1;
    clearTimeout(patience);
    if (isLooking) endWorker();
  }

  function look() {
    forget();
    field.removeAttribute("aria-invalid");
    const typed = field.value;
    if (!typed) return take([], "");
    try {
      const expression = expressionFor(typed, how);
      return how.isPattern ? ask(typed) : take(findAll(desk.article.text, expression));
    } catch (error) {
      return fail(faultWords(error.message));
    }
  }

  function fail(words) {
    field.setAttribute("aria-invalid", "true");
    take([], words);
  }

  /** Have the worker look, and give it up where it takes too long. */
  function ask(typed) {
    worker ??= makeWorker();
    isLooking = true;
    worker.postMessage({ id: asked, text: desk.article.text, typed, how: { ...how } });
    said.textContent = "…";
  }

  /** Give the worker up where it takes too long from now on: its own beginning is not the pattern's. */
  function bePatient() {
    patience = setTimeout(() => {
      endWorker();
      fail(TOO_LONG);
    }, PATIENCE);
  }

  function makeWorker() {
    const made = new Worker(new URL("finder.js", import.meta.url), { type: "module" });
    made.onmessage = ({ data }) => {
      if (data.id !== asked) return undefined;
      if (data.isBegun) return bePatient();
      isLooking = false;
      clearTimeout(patience);
      return take(data.found);
    };
    made.onerror = (event) => {
      event.preventDefault();
      endWorker();
      clearTimeout(patience);
      fail("The search failed. Try it again.");
    };
    return made;
  }

  function endWorker() {
    worker?.terminate();
    worker = null;
    isLooking = false;
  }

  function take(places, words) {
    found = places;
    at = -1;
    said.textContent = words ?? (found.length ? "" : "Not found");
    if (found.length) go(1);
    else light();
    desk.found(found);
  }

  function light() {
    const near = found.slice(Math.max(0, at - LIT), at + LIT);
    highlight("pm-found", near.map(([from, to]) => desk.painter.rangeOf(from, to)));
    highlight("pm-found-here", found[at] ? [desk.painter.rangeOf(...found[at])] : []);
  }

  function go(by) {
    if (!found.length) return;
    at = at < 0 ? firstFromHere() : (at + by + found.length) % found.length;
    light();
    desk.reveal(found[at][0]);
    said.textContent = `${at + 1} of ${found.length === MOST ? `${MOST} and more` : found.length}`;
  }

  /** The first place from where the reader is on; those before come when all others were seen. */
  function firstFromHere() {
    const { from } = desk.whereabouts();
    const next = found.findIndex(([start]) => start >= from);
    return Math.max(0, next);
  }

  /** Take the place as the selection, ready for a label. */
  function select() {
    const place = found[at];
    if (!place) return;
    close();
    desk.setPassage({ from: place[0], to: place[1] }, "caret");
  }

  function close() {
    forget();
    element.hidden = true;
    found = [];
    at = -1;
    light();
    desk.found(found);
    if (element.contains(document.activeElement)) root.focus({ preventScroll: true });
  }

  return {
    element,
    open() {
      element.hidden = false;
      field.focus();
      field.select();
      if (field.value) look();
    },
    close,
  };
}
