/** The small signs beside a line that a note is there: of one's own, and shared by others. */

import { threadOf } from "./discussion.js";
import { h, short } from "./dom.js";

/** Return the sign of a note, with the number of its replies. */
export function noteSign(article, root) {
  const { count, isResolved, isMine } = threadOf(article, root);
  const facts = [!isMine && `by ${root.annotator}`, count && `${count} ${count === 1 ? "reply" : "replies"}`, isResolved && "resolved"];
  const words = [`Note on ${short(root.quote, 40)}`, ...facts.filter(Boolean)].join(", ");
  return h("button.pm-sign", {
    type: "button", tabindex: "-1", title: isMine ? root.note : `${root.annotator}: ${root.note}`, "aria-label": words,
    data: { note: root.id, ...(count && { count }), ...(isResolved && { resolved: "" }), ...(!isMine && { shared: "" }) },
  }); // prettier-ignore
}

/**
 * Put signs of notes that others share into a painted paragraph, each at its line.
 * @param {HTMLElement} element of the paragraph, which holds its whole text
 */
export function placeSharedSigns(article, element, paragraph) {
  for (const root of article.replies.shared.values()) {
    if (root.kind !== "span" || root.from < paragraph.from || root.from >= paragraph.to) continue;
    let left = root.from - paragraph.from;
    for (const child of element.childNodes) {
      const { length } = child.textContent;
      if (left >= length) {
        left -= length;
        continue;
      }
      // Inside a mark a sign would hang from the mark, not from the paragraph.
      const at = child.nodeType === Node.TEXT_NODE && left ? child.splitText(left) : child;
      element.insertBefore(noteSign(article, root), at);
      break;
    }
  }
}
