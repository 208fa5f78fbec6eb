/** The history of an article: a drawer that tells what was done, by whom and when, and brings it back. */

import * as acts from "./acts.js";
import { h } from "./dom.js";
import { actWords, agoWords, groupWords, stepsWords } from "./telling.js";

const AT_ONCE = 60;

/** @param {HTMLElement} root @param {object} desk */
export function createDrawer(root, desk) {
  const list = h("ol.pm-history");
  const status = h("p.pm-hint", { role: "status" });
  const closer = h("button.pm-quiet", { type: "button", "aria-label": "Close the history", onclick: () => close() }, "×");
  const element = h(
    "section.pm-over.pm-drawer",
    { role: "dialog", "aria-label": "History", hidden: true, "data-testid": "pm-history", onkeydown: onKey },
    h("header", {}, h("h2", { text: "History" }), closer),
    h("p.pm-hint", { text: "What you did to this article, and what was suggested. What others did is told where their work may be seen." }),
    status,
    list,
  ); // prettier-ignore
  root.append(element);
  const watcher = new IntersectionObserver(([entry]) => entry.isIntersecting && more(), { root: element });
  let groups = [];
  let isWhole = false;
  let isAsking = false;
  let opener = null;

  const nameOf = (id) => (id ? (desk.article.labels.get(id)?.name ?? id) : "");

  function onKey(event) {
    if (event.key === "Escape") close();
    const rows = [...list.querySelectorAll(".pm-event-go")];
    const at = rows.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (to !== undefined) rows[Math.max(0, Math.min(rows.length - 1, to))]?.focus();
    if (to === undefined && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Fetch what was done before the last row that is shown. */
  async function more() {
    if (isAsking || isWhole || !desk.article) return;
    isAsking = true;
    const { id } = desk.article;
    try {
      const answer = await desk.api.history(id, groups.at(-1)?.seq ?? null, AT_ONCE, desk.article.isLooking);
      if (desk.article?.id !== id || element.hidden) return;
      groups.push(...answer.groups);
      isWhole = answer.groups.length < AT_ONCE;
      list.append(...answer.groups.map(row));
      status.textContent = "";
      if (isWhole) list.append(beginning());
      else watcher.observe(list.lastElementChild);
    } catch (error) {
      status.textContent = `${error.message} ${error.remedy ?? ""}`;
    } finally {
      isAsking = false;
    }
  }

  /** Show the passage that a group is about: its mark, or the words where that is gone. */
  function show(group) {
    const content = group.acts.map((act) => act.after ?? act.before).find((one) => one?.kind === "span" || one?.on_id);
    if (!content) return;
    const mark = desk.article.mark(content.on_id ?? content.id);
    if (mark?.kind === "span" && mark.state !== "rejected") desk.select(mark.id, { scroll: "center" });
    else if (content.kind === "span") desk.showPassage(`${content.start}-${content.end}`);
  }

  function row(group) {
    const isTakenBack = group.state === "undone" || group.state === "dropped";
    const words = groupWords(group, nameOf);
    const more = group.acts.length > 1 ? group.acts.map((act) => actWords(act, nameOf)).join("\n") : words;
    const place = h("div.pm-restore");
    const item = h("li.pm-event", { data: { seq: group.seq, state: group.state ?? "" } },
      h("button.pm-event-go", { type: "button", title: more, onclick: () => show(group) },
        h("span.pm-event-what", { dir: "auto", text: words }),
        h("span.pm-event-when", {},
          h("span", { text: group.annotator }), " · ",
          h("time", { datetime: group.at, title: new Date(group.at).toLocaleString(), text: agoWords(group.at) }),
          isTakenBack && " · taken back",
        ),
      ),
      h("button.pm-link", { type: "button", "aria-label": `Restore to here: ${words}`, onclick: () => preview(group.seq, place) }, "Restore to here"),
      place,
    ); // prettier-ignore
    return item;
  }

  function beginning() {
    const place = h("div.pm-restore");
    return h("li.pm-event", { data: { seq: 0 } },
      h("p.pm-event-what", { text: "The article came in" }),
      h("button.pm-link", { type: "button", "aria-label": "Restore to here: the article as it came", onclick: () => preview(0, place) }, "Restore to here"),
      place,
    ); // prettier-ignore
  }

  /** Say what bringing back a moment would change, and ask. */
  async function preview(seq, place) {
    for (const other of list.querySelectorAll(".pm-restore")) other.replaceChildren();
    if (desk.waiting()) return place.replaceChildren(h("p", { role: "alert", text: "Some acts are not saved yet. Try again when they are." }));
    let steps;
    try {
      ({ steps } = await desk.api.asOf(desk.article.id, seq));
    } catch (error) {
      return place.replaceChildren(h("p", { role: "alert", text: `${error.message} ${error.remedy ?? ""}` }));
    }
    const words = stepsWords(steps);
    if (!words) return place.replaceChildren(h("p", { role: "status", text: "It is like this now." }));
    const yes = h("button.pm-act.pm-yes", { type: "button", onclick: () => restore(steps) }, "Restore");
    const no = h("button.pm-act", { type: "button", onclick: () => place.replaceChildren() }, "Cancel");
    place.replaceChildren(h("p", { text: words }), h("p.pm-hint", { text: "One undo takes it back." }), yes, no);
    desk.voice.say(words);
    return yes.focus();
  }

  function restore(steps) {
    const make = acts.group();
    desk.selected = null;
    desk.commit(steps.map((step) => make({ ...step, kind: "restore" })), "Brought back as it was.");
    desk.voice.toast("The article is as it was.", { action: "Undo", run: () => desk.commands.undo() });
    list.querySelector(".pm-event-go")?.focus();
  }

  function renew() {
    if (element.hidden) return undefined;
    Object.assign(status, { textContent: desk.waiting() ? "Acts that are not saved yet are told when they are." : "" });
    if (desk.waiting() || isAsking) return undefined;
    [groups, isWhole] = [[], false];
    watcher.disconnect();
    const hadFocus = list.contains(document.activeElement);
    list.replaceChildren();
    return more().then(() => hadFocus && list.querySelector(".pm-event-go")?.focus());
  }

  function close() {
    if (element.hidden) return;
    element.hidden = true;
    root.removeAttribute("data-drawer");
    list.replaceChildren();
    if (opener?.isConnected) opener.focus({ preventScroll: true });
  }

  return {
    /** Open the drawer, or close it. */
    toggle() {
      if (!element.hidden) return close();
      opener = document.activeElement === document.body ? root : document.activeElement;
      desk.guidelines.close();
      element.hidden = false;
      root.setAttribute("data-drawer", "");
      closer.focus();
      return renew();
    },
    close,
    /** Tell what was done since: acts were saved. */
    renew,
  };
}

/** @param {object} desk */
export function createHistoryCommands(desk) {
  return { history: () => desk.drawer.toggle() };
}
