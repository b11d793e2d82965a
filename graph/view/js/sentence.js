// A sentence as evidence: its text with every entity in it to go to, its document, date and status.

function quote(sentence, { status = null, confidence = null, here = null, ends = [] } = {}) {
  return el("li", { class: "quote" },
    el("blockquote", { dir: "auto" }, marked(sentence, here, ends)),
    el("p", { class: "source" },
      status ? statusMark(status) : null,
      el("button", { type: "button", class: "link", onclick: () => openDocument(sentence.document) }, bdi(sentence.document.title)),
      el("span", {}, sentence.document.date ? day(sentence.document.date) : word("undated")),
      confidence !== null && confidence < 0.995 ? el("span", {}, word("confidence", { n: Math.round(confidence * 100) })) : null));
}

function statusMark(status) {
  return el("span", { class: "mark mark-" + (Object.hasOwn(DATA.vocabulary.statuses, status) ? status : "other") }, term("statuses", status));
}

// No button: a long name has to break where the sentence does.
function nameIn(node, text, end) {
  const open = () => reveal(node);
  return el("span", { role: "link", tabindex: "0", class: end ? "name-in end" : "name-in", title: node.label, onclick: open,
    onkeydown: (event) => event.key === "Enter" && open() }, bdi(text));
}

function marked(sentence, here, ends) {
  const parts = [];
  let at = 0;
  for (const { node, start, end } of sentence.spans) {
    parts.push(sentence.text.slice(at, start));
    const text = sentence.text.slice(start, end);
    parts.push(node === here
      ? el("mark", {}, bdi(text))
      : nameIn(node, text, ends.includes(node)));
    at = end;
  }
  parts.push(sentence.text.slice(at));
  return parts;
}

// A list that shows a few and more on demand.
function shortList(items, draw, shown = 3, properties = {}) {
  const list = el("ul", properties, items.slice(0, shown).map(draw));
  if (items.length <= shown) return list;
  const more = el("button", { type: "button", class: "quiet", onclick: () => {
    list.append(...items.slice(shown).map(draw));
    list.children[shown]?.querySelector("button")?.focus();
    more.remove();
  } }, word("more", { n: number(items.length - shown) }));
  return [list, more];
}
