/**
 * Offsets in text: UTF-16 inside the browser, code points in everything that is stored or sent;
 * and where a passage may begin and end. All other functions here count in UTF-16.
 */

const ASTRAL = /[\ud800-\udbff][\udc00-\udfff]/g;
const BLANK = /[\s\u200b\ufeff]/u;
// Signs that belong to what they stand beside (5 %, § 12, #tag, @name, R&D) are not trimmed.
const OUTER = /[\s\u200b\ufeff\p{P}]/u;
const KEPT = /[%‰§#@&]/u;
const WORD_CHARACTER = /[\p{L}\p{N}\p{M}_]/u;
// These scripts write words without spaces between them: a neighbouring letter is no evidence
// that a passage cuts a word.
const UNSPACED =
  /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u;
const ABBREVIATION = /(?<![\p{L}\p{M}])\p{L}(?:\.\p{L})+(?![\p{L}\p{M}])\.?/gu;
const CLOSES = { ")": "(", "]": "[", "}": "{", "»": "«", "”": "“", "’": "‘", "」": "「", "』": "『" };

/** Converts offsets of one text between code points and UTF-16 code units. */
export class CodePoints {
  /** @param {string} text */
  constructor(text) {
    this.astral = []; // astral[k] is the code point index of the k-th character outside the BMP
    ASTRAL.lastIndex = 0;
    for (let m, k = 0; (m = ASTRAL.exec(text)); k++) this.astral.push(m.index - k);
  }

  /** @param {number} point a code point offset @returns {number} its UTF-16 offset */
  toUnits(point) {
    let low = 0;
    let high = this.astral.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.astral[middle] < point) low = middle + 1;
      else high = middle;
    }
    return point + low;
  }

  /** @param {number} unit a UTF-16 offset @returns {number} its code point offset */
  toPoints(unit) {
    let low = 0;
    let high = this.astral.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.astral[middle] + middle < unit) low = middle + 1;
      else high = middle;
    }
    return unit - low;
  }
}

const segmenters = new Map();

function segmenter(language, granularity) {
  const key = `${language} ${granularity}`;
  if (!segmenters.has(key)) {
    let made;
    try {
      made = new Intl.Segmenter(language || "en", { granularity });
    } catch {
      made = new Intl.Segmenter("en", { granularity });
    }
    segmenters.set(key, made);
  }
  return segmenters.get(key);
}

/** Cuts the lines of one text into graphemes, words and sentences; the last line cut is kept. */
export class Cutter {
  /** @param {string} text @param {string} language a BCP 47 tag; may be empty */
  constructor(text, language) {
    this.text = text;
    this.language = language;
    this.line = [0, -1];
    this.cuts = {};
  }

  /** Return the line (between line breaks) that holds the offset: [start, end]. */
  lineAt(at) {
    const [start, end] = this.line;
    if (at < start || at > end) {
      const before = at > 0 ? this.text.lastIndexOf("\n", at - 1) + 1 : 0;
      const after = this.text.indexOf("\n", at);
      this.line = [before, after < 0 ? this.text.length : after];
      this.cuts = {};
    }
    return this.line;
  }

  /**
   * Return the piece that holds the character at an offset, or null at the end of a line.
   * @param {"grapheme"|"word"|"sentence"} unit
   * @returns {{start: number, end: number, word: boolean} | null}
   */
  at(unit, at) {
    const [start, end] = this.lineAt(at);
    if (at >= end) return null;
    this.cuts[unit] ??= segmenter(this.language, unit).segment(this.text.slice(start, end));
    const piece = this.cuts[unit].containing(at - start);
    const first = start + piece.index;
    return { start: first, end: first + piece.segment.length, word: Boolean(piece.isWordLike) };
  }

  /**
   * Return the next border of a unit from an offset, in the direction of `step` (1 or -1). Words
   * and sentences stop at their own edges and pass over what lies between them; every unit goes
   * on into the next line.
   */
  border(unit, at, step) {
    let here = at;
    for (;;) {
      const next = step > 0 ? here : here - 1;
      if (next < 0 || next >= this.text.length) return Math.max(0, Math.min(this.text.length, here));
      const piece = this.at(unit, next);
      if (!piece) {
        here += step; // a line break
        if (unit === "grapheme") return here;
        continue;
      }
      here = step > 0 ? piece.end : piece.start;
      if (unit !== "word" || piece.word) return here;
    }
  }
}

/** Widen a passage so that it cuts no grapheme (an accent from its letter, a family of emoji). */
export function wholeGraphemes(cutter, start, end) {
  const first = cutter.at("grapheme", start);
  const last = cutter.at("grapheme", end);
  return [first ? first.start : start, last && last.start < end ? last.end : end];
}

function isAbbreviation(text, end) {
  return /(^|[^\p{L}])\p{L}(\.\p{L})+\.$/u.test(text.slice(Math.max(0, end - 12), end));
}

/**
 * Narrow a passage by blanks and punctuation at its ends; "5 %", "U.S." and "Smith (Jr.)" keep
 * theirs. A passage of punctuation alone keeps it; one of blanks alone is null.
 * @returns {[number, number] | null}
 */
