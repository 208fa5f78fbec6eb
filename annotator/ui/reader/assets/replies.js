/** What others share of an article, and the replies to its notes, found by the note. */

/** Keeps replies, one's own and shared ones, and the notes that others share. */
export class Replies {
  constructor() {
    this.all = new Map(); // annotation id -> the replies to its note, by id
    this.shared = new Map(); // what others share: notes that mention one, and replies; never changed
  }

  /** Return the replies to a note: a map by id; empty where there are none. */
  to(id) {
    return this.all.get(id) ?? new Map();
  }

  add(reply) {
    if (!this.all.has(reply.on_id)) this.all.set(reply.on_id, new Map());
    this.all.get(reply.on_id).set(reply.id, reply);
  }

  delete(reply) {
    this.all.get(reply.on_id)?.delete(reply.id);
  }

  /** Return whether others share something else than what is here. */
  isNews(given) {
    const isSame = (one) => JSON.stringify(this.shared.get(one.id)?.given) === JSON.stringify(one);
    return given.length !== this.shared.size || !given.every(isSame);
  }

  /** Return the ids of the notes that others share, or have replied to. */
  sharedRoots() {
    return new Set([...this.shared.values()].map((mark) => mark.on_id ?? mark.id));
  }

  /** Take over what others share. */
  share(marks) {
    for (const mark of this.shared.values()) if (mark.kind === "reply") this.delete(mark);
    this.shared = new Map(marks.map((mark) => [mark.id, mark]));
    for (const mark of marks) if (mark.kind === "reply") this.add(mark);
  }
}
