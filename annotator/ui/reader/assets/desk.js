/**
 * The reading desk, mounted by Streamlit: opening articles, keys and pointers, saving, measuring.
 * Everything a person does takes effect here at once; the server is told behind it.
 */

import { watchActivity } from "./activity.js";
import { createApi } from "./api.js";
import { watchArticle } from "./live.js";
import { closeConnectionDialogs } from "./unbothered.js";
import { watchStirring } from "./deciding.js";
import { h, whenPainted } from "./dom.js";
import { watchHeld } from "./held.js";
import { watchKeys } from "./keys.js";
import { wordAt } from "./known.js";
import { outboxOfPage, storageOfPage } from "./outbox.js";
import { scrollerOf } from "./place.js";
import { createPreferences } from "./preferences.js";
import { watchSelection } from "./selection.js";
import { createDesk } from "./session.js";
import { createShelf } from "./shelf.js";

const SKELETON_AFTER = 120;
const instances = new WeakMap();

/**
 * Show the desk, or tell the one that is there what has changed.
 * @param {{parentElement: HTMLElement, data: object, setStateValue: Function}} component
 * @returns {() => void} cleanup
 */
export default function mount({ parentElement, data, setStateValue }) {
  let instance = instances.get(parentElement);
  if (!instance) {
    instance = create(parentElement, data);
    instances.set(parentElement, instance);
  }
  instance.update(data, setStateValue);
  return () => {
    // Streamlit may clean up a component that stays on the page.
    if (parentElement.isConnected) return;
    instances.delete(parentElement);
    instance.destroy();
  };
}

function loadStyles() {
  const href = new URL("desk.css", import.meta.url).href;
  let link = document.querySelector("link[data-pm]");
  if (!link) {
    link = h("link", { rel: "stylesheet", href, data: { pm: "" } });
    document.head.append(link);
  }
  if (link.sheet) return Promise.resolve();
  return new Promise((resolve) => {
    link.addEventListener("load", resolve, { once: true });
    link.addEventListener("error", resolve, { once: true });
  });
}

