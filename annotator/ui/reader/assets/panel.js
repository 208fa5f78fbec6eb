/** The column beside the article (on a phone, the sheet below it): labels, then what was found. */

import { createCards } from "./cards.js";
import { carriedSign, isCarried } from "./copies.js";
import { button, h, keepingFocus } from "./dom.js";
import { UNAIDED } from "./header.js";
import { ancestorsOf, findLabels, inTree, labelButton } from "./labels.js";
import { newLabelButton } from "./proposing.js";
import { createOthersList, otherRow } from "./others-list.js";
import { createOutline } from "./outline.js";
import { countRelations, relationItems, relationRow } from "./relation-rows.js";
import { withMentions } from "./mentions.js";
import { createRows } from "./rows.js";
import { createThreshold } from "./threshold.js";
import { BEGUN } from "./unsent.js";

const TABS = [
  ["suggestions", "Suggestions", "No suggestions left here."],
  ["marks", "Marks", "Nothing marked yet. Select words and choose a label."],
  ["notes", "Notes", "No notes yet. Select words and write one."],
  ["relations", "Relations", "Nothing is joined yet. Select a mark and choose Join."],
  ["others", "Others", "Nobody else’s marks are shown here."],
];
const MANY = 12; // with more labels than these, a field to find one stands above them

const nameOf = (control) => control.getAttribute("aria-label") ?? control.textContent;

