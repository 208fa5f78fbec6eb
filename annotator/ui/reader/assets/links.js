/** Links to a passage: copied, and followed. A link names a passage by its code points. */

import { button, h, short } from "./dom.js";

/**
 * Return the link to an article, or to a passage of it.
 * @param {string} here the address of the page
 */
export function linkTo(here, articleId, passage) {
  const url = new URL(here);
  url.search = "";
  url.hash = "";
  url.searchParams.set("article", articleId);
  if (passage) url.searchParams.set("at", `${passage.start}-${passage.end}`);
  return url.href;
}

/**
 * Return the passage that `at` of a link names: code points inside a text of this length.
 * @returns {[number, number] | null} null if it names none
 */
export function passageAt(at, length) {
  const found = /^(\d{1,9})-(\d{1,9})$/.exec(at);
  if (!found) return null;
  const [start, end] = [Number(found[1]), Number(found[2])];
  return start < end && end <= length ? [start, end] : null;
}

/** @param {object} desk */
export function createLinkCommands(desk) {
  return {
    /** Copy a link to the selected words or the selected mark. */
    async link() {
      const mark = desk.passage ? null : desk.selectedMark();
      const passage = desk.passage ? desk.article.passage(desk.passage.from, desk.passage.to) : mark;
      if (passage?.start == null) return desk.voice.say("Select words or a mark first.");
      const link = linkTo(location.href, desk.article.id, passage);
      try {
        await navigator.clipboard.writeText(link); // missing on plain http, or forbidden
        return desk.voice.toast(`Link copied: “${short(passage.quote, 40)}”`);
      } catch {
        return showLink(desk.root, link);
      }
    },
  };
}

/** Show a link in a field, selected, for a person to copy. */
function showLink(root, link) {
  const close = () => (dialog.close(), dialog.remove());
  const field = h("input.pm-field", { type: "text", readonly: true, value: link, "aria-label": "The link" });
  const dialog = h("dialog.pm-linked", { "aria-label": "Link to the passage" },
    h("h2", { text: "Link to the passage" }),
    h("p", { text: "Copy it with Ctrl+C; the browser does not let the desk do it here." }),
    field,
    button("button.pm-act", { onclick: close }, "Close"),
  ); // prettier-ignore
  dialog.addEventListener("keydown", (event) => {
    event.stopPropagation(); // Streamlit has keys of its own, such as c: clear the cache
    if (event.key !== "Escape" && event.key !== "Enter") return;
    event.preventDefault();
    close();
  });
  dialog.addEventListener("click", (event) => event.target === dialog && close());
  root.append(dialog);
  dialog.showModal();
  field.focus();
  field.select();
}
