/** The list of notes beside the text: a card for each thread, and what narrows the list. */

import { chosenThreads, FILTERS, lineOf, threadsOf } from "./discussion.js";
import { button, h, short } from "./dom.js";

const AT_ONCE = 100;

/** @param {object} desk */
export function createCards(desk) {
  const list = h("ul.pm-cards");
  const choice = h("select.pm-field", { "aria-label": "Which notes", onchange: () => ((limit = AT_ONCE), draw()) },
    FILTERS.map(([id, words]) => h("option", { value: id, text: words }))); // prettier-ignore
  const search = h("input.pm-field", {
    type: "search", placeholder: "Find in notes", "aria-label": "Find in notes", oninput: () => draw(),
    onkeydown: (event) => event.key === "Escape" && search.blur(),
  }); // prettier-ignore
  const element = h("div.pm-noted", {}, h("div.pm-noted-head", {}, choice, search), list);
  let limit = AT_ONCE;
  let threads = [];

  function card(thread) {
    const { root, count, isResolved, isMine, isWaiting } = thread;
    const who = isMine ? "" : root.annotator;
    const facts = [
      who, count && `${count} ${count === 1 ? "reply" : "replies"}`, isResolved && "resolved", isWaiting && "mentions you",
    ].filter(Boolean); // prettier-ignore
    const quote = root.kind === "article" ? "The whole article" : short(root.quote ?? "What joins two marks", 44);
    return h("li", {}, button("button.pm-card", {
        data: { note: root.id, resolved: isResolved ? "" : null }, onclick: () => desk.commands.openThread(root.id),
        "aria-current": root.id === desk.selected && "true",
      },
      h("span.pm-quote", { dir: "auto", text: quote }),
      h("span.pm-said", { dir: "auto", text: short(lineOf(root), 140) }),
      facts.length > 0 && h("span.pm-facts", { text: facts.join(" · ") }),
    )); // prettier-ignore
  }

  function draw() {
    const chosen = chosenThreads(threads, choice.value, search.value);
    const none = threads.length ? "No note fits this." : "No notes yet. Select words and write one.";
    const more = chosen.length > limit &&
      h("li", {}, button("button.pm-link", { onclick: () => ((limit += AT_ONCE), draw()) }, `Show ${chosen.length - limit} more`)); // prettier-ignore
    list.replaceChildren(...chosen.slice(0, limit).map(card), ...(more ? [more] : []));
    if (!chosen.length) list.replaceChildren(h("li.pm-none", { text: none }));
  }

  return {
    element,
    /** Count again; returns how many threads are open, and how many wait for a word of the reader's. */
    count() {
      threads = threadsOf(desk.article);
      return {
        open: threads.filter(({ isResolved }) => !isResolved).length,
        waiting: threads.filter(({ isWaiting }) => isWaiting).length,
      };
    },
    draw,
    /** Narrow the list to a filter. */
    choose(filter) {
      choice.value = filter;
      search.value = "";
      draw();
    },
  };
}
