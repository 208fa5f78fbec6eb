// The library's list. Data: {rows: [...], project, can_remove}; answers with the triggers `open` and
// `remove`.
// Where there is a project, its members are shown at the articles that they have open.
// Everything a stranger wrote goes in as text nodes.

const COUNTS = [
  ["marks", "mark", "marks"],
  ["suggestions", "suggestion", "suggestions"],
  ["notes", "note", "notes"],
  ["words", "word", "words"],
];

const LOOK_EVERY = 4000;

function make(tag, name, text) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  if (text !== undefined) element.textContent = text;
  return element;
}

function context(pieces) {
  const line = make("p", "pml-context");
  line.dir = "auto";
  for (const [before, found] of pieces) {
    line.append(before);
    if (found) line.append(make("mark", "", found));
  }
  return line;
}

function about(row) {
  const line = make("p", "pml-about");
  for (const [name, text] of [["source", row.source], ["day", row.day], ["language", row.language]]) {
    if (text) line.append(make("span", `pml-${name}`, text));
  }
  if (row.copies > 1) line.append(make("span", "pml-copies", `${row.copies} copies`));
  if (row.reason) line.append(make("span", "pml-reason", row.reason));
  return line;
}

function counts(row) {
  return COUNTS.map(([name, one, many]) => {
    const cell = make("td", `pml-number pml-${name}`);
    const number = row[name];
    cell.append(make("b", number ? "" : "pml-none", number ? number.toLocaleString("en") : "–"));
    cell.append(make("span", "pml-unit", ` ${number === 1 ? one : many}`));
    return cell;
  });
}

function remover(row, choose) {
  const remove = make("button", "", "×");
  remove.type = "button";
  remove.title = "Remove this article; it can be undone";
  remove.setAttribute("aria-label", `Remove ${row.headline}`);
  remove.addEventListener("click", () => choose("remove", row.id));
  return remove;
}

function item(row, choose, canRemove) {
  const line = make("tr", "pml-row");
  line.dataset.state = row.state;
  line.dataset.id = row.id;
  const main = make("td", "pml-article");
  const link = make("a", "pml-headline", row.headline || "Without a title");
  link.href = new URL(row.href, document.baseURI).href;
  link.dir = "auto";
  link.lang = row.code;
  main.append(link, about(row));
  if (row.context.length) main.append(context(row.context));
  const state = make("td", "pml-state");
  state.append(make("span", "", row.state));
  const last = make("td", "pml-remove");
  if (canRemove) last.append(remover(row, choose));
  line.append(main, state, ...counts(row), last);
  line.addEventListener("click", (event) => {
    const plain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.button);
    if (event.target.closest("button") || !plain || String(getSelection())) return;
    event.preventDefault();
    choose("open", row.id);
  });
  return line;
}

function head() {
  const line = make("tr");
  const names = ["Article", "State", "Marks", "Suggestions", "Notes", "Words", ""];
  for (const name of names) {
    const cell = make("th", name && name !== "Article" && name !== "State" ? "pml-number" : "", name);
    cell.scope = "col";
    line.append(cell);
  }
  const top = make("thead");
  top.append(line);
  return top;
}

// Up and down, or j and k, walk the headlines; Enter opens, as on every link.
function walk(event) {
  const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
  if (!step || event.metaKey || event.ctrlKey || event.altKey) return;
  const links = [...event.currentTarget.querySelectorAll(".pml-headline")];
  const at = links.indexOf(document.activeElement);
  const next = links[at + step];
  if (at < 0 || !next) return;
  event.preventDefault();
  next.focus();
}

function readers(names) {
  const sign = make("span", "pml-here");
  const [first, ...more] = names;
  const others = more.length > 1 ? `${more.length} others` : more[0];
  sign.textContent = more.length ? `${first} and ${others} are here` : `${first} is here`;
  sign.title = names.join(", ");
  return sign;
}

// Show who has which article open; what is shown already stays as it is.
function showReaders(table, there) {
  const names = new Map();
  for (const { article_id: id, name } of there) names.set(id, [...(names.get(id) ?? []), name]);
  for (const line of table.querySelectorAll(".pml-row")) {
    const before = line.querySelector(".pml-here");
    const sign = names.has(line.dataset.id) ? readers(names.get(line.dataset.id)) : null;
    if (before?.title === sign?.title) continue;
    before?.remove();
    if (sign) line.querySelector(".pml-about").append(sign);
  }
}

async function lookForReaders(table, project) {
  if (!table.isConnected) return;
  if (!document.hidden) {
    const url = new URL(`api/here?${new URLSearchParams({ project })}`, document.baseURI);
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) showReaders(table, await answer.json().catch(() => []));
  }
  setTimeout(() => lookForReaders(table, project), LOOK_EVERY);
}

export default function ({ data, parentElement, setTriggerValue }) {
  const table = make("table", "pml");
  const body = make("tbody");
  body.append(...data.rows.map((row) => item(row, setTriggerValue, data.can_remove)));
  table.append(head(), body);
  table.addEventListener("keydown", walk);
  parentElement.querySelector(".pml")?.remove();
  parentElement.append(table);
  if (data.project) lookForReaders(table, data.project);
}
