// The same content as tables: the alternative to the picture, and the quickest way to look something up.

const PAGE = 100;
const sheet = { of: "entities", sort: null, down: false, page: 0 };

function entityColumns() {
  return [
    { key: "name", value: (n) => n.label, cell: (n) => nodeButton(n) },
    { key: "type", value: (n) => (n.kind ? term("kinds", n.kind) : term("types", n.type)) },
    { key: "relations", value: (n) => visibleEdges(n).length, numeric: true },
    { key: "mentions", value: (n) => n.mentions, numeric: true },
    { key: "identifiers", value: (n) => n.links.concat(n.ids).join(" "), cell: (n) => identifiers(n) },
  ];
}

function relationColumns() {
  return [
    { key: "subject", value: (r) => r.edge.from.label, cell: (r) => nodeButton(r.edge.from) },
    { key: "predicate", value: (r) => term("predicates", r.edge.predicate) },
    { key: "object", value: (r) => r.edge.to.label, cell: (r) => nodeButton(r.edge.to) },
    { key: "status", value: (r) => term("statuses", r.proof?.status ?? "register") },
    { key: "date", value: (r) => r.proof?.sentence.document.date ?? "", cell: (r) => (r.proof?.sentence.document.date ? day(r.proof.sentence.document.date) : "") },
    { key: "evidence", value: (r) => r.proof?.sentence.text ?? "", cell: (r) => r.proof
      ? [el("span", { class: "sentence", dir: "auto" }, r.proof.sentence.text), el("small", {}, bdi(r.proof.sentence.document.title))]
      : word("fromRegister") },
  ];
}

// One row for each sentence that says a relation, and one for each fact from a register.
function relationRows() {
  return graph.edges.filter((e) => visible.edges[e.index])
    .flatMap((edge) => (edge.proofs.length ? proofsShown(edge).map((proof) => ({ edge, proof })) : [{ edge, proof: null }]));
}

function drawTable() {
  const holder = byId("table");
  if (state.view !== "table") return holder.replaceChildren();
  const columns = sheet.of === "entities" ? entityColumns() : relationColumns();
  const rows = sheet.of === "entities" ? graph.nodes.filter((n) => visible.nodes[n.index]) : relationRows();
  const by = columns.find((c) => c.key === sheet.sort);
  if (by) {
    const way = sheet.down ? -1 : 1;
    rows.sort((a, b) => {
      const [x, y] = [by.value(a), by.value(b)];
      return way * (typeof x === "number" ? x - y : x.localeCompare(y, language));
    });
  }
  const pages = Math.max(1, Math.ceil(rows.length / PAGE));
  sheet.page = Math.min(sheet.page, pages - 1);
  const from = sheet.page * PAGE;
  const turn = (values) => { Object.assign(sheet, values); drawTable(); };
  const tab = (of) => el("button", { type: "button", id: "table-" + of, "aria-pressed": String(sheet.of === of),
    onclick: () => { turn({ of, sort: null, down: false, page: 0 }); byId("table-" + of).focus(); } }, capital(word(of)));
  holder.replaceChildren(
    el("div", { class: "sheet-head" },
      el("div", { class: "views", role: "group", "aria-label": word("table") }, tab("entities"), tab("relations")),
      el("p", { class: "hint" }, word("page", { from: number(rows.length ? from + 1 : 0), to: number(Math.min(from + PAGE, rows.length)), total: number(rows.length) })),
      pages > 1 ? el("div", { class: "pages" },
        el("button", { type: "button", class: "action", disabled: sheet.page === 0, onclick: () => turn({ page: sheet.page - 1 }) }, word("previous")),
        el("button", { type: "button", class: "action", disabled: sheet.page === pages - 1, onclick: () => turn({ page: sheet.page + 1 }) }, word("next"))) : null),
    rows.length
      ? el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": capital(word(sheet.of)) },
          el("table", { class: sheet.of },
            el("caption", { class: "unseen" }, capital(word(sheet.of))),
            el("thead", {}, el("tr", {}, columns.map((c) => el("th", {
              scope: "col", class: c.numeric ? "numeric" : null, "aria-sort": sheet.sort === c.key ? (sheet.down ? "descending" : "ascending") : null,
            }, el("button", { type: "button", id: "sort-" + c.key, onclick: () => {
              turn({ sort: c.key, down: sheet.sort === c.key ? !sheet.down : Boolean(c.numeric), page: 0 });
              byId("sort-" + c.key).focus();
            } }, capital(word(c.key))))))),
            el("tbody", {}, rows.slice(from, from + PAGE).map((row) => el("tr", {}, columns.map((c) =>
              el("td", { class: c.numeric ? "numeric" : c.key === "date" ? "date" : null }, c.cell ? c.cell(row) : c.numeric ? number(c.value(row)) : c.value(row))))))))
      : el("p", { class: "hint" }, word("empty")));
}
