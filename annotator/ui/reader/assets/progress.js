/** How far the reader is: a line below the header, and in words how much is left. */

import { h } from "./dom.js";
import { seenUpTo } from "./place.js";

const WORDS_A_MINUTE = 230;

/** Return how long a text takes, in minutes. */
export const minutesFor = (words) => Math.max(1, Math.round(words / WORDS_A_MINUTE));

/** Return how far somebody is who has seen the text up to `share` of it. */
export function progressWords(share, words) {
  const percent = Math.floor(share * 100);
  if (percent >= 100) return "read to the end";
  const left = Math.ceil((words * (1 - share)) / WORDS_A_MINUTE);
  return `${percent} % · ${left} min left`;
}

/** @param {object} desk @param {AbortSignal} signal ends it */
export function createProgress(desk, signal) {
  const words = h("span.pm-progress");
  const line = h("i.pm-progress-line", { "aria-hidden": "true" });
  let frame = 0;

  function draw() {
    frame = 0;
    const { article } = desk;
    if (!article || !desk.root.isConnected) return;
    const share = Math.min(1, seenUpTo(desk) / article.text.length);
    line.style.transform = `scaleX(${share})`;
    words.textContent = progressWords(share, article.info.words);
    words.title = `Of ${minutesFor(article.info.words)} min`;
  }

  const drawSoon = () => (frame ||= requestAnimationFrame(draw));
  document.addEventListener("scroll", drawSoon, { capture: true, passive: true, signal });

  return { words, line, draw: drawSoon };
}
