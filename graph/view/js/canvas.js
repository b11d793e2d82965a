// Drawing. Everything here takes a view {scale, left, top, right, bottom, lit, marked} and a drawing context in the
// graph's own coordinates, so that the screen and an exported picture are drawn by the same hand.

let ink = null; // colours of the page, read from the style sheet

function readInk() {
  const style = getComputedStyle(document.documentElement);
  const value = (name) => style.getPropertyValue(name).trim();
  ink = {
    ground: value("--canvas"), text: value("--text"), quiet: value("--quiet"), edge: value("--edge"),
    strong: value("--edge-strong"), accent: value("--accent"), font: value("--font"),
  };
}

// A shape never gets smaller on the screen than can be seen.
function radius(node, scale) {
  return Math.max(node.size, (1.3 + node.size * 0.11) / scale);
}

function isLitNode(view, node) {
  return !view.lit || view.lit.nodes.has(node);
}

function isLitEdge(view, edge) {
  return !view.lit || view.lit.edges.has(edge);
}

// Where a line starts, bends and ends, at the rims of the two shapes.
function course(edge, scale) {
  const { from, to } = edge;
  let dx = to.x - from.x;
  let dy = to.y - from.y;
  const length = Math.hypot(dx, dy) || 1;
  dx /= length;
  dy /= length;
  const mx = (from.x + to.x) / 2 - dy * edge.bend;
  const my = (from.y + to.y) / 2 + dx * edge.bend;
  const rim = (node, x, y, gap) => {
    const away = Math.hypot(x - node.x, y - node.y) || 1;
    const r = Math.min(away * 0.9, radius(node, scale) + gap);
    return [node.x + ((x - node.x) / away) * r, node.y + ((y - node.y) / away) * r];
  };
  const straight = edge.bend === 0;
  const [x1, y1] = rim(from, straight ? to.x : mx, straight ? to.y : my, 1);
  const [x2, y2] = rim(to, straight ? from.x : mx, straight ? from.y : my, 2.5);
  return { x1, y1, mx, my, x2, y2, straight, length };
}

function middleOf(c) {
  return c.straight
    ? [(c.x1 + c.x2) / 2, (c.y1 + c.y2) / 2]
    : [c.x1 / 4 + c.mx / 2 + c.x2 / 4, c.y1 / 4 + c.my / 2 + c.y2 / 4];
}

function isInView(view, x1, y1, x2, y2) {
  return Math.max(x1, x2) >= view.left && Math.min(x1, x2) <= view.right &&
    Math.max(y1, y2) >= view.top && Math.min(y1, y2) <= view.bottom;
}

function paintEdges(context, view) {
  const thin = 1 / view.scale;
  paintLinks(context, view, thin);
  const groups = new Map();
  for (const edge of graph.edges) {
    if (!visible.lines[edge.index] || edge.from === edge.to) continue;
    const c = course(edge, view.scale);
    if (!isInView(view, c.x1, c.y1, c.x2, c.y2)) continue;
    const lit = isLitEdge(view, edge);
    const style = firmestShown(edge);
    const key = (lit ? 1 : 0) + style;
    if (!groups.has(key)) groups.set(key, { lit, style, lines: new Path2D(), heads: new Path2D() });
    const group = groups.get(key);
    group.lines.moveTo(c.x1, c.y1);
    if (c.straight) group.lines.lineTo(c.x2, c.y2);
    else group.lines.quadraticCurveTo(c.mx, c.my, c.x2, c.y2);
    if (!isSymmetric(edge.predicate)) addHead(group.heads, c, view, lit && view.lit);
    if (style === "negated") addStrike(group.lines, c, view.scale);
  }
  for (const group of [...groups.values()].sort((a, b) => a.lit - b.lit)) {
    const strong = group.lit && view.lit;
    context.globalAlpha = strong ? 1 : group.lit ? Math.min(1, 0.45 + view.scale * 1.5) : 0.16;
    context.strokeStyle = context.fillStyle = strong ? ink.strong : ink.edge;
    context.lineWidth = thin * Math.min(1.8, Math.max(0.7, view.scale * 1.3)) * (strong ? 1.5 : 1) *
      (group.style === "register" ? 0.6 : 1);
    context.setLineDash(dashesOf(group.style).map((v) => v * thin * Math.min(1, Math.max(0.5, view.scale))));
    context.stroke(group.lines);
    context.setLineDash([]);
    context.fill(group.heads);
  }
  context.globalAlpha = 1;
}

