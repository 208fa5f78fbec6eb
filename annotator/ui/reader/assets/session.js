/** One desk on the page: what it shows, what is selected in it, and how an act takes effect. */

import { createAppearance } from "./appearance.js";
import { createBar } from "./bar.js";
import { createBookmark } from "./bookmark.js";
import { createCaret } from "./caret.js";
import { createCommands } from "./commands.js";
import { createCopies } from "./copies.js";
import { createClock } from "./deciding.js";
import { afterPaint, h } from "./dom.js";
import { createDrawer } from "./drawer.js";
import { createGuidelines } from "./guidelines.js";
import { createFind } from "./find.js";
import { watchParts } from "./gaps.js";
import { createGiven } from "./given.js";
import { createHandles } from "./handles.js";
import { createHeader } from "./header.js";
import { keymap, keysOf, shownKey } from "./keymap.js";
import { passageAt } from "./links.js";
import { createMinimap } from "./minimap.js";
import { createNotes } from "./notes.js";
import { createNothingButton } from "./nothing.js";
import { createOthersLayer } from "./others-layer.js";
import { partsOf } from "./order.js";
import { canHighlight, createPainter, highlight } from "./painter.js";
import { createPanel } from "./panel.js";
import { firstInView, scrollerOf } from "./place.js";
import { createProgress } from "./progress.js";
import { createQuotations } from "./quotations.js";
import { createSettling } from "./settling.js";
import { setLabelColours } from "./theme.js";
import { createTies } from "./ties.js";
import { createThreads } from "./thread.js";
import { hideBelow } from "./threshold.js";
import { createUnsentWords } from "./unsent.js";
import { createVoice } from "./voice.js";
import { createWide } from "./wide.js";

/**
 * Build the desk's parts inside its root.
 * @param {HTMLElement} root
 * @param {{push: (acts: object[]) => void, go: (id: string) => void, later: (by: number) => boolean, list: () => object, measured: () => void, preferences: object, api: object, waiting: () => number, storage: Storage | null, signal: AbortSignal, renew: () => void, look: () => void}} ways
 */
