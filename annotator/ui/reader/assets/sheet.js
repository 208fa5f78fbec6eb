/** The sheet of keys, behind "?", where they can be changed as well. */

import { h } from "./dom.js";
import { chordOf, keysOf, shownKey, TABLE, whyNot } from "./keymap.js";

const HELD = ["Shift", "Control", "Alt", "Meta", "AltGraph", "CapsLock"];

/** Open the sheet that lists every key. @param {object} desk */
export function openSheet(desk) {
  let isChanging = false;
  let waiting = null; // the entry that gets the next key
  const own = () => desk.preferences.get("keys");
  // Gone at once: until the next frame the focus would stay inside, and take the next key.
  const close = () => (dialog.close(), dialog.remove());
  const said = h("p.pm-keys-said", { role: "status" });
  const change = h("button.pm-act", { type: "button", "aria-pressed": "false", onclick: () => toggle() }, "Change keys");
  const usual = h("button.pm-act", { type: "button", hidden: true, onclick: () => goBack() }, "Back to the usual keys");
  const grid = h("div.pm-keys-grid");
  const dialog = h(
    "dialog.pm-keys",
    { "aria-label": "Keys", onclose: () => dialog.remove() },
    h("header", {}, h("h2", { text: "Keys" }), usual, change, h("button.pm-quiet", { type: "button", "aria-label": "Close", onclick: close }, "×"), said),
    grid,
  ); // prettier-ignore

  function keysIn(entry) {
    if (entry.shown) return [h("kbd", { text: entry.shown })];
    const keys = keysOf(desk.keymap, entry.id).map(shownKey);
    if (!isChanging || entry.isFixed) return keys.map((key) => h("kbd", { text: key }));
    const isWaiting = waiting === entry;
    const words = isWaiting ? "press a key" : keys.join("  ") || "none";
    return h("button.pm-key", {
      type: "button", data: { entry: entry.id }, onclick: () => wait(entry), "aria-pressed": String(isWaiting),
      "aria-label": `${entry.words}: ${words}. Change`,
    }, words); // prettier-ignore
  }

  function draw() {
    const groups = new Map();
    for (const entry of TABLE) groups.set(entry.group, [...(groups.get(entry.group) ?? []), entry]);
    const row = (entry) => [
      h("dt", {}, keysIn(entry)),
      h("dd", { text: entry.words, "data-own": entry.id in own() }),
    ];
    grid.replaceChildren(...[...groups].map(([name, entries]) =>
      h("section", {}, h("h3", { text: name }), h("dl", {}, entries.flatMap(row))))); // prettier-ignore
    change.setAttribute("aria-pressed", String(isChanging));
    change.textContent = isChanging ? "Ready" : "Change keys";
    usual.hidden = !isChanging || !Object.keys(own()).length;
  }

  const focusOn = ({ id }) => grid.querySelector(`[data-entry="${CSS.escape(id)}"]`)?.focus();

  function toggle() {
    isChanging = !isChanging;
    waiting = null;
    said.textContent = isChanging ? "Choose a command, then press its new key." : "";
    draw();
  }

  function wait(entry) {
    waiting = entry;
    said.textContent = `Press the new key for “${entry.words}”. Esc leaves it as it is.`;
    draw();
    focusOn(entry);
  }

  function goBack() {
    desk.preferences.set("keys", null);
    waiting = null;
    said.textContent = "Every key is the usual one again.";
    draw();
    change.focus();
  }

  function take(event) {
    const entry = waiting;
    const chord = chordOf(event);
    if (HELD.includes(event.key)) return;
    if (event.key !== "Escape") {
      const reason = whyNot(chord, entry.id, desk.keymap);
      said.textContent = reason || `${shownKey(chord)} is now “${entry.words}”.`;
      if (reason) return;
      const { [entry.id]: _, ...others } = own();
      const isUsual = entry.keys.includes(chord);
      desk.preferences.set("keys", isUsual ? others : { ...others, [entry.id]: [chord] });
    } else said.textContent = "Nothing changed.";
    waiting = null;
    draw();
    focusOn(entry);
  }

  dialog.addEventListener("click", (event) => event.target === dialog && close());
  dialog.addEventListener("keydown", (event) => {
    event.stopPropagation(); // Streamlit has keys of its own, such as r: run again
    const isSheet = desk.keymap.get(chordOf(event))?.id === "sheet";
    if (!waiting && !isSheet && event.key !== "Escape") return;
    event.preventDefault(); // Escape would close it too, but leave the focus inside for a frame
    if (waiting) take(event);
    else close();
  });
  draw();
  desk.root.append(dialog);
  dialog.showModal();
}
