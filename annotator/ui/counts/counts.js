// A list of counts. Data: {rows: [{key, title, n, about, colour}], chosen, most, widest}; answers with the
// trigger `chosen`: the key of the row that was clicked. Everything goes in as text nodes.

function make(tag, name, text) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  if (text !== undefined) element.textContent = text;
  return element;
}

function line(row, widest, isChosen, choose) {
  const item = make("li");
  const button = make("button", "pmc-row");
  button.type = "button";
  button.dataset.key = row.key;
  button.setAttribute("aria-pressed", String(isChosen));
  const title = make("bdi", "pmc-title", row.title || "–");
  const about = make("span", "pmc-about", row.about || "");
  const name = make("span", "pmc-name");
  if (row.colour) {
    const swatch = make("i", "pmc-swatch");
    swatch.style.background = row.colour;
    name.append(swatch);
  }
  name.append(title, " ", about);
  const bar = make("span", "pmc-bar");
  bar.style.inlineSize = `${(100 * row.n) / widest}%`;
  button.append(name, " ", make("b", "pmc-number", row.n.toLocaleString("en")), bar);
  button.addEventListener("click", () => choose(row.key));
  item.append(button);
  return item;
}

export default function ({ data, parentElement, setTriggerValue }) {
  const list = make("ol", "pmc");
  const widest = Math.max(1, data.widest, ...data.rows.map((row) => row.n));
  const choose = (key) => setTriggerValue("chosen", key);
  const lines = data.rows.map((row) => line(row, widest, row.key === data.chosen, choose));
  list.append(...lines);
  if (data.most && lines.length > data.most) {
    const hidden = lines.slice(data.most).filter((each, k) => data.rows[data.most + k].key !== data.chosen);
    for (const each of hidden) each.hidden = true;
    const rest = make("li");
    const more = make("button", "pmc-more", `${hidden.length.toLocaleString("en")} more`);
    more.type = "button";
    more.addEventListener("click", () => {
      for (const each of hidden) each.hidden = false;
      rest.remove();
      hidden[0]?.querySelector("button").focus();
    });
    rest.append(more);
    if (hidden.length) list.append(rest);
  }
  const before = parentElement.querySelector(".pmc");
  const focused = before?.querySelector("button:focus")?.dataset.key;
  before?.remove();
  parentElement.append(list);
  // Whoever goes through the list by keys goes on where they were.
  const same = lines.find((_, k) => data.rows[k].key === focused);
  if (focused !== undefined) same?.querySelector("button").focus();
}
