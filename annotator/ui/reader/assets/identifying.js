/** Saying what a mark names: an identifier of the project's list, one used before, or any other. */

import * as acts from "./acts.js";
import { h, short } from "./dom.js";
import { changeWhole } from "./quoted.js";

const PAUSE = 120; // typing rests this long before the server is asked
const KEPT = 200; // answers

/** Return an address that a link may lead to; "" for anything but a page of the web. */
export function addressOf(entityId) {
  try {
    const { protocol, href } = new URL(entityId);
    return protocol === "https:" || protocol === "http:" ? href : "";
  } catch {
    return "";
  }
}

/**
 * Return what is offered for what was typed, in order: {id, name, hint}.
 * @param {string} typed
 * @param {{rows: object[], used: object[]}} found
 * @param {string} quote the words of the mark
 */
export function offersFor(typed, { rows, used }, quote) {
  const wanted = typed.trim();
  const listed = rows.map((one) => ({ ...one, hint: [one.id, one.description].filter(Boolean).join(" · ") }));
  const before = used.map((one) => ({ ...one, name: one.name || one.id, hint: `used for “${short(quote, 24)}” before` }));
  const free = wanted && !listed.some(({ id }) => id === wanted) && { id: wanted, name: wanted, hint: "as it is typed" };
  const offers = wanted ? [...listed, free] : [...before, ...listed];
  const seen = new Set();
  return offers.filter((one) => one && !seen.has(one.id) && seen.add(one.id));
}

/** @param {object} desk */
export function createIdentifyingCommands(desk) {
  const cache = new Map(); // article, query and quote -> what the server found
  let open = null;

  async function find(query, quote) {
    const key = JSON.stringify([desk.article.id, query, quote]);
    if (!cache.has(key)) {
      const answer = desk.api.entities(desk.article.id, query, quote);
      answer.catch(() => cache.delete(key));
      cache.set(key, answer);
      if (cache.size > KEPT) cache.delete(cache.keys().next().value);
    }
    return cache.get(key);
  }

  const alikeOf = (mark) =>
    desk.article.lists.marks.items.filter((one) => one.id !== mark.id && one.quote === mark.quote);

  function keep(mark, entity, isForAll) {
    const { article } = desk;
    const make = acts.group();
    const id = entity?.id ?? null;
    if (entity && entity.name !== entity.id) article.entities.set(id, entity);
    const changed = [mark, ...(isForAll ? alikeOf(mark) : [])]
      .map((one) => desk.clock.keep(one.id, changeWhole(article, make, one, { entity_id: id })))
      .filter((made) => made.length);
    const made = changed.flat();
    if (!made.length) return desk.voice.say("Nothing changed.");
    desk.selected = made[0].after.id;
    const count = changed.length > 1 ? `${changed.length} marks: ` : "";
    desk.commit(made, entity ? `${count}${short(mark.quote, 30)} is ${entity.name}` : `${count}no identifier`);
    if (changed.length > 1) {
      desk.voice.toast(`${changed.length} × “${short(mark.quote, 30)}”: ${entity?.name ?? "no identifier"}.`, { action: "Undo", run: () => desk.commands.undo() });
    }
    // What these words named has changed.
    for (const key of cache.keys()) if (JSON.parse(key)[2] === mark.quote) cache.delete(key);
    return undefined;
  }

  return {
    identify() {
      const mark = desk.selectedMark();
      if (mark?.kind !== "span") return desk.voice.say("Select a mark first.");
      open?.close();
      open = createField(desk, mark, { find, alike: alikeOf(mark).length, keep: (...chosen) => keep(mark, ...chosen) });
      return open;
    },
  };
}

