// The panel beside the picture: an entity, a document, a path, or where to start.

function drawPanel() {
  const panel = byId("panel");
  const content = state.path ? pathPanel()
    : state.picked !== null ? nodePanel(graph.nodes[state.picked])
    : state.document !== null ? documentPanel(graph.documents[state.document])
    : startPanel();
  panel.replaceChildren(...content.flat(2).filter(Boolean));
  document.body.classList.toggle("panel-open", Boolean(state.path) || state.picked !== null || state.document !== null);
}

function head(over, title, mark = null) {
  return el("header", { class: "panel-head" },
    el("p", { class: "over" }, mark, over),
    el("button", { type: "button", class: "icon", "aria-label": word("close"), onclick: () => { pick(null); byId("stage").focus(); } }, icon("close")),
    el("h2", { id: "panel-title" }, title));
}

function nodeButton(node, extra = null) {
  return el("button", { type: "button", class: "node", onclick: () => reveal(node) }, swatch(node.type), el("span", { class: "name" }, bdi(node.label)), extra);
}

function startPanel() {
  const ranked = graph.nodes.filter((n) => visible.nodes[n.index]).map((n) => [visibleEdges(n).filter((e) => e.proofs.length).length, n])
    .filter(([n]) => n > 0).sort((a, b) => b[0] - a[0] || a[1].label.localeCompare(b[1].label)).slice(0, 12);
  return [
    el("header", { class: "panel-head" }, el("h2", {}, word("start"))),
    el("p", { class: "hint" }, word("startHint")),
    ranked.length ? el("h3", {}, word("central")) : null,
    ranked.length ? el("ol", { class: "ranked" }, ranked.map(([n, node]) => el("li", {}, nodeButton(node, el("span", { class: "n" }, number(n)))))) : null,
    groupList(),
    graph.documents.length ? el("h3", {}, word("documents")) : null,
    shortList(graph.documents, (d) => el("li", {}, documentButton(d)), 6, { class: "documents" }),
  ];
}

function documentButton(d) {
  return el("button", { type: "button", class: "node", onclick: () => openDocument(d) },
    swatch("Document"), el("span", { class: "name" }, bdi(d.title), el("small", {}, documentLine(d))));
}

function documentLine(d) {
  return [d.kind ? term("kinds", d.kind) : null, d.date ? day(d.date) : word("undated")].filter(Boolean).join(", ");
}

function nodePanel(node) {
  const kind = node.kind ? term("kinds", node.kind) : term("types", node.type);
  const quoted = new Set(node.edges.flatMap((e) => e.proofs.map((p) => p.sentence)));
  const rest = node.sentences.filter((s) => !quoted.has(s) && isAsked(s.document));
  return [
    head(kind, bdi(node.label), swatch(node.type, 18)),
    node.aliases.length ? el("p", { class: "aliases" }, word("also") + " ", node.aliases.map((a, i) => [i ? ", " : "", bdi(a)])) : null,
    actions(node),
    el("h3", {}, word("says")),
    relations(node),
    rest.length ? el("h3", {}, word("named")) : null,
    rest.length ? shortList(rest, (s) => quote(s, { here: node }), 3, { class: "quotes" }) : null,
    el("h3", {}, word("identifiers")),
    identifiers(node),
  ];
}

