/** Which key does what, and when keys are left alone. */

const FIELDS = "input, textarea, select, [contenteditable=''], [contenteditable=true]";
const FOREIGN = "dialog, [role=dialog], [role=grid], [role=listbox], [role=combobox], [role=menu]";
const PRESSABLE = "button, a[href], summary, [role=tab], [role=button]";

const PLAIN = {
  Escape: ["escape"],
  Enter: ["doneAndNext"],
  Delete: ["remove"],
  Backspace: ["remove"],
  ArrowDown: ["paragraph", 1],
  ArrowUp: ["paragraph", -1],
  "[": ["article", -1],
  "]": ["article", 1],
  "/": ["find label"],
  "?": ["sheet"],
  a: ["accept"],
  c: ["note"],
  f: ["find"],
  h: ["hide"],
  j: ["paragraph", 1],
  k: ["paragraph", -1],
  m: ["note"],
  n: ["mark", 1],
  p: ["mark", -1],
  r: ["reject"],
  v: ["caret"],
};

/** The key sheet: what the person sees behind "?". */
export const SHEET = [
  ["Label", [
    ["1 – 9", "label the selection; relabel the selected mark; with neither, keep the label in hand"],
    ["/", "find a label by its name"], ["Esc", "let go of the label, the selection, the mark"],
    ["Alt + drag", "select characters, not whole words"],
  ]],
  ["Suggestions", [
    ["n  p", "next, previous mark"], ["a  r", "accept, reject, and go on to the next"],
    ["Shift + A", "accept all alike; at a selection: all like it"],
  ]],
  ["Selected mark", [
    ["Alt + ← →", "move its end by a word"], ["Alt + Shift + ← →", "move its start by a word"],
    ["m", "write a note"], ["Delete", "remove it"],
  ]],
  ["Article", [
    ["j  k", "next, previous paragraph"], ["[  ]", "previous, next article"],
    ["Enter", "done, and on to the next"], ["f", "find in the text"], ["h", "hide or show marks"],
  ]],
  ["Without a mouse", [
    ["v", "text cursor on or off"], ["← →", "by character; Ctrl by word, Alt by sentence"],
    ["Shift", "with them: select"],
  ]],
  ["Always", [
    ["Ctrl + Z", "undo"], ["Ctrl + Shift + Z", "redo, as does Ctrl + Y"], ["?", "this sheet"],
  ]],
]; // prettier-ignore

/**
 * Return what a key does: [name, argument], or null where it is not the desk's.
 *
 * @param {KeyboardEvent} event
 * @param {{caret: boolean, passage: boolean}} context
 */
export function commandFor(event, { caret, passage }) {
  const { key } = event;
  const command = event.ctrlKey || event.metaKey;
  if (caret && key.startsWith("Arrow")) return caretCommand(event);
  if (caret && (key === "Home" || key === "End")) return ["caretMove", { to: key, extend: event.shiftKey }];
  if (command) return event.altKey ? null : historyCommand(event);
  if (event.altKey) return edgeCommand(event);
  if (/^[1-9]$/.test(key)) return ["key", key];
  if (key === "A") return ["acceptAlike"];
  const found = PLAIN[key] ?? (key.length === 1 ? PLAIN[key.toLowerCase()] : undefined);
  const isKept = !found || !/^[acfhjkmnprv]$/.test(key) || /^[cmv]$/.test(key);
  // At a selection a letter begins to look for a label, as far as it has no meaning there.
  if (passage && /^\p{L}$/u.test(key) && !(found && isKept)) return ["find label", key];
  return found ?? null;
}

function historyCommand({ key, shiftKey }) {
  const letter = key.toLowerCase();
  if (letter === "z") return shiftKey ? ["redo"] : ["undo"];
  return letter === "y" && !shiftKey ? ["redo"] : null;
}

function edgeCommand({ key, shiftKey }) {
  if (key !== "ArrowLeft" && key !== "ArrowRight") return null;
  return ["edge", { edge: shiftKey ? "start" : "end", right: key === "ArrowRight" }];
}

function caretCommand({ key, shiftKey, ctrlKey, metaKey, altKey }) {
  const unit = altKey ? "sentence" : ctrlKey || metaKey ? "word" : "grapheme";
  if (key === "ArrowUp" || key === "ArrowDown") {
    return ["caretMove", { line: key === "ArrowDown" ? 1 : -1, extend: shiftKey }];
  }
  return ["caretMove", { unit, right: key === "ArrowRight", extend: shiftKey }];
}

/** Return whether a key belongs to whatever has the focus, not to the desk. */
export function isForeign(event) {
  if (event.isComposing || event.defaultPrevented) return true;
  const [target] = event.composedPath();
  if (!(target instanceof Element)) return false;
  if (target.closest(FIELDS) || target.closest(FOREIGN)) return true;
  return (event.key === "Enter" || event.key === " ") && Boolean(target.closest(PRESSABLE));
}

/**
 * Listen for keys on the page.
 * @param {() => object} context see commandFor
 * @param {(name: string, argument: unknown, event: KeyboardEvent) => boolean} run false: not taken
 */
export function watchKeys(context, run, signal) {
  const listener = (event) => {
    if (isForeign(event)) return;
    const command = commandFor(event, context());
    if (!command || run(command[0], command[1], event) === false) return;
    // Streamlit has keys of its own (r: run again, c: clear the cache); the desk's come first.
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  document.addEventListener("keydown", listener, { capture: true, signal });
}