// To a closed group there is one faint line, however many relations lie behind it.
function paintLinks(context, view, thin) {
  context.strokeStyle = ink.edge;
  context.lineWidth = thin * 0.7;
  for (const lit of [false, true]) {
    context.globalAlpha = lit ? 0.5 : 0.12;
    context.beginPath();
    for (const link of visible.links) {
      if (lit !== (isLitNode(view, link.from) && isLitNode(view, link.to))) continue;
      const c = course(link, view.scale);
      if (!isInView(view, c.x1, c.y1, c.x2, c.y2)) continue;
      context.moveTo(c.x1, c.y1);
      context.lineTo(c.x2, c.y2);
    }
    context.stroke();
  }
  context.globalAlpha = 1;
}

function firmestShown(edge) {
  if (edge.firm === undefined) edge.firm = firmest(edge);
  return edge.firm;
}

function addHead(path, c, view, large) {
  const size = Math.min(9, Math.max(large ? 6 : 3.5, 9 * view.scale)) / view.scale;
  const fromX = c.straight ? c.x1 : c.mx;
  const fromY = c.straight ? c.y1 : c.my;
  const away = Math.hypot(c.x2 - fromX, c.y2 - fromY) || 1;
  if (away < size) return;
  const ux = (c.x2 - fromX) / away;
  const uy = (c.y2 - fromY) / away;
  path.moveTo(c.x2, c.y2);
  path.lineTo(c.x2 - ux * size - uy * size * 0.42, c.y2 - uy * size + ux * size * 0.42);
  path.lineTo(c.x2 - ux * size + uy * size * 0.42, c.y2 - uy * size - ux * size * 0.42);
  path.closePath();
}

function addStrike(path, c, scale) {
  const [x, y] = middleOf(c);
  const r = 5 / Math.max(scale, 0.5);
  path.moveTo(x - r, y - r);
  path.lineTo(x + r, y + r);
}

function paintNode(context, node, view) {
  const r = radius(node, view.scale);
  const shape = shapeOf(node.type);
  const lit = isLitNode(view, node);
  if (r * view.scale < STAMPED && view.marked !== node && !state.pinned.has(node.index)) {
    const { image, side } = stamp(shape, lit, Math.round(r * view.scale * 4) / 4);
    context.drawImage(image, node.x - side / 2 / view.scale, node.y - side / 2 / view.scale, side / view.scale, side / view.scale);
    return;
  }
  context.save();
  context.translate(node.x, node.y);
  const unit = r / 10.5;
  context.scale(unit, unit);
  const thick = 1 / (unit * view.scale);
  context.lineJoin = "round";
  if (view.marked === node) {
    context.strokeStyle = ink.accent;
    context.lineWidth = 8 * thick;
    context.stroke(outlines[shape]);
    context.strokeStyle = ink.ground;
    context.lineWidth = 4 * thick;
    context.stroke(outlines[shape]);
  }
  paintShape(context, shape, lit, thick, r * view.scale);
  if (state.pinned.has(node.index)) {
    context.globalAlpha = 1;
    context.fillStyle = ink.accent;
    context.beginPath();
    context.arc(8, -8, 3.2, 0, 2 * Math.PI);
    context.fill();
  }
  context.restore();
}

// A shape around the origin, ten and a half units from middle to rim; thick is a pixel in those units.
function paintShape(context, shape, lit, thick, pixels) {
  const [fill, stroke] = coloursOf(shape);
  context.fillStyle = ink.ground;
  context.fill(outlines[shape]);
  context.globalAlpha = lit ? 1 : 0.18;
  context.fillStyle = fill;
  context.fill(outlines[shape]);
  context.strokeStyle = stroke;
  context.lineWidth = Math.min(1.5, 0.6 + pixels / 12) * thick;
  context.stroke(outlines[shape]);
  if (Object.hasOwn(DETAILS, shape) && pixels > 6) {
    if (shape === "Region") {
      context.fillStyle = ink.ground;
      context.fill(details[shape]);
    }
    context.stroke(details[shape]);
  }
}

