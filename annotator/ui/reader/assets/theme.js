/** Light or dark, and the colours of labels in either. */

const COLOUR = /^#[0-9a-f]{3,8}$/i;

/** Return whether a CSS colour, as computed, is dark. */
export function isDark(colour) {
  const [r, g, b, alpha = 1] = (colour.match(/[\d.]+/g) ?? [255, 255, 255]).map(Number);
  return alpha > 0 && 0.2126 * r + 0.7152 * g + 0.0722 * b < 128;
}

function ground(element) {
  for (let at = element.parentElement; at; at = at.parentElement) {
    const { backgroundColor } = getComputedStyle(at);
    if (!/^(transparent|rgba\(.*, 0\))$/.test(backgroundColor)) return backgroundColor;
  }
  return "rgb(255, 255, 255)";
}

/** Say on the root whether the page behind it is dark. */
export function followTheme(root) {
  root.dataset.theme = isDark(ground(root)) ? "dark" : "light";
}

/** Give the root the colours of an article's labels, for both themes. */
export function setLabelColours(root, labels) {
  for (const { index, colour } of labels) {
    for (const [name, property] of [
      ["ink", "ink-light"], ["tint", "tint-light"], ["ink_dark", "ink-dark"], ["tint_dark", "tint-dark"],
    ]) { // prettier-ignore
      if (COLOUR.test(colour[name])) root.style.setProperty(`--pm-${property}-${index}`, colour[name]);
    }
  }
  paintTheme(root, labels);
}

/** Choose the colours of the theme that is shown; with high contrast the ink keeps 7:1. */
export function paintTheme(root, labels) {
  const { theme, contrast } = root.dataset;
  const end = theme === "dark" ? "white" : "black";
  for (const { index } of labels) {
    const ink = `var(--pm-ink-${theme}-${index})`;
    root.style.setProperty(`--pm-ink-${index}`, contrast === undefined ? ink : `color-mix(in srgb, ${ink} 70%, ${end})`);
    root.style.setProperty(`--pm-tint-${index}`, `var(--pm-tint-${theme}-${index})`);
  }
}
