/**
 * "Read, nothing here": what a person says of a paragraph, so that silence can be told from
 * absence; and the way to the next paragraph of which nothing has been said.
 */

import * as acts from "./acts.js";
import { afterPaint, button } from "./dom.js";
import { firstInView } from "./place.js";

/** Return whether a person has put something into a paragraph. */
export function hasOwnMarks(article, paragraph) {
  for (const id of paragraph.marks) if (article.annotations.has(id)) return true;
  return false;
}

/** Return whether a paragraph is said to hold nothing, and does. */
export const isSaidEmpty = (article, paragraph) =>
  article.read.has(paragraph.index) && !hasOwnMarks(article, paragraph);

/** Return whether a paragraph has been read: said to hold nothing, or marked. */
export const isRead = (article, paragraph) =>
  article.read.has(paragraph.index) || hasOwnMarks(article, paragraph);

/** @param {object} desk */
export function createNothingCommands(desk) {
  /** The paragraph at hand: where j and k stand or the selected mark is, if that is in view. */
  function atHand() {
    const { article, painter } = desk;
    const mark = desk.selectedMark();
    const [own] = mark?.kind === "span" ? article.paragraphsOf(mark.from, mark.to) : [];
    const [top, bottom] = [desk.topEdge(), desk.bottomEdge()];
    const isSeen = (index) => {
      const rect = painter.paragraph(index)?.getBoundingClientRect();
      return rect && rect.bottom > top && rect.top < bottom;
    };
    const index = [own?.index, desk.here].find((one) => one != null && isSeen(one)) ?? firstInView(desk);
    return article.paragraphs[index];
  }

  return {
    /** Say that nothing is to be marked in a paragraph, and go on; or take that back. */
    nothingHere(index) {
      const { article } = desk;
      const paragraph = article.paragraphs[index] ?? atHand();
      if (!paragraph) return undefined;
      const wasRead = article.read.has(paragraph.index);
      if (!wasRead && hasOwnMarks(article, paragraph)) {
        return desk.voice.toast("There are marks in this paragraph: it is not empty.");
      }
      const act = acts.readParagraph(article, acts.group(), paragraph, !wasRead);
      desk.commit([act], wasRead ? "Not read after all." : "Read, nothing here.");
      if (index !== undefined) return undefined;
      const next = article.paragraphs[paragraph.index + (wasRead ? 0 : 1)];
      return desk.pointAt((next ?? paragraph).index, { isQuiet: true });
    },
    /** Go to the next paragraph that has been neither marked nor said to hold nothing. */
    nextUnread() {
      const { article } = desk;
      const from = desk.here ?? firstInView(desk) - 1;
      const later = [...article.paragraphs.slice(from + 1), ...article.paragraphs.slice(0, from + 1)];
      const next = later.find((paragraph) => !isRead(article, paragraph));
      if (next) desk.pointAt(next.index);
      else desk.voice.toast("Every paragraph has been read.");
    },
  };
}

/**
 * The button that says it by mouse and by touch: one for the whole text, at the end of whichever
 * paragraph is pointed at.
 * @param {object} desk
 */
export function createNothingButton(desk) {
  const words = "Read, nothing here";
  let at = null;
  const element = button("button.pm-nothing", {
    hidden: true, tabindex: "-1", "aria-label": words, onclick: () => desk.commands.nothingHere(at),
  }, "✓"); // prettier-ignore

  // Where it stands costs a layout of the page, for which a key or a click does not wait.
  const show = afterPaint(() => {
    const paragraph = desk.article?.paragraphs[at];
    element.hidden = !paragraph || (hasOwnMarks(desk.article, paragraph) && !desk.article.read.has(at));
    if (element.hidden) return;
    const shown = desk.painter.paragraph(at);
    element.style.top = `${shown.offsetTop + shown.offsetHeight}px`;
    element.setAttribute("aria-pressed", String(desk.article.read.has(at)));
    element.title = `${words} (${desk.keyOf("nothing here")})`;
  });

  desk.body.addEventListener("pointerover", ({ target }) => {
    const index = target.closest(".pm-p")?.dataset.p;
    if (index === undefined || Number(index) === at) return;
    at = Number(index);
    show();
  });

  return {
    element,
    /** Follow what has changed. */
    show,
    hide() {
      at = null;
      element.hidden = true;
    },
  };
}
