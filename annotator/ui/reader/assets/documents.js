/**
 * Longer texts in Markdown, as guidelines are: what notes know (see markdown.js), and headings, code
 * of several lines, tables and rules. Images are not shown; nothing is ever read as HTML.
 */

import { h } from "./dom.js";
import { inlineElements, noteElements, readInline } from "./markdown.js";

const HEADING = /^ {0,3}(#{1,6})[ \t]+(.*)$/;
const FENCE = /^ {0,3}(```|~~~)/;
const RULE = /^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const BORDER = /^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;
const COLUMNS = 20;

/** Return the words of a heading, without the signs that may close it. */
function titleOf(line) {
  const words = line.trim();
  let end = words.length;
  while (words[end - 1] === "#") end -= 1;
  return end === words.length || !/\s/.test(words[end - 1] ?? " ") ? words : words.slice(0, end).trim();
}

/** Return the cells of a line of a table. */
function cellsOf(line) {
  const inner = line.trim().replace(/^\|/, "").replace(/\|$/, "");
  return inner.split("|").slice(0, COLUMNS).map((cell) => cell.trim());
}

const isTable = (lines, at) => lines[at].includes("|") && BORDER.test(lines[at + 1] ?? "") && lines[at + 1].includes("-");

/**
 * Read a text.
 * @param {string} text
 * @returns {Array<object>} {type: "heading", level, text} | {type: "code", text} | {type: "rule"} |
 *   {type: "table", head, rows} | {type: "note", text}
 */
export function readDocument(text) {
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  const found = [];
  let plain = [];
  const flush = () => {
    if (plain.some((line) => line.trim())) found.push({ type: "note", text: plain.join("\n") });
    plain = [];
  };
  const add = (block) => (flush(), found.push(block));
  for (let at = 0; at < lines.length; at++) {
    const heading = HEADING.exec(lines[at]);
    const fence = FENCE.exec(lines[at]);
    if (heading) add({ type: "heading", level: heading[1].length, text: titleOf(heading[2]) });
    else if (fence) {
      const start = at + 1;
      do at += 1;
      while (at < lines.length && !lines[at].trimStart().startsWith(fence[1]));
      add({ type: "code", text: lines.slice(start, at).join("\n") });
    } else if (RULE.test(lines[at])) add({ type: "rule" });
    else if (isTable(lines, at)) {
      const head = cellsOf(lines[at]);
      const rows = [];
      for (at += 2; at < lines.length && lines[at].includes("|"); at++) rows.push(cellsOf(lines[at]));
      at -= 1;
      add({ type: "table", head, rows: rows.map((row) => head.map((_, n) => row[n] ?? "")) });
    } else plain.push(lines[at]);
  }
  flush();
  return found;
}

const words = (text) => inlineElements(readInline(text));

function blockElements(block, headed) {
  if (block.type === "note") return noteElements(block.text);
  if (block.type === "rule") return [h("hr")];
  if (block.type === "code") return [h("pre", { dir: "ltr", tabindex: "0" }, h("code", { text: block.text }))];
  if (block.type === "heading") {
    const heading = h(`h${Math.min(6, block.level + 2)}`, { dir: "auto" }, ...words(block.text));
    return [heading, ...headed(block.text, heading)];
  }
  const row = (tag, cells) => h("tr", {}, ...cells.map((cell) => h(tag, { dir: "auto" }, ...words(cell))));
  const table = h("table", {}, h("thead", {}, row("th", block.head)), h("tbody", {}, ...block.rows.map((cells) => row("td", cells))));
  return [h("div.pm-table", { role: "group", "aria-label": "A table", tabindex: "0" }, table)];
}

/**
 * Return a text as elements.
 * @param {string} text in Markdown
 * @param {(text: string, heading: HTMLElement) => Node[]} [headed] what stands below a heading besides
 */
export function documentElement(text, headed = () => []) {
  return h("div.pm-document", {}, ...readDocument(text).flatMap((block) => blockElements(block, headed)));
}
