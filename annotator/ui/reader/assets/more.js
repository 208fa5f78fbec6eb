/** What else can be done with a selected mark: the row of the bar behind "⋯". One entry each. */

import { button, h, hint } from "./dom.js";

const isDecided = (mark) => mark.state !== "suggested";
const hasLabel = (mark) => Boolean(mark.label_id);
const ALL = [
  { id: "split", words: "Split", run: (commands) => commands.split(), fits: hasLabel },
  { id: "merge", words: "Merge with the next", run: (commands) => commands.merge(), fits: (mark) => hasLabel(mark) && isDecided(mark) },
  { id: "duplicate", words: "Also as…", run: (commands) => commands.duplicate(), fits: hasLabel },
  { id: "identify", words: "Say what it names", run: (commands) => commands.identify() },
  { id: "chain", words: "Into a chain", run: (commands) => commands.chain() },
  { id: "link", words: "Link to it", run: (commands) => commands.link() },
  { id: "occurrences", words: "All like this…", run: (commands) => commands.occurrences() },
  {
    id: "remove alike", words: "Remove all like this…", run: (commands) => commands.removeAlike(),
    fits: (mark) => isDecided(mark) && mark.label_id,
  },
]; // prettier-ignore

/**
 * Return the button that shows the row, and the row.
 * @param {object} desk @param {object} mark
 * @param {{isOpen: boolean, toggle: () => void}} state
 * @returns {Node[]} the row is missing while it is folded
 */
export function moreActs(desk, mark, { isOpen, toggle }) {
  const entries = ALL.filter(({ fits }) => !fits || fits(mark));
  const act = ({ id, words, run }) =>
    button("button.pm-act", { onclick: () => run(desk.commands), data: { more: id } }, words, hint(desk.keyOf(id)));
  return [
    button("button.pm-act", { "aria-label": "More", title: "More", "aria-expanded": String(isOpen), onclick: toggle, data: { more: "" } }, "⋯"),
    isOpen && h("div.pm-acts.pm-more-acts", {}, entries.map(act)),
  ]; // prettier-ignore
}
