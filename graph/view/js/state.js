// What the reader has chosen, what is visible because of it, and the address that brings it back.

const state = {
  picked: null, document: null, path: null, seeking: false, focus: null, view: "network", theme: "auto",
  hidden: new Set(), pinned: new Set(), open: new Set(), loose: true, from: "", until: "",
  off: { types: new Set(), predicates: new Set(), statuses: new Set(), documents: new Set() },
};
const visible = { nodes: null, edges: null, nodeCount: 0, edgeCount: 0, drawn: null, lines: null, groups: [], links: [], things: [] };
const listeners = [];
const past = [];

// Everything that a click may spoil and "undo" brings back.
function snapshot() {
  return {
    hidden: new Set(state.hidden), pinned: new Set(state.pinned), open: new Set(state.open), focus: state.focus, loose: state.loose,
    from: state.from, until: state.until, path: state.path,
    off: Object.fromEntries(Object.entries(state.off).map(([k, v]) => [k, new Set(v)])),
    places: new Map([...moved].map((i) => [i, [graph.nodes[i].x, graph.nodes[i].y]])),
  };
}

const moved = new Set();

// The one way to change the state: apply the change, see what is visible now, tell everyone, keep the address.
function change(apply, { undoable = false } = {}) {
  if (undoable) remember();
  apply(state);
  look();
  for (const listener of listeners) listener();
  writeAddress();
}

function remember() {
  past.push(snapshot());
  if (past.length > 100) past.shift();
}

function undo() {
  const before = past.pop();
  if (!before) return;
  const { places, ...rest } = before;
  for (const i of moved) {
    const [x, y] = places.get(i) ?? [DATA.drawn[i].x, DATA.drawn[i].y];
    placeNode(graph.nodes[i], x, y);
  }
  change(() => Object.assign(state, rest));
  announce(word("undo"));
}

// A sentence counts when its document and its date are among those asked for.
function isAsked(document) {
  if (state.off.documents.has(document.index)) return false;
  if (state.from && !(document.date >= state.from)) return false;
  return !(state.until && !(document.date <= state.until));
}

function proofsShown(edge) {
  return edge.proofs.filter((p) => !state.off.statuses.has(p.status) && isAsked(p.sentence.document));
}

function look() {
  const n = graph.nodes.length;
  const nodes = new Uint8Array(n);
  const edges = new Uint8Array(graph.edges.length);
  for (const node of graph.nodes) nodes[node.index] = !state.off.types.has(node.type) && !state.hidden.has(node.index);
  for (const edge of graph.edges) {
    edges[edge.index] =
      nodes[edge.from.index] && nodes[edge.to.index] && !state.off.predicates.has(edge.predicate) &&
      (edge.proofs.length ? proofsShown(edge).length > 0 : !state.off.statuses.has("register"));
  }
  if (state.focus) {
    const reached = steps(state.focus.node, state.focus.depth, edges);
    for (let i = 0; i < n; i++) if (!reached.has(i)) nodes[i] = 0;
  }
  const narrowed = state.off.documents.size > 0 || state.from || state.until;
  const linked = new Uint8Array(n);
  for (const edge of graph.edges) {
    if (!edges[edge.index]) continue;
    if (!nodes[edge.from.index] || !nodes[edge.to.index]) edges[edge.index] = 0;
    else linked[edge.from.index] = linked[edge.to.index] = 1;
  }
  for (const node of graph.nodes) {
    const i = node.index;
    if (!nodes[i] || linked[i]) continue;
    if (!state.loose && state.focus?.node !== i) nodes[i] = 0;
    else if (narrowed && ![...node.documents].some(isAsked)) nodes[i] = 0;
  }
  visible.nodes = nodes;
  visible.edges = edges;
  visible.nodeCount = nodes.reduce((sum, v) => sum + v, 0);
  visible.edgeCount = edges.reduce((sum, v) => sum + v, 0);
  gather();
}

// Nodes within a number of steps of a node, along these edges whatever their direction: number → steps.
function steps(start, depth, edges) {
  const reached = new Map([[start, 0]]);
  let border = [start];
  for (let step = 1; step <= depth && border.length; step++) {
    const next = [];
    for (const i of border) {
      for (const edge of graph.nodes[i].edges) {
        const other = edge.from.index === i ? edge.to.index : edge.from.index;
        if (!edges[edge.index] || reached.has(other)) continue;
        reached.set(other, step);
        next.push(other);
      }
    }
    border = next;
  }
  return reached;
}

function visibleEdges(node) {
  return node.edges.filter((e) => visible.edges[e.index]);
}

function neighbours(node) {
  return new Set(visibleEdges(node).map((e) => (e.from === node ? e.to : e.from)));
}

// What the reader asks for by name is shown, whatever group it is in.
function openAround(node) {
  if (node?.group) state.open.add(node.group.at);
}

