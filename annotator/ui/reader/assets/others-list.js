/** The list of others' marks beside the text: who, how many, and, for whoever may, blindness itself. */

import { button, h, keepingFocus, short } from "./dom.js";
import { initialsOf, otherWords } from "./others.js";

/** Return the parts of a row of the list. */
export function otherRow(desk, one) {
  const { labels, others } = desk.article;
  const label = labels.get(one.label_id);
  const spans = one.kind === "relation" ? [others.byId.get(one.from_id), others.byId.get(one.to_id)] : [one];
  const quotes = one.kind === "article" ? ["The whole article"] : spans.map(({ quote }) => short(quote ?? "", 40));
  const words = otherWords(others, one, labels);
  const go = () => {
    if (desk.root.dataset.size !== "wide") desk.panel.fold(); // the words would lie under it
    if (spans[0].kind === "span") desk.showWords(spans[0]);
    desk.voice.say(words);
  };
  return [
    button("button.pm-go.pm-other", { onclick: go, title: words, "aria-label": words },
      h("b.pm-initials", { "aria-hidden": "true", text: initialsOf(one.annotator) }),
      h("span.pm-quote", { dir: "auto", text: quotes.join(" → ") }),
      one.note && h("span.pm-values", { dir: "auto", text: short(one.note, 40) }),
      h("span.pm-tag", { text: label?.tag || label?.name || "" }),
    ),
  ]; // prettier-ignore
}

/** @param {object} desk */
export function createOthersList(desk) {
  const people = h("p.pm-people");
  const box = h("input", {
    type: "checkbox", onchange: () => desk.preferences.set("others", box.checked),
  }); // prettier-ignore
  const toggle = h("label.pm-others-shown", {}, box, "Show in the text");
  const blindness = h("div.pm-blindness");
  const element = h("div.pm-others-head", { hidden: true }, people, toggle, blindness);
  let isAsked = null; // what was asked for and waits for a yes

  function person({ name, initials, count }) {
    return h("span", {}, h("b.pm-initials", { "aria-hidden": "true", text: initials }), `${name} ${count}`);
  }

  async function change(lifted) {
    isAsked = null;
    try {
      await desk.api.lift(desk.article.id, lifted);
    } catch ({ message, remedy }) {
      desk.voice.toast(message, { detail: remedy, isError: true });
    }
    desk.renew();
  }

  const ask = (what) => () => {
    isAsked = what;
    draw();
    blindness.querySelector(".pm-yes")?.focus();
  };

  /** Return what is to be confirmed: words, the answer yes, and what it does. */
  function asking() {
    const waits = {
      lift: ["All members will see one another’s marks and notes here. It is logged.", "Lift it", () => change(true)],
      back: ["Members will see their own marks alone here again. It is logged.", "Put it back", () => change(false)],
      look: ["You will see what others marked here while they work blind. It is logged.", "Look", () => desk.look()],
    }[isAsked];
    if (!waits) return null;
    const [words, yes, run] = waits;
    const no = () => {
      isAsked = null;
      draw();
    };
    return [h("p", { text: words }), button("button.pm-act.pm-yes", { onclick: run }, yes), button("button.pm-act", { onclick: no }, "Cancel")];
  }

  function offers({ is_blind: isBlind, may_look: mayLook, may_change: mayChange }, isLooking) {
    const words = isBlind ? (isLooking ? "Members work blind here; you look on." : "Members work blind here.") : "";
    return [
      words && h("p", { text: words }),
      isBlind && mayLook && !isLooking && button("button.pm-act", { onclick: ask("look") }, "Look at their marks"),
      isBlind && mayChange && button("button.pm-act", { onclick: ask("lift") }, "Lift blindness here"),
      !isBlind && mayChange && button("button.pm-act", { onclick: ask("back") }, "Put blindness back here"),
    ];
  }

  function draw() {
    const { others, isLooking } = desk.article;
    people.replaceChildren(...others.people().map(person));
    people.hidden = toggle.hidden = !others.count;
    box.checked = desk.preferences.get("others");
    const inside = (asking() ?? offers(others.blindness, isLooking)).filter(Boolean);
    keepingFocus(blindness, (control) => control.textContent, () => blindness.replaceChildren(...inside));
    blindness.hidden = !inside.length;
  }

  return {
    element,
    draw() {
      element.hidden = false;
      draw();
    },
    hide() {
      element.hidden = true;
      isAsked = null;
    },
  };
}
