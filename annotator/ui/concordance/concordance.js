// Words in context. Data: {rows: [{left, keyword, right, headline, source, day, href, direction}]}.
// Everything a stranger wrote goes in as text nodes.

function make(tag, name, text) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  if (text !== undefined) element.textContent = text;
  return element;
}

function line(row) {
  const item = make("li", "pmk-line");
  const words = make("div", "pmk-words");
  words.dir = row.direction;
  const left = make("span", "pmk-left");
  left.append(make("span", "", row.left));
  const right = make("span", "pmk-right");
  const link = make("a", "pmk-keyword", row.keyword);
  link.href = new URL(row.href, document.baseURI).href;
  link.title = row.headline;
  right.append(link, make("span", "", row.right));
  words.append(left, right);
  item.append(words, make("bdi", "pmk-about", [row.day, row.source].filter(Boolean).join(" · ")));
  return item;
}

export default function ({ data, parentElement }) {
  const list = make("ol", "pmk");
  list.append(...data.rows.map(line));
  parentElement.querySelector(".pmk")?.remove();
  parentElement.append(list);
}
