"""A graph in Virtuoso, which differs more from the standards than other stores do."""

import pytest
from beleidsgraaf.graph import PolicyGraph
from beleidsgraaf.graph.example import example_extractions
from beleidsgraaf.graph.store import open_store
from beleidsgraaf.ontology import ID_BASE
from pyoxigraph import Literal, NamedNode, Quad


@pytest.fixture
def address(virtuoso: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("BELEIDSGRAAF_STORE_UPDATE", f"{virtuoso}/sparql")
    monkeypatch.setenv("BELEIDSGRAAF_STORE_GRAPHS", f"{virtuoso}/sparql-graph-crud")
    return f"{virtuoso}/sparql"


def ours(graph: PolicyGraph) -> set[Quad]:
    """Return the statements but for those that Virtuoso keeps for itself."""
    return {q for q in graph.store.quads() if str(q.graph_name).startswith(f"<{ID_BASE}")}


def test_documents_come_and_go(address: str) -> None:
    first, second = example_extractions()
    here = PolicyGraph()
    here.add(first)
    here.add(second)
    with PolicyGraph.open(address) as graph:
        assert (graph.add(first), graph.add(second), graph.add(first)) == (True, True, False)
        assert ours(graph) == set(here.store.quads())
        assert [str(p) for p in graph.paths("Assen", "JenV")] == [str(p) for p in here.paths("Assen", "JenV")]
        assert graph.entity("PVB").neighbours() == here.entity("PVB").neighbours()
        assert set(graph.subgraph("PVB").store.quads()) == set(here.subgraph("PVB").store.quads())
        rows = graph.query("gemeenten-in-programma", programma="PVB")
        assert [tuple(row) for row in rows] == [
            tuple(row) for row in here.query("gemeenten-in-programma", programma="PVB")
        ]
        assert bool(graph.query("ASK { ?who bg:participatesIn ?what }"))
        assert not bool(graph.query("ASK { ?who bg:participatesIn 'nobody' }"))
        construct = "CONSTRUCT { ?s bg:funds ?o } WHERE { ?s bg:funds ?o }"
        assert list(graph.query(construct)) == list(here.query(construct))
        graph.remove(first.document.id)
        here.remove(first.document.id)
        assert ours(graph) == set(here.store.quads())
        graph.remove(second.document.id)
        assert ours(graph) == set()


def test_many_statements(address: str) -> None:
    graph = NamedNode(f"{ID_BASE}document/veel")
    content = [
        Quad(NamedNode(f"urn:s{n % 70}"), NamedNode("urn:p"), Literal(f'naam "{n}"\n\\ é', language="nl"), graph)
        for n in range(3500)
    ]
    with open_store(address) as store:
        store.extend(content)
        assert set(store.quads(graph=graph)) == set(content)
        store.replace_graph(graph, content[:10])
        assert set(store.quads(graph=graph)) == set(content[:10])
        assert store.remove_graph(graph)
        assert not store.remove_graph(graph)
