// Words, numbers and dates in the reader's language, and elements whose text is only ever text.

let DATA = null;
let language = "nl";

function word(name, values = {}) {
  const text = DATA.words[name][language === "en" ? 1 : 0];
  return text.replace(/\{(\w+)\}/g, (_, key) => String(values[key]));
}

// A term of the ontology: group is "types", "predicates", "inverse", "statuses" or "kinds".
function term(group, name) {
  return Object.hasOwn(DATA.vocabulary[group], name) ? DATA.vocabulary[group][name][language === "en" ? 1 : 0] : name;
}

function number(value) {
  return value.toLocaleString(language === "en" ? "en-GB" : "nl-NL");
}

function day(iso, long = false) {
  const options = { day: "numeric", month: long ? "long" : "short", year: "numeric", timeZone: "UTC" };
  return new Intl.DateTimeFormat(language === "en" ? "en-GB" : "nl-NL", options).format(new Date(iso + "T00:00:00Z"));
}

function count(n, one, many) {
  return `${number(n)} ${word(n === 1 ? one : many)}`;
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const SVG = "http://www.w3.org/2000/svg";

// An element with properties, listeners ("onclick") and children; strings become text nodes, never markup.
function el(tag, properties = {}, ...children) {
  const element = ["svg", "path", "use", "g"].includes(tag)
    ? document.createElementNS(SVG, tag)
    : document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "checked" || name === "value") element[name] = value;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat(2).filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

function icon(name) {
  return el("svg", { "aria-hidden": "true" }, el("use", { href: "#i-" + name }));
}

// A name from a document, kept from turning around the text beside it.
function bdi(text, properties = {}) {
  return el("bdi", properties, text);
}

const byId = (id) => document.getElementById(id);

function announce(text) {
  byId("live").textContent = text;
}

function relabel() {
  document.documentElement.lang = language;
  for (const e of document.querySelectorAll("[data-word]")) e.textContent = word(e.dataset.word);
  for (const e of document.querySelectorAll("[data-label]")) e.setAttribute("aria-label", word(e.dataset.label));
  for (const e of document.querySelectorAll(".icon[data-label]")) e.title = word(e.dataset.label);
  for (const e of document.querySelectorAll("[data-placeholder]")) e.placeholder = word(e.dataset.placeholder);
  byId("language").textContent = word("language");
  nameGroups();
}
