/** Typing @ in a note offers the members: arrows and Enter, or the pointer. */

import { h } from "./dom.js";

const TYPED = /(?:^|[\s(])@([^@\n]{0,40})$/u;
const SHOWN = 6;
let made = 0;

/** Return the members whose name, or a word of it, begins with what was typed. */
export function membersLike(members, typed) {
  const wanted = typed.toLocaleLowerCase();
  return members.filter(({ name }) => {
    const lower = name.toLocaleLowerCase();
    return lower.startsWith(wanted) || (!wanted.includes(" ") && lower.split(/\s+/).some((word) => word.startsWith(wanted)));
  }).slice(0, SHOWN); // prettier-ignore
}

/**
 * Offer members in a field, in a list right below it.
 * @param {HTMLTextAreaElement} field not in the page yet
 * @param {() => Array<{id: string, name: string}>} members
 * @returns {HTMLElement} the field with its list, to be put into the page
 */
export function withMentions(field, members) {
  made += 1;
  const list = h("ul.pm-members", { role: "listbox", id: `pm-members-${made}`, "aria-label": "Members", hidden: true });
  let shown = [];
  let chosen = 0;

  function draw() {
    list.hidden = !shown.length;
    field.toggleAttribute("data-offering", Boolean(shown.length));
    list.replaceChildren(...shown.map((member, n) =>
      h("li", {
        role: "option", id: `${list.id}-${n}`, "aria-selected": String(n === chosen), text: member.name,
        onpointerdown: (event) => (event.preventDefault(), insert(member)),
      }))); // prettier-ignore
    if (shown.length) field.setAttribute("aria-activedescendant", `${list.id}-${chosen}`);
    else field.removeAttribute("aria-activedescendant");
  }

  function look() {
    const typed = TYPED.exec(field.value.slice(0, field.selectionStart))?.[1];
    shown = typed === undefined ? [] : membersLike(members(), typed).filter(({ name }) => name !== typed);
    chosen = 0;
    draw();
  }

  function insert({ name }) {
    const at = field.selectionStart;
    const start = field.value.slice(0, at).lastIndexOf("@");
    field.setRangeText(`@${name} `, start, at, "end");
    shown = [];
    draw();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.addEventListener("input", look);
  field.addEventListener("blur", () => ((shown = []), draw()));
  // Before the field's own keys: while the list is open, Enter and Escape are the list's.
  field.addEventListener("keydown", (event) => {
    if (!shown.length) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) chosen = (chosen + step + shown.length) % shown.length;
    else if ((event.key === "Enter" || event.key === "Tab") && !event.ctrlKey && !event.metaKey) return take(event, () => insert(shown[chosen]));
    else if (event.key === "Escape") return take(event, () => ((shown = []), draw()));
    else return;
    take(event, draw);
  }, true); // prettier-ignore

  function take(event, run) {
    event.preventDefault();
    event.stopImmediatePropagation();
    run();
  }

  return h("div.pm-mentioning", {}, field, list);
}
