/**
 * Every command that has a key: one entry each. The desk listens by this table, and the sheet
 * behind "?" is drawn from it, in its order.
 *
 * `id` is what a person's own keys are kept under, and is never changed. `name` and `argument` are
 * the command. A key is written as on the sheet: "j", "Shift+A", "Ctrl+Z", "Alt+ArrowLeft", "?".
 * An entry with `atSelection` keeps its letter at a selection, where other letters begin to look
 * for a label; with "in a mark" only where the selection is a part of a mark. `isFixed`: its keys cannot be changed. `shown` stands on the sheet in place of keys
 * that are read in another way than by the table (digits, the pointer, the text cursor).
 */
export const TABLE = [
  { group: "Label", id: "label", shown: "1 – 9", words: "label the selection; relabel the selected mark; with neither, keep the label in hand" },
  { group: "Label", id: "find label", name: "find label", argument: "", keys: ["/"], words: "find a label by its name" },
  { group: "Label", id: "let go", name: "escape", keys: ["Escape"], isFixed: true, words: "let go of the label, the selection, the mark" },
  { group: "Label", id: "characters", shown: "Alt + drag", words: "select characters, not whole words" },

  { group: "Suggestions", id: "next mark", name: "mark", argument: 1, keys: ["n"], words: "next mark" },
  { group: "Suggestions", id: "previous mark", name: "mark", argument: -1, keys: ["p"], words: "previous mark" },
  { group: "Suggestions", id: "accept", name: "accept", keys: ["a"], words: "accept, and go on to the next" },
  { group: "Suggestions", id: "reject", name: "reject", keys: ["r"], words: "reject, and go on to the next" },
  { group: "Suggestions", id: "accept alike", name: "acceptAlike", keys: ["Shift+A"], atSelection: true, words: "accept all alike; at a selection or behind a label: all like it" },
  { group: "Suggestions", id: "accept shown", name: "acceptShown", keys: ["w"], words: "accept all that are shown" },
  { group: "Suggestions", id: "reject alike", name: "rejectAlike", keys: ["Shift+R"], words: "reject all alike" },

  { group: "Selected mark", id: "attributes", name: "attributes", keys: ["t"], words: "what its label asks for: 1 – 9 choose" },
  { group: "Selected mark", id: "split", name: "split", keys: ["s"], atSelection: "in a mark", words: "split it: around a selection in it, at the text cursor, or between words" },
  { group: "Selected mark", id: "merge", name: "merge", keys: ["e"], words: "merge it with the next mark" },
  { group: "Selected mark", id: "duplicate", name: "duplicate", keys: ["d"], words: "give the same passage a further label" },
  { group: "Selected mark", id: "add part", name: "addPart", keys: ["b"], atSelection: true, words: "add the selection to the mark selected last; Ctrl + drag does it too" },
  { group: "Selected mark", id: "around", name: "nest", argument: 1, keys: ["Alt+ArrowUp"], isFixed: true, words: "the mark around it" },
  { group: "Selected mark", id: "inside", name: "nest", argument: -1, keys: ["Alt+ArrowDown"], isFixed: true, words: "the mark inside it" },
  { group: "Selected mark", id: "occurrences", name: "occurrences", keys: ["o"], atSelection: true, words: "all places like it, in the article or the project" },
  { group: "Selected mark", id: "remove alike", name: "removeAlike", keys: ["Shift+Delete", "Shift+Backspace"], words: "remove all marks like it" },
  { group: "Selected mark", id: "end back", name: "edge", argument: { edge: "end", right: false }, keys: ["Alt+ArrowLeft"], isFixed: true, words: "move its end by a word to the left" },
  { group: "Selected mark", id: "end on", name: "edge", argument: { edge: "end", right: true }, keys: ["Alt+ArrowRight"], isFixed: true, words: "move its end by a word to the right" },
  { group: "Selected mark", id: "start back", name: "edge", argument: { edge: "start", right: false }, keys: ["Alt+Shift+ArrowLeft"], isFixed: true, words: "move its start by a word to the left" },
  { group: "Selected mark", id: "start on", name: "edge", argument: { edge: "start", right: true }, keys: ["Alt+Shift+ArrowRight"], isFixed: true, words: "move its start by a word to the right" },
  { group: "Selected mark", id: "note", name: "note", keys: ["m"], atSelection: true, words: "write a note" },
  { group: "Selected mark", id: "thread", name: "thread", keys: ["c"], atSelection: true, words: "the thread of its note, or of the article’s" },
  { group: "Selected mark", id: "link", name: "link", keys: ["Shift+C"], atSelection: true, words: "copy a link to the passage" },
  { group: "Selected mark", id: "remove", name: "remove", keys: ["Backspace", "Delete"], words: "remove it" },

  { group: "Relations", id: "join", name: "join", keys: ["l"], words: "join the selected mark to another one" },
  { group: "Relations", id: "chain", name: "chain", keys: ["Shift+L"], words: "put it into a chain with others" },
  { group: "Relations", id: "identify", name: "identify", keys: ["i"], words: "say what it names: an identifier" },
  { group: "Relations", id: "next in chain", name: "inChain", argument: 1, keys: ["."], words: "next mark of its chain" },
  { group: "Relations", id: "previous in chain", name: "inChain", argument: -1, keys: [","], words: "previous mark of its chain" },

  { group: "Article", id: "next paragraph", name: "paragraph", argument: 1, keys: ["j", "ArrowDown"], words: "next paragraph" },
  { group: "Article", id: "previous paragraph", name: "paragraph", argument: -1, keys: ["k", "ArrowUp"], words: "previous paragraph" },
  { group: "Article", id: "nothing here", name: "nothingHere", keys: ["x"], words: "read, nothing here; again: take it back" },
  { group: "Article", id: "next unread", name: "nextUnread", keys: ["u"], words: "next paragraph not yet read" },
  { group: "Article", id: "go to article", name: "goTo", keys: ["g"], words: "and a number: to that article of the list" },
  { group: "Article", id: "next article", name: "article", argument: 1, keys: ["]"], words: "next article" },
  { group: "Article", id: "previous article", name: "article", argument: -1, keys: ["["], words: "previous article" },
  { group: "Article", id: "done and next", name: "doneAndNext", keys: ["Enter"], isFixed: true, words: "done, and on to the next" },
  { group: "Article", id: "carry over", name: "carryOver", keys: ["y"], words: "carry over your work from a copy" },
  { group: "Article", id: "find", name: "find", keys: ["f"], words: "find in the text" },

  { group: "Appearance", id: "hide", name: "hide", keys: ["h"], words: "marks shown, dimmed, hidden" },
  { group: "Appearance", id: "larger text", name: "textSize", argument: 1, keys: ["+", "="], words: "larger text" },
  { group: "Appearance", id: "smaller text", name: "textSize", argument: -1, keys: ["-"], words: "smaller text" },
  { group: "Appearance", id: "only the text", name: "quiet", keys: ["z"], words: "only the text; again: everything" },

  { group: "Without a mouse", id: "caret", name: "caret", keys: ["v"], atSelection: true, words: "text cursor on or off" },
  { group: "Without a mouse", id: "caret motion", shown: "← →", words: "by character; Ctrl by word, Alt by sentence" },
  { group: "Without a mouse", id: "caret selection", shown: "Shift", words: "with them: select" },

  { group: "Always", id: "undo", name: "undo", keys: ["Ctrl+Z"], isFixed: true, words: "undo" },
  { group: "Always", id: "redo", name: "redo", keys: ["Ctrl+Shift+Z", "Ctrl+Y"], isFixed: true, words: "redo" },
  { group: "Always", id: "finish", name: "finish", keys: ["Shift+Z"], words: "finish what was broken off over many articles" },
  { group: "Always", id: "history", name: "history", keys: ["Shift+H"], words: "what was done to the article, and going back to it" },
  { group: "Always", id: "guidelines", name: "guidelines", keys: ["Shift+G"], words: "the guidelines of the project, and what each label means" },
  { group: "Always", id: "sheet", name: "sheet", keys: ["?"], words: "this sheet" },
]; // prettier-ignore

