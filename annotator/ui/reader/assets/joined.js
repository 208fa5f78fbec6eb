/** The relations of an article, found by their ends. */

/** Keeps relations by the marks that they join. */
export class Relations {
  constructor() {
    this.all = new Map(); // relation id -> relation
    this.ends = new Map(); // mark id -> ids of the relations that it is an end of
  }

  add(relation) {
    this.all.set(relation.id, relation);
    for (const end of [relation.from_id, relation.to_id]) {
      if (!this.ends.has(end)) this.ends.set(end, new Set());
      this.ends.get(end).add(relation.id);
    }
  }

  delete(relation) {
    this.all.delete(relation.id);
    for (const end of [relation.from_id, relation.to_id]) this.ends.get(end)?.delete(relation.id);
  }

  /** Return the relations that a mark is an end of, those from it first. */
  of(id) {
    const found = [...(this.ends.get(id) ?? [])].map((relation) => this.all.get(relation));
    return found.sort((a, b) => (b.from_id === id) - (a.from_id === id));
  }

  /**
   * Return the ids of all marks that relations of one label join with a mark, itself included.
   * @param {Set<string>} [without] ids of marks that join nothing
   */
  chain(id, labelId, without = new Set()) {
    const found = new Set([id]);
    for (const at of found) {
      for (const relationId of this.ends.get(at) ?? []) {
        const relation = this.all.get(relationId);
        if (relation.label_id !== labelId || relation.state === "suggested") continue;
        for (const end of [relation.from_id, relation.to_id]) if (!without.has(end)) found.add(end);
      }
    }
    return found;
  }

  /**
   * Return what has to be joined so that those who stay in a chain stay together when others leave.
   * @param {Set<string>} leaving ids of marks
   * @param {string[]} labelIds of chains
   * @returns {Array<{labelId: string, fromId: string, toId: string}>}
   */
  bridges(leaving, labelIds) {
    const made = [];
    for (const labelId of labelIds) {
      const seen = new Set();
      for (const id of leaving) {
        if (seen.has(id) || !this.ends.get(id)?.size) continue;
        const whole = this.chain(id, labelId);
        for (const each of whole) seen.add(each);
        const left = new Set([...whole].filter((each) => !leaving.has(each)));
        let last = null;
        for (const head of left) {
          for (const each of this.chain(head, labelId, leaving)) left.delete(each);
          if (last) made.push({ labelId, fromId: last, toId: head });
          last = head;
        }
      }
    }
    return made;
  }
}
