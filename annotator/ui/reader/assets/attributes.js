/** The attributes of a mark, in its bar: what its label asks for, answered in place. */

import * as acts from "./acts.js";
import { button, h, short } from "./dom.js";
import { changeWhole } from "./quoted.js";

const SHORT = 44; // letters of choices that stand as buttons; more stand in a list to open
const YESNO = [[true, "Yes"], [false, "No"], [undefined, "–"]]; // prettier-ignore

/** Return a value as people read it. */
export const toldValue = (value) => (value === true ? "yes" : value === false ? "no" : String(value));

/** Return the values of a mark in words: "Role: minister · Named: yes". */
export function toldValues(label, mark) {
  const known = (label?.attributes ?? []).filter(({ id }) => mark.attributes?.[id] !== undefined);
  return known.map(({ id, name }) => `${name}: ${toldValue(mark.attributes[id])}`).join(" · ");
}

/** @param {object} desk */
export function createAttributeCommands(desk) {
  const last = new Map(); // label id and attribute id -> the value chosen last

  /** Change values of a mark; undefined takes one away. A suggestion is accepted by it. */
  function setValues(id, values) {
    const mark = desk.article.mark(id);
    if (!mark) return;
    const attributes = { ...mark.attributes, ...values };
    for (const [name, value] of Object.entries(values)) {
      if (value === undefined) delete attributes[name];
      else last.set(`${mark.label_id} ${name}`, value);
    }
    const made = desk.clock.keep(id, changeWhole(desk.article, acts.group(), mark, { attributes }));
    if (!made.length) return;
    const focused = document.activeElement?.closest?.("[data-attribute]")?.dataset.attribute;
    if (desk.selected === id) desk.selected = made[0].after.id;
    const label = desk.article.labels.get(mark.label_id);
    desk.commit(made, toldValues(label, made[0].after) || "No values.");
    if (focused) focus(focused);
  }

  function focus(attribute) {
    desk.bar.show(); // it may be due with the next frame only, which would take the focus away
    const group = desk.bar.element.querySelector(`[data-attribute="${CSS.escape(attribute)}"]`);
    const one = group?.querySelector("[aria-checked=true], input, select") ?? group?.querySelector("button");
    one?.focus({ preventScroll: true });
    return Boolean(one);
  }

  return {
    /** Go to the first attribute of the selected mark. */
    attributes() {
      const mark = desk.selectedMark();
      const [first] = desk.article.labels.get(mark?.label_id)?.attributes ?? [];
      if (!mark) return desk.voice.say("Select a mark first.");
      if (!first) return desk.voice.toast("This label asks for nothing more. The codebook says what a label asks for.");
      return focus(first.id);
    },
    setValues,
    lastValue: (labelId, attributeId) => last.get(`${labelId} ${attributeId}`),
  };
}

/** Return the attributes of a mark for its bar; null where its label asks for none. */
export function attributesOf(desk, mark) {
  const label = desk.article.labels.get(mark.label_id);
  if (!label?.attributes?.length) return null;
  const set = (id, value) => desk.commands.setValues(mark.id, { [id]: value });
  return h("div.pm-attributes", {}, label.attributes.map((each) => attribute(desk, mark, each, set)), asBefore(desk, mark, label));
}

// What was chosen last for this label is offered, where nothing has been chosen yet.
function asBefore(desk, mark, label) {
  const isEmpty = label.attributes.every(({ id }) => mark.attributes[id] === undefined);
  const before = label.attributes
    .map(({ id }) => [id, desk.commands.lastValue(label.id, id)])
    .filter(([, value]) => value !== undefined);
  if (!isEmpty || !before.length) return null;
  const words = before.map(([, value]) => short(toldValue(value), 20)).join(", ");
  return button("button.pm-act.pm-before", { onclick: () => desk.commands.setValues(mark.id, Object.fromEntries(before)) }, `As before: ${words}`);
}

function attribute(desk, mark, { id, name, kind, choices }, set) {
  const value = mark.attributes[id];
  const options = kind === "yesno" ? YESNO : choices.map((each) => [each, each]);
  const isShort = kind !== "text" && options.map(([, words]) => words).join("").length <= SHORT;
  const control = kind === "text" ? textField : isShort ? radios : select;
  return h("div.pm-attribute", { data: { attribute: id } },
    h("span.pm-attribute-name", { text: name, "aria-hidden": "true" }),
    control({ desk, name, value, options, set: (now) => set(id, now), last: desk.commands.lastValue(mark.label_id, id) }),
  ); // prettier-ignore
}

function radios({ desk, name, value, options, set }) {
  const onkeydown = (event) => {
    const buttons = [...event.currentTarget.children];
    const at = buttons.indexOf(document.activeElement);
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (/^[1-9]$/.test(event.key)) buttons[Number(event.key) - 1]?.click();
    else if (step) buttons[(at + step + buttons.length) % buttons.length].focus();
    else if (event.key === "Escape") desk.root.focus({ preventScroll: true });
    else return void (["Tab", "Enter", " "].includes(event.key) || event.stopPropagation());
    event.preventDefault();
    event.stopPropagation();
  };
  return h("span.pm-choices", { role: "radiogroup", "aria-label": name, onkeydown },
    options.map(([each, words]) =>
      button("button.pm-choice", {
        role: "radio", "aria-checked": String(value === each), "aria-label": words === "–" ? "Not said" : words,
        tabindex: value === each || (value === undefined && each === options[0][0]) ? "0" : "-1",
        // The chosen one, chosen again, is let go.
        onclick: () => set(value === each ? undefined : each),
      }, words))); // prettier-ignore
}

function select({ desk, name, value, options, set }) {
  const field = h("select.pm-field", {
    "aria-label": name, onchange: () => set(field.value || undefined),
    onkeydown: (event) => event.key === "Escape" && desk.root.focus({ preventScroll: true }),
  }, h("option", { value: "", text: "–" }), options.map(([each]) => h("option", { value: each, text: each }))); // prettier-ignore
  field.value = value ?? "";
  return field;
}

function textField({ desk, name, value = "", set, last }) {
  let isOver = false;
  const keep = () => {
    const now = field.value.trim();
    if (isOver || now === value) return;
    isOver = true;
    set(now || undefined);
  };
  const field = h("input.pm-field", {
    type: "text", "aria-label": name, dir: "auto", maxlength: "2000", placeholder: last ? `before: ${short(last, 24)}` : "", value,
    onblur: keep,
    onkeydown: (event) => {
      if (event.key === "Escape") {
        isOver = true;
        field.value = value;
        desk.root.focus({ preventScroll: true });
        desk.bar.show();
      } else if (event.key === "Enter") keep();
      else return;
      event.preventDefault();
      event.stopPropagation();
    },
  }); // prettier-ignore
  return field;
}
