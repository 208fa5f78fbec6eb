/** The lists of marks and suggestions by label: one label alone, or each below a head of its own. */

import { button, h } from "./dom.js";

/**
 * Return a list below heads, one for each label in the order of the label set; what a closed head
 * holds is left out.
 * @param {object[]} items marks in the order of the text
 * @param {Map<string, object>} labels
 * @param {Set<string>} closed ids of labels
 */
export function grouped(items, labels, closed) {
  const byLabel = new Map([...labels.keys()].map((id) => [id, []]));
  for (const mark of items) byLabel.get(mark.label_id)?.push(mark);
  return [...byLabel].flatMap(([id, marks]) => {
    if (!marks.length) return [];
    const head = { isHead: true, id: `label ${id}`, label_id: id, count: marks.length, isClosed: closed.has(id) };
    return closed.has(id) ? [head] : [head, ...marks];
  });
}

/** @param {object} desk @param {object} rows see createRows @param {() => void} redraw */
export function createOutline(desk, rows, redraw) {
  const closed = new Set();
  let only = ""; // the id of the label that is listed alone
  const select = h("select.pm-field", {
    "aria-label": "Label listed", onchange: () => ((only = select.value), redraw()),
  }); // prettier-ignore
  const toggle = button("button.pm-toggle", {
    onclick: () => desk.preferences.set("grouped", !desk.preferences.get("grouped")),
  }, "By label"); // prettier-ignore
  const element = h("div.pm-outline", {}, select, toggle);

  function head({ label_id: id, count, isClosed }) {
    const fold = () => {
      if (isClosed) closed.delete(id);
      else closed.add(id);
      redraw();
    };
    return button("button.pm-head-row", { "aria-expanded": String(!isClosed), onclick: fold },
      h("span", { "aria-hidden": "true", text: isClosed ? "▸" : "▾" }),
      h("span.pm-swatch", { "aria-hidden": "true" }),
      h("b", { text: desk.article.labels.get(id).name }), h("span.pm-count", { text: String(count) })); // prettier-ignore
  }

  function drawChoice(items) {
    const counts = new Map();
    for (const { label_id: id } of items) counts.set(id, (counts.get(id) ?? 0) + 1);
    const there = desk.labelsOf("span").filter(({ id }) => counts.has(id) || id === only);
    if (!there.some(({ id }) => id === only)) only = "";
    const options = [["", "All labels"], ...there.map(({ id, name }) => [id, `${name} ${counts.get(id) ?? 0}`])];
    select.replaceChildren(...options.map(([value, text]) => h("option", { value, text, selected: value === only })));
  }

  return {
    element,
    hide: () => (element.hidden = true),
    /** Show a list as it was asked for; `words` where it is empty. */
    show(items, words) {
      element.hidden = !items.length;
      drawChoice(items);
      const isGrouped = desk.preferences.get("grouped");
      toggle.setAttribute("aria-pressed", String(isGrouped));
      const shown = only ? items.filter(({ label_id: id }) => id === only) : items;
      const listed = isGrouped ? grouped(shown, desk.article.labels, closed) : shown;
      rows.show(listed, words, (item) => (item.isHead ? head(item) : rows.markParts(item)));
    },
  };
}
