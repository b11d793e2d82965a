"""Parquet as pyarrow reads it, and the other exports as programs read them that share nothing with ours."""

import datetime
import io
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from beleidsgraaf.graph import PolicyGraph
from beleidsgraaf.graph.example import example_graph
from beleidsgraaf.graph.store import open_store
from beleidsgraaf.ontology import StoreError


@pytest.fixture(scope="module")
def graph() -> PolicyGraph:
    return example_graph()


def test_parquet_holds_the_graph(graph: PolicyGraph, tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    graph.export(tmp_path / "tables", "parquet")
    nodes, edges, evidence, documents = (
        pq.read_table(tmp_path / "tables" / f"{name}.parquet").to_pylist()
        for name in ("nodes", "edges", "evidence", "documents")
    )
    network = graph.to_networkx()
    assert {(n["iri"], n["label"], n["type"]) for n in nodes} == {
        (iri, data["label"], data["type"]) for iri, data in network.nodes(data=True)
    }
    assert {(e["subject_iri"], e["object_iri"], e["predicate"]) for e in edges} == set(network.edges(keys=True))
    assert len(edges) == network.number_of_edges()
    programme = next(n for n in nodes if n["label"] == "Programma Veilige Buurten")
    assert "PVB" in programme["aliases"]
    assert sorted(row["sentence"] for row in evidence) == sorted(e.sentence for e in graph.evidence())
    assert {type(row["confidence"]) for row in evidence} == {float}
    assert {d["source"]: d["date"] for d in documents} == {d.source: d.date for d in graph.documents}
    assert any(isinstance(d["date"], datetime.date) for d in documents)
    buffer = io.BytesIO()
    graph.export(buffer, "parquet")
    with ZipFile(buffer) as archive:
        packed = pq.read_table(io.BytesIO(archive.read("nodes.parquet")))
    assert packed.to_pylist() == nodes


def test_parquet_of_nothing_has_its_columns(tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    PolicyGraph(open_store(None)).export(tmp_path, "parquet")
    table = pq.read_table(tmp_path / "documents.parquet")
    assert (table.num_rows, table.column_names[:2]) == (0, ["iri", "source"])


def test_without_pyarrow_it_says_what_to_install(
    graph: PolicyGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(StoreError, match=r"beleidsgraaf\[parquet\]"):
        graph.export(tmp_path, "parquet")


@pytest.mark.parametrize(("form", "name"), [("nq", "nquads"), ("trig", "trig"), ("ttl", "turtle")])
def test_raptor_counts_what_we_wrote(graph: PolicyGraph, tmp_path: Path, form: str, name: str) -> None:
    rapper = shutil.which("rapper")
    if rapper is None:
        pytest.skip("needs rapper, of raptor2-utils")
    file = tmp_path / f"graph.{form}"
    graph.export(file, form)
    done = subprocess.run(
        [rapper, "-q", "-i", name, "-o", "nquads", str(file)], capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    expected = {(str(q.subject), str(q.predicate)) for q in graph.store.quads()}
    found = {tuple(line.split(" ", 2)[:2]) for line in done.stdout.splitlines()}
    assert len(found) == len(expected)


def test_igraph_reads_graphml(graph: PolicyGraph, tmp_path: Path) -> None:
    igraph = pytest.importorskip("igraph")
    graph.export(tmp_path / "graph.graphml", "graphml")
    found = igraph.Graph.Read_GraphML(str(tmp_path / "graph.graphml"))
    network = graph.to_networkx()
    assert (found.vcount(), found.ecount()) == (len(network), network.number_of_edges())
    assert set(found.vs["label"]) == {data["label"] for _, data in network.nodes(data=True)}
