/** Settling acts that were not kept: what is there, what was wanted, and the choice between them. */

import * as acts from "./acts.js";
import { createConflicts, fulfilled, isMet, presentOf } from "./conflicts.js";
import { button, h, short } from "./dom.js";

/** @param {HTMLElement} root @param {object} desk @param {Storage | null} storage */
export function createSettling(root, desk, storage) {
  const list = h("ul.pm-conflict-list");
  const closer = h("button.pm-quiet", { type: "button", "aria-label": "Close", onclick: () => show(false) }, "×");
  const element = h("section.pm-over.pm-conflicts", { role: "dialog", "aria-label": "Not kept", hidden: true, "data-testid": "pm-conflicts", onkeydown: onKey },
    h("header", {}, h("h2", { text: "Not kept" }), closer),
    h("p.pm-hint", { text: "These were changed elsewhere in the meantime. Nothing was overwritten: say what is to be." }), list); // prettier-ignore
  const opener = button("button.pm-act.pm-unsettled", { hidden: true, "data-testid": "pm-unsettled", onclick: () => show(element.hidden, true) });
  root.append(element);
  let annotator = "";
  let drawnFor; // the id of the article that was open when the list was drawn
  const conflicts = createConflicts(storage, () => draw());

  function onKey(event) {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    show(false);
  }

  function show(isShown, takesFocus = false) {
    const hadFocus = element.contains(document.activeElement);
    element.hidden = !isShown;
    if (isShown) draw();
    if (takesFocus) desk.voice.hush(); // it says what they said, and what can be done about it
    if (isShown && takesFocus) (list.querySelector("button") ?? closer).focus();
    else if (!isShown && hadFocus) root.focus({ preventScroll: true });
  }

  const nameOf = (id) => (id ? (desk.article?.labels.get(id)?.name ?? id) : "no label");

  /** Tell a content in words, as far as the other differs from it. */
  function tell(content, other) {
    if (!content) return [h("p", { text: "It is not there." })];
    const what = content.state === "rejected" ? "rejected" : content.kind === "reply" ? "a reply" : nameOf(content.label_id);
    const quote = content.quote && content.quote !== other?.quote ? ` “${short(content.quote, 60)}”` : "";
    return [
      h("p", { dir: "auto", text: `${what}${quote}` }),
      content.entity_id && content.entity_id !== other?.entity_id && h("p", { text: content.entity_id }),
      content.note && h("p.pm-conflict-note", { dir: "auto", text: content.note }),
    ]; // prettier-ignore
  }

  function copy(text) {
    const said = () => desk.voice.toast("Copied.");
    const failed = () => desk.voice.toast("The browser did not let it be copied.", { detail: text, isError: true });
    if (!navigator.clipboard) return failed();
    return navigator.clipboard.writeText(text).then(said, failed);
  }

  function doMine(entry) {
    const { article } = desk;
    const present = presentOf(article, entry);
    const make = acts.group();
    const after = entry.after && fulfilled(article, entry, present);
    const made = !after
      ? present ? acts.remove(article, make, present) : []
      : present ? acts.change(article, make, present, after) : [make({ kind: "annotate", before: null, after })]; // prettier-ignore
    settle(entry);
    if (made.length) desk.commit(made, "Done as you wanted.");
  }

  function settle(entry) {
    conflicts.settle(entry.subjectId);
    if (element.hidden) return;
    if (list.childElementCount) list.querySelector("button").focus();
    else show(false);
  }

  function card(entry) {
    const isHere = entry.article === desk.article?.id;
    const present = isHere ? presentOf(desk.article, entry) : entry.present;
    const text = entry.after?.note && entry.after.note !== present?.note ? entry.after.note : "";
    const title = (entry.after ?? entry.before ?? present)?.quote ?? "The whole article";
    const act = (words, run, kind = "") => h(`button.pm-act${kind}`, { type: "button", onclick: run }, words);
    const wanted = entry.after && present ? fulfilledWords(entry, present, isHere) : entry.after;
    return h("li.pm-conflict", { data: { conflict: entry.subjectId } },
      h("p.pm-quote", { dir: "auto", text: short(title, 60) }),
      !isHere && h("p.pm-hint", { dir: "auto", text: `in ${entry.title}` }),
      entry.code !== "conflict" && h("p.pm-hint", { text: `${entry.message} ${entry.remedy}` }),
      h("div.pm-conflict-sides", {},
        h("div", {}, h("h3", { text: "There now" }), tell(present, entry.after ?? entry.before)),
        h("div", {}, h("h3", { text: "You wanted" }), entry.after ? tell(wanted, present) : [h("p", { text: "to remove it" })])),
      h("div.pm-acts", {},
        act("Keep what is there", () => settle(entry)),
        isHere ? act("Do mine", () => doMine(entry), ".pm-yes") : act("Go to the article", () => desk.go(entry.article)),
        text && act("Copy my text", () => copy(text))),
    ); // prettier-ignore
  }

  const fulfilledWords = (entry, present, isHere) => (isHere ? fulfilled(desk.article, entry, present) : entry.after);

  function draw() {
    const all = conflicts.of(annotator);
    // What was wanted may be there by now: nothing is left to settle.
    const met = all.filter((entry) => entry.article === desk.article?.id && isMet(entry, presentOf(desk.article, entry)));
    if (met.length) return met.forEach((entry) => conflicts.settle(entry.subjectId));
    opener.hidden = !all.length;
    opener.replaceChildren(`${all.length}`, h("span.pm-long", { text: " not kept" }));
    opener.setAttribute("aria-label", `${all.length} not kept`);
    if (!all.length && !element.hidden) show(false);
    if (element.hidden) return undefined;
    const hadFocus = list.contains(document.activeElement);
    if (!hadFocus || drawnFor !== desk.article?.id) {
      list.replaceChildren(...all.map(card));
      if (hadFocus) list.querySelector("button")?.focus();
    } else for (const item of [...list.children]) if (!all.some(({ subjectId }) => subjectId === item.dataset.conflict)) item.remove();
    drawnFor = desk.article?.id;
    return undefined;
  }

  return {
    opener,
    /** Keep an act that was refused; on a screen with room for it the choice is shown at once. */
    add(refusal) {
      const hasText = refusal.act.after?.note && refusal.act.after.note !== refusal.act.before?.note;
      if (refusal.code !== "conflict" && !hasText) return;
      conflicts.add(refusal, annotator);
    },
    /** Show the choice, where there is one left and room for it. */
    offer() {
      draw();
      if (!opener.hidden && root.dataset.size === "wide") show(true);
    },
    draw,
    setAnnotator(id) {
      annotator = id;
      draw();
    },
    reload: () => conflicts.reload(),
  };
}
