/** The sheet of keys, behind "?". */

import { h } from "./dom.js";
import { shownKey, TABLE } from "./keymap.js";

/** Open the sheet that lists every key. */
export function openSheet(root) {
  // Gone at once: until the next frame the focus would stay inside, and take the next key.
  const close = () => (dialog.close(), dialog.remove());
  const row = ({ shown, keys = [], words }) => [
    h("dt", {}, shown ? h("kbd", { text: shown }) : keys.map((chord) => h("kbd", { text: shownKey(chord) }))),
    h("dd", { text: words }),
  ]; // prettier-ignore
  const groups = new Map();
  for (const entry of TABLE) groups.set(entry.group, [...(groups.get(entry.group) ?? []), entry]);
  const dialog = h(
    "dialog.pm-keys",
    { "aria-label": "Keys", onclose: () => dialog.remove() },
    h("header", {}, h("h2", { text: "Keys" }), h("button.pm-quiet", { type: "button", "aria-label": "Close", onclick: close }, "×")),
    h("div.pm-keys-grid", {}, [...groups].map(([name, entries]) =>
      h("section", {}, h("h3", { text: name }), h("dl", {}, entries.flatMap(row))))),
  ); // prettier-ignore
  dialog.addEventListener("click", (event) => event.target === dialog && close());
  dialog.addEventListener("keydown", (event) => {
    event.stopPropagation(); // Streamlit has keys of its own, such as r: run again
    if (event.key !== "?" && event.key !== "Escape") return;
    event.preventDefault(); // Escape would close it too, but leave the focus inside for a frame
    close();
  });
  root.append(dialog);
  dialog.showModal();
}