export function trim(text, start, end) {
  const [first, last] = trimBy(text, start, end, (c) => BLANK.test(c));
  if (first >= last) return null;
  const [from, to] = trimBy(text, first, last, (c) => OUTER.test(c) && !KEPT.test(c));
  return from < to ? [from, to] : [first, last];
}

function trimBy(text, start, end, isOuter) {
  while (start < end) {
    const c = String.fromCodePoint(text.codePointAt(start));
    if (!isOuter(c)) break;
    start += c.length;
  }
  while (end > start) {
    const c = text[end - 1];
    const opening = CLOSES[c];
    if (!isOuter(c) || (opening && text.lastIndexOf(opening, end - 1) >= start)) break;
    if (c === "." && isAbbreviation(text, end)) break;
    end -= 1;
  }
  return [start, end];
}

/**
 * Widen a passage that holds a part of "U.S." to all of it, the last full stop too: to some
 * segmenters "U.S" is a word, to others "U" and "S" are two.
 */
function withAbbreviations(text, [from, to]) {
  let [low, high] = [from, to];
  for (const at of [from, to]) {
    const base = Math.max(0, at - 12);
    for (const { index, 0: found } of text.slice(base, at + 12).matchAll(ABBREVIATION)) {
      const [start, end] = [base + index, base + index + found.length];
      if (start < to && end > from) [low, high] = [Math.min(low, start), Math.max(high, end)];
    }
  }
  return [low, high];
}

/** Return where a word ends for a selection that ends at `at`: "Annan's" at "Annan", unless 's is in it. */
function withoutGenitive(text, { start, end }, at) {
  const isGenitive = /.['’]s$/iu.test(text.slice(start, end));
  return isGenitive && at <= end - 2 ? end - 2 : end;
}

/**
 * Return the passage that a rough selection takes: whole words, without outer blanks and
 * punctuation; with `exact`, whole characters and nothing trimmed. Null if nothing is left.
 * @param {Cutter} cutter
 * @returns {[number, number] | null}
 */
export function snap(cutter, start, end, exact = false) {
  const from = Math.max(0, Math.min(start, end));
  const to = Math.min(cutter.text.length, Math.max(start, end));
  if (from >= to || !cutter.text.slice(from, to).trim()) return null;
  if (exact) return wholeGraphemes(cutter, from, to);
  const trimmed = trim(cutter.text, from, to);
  if (!trimmed) return null;
  const first = cutter.at("word", trimmed[0]);
  const last = cutter.at("word", trimmed[1] - 1);
  const low = first?.word ? first.start : trimmed[0];
  const high = last?.word ? Math.max(withoutGenitive(cutter.text, last, trimmed[1]), trimmed[1]) : trimmed[1];
  const whole = wholeGraphemes(cutter, low, high);
  return withAbbreviations(cutter.text, whole);
}

/**
 * Return every passage that holds `quote`, one behind the other; no character is cut.
 * @param {Cutter} cutter of the text to look through
 * @param {string} quote
 * @param {{sameCase?: boolean, wholeWords?: boolean}} [rules]
 * @returns {Array<[number, number]>} in UTF-16
 */
export function occurrences(cutter, quote, { sameCase = true, wholeWords = true } = {}) {
  const { text } = cutter;
  const found = [];
  if (!quote) return found;
  const isGuard = (c) => wholeWords && WORD_CHARACTER.test(c) && !UNSPACED.test(c);
  const guardLeft = isGuard(String.fromCodePoint(quote.codePointAt(0)));
  const guardRight = isGuard(quote.match(/.$/su)[0]);
  const escaped = quote.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  const pattern = new RegExp(escaped, sameCase ? "gu" : "giu");
  for (let m = pattern.exec(text); m; m = pattern.exec(text)) {
    const [at, end] = [m.index, m.index + m[0].length];
    const left = guardLeft && at > 0 ? text.slice(Math.max(0, at - 2), at).match(/.$/su)[0] : "";
    const right = guardRight && end < text.length ? String.fromCodePoint(text.codePointAt(end)) : "";
    const isCut = WORD_CHARACTER.test(left) || WORD_CHARACTER.test(right) || cuts(cutter, at) || cuts(cutter, end);
    if (isCut) pattern.lastIndex = at + String.fromCodePoint(text.codePointAt(at)).length;
    else found.push([at, end]);
  }
  return found;
}

/** Return whether a place lies inside a word, in a script that writes spaces between words. */
export function cutsWord(text, at) {
  const left = text.slice(Math.max(0, at - 2), at).match(/.$/su)?.[0] ?? "";
  const right = at < text.length ? String.fromCodePoint(text.codePointAt(at)) : "";
  return [left, right].every((c) => WORD_CHARACTER.test(c) && !UNSPACED.test(c));
}

// Whether a place lies inside what people see as one character.
function cuts(cutter, at) {
  // Below the combining marks every code is a character; that is nearly all there is to ask.
  if (cutter.text.charCodeAt(at) < 0x300 && cutter.text.charCodeAt(at - 1) < 0x300) return false;
  const character = at > 0 && cutter.at("grapheme", at);
  return Boolean(character) && character.start !== at;
}
