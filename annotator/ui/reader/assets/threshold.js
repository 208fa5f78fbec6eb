/** Hiding suggestions below a score: a slider above their list. */

import { button, h, hint } from "./dom.js";

const openIn = (article) => [...article.suggestions.values()].filter((one) => article.isOpen(one));

/** Return how many suggestions without an answer are hidden by their score. */
export function countBelow(article) {
  return article.leastScore ? openIn(article).filter((one) => article.isBelow(one)).length : 0;
}

/**
 * Hide an article's suggestions below a score, and show those that are not any more.
 * @returns {Set<number>} the paragraphs that have to be painted again
 */
export function hideBelow(article, least) {
  const touched = new Set();
  if (article.leastScore === least) return touched;
  const open = openIn(article);
  const hidden = open.filter((one) => article.isBelow(one));
  for (const one of open) if (one.score != null && one.score < least) article.hide(one, touched);
  article.leastScore = least;
  for (const one of hidden) if (!article.isBelow(one)) article.show(one, false, touched);
  return touched;
}

/** @param {object} desk */
export function createThreshold(desk) {
  const slider = h("input", {
    type: "range", min: "0", max: "1", step: "0.05", "aria-label": "Hide suggestions below this score",
    oninput: () => desk.preferences.set("least_score", Number(slider.value)),
  }); // prettier-ignore
  const said = h("output", { "aria-live": "polite" });
  const label = h("label.pm-threshold", {}, h("span", { text: "Hide below" }), slider, said);
  const all = button("button.pm-link.pm-all", { onclick: () => desk.commands.acceptShown() });
  const element = h("div", {}, label, all);

  return {
    element,
    /** Show the score, and how many it hides; nothing where none that is open has a score. */
    draw() {
      const { article } = desk;
      const isScored = openIn(article).some(({ score }) => score != null);
      element.hidden = desk.panelTab !== "suggestions" || !isScored;
      if (element.hidden) return;
      const least = desk.preferences.get("least_score");
      if (document.activeElement !== slider) slider.value = least;
      const below = countBelow(article);
      const shown = article.lists.suggestions.items.length;
      all.hidden = !shown;
      all.replaceChildren(`Accept all ${shown}`, hint(desk.keyOf("accept shown")));
      said.textContent = least ? `${least.toFixed(2).replace(/^0/, "")} · ${below} hidden` : "none hidden";
    },
  };
}