const STAMPED = 9; // pixels from middle to rim
const stamps = new Map();

// Small shapes are drawn once and then stamped: thousands of them have to keep up with a hand that moves the picture.
function stamp(shape, lit, pixels) {
  const fine = Math.min(3, window.devicePixelRatio || 1) * 1.5;
  const key = `${shape} ${lit} ${pixels} ${fine} ${ink.ground}`;
  if (!stamps.has(key)) {
    const side = Math.ceil(2.6 * pixels + 4);
    const image = el("canvas", { width: Math.ceil(side * fine), height: Math.ceil(side * fine) });
    const context = image.getContext("2d");
    const unit = (pixels / 10.5) * fine;
    context.translate(image.width / 2, image.height / 2);
    context.scale(unit, unit);
    context.lineJoin = "round";
    paintShape(context, shape, lit, fine / unit, pixels);
    stamps.set(key, { image, side: image.width / fine });
  }
  return stamps.get(key);
}

// Boxes on the screen that text has taken.
class Taken {
  constructor() {
    this.cells = new Map();
  }
  *around(box) {
    for (let x = Math.floor(box[0] / 80); x <= Math.floor(box[2] / 80); x++)
      for (let y = Math.floor(box[1] / 80); y <= Math.floor(box[3] / 80); y++) yield x * 65536 + y;
  }
  isFree(box) {
    for (const cell of this.around(box))
      for (const b of this.cells.get(cell) ?? [])
        if (box[0] < b[2] && box[2] > b[0] && box[1] < b[3] && box[3] > b[1]) return false;
    return true;
  }
  add(box) {
    for (const cell of this.around(box)) {
      if (!this.cells.has(cell)) this.cells.set(cell, []);
      this.cells.get(cell).push(box);
    }
  }
}

const LARGEST = 14;
const widths = new Map();

function measure(context, font, text) {
  const key = font + text;
  if (!widths.has(key)) {
    context.font = font;
    widths.set(key, context.measureText(text).width);
  }
  return widths.get(key);
}

// Labels keep one size on the screen; where there is no room the less important ones wait until one zooms in.
// `write` gets each line to draw: {text, x, y, align, font, colour}, in pixels of the screen.
function placeLabels(context, view, write) {
  const { scale } = view;
  const taken = new Taken();
  const screen = (node) => [(node.x - view.left) * scale, (node.y - view.top) * scale];
  const inView = visible.things.filter((n) => isInView(view, n.x, n.y, n.x, n.y));
  const rank = (n) =>
    (view.marked === n ? 1e6 : 0) + (view.lit && view.lit.nodes.has(n) ? 1e4 : 0) + (state.pinned.has(n.index) ? 1e3 : 0) + (n.loose ? 1e2 : 0) + n.size;
  inView.sort((a, b) => rank(b) - rank(a) || a.index - b.index);
  const block = (nodes) => {
    for (const node of nodes) {
      const [x, y] = screen(node);
      const r = radius(node, scale) * scale * 0.8;
      taken.add([x - r, y - r, x + r, y + r]);
    }
  };
  // The names of the largest may lie over small shapes; all others keep clear of every shape.
  block(inView.slice(0, LARGEST * 3));
  const size = Math.round(Math.min(16, Math.max(11, 13 * scale)) * 2) / 2;
  const font = `${size}px ${ink.font}`;
  const bold = `600 ${size}px ${ink.font}`;
  const line = size * 1.23;
  const right = (view.right - view.left) * scale;
  const bottom = (view.bottom - view.top) * scale;
  // Far away a picture is read for its shape: no more labels than leave it open.
  const most = view.lit || inView.length < 150 ? 600 : Math.max(LARGEST, (right * bottom / 9000) * Math.max(0.35, scale));
  let written = 0;
  for (const [k, node] of inView.entries()) {
    if (written > most) break;
    if (k === LARGEST) block(inView.slice(LARGEST * 3, 1500));
    const lit = isLitNode(view, node);
    if (view.lit && !lit) break;
    const strong = view.marked === node || (node.size >= 18 && !node.loose);
    const [x, y] = screen(node);
    const r = radius(node, scale) * scale;
    const wide = Math.max(...node.lines.map((t) => measure(context, strong ? bold : font, t)));
    const high = line * node.lines.length;
    const spot = spots(x, y, r, wide, high).find(({ box }) =>
      box[0] > 0 && box[1] > 0 && box[2] < right && box[3] < bottom && taken.isFree(box)) ??
      (view.marked === node ? spots(x, y, r, wide, high)[0] : null);
    if (!spot) continue;
    taken.add(spot.box);
    written++;
    node.lines.forEach((text, i) => write({
      text, x: spot.x, y: spot.box[1] + line * (i + 0.8), align: spot.align, font: strong ? bold : font, colour: ink.text,
    }));
  }
  placeNames(context, view, taken, write);
}

