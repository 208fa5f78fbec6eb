/** The guidelines of the project beside the text, with what each label means; and that they changed. */

import { button, h, hue } from "./dom.js";
import { documentElement } from "./documents.js";
import { readableDate } from "./header.js";
import { inTree } from "./labels.js";

/** Return what is said above the text of guidelines that the reader has not opened, or "". */
export function newsWords(guidelines, locale) {
  if (!guidelines || guidelines.seen >= guidelines.number) return "";
  return guidelines.seen ? `Guidelines changed on ${readableDate(guidelines.at, locale)}` : "There are guidelines for this project";
}

/** @param {HTMLElement} root @param {object} desk */
export function createGuidelines(root, desk) {
  const words = h("span");
  const notice = h("p.pm-guided", { hidden: true, "data-testid": "pm-guided" }, words,
    button("button.pm-link", { onclick: () => desk.commands.guidelines() }, "Read them")); // prettier-ignore
  const opener = button("button.pm-step", { "aria-label": "Guidelines", onclick: () => desk.commands.guidelines() }, "§");
  const about = h("p.pm-hint");
  const text = h("div.pm-guide");
  const closer = h("button.pm-quiet", { type: "button", "aria-label": "Close the guidelines", onclick: () => close() }, "×");
  const element = h(
    "section.pm-over.pm-drawer.pm-guidelines",
    { role: "dialog", "aria-label": "Guidelines", hidden: true, "data-testid": "pm-guidelines", onkeydown: onKey },
    h("header", {}, h("h2", { text: "Guidelines" }), closer),
    about,
    text,
  ); // prettier-ignore
  root.append(element);
  let back = null; // where the focus was

  function onKey(event) {
    if (event.key !== "Escape") return;
    close();
    event.preventDefault();
    event.stopPropagation();
  }

  function meaning(label) {
    return h("p.pm-meaning", { dir: "auto", text: label.description });
  }

  function sign(label) {
    return h("span.pm-tagged", { style: hue(label), text: label.tag || label.name });
  }

  /** Return the labels that are offered, in the order of their tree. */
  function offered() {
    return inTree([...desk.article.labels.values()].filter(({ status }) => status !== "withdrawn"));
  }

  /** Show the text; a heading that is the name of a label has its sign and description. */
  function show(written) {
    const told = new Set();
    const headed = (words, heading) => {
      const name = words.toLocaleLowerCase();
      const label = offered().map((one) => one.label).find((one) => one.name.toLocaleLowerCase() === name);
      if (!label) return [];
      told.add(label.id);
      heading.prepend(sign(label), " ");
      return label.description ? [meaning(label)] : [];
    };
    const made = written ? documentElement(written, headed) : null;
    const rest = offered().filter(({ label }) => !told.has(label.id));
    const labels = rest.map(({ label, depth }) =>
      h("li", { style: { "--depth": depth } }, sign(label), " ", h("b", { dir: "auto", text: label.name }), label.description && meaning(label)),
    );
    text.replaceChildren(...(made ? [made] : []), h("h3", { text: made ? "Other labels" : "Labels" }), h("ul.pm-meanings", {}, ...labels));
    text.querySelector("h3:last-of-type").hidden = !labels.length;
  }

  async function fill() {
    const { id, guidelines } = desk.article;
    about.textContent = guidelines ? "" : "This project has no guidelines yet; these are its labels.";
    show("");
    if (!guidelines) return;
    try {
      const found = await desk.api.guidelines(id);
      if (desk.article?.id !== id || element.hidden) return;
      about.textContent = `Version ${found.number}, ${readableDate(found.at)}, by ${found.by}`;
      show(found.text);
      if (guidelines.seen < found.number) await desk.api.sawGuidelines(id, found.number);
      guidelines.seen = Math.max(guidelines.seen, found.number);
      if (desk.article?.id === id) draw();
    } catch (error) {
      if (!error.name?.startsWith("ApiError")) throw error;
      about.textContent = `${error.message} ${error.remedy ?? ""}`;
    }
  }

  /** Say that there is something new, as long as it was not opened. */
  function draw() {
    const { guidelines } = desk.article;
    const said = newsWords(guidelines);
    notice.hidden = !said;
    words.textContent = said;
    opener.title = `Guidelines (${desk.keyOf("guidelines")})`;
    opener.toggleAttribute("data-new", Boolean(said));
  }

  function close() {
    if (element.hidden) return;
    element.hidden = true;
    root.removeAttribute("data-drawer");
    text.replaceChildren();
    if (back?.isConnected) back.focus({ preventScroll: true });
  }

  return {
    opener,
    notice,
    draw,
    close,
    /** Open them, or close them. */
    toggle() {
      if (!element.hidden) return close();
      if (!desk.article) return undefined;
      desk.drawer.close();
      back = document.activeElement === document.body ? root : document.activeElement;
      element.hidden = false;
      root.setAttribute("data-drawer", "");
      closer.focus();
      return fill();
    },
  };
}

/** @param {object} desk */
export function createGuidelineCommands(desk) {
  return { guidelines: () => desk.guidelines.toggle() };
}
