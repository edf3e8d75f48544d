// Elements made one by one: nothing is ever parsed as HTML, so nothing that is said can become markup.
const ICONS = {
  ask: "M4 5h16v11H9l-5 4z",
  close: "M6 6l12 12M18 6L6 18",
  again: "M5 12a7 7 0 1 1 2 5M5 18v-4h4",
  send: "M12 19V6M6 11l6-6 6 6",
  copy: "M9 9h10v11H9zM5 15V4h10",
  helpful: "M8 20H4v-9h4zM8 11l4-8c2 0 2 1 2 3l-1 4h5c2 0 2 1 2 2l-2 6c0 1-1 2-2 2H8",
  unhelpful: "M16 4h4v9h-4zM16 13l-4 8c-2 0-2-1-2-3l1-4H6c-2 0-2-1-2-2l2-6c0-1 1-2 2-2h8",
};

function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", "aria-hidden": "true" })) svg.setAttribute(key, value);
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

function button(name, label, onclick, properties = {}) {
  return make("button", { type: "button", class: "icon", title: label, "aria-label": label, onclick, ...properties }, icon(name));
}

const link = (href, words, properties = {}) => make("a", { href, target: "_blank", rel: "noopener", ...properties }, words);
