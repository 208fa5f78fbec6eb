/** The dialog of all places like the selection: the rules, how many there are, and which. */

import { button, h, hint, hue } from "./dom.js";
import { labelButton } from "./labels.js";
import { inApi, marksLike, placesLike, rulesFor, USUAL_RULES } from "./places.js";

const AROUND = 34;
const SOON = 150; // until the project is asked, while rules are still being changed
const LISTED = 60;

/**
 * Open the dialog.
 * @param {object} desk
 * @param {{from: number, to: number, quote: string, labelId: string | null, mark: object | null,
 *   isRemoval: boolean, run: (wanted: object) => void, done: () => void}} about
 */
export function createOccurrences(desk, about) {
  const { article, root } = desk;
  const { quote, isRemoval } = about;
  const rules = isRemoval ? { ...USUAL_RULES } : rulesFor(article, about);
  let { labelId } = about;
  let isWide = false;
  let wide = null; // what the server answered: {places, articles, left, passages} or an error
  let asked = 0;
  let timer = 0;
  const over = new AbortController();

  const said = h("p.pm-occ-said", { role: "status" });
  const list = h("ol.pm-occ-list", { "aria-label": "Places", tabindex: "0" });
  const labels = h("div.pm-labels", { role: "group", "aria-label": "Label" });
  const go = button("button.pm-act.pm-yes", { onclick: run, "data-testid": "pm-occ-go" });
  const scope = h("div.pm-occ-scope", { role: "group", "aria-label": "Where" });
  const element = h(
    "div.pm-note.pm-occ",
    { role: "dialog", "aria-label": `${isRemoval ? "Remove all" : "All"} like “${quote}”`, "data-testid": "pm-occurrences", onkeydown: onKey },
    h("h3", {}, isRemoval ? "Remove all like " : "All like ", h("q", { dir: "auto", text: quote })),
    !isRemoval && labels,
    h("div.pm-occ-rules", {}, scope,
      tick("sameCase", "Same case", "c"),
      !isRemoval && tick("wholeWords", "Whole words", "w"),
      !isRemoval && tick("withMarked", "Also where something is marked", "m")),
    list, said,
    h("div.pm-acts", {}, go, button("button.pm-act", { onclick: () => close() }, "Cancel", hint("Esc"))),
  ); // prettier-ignore

  function tick(name, words, key) {
    const onchange = ({ target }) => {
      rules[name] = target.checked;
      draw();
    };
    const input = h("input", { type: "checkbox", onchange, data: { rule: name }, "aria-keyshortcuts": key });
    input.checked = rules[name];
    return h("label", {}, input, words, hint(key));
  }

  function drawScope() {
    const one = (value, words, key) =>
      button("button.pm-act", {
        "aria-pressed": String(isWide === value), "aria-keyshortcuts": key, onclick: () => widen(value),
      }, words, hint(key)); // prettier-ignore
    scope.replaceChildren(one(false, "This article", "t"), one(true, "Whole project", "p"));
  }

  function widen(value) {
    isWide = value;
    draw();
  }

  function drawLabels() {
    const all = desk.labelsOf("span");
    const chosen = all.find(({ id }) => id === labelId);
    const first = all.slice(0, 9);
    const shown = chosen && !first.includes(chosen) ? [...first, chosen] : first;
    labels.replaceChildren(
      ...shown.map((label) =>
        labelButton(label, { pressed: label.id === labelId, onclick: () => choose(label.id), short: root.dataset.size !== "phone" }),
      ),
    );
  }

  function choose(id) {
    labelId = id;
    draw();
    go.focus({ preventScroll: true });
  }

  const here = () =>
    isRemoval ? marksLike(article, about.mark, rules) : placesLike(article, quote, { ...rules, labelId });

  function draw() {
    drawScope();
    if (!isRemoval) drawLabels();
    const found = here();
    desk.preview(found.places);
    wide = null;
    asked += 1;
    clearTimeout(timer);
    if (isWide) timer = setTimeout(ask, SOON, asked);
    show(found);
  }

  async function ask(number) {
    let answer;
    try {
      answer = await desk.api.occurrences({ ...inApi({ quote, labelId, rules, isRemoval }), but_article: article.id });
    } catch (error) {
      if (!error.name?.startsWith("ApiError")) throw error;
      answer = { error };
    }
    if (number !== asked || over.signal.aborted) return;
    wide = answer;
    show(here());
  }

  function show({ places, left }) {
    const inText = places.slice(0, LISTED).map(({ from, to }) =>
      row(article.text.slice(Math.max(0, from - AROUND), from), article.text.slice(from, to), article.text.slice(to, to + AROUND)));
    const others = (wide?.passages ?? []).map((p) => row(p.left, p.quote, p.right, p.title)); // prettier-ignore
    list.replaceChildren(...inText, ...others);
    list.hidden = !list.childElementCount;
    const total = places.length + (wide?.places ?? 0);
    said.textContent = wide?.error
      ? `${wide.error.message} ${wide.error.remedy ?? ""}`
      : [counts(places.length, total), leftOut(left + (wide?.left ?? 0))].filter(Boolean).join(" · ");
    const name = article.labels.get(labelId)?.name;
    const isReady = name && total > 0 && (!isWide || (wide && !wide.error));
    go.setAttribute("aria-disabled", String(!isReady));
    const number = total.toLocaleString("en");
    const words = isRemoval ? `Remove ${number} × ${name}` : name ? `Label ${number} as ${name}` : "Choose a label";
    go.replaceChildren(words, hint("⏎"));
    place();
  }

  function counts(number, total) {
    const inHere = `${number.toLocaleString("en")} in this article`;
    if (!isWide) return inHere;
    if (!wide) return `${inHere} · looking through the project…`;
    const cap = wide.is_capped ? " or more" : "";
    return `${total.toLocaleString("en")}${cap} in ${(wide.articles + (number ? 1 : 0)).toLocaleString("en")} articles`;
  }

  const leftOut = (left) =>
    left > 0 && `${left.toLocaleString("en")} left out: ${isRemoval ? "others have replied to the note" : "marked already"}`;

  function row(left, words, right, title = "") {
    const flat = (text) => text.replace(/\s+/g, " ");
    return h("li", { dir: "auto" },
      title && h("span.pm-occ-title", { text: title }),
      h("span", { text: `…${flat(left)}` }), h("mark", { text: flat(words), style: hue(article.labels.get(labelId)) }), h("span", { text: `${flat(right)}…` })); // prettier-ignore
  }

  function run() {
    if (go.getAttribute("aria-disabled") === "true") return;
    close();
    about.run({ quote, labelId, rules, isWide, isRemoval, mark: about.mark });
  }

  function onKey(event) {
    const { key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const rule = { c: "sameCase", w: "wholeWords", m: "withMarked" }[key];
    const label = !isRemoval && /^[1-9]$/.test(key) && desk.labelsOf("span").find((one) => one.key === key);
    if (key === "Escape") close();
    else if (key === "Enter" && event.target.closest("button")) return void event.stopPropagation();
    else if (key === "Enter") run();
    else if (label) choose(label.id);
    else if (key === "p" || key === "t") widen(key === "p");
    else if (rule) element.querySelector(`[data-rule=${rule}]`)?.click();
    else return void (key === "Tab" || event.stopPropagation());
    event.preventDefault();
    event.stopPropagation();
  }

  function place() {
    if (root.dataset.size === "phone") return element.removeAttribute("style");
    const range = desk.painter.rangeOf(about.from, about.to);
    const rects = range ? [...range.getClientRects()] : [];
    if (!rects.length) return undefined;
    const box = root.getBoundingClientRect();
    const first = rects[0];
    const last = rects.at(-1);
    const { offsetWidth: width, offsetHeight: height } = element;
    const isBelow = last.bottom + 10 + height < desk.bottomEdge() || first.top - 10 - height < desk.topEdge();
    const y = isBelow ? last.bottom + 10 : first.top - height - 16;
    element.style.left = `${Math.max(4, Math.min(first.left - box.left - 12, box.width - width - 8))}px`;
    element.style.top = `${y - box.top}px`;
    return undefined;
  }

  function close() {
    if (over.signal.aborted) return;
    over.abort();
    clearTimeout(timer);
    element.remove();
    desk.preview(desk.passage);
    desk.bar.show();
    root.focus({ preventScroll: true });
    about.done();
  }

  desk.bar.hide();
  root.append(element);
  // A press in the text goes on with the text.
  desk.body.addEventListener("pointerdown", close, { signal: over.signal });
  draw();
  go.focus({ preventScroll: true });
  return { close };
}
