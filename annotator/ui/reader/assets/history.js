/** What can be taken back and brought again: groups of acts, newest last, as the server keeps them. */

/**
 * The two stacks of one annotator on one article. What lies far down may still be on the server:
 * `more` says how many groups, and `ends` names the last one that came from it.
 */
export class History {
  /**
   * @param {Array<Array>} undo @param {Array<Array>} redo groups of acts, from the server
   * @param {{undo: number, redo: number}} [more] how many groups lie beyond those
   * @param {Object<string, number>} [wide] groups about other articles too: on how many
   */
  constructor(undo = [], redo = [], more = {}, wide = {}) {
    this.wide = { ...wide };
    this.undo = undo.map((group) => group.slice());
    this.redo = redo.map((group) => group.slice());
    this.known = new Set([...this.undo, ...this.redo].flat().map((act) => act.id));
    this.more = { undo: 0, redo: 0, ...more };
    this.ends = { undo: undo[0]?.[0].group ?? "", redo: redo[0]?.[0].group ?? "" };
  }

  /** Put groups under a stack that the server held back until now, and say how many it still holds. */
  deepen(kind, groups, more, wide = {}) {
    Object.assign(this.wide, wide);
    this[kind].unshift(...groups.map((group) => group.slice()));
    for (const act of groups.flat()) this.known.add(act.id);
    this.more[kind] = more;
    if (groups.length) this.ends[kind] = groups[0][0].group;
  }

  /** Keep an act that was made, here or elsewhere; one that is known already changes nothing. */
  note(act) {
    if (act.kind === "undo") this.move(act.undoes, this.undo, this.redo);
    else if (act.kind === "redo") this.move(act.undoes, this.redo, this.undo);
    else this.add(act);
  }

  add(act) {
    if (this.known.has(act.id)) return;
    this.known.add(act.id);
    this.redo.length = 0;
    this.more.redo = 0;
    const last = this.undo.at(-1);
    if (act.group && last?.[0].group === act.group) last.push(act);
    else this.undo.push([act]);
  }

  // The first act of a group that is taken back moves the group; the others find it moved.
  move(id, source, target) {
    const at = source.findLastIndex((group) => group.some((act) => act.id === id));
    if (at >= 0) target.push(...source.splice(at, 1));
  }

  /** Forget an act that was refused: there is nothing to take back. */
  forget(id) {
    for (const name of ["undo", "redo"]) {
      this[name] = this[name]
        .map((group) => group.filter((act) => act.id !== id))
        .filter((group) => group.length);
    }
  }

  /**
   * Return the acts that take back the newest group, or bring the last one back.
   * @param {"undo"|"redo"} kind
   * @param {(fields: object) => object} make gives an act its id and time
   */
  step(kind, make) {
    const group = this[kind].at(-1);
    if (!group) return [];
    const acts = kind === "undo" ? group.slice().reverse() : group;
    return acts.map((act) =>
      make({
        kind,
        subject: act.subject,
        before: kind === "undo" ? act.after : act.before,
        after: kind === "undo" ? act.before : act.after,
        undoes: act.id,
      }),
    );
  }
}
