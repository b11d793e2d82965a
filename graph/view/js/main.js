// From the file to the screen.

function notify(text) {
  const notice = byId("notice");
  notice.hidden = false;
  notice.replaceChildren(el("span", {}, text));
  clearTimeout(notify.timer);
  notify.timer = setTimeout(drawNotice, 4000);
}

// The line over the picture: asks for the other end of a path, else is not there.
function drawNotice() {
  const notice = byId("notice");
  notice.hidden = !state.seeking;
  notice.replaceChildren(...(state.seeking
    ? [el("span", {}, word("pathPick")), el("button", { type: "button", class: "quiet", onclick: () => change((s) => (s.seeking = false)) }, word("cancel"))]
    : []));
}

function drawStatus() {
  const [nodes] = DATA.total;
  const parts = [];
  if (nodes > graph.nodes.length && DATA.focus === null) parts.push(word("cut", { n: number(graph.nodes.length), total: number(nodes) }));
  if (DATA.focus !== null) parts.push(word("around", { depth: DATA.depth, name: graph.nodes[DATA.focus].label }));
  if (visible.nodeCount < graph.nodes.length) parts.push(word("shown", { n: number(visible.nodeCount), total: number(graph.nodes.length) }));
  const groups = visible.groups.filter((g) => !g.loose);
  const aside = visible.groups.filter((g) => g.loose);
  if (groups.length) parts.push(word(state.open.size ? "apartStatus" : "centralStatus", { n: number(visible.things.length - visible.groups.length), total: number(visible.nodeCount), groups: number(groups.length) }));
  if (aside.length) parts.push(word("asideStatus", { n: number(sizeOf(aside)) }));
  if (!graph.nodes.length) parts.push(word("emptyGraph"));
  else if (!visible.nodeCount) parts.push(word("empty"));
  byId("status").replaceChildren(
    ...parts.map((text) => el("span", {}, text)),
    ...(state.hidden.size ? [el("span", {}, word("hidden", { n: number(state.hidden.size) }), " ",
      el("button", { type: "button", class: "quiet", onclick: () => change((s) => s.hidden.clear(), { undoable: true }) }, word("showHidden")))] : []),
    ...(state.open.size && !state.focus ? [el("button", { type: "button", class: "quiet", onclick: closeGroups }, word("closeGroups"))] : []),
    ...(state.focus ? [el("button", { type: "button", class: "quiet", onclick: unfocus }, word("unfocus"))] : []));
}

function drawTop() {
  byId("counts").textContent = [
    count(graph.nodes.length, "entity", "entities"), count(graph.edges.length, "relation", "relations"),
    `${number(graph.documents.length)} ${graph.documents.length === 1 ? word("document") : word("documents").toLowerCase()}`,
  ].join(" · ");
  byId("undo").disabled = !past.length;
  for (const name of ["network", "table", "timeline"]) byId("view-" + name).setAttribute("aria-pressed", String(state.view === name));
  byId("stage").hidden = byId("zoom").hidden = byId("status").hidden = state.view !== "network";
  byId("table").hidden = state.view !== "table";
  byId("timeline").hidden = state.view !== "timeline";
  document.documentElement.dataset.theme = state.theme;
  document.body.classList.toggle("reading", state.view !== "network");
}

function begin(data) {
  DATA = data;
  language = data.lang;
  readShapes();
  fitScreen(byId("stage").clientWidth / byId("stage").clientHeight);
  connect();
  readAddress();
  relabel();
  drawTop();
  drawStatus();
  raise();
  listeners.push(drawTop, drawLegend, drawPanel, drawNotice, drawStatus, drawTable, drawTimeline, repaint);
  raiseSearch();
  raiseExport();
  raiseKeys();
  for (const name of ["network", "table", "timeline"]) byId("view-" + name).addEventListener("click", () => change((s) => (s.view = name)));
  byId("filters").addEventListener("click", () => toggleLegend());
  byId("undo").addEventListener("click", undo);
  byId("help").addEventListener("click", showKeys);
  byId("theme").addEventListener("click", () => change((s) => (s.theme = isDark() ? "light" : "dark")));
  byId("language").addEventListener("click", () => {
    language = language === "nl" ? "en" : "nl";
    relabel();
    change(() => {});
  });
  byId("zoom-in").addEventListener("click", () => zoomBy(1.4));
  byId("zoom-out").addEventListener("click", () => zoomBy(1 / 1.4));
  byId("fit").addEventListener("click", () => fit());
  byId("move").addEventListener("click", toggleMoving);
  window.addEventListener("hashchange", () => { readAddress(); change(() => {}); });
  change(() => {});
  document.documentElement.dataset.ready = "yes";
  performance.mark("ready");
}

if (byId("data").type !== "application/json" && typeof DecompressionStream === "undefined") byId("loading").textContent = byId("loading").dataset.old;
else load().then(begin);
