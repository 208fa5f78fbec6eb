/** Writing a note where it belongs: beside its passage. One act when it is left, none on Esc. */

import { h } from "./dom.js";
import { withMentions } from "./mentions.js";

/** @param {HTMLElement} root @param {object} desk */
export function createNotes(root, desk) {
  let open = null;

  function close() {
    open?.remove();
    open = null;
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
    close,
    /**
     * Edit a note.
     * @param {{from: number, to: number, quote: string, note: string}} at
     * @param {(note: string) => void} keep called once, if the note was changed
     */
    edit(at, keep) {
      close();
      let isOver = false;
      const finish = (isKept) => {
        if (isOver) return;
        isOver = true;
        const note = field.value.trim();
        close();
        desk.preview(null);
        if (isKept && note !== at.note) keep(note);
        desk.bar.show();
        root.focus({ preventScroll: true });
      };
      const field = h("textarea.pm-field", {
        rows: "3", dir: "auto", "aria-label": `Note on ${at.quote}`, placeholder: "Write a note",
        onblur: () => finish(true),
        onkeydown: (event) => {
          if (event.key === "Escape") finish(false);
          else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) finish(true);
          else return;
          event.preventDefault();
          event.stopPropagation();
        },
      }); // prettier-ignore
      field.value = at.note;
      open = h(
        "div.pm-note",
        { "data-testid": "pm-note" },
        withMentions(field, () => desk.article.members),
        h("p.pm-hint", {}, root.dataset.size === "phone" ? "It is kept when you leave it." : keys()),
      );
      desk.bar.hide();
      root.append(open);
      position(at);
      field.focus({ preventScroll: true });
      field.setSelectionRange(at.note.length, at.note.length);
    },
  };
}
