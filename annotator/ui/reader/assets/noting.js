/** Commands of notes and threads: writing, replying, resolving. Each is an act like any other. */

import * as acts from "./acts.js";
import { attributesFor, threadsOf } from "./discussion.js";
import { answerWhole } from "./quoted.js";
import { partsOf } from "./order.js";
import { subjectOfPassage } from "./unsent.js";

/** @param {object} desk @param {object} commands */
export function createNoteCommands(desk, commands) {
  const attributes = (note, mark) => attributesFor(note, mark?.attributes, desk.article.members);

  /** Change the words of a mark's note; a suggestion is answered by it. */
  function keep(mark, note) {
    const { article } = desk;
    const make = acts.group();
    const changes = { note, attributes: attributes(note, mark) };
    const made =
      mark.state === "suggested"
        ? desk.clock.keep(mark.id, answerWhole(article, make, mark, changes))
        : acts.change(article, make, mark, changes);
    if (!made.length) return;
    if (desk.selected === mark.id) desk.selected = made[0].after?.id ?? null;
    desk.commit(made, "Note kept.");
  }

  const hasThread = (mark) => mark && (mark.note || desk.article.repliesTo(mark.id).size > 0) && mark.state !== "suggested";

  return {
    note() {
      const { article, passage } = desk;
      const mark = passage ? null : (desk.selectedMark() ?? article.annotations.get(desk.madeLast));
      if (!passage && !mark) return desk.voice.say("Select words or a mark first.");
      if (mark) return desk.notes.edit({ ...mark, note: mark.note ?? "", subject: `note:${mark.id}` }, (note) => keep(mark, note));
      const { points } = article;
      const inPoints = partsOf(passage).map(({ from, to }) => ({ from: points.toPoints(from), to: points.toPoints(to) }));
      const at = { ...passage, ...article.passage(passage.from, passage.to), note: "", subject: subjectOfPassage(inPoints) };
      desk.setPassage(null);
      desk.preview(passage);
      return desk.notes.edit(at, (note) => {
        const act = acts.annotate(article, acts.group(), passage, null, note);
        Object.assign(act.after, article.gappedPassage(partsOf(passage)));
        act.after.attributes = attributes(note);
        desk.commit([act], "Note kept.");
      });
    },
    /** Write a note on a passage, given as its parts, wherever the reader is. */
    noteOn(parts) {
      const [from, to] = [parts[0].from, parts.at(-1).to];
      desk.reveal(from, "center");
      desk.setPassage({ from, to, ...(parts.length > 1 && { pieces: parts }) }, "caret");
      return commands.note();
    },
    articleNote(words) {
      desk.unsent.drop("article");
      const present = desk.articleNote();
      const note = words.trim();
      if (note === (present?.note ?? "")) return;
      if (present) return keep(present, note);
      const act = acts.annotateArticle(acts.group(), null, note);
      act.after.attributes = attributes(note);
      desk.commit([act], "Note kept.");
    },
    /** Open the thread of the selected mark, or of the article; where there is no note yet, write it. */
    thread() {
      const mark = desk.passage ? null : desk.selectedMark();
      if (desk.passage || (mark && !hasThread(mark))) return commands.note();
      const root = mark ?? desk.articleNote();
      if (!root) return desk.panel.focusNote();
      return desk.threads.open(root.id);
    },
    /** Go to a note, and open its thread; `postId`: at changing the words of a post. */
    openThread(id, postId) {
      const root = desk.article.note(id);
      if (!root) return;
      if (desk.root.dataset.size !== "wide") desk.panel.fold(); // the passage would lie under it
      if (desk.article.annotations.has(id)) desk.select(id, { scroll: "nearest" });
      else if (root.kind === "span") desk.reveal(root.from);
      desk.threads.open(id, postId);
    },
    reply(rootId, note) {
      desk.commit([acts.reply(acts.group(), rootId, note, attributes(note))], "Replied.");
    },
    resolve(rootId, resolved) {
      desk.commit([acts.reply(acts.group(), rootId, "", { resolved })], resolved ? "Resolved." : "Open again.");
    },
    /** Change the words of a note or a reply of one's own; with none left it goes. */
    rewrite(id, note) {
      const post = desk.article.annotations.get(id);
      if (!post || note === post.note) return;
      if (note || post.kind !== "reply") return keepOrUnsay(post, note);
      commands.unsay(id);
    },
    /** Return whether a note has to stay, because others have replied to it; says so where it has. */
    hasToStay(id) {
      const isRepliedTo = desk.article.isRepliedTo(id);
      if (isRepliedTo) desk.voice.toast("Others have replied to this note.", { detail: "Resolve its thread instead.", isError: true });
      return isRepliedTo;
    },
    /** Take back a reply, or the words of a note; a mark with a label stays. */
    unsay(id) {
      const post = desk.article.annotations.get(id);
      if (!post) return;
      if (post.kind !== "reply") return keepOrUnsay(post, "");
      desk.commit(acts.remove(desk.article, acts.group(), post), "Reply removed.");
    },
    /** Show the notes that mention the reader and wait for a word. */
    mentions() {
      desk.panel.open("notes");
      desk.cards.choose("mention");
      const [first] = threadsOf(desk.article).filter(({ isWaiting }) => isWaiting);
      if (first) commands.openThread(first.root.id);
    },
  };

  function keepOrUnsay(post, note) {
    const isBare = !note && !post.label_id;
    if (!isBare || !commands.hasToStay(post.id)) keep(post, note);
  }
}