// Where a label may stand: below its shape, for which the layout keeps room, or else beside or above it.
function spots(x, y, r, wide, high) {
  const half = wide / 2 + 2;
  return [
    { align: "center", x, box: [x - half, y + r + 3, x + half, y + r + 4 + high] },
    { align: "left", x: x + r + 4, box: [x + r + 2, y - high / 2, x + r + 6 + wide, y + high / 2] },
    { align: "right", x: x - r - 4, box: [x - r - 6 - wide, y - high / 2, x - r - 2, y + high / 2] },
    { align: "center", x, box: [x - half, y - r - 4 - high, x + half, y - r - 3] },
  ];
}

// The names of relations: of those lit up, or of all when there are few enough to read.
function placeNames(context, view, taken, write) {
  const { scale } = view;
  if (!view.lit && (scale < 0.62 || visible.edgeCount > 220)) return;
  const font = `italic 11px ${ink.font}`;
  for (const edge of graph.edges) {
    if (!visible.lines[edge.index] || (view.lit && !view.lit.edges.has(edge))) continue;
    const c = course(edge, scale);
    const [mx, my] = middleOf(c);
    if (!isInView(view, mx, my, mx, my)) continue;
    const text = term("predicates", edge.predicate);
    const half = measure(context, font, text) / 2 + 3;
    if (c.length * scale < half * 1.2) continue;
    const x = (mx - view.left) * scale;
    const y = (my - view.top) * scale;
    const box = [x - half, y - 7, x + half, y + 7];
    if (!taken.isFree(box)) continue;
    taken.add(box);
    write({ text, x, y: y + 4, align: "center", font, colour: ink.quiet });
  }
}

function paintLabels(context, view) {
  context.save();
  context.translate(view.left, view.top);
  context.scale(1 / view.scale, 1 / view.scale);
  context.textBaseline = "alphabetic";
  context.lineJoin = "round";
  context.lineWidth = 4;
  context.strokeStyle = ink.ground;
  placeLabels(context, view, (label) => {
    context.font = label.font;
    context.textAlign = label.align;
    context.fillStyle = label.colour;
    context.strokeText(label.text, label.x, label.y);
    context.fillText(label.text, label.x, label.y);
  });
  context.restore();
}

// What lights up: a path, or the marked node with its neighbours; nothing when nothing is picked.
function litBy(node, path) {
  if (path) return { nodes: new Set(path.nodes.map((i) => graph.nodes[i])), edges: new Set(path.edges.map((i) => graph.edges[i])) };
  if (!node || !visible.nodes[node.index]) return null;
  const near = neighbours(node);
  for (const other of near.size ? [] : namedWith(node)) near.add(other);
  near.add(node);
  for (const other of [...near]) if (isClosed(other.group)) near.add(other.group);
  return { nodes: near, edges: new Set(visibleEdges(node)) };
}
