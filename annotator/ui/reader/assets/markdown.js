/**
 * Notes in Markdown, as elements: paragraphs, lists, quotes, bold, italic, code, links. Whatever else
 * stands in a note is shown as it was written. Reading is one pass over the text, however hostile;
 * nothing is ever read as HTML.
 */

import { h } from "./dom.js";

const DEEPEST = 5; // quotes and lists inside one another; what is nested deeper is shown as written
const LINK = /\[([^[\]\n]{1,300})\]\((https?:\/\/[^\s()<>]{1,2000})\)/iy;
const ADDRESS = /https?:\/\/[^\s<>"'()[\]]{1,2000}/iy;
const TRAILING = /[.,;:!?*_~`]+$/;
const BULLET = /^ {0,3}(?:[-*+]|(\d{1,9})[.)]) +(?=\S)/;
const QUOTE = /^ {0,3}> ?/;

/** Return the host of a web address that may be linked to, or null. */
function hostOf(address) {
  try {
    const { protocol, host } = new URL(address);
    return protocol === "http:" || protocol === "https:" ? host : null;
  } catch {
    return null;
  }
}

const isWord = (character) => /[\p{L}\p{N}]/u.test(character ?? "");
const isBlank = (character) => character === undefined || /\s/.test(character);

/**
 * Read one run of text.
 * @param {string} text
 * @param {string[]} names that stand out behind an @
 * @returns {Array<string | object>} text, and {type, children | text | href} for what stands out
 */
export function readInline(text, names = []) {
  const frames = [{ type: null, mark: "", nodes: [] }]; // what is open, the innermost last
  let plain = "";
  let isCodeOver = false; // no ` follows any more
  const flush = () => {
    if (plain) frames.at(-1).nodes.push(plain);
    plain = "";
  };
  const add = (node) => (flush(), frames.at(-1).nodes.push(node));
  const fold = () => {
    // What was opened and never closed is no mark.
    const { mark, nodes } = frames.pop();
    frames.at(-1).nodes.push(mark, ...nodes);
  };

  function emphasis(at) {
    const sign = text[at];
    const isOpen = (type) => frames.some((frame) => frame.type === type);
    const isDouble = text[at + 1] === sign && !(frames.at(-1).type === "em" && text[at + 2] === sign);
    const mark = isDouble ? sign + sign : sign;
    const type = isDouble ? "strong" : "em";
    const [before, after] = [text[at - 1], text[at + mark.length]];
    const isInWord = sign === "_" && isWord(before) && isWord(after);
    const opened = frames.find((frame) => frame.type === type && frame.mark === mark);
    if (opened && !isBlank(before) && !isInWord) {
      flush();
      while (frames.at(-1) !== opened) fold();
      const { nodes } = frames.pop();
      frames.at(-1).nodes.push({ type, children: nodes });
    } else if (!isOpen(type) && !isBlank(after) && !isInWord) {
      flush();
      frames.push({ type, mark, nodes: [] });
    } else plain += mark;
    return at + mark.length;
  }

  function code(at) {
    const end = isCodeOver ? -1 : text.indexOf("`", at + 1);
    if (end < 0) isCodeOver = true;
    if (end <= at + 1) return ((plain += "`"), at + 1);
    add({ type: "code", text: text.slice(at + 1, end) });
    return end + 1;
  }

  function link(at) {
    LINK.lastIndex = at;
    const found = LINK.exec(text);
    const host = found && hostOf(found[2]);
    if (!host) return ((plain += "["), at + 1);
    add({ type: "link", href: found[2], host, text: found[1] });
    return LINK.lastIndex;
  }

  function address(at) {
    ADDRESS.lastIndex = at;
    const found = ADDRESS.exec(text)?.[0].replace(TRAILING, "");
    if (!found || isWord(text[at - 1]) || !hostOf(found)) return ((plain += text[at]), at + 1);
    add({ type: "link", href: found, host: "", text: found });
    return at + found.length;
  }

  function mention(at) {
    const name = names.find((one) => text.startsWith(one, at + 1) && !isWord(text[at + 1 + one.length]));
    if (!name) return ((plain += "@"), at + 1);
    add({ type: "mention", text: `@${name}` });
    return at + 1 + name.length;
  }

  const readers = { "*": emphasis, _: emphasis, "`": code, "[": link, "@": mention, h: address, H: address };
  let at = 0;
  while (at < text.length) {
    const reader = readers[text[at]];
    if (reader) at = reader(at);
    else plain += text[at++];
  }
  flush();
  while (frames.length > 1) fold();
  return frames[0].nodes;
}

/**
 * Read a note.
 * @returns {Array<object>} blocks: {type: "p", lines} | {type: "quote" | "item list", …}
 */
export function readBlocks(lines, depth = 0) {
  const blocks = [];
  let at = 0;
  const take = (fits) => {
    const start = at;
    while (at < lines.length && fits(lines[at], at - start)) at += 1;
    return lines.slice(start, at);
  };
  const isBlankLine = (line) => !line.trim();
  const isNested = depth < DEEPEST;
  while (at < lines.length) {
    const bullet = isNested && BULLET.exec(lines[at]);
    if (isBlankLine(lines[at])) at += 1;
    else if (isNested && QUOTE.test(lines[at])) {
      const inner = take((line) => QUOTE.test(line)).map((line) => line.replace(QUOTE, ""));
      blocks.push({ type: "quote", blocks: readBlocks(inner, depth + 1) });
    } else if (bullet) {
      const isNumbered = bullet[1] !== undefined;
      const inner = take((line, n) => n === 0 || (/^ {2,}\S/.test(line) && !isBlankLine(line)));
      const own = inner.map((line, n) => (n ? line.replace(/^ {2,4}/, "") : line.slice(bullet[0].length)));
      const last = blocks.at(-1);
      const item = readBlocks(own, depth + 1);
      if (last?.type === "list" && last.isNumbered === isNumbered && last.end === at - inner.length) {
        last.items.push(item);
        last.end = at;
      } else blocks.push({ type: "list", isNumbered, start: Number(bullet[1] ?? 1), items: [item], end: at });
    } else {
      const isOther = (line) => isNested && (QUOTE.test(line) || BULLET.test(line));
      blocks.push({ type: "p", lines: take((line, n) => !isBlankLine(line) && (n === 0 || !isOther(line))) });
    }
  }
  return blocks;
}

/** Return what `readInline` read as elements and text. */
export function inlineElements(nodes) {
  return nodes.map((node) => {
    if (typeof node === "string") return node;
    if (node.type === "strong" || node.type === "em") return h(node.type, {}, ...inlineElements(node.children));
    if (node.type === "link") {
      const link = h("a", { href: node.href, target: "_blank", rel: "noopener noreferrer nofollow", text: node.text });
      return node.host ? h("span", {}, link, h("span.pm-host", { text: ` (${node.host})` })) : link;
    }
    return node.type === "mention" ? h("b.pm-named", { text: node.text }) : h("code", { text: node.text });
  });
}

function blockElement(block, names) {
  if (block.type === "quote") return h("blockquote", {}, ...block.blocks.map((one) => blockElement(one, names)));
  if (block.type === "list") {
    const items = block.items.map((item) => h("li", { dir: "auto" }, ...itemElements(item, names)));
    return block.isNumbered ? h("ol", { start: block.start }, ...items) : h("ul", {}, ...items);
  }
  return h("p", { dir: "auto" }, ...lineElements(block.lines, names));
}

const lineElements = (lines, names) =>
  lines.flatMap((line, n) => [...(n ? [h("br")] : []), ...inlineElements(readInline(line, names))]);

// The words of an item stand in it without a paragraph around them.
function itemElements([first, ...rest], names) {
  if (first?.type !== "p") return [first, ...rest].filter(Boolean).map((one) => blockElement(one, names));
  return [...lineElements(first.lines, names), ...rest.map((one) => blockElement(one, names))];
}

/**
 * Return a note as elements.
 * @param {string} note in Markdown
 * @param {string[]} [names] of members, that stand out behind an @
 */
export function markdown(note, names = []) {
  return h("div.pm-words", {}, ...noteElements(note, names));
}

/** Return the blocks of a note as elements. */
export function noteElements(note, names = []) {
  const longestFirst = [...names].filter(Boolean).sort((a, b) => b.length - a.length);
  const lines = note.replace(/\r\n?/g, "\n").split("\n");
  return readBlocks(lines).map((block) => blockElement(block, longestFirst));
}

/** Return a note as one line of plain text, its marks read and left out. */
export function plainWords(note) {
  const inline = (nodes) => nodes.map((node) => (typeof node === "string" ? node : node.text ?? inline(node.children))).join("");
  const block = (one) =>
    one.type === "p" ? one.lines.map((line) => inline(readInline(line))).join(" ")
      : (one.blocks ?? one.items.flat()).map(block).join(" "); // prettier-ignore
  return readBlocks(note.split(/\r\n?|\n/)).map(block).join(" ");
}
