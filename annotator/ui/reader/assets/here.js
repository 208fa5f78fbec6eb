/** Who else has the article open: a quiet word in the line above it. */

import { button, h, short } from "./dom.js";

const LONGEST = 24; // characters of a name in the line

/** Return names in one short phrase: “Ana is here”, “Ana and 2 others are here”. */
export function hereWords([first, second, ...more]) {
  const names = [first, second].map((name) => short(name ?? "", LONGEST));
  if (more.length) return `${names[0]} and ${more.length + 1} others are here`;
  return second === undefined ? `${names[0]} is here` : `${names[0]} and ${names[1]} are here`;
}

/** @param {object} voice see createVoice */
export function createHere(voice) {
  const words = h("bdi.pm-long");
  const count = h("span.pm-here-count", { "aria-hidden": "true" });
  const tell = () => voice.toast("Here now", { detail: element.title });
  const element = button("button.pm-here", { hidden: true, onclick: tell, "data-testid": "pm-here" }, count, words);

  return {
    element,
    /** Show these names; none: nobody else is here. */
    show(names) {
      element.hidden = !names.length;
      if (!names.length) return;
      words.textContent = hereWords(names);
      count.textContent = String(names.length);
      element.title = names.join(", ");
      element.setAttribute("aria-label", words.textContent);
    },
  };
}
