// Groups of a large graph: one shape each until the reader opens them. They are no entities, so nothing lists or counts
// them as such; only the picture knows them. Their members have places of their own, computed with all others.

function connectGroups() {
  graph.groups = DATA.groups.map(({ members, lines, size, loose }, at) => {
    const nodes = members.map((i) => graph.nodes[i]);
    const [{ x, y, key }] = nodes;
    const group = { at, index: graph.nodes.length + at, key, members: nodes, lines, size, x, y, label: lines.join(", "), loose, type: "Group", edges: [] };
    for (const node of nodes) node.group = group;
    return group;
  });
}

// Groups of what has no relations are called by their type, in the reader's language.
function nameGroups() {
  for (const group of graph.groups) {
    if (!group.loose) continue;
    group.lines = [term("types", group.loose), word("aside", { n: number(group.members.length) })];
    group.label = group.lines.join(", ");
  }
}

// The surroundings of an entity are shown whole, whatever groups they are in.
function isClosed(group) {
  return Boolean(group) && !state.focus && !state.open.has(group.at);
}

// What the picture draws of all that is visible: entities out of closed groups, the groups, and the lines between them.
function gather() {
  const drawn = visible.nodes.slice();
  const lines = visible.edges.slice();
  for (const node of graph.nodes) if (isClosed(node.group)) drawn[node.index] = 0;
  const links = new Map();
  const end = (node) => (isClosed(node.group) ? node.group : node);
  for (const edge of graph.groups.length ? graph.edges : []) {
    if (!visible.edges[edge.index]) continue;
    const from = end(edge.from);
    const to = end(edge.to);
    if (from === edge.from && to === edge.to) continue;
    lines[edge.index] = 0;
    const pair = Math.min(from.index, to.index) * (graph.nodes.length + graph.groups.length) + Math.max(from.index, to.index);
    if (from !== to && !links.has(pair)) links.set(pair, { from, to, bend: 0 });
  }
  // What has no relations keeps out of the way while the others move.
  const groups = graph.groups.filter((g) => isClosed(g) && !(g.loose && isMoving()) && g.members.some((n) => visible.nodes[n.index]));
  Object.assign(visible, {
    drawn, lines, groups, links: [...links.values()], things: [...graph.nodes.filter((n) => drawn[n.index]), ...groups],
  });
}

function isDrawn(thing) {
  return thing.members ? visible.groups.includes(thing) : Boolean(visible.drawn[thing.index]);
}

function thingOf(index) {
  return graph.nodes[index] ?? graph.groups[index - graph.nodes.length];
}

function describe(thing) {
  return thing.members
    ? word("group", { n: number(thing.members.length) })
    : `${term("types", thing.type)}, ${count(visibleEdges(thing).length, "relation", "relations")}`;
}

function openGroup(group, walking = false) {
  change((s) => s.open.add(group.at), { undoable: true });
  const members = group.members.filter((n) => visible.drawn[n.index]);
  // The first of what has no relations keeps the place of its group, far from the rows of the others.
  fit(true, group.loose && members.length > 1 ? members.filter((n) => n !== group.members[0]) : members);
  point(walking ? members[0] ?? null : null, null);
  announce(word("groupOpened", { n: number(members.length) }));
}

function closeGroups() {
  change((s) => s.open.clear(), { undoable: true });
  fit();
}

// The list of them beside the picture.
function groupList() {
  if (!visible.groups.length) return [];
  const list = (groups, title, hint) => groups.length ? [
    el("h3", {}, title, el("span", { class: "n" }, number(groups.length))),
    el("p", { class: "hint" }, word(hint, { n: number(sizeOf(groups)) })),
    shortList(groups, (g) => el("li", {}, el("button", { type: "button", class: "node", onclick: () => openGroup(g) },
      swatch("Group"), el("span", { class: "name" }, bdi(g.label)))), 8, { class: "groups" }),
  ].flat() : [];
  return [
    ...list(visible.groups.filter((g) => !g.loose), word("groups"), "groupsHint"),
    ...list(visible.groups.filter((g) => g.loose), word("loose"), "asideHint"),
  ];
}

function sizeOf(groups) {
  return groups.reduce((sum, g) => sum + g.members.length, 0);
}