export function createDesk(root, ways) {
  const body = h("div.pm-body");
  const desk = {
    root, body,
    article: null, // what is shown; null while it is loading or could not be loaded
    selected: null, // the id of the selected mark
    passage: null, // the selection, already snapped: {from, to}
    armed: null, // the id of the label in hand
    isAlike: false, // the next label goes on every place like the selection
    madeLast: null, // the id of the annotation that a selection has just become
    here: null, // the paragraph that j and k move
    leftAt: null, // the mark that was let go last
    mode: null, // what takes keys and clicks first: joining two marks
    panelTab: "suggestions",
    painter: createPainter(body),
    preferences: ways.preferences,
    keymap: keymap(),
    offsetAt: () => null,
  }; // prettier-ignore
  desk.keyOf = (id) => keysOf(desk.keymap, id).slice(0, 1).map(shownKey).join("");
  desk.voice = createVoice(root);
  desk.clock = createClock();
  desk.unsent = createUnsentWords(desk, ways.storage);
  desk.quotations = createQuotations(desk);
  desk.commands = createCommands(desk);
  desk.appearance = createAppearance(desk);
  desk.bookmark = createBookmark(desk, ways.signal);
  desk.progress = createProgress(desk, ways.signal);
  desk.settling = createSettling(root, desk, ways.storage);
  desk.wide = createWide(desk, ways.storage, ways.signal);
  desk.copies = createCopies(desk);
  desk.given = createGiven(desk);
  desk.guidelines = createGuidelines(root, desk);
  desk.header = createHeader(desk);
  desk.panel = createPanel(desk);
  desk.bar = createBar(root, desk);
  desk.notes = createNotes(root, desk);
  desk.find = createFind(root, desk);
  desk.drawer = createDrawer(root, desk);
  desk.threads = createThreads(root, desk);
  desk.caret = createCaret(desk);
  desk.handles = createHandles(desk);
  desk.ties = createTies(desk);
  const face = h("div.pm-face");
  desk.nothing = createNothingButton(desk);
  const text = h("div.pm-text", {}, desk.ties.element, body, desk.nothing.element, desk.caret.element);
  const sheet = h("article.pm-sheet", {}, desk.header.masthead, desk.find.element, text);
  desk.minimap = createMinimap(desk, ways.signal);
  desk.others = createOthersLayer(desk, ways.signal);
  const grid = h("div.pm-grid", {}, sheet, desk.panel.element);
  root.prepend(desk.header.element, face, desk.minimap.element, grid);
  root.toggleAttribute("data-preview", canHighlight);
  watchParts(body, desk.painter, ways.signal);

  // A key is answered in the text first; what counts and lists follows a frame later.
  let isFollowing = false;
  const drawAround = afterPaint(() => {
    if (!desk.article) return;
    desk.header.draw();
    desk.panel.draw();
    desk.others.draw();
    desk.minimap.draw();
    desk.threads.draw();
    desk.settling.draw();
    if (isFollowing) desk.panel.reveal(desk.selected);
    isFollowing = false;
  });

  const drawLabels = afterPaint(() => desk.article && desk.panel.drawLabels());

  // So does what has to ask the browser where things stand: that lays the page out a second time.
  let toReveal = null;
  const drawNear = afterPaint(() => {
    const { article, block, mark } = toReveal ?? {};
    toReveal = null;
    if (!desk.article) return;
    desk.ties.show();
    // Not under what is being written; before the text moves: on a phone it ends above the bar.
    if (!desk.notes.isOpen() && !desk.threads.isOpen()) desk.bar.showDue();
    if (mark && article === desk.article) desk.reveal(mark.from, block);
  });

  // What is being written belongs to the article that goes, not to the one that comes.
  function leaveFields() {
    if (!desk.article) return;
    desk.notes.leave();
    if (document.activeElement?.matches("textarea") && root.contains(document.activeElement)) document.activeElement.blur();
  }

  desk.preferences.listen(() => {
    desk.keymap = keymap(desk.preferences.get("keys"));
    const touched = desk.article ? hideBelow(desk.article, desk.preferences.get("least_score")) : new Set();
    if (touched.size) desk.refresh(touched);
    drawAround();
  });

  Object.assign(desk, {
    go: ways.go,
    /** Walk through the list from the article that is there, or that is on its way. */
    step: (by) => ways.later(by) || desk.commands.article(by),
    listed: ways.listed,
    /** Return the filter of the list that next and previous follow. */
    list: ways.list,
    /** Show where what was looked for is found. */
    found: (places) => desk.minimap.find(places),
    api: ways.api,
    /** Fetch what was done to the article elsewhere. */
    renew: ways.renew,
    waiting: ways.waiting,
    /** Return the labels of a kind that are offered; one that was withdrawn only stays where it is. */
    labelsOf: (kind) =>
      [...(desk.article?.labels.values() ?? [])].filter((label) => label.kind === kind && label.status !== "withdrawn"),
    /** Show the label set as it is now. */
    drawLabels() {
      setLabelColours(root, [...desk.article.labels.values()]);
      desk.panel.drawLabels();
    },
    selectedMark: () => (desk.selected ? desk.article?.mark(desk.selected) : null),
    articleAnnotation: (labelId) => [...desk.article.whole].find((mark) => mark.label_id === labelId) ?? null,
    articleNote: () => desk.articleAnnotation(null),
    topEdge: () => desk.header.element.getBoundingClientRect().bottom,
    /** Where the text ends on the screen: at the sheet, or at the bar where that is a sheet too. */
    bottomEdge() {
      if (root.dataset.size === "wide") return innerHeight;
      const isSheet = root.dataset.size === "phone" && !desk.bar.element.hidden;
      if (!isSheet && desk.appearance.isQuiet()) return innerHeight;
      return (isSheet ? desk.bar : desk.panel).element.getBoundingClientRect().top;
    },
    /** Say to the style how much of the page Streamlit's own line takes. */
    measureTop() {
      const bar = document.querySelector("[data-testid=stHeader]");
      root.style.setProperty("--pm-top", `${bar?.getBoundingClientRect().height ?? 0}px`);
    },
    isLtrAt(offset) {
      const [paragraph] = desk.article.paragraphsOf(offset, offset + 1);
      const element = paragraph && desk.painter.paragraph(paragraph.index);
      return !element || getComputedStyle(element).direction === "ltr";
    },
    /** Keep acts and paint them; they are sent once they are seen. Nothing waits for the server. */
    commit(acts, words) {
      ways.measured();
      const touched = new Set();
      desk.madeLast = null;
      for (const act of acts) for (const index of desk.article.apply(act)) touched.add(index);
      ways.push(acts);
      desk.refresh(touched);
      desk.voice.say(words);
    },
    /** Show what has changed: these paragraphs, and everything that counts. */
    refresh(touched) {
      desk.handles.remove();
      desk.ties.remove();
      desk.painter.repaint(touched);
      desk.others.repaint(touched);
      const mark = desk.selectedMark();
      const isGone = !mark || mark.state === "rejected" || (mark.state === "suggested" && (!desk.article.isOpen(mark) || desk.article.isBelow(mark)));
      desk.select(isGone ? null : desk.selected, { isQuiet: true });
      desk.caret.show();
      desk.nothing.show();
      drawAround();
    },
    /** Select a mark; null: none. `scroll` brings it into view. */
    select(id, { scroll, isQuiet } = {}) {
      const left = desk.selectedMark();
      if (!id && left?.kind === "span") desk.leftAt = left;
      desk.selected = id;
      if (id) Object.assign(desk, { passage: null, madeLast: null });
      if (id) desk.commands.noteMark(id);
      desk.painter.select(id);
      const mark = desk.selectedMark();
      desk.quotations.selected(mark, isQuiet);
      desk.clock.look(mark?.state === "suggested" ? id : null);
      desk.handles.show();
      desk.bar.due();
      if (scroll && mark?.kind === "span") toReveal = { article: desk.article, mark, block: scroll };
      drawNear();
      // A mark that was let go must not keep the ring of the focus.
      if (!id && document.activeElement?.classList.contains("pm-mark")) document.activeElement.blur();
      if (isQuiet) return;
      if (id) desk.preview(null);
      isFollowing = true;
      drawAround();
      if (!mark) return;
      const name = desk.article.labels.get(mark.label_id)?.name ?? "Note";
      desk.voice.say(`${name}, ${mark.state}: ${mark.quote ?? ""}${desk.quotations.words(mark)}`);
    },
    /** Set the selection; with a label in hand, and by hand, it is labelled at once. */
    setPassage(passage, by) {
      desk.passage = passage;
      desk.isAlike = false;
      desk.preview(passage);
      if (passage && desk.selected) desk.select(null, { isQuiet: true });
      if (desk.quotations.worded(passage, by)) return undefined;
      if (passage && desk.armed && by !== "caret") return desk.commands.label(desk.armed);
      desk.bar.show();
      return drawLabels();
    },
    /** Show the passage that a thread is about; null: none. */
    marked(passage) {
      highlight("pm-at", passage ? [desk.painter.rangeOf(passage.from, passage.to)] : []);
    },
    /** Show what would be taken: one passage, several, or none. */
    preview(passages) {
      const list = passages ? [passages].flat() : [];
      highlight("pm-preview", list.flatMap(partsOf).map(({ from, to }) => desk.painter.rangeOf(from, to)));
    },
    arm(id) {
      desk.armed = id;
      drawLabels();
      const name = desk.article.labels.get(id)?.name;
      desk.voice.say(name ? `${name} in hand: each selection gets it. Esc lets go.` : "No label in hand.");
    },
    /** Return where a person is in the text, as something that stands in the order of marks. */
    whereabouts() {
      const { leftAt } = desk;
      const rect = leftAt && desk.painter.rangeOf(leftAt.from, leftAt.from + 1)?.getBoundingClientRect();
      if (rect && rect.bottom > desk.topEdge() && rect.top < desk.bottomEdge()) return leftAt;
      const index = desk.here ?? firstInView(desk);
      return { from: desk.article.paragraphs[index]?.from ?? 0, to: Infinity, id: "" };
    },
    movePoint(by) {
      const from = desk.here ?? firstInView(desk) - (by > 0 ? 1 : 0);
      desk.pointAt(Math.max(0, Math.min(desk.article.paragraphs.length - 1, from + by)));
    },
    /** Stand at a paragraph, and say it unless something else was said. */
    pointAt(index, { isQuiet } = {}) {
      desk.here = index;
      desk.leftAt = null;
      const element = desk.painter.point(index);
      desk.reveal(desk.article.paragraphs[index].from);
      if (element && !isQuiet) desk.voice.say(element.textContent.slice(0, 120));
    },
    /** Bring a place of the text into view, if it is not. */
    reveal(offset, block = "nearest") {
      const [paragraph] = desk.article.paragraphsOf(Math.max(0, offset - 1), offset + 1);
      if (!paragraph) return;
      const element = desk.painter.paragraph(paragraph.index);
      const rectOf = () => desk.painter.rangeOf(offset, offset + 1)?.getBoundingClientRect();
      const [top, bottom] = [desk.topEdge(), desk.bottomEdge()];
      // Beside the text there is to be room for the bar; below it the bar is the edge itself.
      const room = root.dataset.size === "phone" ? 12 : 120;
      const isSeen = (rect) => rect?.height && rect.top > top + 24 && rect.bottom < bottom - room;
      if (isSeen(rectOf()) && block === "nearest") return;
      // A paragraph far away has no layout yet: go there first, then to the line in it.
      element.scrollIntoView({ block: "center", behavior: "instant" });
      const rect = rectOf();
      if (rect && !isSeen(rect)) scrollerOf(root).scrollBy(0, rect.top - top - (bottom - top) * 0.4);
      desk.bar.place();
    },
    /** Show an article that was read, from its beginning. */
    show(article) {
      leaveFields();
      desk.handles.remove();
      desk.ties.remove();
      desk.mode?.end();
      hideBelow(article, desk.preferences.get("least_score"));
      Object.assign(desk, { article, selected: null, passage: null, here: null, leftAt: null, isAlike: false, madeLast: null });
      if (!article.labels.has(desk.armed)) desk.armed = null;
      desk.quotations.reset();
      desk.clock.look(null);
      desk.commands.closeOccurrences();
      desk.drawer.close();
      desk.guidelines.close();
      desk.threads.close();
      desk.find.close();
      desk.caret.off();
      setLabelColours(root, [...article.labels.values()]);
      highlight("pm-preview", []);
      highlight("pm-at", []);
      if (!article.lists[desk.panelTab]?.items.length && article.lists.marks.items.length) desk.panelTab = "marks";
      if (desk.panelTab === "marks" && article.lists.suggestions.items.length) desk.panelTab = "suggestions";
      face.replaceChildren();
      root.removeAttribute("data-face");
      grid.hidden = false;
      desk.painter.paint(article);
      desk.others.paint();
      desk.nothing.hide();
      desk.header.watch();
      desk.header.draw();
      desk.minimap.draw();
      desk.panel.draw();
      desk.settling.draw();
      desk.bar.hide();
      desk.unsent.offer();
      desk.wide.look();
    },
    /** Show the passage that a link names in code points: 12-34. */
    showPassage(at) {
      const { article } = desk;
      const passage = passageAt(at, article.points.toPoints(article.text.length));
      if (!passage) return desk.voice.toast("The link names no passage of this text.", { detail: "It is shown from its beginning." });
      const [start, end] = passage;
      const [from, to] = [article.points.toUnits(start), article.points.toUnits(end)];
      const mark = article.marksAt(from).find((one) => one.from === from && one.to === to);
      if (mark) desk.select(mark.id, { scroll: "center" });
      else {
        highlight("pm-at", [desk.painter.rangeOf(from, to)]);
        desk.reveal(from, "center");
      }
      return undefined;
    },
    /** Show words of the text that somebody else has marked. */
    showWords(mark) {
      highlight("pm-at", partsOf(mark).map(({ from, to }) => desk.painter.rangeOf(from, to)));
      desk.reveal(mark.from, "center");
    },
    look: ways.look,
    /** Show something else than an article: loading, an error, nothing. */
    showFace(...children) {
      leaveFields();
      desk.threads.close();
      Object.assign(desk, { article: null, selected: null, passage: null });
      desk.bar.hide();
      desk.drawer.close();
      desk.guidelines.close();
      root.setAttribute("data-face", "");
      grid.hidden = true;
      face.replaceChildren(...children);
    },
    destroy() {
      desk.header.destroy();
      desk.appearance.destroy();
      desk.ties.destroy();
      desk.others.destroy();
      for (const name of ["pm-preview", "pm-at", "pm-found", "pm-found-here"]) highlight(name, []);
    },
  });

  return desk;
}
