/** Labels as buttons, and finding one by its name. */

import { button, h, hue } from "./dom.js";

/** Return the labels whose name, tag or id fits what was typed, the best first. */
export function findLabels(labels, typed) {
  const wanted = typed.trim().toLocaleLowerCase();
  if (!wanted) return labels;
  const rank = ({ name, tag, id }) => {
    const words = name.toLocaleLowerCase().split(/[\s/-]+/);
    if (words.join(" ").startsWith(wanted) || tag?.toLocaleLowerCase() === wanted) return 0;
    if (words.some((word) => word.startsWith(wanted))) return 1;
    if (tag?.toLocaleLowerCase().startsWith(wanted) || id.toLocaleLowerCase() === wanted) return 2;
    return words.join(" ").includes(wanted) ? 3 : -1;
  };
  return labels
    .map((label) => [rank(label), label])
    .filter(([place]) => place >= 0)
    .sort(([a], [b]) => a - b)
    .map(([, label]) => label);
}

/**
 * @param {object} label
 * @param {{pressed: boolean, onclick: () => void, short?: boolean}} options short: its tag
 * @param {...Node} more what stands after the name
 */
export function labelButton(label, { pressed, onclick, short = false }, ...more) {
  return button(
    `button.pm-label${short ? ".pm-short" : ""}`,
    {
      data: { labelId: label.id }, style: hue(label), title: label.description || label.name, onclick,
      "aria-pressed": String(Boolean(pressed)),
      "aria-label": `${label.name}${label.key ? `, key ${label.key}` : ""}`,
    },
    h("span.pm-swatch", { "aria-hidden": "true" }, label.key || ""),
    h("span.pm-name", { text: (short && label.tag) || label.name }),
    ...more,
  ); // prettier-ignore
}