// Entities that a sentence names together with a node.
function namedWith(node) {
  return new Set(node.sentences.flatMap((s) => s.spans.map((span) => span.node)).filter((n) => n !== node && visible.nodes[n.index]));
}

function pick(node) {
  if (node?.members) return openGroup(node);
  if (node && state.seeking) return findPath(node);
  change((s) => {
    s.picked = node ? node.index : null;
    s.document = null;
    s.path = null;
    s.seeking = false;
    if (node) s.hidden.delete(node.index);
  });
  if (node) announce(`${node.label}, ${describe(node)}`);
}

// The address: only what differs from the start, nodes and documents by their keys, so that it outlives a new build.
function writeAddress() {
  const parts = new URLSearchParams();
  const nodeKeys = (set) => [...set].map((i) => graph.nodes[i].key).join(".");
  if (state.picked !== null) parts.set("e", graph.nodes[state.picked].key);
  if (state.document !== null) parts.set("d", graph.documents[state.document].key);
  if (state.path) parts.set("path", nodeKeys([state.path.nodes[0], state.path.nodes.at(-1)]));
  if (state.focus) parts.set("focus", `${graph.nodes[state.focus.node].key}.${state.focus.depth}`);
  if (state.view !== "network") parts.set("view", state.view);
  if (state.theme !== "auto") parts.set("theme", state.theme);
  if (language !== DATA.lang) parts.set("lang", language);
  if (state.hidden.size) parts.set("hide", nodeKeys(state.hidden));
  if (state.pinned.size)
    parts.set("pin", [...state.pinned].map((i) => graph.nodes[i]).map((n) => `${n.key}_${Math.round(n.x / stretch.x)}_${Math.round(n.y / stretch.y)}`).join("."));
  if (state.open.size) parts.set("open", [...state.open].map((i) => graph.groups[i].key).join("."));
  if (!state.loose) parts.set("loose", "0");
  if (state.from) parts.set("from", state.from);
  if (state.until) parts.set("until", state.until);
  for (const [group, set] of Object.entries(state.off)) {
    if (!set.size) continue;
    const names = group === "documents" ? [...set].map((i) => graph.documents[i].key) : [...set];
    parts.set("no-" + group, names.join("."));
  }
  // A page inside a notebook's frame has no address of its own.
  if (location.protocol === "about:") return;
  const text = parts.toString();
  if (text !== location.hash.slice(1)) history.replaceState(null, "", text ? "#" + text : location.pathname + location.search);
}

function readAddress() {
  const parts = new URLSearchParams(location.hash.slice(1));
  const byKey = new Map(graph.nodes.map((n) => [n.key, n.index]));
  const documentByKey = new Map(graph.documents.map((d) => [d.key, d.index]));
  const list = (name) => (parts.get(name) ?? "").split(".").filter(Boolean);
  const known = (name) => list(name).map((k) => byKey.get(k)).filter((i) => i !== undefined);
  state.picked = known("e")[0] ?? (DATA.focus ?? null);
  state.document = documentByKey.get(parts.get("d")) ?? null;
  if (parts.get("lang") === "nl" || parts.get("lang") === "en") language = parts.get("lang");
  if (["table", "timeline"].includes(parts.get("view"))) state.view = parts.get("view");
  if (["light", "dark"].includes(parts.get("theme"))) state.theme = parts.get("theme");
  const [middle, depth] = list("focus");
  if (byKey.has(middle)) state.focus = { node: byKey.get(middle), depth: Math.min(9, Math.max(1, Number(depth) || 1)) };
  state.hidden = new Set(known("hide"));
  for (const item of list("pin")) {
    const [key, x, y] = item.split("_");
    if (!byKey.has(key) || !Number.isFinite(Number(x)) || !Number.isFinite(Number(y))) continue;
    const node = graph.nodes[byKey.get(key)];
    Object.assign(node, { x: Number(x) * stretch.x, y: Number(y) * stretch.y });
    state.pinned.add(node.index);
    moved.add(node.index);
  }
  const keys = new Set(list("open"));
  state.open = new Set(graph.groups.filter((g) => keys.has(g.key)).map((g) => g.at));
  state.loose = parts.get("loose") !== "0";
  for (const name of ["from", "until"]) if (/^\d{4}-\d\d-\d\d$/.test(parts.get(name) ?? "")) state[name] = parts.get(name);
  for (const group of ["types", "predicates", "statuses"]) state.off[group] = new Set(list("no-" + group));
  state.off.documents = new Set(list("no-documents").map((k) => documentByKey.get(k)).filter((i) => i !== undefined));
  look();
  const ends = known("path");
  if (ends.length === 2) state.path = shortest(graph.nodes[ends[0]], graph.nodes[ends[1]]);
  for (const i of [state.picked, ...state.pinned, ...(state.path?.nodes ?? [])]) openAround(graph.nodes[i]);
  look();
}
