// Everything with the keyboard.

const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function raiseKeys() {
  byId("stage").addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const node = pointed ?? (state.picked === null ? null : graph.nodes[state.picked]);
    if (event.key in DIRECTIONS) walk(node, DIRECTIONS[event.key]);
    else if (event.key === "Enter" && node) {
      if (node.members) openGroup(node, true);
      else pick(node);
      if (!state.seeking && !node.members) byId("panel").focus();
    } else if (event.key === "+" || event.key === "=") zoomBy(1.3);
    else if (event.key === "-") zoomBy(1 / 1.3);
    else if (event.key === "0") fit();
    else if (event.key === "f" && node && !node.members) state.focus?.node === node.index ? unfocus() : focusOn(node, 1);
    else if (event.key === "h" && node && !node.members) { point(null, null); hide(node); }
    else if (event.key === "p" && node && !node.members) togglePin(node);
    else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select, textarea");
    if ((event.ctrlKey || event.metaKey) && event.key === "z" && !typing) undo();
    else if (event.ctrlKey || event.metaKey || event.altKey) return;
    else if (event.key === "Escape" && !byId("keys").open) back();
    else if (event.key === "/" && !typing) byId("search").focus();
    else if (event.key === "?" && !typing) showKeys();
    else return;
    event.preventDefault();
  });
}

// To the nearest entity in a direction; from nowhere, to the largest in sight.
function walk(node, [dx, dy]) {
  let best = null;
  let least = Infinity;
  for (const other of visible.things) {
    if (other === node) continue;
    const x = node ? other.x - node.x : 0;
    const y = node ? other.y - node.y : 0;
    const along = x * dx + y * dy;
    const aside = Math.abs(x * dy) + Math.abs(y * dx);
    if (node && along <= 0) continue;
    const cost = node ? along + 2 * aside : -other.size;
    if (cost < least) {
      best = other;
      least = cost;
    }
  }
  if (!best) return;
  point(best, null);
  show(best);
  announce(`${best.label}, ${describe(best)}`);
}

// One step back: from the search for a path, from what is picked, from the surroundings.
function back() {
  if (document.body.classList.contains("legend-open")) toggleLegend(false);
  else if (state.seeking) change((s) => (s.seeking = false));
  else if (state.picked !== null || state.document !== null || state.path) {
    pick(null);
    byId("stage").focus();
  } else if (state.focus) unfocus();
  point(null, null);
}

function showKeys() {
  const row = (keys, name) => [el("dt", {}, keys.map((k) => el("kbd", {}, k))), el("dd", {}, word(name))];
  const dialog = byId("keys");
  dialog.replaceChildren(
    el("header", { class: "panel-head" },
      el("h2", { id: "keys-title" }, word("help")),
      el("button", { type: "button", class: "icon", "aria-label": word("close"), onclick: () => dialog.close() }, icon("close"))),
    el("p", {}, word("helpText")),
    el("dl", {}, row(["/"], "keySearch"), row(["←", "↑", "→", "↓"], "keyArrows"), row(["Enter"], "keyEnter"), row(["Esc"], "keyEscape"),
      row(["+", "−", "0"], "keyZoom"), row(["F"], "keyFocus"), row(["H"], "keyHide"), row(["P"], "keyPin"), row(["Ctrl", "Z"], "keyUndo")));
  dialog.showModal();
}
