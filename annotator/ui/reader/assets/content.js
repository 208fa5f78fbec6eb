/** The content of annotations, as acts carry it, and when two of them say the same. */

/** The content of an annotation, as acts carry it (docs/api.md). */
export const CONTENT = [
  "id", "kind", "label_id", "start", "end", "quote", "parts", "note", "state", "suggestion_id",
  "from_id", "to_id", "on_id", "entity_id", "attributes",
]; // prettier-ignore

/** What stands for a gap in the quote of a passage that has one. */
export const GAP = " … ";

/** Return the fields of a mark that acts carry; null stays null. */
export function contentOf(mark) {
  if (!mark) return mark;
  const content = Object.fromEntries(CONTENT.map((name) => [name, mark[name] ?? null]));
  return { ...content, note: mark.note ?? "", attributes: mark.attributes ?? {} };
}

/** Return whether two values of a field say the same. */
export function sameValue(a, b) {
  if (a === b || (a == null && b == null)) return true;
  if (typeof a !== "object" || typeof b !== "object" || !a || !b) return false;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => sameValue(a[name], b[name]));
}

/** Return whether two contents say the same. */
export function sameContent(a, b) {
  if (!a || !b) return !a && !b;
  const [one, other] = [contentOf(a), contentOf(b)];
  return CONTENT.every((name) => sameValue(one[name], other[name]));
}
