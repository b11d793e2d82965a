"""Every form of export, read back by someone else's reader."""

import csv
import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import networkx as nx
import pytest
from beleidsgraaf.extract.extraction import DocumentInfo, Entity, Extraction, Mention, Relation
from beleidsgraaf.graph import terms as t
from beleidsgraaf.graph.example import example_extractions
from beleidsgraaf.graph.export import FORMS, export
from beleidsgraaf.graph.rdf import entity_iri, quads
from beleidsgraaf.graph.store import Store, open_store
from beleidsgraaf.ontology import StoreError
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat
from pyoxigraph import Store as Engine
from rdflib import Dataset, Graph, Namespace, URIRef
from rdflib.namespace import SKOS

BG = Namespace("https://w3id.org/beleidsgraaf/def#")
TEXT = '=HYPERLINK("x")\x0b en de "GGD", ‘Oost’;\nsamen 😀.'
ODD = Extraction(
    DocumentInfo('rare "naam", =1.txt'),
    TEXT,
    (
        Entity("e0", "Organisation", '=HYPERLINK("x")', (Mention(0, 15, ""),), aliases=("+a", "b;c")),
        Entity("e1", "Organisation", "GGD <Oost> & \x0bzoon", (Mention(23, 26, ""),)),
    ),
    (
        Relation("e0", "funds", "e1", Mention(0, len(TEXT), "")),
        Relation("e0", "supports", "e1", Mention(0, len(TEXT), "")),
        Relation("e1", "supports", "e0", Mention(0, len(TEXT), ""), status="planned"),
    ),
)
EXTRACTIONS = [*example_extractions(), ODD]
EXTRA = [
    Quad(NamedNode("urn:a"), NamedNode("urn:p"), Literal("zonder graaf")),
    Quad(NamedNode("urn:a"), t.PREF_LABEL, Literal("English", language="en"), NamedNode("urn:g")),
    Quad(NamedNode("urn:a"), t.bg("start"), Literal("1", datatype=t.XSD_DECIMAL), NamedNode("urn:g")),
    Quad(NamedNode("urn:a"), t.bg("text"), NamedNode("urn:b"), NamedNode("urn:g")),
]


@pytest.fixture(scope="module")
def store() -> Store:
    store = open_store(None)
    store.extend(q for extraction in EXTRACTIONS for q in quads(extraction))
    store.extend(EXTRA)
    return store


def _bytes(store: Store, form: str) -> bytes:
    file = io.BytesIO()
    export(store, file, form)
    return file.getvalue()


@pytest.mark.parametrize("form", FORMS)
def test_twice_the_same_and_to_a_path_as_well(form: str, store: Store, tmp_path: Path) -> None:
    data = _bytes(store, form)
    again = open_store(None)
    again.extend(sorted(store.quads(), key=str, reverse=True))
    assert _bytes(again, form) == data
    export(store, tmp_path / f"x.{form}.zip", form)
    assert (tmp_path / f"x.{form}.zip").read_bytes() == data


@pytest.mark.parametrize(
    ("form", "engine", "rdflib"),
    [
        ("nq", RdfFormat.N_QUADS, "nquads"),
        ("trig", RdfFormat.TRIG, "trig"),
        ("jsonld", RdfFormat.JSON_LD, "json-ld"),
    ],
)
@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_forms_with_graphs_lose_nothing(form: str, engine: RdfFormat, rdflib: str, store: Store) -> None:
    data = _bytes(store, form)
    read = Engine()
    read.load(data, engine)
    assert set(read) == set(store.quads())
    dataset = Dataset()
    dataset.parse(data=data, format=rdflib)
    assert {str(g.identifier) for g in dataset.graphs() if len(g) and "default" not in str(g.identifier)} == set(
        store.graphs()
    )
    assert sum(len(g) for g in dataset.graphs()) == len(store)


def test_jsonld_is_compact(store: Store) -> None:
    text = _bytes(store, "jsonld").decode()
    assert '"@type": ["Region", "Municipality"]' in text or '"@type": ["Municipality", "Region"]' in text
    assert '"label": "Programma Veilige Buurten"' in text
    assert 'def#funds":' not in text


