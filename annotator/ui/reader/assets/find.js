/** Finding words in the article: a field, and a highlight over every place. */

import { h } from "./dom.js";
import { highlight } from "./painter.js";

const MOST = 500;

/** Return the ranges of `typed` in `text`, in any case: [start, end] in UTF-16. */
export function findAll(text, typed) {
  if (!typed) return [];
  const escaped = typed.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return Array.from(text.matchAll(new RegExp(escaped, "giu")), (m) => [m.index, m.index + m[0].length]);
}

/** @param {HTMLElement} root @param {object} desk */
export function createFind(root, desk) {
  let found = [];
  let at = -1;
  const count = h("span.pm-hint");
  const field = h("input.pm-field", {
    type: "search", placeholder: "Find in the text", "aria-label": "Find in the text",
    oninput: () => look(),
    onkeydown: (event) => {
      if (event.key === "Escape") close();
      else if (event.key === "Enter") go(event.shiftKey ? -1 : 1);
      else return;
      event.preventDefault();
      event.stopPropagation();
    },
  }); // prettier-ignore
  const element = h("div.pm-find", { hidden: true, role: "search" }, field, count);

  function look() {
    found = findAll(desk.article.text, field.value);
    at = -1;
    highlight("pm-found", found.slice(0, MOST).map(([from, to]) => desk.painter.rangeOf(from, to)));
    count.textContent = field.value ? `${found.length}` : "";
    if (found.length) go(1);
    else highlight("pm-found-here", []);
  }

  function go(step) {
    if (!found.length) return;
    at = (at + step + found.length) % found.length;
    const [from, to] = found[at];
    highlight("pm-found-here", [desk.painter.rangeOf(from, to)]);
    desk.reveal(from);
    count.textContent = `${at + 1} of ${found.length}`;
  }

  function close() {
    element.hidden = true;
    highlight("pm-found", []);
    highlight("pm-found-here", []);
    field.blur();
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
