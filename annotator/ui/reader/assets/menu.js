/** On a phone: what the line above the article has no room for, behind one button. */

import { button, h } from "./dom.js";

/**
 * @param {...Node} entries buttons; elsewhere they stand in the line itself
 * @returns {Node[]} the button, and the menu
 */
export function createMenu(...entries) {
  const menu = h("span.pm-menu", {}, entries);
  const opener = button("button.pm-step.pm-menu-open", { "aria-label": "More", "aria-expanded": "false", onclick: () => setOpen(!isOpen()) }, "⋯");
  const isOpen = () => menu.hasAttribute("data-open");

  function setOpen(isIt) {
    menu.toggleAttribute("data-open", isIt);
    opener.setAttribute("aria-expanded", String(isIt));
    const follow = isIt ? document.addEventListener : document.removeEventListener;
    follow.call(document, "pointerdown", onOutside, { capture: true });
  }

  function onOutside(event) {
    if (!menu.contains(event.target) && !opener.contains(event.target)) setOpen(false);
  }

  menu.addEventListener("click", () => setOpen(false));
  menu.addEventListener("keydown", (event) => event.key === "Escape" && setOpen(false));
  return [opener, menu];
}
