/** The bar at a selection or at a selected mark: labels, and what else can be done there. */

import { attributesOf } from "./attributes.js";
import { carriedFrom } from "./copies.js";
import { button, h, hint, hue, keepingFocus, short } from "./dom.js";
import { endsOf } from "./ends.js";
import { partsShown } from "./gaps.js";
import { ancestorsOf, findLabels, labelButton, recentLabels } from "./labels.js";
import { moreActs } from "./more.js";
import { newLabelButton } from "./proposing.js";
import { scoreShown, surenessOf } from "./sureness.js";

const GAP = 16; // so that the handles of a mark stay in view
const AT_HAND = 12; // labels in the bar

const nameOf = (control) => control.getAttribute("aria-label") ?? control.textContent;

/**
 * @param {HTMLElement} root
 * @param {object} desk what is shown and selected, and `commands`
 */
export function createBar(root, desk) {
  const bar = h("div.pm-bar", { role: "toolbar", "aria-label": "At the selection", hidden: true, "data-testid": "pm-bar" });
  root.append(bar);
  let field = null;
  let isDue = false;
  let isMore = false; // whether the row of rarer acts is shown
  let shownFor = ""; // the id of the mark that it was shown for

  function labels(typed, current) {
    const all = desk.labelsOf("span");
    const found = typed === null ? atHand(all) : findLabels(all, typed).slice(0, 12);
    const isShort = typed === null && root.dataset.size !== "phone";
    const made = found.map((label) => {
      const onclick = () => desk.commands.label(label.id);
      const path = ancestorsOf(label, all).map(({ name }) => name).join(" › "); // prettier-ignore
      return labelButton(label, { pressed: label.id === current, onclick, short: isShort, path });
    });
    return [...made, newLabelButton(desk, typed)].filter(Boolean);
  }

  /** Where there are more labels than fit, those used last come first; the digits stay with theirs. */
  function atHand(all) {
    if (all.length <= AT_HAND) return all.slice(0, 9);
    const recent = recentLabels(desk.article).map((id) => all.find((label) => label.id === id));
    const keyed = all.filter(({ key }) => key);
    return [...new Set([...recent.filter(Boolean), ...keyed, ...all])].slice(0, AT_HAND);
  }

  /** A button, and the key of the entry in the table of keys that does the same. */
  const act = (words, id, onclick, more = {}) =>
    button("button.pm-act", { onclick, ...more }, words, id && hint(desk.keyOf(id)));

  function edges() {
    const move = (edge, right) => () => desk.commands.edge({ edge, right });
    const one = (sign, name, edge, right) =>
      button("button.pm-edge", { "aria-label": name, title: name, onclick: move(edge, right) }, sign);
    return h("span.pm-edges", {},
      one("⟨", "Start one word earlier", "start", false), one("⟩", "Start one word later", "start", true),
      h("i", { "aria-hidden": "true" }),
      one("⟨", "End one word earlier", "end", false), one("⟩", "End one word later", "end", true),
    ); // prettier-ignore
  }

  function alike(count, words, run) {
    return count > 1 && act(words, null, run, { "data-testid": "pm-alike" });
  }

  function passageParts(typed) {
    const count = desk.commands.alikeCount();
    const around = desk.commands.splittable();
    const mark = desk.commands.partOf();
    return [
      h("div.pm-labels", {}, labels(typed, desk.armed)),
      h("div.pm-acts", {},
        finder(typed),
        desk.quotations.takePart(),
        act("Note", "note", () => desk.commands.note()),
        act("Link", "link", () => desk.commands.link(), { title: "Copy a link to this passage" }),
        alike(count, `All ${count} like this`, () => desk.commands.armAll()),
        act("All…", "occurrences", () => desk.commands.occurrences()),
        around && act(`Split “${short(around.quote, 18)}”`, "split", () => desk.commands.split()),
        mark && mark !== around && act(`Add to “${short(mark.quote, 18)}”`, "add part", () => desk.commands.addPart()),
      ),
    ]; // prettier-ignore
  }

  function suggestionParts(mark, typed) {
    const [more, row] = further(mark);
    const { name } = desk.article.labels.get(mark.label_id) ?? { name: "?" };
    const count = desk.commands.suggestionsAlike(mark).length;
    const score = mark.score == null ? [] : [` · ${surenessOf(mark.score)}, `, scoreShown(mark.score)];
    return [
      h("p.pm-why", { style: hue(desk.article.labels.get(mark.label_id)) }, h("b", { text: `${name}?` }), ...score, mark.reason && ` · ${short(mark.reason, 70)}`),
      h("div.pm-acts", {},
        act("Accept", "accept", () => desk.commands.accept(mark.id), { class: "pm-act pm-yes" }),
        act("Reject", "reject", () => desk.commands.reject(mark.id)),
        alike(count, `Accept all ${count}`, () => desk.commands.acceptAlike()),
      ),
      desk.quotations.barParts(mark),
      h("div.pm-labels", {}, labels(typed, null)),
      h("div.pm-acts", {}, finder(typed), edges(), act("Note", "note", () => desk.commands.note()), act("Join", "join", () => desk.commands.join()), more),
      row,
      attributesOf(desk, mark),
    ]; // prettier-ignore
  }

  function annotationParts(mark, typed) {
    const [more, row] = further(mark);
    return [
      desk.quotations.barParts(mark),
      h("div.pm-labels", {}, labels(typed, mark.label_id)),
      h("div.pm-acts", {},
        finder(typed),
        edges(),
        act(mark.note ? "Edit note" : "Note", "note", () => desk.commands.note()),
        act("Join", "join", () => desk.commands.join()),
        act("Remove", "remove", () => desk.commands.remove()),
        more,
      ),
      row,
      partsShown(desk, mark),
      carriedFrom(desk, mark),
      attributesOf(desk, mark),
      endsOf(desk, mark),
    ]; // prettier-ignore
  }

  function further(mark) {
    isMore &&= shownFor === mark.id;
    const toggle = () => {
      [isMore, shownFor] = [!isMore, mark.id];
      show();
    };
    return moreActs(desk, mark, { isOpen: isMore, toggle });
  }

  function finder(typed) {
    if (typed === null) {
      const all = desk.labelsOf("span").length;
      return act("Find label", "find label", () => open(""), { hidden: all < 2 });
    }
    field = h("input.pm-field", {
      type: "search", placeholder: "Find label", "aria-label": "Find a label", value: typed,
      oninput: () => refill(field.value), onkeydown: onFieldKey,
    }); // prettier-ignore
    return field;
  }

  function refill(typed) {
    const mark = desk.passage ? null : desk.selectedMark();
    const made = desk.mode ? desk.mode.labels(mark, typed) : labels(typed, mark?.label_id ?? null);
    bar.querySelector(".pm-labels").replaceChildren(
      ...(made.length ? made : [h("p.pm-none", { text: "No label of that name" })]),
    );
    place();
  }

  function onFieldKey(event) {
    const buttons = [...bar.querySelectorAll(".pm-label")];
    if (event.key === "Enter") (buttons[0] ?? bar.querySelector(".pm-new"))?.click();
    else if (event.key === "ArrowDown") buttons[0]?.focus();
    else if (event.key === "Escape") show();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function fill(typed) {
    const mark = desk.selectedMark();
    if (desk.mode && mark) return desk.mode.parts(mark, finder(typed));
    if (desk.passage) return passageParts(typed);
    if (!mark || mark.kind !== "span") return null;
    return mark.state === "suggested" ? suggestionParts(mark, typed) : annotationParts(mark, typed);
  }

  function show(typed = null) {
    isDue = false;
    const parts = fill(typed);
    bar.hidden = !parts;
    keepingFocus(bar, nameOf, () => {
      bar.replaceChildren(...(parts ?? []).filter(Boolean));
      bar.lastElementChild?.append(act("Close", null, () => desk.commands.escape(), { class: "pm-act pm-close" }));
    });
    if (parts) place();
  }

  function anchor() {
    const { from, to } = desk.passage ?? desk.selectedMark();
    const range = desk.painter.rangeOf(from, to);
    const rects = range ? [...range.getClientRects()].filter((rect) => rect.width) : [];
    return rects.length ? { first: rects[0], last: rects.at(-1) } : null;
  }

  function place() {
    // While another mark is to be picked it would lie over the next lines: it stands below the text.
    if (root.dataset.size === "phone" || "joining" in root.dataset) return bar.removeAttribute("style");
    const at = bar.hidden ? null : anchor();
    if (!at) return undefined;
    const box = root.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = bar;
    const top = desk.topEdge();
    const isBelow = at.last.bottom + GAP + height < desk.bottomEdge() || at.first.top - GAP - height < top;
    const y = isBelow ? at.last.bottom + GAP : at.first.top - GAP - height - 6;
    const rect = isBelow ? at.last : at.first;
    // Beside the lists, where there are any: what is selected stands there too.
    const lists = root.dataset.size === "wide" && desk.panel.element.getBoundingClientRect();
    const right = lists && lists.width ? lists.left : box.right;
    const x = Math.max(Math.min(rect.left - 12, right - width - 4), box.left + 4);
    bar.style.left = `${x - box.left}px`;
    bar.style.top = `${y - box.top}px`;
    return undefined;
  }

  function open(typed) {
    if (bar.hidden) show();
    if (bar.hidden) return false;
    show(typed);
    field.focus();
    field.setSelectionRange(typed.length, typed.length);
    refill(typed);
    return true;
  }

  function hide() {
    isDue = false;
    bar.hidden = true;
  }

  return {
    show: () => show(),
    /** Say that the bar is out of date; it is gone at once where there is nothing for it. */
    due() {
      if (!desk.passage && !desk.selected && !desk.mode) hide();
      isDue = true;
    },
    /** Show what `due` announced, unless the bar was put away since. */
    showDue: () => isDue && show(),
    place,
    /** Start looking for a label; false if there is nothing to put it on. */
    find: open,
    hide,
    element: bar,
  };
}
