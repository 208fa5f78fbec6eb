/** Which command a pressed key is, and when keys are left alone. The keys stand in keymap.js. */

import { chordOf, keymap } from "./keymap.js";

const FIELDS = "input:not([type=range]), textarea, select, [contenteditable=''], [contenteditable=true]";
const MOVES = /^(Arrow|Page|Home$|End$)/; // what moves a slider
const FOREIGN = "dialog, [role=dialog], [role=grid], [role=listbox], [role=combobox], [role=menu], [role=radiogroup]";
const PRESSABLE = "button, a[href], summary, [role=tab], [role=button]";
const USUAL = keymap();

/**
 * Return what a key does: [name, argument], or null where it is not the desk's.
 *
 * @param {KeyboardEvent} event
 * @param {{caret: boolean, passage: boolean, isInMark?: () => boolean, map?: Map<string, object>}} context
 *   whether the text cursor is on, whether words are selected, whether those are a part of a mark,
 *   and the keys (see keymap)
 */
export function commandFor(event, { caret, passage, isInMark, map = USUAL }) {
  const { key } = event;
  if (caret && key.startsWith("Arrow")) return caretCommand(event);
  if (caret && (key === "Home" || key === "End")) return ["caretMove", { to: key, extend: event.shiftKey }];
  const chord = chordOf(event);
  if (/^[1-9]$/.test(chord)) return ["key", chord];
  const found = map.get(chord) ?? map.get(chordByPlace(event));
  // At a selection a letter begins to look for a label, as far as it has no meaning there.
  const isKept = found?.atSelection === "in a mark" ? isInMark?.() : found?.atSelection;
  if (passage && !isKept && isTyped(event)) return ["find label", key];
  if (!found) return null;
  return found.argument === undefined ? [found.name] : [found.name, found.argument];
}

/** On a keyboard with another alphabet a key does what stands in its place on a Latin one. */
function chordByPlace(event) {
  const [, letter] = /^Key([A-Z])$/.exec(event.code ?? "") ?? [];
  if (!letter || !/^[^\x00-\x7f]$/.test(event.key)) return "";
  return chordOf({ ...held(event), key: letter });
}

const held = ({ ctrlKey, metaKey, altKey, shiftKey }) => ({ ctrlKey, metaKey, altKey, shiftKey });

const isTyped = ({ key, ctrlKey, metaKey, altKey }) =>
  /^\p{L}$/u.test(key) && !ctrlKey && !metaKey && !altKey;

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
  if (target.closest("input[type=range]") && MOVES.test(event.key)) return true;
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