/** The small field at a mark, with the list of what fits below it. */
function createField(desk, mark, { find, alike, keep }) {
  const { root, article } = desk;
  let offers = [];
  let active = 0;
  let timer = null;
  let asked = 0;
  const known = mark.entity_id ? (article.entities.get(mark.entity_id)?.name ?? mark.entity_id) : "";
  const input = h("input.pm-field", {
    type: "text", role: "combobox", "aria-expanded": "true", "aria-controls": "pm-offers", "aria-autocomplete": "list",
    "aria-label": `What “${short(mark.quote, 40)}” names`, placeholder: known || "Name, identifier or address",
    autocomplete: "off", maxlength: "400", dir: "auto", onkeydown: onKey,
    oninput: () => {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE);
      show(offersFor(input.value, { rows: [], used: [] }, mark.quote));
    },
  }); // prettier-ignore
  const list = h("div.pm-offers", { role: "listbox", id: "pm-offers", "aria-label": "What fits" });
  const forAll = h("input", { type: "checkbox", onkeydown: onKey });
  const said = h("p.pm-hint", { role: "status" });
  const clear = h("button.pm-act", { type: "button", onclick: () => finish(null) }, "Remove the identifier");
  const element = h("div.pm-note.pm-identify", { "data-testid": "pm-identify", onfocusout: onLeave },
    input, list, said,
    alike > 0 && h("label.pm-for-all", {}, forAll, ` also for the other ${alike} “${short(mark.quote, 24)}” here`),
    mark.entity_id && clear,
  ); // prettier-ignore

  function close() {
    clearTimeout(timer);
    element.remove();
    if (desk.article === article) desk.bar.show();
    root.focus({ preventScroll: true });
  }

  function finish(entity) {
    const isForAll = forAll.checked;
    close();
    keep(entity, isForAll);
  }

  // Leaving the field by a click elsewhere keeps nothing: what it names was not chosen yet.
  function onLeave({ relatedTarget }) {
    if (element.isConnected && relatedTarget && !element.contains(relatedTarget)) close();
  }

  async function ask() {
    const number = ++asked;
    try {
      const found = await find(input.value.trim(), mark.quote);
      if (number !== asked || !element.isConnected) return;
      said.textContent = "";
      show(offersFor(input.value, found, mark.quote));
    } catch {
      said.textContent = "The list can't be reached. What you type is kept as it is.";
    }
  }

  function show(found) {
    offers = found;
    active = 0;
    draw();
  }

  function draw() {
    list.replaceChildren(...offers.map((one, index) =>
      h("div.pm-offer", {
        role: "option", id: `pm-offer-${index}`, "aria-selected": String(index === active),
        onpointerdown: (event) => event.preventDefault(), onclick: () => finish(one),
      }, h("b", { dir: "auto", text: short(one.name, 60) }), h("span", { dir: "auto", text: short(one.hint, 80) })))); // prettier-ignore
    list.hidden = !offers.length;
    if (offers.length) input.setAttribute("aria-activedescendant", `pm-offer-${active}`);
    else input.removeAttribute("aria-activedescendant");
    list.children[active]?.scrollIntoView({ block: "nearest" });
    place();
  }

  function onKey(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && offers.length) {
      active = (active + step + offers.length) % offers.length;
      draw();
    } else if (event.key === "Enter") {
      if (offers[active]) finish(offers[active]);
      else close();
    } else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function place() {
    if (root.dataset.size === "phone") return;
    const range = desk.painter.rangeOf(mark.from, mark.to);
    const rect = range && [...range.getClientRects()].at(-1);
    if (!rect) return;
    const box = root.getBoundingClientRect();
    const left = Math.min(rect.left - box.left - 12, box.width - element.offsetWidth - 8);
    const isBelow = rect.bottom + 10 + element.offsetHeight < desk.bottomEdge();
    const top = isBelow ? rect.bottom + 10 : Math.max(desk.topEdge(), rect.top - element.offsetHeight - 14);
    element.style.left = `${Math.max(4, left)}px`;
    element.style.top = `${top - box.top}px`;
  }

  desk.bar.hide();
  root.append(element);
  draw();
  input.focus({ preventScroll: true });
  ask();
  return { close };
}
