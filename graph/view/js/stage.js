// The picture on the screen: vis-network moves, zooms, drags and (when asked) simulates; canvas.js draws.

let network = null;
let dataset = null;
let pointed = null; // node under the pointer or the keyboard
let pointedEdge = null;
let view = null;

const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

function raise() {
  const stage = byId("stage");
  byId("loading").remove();
  readInk();
  dataset = new vis.DataSet();
  raiseThings();
  const options = structuredClone(DATA.options);
  options.nodes.ctxRenderer = renderNode;
  network = new vis.Network(stage, { nodes: dataset, edges: [] }, options);
  stage.querySelector("canvas").setAttribute("aria-hidden", "true");
  network.on("beforeDrawing", (context) => {
    view = currentView();
    paintEdges(context, view);
  });
  network.on("afterDrawing", (context) => paintLabels(context, view));
  network.on("click", (event) => {
    const node = nodeAt(event.pointer.DOM);
    const edge = node ? null : edgeAt(event.pointer.DOM);
    if (edge) openEdge(edge);
    else pick(node);
  });
  network.on("doubleClick", (event) => {
    const node = nodeAt(event.pointer.DOM);
    if (node && !node.members) focusOn(node, 1);
  });
  network.on("dragStart", (event) => {
    if (event.nodes.some((i) => graph.nodes[i])) {
      remember();
      for (const i of event.nodes) moved.add(i);
    }
  });
  network.on("dragEnd", (event) => {
    for (const i of event.nodes) {
      const { x, y } = network.getPosition(i);
      Object.assign(graph.nodes[i], { x, y });
    }
    if (event.nodes.length) {
      const pinned = isMoving();
      change((s) => pinned && event.nodes.forEach((i) => s.pinned.add(i)));
      syncPins();
    }
  });
  stage.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch" || event.buttons) return;
    const box = stage.getBoundingClientRect();
    const at = { x: event.clientX - box.left, y: event.clientY - box.top };
    const node = nodeAt(at);
    point(node, node ? null : edgeAt(at), at);
  });
  stage.addEventListener("pointerleave", () => point(null, null));
  new ResizeObserver(() => network.redraw()).observe(stage);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  fit(false);
}

// vis-network gets what is drawn, and keeps what once was: members of a closed group cost nothing until it opens.
function raiseThings() {
  const missing = visible.things.filter((t) => !dataset.get(t.index));
  dataset.add(missing.map((t) => ({ id: t.index, x: t.x, y: t.y, size: t.size, fixed: Boolean(t.members) || state.pinned.has(t.index) })));
}

// Called by vis-network for each node; its own idea of hidden nodes would cost a rebuild at every filter.
function renderNode({ ctx, id, x, y }) {
  const node = thingOf(id);
  node.x = x;
  node.y = y;
  if (!isDrawn(node)) return { drawNode() {}, nodeDimensions: { width: 0, height: 0 } };
  const side = 2 * radius(node, view.scale);
  return { drawNode: () => paintNode(ctx, node, view), nodeDimensions: { width: side, height: side } };
}

function currentView() {
  const scale = network.getScale();
  const { x, y } = network.getViewPosition();
  const stage = byId("stage");
  const wide = stage.clientWidth / scale;
  const high = stage.clientHeight / scale;
  const picked = state.picked === null ? null : graph.nodes[state.picked];
  return {
    scale, left: x - wide / 2, top: y - high / 2, right: x + wide / 2, bottom: y + high / 2,
    marked: pointed ?? picked, lit: litBy(pointed ?? picked, pointed ? null : state.path) ?? litEdge(),
  };
}

function litEdge() {
  if (!pointedEdge) return null;
  return { nodes: new Set([pointedEdge.from, pointedEdge.to]), edges: new Set([pointedEdge]) };
}

function repaint() {
  readInk();
  raiseThings();
  network.redraw();
}

