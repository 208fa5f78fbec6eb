/** A thread: a note, the replies to it, and a field for one more. Beside the text, at its line. */

import { threadOf } from "./discussion.js";
import { h, short } from "./dom.js";
import { markdown } from "./markdown.js";
import { withMentions } from "./mentions.js";
import { agoWords } from "./telling.js";
import { BEGUN } from "./unsent.js";

const EDGE = 8;

/** @param {HTMLElement} root @param {object} desk */
export function createThreads(root, desk) {
  const title = h("h2", { dir: "auto" });
  const settle = h("button.pm-act", { type: "button" }, "Resolve");
  const closer = h("button.pm-quiet", { type: "button", "aria-label": "Close the thread", onclick: () => close() }, "×");
  const posts = h("ol.pm-posts");
  const field = h("textarea.pm-field", {
    rows: "2", dir: "auto", "aria-label": "Reply", placeholder: "Reply", onkeydown: onFieldKey,
    oninput: () => desk.unsent.put(`reply:${rootId}`, field.value, title.textContent),
  }); // prettier-ignore
  const send = h("button.pm-act.pm-yes", { type: "button", onclick: () => reply() }, "Reply", h("kbd", { "aria-hidden": "true", text: "Ctrl ⏎" }));
  const begun = h("p.pm-hint", { hidden: true, text: `${BEGUN}.` });
  const foot = h("div.pm-thread-foot", {}, withMentions(field, () => desk.article.members), send, begun);
  const element = h("section.pm-thread", { role: "dialog", hidden: true, "data-testid": "pm-thread", onkeydown: onKey },
    h("header", {}, title, settle, closer), posts, foot); // prettier-ignore
  root.append(element);
  let rootId = "";
  let editing = ""; // the id of the post that is being changed
  let isUnfolded = false;

  const thread = () => {
    const note = desk.article?.note(rootId);
    return note ? threadOf(desk.article, note) : null;
  };
  const nameOf = (post) =>
    post.annotator ?? desk.article.members.find(({ id }) => id === desk.article.annotator)?.name ?? "You";
  const names = () => desk.article.members.map(({ name }) => name);

  function onKey(event) {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    close();
  }

  function onFieldKey(event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    reply();
  }

  function reply() {
    const words = field.value.trim();
    if (!words) return field.focus();
    desk.unsent.drop(`reply:${rootId}`);
    field.value = "";
    begun.hidden = true;
    return desk.commands.reply(rootId, words);
  }

  function editor(post) {
    const words = h("textarea.pm-field", { rows: "3", dir: "auto", "aria-label": "Change these words" });
    const subject = `edit:${post.id}`;
    const before = desk.unsent.get(subject);
    words.value = before ?? post.note;
    words.addEventListener("input", () => desk.unsent.put(subject, words.value === post.note ? "" : words.value, title.textContent));
    const leave = () => {
      editing = "";
      draw();
      field.focus({ preventScroll: true });
    };
    const end = (isKept) => {
      desk.unsent.drop(subject);
      if (isKept) desk.commands.rewrite(post.id, words.value.trim());
      leave();
    };
    words.addEventListener("keydown", (event) => {
      if (event.key === "Escape") leave(); // what was begun stays, as with a reply
      else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) end(true);
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    return h("div", {}, withMentions(words, () => desk.article.members), h("div.pm-thread-foot", {},
      h("button.pm-act.pm-yes", { type: "button", onclick: () => end(true) }, "Keep"),
      h("button.pm-act", { type: "button", onclick: () => end(false) }, "Cancel"),
      before !== null && h("p.pm-hint", { text: `${BEGUN}.` }))); // prettier-ignore
  }

  function edit(post) {
    editing = post.id;
    draw();
    const words = posts.querySelector("textarea");
    words?.focus();
    words?.setSelectionRange(words.value.length, words.value.length);
  }

  function post(one) {
    const isMine = desk.article.annotations.has(one.id);
    const when = one.created_at ?? new Date().toISOString();
    const head = h("p.pm-post-head", {}, h("b", { text: nameOf(one) }), " ",
      h("time", { datetime: when, title: new Date(when).toLocaleString(), text: agoWords(when) })); // prettier-ignore
    const said = !one.note && "resolved" in one.attributes ? (one.attributes.resolved ? "resolved this" : "reopened this") : "";
    if (said) return h("li.pm-post.pm-post-small", {}, h("p.pm-post-head", {}, h("b", { text: nameOf(one) }), ` ${said} `, head.lastElementChild));
    if (one.id === editing) return h("li.pm-post", {}, head, editor(one));
    const about = short(one.note, 30);
    return h("li.pm-post", { data: { post: one.id } }, head, markdown(one.note, names()),
      isMine && h("div.pm-post-acts", {},
        h("button.pm-link", { type: "button", "aria-label": `Edit: ${about}`, onclick: () => edit(one) }, "Edit"),
        h("button.pm-link", { type: "button", "aria-label": `Remove: ${about}`, onclick: () => remove(one) }, "Remove"))); // prettier-ignore
  }

  function remove(one) {
    desk.commands.unsay(one.id);
    if (!element.hidden) field.focus({ preventScroll: true });
  }

  function draw() {
    const now = thread();
    if (!now) return close();
    const { root: note, replies, isResolved } = now;
    const isFolded = isResolved && !isUnfolded;
    title.textContent = note.kind === "article" ? "The whole article" : short(note.quote ?? "What joins two marks", 60);
    element.setAttribute("aria-label", `Thread on ${title.textContent}`);
    element.toggleAttribute("data-resolved", isResolved);
    settle.replaceChildren(isResolved ? "Reopen" : "Resolve");
    settle.onclick = () => {
      isUnfolded = isResolved;
      desk.commands.resolve(rootId, !isResolved);
    };
    const all = [...(note.note ? [note] : []), ...replies];
    const shown = isFolded ? [all[0], all.at(-1)] : all;
    const rest = all.length - shown.length;
    const unfold = h("button.pm-link", { type: "button", onclick: () => ((isUnfolded = true), draw()) }, `Show ${rest} more`);
    const made = shown.map(post);
    if (isFolded && rest > 0) made.splice(1, 0, h("li.pm-post.pm-post-small", {}, unfold));
    posts.replaceChildren(...made);
    foot.hidden = isFolded;
    return place();
  }

  function place() {
    element.style.maxHeight = "";
    if (root.dataset.size === "phone") return element.removeAttribute("style");
    const note = desk.article.note(rootId);
    const box = root.getBoundingClientRect();
    const range = note.kind === "span" && desk.painter.rangeOf(note.from, note.to);
    const at = (range || desk.header.masthead).getBoundingClientRect();
    const text = desk.body.getBoundingClientRect();
    const isBeside = root.dataset.size === "wide";
    const left = isBeside ? Math.min(text.right - 22, box.right - element.offsetWidth - 4) : Math.max(box.left + 4, Math.min(at.left, box.right - element.offsetWidth - 4));
    const [top, bottom] = [desk.topEdge() + EDGE, desk.bottomEdge() - EDGE];
    const wanted = isBeside ? at.top - 14 : at.bottom + EDGE;
    element.style.maxHeight = `${Math.max(220, bottom - top)}px`;
    element.style.left = `${left - box.left}px`;
    element.style.top = `${Math.max(top, Math.min(wanted, bottom - element.offsetHeight)) - box.top}px`;
    return undefined;
  }

  function close() {
    if (element.hidden) return;
    const hadFocus = element.contains(document.activeElement);
    element.hidden = true;
    desk.marked(null);
    rootId = "";
    if (!hadFocus) return;
    desk.bar.show();
    root.focus({ preventScroll: true });
  }

  return {
    /** Open the thread of a note, one's own or shared; `postId`: at changing the words of a post. */
    open(id, postId) {
      [rootId, editing, isUnfolded] = [id, "", false];
      const note = desk.article.note(id);
      if (!note) return;
      element.hidden = false;
      desk.bar.hide();
      field.value = desk.unsent.get(`reply:${id}`) ?? "";
      begun.hidden = !field.value;
      draw();
      desk.marked(note.kind === "span" ? note : null);
      (foot.hidden ? settle : field).focus({ preventScroll: true });
      const words = begun.hidden ? "" : `. A reply was ${BEGUN.toLowerCase()}`;
      desk.voice.say(`${element.getAttribute("aria-label")}, ${posts.childElementCount} posts${words}`);
      const post = postId && desk.article.annotations.get(postId);
      if (post) edit(post);
    },
    isOpen: () => !element.hidden,
    /** Show the thread as it is now; what is being written stays. */
    draw: () => !element.hidden && !editing && draw(),
    close,
  };
}