function identifiers(node) {
  const links = node.links.filter((l) => /^https?:\/\//i.test(l));
  const others = [...node.links.filter((l) => !links.includes(l)), ...node.ids];
  if (!links.length && !others.length) return el("p", { class: "hint" }, word("unregistered"));
  return el("ul", { class: "identifiers" },
    links.map((l) => el("li", {}, el("a", { href: l, title: l, target: "_blank", rel: "noopener noreferrer" }, bdi(shortName(l))))),
    others.map((text) => el("li", {}, bdi(text))));
}

// "TOOI gm0106" for an address of the register of Dutch public bodies; else where it is and what it is called there.
function shortName(address) {
  const [, host, path] = address.match(/^https?:\/\/([^/?#]*)(.*)$/i);
  const last = path.split(/[/#]/).filter(Boolean).at(-1) ?? "";
  const source = { "identifier.overheid.nl": "TOOI", "www.wikidata.org": "Wikidata", "wetten.overheid.nl": "wetten.overheid.nl" }[host];
  return `${source ?? host} ${last}`.trim();
}

function actions(node) {
  const depths = state.focus?.node === node.index
    ? el("select", { "aria-label": word("steps"), onchange: (event) => focusOn(node, Number(event.target.value)) },
        [1, 2, 3, 4].map((d) => el("option", { value: String(d), selected: d === state.focus.depth }, d === 1 ? word("step1") : word("stepN", { n: d }))))
    : null;
  const button = (name, act, pressed = null) => el("button", { type: "button", class: "action", "aria-pressed": pressed, onclick: act }, word(name));
  return el("div", { class: "actions" },
    depths ? [depths, button("unfocus", unfocus)] : button("focus", () => focusOn(node, 1)),
    button("path", () => seekPath()),
    button(state.pinned.has(node.index) ? "unpin" : "pin", () => togglePin(node)),
    button("hide", () => hide(node)));
}

// Relations in words, grouped by what they say and which way round, most evidence first.
function relations(node) {
  const groups = new Map();
  for (const edge of visibleEdges(node)) {
    const forward = edge.from === node || isSymmetric(edge.predicate);
    const key = (forward ? "predicates " : "inverse ") + edge.predicate;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(edge);
  }
  if (!groups.size) return el("p", { class: "hint" }, word("noRelations"));
  const order = Object.keys(DATA.vocabulary.predicates);
  const keys = [...groups.keys()].sort((a, b) =>
    order.indexOf(a.split(" ")[1]) - order.indexOf(b.split(" ")[1]) || b.localeCompare(a));
  return keys.map((key) => {
    const edges = groups.get(key).sort((a, b) => proofsShown(b).length - proofsShown(a).length);
    return el("section", { class: "relation" },
      el("h4", {}, capital(term(...key.split(" "))), el("span", { class: "n" }, number(edges.length))),
      shortList(edges, (edge) => relationItem(edge, node, groups.size === 1 && edges.length === 1), 8, { class: "others" }));
  });
}

function relationItem(edge, node, open) {
  const other = edge.from === node ? edge.to : edge.from;
  const proofs = proofsShown(edge);
  const statuses = edge.proofs.length ? [...new Set(proofs.map((p) => p.status))] : ["register"];
  const id = `evidence-${edge.index}`;
  const draw = () => shortList(proofs, (p) => quote(p.sentence, { ...p, here: node, ends: [other] }), 4, { class: "quotes" });
  const holder = el("div", { id, hidden: !open }, open ? draw() : null);
  const toggle = (event) => {
    const shut = !holder.hidden;
    event.currentTarget.setAttribute("aria-expanded", String(!shut));
    holder.hidden = shut;
    if (!shut && !holder.firstChild) holder.append(...[draw()].flat());
  };
  return el("li", { "data-edge": edge.index },
    el("div", { class: "pair" },
      // What is stated goes without saying, except next to what another sentence says.
      nodeButton(other, statuses.length > 1 || statuses[0] !== "stated" ? el("span", { class: "marks" }, statuses.map(statusMark)) : null),
      proofs.length
        ? el("button", { type: "button", class: "unfold quiet", "aria-expanded": String(open), "aria-controls": id, onclick: toggle },
            proofs.length === 1 ? word("sentence") : word("sentences", { n: number(proofs.length) }),
            el("span", { class: "unseen" }, ", " + other.label))
        : null),
    holder);
}

function documentPanel(d) {
  const fact = (name, value) => value ? [el("dt", {}, word(name)), el("dd", {}, value)] : null;
  const people = (name, nodes) => nodes.length ? fact(name, nodes.map((n) => nodeButton(n))) : null;
  const nodes = [...d.nodes].filter((n) => visible.nodes[n.index]).sort((a, b) => b.size - a.size || a.label.localeCompare(b.label));
  return [
    head(d.kind ? term("kinds", d.kind) : capital(word("document")), bdi(d.title), swatch("Document", 18)),
    el("dl", {},
      fact("date", d.date ? day(d.date, true) : word("undated")),
      fact("number", d.numbers ? bdi(d.numbers.join(", ")) : null),
      fact("sender", d.sender ? bdi(d.sender) : null),
      fact("addressee", d.addressee ? bdi(d.addressee) : null),
      fact("file", d.file ? bdi(d.file) : null),
      people("askedBy", d.askedBy), people("addressedTo", d.addressedTo), people("answeredBy", d.answeredBy)),
    el("h3", {}, word("entitiesIn"), el("span", { class: "n" }, number(nodes.length))),
    shortList(nodes, (n) => el("li", {}, nodeButton(n)), 15, { class: "others" }),
  ];
}

function openDocument(d) {
  change((s) => Object.assign(s, { document: d.index, picked: null, path: null, seeking: false }));
  announce(d.title);
  byId("panel").scrollTop = 0;
}

// A click on a line opens the entity it starts from, with the sentences of that line unfolded.
function openEdge(edge) {
  pick(edge.from);
  const item = byId("panel").querySelector(`[data-edge="${edge.index}"]`);
  item?.querySelector('.unfold[aria-expanded="false"]')?.click();
  item?.scrollIntoView({ block: "center" });
}

function focusOn(node, depth) {
  change((s) => { s.focus = { node: node.index, depth }; s.picked = node.index; s.document = null; }, { undoable: true });
  fit();
}

function unfocus() {
  change((s) => (s.focus = null), { undoable: true });
  fit();
}

function hide(node) {
  change((s) => { s.hidden.add(node.index); s.picked = null; if (s.focus?.node === node.index) s.focus = null; }, { undoable: true });
  byId("stage").focus();
}

function togglePin(node) {
  change((s) => (s.pinned.has(node.index) ? s.pinned.delete(node.index) : s.pinned.add(node.index)), { undoable: true });
  moved.add(node.index);
  syncPins();
}