/** @param {object} desk */
export function createPanel(desk) {
  const search = h("input.pm-field", {
    type: "search", placeholder: "Find label", "aria-label": "Find a label", oninput: () => drawLabels(),
    onkeydown: (event) => {
      if (event.key === "Escape") {
        search.value = ""; // the browser would clear it too, but too late for the labels below
        drawLabels();
        search.blur();
      }
      if (event.key === "Enter") spanLabels.querySelector(".pm-label, .pm-new")?.click();
    },
  }); // prettier-ignore
  const spanLabels = h("div.pm-labels");
  const folded = new Set(); // ids of labels whose branch of the tree is folded
  let isTree = false;
  const articleLabels = h("div.pm-labels.pm-whole");
  const whole = h("section.pm-block", { "aria-label": "Article labels" }, h("h3", { text: "Article" }), articleLabels);
  const tabs = TABS.map(([name, words]) => createTab(name, words));
  const threshold = createThreshold(desk);
  const rows = createRows(desk);
  const outline = createOutline(desk, rows, () => drawRows());
  const others = createOthersList(desk);
  const recognition = h("p.pm-hint", { hidden: true }); // how suggestions were made, where it matters
  const cards = createCards(desk);
  desk.cards = cards;
  const note = h("textarea.pm-field.pm-article-note", {
    rows: "2", placeholder: "A note on the whole article", "aria-label": "A note on the whole article", dir: "auto",
    onblur: () => desk.commands.articleNote(note.value),
    oninput: () => desk.unsent.put("article", note.value === (desk.articleNote()?.note ?? "") ? "" : note.value),
    onkeydown: (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) note.blur();
      if (event.key === "Escape") {
        const before = desk.articleNote()?.note ?? "";
        if (note.value !== before) desk.unsent.giveUp("article", note.value);
        note.value = before;
        note.blur();
      }
    },
  }); // prettier-ignore
  const begun = h("p.pm-hint", { text: `${BEGUN}.`, hidden: true });
  const grip = button("button.pm-grip", {
    "aria-label": "Show or hide the lists", "aria-expanded": "false",
    onclick: () => setOpen(!element.hasAttribute("data-open")),
  }); // prettier-ignore
  const element = h(
    "aside.pm-side",
    { "aria-label": "Labels and lists", "data-testid": "pm-panel" },
    grip,
    h("section.pm-block.pm-palette", { "aria-label": "Labels" }, search, spanLabels),
    h("div.pm-more", {}, whole, h("section.pm-block.pm-found", {}, h("div.pm-tabs", { role: "tablist", "aria-label": "Lists" }, tabs.map((tab) => tab.element)), recognition, threshold.element, outline.element, others.element, rows.element, cards.element), withMentions(note, () => desk.article.members), begun),
  );

  function setOpen(isOpen) {
    element.toggleAttribute("data-open", isOpen);
    grip.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) drawRows();
  }

  function drawLabels() {
    const all = desk.labelsOf("span");
    search.hidden = all.length <= MANY;
    const isTyped = !search.hidden && search.value.trim();
    const shown = isTyped ? findLabels(all, search.value).map((label) => ({ label, depth: 0 })) : unfolded(all);
    const mark = desk.passage ? null : desk.selectedMark();
    const made = shown.map(({ label, depth, hasMore }) => {
      const count = desk.article.counts.get(label.id) || "";
      const isOn = desk.armed === label.id || mark?.label_id === label.id;
      const onclick = () => desk.mode?.run("label", label.id) || desk.commands.label(label.id);
      const path = isTyped ? ancestorsOf(label, all).map(({ name }) => name).join(" › ") : ""; // prettier-ignore
      const made = labelButton(label, { pressed: isOn, onclick, path }, h("span.pm-count", { text: String(count) }));
      made.toggleAttribute("data-armed", desk.armed === label.id);
      if (!isTree || isTyped) return made;
      return h("div.pm-branch", { style: { "--depth": depth } }, hasMore ? foldButton(label) : h("span.pm-leaf"), made);
    });
    const more = [isTyped && newLabelButton(desk, search.value)].filter(Boolean);
    keepingFocus(spanLabels, nameOf, () => spanLabels.replaceChildren(...made, ...more));
  }

  /** Return the labels in the order of their tree, without what lies below a folded one. */
  function unfolded(all) {
    const tree = inTree(all);
    isTree = tree.some(({ depth }) => depth > 0);
    let hidden = Infinity; // deeper than this lies below a folded label
    return tree.filter(({ label, depth }) => {
      if (depth > hidden) return false;
      hidden = folded.has(label.id) ? depth : Infinity;
      return true;
    });
  }

  function foldButton({ id, name }) {
    const isOpen = !folded.has(id);
    const onclick = () => {
      if (isOpen) folded.add(id);
      else folded.delete(id);
      drawLabels();
    };
    return button("button.pm-fold", { "aria-expanded": String(isOpen), "aria-label": `What lies below ${name}`, onclick }, isOpen ? "▾" : "▸");
  }

  function drawArticleLabels() {
    const labels = desk.labelsOf("article");
    whole.hidden = !labels.length;
    const made = labels.map((label) => {
      const present = desk.articleAnnotation(label.id);
      const onclick = () => desk.commands.articleLabel(label.id);
      return labelButton(label, { pressed: present, onclick, said: isCarried(present) ? "carried over" : "" },
        present && carriedSign(desk, [present])); // prettier-ignore
    });
    keepingFocus(articleLabels, nameOf, () => articleLabels.replaceChildren(...made));
  }

  function createTab(name, words) {
    const count = h("span.pm-count");
    const onclick = () => {
      desk.panelTab = name;
      rows.element.scrollTop = 0;
      drawRows();
    };
    return { name, words, count, element: button("button.pm-tab", { role: "tab", data: { tab: name }, onclick }, words, count) };
  }

  function countOf(name) {
    if (name === "relations") return countRelations(desk.article);
    if (name === "others") return desk.article.others.count;
    return name === "notes" ? cards.count().open : desk.article.lists[name].items.length;
  }

  function drawRows() {
    const hasOthers = desk.article.others.concerns;
    tabs.at(-1).element.hidden = !hasOthers;
    if (!hasOthers && desk.panelTab === "others") desk.panelTab = "suggestions";
    for (const { name, words, count, element: tab } of tabs) {
      count.textContent = String(countOf(name));
      tab.setAttribute("aria-label", `${words}, ${count.textContent}`);
      tab.setAttribute("aria-selected", String(name === desk.panelTab));
    }
    threshold.draw();
    outline.hide();
    others.hide();
    const isUnaided = desk.article.isUnaided && desk.panelTab === "suggestions";
    const words = isUnaided ? UNAIDED : TABS.find(([name]) => name === desk.panelTab)[2];
    const isNotes = desk.panelTab === "notes";
    [rows.element.hidden, cards.element.hidden] = [isNotes, !isNotes];
    recognition.textContent = desk.article.recognition;
    recognition.hidden = !desk.article.recognition || desk.panelTab !== "suggestions";
    if (isNotes) return cards.draw();
    if (desk.panelTab === "relations") rows.show(relationItems(desk.article), words, (item) => relationRow(desk, item));
    else if (desk.panelTab === "others") {
      others.draw();
      rows.show(desk.article.others.items(), words, (item) => otherRow(desk, item));
    } else outline.show(desk.article.lists[desk.panelTab].items, words);
  }

  return {
    element,
    /** Show the article as it is now. */
    draw() {
      drawLabels();
      drawArticleLabels();
      drawRows();
      if (document.activeElement === note) return;
      const words = desk.unsent.get("article");
      begun.hidden = words === null;
      note.value = words ?? desk.articleNote()?.note ?? "";
    },
    drawLabels,
    /** Bring the row of a mark into view. */
    reveal: (id) => rows.reveal(id),
    focusSearch() {
      if (search.hidden) return false;
      search.focus();
      return true;
    },
    /** Show one of the lists, also where the column is folded away. */
    open(name) {
      desk.panelTab = name;
      setOpen(true);
    },
    fold: () => setOpen(false),
    focusNote() {
      setOpen(true);
      note.focus();
    },
  };
}
