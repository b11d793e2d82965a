"""What the view costs: size of the file, time until it can be used, memory; beside plain pyvis on the same graph.

Run from anywhere: ``python bench/view.py [100 1000 5000]``. Needs Chromium and the test extras. Both files are opened
from disk with the network cut off. "Usable" is when the page answers after its first picture: for ours the mark it
sets, for pyvis the end of the stabilisation without which its picture is a knot (given up after a minute).
"""

import random
import shutil
import sys
import tempfile
import time
from pathlib import Path

from beleidsgraaf.graph.view.model import (
    ViewDocument,
    ViewEdge,
    ViewEvidence,
    ViewMention,
    ViewModel,
    ViewNode,
    ViewSentence,
)
from beleidsgraaf.graph.view.render import render
from beleidsgraaf.ontology import ENTITY_TYPES, PREDICATES
from playwright.sync_api import Browser, TimeoutError, sync_playwright
from pyvis.network import Network

PATIENCE = 60.0  # seconds
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
SETTLED = """<script>
network.once("stabilizationIterationsDone", () => setTimeout(() => { document.documentElement.dataset.ready = "yes" }));
</script>"""


def graph(size: int) -> ViewModel:
    """Return a graph with groups of about thirty around a hub, 1.8 relations a node, each said in a sentence."""
    r = random.Random(size)
    nodes = [ViewNode(f"urn:n{i}", f"Stichting Nummer {i}", ENTITY_TYPES[i % 8]) for i in range(size)]
    documents = [ViewDocument(f"urn:d{i}", f"Brief {i}") for i in range(size // 40 + 1)]
    edges, sentences = [], []
    for k in range(int(1.8 * size)):
        a = r.randrange(size)
        start = a // 30 * 30
        b = min(size - 1, start + int(30 * r.random() ** 2)) if r.random() < 0.9 else r.randrange(size)
        if a == b:
            continue
        one, other = nodes[a].label, nodes[b].label
        text = f"{one} werkt voor dit doel samen met {other} en met de partijen in de regio."
        at = text.index(other, len(one))
        document = documents[start // 40].id
        mentions = (ViewMention(nodes[a].id, 0, len(one)), ViewMention(nodes[b].id, at, at + len(other)))
        sentences.append(ViewSentence(document, text, mentions))
        predicate = list(PREDICATES)[k % len(PREDICATES)]
        edges.append(ViewEdge(nodes[a].id, predicate, nodes[b].id, (ViewEvidence(document, text),)))
    unique = {(e.source, e.predicate, e.target): e for e in edges}
    return ViewModel(tuple(nodes), tuple(unique.values()), tuple(documents), tuple(sentences))


def plain(model: ViewModel) -> str:
    """Return what pyvis itself makes of the graph: labels and edges only, its own template and settings."""
    net = Network(height="900px", directed=True, cdn_resources="in_line")
    for n in model.nodes:
        net.add_node(n.id, label=n.label)
    for e in model.edges:
        net.add_edge(e.source, e.target, label=e.predicate)
    html: str = net.generate_html()
    return html.replace("</body>", SETTLED + "</body>")


def measure(browser: Browser, file: Path) -> tuple[float | None, float]:
    """Return the seconds until a file can be used (None: never), and the megabytes of its JavaScript heap."""
    context = browser.new_context(offline=True, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    start = time.perf_counter()
    page.goto(file.as_uri(), wait_until="commit")
    try:
        page.wait_for_selector("html[data-ready]", timeout=PATIENCE * 1000)
        page.evaluate("() => new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r)))")
        seconds: float | None = time.perf_counter() - start
    except TimeoutError:
        seconds = None
    session = context.new_cdp_session(page)
    heap = session.send("Runtime.getHeapUsage")["usedSize"] / 1e6 if seconds is not None else float("nan")
    context.close()
    return seconds, heap


def main() -> int:
    sizes = [int(a) for a in sys.argv[1:]] or [100, 1000, 5000]
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        print("no Chromium on this machine", file=sys.stderr)
        return 1
    print(f"{'nodes':>6} {'edges':>6} {'':6} {'made in s':>10} {'size MB':>8} {'usable s':>9} {'heap MB':>8}")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            model = graph(size)
            for name, make in (("ours", render), ("pyvis", plain)):
                start = time.perf_counter()
                html = make(model)
                made = time.perf_counter() - start
                file = Path(folder, f"{name}.html")
                file.write_text(html, encoding="utf-8")
                browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
                seconds, heap = measure(browser, file)
                browser.close()
                usable = f"{seconds:9.2f}" if seconds is not None else f"   > {PATIENCE:.0f}"
                megabytes = file.stat().st_size / 1e6
                print(f"{size:6} {len(model.edges):6} {name:6} {made:10.2f} {megabytes:8.2f} {usable:>9} {heap:8.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
