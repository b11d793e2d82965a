// The shape and colours of each type. Shapes differ without colour; colours are Okabe and Ito's, which people with
// any form of colour blindness tell apart. Outlines are in 20 by 20 units around the middle.

const SHAPES = {
  Ministry: "M-9-9H9V9H-9Z",
  Programme: "M-11 0L-5.5-9.6H5.5L11 0L5.5 9.6H-5.5Z",
  Region: "M0 12C-3.5 6.5-9.2 3.5-9.2-2.8A9.2 9.2 0 1 1 9.2-2.8C9.2 3.5 3.5 6.5 0 12Z",
  Organisation: "M-10 0A10 10 0 1 1 10 0A10 10 0 1 1-10 0Z",
  Person: "M0-11L11 8.5H-11Z",
  Office: "M0 11L11-8.5H-11Z",
  Law: "M0-12L12 0L0 12L-12 0Z",
  Publication: "M-8.5-11H2.5L8.5-5V11H-8.5Z",
  Document: "M-8.5-11H8.5V11H-8.5Z",
};
// Lines inside the shape: a fold, an eye.
const DETAILS = {
  Region: "M-3-2.8A3 3 0 1 1 3-2.8A3 3 0 1 1-3-2.8Z",
  Publication: "M2.5-11V-5H8.5",
  Document: "M-4.5-5H4.5M-4.5 0H4.5M-4.5 5H1",
};
const COLOURS = {
  light: {
    Ministry: ["#0072b2", "#00466e"], Programme: ["#e69f00", "#8a5f00"], Region: ["#009e73", "#00573f"],
    Organisation: ["#7cc4ee", "#26709c"], Person: ["#cc79a7", "#84305e"], Office: ["#d55e00", "#823900"],
    Law: ["#5a6169", "#2b3036"], Publication: ["#f0e442", "#857c00"], Document: ["#ffffff", "#5a6169"],
  },
  dark: {
    Ministry: ["#3c9bd6", "#b5dcf5"], Programme: ["#e69f00", "#ffd88a"], Region: ["#0fae82", "#9fe6cf"],
    Organisation: ["#7cc4ee", "#d3ecfb"], Person: ["#cc79a7", "#f1cfe1"], Office: ["#e0702a", "#ffc9a3"],
    Law: ["#a3abb5", "#e3e7ec"], Publication: ["#f0e442", "#fffbc4"], Document: ["#2a3038", "#c3cad3"],
  },
};
// How a line is drawn by what the text says: dashes in pixels.
const DASHES = {
  stated: [], planned: [7, 4], conditional: [7, 4], asked: [2, 4], negated: [2, 4], ended: [12, 4, 2, 4], register: [],
};

const outlines = Object.fromEntries(Object.entries(SHAPES).map(([type, d]) => [type, new Path2D(d)]));
const details = Object.fromEntries(Object.entries(DETAILS).map(([type, d]) => [type, new Path2D(d)]));

function shapeOf(type) {
  return type in SHAPES ? type : "Organisation";
}

function isDark() {
  if (state.theme !== "auto") return state.theme === "dark";
  return matchMedia("(prefers-color-scheme: dark)").matches;
}

function coloursOf(type) {
  return COLOURS[isDark() ? "dark" : "light"][shapeOf(type)];
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
      "stroke-dasharray": DASHES[status]?.join(" ") || null,
    }),
    el("path", { d: "M20 2L28 6L20 10Z", fill: "currentColor" }),
    status === "negated" ? el("path", { d: "M7 1L13 11", stroke: "currentColor", "stroke-width": 2 }) : null,
  );
}
