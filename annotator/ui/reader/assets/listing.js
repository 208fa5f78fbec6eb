/** The article's place in the list, in the line above: g and a number go to another one. */

import { button, h } from "./dom.js";

/** @param {object} desk */
export function createListing(desk) {
  const shown = button("button.pm-place", { onclick: () => open() });
  const field = h("input.pm-field.pm-place-field", {
    type: "text", inputmode: "numeric", "aria-label": "Number of the article in the list", hidden: true,
    onkeydown: onKey, onblur: () => close(),
  }); // prettier-ignore
  const element = h("span.pm-listing", {}, shown, field);

  function open() {
    const { place } = desk.article;
    if (!place?.total) return;
    field.value = "";
    field.placeholder = `1 – ${place.total}`;
    shown.hidden = true;
    field.hidden = false;
    field.focus();
  }

  function close() {
    const hadFocus = document.activeElement === field;
    field.hidden = true;
    shown.hidden = false;
    if (hadFocus) desk.root.focus({ preventScroll: true });
  }

  function onKey(event) {
    event.stopPropagation();
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    const typed = field.value.trim();
    close();
    if (event.key === "Enter" && typed) go(typed);
  }

  async function go(typed) {
    const { article } = desk;
    const { total } = article.place;
    const number = /^\d+$/.test(typed) ? Number(typed) : 0;
    if (number < 1 || number > total) {
      desk.voice.toast(`There is no article ${typed}: the list has ${total}.`);
      return;
    }
    try {
      const { rows } = await desk.listed(number);
      if (desk.article !== article) return;
      if (!rows.length) desk.voice.toast(`There is no article ${number} in the list any more.`);
      else if (rows[0].id !== article.id) desk.go(rows[0].id);
    } catch (error) {
      desk.voice.toast(error.message, { detail: error.remedy, isError: true });
    }
  }

  return {
    element,
    open,
    /** Show the article's place. */
    draw() {
      const { place } = desk.article;
      shown.textContent = place?.total ? `${place.position} of ${place.total}` : "";
      shown.hidden = !place?.total || !field.hidden;
      shown.title = `Go to another (${desk.keyOf("go to article")} and its number)`;
    },
  };
}

/** @param {object} desk */
export const createListingCommands = (desk) => ({ goTo: () => desk.header.listing.open() });
