/** How the text looks: size, measure, face, spacing, theme; marks shown, dimmed or hidden. */

import { button, h } from "./dom.js";
import { keepingPlace } from "./place.js";
import { followTheme, paintTheme } from "./theme.js";

const SIZES = [70, 80, 90, 100, 110, 125, 140, 160, 180, 210, 240];
const MARKS = [["shown", "Shown"], ["dimmed", "Dimmed"], ["hidden", "Hidden"]]; // prettier-ignore
const CHOICES = [
  ["theme", "Theme", [["app", "As the app"], ["light", "Light"], ["dark", "Dark"], ["contrast", "High contrast"]]],
  ["face", "Typeface", [["serif", "Serif"], ["sans", "Sans serif"]]],
  ["measure", "Width of the text", [["narrow", "Narrow"], ["normal", "Normal"], ["wide", "Wide"]]],
  ["spacing", "Space between lines", [["close", "Close"], ["normal", "Normal"], ["loose", "Loose"]]],
]; // prettier-ignore
const LOOKS = ["theme", "face", "measure", "spacing", "text_size"];

/**
 * @param {object} desk
 * @returns what the desk calls `appearance`; `opener` is the button in the line above the text
 */
export function createAppearance(desk) {
  const { root, preferences } = desk;
  const wantsContrast = matchMedia("(prefers-contrast: more)");
  const opener = button("button.pm-step.pm-aa", {
    "aria-label": "Appearance", title: "Appearance", "aria-expanded": "false", "aria-haspopup": "dialog",
    onclick: () => (panel.hidden ? open() : close()),
  }, "Aa"); // prettier-ignore
  const panel = h("div.pm-look", { role: "dialog", "aria-label": "Appearance", hidden: true, onkeydown: onKey });
  let isQuiet = false;
  root.append(panel);

  function segmented(name, words, options, chosen, choose) {
    return h("fieldset", {}, h("legend", { text: words }), h("div.pm-segments", {}, options.map(([value, label]) =>
      h("label", {},
        h("input", { type: "radio", name: `pm-${name}`, value, checked: value === chosen, onchange: () => choose(value) }),
        h("span", { text: label }))))); // prettier-ignore
  }

  function sizes() {
    const step = (by, sign, name) =>
      button("button.pm-step", { "aria-label": name, onclick: () => resize(by) }, sign);
    return h("fieldset", {}, h("legend", { text: "Text size" }), h("div.pm-segments.pm-sizes", {},
      step(-1, "−", "Smaller text"),
      h("output", { "aria-live": "polite", text: `${preferences.get("text_size")} %` }),
      step(1, "+", "Larger text"))); // prettier-ignore
  }

  function draw() {
    const isUsual = LOOKS.every((name) => preferences.get(name) === preferences.usual(name));
    panel.replaceChildren(
      sizes(),
      ...CHOICES.map(([name, words, options]) =>
        segmented(name, words, options, preferences.get(name), (value) => preferences.set(name, value))),
      segmented("marks", "Marks", MARKS, marks(), showMarks),
      h("div.pm-acts", {},
        button("button.pm-act", { onclick: () => setQuiet(true) }, "Only the text"),
        button("button.pm-act", { disabled: isUsual, onclick: back }, "Back to the usual look")),
    ); // prettier-ignore
  }

  function back() {
    for (const name of LOOKS) preferences.set(name, null);
    draw();
    panel.querySelector("button")?.focus();
  }

  function open() {
    panel.hidden = false;
    panel.style.right = `${innerWidth - root.getBoundingClientRect().right}px`;
    opener.setAttribute("aria-expanded", "true");
    draw();
    panel.querySelector("button, input:checked").focus();
    document.addEventListener("pointerdown", onOutside, { capture: true });
  }

  function close() {
    if (panel.hidden) return;
    if (panel.contains(document.activeElement)) opener.focus();
    panel.hidden = true;
    opener.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", onOutside, { capture: true });
  }

  function onOutside(event) {
    if (!panel.contains(event.target) && !opener.contains(event.target)) close();
  }

  function onKey(event) {
    event.stopPropagation(); // Streamlit has keys of its own, such as r: run again
    if (event.key !== "Escape") return;
    event.preventDefault();
    close();
  }

  const marks = () => root.dataset.marks ?? "shown";

  function showMarks(how) {
    if (how === "shown") delete root.dataset.marks;
    else root.dataset.marks = how;
  }

  function resize(by) {
    const now = preferences.get("text_size");
    const size = by > 0 ? SIZES.find((one) => one > now) : SIZES.findLast((one) => one < now);
    if (size) preferences.set("text_size", size);
    const output = panel.querySelector("output");
    if (output) output.textContent = `${preferences.get("text_size")} %`;
    return Boolean(size);
  }

  function setQuiet(isOn) {
    isQuiet = isOn;
    close();
    keepingPlace(desk, () => {
      root.toggleAttribute("data-quiet", isOn);
      document.documentElement.toggleAttribute("data-pm-quiet", isOn);
      desk.measureTop();
    });
    desk.bar.place();
  }

  /** Take over the preferences, and light or dark from the page where the theme is the app's. */
  function apply() {
    keepingPlace(desk, () => {
      const { dataset, style } = root;
      for (const name of ["measure", "spacing"]) dataset[name] = preferences.get(name);
      dataset.typeface = preferences.get("face");
      style.setProperty("--pm-size", preferences.get("text_size") / 100);
      paintPage();
    });
  }

  function paintPage() {
    const theme = preferences.get("theme");
    const page = document.documentElement.dataset;
    delete page.pmLook; // what is under it tells what the app's own theme is
    followTheme(root);
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    const isContrast = theme === "contrast" || wantsContrast.matches;
    root.toggleAttribute("data-contrast", isContrast);
    if (theme !== "app" || isContrast) page.pmLook = `${root.dataset.theme}${isContrast ? " contrast" : ""}`;
    if (desk.article) paintTheme(root, desk.article.labels.values());
  }

  wantsContrast.addEventListener("change", paintPage);
  preferences.listen(apply);

  return {
    opener, apply, setQuiet, showMarks, marks, resize,
    isQuiet: () => isQuiet,
    destroy() {
      close();
      wantsContrast.removeEventListener("change", paintPage);
      delete document.documentElement.dataset.pmLook;
      document.documentElement.removeAttribute("data-pm-quiet");
    },
  }; // prettier-ignore
}

/** @param {object} desk */
export function createAppearanceCommands(desk) {
  const named = Object.fromEntries(MARKS.map(([value, words]) => [value, words.toLowerCase()]));
  return {
    hide() {
      const names = MARKS.map(([value]) => value);
      const next = names[(names.indexOf(desk.appearance.marks()) + 1) % names.length];
      desk.appearance.showMarks(next);
      const again = next === "hidden" ? ` Press ${desk.keyOf("hide")} to show them.` : "";
      desk.voice.toast(`Marks are ${named[next]}.${again}`);
    },
    textSize(by) {
      const isMore = desk.appearance.resize(by);
      desk.voice.say(isMore ? `Text size ${desk.preferences.get("text_size")} per cent.` : "This is as far as it goes.");
    },
    quiet() {
      const isOn = !desk.appearance.isQuiet();
      desk.appearance.setQuiet(isOn);
      desk.voice.say(isOn ? "Only the text. Escape brings the rest back." : "Everything is shown.");
    },
  };
}