const SIGNS = {
  ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓", Enter: "⏎", Escape: "Esc", Backspace: "⌫", " ": "Space",
}; // prettier-ignore

/**
 * Return the key that was pressed as the table writes it. Shift counts where it does not make
 * another sign of the key, as it does for "?"; Caps Lock never does.
 * @param {KeyboardEvent} event
 */
export function chordOf(event) {
  const { key } = event;
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
  const isSign = key.length === 1 && key.toLowerCase() === key.toUpperCase();
  const held = [
    (event.ctrlKey || event.metaKey) && "Ctrl", event.altKey && "Alt", event.shiftKey && !(isSign && isPlain) && "Shift",
  ].filter(Boolean); // prettier-ignore
  const base = key.length > 1 ? key : held.length ? key.toUpperCase() : key.toLowerCase();
  return [...held, base].join("+");
}

/** Return a key of the table as people write it. */
export function shownKey(chord) {
  const parts = chord.split(/\+(?=.)/);
  return parts.map((part) => SIGNS[part] ?? part).join(" + ");
}

/**
 * Return which entry each key belongs to. What cannot be changed comes first, then a person's own
 * keys, then the usual ones: an entry whose usual key was given to another is left without it.
 * @param {Object<string, string[]>} [own] a person's own keys: id of an entry -> its keys
 * @returns {Map<string, object>}
 */
export function keymap(own = {}) {
  const found = new Map();
  const give = (entry, keys = []) => {
    for (const chord of keys) if (!found.has(chord)) found.set(chord, entry);
  };
  for (const entry of TABLE) if (entry.isFixed) give(entry, entry.keys);
  for (const entry of TABLE) if (!entry.isFixed) give(entry, own[entry.id]);
  for (const entry of TABLE) if (!own[entry.id]) give(entry, entry.keys);
  return found;
}

/** Return the keys that lead to an entry, in their order. */
export function keysOf(map, id) {
  return [...map].filter(([, entry]) => entry.id === id).map(([chord]) => chord);
}

const RESERVED = [
  [/^(Shift\+)?Tab$/, "Tab moves from one thing to the next."],
  [/^[0-9]$/, "The digits give labels."],
  [/Ctrl\+/, "Keys with Ctrl belong to the browser."],
  [/Alt\+/, "Keys with Alt belong to the browser, and with arrows to the edges of a mark."],
  [/^(Shift\+)? $/, "Space turns the page."],
  [/^(Shift\+)?(Home|End|PageUp|PageDown|ArrowLeft|ArrowRight)$/, "This key moves in the text."],
  [/^(Shift\+)?(F\d+|ContextMenu|PrintScreen|Pause|Insert|\w*Lock|Meta|OS)$/, "This key belongs to the machine."],
  [/^(Shift\+)?(Dead|Process|Unidentified|Compose|AltGraph)$/, "This key makes no sign by itself."],
];

/** Return why a key cannot be given to an entry, in words; "" where it can. */
export function whyNot(chord, id, map) {
  const holder = map.get(chord);
  if (holder && holder.id !== id) {
    const rest = holder.isFixed ? "which stays where it is." : "change that one first.";
    return `${shownKey(chord)} is “${holder.words}”; ${rest}`;
  }
  return RESERVED.find(([pattern]) => pattern.test(chord))?.[1] ?? "";
}
