/** Commands of reading: going about in the text and the list, finding, the text cursor. */

import { short } from "./dom.js";
import { openSheet } from "./sheet.js";

/** @param {object} desk */
export function createReadingCommands(desk) {
  return {
    paragraph(by) {
      desk.movePoint(by);
    },
    mark(by) {
      const from = desk.selectedMark() ?? desk.whereabouts();
      const next = desk.article.next(from, by);
      if (next) desk.select(next.id, { scroll: "nearest" });
      else desk.voice.say(by > 0 ? "No mark after this one." : "No mark before this one.");
    },
    article(by) {
      const id = by > 0 ? desk.article.place?.next : desk.article.place?.previous;
      if (id) desk.go(id);
      else desk.voice.toast(by > 0 ? "This is the last article of the list." : "This is the first article of the list.");
    },
    find: () => desk.find.open(),
    caret() {
      const from = desk.passage?.from ?? desk.selectedMark()?.from ?? desk.whereabouts().from;
      const isOn = desk.caret.toggle(from);
      if (isOn) desk.reveal(from);
      desk.voice.say(isOn ? "Text cursor on. Arrows move, Shift selects." : "Text cursor off.");
    },
    caretMove(how) {
      const at = desk.caret.move(how);
      const { passage, article } = desk;
      const heard = passage ? `Selected: ${short(article.text.slice(passage.from, passage.to))}` : article.text.slice(at, at + 1);
      desk.voice.say(heard);
    },
    sheet: () => openSheet(desk),
  };
}
