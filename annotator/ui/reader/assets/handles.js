/** Handles at both ends of the selected mark, for moving an edge with the mouse or a finger. */

import { h } from "./dom.js";
import { snap } from "./offsets.js";

/** @param {object} desk */
export function createHandles(desk) {
  const make = (edge) => h("span.pm-handle", { data: { edge }, "aria-hidden": "true", onpointerdown: (e) => grab(e, edge) }, h("i"));
  const start = make("start");
  const end = make("end");

  function remove() {
    start.remove();
    end.remove();
  }

  function show() {
    remove();
    const mark = desk.selectedMark();
    if (!mark || mark.kind !== "span") return;
    const pieces = desk.painter.piecesOf(mark.id);
    // At the end, though it stands at the start: in front of the first letter it would let the
    // line break between the two.
    pieces[0]?.append(start);
    pieces.at(-1)?.append(end);
  }

  function grab(down, edge) {
    down.preventDefault();
    down.stopPropagation();
    const mark = desk.selectedMark();
    if (!mark) return;
    const fixed = edge === "start" ? mark.to : mark.from;
    let passage = null;
    const over = new AbortController();
    const move = (event) => {
      const offset = desk.offsetAt(event);
      const isCrossed = edge === "start" ? offset >= fixed : offset <= fixed;
      if (offset === null || isCrossed) return;
      passage = snap(desk.article.cutter, offset, fixed, event.altKey);
      desk.preview(passage && { from: passage[0], to: passage[1] });
    };
    const drop = (event) => {
      over.abort();
      desk.preview(null);
      if (event.type === "pointerup" && passage) desk.commands.resize(...passage);
    };
    desk.bar.hide();
    document.addEventListener("pointermove", move, { signal: over.signal });
    document.addEventListener("pointerup", drop, { signal: over.signal });
    document.addEventListener("pointercancel", drop, { signal: over.signal });
  }

  return { show, remove };
}
