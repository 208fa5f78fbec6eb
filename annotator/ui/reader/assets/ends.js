/** What the bar at a selected mark says of its relations and chains: each leads to the other end. */

import { carriedSign, isCarried } from "./copies.js";
import { button, h, hue, short } from "./dom.js";
import { addressOf } from "./identifying.js";
import { ROLES } from "./hanging.js";
import { QUOTE } from "./quoted.js";
import { chainLabelsOf, chainMarks, chainRelations } from "./relating.js";

const MOST = 4; // named in the bar; the others stand in the list

/** Return the line of a mark's relations and chains for the bar; null where it has none. */
export function endsOf(desk, mark) {
  const { article } = desk;
  // The bar of a quotation names its speaker and its cue in a line of their own.
  const isTold = ({ from_id: from, label_id: id }) => mark.label_id === QUOTE && from === mark.id && id in ROLES;
  const isShown = (one) => one.state !== "suggested" && article.labels.get(one.label_id)?.kind === "relation" && !isTold(one);
  const relations = article.relationsOf(mark.id).filter(isShown);
  const chains = chainLabelsOf(article, mark.id);
  if (!relations.length && !chains.length && !mark.entity_id) return null;
  const more = relations.length - MOST;
  return h("div.pm-ends", {},
    mark.entity_id && entityParts(desk, mark.entity_id),
    chains.map((label) => chainParts(desk, mark, label)),
    relations.slice(0, MOST).map((relation) => relationEnd(desk, mark, relation)),
    more > 0 && button("button.pm-end", { onclick: () => desk.panel.open("relations") }, `${more} more`),
  ); // prettier-ignore
}

function entityParts(desk, id) {
  const name = desk.article.entities.get(id)?.name;
  const address = addressOf(id);
  return [
    button("button.pm-end", { onclick: () => desk.commands.identify(), "aria-label": `Names ${name ?? id}: change` },
      "≡", name && h("span", { dir: "auto", text: short(name, 40) }), h("b", { dir: "auto", text: short(id, 50) })),
    address && h("a.pm-end", { href: address, target: "_blank", rel: "noopener noreferrer" }, "open ↗"),
  ]; // prettier-ignore
}

function relationEnd(desk, mark, relation) {
  const label = desk.article.labels.get(relation.label_id);
  const isFrom = relation.from_id === mark.id;
  const id = isFrom ? relation.to_id : relation.from_id;
  const quote = desk.article.mark(id)?.quote ?? "";
  return button("button.pm-end", {
    style: hue(label), onclick: () => desk.select(id, { scroll: "nearest" }),
    "aria-label": `${label.name} ${isFrom ? "to" : "from"} ${short(quote, 60)}${isCarried(relation) ? ", carried over" : ""}: go there`,
  }, isFrom ? "→" : "←", h("b", { text: label.name }), h("span", { dir: "auto", text: short(quote, 28) }), carriedSign(desk, [relation])); // prettier-ignore
}

function chainParts(desk, mark, label) {
  const marks = chainMarks(desk.article, mark.id, label.id);
  const at = marks.findIndex(({ id }) => id === mark.id) + 1;
  const quotes = [...new Set(marks.map(({ quote }) => short(quote ?? "", 18)))];
  const words = `${at} of ${marks.length} in the chain`;
  const sign = carriedSign(desk, chainRelations(desk.article, mark.id, label.id));
  return [
    button("button.pm-end", {
      style: hue(label), onclick: () => desk.commands.inChain(1), "aria-label": `${words}${sign ? `, ${sign.textContent}` : ""}: go to the next mark of it`,
    }, "∞", h("b", { text: words }), h("span", { dir: "auto", text: short(quotes.join(", "), 44) }), sign),
    button("button.pm-end", { onclick: () => desk.commands.leaveChain(mark.id, label.id) }, "Take out"),
  ]; // prettier-ignore
}
