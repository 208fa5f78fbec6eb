/** Where the reader is in an article: kept on the server when the page rests, found again later. */

import { firstOffset, scrollerOf, seenUpTo } from "./place.js";

const REST = 1200; // a page that has not moved for this long is where somebody reads
const FRAMES = 12; // the line that is found again is held for so long
const ROOM = 14; // above the line that is found again

/** @param {object} desk @param {AbortSignal} signal ends it */
export function createBookmark(desk, signal) {
  let timer = 0;

  /** Whoever has seen the end begins anew next time. */
  function placeIn(article) {
    if (seenUpTo(desk) >= article.text.length) return 0;
    return article.points.toPoints(firstOffset(desk));
  }

  function keep() {
    clearTimeout(timer);
    timer = 0;
    const { article } = desk;
    if (!article || !desk.root.isConnected) return;
    const at = placeIn(article);
    if (at === article.bookmark) return;
    const before = article.bookmark;
    article.bookmark = at;
    // It is no work that could be lost: what fails is sent when the page moves on.
    desk.api.bookmark(article.id, at).catch(() => (article.bookmark = before));
  }

  /**
   * Bring a line to its place, and again while the paragraphs above it, which had an estimated
   * height, get their own; a hand on the wheel ends that.
   */
  function hold(align) {
    const { article } = desk;
    const over = new AbortController();
    for (const name of ["wheel", "pointerdown", "keydown", "touchstart"]) {
      document.addEventListener(name, () => over.abort(), { capture: true, passive: true, signal: over.signal });
    }
    const again = (left) => {
      if (!over.signal.aborted && desk.article === article) align();
      if (left) requestAnimationFrame(() => again(left - 1));
      else over.abort();
    };
    again(FRAMES);
  }

  const flush = () => timer && keep();

  function moved() {
    if (!desk.article) return;
    clearTimeout(timer);
    timer = setTimeout(keep, REST);
  }

  document.addEventListener("scroll", moved, { capture: true, passive: true, signal });
  document.addEventListener("visibilitychange", () => document.hidden && flush(), { signal });

  return {
    /** Keep the place now, before another article is shown. */
    flush,
    /** Go to where the reader was in the article that is shown; false: there is nothing to go to. */
    restore() {
      const { article, painter } = desk;
      const isOver = article.state === "done" || article.state === "settled";
      if (!article.bookmark || isOver) return false;
      const at = Math.min(article.points.toUnits(article.bookmark), article.text.length - 1);
      const [paragraph] = article.paragraphsOf(at, at + 1);
      if (!paragraph) return false;
      desk.measureTop();
      // A paragraph far away has no layout yet: go there first, then to the line in it.
      painter.paragraph(paragraph.index).scrollIntoView({ block: "start", behavior: "instant" });
      hold(() => {
        const rect = painter.rangeOf(at, at + 1)?.getBoundingClientRect();
        if (rect) scrollerOf(desk.root).scrollBy(0, rect.top - desk.topEdge() - ROOM);
      });
      return true;
    },
  };
}