function nodeAt({ x, y }) {
  const at = network.DOMtoCanvas({ x, y });
  const scale = network.getScale();
  let best = null;
  let nearest = Infinity;
  for (const node of visible.things) {
    const away = Math.hypot(node.x - at.x, node.y - at.y);
    if (away < radius(node, scale) + 6 / scale && away < nearest) {
      best = node;
      nearest = away;
    }
  }
  return best;
}

function edgeAt({ x, y }) {
  const at = network.DOMtoCanvas({ x, y });
  const scale = network.getScale();
  let best = null;
  let nearest = 7 / scale;
  for (const edge of graph.edges) {
    if (!visible.lines[edge.index]) continue;
    const c = course(edge, scale);
    const [mx, my] = middleOf(c);
    const away = Math.min(toSegment(at, c.x1, c.y1, mx, my), toSegment(at, mx, my, c.x2, c.y2));
    if (away < nearest) {
      best = edge;
      nearest = away;
    }
  }
  return best;
}

function toSegment(p, x1, y1, x2, y2) {
  const dx = x2 - x1;
  const dy = y2 - y1;
  const t = Math.max(0, Math.min(1, ((p.x - x1) * dx + (p.y - y1) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(p.x - x1 - t * dx, p.y - y1 - t * dy);
}

function point(node, edge, at) {
  byId("stage").classList.toggle("aims", Boolean(node || edge));
  if (node === pointed && edge === pointedEdge) return;
  pointed = node;
  pointedEdge = edge;
  showTip(node, edge, at);
  network.redraw();
}

function showTip(node, edge, at) {
  byId("tip")?.remove();
  if (!at || (!node && !edge)) return;
  const tip = el("div", { id: "tip", "aria-hidden": "true" },
    node
      ? [bdi(node.label, { class: "strong" }), el("span", {}, describe(node))]
      : [el("span", {}, bdi(edge.from.label), ` ${term("predicates", edge.predicate)} `, bdi(edge.to.label)),
         el("span", {}, statusesOf(edge).map((s) => term("statuses", s)).join(", "))]);
  const stage = byId("stage");
  stage.append(tip);
  tip.style.left = Math.max(8, Math.min(at.x + 14, stage.clientWidth - tip.offsetWidth - 8)) + "px";
  tip.style.top = Math.max(8, Math.min(at.y + 16, stage.clientHeight - tip.offsetHeight - 8)) + "px";
}

// Show all that is visible, or these nodes, as large as fits but not larger than life.
function fit(animate = true, nodes = visible.things) {
  if (!nodes.length || !byId("stage").clientWidth) return;
  const { x, y, scale } = frame(nodes);
  moveTo(x, y, scale, animate);
}

// The middle and the scale that show these nodes and their names, clear of the buttons below and of a panel over it.
function frame(nodes) {
  const stage = byId("stage");
  let left = Infinity, top = Infinity, right = -Infinity, bottom = -Infinity;
  for (const n of nodes) {
    const half = Math.max(n.size, Math.min(69, Math.max(...n.lines.map((t) => t.length)) * 3.4));
    left = Math.min(left, n.x - half);
    right = Math.max(right, n.x + half);
    top = Math.min(top, n.y - n.size);
    bottom = Math.max(bottom, n.y + n.size + 6 + 16 * n.lines.length);
  }
  const margin = Math.min(32, stage.clientWidth * 0.03);
  const below = Math.max(56, byId("status").offsetHeight + 24) + (visible.groups.length ? 26 : 0); // and the names of groups
  const high = Math.max(120, stage.clientHeight - (coveredHeight() || below));
  const scale = Math.min(1.3, (stage.clientWidth - 2 * margin) / (right - left), (high - 2 * margin) / (bottom - top));
  return { x: (left + right) / 2, y: (top + bottom) / 2 + (stage.clientHeight - high) / 2 / scale, scale };
}

function moveTo(x, y, scale, animate = true) {
  const animation = animate && !still() ? { duration: 350, easingFunction: "easeInOutQuad" } : false;
  network.moveTo({ position: { x, y }, scale, animation });
}

function zoomBy(factor) {
  const { x, y } = network.getViewPosition();
  moveTo(x, y, Math.min(4, Math.max(0.02, network.getScale() * factor)));
}

// On a narrow screen the panel lies over the picture.
function coveredHeight() {
  const panel = byId("panel");
  return getComputedStyle(panel).position === "absolute" ? panel.offsetHeight : 0;
}

// Bring a node with all around it into sight, large enough to read: its neighbours or, where it has none, what it is
// named with. Where it has too many or they stand too far, the node itself stays in the middle.
function showAround(node) {
  if (state.view !== "network") return;
  const near = [...neighbours(node)];
  const nodes = [...new Set([node, ...(near.length ? near : namedWith(node))])].filter((n) => visible.drawn[n.index]);
  const v = currentView();
  const high = (v.bottom - v.top) - coveredHeight() / v.scale;
  const inside = ({ x, y }) => x > v.left + 70 / v.scale && x < v.right - 70 / v.scale && y > v.top + 20 / v.scale && y < v.top + high - 50 / v.scale;
  if (v.scale > READABLE && v.scale < 1.4 && nodes.every(inside)) return;
  const { x, y, scale } = frame(nodes);
  if (scale >= READABLE) moveTo(x, y, Math.min(1, scale));
  else moveTo(node.x, node.y + coveredHeight() / READABLE / 2, READABLE);
}

const READABLE = 0.6;

// Bring a node into sight without losing the reader's place more than needed.
function show(node) {
  if (state.view !== "network") return;
  const v = currentView();
  const margin = 80 / v.scale;
  const inside = node.x > v.left + margin && node.x < v.right - margin && node.y > v.top + margin && node.y < v.bottom - margin;
  const covered = coveredHeight() / v.scale;
  if (!inside || v.scale < 0.5 || node.y > v.bottom - covered - margin) {
    const scale = Math.max(v.scale, 0.75);
    moveTo(node.x, node.y + coveredHeight() / scale / 2, scale);
  }
}

function placeNode(node, x, y) {
  Object.assign(node, { x, y });
  if (dataset.get(node.index)) network.moveNode(node.index, x, y);
}

function syncPins() {
  dataset.update([...moved, ...state.pinned].filter((i) => dataset.get(i)).map((i) => ({ id: i, fixed: state.pinned.has(i) })));
}

const isMoving = () => byId("move").getAttribute("aria-pressed") === "true";

// The simulation needs the edges; the drawing does not, so vis-network gets them only now.
function toggleMoving() {
  const start = !isMoving();
  byId("move").setAttribute("aria-pressed", String(start));
  if (start) {
    remember();
    for (const n of graph.nodes) if (dataset.get(n.index)) moved.add(n.index);
    network.body.data.edges.clear();
    network.body.data.edges.add(graph.edges.filter((e) => visible.lines[e.index]).map((e) => ({ id: e.index, from: e.from.index, to: e.to.index })));
  }
  network.setOptions({ physics: { enabled: start } });
  if (!start) clearBelow();
  change(() => {});
}

// After the picture has moved, the groups of what has no relations go on below it.
function clearBelow() {
  const loose = graph.groups.filter((g) => g.loose);
  const others = graph.nodes.filter((n) => visible.drawn[n.index] && !n.group?.loose);
  if (!loose.length || !others.length) return;
  const low = others.reduce((most, n) => Math.max(most, n.y + n.size), -Infinity);
  const down = low + 120 - loose.reduce((least, g) => Math.min(least, g.y), Infinity);
  if (down <= 0) return;
  for (const thing of loose.flatMap((g) => [g, ...g.members])) placeNode(thing, thing.x, thing.y + down);
}
