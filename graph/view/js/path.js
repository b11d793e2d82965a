// The shortest path between two entities along what is visible, whatever the direction of the relations. What a text
// only denies or asks ties nobody together.

function shortest(from, to) {
  const came = new Map([[from.index, null]]);
  let border = [from];
  while (border.length && !came.has(to.index)) {
    const next = [];
    for (const node of border) {
      for (const edge of visibleEdges(node).filter(holds)) {
        const other = edge.from === node ? edge.to : edge.from;
        if (came.has(other.index)) continue;
        came.set(other.index, edge);
        next.push(other);
      }
    }
    border = next;
  }
  if (!came.has(to.index)) return null;
  const nodes = [to.index];
  const edges = [];
  for (let at = to; at !== from; ) {
    const edge = came.get(at.index);
    at = edge.from === at ? edge.to : edge.from;
    nodes.unshift(at.index);
    edges.unshift(edge.index);
  }
  return { nodes, edges };
}

function holds(edge) {
  return !edge.proofs.length || proofsShown(edge).some((p) => p.status !== "negated" && p.status !== "asked");
}

function seekPath() {
  change((s) => (s.seeking = true));
  announce(word("pathPick"));
  byId("search").focus();
}

function findPath(node) {
  const start = graph.nodes[state.picked];
  if (node === start) return;
  const found = shortest(start, node);
  change((s) => {
    s.seeking = false;
    s.path = found;
    for (const i of found?.nodes ?? []) openAround(graph.nodes[i]);
  });
  if (!found) {
    notify(word("pathNone", { a: start.label, b: node.label }));
    return;
  }
  announce(word("pathFound", { n: count(found.edges.length, "relation", "relations") }));
  fit(true, found.nodes.map((i) => graph.nodes[i]));
}

function pathPanel() {
  const nodes = state.path.nodes.map((i) => graph.nodes[i]);
  const edges = state.path.edges.map((i) => graph.edges[i]);
  const a = nodes[0].label;
  const b = nodes.at(-1).label;
  return [
    head(word("pathFound", { n: count(edges.length, "relation", "relations") }), word("pathTitle", { a, b })),
    el("ol", { class: "route" }, nodes.map((node, i) => el("li", {}, nodeButton(node), edges[i] ? pathStep(edges[i], node) : null))),
  ];
}

function pathStep(edge, node) {
  const forward = edge.from === node || isSymmetric(edge.predicate);
  const proofs = proofsShown(edge);
  return el("div", { class: "step" },
    el("p", {}, term(forward ? "predicates" : "inverse", edge.predicate)),
    proofs.length
      ? shortList(proofs, (p) => quote(p.sentence, { ...p, ends: [edge.from, edge.to] }), 1, { class: "quotes" })
      : el("p", { class: "hint" }, word("fromRegister")));
}
