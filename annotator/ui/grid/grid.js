// A table of counts ({caption, columns, rows}): each is a link to what it counts, shaded by its share.
// Columns are [name, colour]; rows {name, colour, cells}; a cell is {text, share, tint, cell, href,
// says}, or less of it where there is nothing behind it. Answers a plain click with the trigger `chosen`.
// Everything a stranger wrote goes in as text nodes.

function make(tag, name, text) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  if (text !== undefined) element.textContent = text;
  return element;
}

function head(scope, [name, colour]) {
  const cell = make("th");
  cell.scope = scope;
  if (colour) {
    const swatch = make("i");
    swatch.style.background = colour;
    cell.append(swatch);
  }
  cell.append(make("bdi", "", name));
  return cell;
}

function number(given, choose) {
  const cell = make("td", given.share === undefined ? "pmg-plain" : "pmg-number");
  if (given.share > 0) {
    const share = Math.round(25 + 75 * given.share);
    cell.style.background = `color-mix(in srgb, ${given.tint} ${share}%, transparent)`;
  }
  if (!given.href) {
    cell.append(make("span", "", given.text));
    return cell;
  }
  const link = make("a", "", given.text);
  link.href = new URL(given.href, document.baseURI).href;
  link.setAttribute("aria-label", given.says);
  if (given.isChosen) link.setAttribute("aria-current", "true");
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    choose("chosen", given.cell);
  });
  cell.append(link);
  return cell;
}

export default function ({ data, parentElement, setTriggerValue }) {
  const table = make("table", "pmg");
  table.append(make("caption", "", data.caption));
  const first = make("tr");
  first.append(...data.columns.map((column) => head("col", column)));
  const body = make("tbody");
  for (const row of data.rows) {
    const line = make("tr", row.isTotal ? "pmg-total" : "");
    line.append(head("row", [row.name, row.colour]));
    line.append(...row.cells.map((cell) => number(cell, setTriggerValue)));
    body.append(line);
  }
  const top = make("thead");
  top.append(first);
  table.append(top, body);
  const frame = make("div", "pmg-frame");
  frame.tabIndex = 0;
  frame.setAttribute("role", "group");
  frame.setAttribute("aria-label", data.caption);
  frame.append(table);
  const before = parentElement.querySelector(".pmg-frame");
  if (before) {
    before.replaceWith(frame);
  } else {
    parentElement.append(frame);
  }
}
