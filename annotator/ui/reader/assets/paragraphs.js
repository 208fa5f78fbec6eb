/** The paragraphs of a text: runs without a line break, each with the ids of the marks in it. */

/** @param {string} text */
export function cutParagraphs(text) {
  return [...text.matchAll(/[^\n]+/g)].map((m, index) => ({
    index, from: m.index, to: m.index + m[0].length, marks: new Set(),
  })); // prettier-ignore
}

/** Return the paragraphs that a passage touches. */
export function touchedBy(paragraphs, from, to) {
  let low = 0;
  let high = paragraphs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (paragraphs[middle].to <= from) low = middle + 1;
    else high = middle;
  }
  const found = [];
  for (let i = low; i < paragraphs.length && paragraphs[i].from < to; i++) found.push(paragraphs[i]);
  return found;
}
