// The graph as objects that know each other.

const graph = { nodes: [], edges: [], sentences: [], documents: [], groups: [] };

async function load() {
  const holder = byId("data");
  if (holder.type === "application/json") return JSON.parse(holder.textContent);
  const bytes = Uint8Array.from(atob(holder.textContent), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

// A picture takes the shape of the screen it opens on, within reason: more room between labels, never less.
const stretch = { x: 1, y: 1 };

function fitScreen(aspect) {
  const inside = new Set(DATA.groups.flatMap((g) => g.members.slice(1))); // not seen before their group opens
  const sides = ["x", "y"].map((k) => {
    const values = DATA.drawn.filter((_, i) => !inside.has(i)).map((d) => d[k]);
    return values.reduce((a, b) => Math.max(a, b), -Infinity) - values.reduce((a, b) => Math.min(a, b), Infinity) + 120;
  });
  const wanted = aspect / (sides[0] / sides[1]);
  if (wanted > 1) stretch.x = Math.min(1.4, wanted);
  else if (wanted > 0) stretch.y = Math.min(1.7, 1 / wanted);
  for (const d of DATA.drawn) {
    d.x *= stretch.x;
    d.y *= stretch.y;
  }
}

function connect() {
  graph.documents = DATA.documents.map((d, index) => ({ index, nodes: new Set(), sentences: [], ...d }));
  graph.nodes = DATA.nodes.map((n, index) => {
    const drawn = DATA.drawn[index];
    return {
      index, aliases: [], links: [], ids: [], mentions: 0, ...n,
      x: drawn.x, y: drawn.y, size: drawn.size, lines: drawn.label.split("\n"), community: drawn.group,
      edges: [], sentences: [], documents: new Set(), group: null,
    };
  });
  graph.sentences = DATA.sentences.map(([document, text, flat], index) => {
    const sentence = { index, document: graph.documents[document], text, spans: [], edges: [] };
    let end = 0;
    for (let i = 0; i < flat.length; i += 3) {
      if (flat[i + 1] < end) continue;
      end = flat[i + 2];
      sentence.spans.push({ node: graph.nodes[flat[i]], start: flat[i + 1], end });
    }
    for (const node of new Set(sentence.spans.map((s) => s.node))) {
      node.sentences.push(sentence);
      node.documents.add(sentence.document);
    }
    sentence.document.sentences.push(sentence);
    return sentence;
  });
  const between = new Map();
  graph.edges = DATA.edges.map(([predicate, proofs], index) => {
    const [from, to] = DATA.ends[index].map((i) => graph.nodes[i]);
    const edge = {
      index, from, to, predicate, bend: 0,
      proofs: proofs.map(([s, status, confidence]) => ({ sentence: graph.sentences[s], status, confidence })),
    };
    for (const proof of edge.proofs) {
      proof.sentence.edges.push(edge);
      for (const node of [from, to]) node.documents.add(proof.sentence.document);
    }
    from.edges.push(edge);
    if (to !== from) to.edges.push(edge);
    const pair = Math.min(from.index, to.index) * graph.nodes.length + Math.max(from.index, to.index);
    if (!between.has(pair)) between.set(pair, []);
    between.get(pair).push(edge);
    return edge;
  });
  // Several relations between the same two are drawn as arcs beside each other.
  for (const edges of between.values()) {
    edges.forEach((edge, k) => {
      const side = edge.from.index < edge.to.index ? 1 : -1;
      edge.bend = (k - (edges.length - 1) / 2) * 44 * side;
    });
  }
  connectGroups();
  for (const node of graph.nodes) for (const document of node.documents) document.nodes.add(node);
  for (const d of graph.documents)
    for (const role of ["askedBy", "addressedTo", "answeredBy"]) d[role] = (d[role] ?? []).map((i) => graph.nodes[i]);
}

// Statuses of a relation: those of its sentences, or that of a register.
function statusesOf(edge) {
  return edge.proofs.length ? [...new Set(edge.proofs.map((p) => p.status))] : ["register"];
}

// The firmest status: what is stated anywhere is drawn as stated.
function firmest(edge) {
  const found = statusesOf(edge);
  return Object.keys(DATA.vocabulary.statuses).find((s) => found.includes(s)) ?? found[0];
}

function isSymmetric(predicate) {
  return Object.hasOwn(DATA.vocabulary.symmetric, predicate);
}
