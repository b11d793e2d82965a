// Search over labels, aliases and abbreviations: a combobox with a list of suggestions.

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
let index = null;
let suggested = [];
let active = -1;

function buildIndex() {
  index = graph.nodes.map((node) => ({ node, names: [node.label, ...node.aliases].map((name) => ({ name, folded: fold(name) })) }));
}

// Exact names first, then beginnings, beginnings of words, and anything within; larger nodes before smaller.
function search(query, limit = 12) {
  if (!index) buildIndex();
  const wanted = fold(query.trim());
  if (!wanted) return [];
  const hits = [];
  for (const { node, names } of index) {
    let best = null;
    for (const { name, folded } of names) {
      const at = folded.indexOf(wanted);
      if (at < 0) continue;
      const rank = folded === wanted ? 0 : at === 0 ? 1 : /[^\p{L}\p{N}]/u.test(folded[at - 1]) ? 2 : 3;
      if (!best || rank < best.rank) best = { node, name, rank };
    }
    if (best) hits.push(best);
  }
  hits.sort((a, b) => a.rank - b.rank || b.node.size - a.node.size || a.node.label.localeCompare(b.node.label));
  return hits.slice(0, limit);
}

function raiseSearch() {
  const input = byId("search");
  input.addEventListener("input", suggest);
  input.addEventListener("focus", () => input.value && suggest());
  input.addEventListener("blur", () => setTimeout(closeSuggestions, 150));
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (suggested.length) activate((active + (event.key === "ArrowDown" ? 1 : suggested.length - 1 + (active < 0))) % suggested.length);
    } else if (event.key === "Enter" && suggested.length) {
      event.preventDefault();
      choose(suggested[Math.max(0, active)]);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      if (byId("suggestions").hidden) input.value = "";
      closeSuggestions();
    }
  });
}

function suggest() {
  const query = byId("search").value;
  const list = byId("suggestions");
  suggested = search(query);
  active = -1;
  list.replaceChildren(...suggested.map(({ node, name }, i) =>
    el("li", { role: "option", id: "suggestion-" + i, "aria-selected": "false",
      onpointerdown: (event) => { event.preventDefault(); choose(suggested[i]); } },
      swatch(node.type),
      el("span", { class: "name" }, bdi(node.label), name !== node.label ? el("small", {}, bdi(name)) : null),
      el("small", { class: "kind" }, term("types", node.type)))));
  if (query.trim() && !suggested.length) list.replaceChildren(el("li", { class: "nothing", role: "option", "aria-disabled": "true" }, word("nothing")));
  const open = Boolean(query.trim());
  list.hidden = !open;
  byId("search").setAttribute("aria-expanded", String(open));
  byId("search").removeAttribute("aria-activedescendant");
  if (open) announce(suggested.length ? word("found", { n: suggested.length }) : word("nothing"));
}

function activate(i) {
  active = i;
  byId("suggestions").querySelectorAll("[role=option]").forEach((e, k) => {
    e.setAttribute("aria-selected", String(k === i));
    if (k === i) e.scrollIntoView({ block: "nearest" });
  });
  byId("search").setAttribute("aria-activedescendant", "suggestion-" + i);
}

function choose({ node }) {
  byId("search").value = "";
  closeSuggestions();
  reveal(node);
  byId("panel").focus({ preventScroll: true });
}

function closeSuggestions() {
  byId("suggestions").hidden = true;
  byId("search").setAttribute("aria-expanded", "false");
  byId("search").removeAttribute("aria-activedescendant");
}

// Pick a node wherever it was asked for; lift what keeps it out of sight.
function reveal(node) {
  if (isClosed(node.group)) change(() => openAround(node), { undoable: true });
  if (!visible.nodes[node.index]) {
    change((s) => {
      s.hidden.delete(node.index);
      s.off.types.delete(node.type);
      if (s.focus) s.focus = null;
    }, { undoable: true });
    if (!visible.nodes[node.index]) resetFilters();
  }
  pick(node);
  if (!state.path) showAround(node);
}
