/** Random texts in six scripts, from a seed: the same on every run. */

const SCRIPTS = {
  latin: ["Sergei", "Łódź", "café", "cafe\u0301", "U.S.", "state-of-the-art", "“quoted”", "5 %", "(Jr.)", "O’Neill", ","],
  arabicHebrew: ["سوريا", "لافروف", "مُحَمَّد", "שלום", "ירושלים", "،", "2016", "Geneva", "«قال»"],
  chinese: ["俄罗斯", "外交部长", "拉夫罗夫", "，", "日内瓦", "𠮷野", "。", "联合国"],
  japanese: ["東京", "オリンピック", "で", "開会", "が\u3099", "、", "「はい」", "𩸽"],
  thai: ["กรุงเทพ", "ประเทศไทย", "น้ำ", "ที่", "รัฐบาล", "ๆ"],
  emoji: ["👨‍👩‍👧‍👦", "🇫🇷", "👍🏽", "e\u0301\u0323", "a", "🏳️‍🌈", "\u200b", "!", "½"],
};
const BLANKS = [" ", " ", " ", "", "\n", "\n\n", "\t", "\u00a0"];

/** Return a random number generator (mulberry32). */
export function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Call `check(text, pick, script)` with many random texts; `pick(n)` is a random integer below n. */
export function forTexts(check, times = 40) {
  for (const [index, [script, words]] of Object.entries(SCRIPTS).entries()) {
    for (let i = 0; i < times; i++) {
      const next = random(index * 1000 + i);
      const pick = (n) => Math.floor(next() * n);
      let text = "";
      for (let k = pick(40) + 1; k > 0; k--) text += words[pick(words.length)] + BLANKS[pick(BLANKS.length)];
      check(text, pick, script);
    }
  }
}

/** Return a random passage of a text, in UTF-16, on borders of code points; not empty. */
export function passageOf(text, pick) {
  const points = Array.from(text);
  const start = pick(points.length);
  const end = start + 1 + pick(Math.min(12, points.length - start));
  const units = (n) => points.slice(0, n).join("").length;
  return [units(start), units(end)];
}
