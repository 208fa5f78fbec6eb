/** What is looked for in the text: words as they are, or a pattern (a regular expression). */

/** More places than these are not counted: nobody goes through them one by one. */
export const MOST = 20000;

const LETTER = "[\\p{L}\\p{M}\\p{N}_]";

// What engines say of a bad pattern, and the same for people.
const FAULTS = [
  [/unterminated group|missing \)|unclosed/i, "a ( is not closed"],
  [/unmatched '?\)'?|unmatched parenthes/i, "a ) closes nothing"],
  [/range out of order/i, "a range in [ ] is the wrong way round"],
  [/character class|missing terminating \]/i, "a [ is not closed"],
  [/nothing to repeat/i, "there is nothing before a *, + or ?"],
  [/lone quantifier|incomplete quantifier/i, "a { or } stands alone; write \\{ for the sign itself"],
  [/numbers out of order/i, "the numbers in { } are the wrong way round"],
  [/\\ at end/i, "it ends with a \\"],
  [/escape|property name/i, "a \\ stands before something that it gives no meaning"],
  [/invalid group|capture group name|named reference/i, "what follows a (? is unknown"],
];

/** Return a fault of a pattern in words. */
export function faultWords(message) {
  const found = FAULTS.find(([pattern]) => pattern.test(message));
  return `This is no pattern: ${found?.[1] ?? message.split(": ").at(-1).toLowerCase()}.`;
}

/**
 * Return the regular expression that finds what was typed.
 * @param {string} typed
 * @param {{isPattern?: boolean, isWhole?: boolean, isExact?: boolean}} [how] isWhole: whole words;
 *   isExact: match case
 * @throws {SyntaxError} if a pattern is none; see faultWords
 */
export function expressionFor(typed, { isPattern = false, isWhole = false, isExact = false } = {}) {
  if (isPattern) new RegExp(typed, "u"); // its own fault is told, not that of what stands around it
  const source = isPattern ? typed : typed.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  const whole = isWhole ? `(?<!${LETTER})(?:${source})(?!${LETTER})` : source;
  return new RegExp(whole, `gmu${isExact ? "" : "i"}`);
}

/** Return the places in a text, [start, end] in UTF-16, at most MOST and none of them empty. */
export function findAll(text, expression) {
  const found = [];
  for (const { index, 0: words } of text.matchAll(expression)) {
    if (words) found.push([index, index + words.length]);
    if (found.length === MOST) break;
  }
  return found;
}