def test_turtle_is_the_union_with_one_label_each() -> None:
    store = open_store(None)
    texts = ["BZK", "Bzk", "BZK"]
    for n, label in enumerate(texts):
        entity = Entity("e0", "Ministry", label, (Mention(0, 3, label),), aliases=("Binnenlandse Zaken",))
        store.extend(quads(Extraction(DocumentInfo(f"{n}.txt"), label, (entity,))))
    graph = Graph().parse(data=_bytes(store, "ttl"), format="turtle")
    bzk = URIRef("https://w3id.org/beleidsgraaf/id/ministry/bzk")
    assert [str(x) for x in graph.objects(bzk, SKOS.prefLabel)] == ["BZK"]
    assert {str(x) for x in graph.objects(bzk, SKOS.altLabel)} == {"Bzk", "Binnenlandse Zaken"}
    assert len(list(graph.subjects(BG.refersTo, bzk))) == 3
    # The registers know best what something is called.
    name = Literal("ministerie van Binnenlandse Zaken", language="nl")
    store.extend([Quad(NamedNode(str(bzk)), t.PREF_LABEL, name, t.REGISTERS_GRAPH)])
    graph = Graph().parse(data=_bytes(store, "ttl"), format="turtle")
    assert [str(x) for x in graph.objects(bzk, SKOS.prefLabel)] == [name.value]
    assert {str(x) for x in graph.objects(bzk, SKOS.altLabel)} == {"BZK", "Bzk", "Binnenlandse Zaken"}


@pytest.mark.skipif(shutil.which("rapper") is None, reason="rapper is not installed")
def test_raptor_reads_turtle(store: Store, tmp_path: Path) -> None:
    export(store, tmp_path / "x.ttl", "ttl")
    done = subprocess.run(["rapper", "-q", "-c", "-i", "turtle", str(tmp_path / "x.ttl")], check=False)
    assert done.returncode == 0


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_networks(form: str, store: Store) -> None:
    data = io.BytesIO(_bytes(store, form))
    graph = nx.read_graphml(data, force_multigraph=True) if form == "graphml" else nx.read_gexf(data)
    iris = {entity_iri(extraction, e).value for extraction in EXTRACTIONS for e in extraction.entities}
    assert set(graph.nodes) == iris | {"urn:a"} or set(graph.nodes) == iris
    one, other = (entity_iri(ODD, e).value for e in ODD.entities)
    assert graph.nodes[one]["label"] == '=HYPERLINK("x")'
    assert graph.nodes[one]["type"] == "Organisation"
    assert graph.nodes[one]["iri"] == one
    between = [d for u, v, d in graph.edges(data=True) if (u, v) == (one, other)]
    assert sorted(d["predicate"] for d in between) == ["funds", "supports"]
    assert all(d["evidence"] == 1 for d in between)
    assert {d["label"] for d in between} == {"financiert", "ondersteunt"}


def _tables(data: bytes) -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {n: list(csv.DictReader(io.StringIO(archive.read(n).decode("utf-8-sig")))) for n in archive.namelist()}


def test_tables(store: Store, tmp_path: Path) -> None:
    tables = _tables(_bytes(store, "csv"))
    assert list(tables) == ["nodes.csv", "edges.csv", "evidence.csv"]
    nodes = {row["iri:ID"]: row for row in tables["nodes.csv"]}
    one, other = (entity_iri(ODD, e).value for e in ODD.entities)
    assert nodes[one]["label"] == '\'=HYPERLINK("x")'
    assert nodes[one]["aliases"] == "'+a; b;c"
    assert nodes[one][":LABEL"] == "Organisation"
    for row in tables["edges.csv"]:
        assert row[":START_ID"] in nodes
        assert row[":END_ID"] in nodes
        assert int(row["evidence:int"]) >= 0
    assert {(r[":TYPE"], r["evidence:int"]) for r in tables["edges.csv"] if r[":START_ID"] == one} == {
        ("funds", "1"),
        ("supports", "1"),
    }
    evidence = tables["evidence.csv"]
    assert len(evidence) == sum(len(e.relations) for e in EXTRACTIONS)
    planned = [row for row in evidence if row["status"] == "planned" and row["subject_iri"] == other]
    assert [row["sentence"] for row in planned] == ['\'=HYPERLINK("x")\ufffd en de "GGD", ‘Oost’; samen 😀.']
    assert planned[0]["document"] == 'rare "naam", =1.txt'
    # The same three as a folder.
    export(store, tmp_path / "tabellen", "csv")
    for name, rows in tables.items():
        with open(tmp_path / "tabellen" / name, encoding="utf-8-sig", newline="") as file:
            assert list(csv.DictReader(file)) == rows
        assert (tmp_path / "tabellen" / name).read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_store(form: str) -> None:
    data = _bytes(open_store(None), form)
    if form == "csv":
        assert all(rows == [] for rows in _tables(data).values())
    elif form == "graphml":
        assert len(nx.read_graphml(io.BytesIO(data))) == 0
    elif form == "jsonld":
        Graph().parse(data=data, format="json-ld")


def test_what_cannot_be_written(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="choose from nq, trig"):
        export(store, tmp_path / "x", "pdf")
    with pytest.raises(StoreError, match="cannot be written"):
        export(store, tmp_path / "geen" / "map" / "x.nq", "nq")
    (tmp_path / "bestand").write_text("x")
    with pytest.raises(StoreError, match="cannot be written"):
        export(store, tmp_path / "bestand", "csv")
