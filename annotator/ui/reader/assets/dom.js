/** Making elements. Text goes in as text nodes and attributes only: nothing is read as HTML. */

/**
 * Create an element.
 * @param {string} tag with classes: "button.pm-key"
 * @param {object} [attributes] `on…` are listeners, `data` becomes dataset, false and null are left out
 * @param {...(Node|string|null|false)} children
 */
export function h(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const element = document.createElement(name);
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "data") Object.assign(element.dataset, value);
    else if (key === "style") for (const [n, v] of Object.entries(value)) element.style.setProperty(n, v);
    else if (key === "text") element.textContent = value;
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat(2).filter((child) => child != null && child !== false && child !== ""));
  return element;
}

/** Give an element these children, and leave in place those that it has already. */
export function setChildren(parent, children) {
  const stays = new Set(children);
  for (const child of [...parent.childNodes]) if (!stays.has(child)) child.remove();
  let next = parent.firstChild;
  for (const child of children) {
    if (child === next) next = next.nextSibling;
    else parent.insertBefore(child, next);
  }
}

/**
 * Give an element the children of another one, but for those at both ends that look the same
 * already: what stays costs the browser neither style nor layout.
 */
export function takeOver(element, made) {
  const [before, after] = [[...element.childNodes], [...made.childNodes]];
  const least = Math.min(before.length, after.length);
  let first = 0;
  while (first < least && before[first].isEqualNode(after[first])) first += 1;
  let last = 0;
  while (last < least - first && before.at(-1 - last).isEqualNode(after.at(-1 - last))) last += 1;
  for (const node of before.slice(first, before.length - last)) node.remove();
  const next = last ? before[before.length - last] : null;
  for (const node of after.slice(first, after.length - last)) element.insertBefore(node, next);
}

const CONTROLS = "button, select, input, textarea";

/**
 * Draw what is inside an element anew, and put the focus back where it was: whoever goes through
 * the page by keys would fall out of it otherwise, and press the next key elsewhere.
 * @param {HTMLElement} element
 * @param {(control: Element) => string} nameOf by which a control is found again
 * @param {() => void} run
 */
export function keepingFocus(element, nameOf, run) {
  const { activeElement } = document;
  const name = element.contains(activeElement) && activeElement.matches(CONTROLS) ? nameOf(activeElement) : "";
  run();
  if (!name || element.contains(document.activeElement)) return;
  [...element.querySelectorAll(CONTROLS)].find((control) => nameOf(control) === name)?.focus({ preventScroll: true });
}

/** Return a label's colours as properties that follow the theme. */
export function hue(label) {
  if (!label) return { "--ink": "var(--pm-soft)", "--tint": "var(--pm-raised)" };
  return { "--ink": `var(--pm-ink-${label.index})`, "--tint": `var(--pm-tint-${label.index})` };
}

/** A button that leaves the selection in the text alone when it is pressed. */
export function button(tag, attributes, ...children) {
  const keep = (event) => event.preventDefault();
  return h(tag, { type: "button", onpointerdown: keep, onmousedown: keep, ...attributes }, ...children);
}

/** A key as a hint on a button; not part of the button's name. Nothing where there is no key. */
export const hint = (key) => key && h("kbd", { "aria-hidden": "true", text: key });

// One channel for all: what waits for the same frame comes in the order in which it asked.
const painted = { channel: null, runs: [] };

/** Call `run` when the next frame has been painted; it is given the time at which the frame began. */
export function whenPainted(run) {
  if (!painted.channel) {
    painted.channel = new MessageChannel();
    painted.channel.port1.onmessage = () => painted.runs.shift()();
  }
  requestAnimationFrame(() => {
    const began = performance.now();
    painted.runs.push(() => run(began));
    painted.channel.port2.postMessage(null);
  });
}

const NO_FRAME = 100; // after which a page is taken for one that is not painted: another tab is in front

/** Call `run` once when the next frame has been painted, or soon where there is none. */
export function whenPaintedOrSoon(run) {
  let isOver = false;
  const once = () => {
    if (isOver) return;
    isOver = true;
    run();
  };
  whenPainted(once);
  setTimeout(once, NO_FRAME);
}

/** Return a function that has `run` called once when the next frame has been painted. */
export function afterPaint(run) {
  let isDue = false;
  return () => {
    if (isDue) return;
    isDue = true;
    whenPainted(() => ((isDue = false), run()));
  };
}

/** Return a short form of a quote for one line of the interface. */
export function short(text, length = 60) {
  const line = text.replace(/\s+/g, " ");
  const characters = Array.from(line);
  return characters.length > length ? `${characters.slice(0, length - 1).join("")}…` : line;
}
