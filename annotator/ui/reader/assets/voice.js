/** What the desk says: to a screen reader and in passing messages. */

import { button, h } from "./dom.js";

const SHOWN = 7000;

/** @param {HTMLElement} root */
export function createVoice(root) {
  const live = h("div.pm-live", { "aria-live": "polite", role: "status" });
  const toasts = h("div.pm-toasts");
  root.append(live, toasts);
  let isOdd = false;
  let said = []; // in this turn of the page

  function say(words) {
    // What one key does may be told in two parts, the answer and where it led; the one must not
    // take the other's place before it was read out.
    if (!said.length) setTimeout(() => (said = []));
    said.push(words);
    // The same words twice are read out twice only if something changed.
    isOdd = !isOdd;
    const all = said.join(" · ");
    live.textContent = isOdd ? all : `${all}\u00a0`;
  }

  return {
    say,
    /**
     * Show a message for a while; returns what closes it earlier.
     * @param {string} words
     * @param {{detail?: string, action?: string, run?: () => void, isError?: boolean}} [options]
     */
    toast(words, { detail, action, run, isError } = {}) {
      say(detail ? `${words} ${detail}` : words);
      const close = () => toast.remove();
      const toast = h(
        "div.pm-toast",
        { data: { kind: isError ? "error" : "note" }, "data-testid": "pm-toast" },
        h("div", {}, h("p", { text: words }), detail && h("p.pm-detail", { text: detail })),
        action && button("button.pm-link", { onclick: () => (close(), run()) }, action),
        button("button.pm-quiet", { "aria-label": "Close this message", onclick: close }, "×"),
      );
      while (toasts.childElementCount > 2) toasts.firstElementChild.remove();
      toasts.append(toast);
      let timer = setTimeout(close, isError ? SHOWN * 2 : SHOWN);
      toast.addEventListener("pointerenter", () => clearTimeout(timer));
      toast.addEventListener("pointerleave", () => (timer = setTimeout(close, SHOWN)));
      return close;
    },
    hush: () => toasts.replaceChildren(),
    destroy() {
      live.remove();
      toasts.remove();
    },
  };
}
