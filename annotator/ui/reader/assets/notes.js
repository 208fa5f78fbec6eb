/**
 * Writing a note where it belongs: beside its passage. One act when it is left, none on Esc. What is
 * written is kept as unsent words until then.
 */

import { h } from "./dom.js";
import { withMentions } from "./mentions.js";
import { BEGUN } from "./unsent.js";

/** @param {HTMLElement} root @param {object} desk */
export function createNotes(root, desk) {
  let open = null;
  let leave = null; // ends the note that is open as leaving its field does

  function close() {
    const closing = open;
    open = null;
    closing?.remove();
  }

  function position({ from, to }) {
    if (root.dataset.size === "phone") return;
    const range = desk.painter.rangeOf(from, to);
    const rect = range && [...range.getClientRects()].at(-1);
    if (!rect) return;
    const box = root.getBoundingClientRect();
    const left = Math.min(rect.left - box.left - 12, box.width - open.offsetWidth - 8);
    open.style.left = `${Math.max(4, left)}px`;
    const isBelow = rect.bottom + 10 + open.offsetHeight < desk.bottomEdge();
    const top = isBelow ? rect.bottom + 10 : range.getBoundingClientRect().top - open.offsetHeight - 10;
    open.style.top = `${top - box.top}px`;
  }

  const keys = () => [
    h("kbd", { text: "Ctrl ⏎" }), " keeps it, as does leaving it · ", h("kbd", { text: "Esc" }), " does not",
  ]; // prettier-ignore

  return {
    isOpen: () => Boolean(open),
    /** Keep the note that is open: the article goes that it is on. */
    leave: () => leave?.(),
    /**
     * Edit a note.
     * @param {{from: number, to: number, quote: string, note: string, subject: string}} at `subject`
     *   is what its unsent words are kept under
     * @param {(note: string) => void} keep called once, if the note was changed
     */
    edit(at, keep) {
      leave?.();
      let isOver = false;
      const begun = desk.unsent.get(at.subject);
      const finish = (isKept) => {
        if (isOver) return;
        isOver = true;
        leave = null;
        const note = field.value.trim();
        if (isKept || note === at.note) desk.unsent.drop(at.subject);
        else desk.unsent.giveUp(at.subject, note, at.quote);
        close();
        desk.preview(null);
        if (isKept && note !== at.note) keep(note);
        desk.bar.show();
        root.focus({ preventScroll: true });
      };
      const field = h("textarea.pm-field", {
        rows: "3", dir: "auto", "aria-label": `Note on ${at.quote}`, placeholder: "Write a note",
        onblur: () => finish(true),
        oninput: () => desk.unsent.put(at.subject, field.value === at.note ? "" : field.value, at.quote),
        onkeydown: (event) => {
          if (event.key === "Escape") finish(false);
          else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) finish(true);
          else return;
          event.preventDefault();
          event.stopPropagation();
        },
      }); // prettier-ignore
      field.value = begun ?? at.note;
      open = h(
        "div.pm-note",
        { "data-testid": "pm-note" },
        withMentions(field, () => desk.article.members),
        h("p.pm-hint", {}, begun !== null && `${BEGUN} · `, root.dataset.size === "phone" ? "It is kept when you leave it." : keys()),
      );
      leave = () => finish(true);
      desk.bar.hide();
      root.append(open);
      position(at);
      field.focus({ preventScroll: true });
      field.setSelectionRange(field.value.length, field.value.length);
    },
  };
}
