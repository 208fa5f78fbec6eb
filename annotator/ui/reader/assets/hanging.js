/** Which suggested speakers and cues hang on which suggested quotations. */

/** The relations of a quotation, each with the label that words get which become its end. */
export const ROLES = { SAID_BY: "SPEAKER", SAID_WITH: "CUE" };
/** The labels of what belongs to a quotation and is nothing without it. */
export const PARTS = Object.values(ROLES);

/** Knows which suggestions hang on which quotations; both ways by id. */
export class Hanging {
  constructor() {
    this.parts = new Map();
    this.owners = new Map();
  }

  /** @param {Map<string, object>} suggestions all of the article, by id */
  fill(suggestions) {
    for (const { kind, label_id: label, from_id: from, to_id: to } of suggestions.values()) {
      if (kind !== "relation" || !(label in ROLES) || !PARTS.includes(suggestions.get(to)?.label_id)) continue;
      this.parts.set(from, [...(this.parts.get(from) ?? []), to]);
      this.owners.set(to, [...(this.owners.get(to) ?? []), from]);
    }
  }

  partsOf(id) {
    return this.parts.get(id) ?? [];
  }

  ownersOf(id) {
    return this.owners.get(id) ?? [];
  }
}