function create(parent, first) {
  const over = new AbortController();
  const { signal } = over;
  const api = createApi(first.api || "/api");
  const outbox = outboxOfPage(api.post);
  const root = h("div.pm-desk", { "data-testid": "pm-desk", tabindex: "-1" });
  const made = new Map(); // act id -> when it was made
  const styles = loadStyles();
  let data = {};
  const shelf = createShelf(api, outbox, () => data.filter);
  let tell = () => {};
  let shownId = ""; // asked for last, and shown as soon as it can be
  let isLoading = false; // and it is not there yet
  let owed = 0; // steps through the list that were asked for since
  let turn = first.turn ?? 0; // counts the articles that Python was told of
  let path = location.pathname;
  let stamp = 0;

  parent.append(root);
  const preferences = createPreferences(api.prefer, {
    refused: ({ message, remedy }) => desk.voice.toast(message, { detail: remedy, isError: true }),
  });
  const desk = createDesk(root, {
    push, go, later, listed, list: () => data.filter ?? {}, measured, preferences, api, waiting, storage: storageOfPage(), signal, renew: () => renew(desk.article), look,
  }); // prettier-ignore

  /** Return how many acts of the article are not confirmed yet. */
  function waiting() {
    return desk.article ? outbox.pending(desk.article.id).length : 0;
  }

  const warned = new Set(); // what went wrong with the recogniser, and was said
  const own = new Set(); // ids of the acts made on this page
  const live = watchArticle(api, (id) => own.has(id), () => desk.article && renew(desk.article), desk.header.here, signal);
  const activity = watchActivity(api, signal);
  let isBehind = false; // what was done elsewhere could not be fetched yet

  function push(acts) {
    for (const { id } of acts) made.set(id, stamp);
    for (const { id } of acts) own.add(id);
    shelf.moved(desk.article.id);
    outbox.push(desk.article.id, acts, desk.article.ticket);
  }

  /** Measure from the event to the end of the frame that shows what it did; called before anything is put off. */
  function measured() {
    const start = stamp || performance.now();
    let handled = start;
    queueMicrotask(() => (handled = performance.now()));
    whenPainted((frame) => {
      const end = performance.now();
      performance.measure("pm-act-to-paint", { start, end });
      // Without the wait for the screen's next frame, which no desk can shorten.
      performance.measure("pm-act-work", { start: end - (handled - start) - (end - frame), end });
    });
  }

  /** A person goes to another article: it is shown first, then Python learns of it. */
  function go(id, at = "") {
    turn += 1;
    tell("article", { id, turn });
    open(id, at);
  }

  /** The browser goes back or forth: its address is right, whatever Python's last answer says. */
  function onHistory() {
    const asked = new URLSearchParams(location.search);
    const id = asked.get("article");
    if (location.pathname === path && id && id !== shownId) go(id, asked.get("at") ?? "");
  }

  /** Keep a step through the list until the article before it is there; false: it can be done now. */
  function later(by) {
    if (isLoading) owed += by;
    return isLoading;
  }

  /** Ask for the article at a place of the list, counted from 1. */
  function listed(number) {
    return api.listed(number - 1, data.filter);
  }

  async function open(id, at = "") {
    const asked = performance.now();
    desk.bookmark.flush();
    shownId = id;
    const kept = shelf.get(id);
    if (kept) return shown(kept, asked, at, true);
    isLoading = true;
    const patience = shelf.isPreloaded(id) ? SKELETON_AFTER : 0;
    const skeleton = setTimeout(() => shownId === id && desk.showFace(...loading()), patience);
    try {
      const { article, isOld } = await shelf.fetch(id);
      await styles;
      if (shownId === id && !signal.aborted) shown(article, asked, at, isOld);
    } catch (error) {
      if (!error.name?.startsWith("ApiError")) throw error;
      if (shownId !== id) return undefined;
      [isLoading, owed] = [false, 0];
      desk.showFace(...failed(error, () => open(id, at)));
    } finally {
      clearTimeout(skeleton);
    }
    return undefined;
  }

  /** Say what the recogniser could not do, once. */
  function warn(trouble) {
    if (!trouble || warned.has(trouble.message)) return;
    warned.add(trouble.message);
    desk.voice.toast(trouble.message, { detail: trouble.remedy, isError: true });
  }

  function shown(article, asked, at, isOld) {
    isLoading = false;
    shelf.keep(article);
    if (!isOld) preferences.take(article.preferences);
    desk.show(article);
    warn(article.trouble);
    live.follow(article);
    if (at) desk.showPassage(at);
    else if (!desk.bookmark.restore()) scrollToTop();
    desk.progress.draw();
    const by = Math.sign(owed);
    owed -= by;
    if (by) return desk.commands.article(by);
    whenPainted(() => {
      performance.measure("pm-open", { start: asked, end: performance.now() });
      if (desk.article === article) {
        activity.follow(article.id, article.ticket);
        if (isOld || shelf.isGuess(article)) renew(article);
      }
      shelf.preload(article.place?.next);
      shelf.preload(article.place?.previous);
    });
    return undefined;
  }

  function scrollToTop() {
    const scroller = scrollerOf(root);
    const top = root.getBoundingClientRect().top;
    if (top < 0) scroller.scrollTo(0, Math.max(0, scroller.scrollTop + top - 80));
  }

  /** Fetch what another window may have done since an article was read. */
  async function renew(article) {
    const { isShown } = article.others;
    const touched = await shelf.renew(article);
    if (desk.article === article) isBehind = !touched;
    if (touched) preferences.take(article.preferences);
    if (!touched || desk.article !== article || signal.aborted) return;
    warn(article.trouble);
    desk.drawLabels();
    desk.refresh(touched);
    if (article.others.isShown !== isShown && !article.isLooking) {
      desk.voice.toast(isShown ? "Others’ marks are not shown here any more." : "Others’ marks are shown here from now on.");
    }
  }

  /** Show others' work although they work blind: whoever may asks for it, and it is logged. */
  function look() {
    desk.article.isLooking = true;
    live.follow(desk.article);
    renew(desk.article);
  }

  function loading() {
    const line = (width) => h("i", { style: { width } });
    const widths = ["62%", "28%", "100%", "96%", "99%", "71%", "98%", "94%", "43%"];
    return [h("div.pm-skeleton", { role: "status", "aria-label": "Loading the article" }, widths.map(line))];
  }

  function failed(error, again) {
    const isMissing = error.status === 404;
    const retry = h("button.pm-act.pm-yes", { type: "button", onclick: again }, "Try again");
    return [
      h("div.pm-state", { role: "alert", "data-testid": "pm-error" },
        h("h2", { text: isMissing ? "This article is not here" : "The article could not be opened" }),
        h("p", { text: error.message }), error.remedy && h("p", { text: error.remedy }),
        !isMissing && retry),
    ]; // prettier-ignore
  }

  closeConnectionDialogs(root, signal);
  const stopListening = outbox.listen({
    changed: (state) => {
      desk.header.save(state);
      if (!state.isStored && state.waiting) warnOnce();
    },
    confirmed(id) {
      const start = made.get(id);
      made.delete(id);
      if (!waiting()) desk.drawer.renew();
      if (start) performance.measure("pm-act-to-disk", { start, end: performance.now() });
      const { article } = desk;
      if (article && (shelf.isGuess(article) || (isBehind && !waiting()))) renew(article);
    },
    refused(refusal) {
      const { article: articleId, act, message, remedy, present } = refusal;
      shelf.refuse(act.id);
      const article = shelf.get(articleId);
      const title = article ? ` (${article.info.title})` : "";
      desk.voice.toast(`Not kept${article === desk.article ? "" : title}: ${message}`, { detail: remedy, isError: true });
      if (!article) return desk.settling.add({ ...refusal, title: "another article" });
      article.history.forget(act.id);
      // Where the server could not say what is there, what the act believed to be there is.
      const touched = article.put(act.subject, act.after ?? act.before, present === undefined ? act.before : present);
      if (article === desk.article) desk.refresh(touched);
      desk.settling.add({ ...refusal, title: article.info.title });
      // Another window was faster; what else it did is shown as well.
      renew(article).then(() => desk.settling.offer());
      return undefined;
    },
  });

  let hasWarned = false;
  function warnOnce() {
    if (hasWarned) return;
    hasWarned = true;
    desk.voice.toast("This browser refuses storage.", {
      detail: "Acts are kept only while this page is open; wait for “Saved” before you leave.", isError: true,
    }); // prettier-ignore
  }

  const pointer = watchSelection({
    body: desk.body, painter: desk.painter, signal,
    article: () => desk.article,
    onPreview: (passage) => !desk.notes.isOpen() && desk.preview(passage ?? desk.passage),
    onPassage(passage, by, isAdded) {
      desk.mode?.end();
      if (isAdded) return desk.commands.addWords(passage);
      return desk.setPassage(passage, by);
    },
    onMark(ids, event) {
      if (desk.mode) return desk.mode.pick(ids[0]);
      if (desk.quotations.clicked(ids)) return;
      // With Ctrl held words are added, by a drag or a second click; a part is taken out.
      if (event.ctrlKey || event.metaKey) return void desk.commands.removePartAt(desk.offsetAt(event));
      if (desk.passage) desk.setPassage(null);
      const reached = desk.quotations.reached(ids);
      desk.select(reached[(reached.indexOf(desk.selected) + 1) % reached.length]);
    },
    onPlain(offset, by) {
      if (desk.mode) return undefined;
      if (by === "touch") return tapWord(offset);
      if (desk.caret.isOn() && offset !== null) desk.caret.place(offset);
      if (desk.passage) desk.setPassage(null);
      if (desk.selected) desk.select(null);
      return undefined;
    },
  }); // prettier-ignore
  desk.offsetAt = pointer.offsetAt;

  /** By touch a passage is two taps: its first word, then its last. */
  function tapWord(offset) {
    const word = offset === null ? null : wordAt(desk.article, offset);
    if (desk.selected) return desk.select(null);
    if (!word || (desk.passage && desk.passage.from <= offset && offset < desk.passage.to)) {
      return desk.setPassage(null);
    }
    const { from, to } = desk.passage ?? word;
    return desk.setPassage({ from: Math.min(from, word.from), to: Math.max(to, word.to) }, "touch");
  }

  for (const name of ["keydown", "pointerup", "click"]) {
    document.addEventListener(name, (event) => (stamp = event.timeStamp), { capture: true, signal });
  }
  watchKeys(
    () => ({
      caret: desk.caret.isOn(), passage: Boolean(desk.passage), map: desk.keymap,
      isInMark: () => Boolean(desk.commands.splittable()),
    }),
    (name, argument, event) => {
      if (name === "article" && root.isConnected && later(argument)) return true;
      if (!desk.article || !root.isConnected) return false;
      if (desk.mode?.run(name, argument)) return true;
      const mark = event.target.closest?.(".pm-mark");
      // Enter on a mark that has the focus selects it; elsewhere it ends the article.
      if (name === "doneAndNext" && mark && mark.dataset.id !== desk.selected) {
        return desk.select(mark.dataset.id) ?? true;
      }
      return desk.commands[name](argument) ?? true;
    },
    signal,
  );
  watchStirring(desk.clock, signal);
  watchHeld(root, signal);
  const onReturn = () => document.visibilityState === "visible" && desk.article && renew(desk.article);
  document.addEventListener("visibilitychange", onReturn, { signal });
  window.addEventListener("popstate", onHistory, { signal });
  window.addEventListener("storage", ({ key }) => key?.startsWith("pm:conflict:") && desk.settling.reload(), { signal });
  desk.body.addEventListener("click", (event) => {
    const id = event.target.closest(".pm-sign")?.dataset.note;
    if (!id) return;
    desk.commands.openThread(id);
  });

  const resized = new ResizeObserver(([entry]) => {
    const width = entry.contentRect.width;
    root.dataset.size = width >= 940 ? "wide" : width >= 600 ? "narrow" : "phone";
    root.style.setProperty("--pm-edge", `${Math.max(8, innerWidth - root.getBoundingClientRect().right)}px`);
    desk.measureTop();
    if (desk.article && !desk.bar.element.hidden) desk.bar.place();
  });
  resized.observe(root);

  return {
    update(next, setStateValue) {
      tell = setStateValue;
      const isFiltered = JSON.stringify(next.filter) !== JSON.stringify(data.filter);
      data = next;
      outbox.setAnnotator(next.annotator ?? "");
      preferences.setAnnotator(next.annotator ?? "");
      desk.settling.setAnnotator(next.annotator ?? "");
      desk.header.save(outbox.state());
      desk.appearance.apply();
      path = location.pathname;
      if (next.turn < turn) return; // it answers to less than what Python was told
      if (!next.article) desk.showFace(h("div.pm-state", {}, h("h2", { text: "No article chosen" }), h("p", { text: "Choose one in the library." })));
      else if (next.article !== shownId) open(next.article, next.at);
      else if (isFiltered && desk.article) renew(desk.article);
    },
    destroy() {
      over.abort();
      stopListening();
      resized.disconnect();
      desk.destroy();
      root.remove();
    },
  };
}
