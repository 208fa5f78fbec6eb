/** Where a person is in the text, by what stands first in view. */

/** Return the index of the first paragraph in view. */
export function firstInView(desk) {
  const top = desk.topEdge() + 8;
  return halved(desk, (rect) => rect.bottom < top);
}

function halved(desk, isBefore) {
  let low = 0;
  let high = desk.article.paragraphs.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(desk.painter.paragraph(middle).getBoundingClientRect())) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Return about how far the text has been seen (UTF-16): exact enough to tell a share of it. */
export function seenUpTo(desk) {
  const { article, painter } = desk;
  if (!article.paragraphs.length) return article.text.length;
  const bottom = desk.bottomEdge();
  const index = halved(desk, (rect) => rect.bottom <= bottom);
  const { from, to } = article.paragraphs[index];
  const rect = painter.paragraph(index).getBoundingClientRect();
  if (rect.bottom <= bottom) return article.text.length;
  const share = Math.max(0, (bottom - rect.top) / rect.height);
  return from + share * (to - from);
}

/** Return where the first whole line in view begins (UTF-16), or 0 above the text. */
export function firstOffset(desk) {
  const { article, painter } = desk;
  const index = firstInView(desk);
  const paragraph = article.paragraphs[index];
  if (!paragraph) return 0;
  const top = desk.topEdge();
  const isAbove = (offset) => (painter.rangeOf(offset, offset + 1)?.getBoundingClientRect().top ?? top) < top;
  if (!isAbove(paragraph.from)) return paragraph.from;
  // Lines go down the page in any script, so that halving finds the first one in view.
  let [low, high] = [paragraph.from, paragraph.to];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isAbove(middle)) low = middle + 1;
    else high = middle;
  }
  return low < paragraph.to ? low : (article.paragraphs[index + 1]?.from ?? paragraph.to - 1);
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
