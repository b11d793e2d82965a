// What is seen, as a picture or as data.

function raiseExport() {
  const button = byId("export");
  const menu = byId("export-menu");
  const choices = [["exportPng", savePng], ["exportSvg", saveSvg], ["exportCsv", saveRelations], ["exportNodes", saveEntities], ["copyLink", copyLink]];
  const open = (yes) => {
    menu.hidden = !yes;
    button.setAttribute("aria-expanded", String(yes));
    if (yes) menu.querySelector("button").focus();
  };
  const draw = () => menu.replaceChildren(...choices.map(([name, act]) => el("li", { role: "none" },
    el("button", { type: "button", role: "menuitem", tabindex: "-1", onclick: () => { open(false); button.focus(); act(); } }, word(name)))));
  listeners.push(draw);
  draw();
  button.addEventListener("click", () => open(menu.hidden));
  menu.addEventListener("keydown", (event) => {
    const items = [...menu.querySelectorAll("button")];
    const at = items.indexOf(document.activeElement);
    if (event.key === "ArrowDown") items[(at + 1) % items.length].focus();
    else if (event.key === "ArrowUp") items[(at + items.length - 1) % items.length].focus();
    else if (event.key === "Escape") { open(false); button.focus(); }
    else if (event.key === "Tab") open(false);
    else return;
    if (event.key !== "Tab") event.preventDefault();
    event.stopPropagation();
  });
  document.addEventListener("pointerdown", (event) => !menu.hidden && !button.parentElement.contains(event.target) && open(false));
}

