// A list of passages ({rows}) or the legend of a chart ({legend}).
// Everything a stranger wrote goes in as text nodes.

function make(tag, name, text) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  if (text !== undefined) element.textContent = text;
  return element;
}

function words(row) {
  const line = make("p", "pmp-words", row.left);
  line.dir = "auto";
  line.append(make("b", "", row.quote), row.right);
  return line;
}

function pieces(row) {
  const line = make("p", "pmp-words");
  line.dir = "auto";
  for (const [text, isIn] of row.pieces) line.append(isIn ? make("b", "", text) : text);
  return line;
}

function item(row) {
  const line = make("li");
  const link = make("a", "", row.headline || "Article");
  link.href = new URL(row.href, document.baseURI).href;
  link.dir = "auto";
  line.append(link, " ", make("span", "pmp-about", row.about));
  if (row.quote) line.append(words(row));
  if (row.pieces) line.append(pieces(row));
  if (row.note) {
    const note = make("p", "pmp-note", row.note);
    note.dir = "auto";
    line.append(note);
  }
  return line;
}

function entry([name, colour]) {
  const line = make("li");
  const swatch = make("i");
  swatch.style.background = colour;
  line.append(swatch, make("bdi", "", name));
  return line;
}

export default function ({ data, parentElement }) {
  const list = data.legend ? make("ul", "pmp pmp-legend") : make("ol", "pmp pmp-list");
  list.append(...(data.legend ? data.legend.map(entry) : data.rows.map(item)));
  parentElement.querySelector(".pmp")?.remove();
  parentElement.append(list);
}
