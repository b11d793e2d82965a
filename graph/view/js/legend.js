// The legend is the filter: what a shape or a line means, how many there are, and a box to leave it out.

const SHORT_LIST = 10;
const opened = new Set();

function tally(items) {
  const counts = new Map();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}

function drawLegend() {
  const legend = byId("legend");
  const focused = document.activeElement?.dataset?.entry;
  const top = legend.scrollTop;
  const types = tally(graph.nodes.map((n) => n.type));
  const predicates = tally(graph.edges.map((e) => e.predicate));
  const statuses = tally(graph.edges.flatMap(statusesOf));
  const order = (group, counts) => [
    ...Object.keys(DATA.vocabulary[group]).filter((k) => counts.has(k)),
    ...[...counts.keys()].filter((k) => !Object.hasOwn(DATA.vocabulary[group], k)),
  ];
  legend.replaceChildren(
    el("div", { class: "side-head" },
      el("h2", {}, word("filters")),
      isFiltered() ? el("button", { type: "button", class: "quiet", "data-entry": "reset", onclick: resetFilters }, word("reset")) : null,
      el("button", { type: "button", class: "icon narrow", "aria-label": word("close"), onclick: () => toggleLegend(false) }, icon("close"))),
    filterGroup("types", order("types", types).map((t) => ({ value: t, name: bdi(term("types", t)), n: types.get(t), mark: swatch(t) })), looseEntry()),
    filterGroup("predicates", order("predicates", predicates).map((p) => ({ value: p, name: capital(term("predicates", p)), n: predicates.get(p) }))),
    filterGroup("statuses", order("statuses", statuses).map((s) => ({ value: s, name: capital(term("statuses", s)), n: statuses.get(s), mark: lineSwatch(s) }))),
    filterGroup("documents", graph.documents.map((d) => ({
      value: d.index, name: [bdi(d.title), el("small", {}, d.date ? day(d.date) : word("undated"))], n: d.nodes.size,
    }))),
    period(),
  );
  legend.scrollTop = top;
  if (focused) legend.querySelector(`[data-entry="${CSS.escape(focused)}"]`)?.focus();
}

function filterGroup(name, entries, extra = null) {
  if (!entries.length) return null;
  const off = state.off[name];
  const all = !opened.has(name) && entries.length > SHORT_LIST + 2;
  const id = "group-" + name;
  return el("fieldset", { class: "group" },
    el("legend", {},
      el("span", { id }, word(name)),
      entries.length > 1
        ? el("span", { class: "switches" },
            el("button", { type: "button", class: "quiet", "data-entry": name + "-all", "aria-describedby": id, disabled: !off.size,
              onclick: () => change((s) => (s.off[name] = new Set()), { undoable: true }) }, word("all")),
            el("button", { type: "button", class: "quiet", "data-entry": name + "-none", "aria-describedby": id, disabled: off.size === entries.length,
              onclick: () => change((s) => (s.off[name] = new Set(entries.map((e) => e.value))), { undoable: true }) }, word("none")))
        : null),
    el("ul", {}, (all ? entries.slice(0, SHORT_LIST) : entries).map((e) => entry(name, e, entries)), extra),
    all
      ? el("button", { type: "button", class: "quiet", "data-entry": name + "-more", onclick: () => { opened.add(name); drawLegend(); } },
          word("more", { n: number(entries.length - SHORT_LIST) }))
      : null);
}

function entry(name, { value, name: label, n, mark }, entries) {
  const off = state.off[name];
  const text = typeof label === "string" ? label : [label].flat()[0].textContent;
  return el("li", {},
    el("label", {},
      el("input", { type: "checkbox", checked: !off.has(value), "data-entry": `${name}:${value}`,
        onchange: () => change((s) => (s.off[name].has(value) ? s.off[name].delete(value) : s.off[name].add(value)), { undoable: true }) }),
      mark ?? null,
      el("span", { class: "name" }, label),
      el("span", { class: "n" }, number(n))),
    entries.length > 2
      ? el("button", { type: "button", class: "only quiet", "data-entry": `${name}:${value}:only`, "aria-label": word("only", { name: text }),
          onclick: () => change((s) => (s.off[name] = new Set(entries.map((e) => e.value).filter((v) => v !== value))), { undoable: true }) },
          word("only", { name: "" }).trim())
      : null);
}

function looseEntry() {
  const n = graph.nodes.filter((node) => !node.edges.length).length;
  if (!n) return null;
  return el("li", { class: "loose" }, el("label", {},
    el("input", { type: "checkbox", checked: state.loose, "data-entry": "loose",
      onchange: () => change((s) => (s.loose = !s.loose), { undoable: true }) }),
    el("span", { class: "name" }, word("loose")), el("span", { class: "n" }, number(n))));
}

function period() {
  const dates = graph.documents.map((d) => d.date).filter(Boolean).sort();
  if (new Set(dates).size < 2) return null;
  const field = (name, label) => el("label", {}, el("span", {}, word(label)),
    el("input", { type: "date", min: dates[0], max: dates.at(-1), value: state[name], "data-entry": name,
      onchange: (event) => change((s) => (s[name] = event.target.value), { undoable: true }) }));
  return el("fieldset", { class: "group period" }, el("legend", {}, word("period")), field("from", "from"), field("until", "until"));
}

function isFiltered() {
  return Object.values(state.off).some((s) => s.size) || !state.loose || state.from || state.until;
}

function resetFilters() {
  change((s) => {
    for (const name of Object.keys(s.off)) s.off[name] = new Set();
    Object.assign(s, { loose: true, from: "", until: "" });
  }, { undoable: true });
}

function toggleLegend(open = byId("filters").getAttribute("aria-expanded") !== "true") {
  byId("filters").setAttribute("aria-expanded", String(open));
  document.body.classList.toggle("legend-open", open);
  if (open) byId("legend").querySelector("input, button")?.focus();
}