function save(blob, ending, part = "") {
  const name = `${fold(`${DATA.title} ${part}`).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "") || "beleidsgraaf"}.${ending}`;
  const address = URL.createObjectURL(blob);
  const link = el("a", { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
  notify(word("saved", { name }));
}

function savePng() {
  const stage = byId("stage");
  const factor = 2;
  const canvas = el("canvas", { width: stage.clientWidth * factor, height: stage.clientHeight * factor });
  const context = canvas.getContext("2d");
  const shot = currentView();
  context.fillStyle = ink.ground;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.scale(factor * shot.scale, factor * shot.scale);
  context.translate(-shot.left, -shot.top);
  paintEdges(context, shot);
  for (const node of shownNodes(shot)) paintNode(context, node, shot);
  paintLabels(context, shot);
  canvas.toBlob((blob) => save(blob, "png"), "image/png");
}

function shownNodes(shot) {
  return visible.things.slice().sort((a, b) => isLitNode(shot, a) - isLitNode(shot, b));
}

const escapes = { "<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;" };
const xml = (text) => text.replace(/[<>&"]/g, (c) => escapes[c]);
const round = (v) => Math.round(v * 10) / 10;

const ANCHORS = { left: "start", center: "middle", right: "end" };

function saveSvg() {
  const stage = byId("stage");
  const shot = currentView();
  const { scale } = shot;
  const x = (v) => round((v - shot.left) * scale);
  const y = (v) => round((v - shot.top) * scale);
  const parts = [];
  for (const link of visible.links) {
    const c = course(link, scale);
    if (isInView(shot, c.x1, c.y1, c.x2, c.y2))
      parts.push(`<path d="M${x(c.x1)} ${y(c.y1)}L${x(c.x2)} ${y(c.y2)}" stroke="${ink.edge}" stroke-width="0.7" opacity="0.5"/>`);
  }
  for (const edge of graph.edges) {
    if (!visible.lines[edge.index] || edge.from === edge.to) continue;
    const c = course(edge, scale);
    if (!isInView(shot, c.x1, c.y1, c.x2, c.y2)) continue;
    const curve = c.straight ? "L" : `Q${x(c.mx)} ${y(c.my)} `;
    const dash = dashesOf(firmestShown(edge)).join(" ");
    parts.push(`<path d="M${x(c.x1)} ${y(c.y1)}${curve}${x(c.x2)} ${y(c.y2)}" fill="none" stroke="${ink.edge}"` +
      `${dash ? ` stroke-dasharray="${dash}"` : ""}${isSymmetric(edge.predicate) ? "" : ' marker-end="url(#head)"'} opacity="${isLitEdge(shot, edge) ? 1 : 0.16}"/>`);
    if (firmestShown(edge) === "negated") {
      const [mx, my] = middleOf(c);
      parts.push(`<path class="strike" d="M${round(x(mx) - 5)} ${round(y(my) - 5)}l10 10" stroke="${ink.edge}" opacity="${isLitEdge(shot, edge) ? 1 : 0.16}"/>`);
    }
  }
  for (const node of shownNodes(shot)) {
    const [fill, stroke] = coloursOf(node.type);
    const r = radius(node, scale) * scale / 10.5;
    const shape = shapeOf(node.type);
    parts.push(`<g transform="translate(${x(node.x)} ${y(node.y)}) scale(${Math.round(r * 1000) / 1000})" opacity="${isLitNode(shot, node) ? 1 : 0.18}">` +
      `<title>${xml(node.label)}</title><path d="${SHAPES[shape]}" fill="${fill}" stroke="${stroke}" stroke-width="${round(1.4 / r)}"/>` +
      `${shape in DETAILS ? `<path d="${DETAILS[shape]}" fill="${shape === "Region" ? ink.ground : "none"}" stroke="${stroke}"/>` : ""}</g>`);
  }
  const context = el("canvas").getContext("2d");
  placeLabels(context, shot, (label) => parts.push(
    `<text x="${round(label.x)}" y="${round(label.y)}" style="font:${xml(label.font)}" fill="${label.colour}" stroke="${ink.ground}" stroke-width="3"` +
    ` stroke-linejoin="round" paint-order="stroke" text-anchor="${ANCHORS[label.align]}">${xml(label.text)}</text>`));
  const wide = stage.clientWidth;
  const high = stage.clientHeight;
  save(new Blob([
    `<svg xmlns="${SVG}" width="${wide}" height="${high}" viewBox="0 0 ${wide} ${high}" role="img" aria-label="${xml(DATA.title)}">` +
    `<defs><marker id="head" viewBox="0 0 9 8" refX="8" refY="4" markerWidth="9" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto">` +
    `<path d="M0 0L9 4L0 8Z" fill="${ink.edge}"/></marker></defs><rect width="${wide}" height="${high}" fill="${ink.ground}"/>${parts.join("")}</svg>`,
  ], { type: "image/svg+xml" }), "svg");
}

// Spreadsheets run what starts with such a sign; an apostrophe keeps it text.
const cell = (value) => `"${String(value ?? "").replace(/^[=+\-@\t\r]/, "'$&").replace(/"/g, '""')}"`;

function saveRows(rows, part) {
  save(new Blob(["\ufeff" + rows.map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n"], { type: "text/csv;charset=utf-8" }), "csv", word(part));
}

function saveRelations() {
  const rows = relationRows().map(({ edge, proof }) => {
    const d = proof?.sentence.document;
    return [edge.from.label, edge.from.iri, edge.predicate, edge.to.label, edge.to.iri, proof?.status ?? "register", proof?.confidence,
      proof?.sentence.text, d?.title, d?.date, d?.file, d?.iri];
  });
  saveRows([["subject", "subject_iri", "predicate", "object", "object_iri", "status", "confidence", "sentence", "document", "date", "file", "document_iri"], ...rows], "relations");
}

function saveEntities() {
  const rows = graph.nodes.filter((n) => visible.nodes[n.index])
    .map((n) => [n.label, n.iri, n.type, n.kind, n.aliases.join("; "), [...n.links, ...n.ids].join(" "), visibleEdges(n).length, n.mentions]);
  saveRows([["label", "iri", "type", "kind", "aliases", "identifiers", "relations", "mentions"], ...rows], "entities");
}

async function copyLink() {
  const address = location.href;
  if (navigator.clipboard && window.isSecureContext) await navigator.clipboard.writeText(address);
  else {
    const field = el("textarea", { class: "unseen", value: address });
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  notify(word("copied"));
}
