/** Where a person is in the text, by what stands first in view. */

/** Return the first offset in view (UTF-16), or 0 above the text. */
export function firstOffset(desk) {
  const { article, painter } = desk;
  const paragraph = article.paragraphs[desk.firstInView()];
  if (!paragraph) return 0;
  const top = desk.topEdge();
  const isAbove = (offset) => (painter.rangeOf(offset, offset + 1)?.getBoundingClientRect().bottom ?? 0) < top + 8;
  if (!isAbove(paragraph.from)) return paragraph.from;
  // Lines go down the page in any script, so that halving finds the first one in view.
  let [low, high] = [paragraph.from, paragraph.to - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isAbove(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Do what lays the text out anew, and keep the first line in view where it is. */
export function keepingPlace(desk, run) {
  const offset = desk.article ? firstOffset(desk) : null;
  const topOf = () => desk.painter.rangeOf(offset, offset + 1)?.getBoundingClientRect().top;
  const before = offset ? topOf() : undefined;
  run();
  const after = before === undefined ? undefined : topOf();
  if (after !== undefined) scrollerOf(desk.root).scrollBy(0, after - before);
}

/** Return what scrolls when an element does: on Streamlit's pages, not the window. */
export function scrollerOf(element) {
  for (let at = element.parentElement; at; at = at.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(at).overflowY) && at.scrollHeight > at.clientHeight) return at;
  }
  return document.scrollingElement;
}
