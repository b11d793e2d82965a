// Documents in order of date, those without one at the end, with the entities that matter most in each.

function drawTimeline() {
  const holder = byId("timeline");
  if (state.view !== "timeline") return holder.replaceChildren();
  const asked = graph.documents.filter(isAsked).sort((a, b) => (a.date ?? "9").localeCompare(b.date ?? "9") || a.index - b.index);
  if (!asked.some((d) => d.date)) return holder.replaceChildren(el("p", { class: "hint" }, graph.documents.some((d) => d.date) ? word("empty") : word("noDates")));
  const years = new Map();
  for (const d of asked) {
    const year = d.date?.slice(0, 4) ?? capital(word("undated"));
    if (!years.has(year)) years.set(year, []);
    years.get(year).push(d);
  }
  const picked = state.picked === null ? null : graph.nodes[state.picked];
  holder.replaceChildren(...[...years].map(([year, documents]) =>
    el("section", { class: "year" + (documents[0].date ? "" : " undated") },
      el("h2", {}, year, el("span", { class: "n" }, count(documents.length, "document", "documents").toLowerCase())),
      el("ol", {}, documents.map((d) => el("li", { class: picked && !d.nodes.has(picked) ? "faded" : null },
        d.date ? el("time", { datetime: d.date }, day(d.date)) : el("span", {}),
        el("div", {},
          el("button", { type: "button", class: "link strong", onclick: () => openDocument(d) }, bdi(d.title)),
          d.kind ? el("small", {}, term("kinds", d.kind)) : null,
          el("ul", { class: "chips" }, [...d.nodes].filter((n) => visible.nodes[n.index]).sort((a, b) => b.size - a.size || a.index - b.index)
            .slice(0, 6).map((n) => el("li", {}, nodeButton(n)))))))))));
}
