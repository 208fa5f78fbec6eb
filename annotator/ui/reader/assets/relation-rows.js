/** The rows of the list of relations: chains with their marks first, then the relations. */

import { carriedSign } from "./copies.js";
import { button, h, hue, short } from "./dom.js";
import { inOrder } from "./order.js";
import { allChains, chainRelations, labelsOfKind, waysToJoin } from "./relating.js";

/** Return how many relations and chains the list holds. */
export function countRelations(article) {
  return relationsOf(article).length + allChains(article).length;
}

function relationsOf(article) {
  const isShown = ({ state, label_id: id }) => state !== "suggested" && article.labels.get(id)?.kind === "relation";
  return [...article.relations.all.values()].filter(isShown);
}

/** Return what the list shows, in order: {id, chain?, mark?, relation?}. */
export function relationItems(article) {
  const chains = allChains(article).flatMap(({ label, marks }, index) => [
    { id: `chain-${marks[0].id}`, chain: { label, marks, number: index + 1 } },
    ...marks.map((mark) => ({ id: mark.id, mark, label })),
  ]);
  const relations = relationsOf(article)
    .map((relation) => ({ id: relation.id, relation, from: article.mark(relation.from_id), to: article.mark(relation.to_id) }))
    .filter(({ from, to }) => from && to);
  relations.sort((a, b) => inOrder(a.from, b.from) || inOrder(a.to, b.to));
  return [...chains, ...relations];
}

/** Return the parts of a row of the list. */
export function relationRow(desk, item) {
  if (item.chain) return chainHead(desk, item.chain);
  return item.mark ? mention(desk, item) : relation(desk, item);
}

function chainHead(desk, { label, marks, number }) {
  const sign = carriedSign(desk, chainRelations(desk.article, marks[0].id, label.id));
  return [h("p.pm-chain", { style: hue(label) }, h("b", { text: `${label.name} ${number}` }), ` ${marks.length} marks`, sign)];
}

const go = (desk, mark) => () => desk.select(mark.id, { scroll: "center" });

function mention(desk, { mark, label }) {
  return [
    button("button.pm-go.pm-mention", { onclick: go(desk, mark) }, h("span.pm-quote", { dir: "auto", text: short(mark.quote, 40) })),
    button("button.pm-answer", {
      "aria-label": `Take ${mark.quote} out of the chain`, title: "Take out of the chain",
      onclick: () => desk.commands.leaveChain(mark.id, label.id),
    }, "×"),
  ]; // prettier-ignore
}

function relation(desk, { relation: one, from, to }) {
  const { article } = desk;
  const label = article.labels.get(one.label_id);
  const end = (mark) => button("button.pm-tied", { dir: "auto", title: mark.quote, onclick: go(desk, mark) }, short(mark.quote ?? "", 40));
  const others = labelsOfKind(article, "relation").filter(
    ({ id }) => id === label.id || waysToJoin(article, from, to).some((way) => way.label.id === id && way.from.id === from.id),
  );
  const choice = h("select.pm-verb", {
    "aria-label": `What joins ${from.quote} and ${to.quote}`, style: hue(label),
    onchange: (event) => desk.commands.rejoin(one, event.target.value),
  }, others.map(({ id, name }) => h("option", { value: id, selected: id === label.id }, name))); // prettier-ignore
  const canTurn = waysToJoin(article, to, from).some((way) => way.label.id === label.id && way.from.id === to.id);
  return [
    h("div.pm-tied-row", {}, end(from), choice, h("i", { "aria-hidden": "true", text: "→" }), end(to), carriedSign(desk, [one])),
    canTurn && button("button.pm-answer", {
      "aria-label": `Turn round: ${to.quote} ${label.name} ${from.quote}`, title: "Turn round",
      onclick: () => desk.commands.reverse(one),
    }, "⇄"),
    button("button.pm-answer", {
      "aria-label": `Remove: ${from.quote} ${label.name} ${to.quote}`, title: "Remove",
      onclick: () => desk.commands.unjoin(one),
    }, "×"),
  ]; // prettier-ignore
}
