/** Labels as buttons, and finding one by its name. */

import { button, h, hue } from "./dom.js";

const PROPOSED = "proposed"; // by an annotator, and not confirmed yet

/** Return the labels that a label lies below, the outermost first. */
export function ancestorsOf(label, all) {
  const found = [];
  for (let at = label; at?.parent_id; ) {
    at = all.find(({ id }) => id === at.parent_id);
    if (!at || found.includes(at)) break;
    found.unshift(at);
  }
  return found;
}

/**
 * Return labels in the order of their tree, each with its depth and whether others lie below it.
 * @returns {Array<{label: object, depth: number, hasMore: boolean}>}
 */
export function inTree(all) {
  const below = new Map();
  const ids = new Set(all.map(({ id }) => id));
  for (const label of all) {
    const parent = ids.has(label.parent_id) && label.parent_id !== label.id ? label.parent_id : null;
    below.set(parent, [...(below.get(parent) ?? []), label]);
  }
  const found = [];
  const add = (label, depth) => {
    const children = below.get(label.id) ?? [];
    found.push({ label, depth, hasMore: children.length > 0 });
    for (const child of children) add(child, depth + 1);
  };
  for (const label of below.get(null) ?? []) add(label, 0);
  return found;
}

/**
 * Return the labels whose name, tag or id fits what was typed, the best first. Words of a label's
 * parents count too: "place city" finds the City below Place.
 */
export function findLabels(labels, typed) {
  const wanted = typed.trim().toLocaleLowerCase();
  if (!wanted) return labels;
  const wordsOf = (name) => name.toLocaleLowerCase().split(/[\s/-]+/);
  const rank = (label) => {
    const { name, tag, id } = label;
    const words = wordsOf(name);
    if (words.join(" ").startsWith(wanted) || tag?.toLocaleLowerCase() === wanted) return 0;
    if (words.some((word) => word.startsWith(wanted))) return 1;
    if (tag?.toLocaleLowerCase().startsWith(wanted) || id.toLocaleLowerCase() === wanted) return 2;
    if (words.join(" ").includes(wanted)) return 3;
    const path = [...ancestorsOf(label, labels).flatMap((one) => wordsOf(one.name)), ...words];
    return wordsOf(wanted).every((part) => path.some((word) => word.startsWith(part))) ? 4 : -1;
  };
  return labels
    .map((label) => [rank(label), label])
    .filter(([place]) => place >= 0)
    .sort(([a], [b]) => a - b)
    .map(([, label]) => label);
}

/** Return the ids of the labels used last in an article, the latest first. */
export function recentLabels(article, most = 9) {
  const found = new Set();
  for (let i = article.history.undo.length - 1; i >= 0 && found.size < most; i--) {
    for (const { after, subject } of article.history.undo[i]) {
      if (subject === "annotation" && after?.kind === "span" && after.label_id && after.state !== "rejected") found.add(after.label_id);
    }
  }
  return [...found].slice(0, most);
}

/**
 * @param {object} label
 * @param {{pressed: boolean, onclick: () => void, short?: boolean, path?: string, said?: string}} options
 *   short: its tag; path: what it lies below; said: what more is read out of it
 * @param {...Node} more what stands after the name
 */
export function labelButton(label, { pressed, onclick, short = false, path = "", said = "" }, ...more) {
  return button(
    `button.pm-label${short ? ".pm-short" : ""}`,
    {
      data: { labelId: label.id }, style: hue(label), title: [path && `${path} › ${label.name}`, label.description || (short || !path ? label.name : "")].filter(Boolean).join(": "), onclick,
      "aria-pressed": String(Boolean(pressed)),
      "aria-label": `${path ? `${path} › ` : ""}${label.name}${label.status === PROPOSED ? ", proposed" : ""}${said && `, ${said}`}${label.key ? `, key ${label.key}` : ""}`,
    },
    h("span.pm-swatch", { "aria-hidden": "true" }, label.key || ""),
    h("span.pm-name", {}, path && !short && h("span.pm-path", { text: `${path} › ` }), (short && label.tag) || label.name),
    label.status === PROPOSED && !short && h("span.pm-proposed", { text: PROPOSED }),
    ...more,
  ); // prettier-ignore
}
