// The shape and colours of each type, from shapes.json. Shapes differ without colour; colours are Okabe and Ito's,
// which people with any form of colour blindness tell apart. Outlines are in 20 by 20 units around the middle; details
// are lines inside (a fold, an eye); dashes, in pixels, say how the text puts a relation.

let SHAPES, DETAILS, COLOURS, DASHES, outlines, details;

function readShapes() {
  ({ shapes: SHAPES, details: DETAILS, colours: COLOURS, dashes: DASHES } = DATA.shapes);
  const drawn = (paths) => Object.fromEntries(Object.entries(paths).map(([type, d]) => [type, new Path2D(d)]));
  outlines = drawn(SHAPES);
  details = drawn(DETAILS);
}

function shapeOf(type) {
  return Object.hasOwn(SHAPES, type) ? type : "Organisation";
}

function isDark() {
  if (state.theme !== "auto") return state.theme === "dark";
  return matchMedia("(prefers-color-scheme: dark)").matches;
}

function coloursOf(type) {
  return COLOURS[isDark() ? "dark" : "light"][shapeOf(type)];
}

function dashesOf(status) {
  return Object.hasOwn(DASHES, status) ? DASHES[status] : [];
}

// The shape as a small picture beside a name.
function swatch(type, size = 16) {
  const shape = shapeOf(type);
  const [fill, stroke] = coloursOf(type);
  return el(
    "svg",
    { class: "swatch", viewBox: "-13 -13 26 26", width: size, height: size, "aria-hidden": "true" },
    el("path", { d: SHAPES[shape], fill, stroke, "stroke-width": 2, "stroke-linejoin": "round" }),
    shape in DETAILS ? el("path", { d: DETAILS[shape], fill: "none", stroke, "stroke-width": 2 }) : null,
  );
}

function lineSwatch(status) {
  return el(
    "svg",
    { class: "line", viewBox: "0 0 28 12", width: 28, height: 12, "aria-hidden": "true" },
    el("path", {
      d: "M0 6H20", fill: "none", stroke: "currentColor", "stroke-width": status === "register" ? 1 : 2,
      "stroke-dasharray": dashesOf(status).join(" ") || null,
    }),
    el("path", { d: "M20 2L28 6L20 10Z", fill: "currentColor" }),
    status === "negated" ? el("path", { d: "M7 1L13 11", stroke: "currentColor", "stroke-width": 2 }) : null,
  );
}
