"""A graph as people use it, on every kind of store."""

import dataclasses
import json
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from beleidsgraaf.extract.extraction import Extraction
from beleidsgraaf.graph import AmbiguousNameWarning, Entity, PolicyGraph, example_extractions, example_graph
from beleidsgraaf.graph.terms import REGISTERS_GRAPH
from beleidsgraaf.ontology import FormatError, QueryError, StoreError, UnknownNameError

KINDS = ("memory", "folder", "graph.trig", "graph.nq", "graph.ttl", "graph.jsonld", "remote")
LETTER, ANSWER = "brief-veilige-buurten.txt", "antwoord-groningen.txt"
TOOI = "https://identifier.overheid.nl/tooi/id/"
PVB = "Programma Veilige Buurten"


@pytest.fixture(params=KINDS)
def graph(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[PolicyGraph]:
    """The example, written and opened again where that means something."""
    where: Path | str | None = None if request.param == "memory" else tmp_path / request.param
    if request.param == "remote":
        where = str(request.getfixturevalue("server"))
    made = PolicyGraph.open(where)
    for extraction in example_extractions():
        made.add(extraction)
    if where is None:
        yield made
        return
    made.close()
    with PolicyGraph.open(where) as opened:
        yield opened


@pytest.fixture(scope="module")
def example() -> PolicyGraph:
    return example_graph()


# Documents


def test_adding_twice_changes_nothing(graph: PolicyGraph) -> None:
    before = set(graph.store.quads())
    assert [graph.add(x) for x in example_extractions()] == [False, False]
    assert set(graph.store.quads()) == before


def test_adding_anew_replaces(graph: PolicyGraph) -> None:
    letter = example_extractions()[0]
    assert graph.add(dataclasses.replace(letter, relations=letter.relations[:1]))
    assert not graph.evidence("JenV", "funds", "PVB")
    assert graph.entity("JenV").relations == tuple(r for r in graph.entity("JenV").relations if r.from_register)
    assert graph.add(letter)
    assert len(graph.evidence("JenV", "funds", "PVB")) == 1


def test_removing_leaves_what_others_mention(graph: PolicyGraph) -> None:
    assert graph.remove(LETTER)
    assert [d.source for d in graph.documents] == [ANSWER]
    assert graph.entity(PVB).mention_count == 2
    assert [e.label for e in graph.entities("Ministry")] == []
    with pytest.raises(UnknownNameError, match="antwoord"):
        graph.remove("antwoord-groninge.txt")


def test_documents(graph: PolicyGraph) -> None:
    letter, answer = graph.documents
    assert (letter.title, letter.kind, str(letter.date), letter.numbers) == (
        "Voortgang Programma Veilige Buurten", "letter", "2026-02-03", ("2026Z01234",),
    )  # fmt: skip
    assert letter.sender == "minister van Justitie en Veiligheid"
    assert letter.addressee == "Voorzitter van de Tweede Kamer"
    for name in (letter.iri, LETTER, "voortgang programma veilige buurten", "2026z01234"):
        assert graph.document(name) == letter
    assert graph.document(answer) is answer
    assert len(letter.entities) == 5
    assert graph.checksum(LETTER) == letter.checksum
    assert graph.checksum("nergens.txt") is None
    with pytest.raises(UnknownNameError):
        graph.document("geen document")


def test_register_facts_come_along() -> None:
    with_them, without = PolicyGraph(), PolicyGraph()
    letter = example_extractions()[0]
    with_them.add(letter)
    without.add(letter, registers=False)
    assert without.store.graphs() == [d.iri for d in without.documents]
    assert REGISTERS_GRAPH.value in with_them.store.graphs()
    drenthe = with_them.entity("provincie Drenthe")
    assert (drenthe.mention_count, drenthe.documents) == (0, ())
    assert drenthe not in with_them.entities("Province")
    assert drenthe in with_them.entities("Province", registers=True)
    assert with_them.entity("Assen").relations[-1].from_register
    assert not with_them.entity("Assen").relations[-1].evidence
    assert without.add(letter)  # now with the registers
    assert not without.add(letter)


def test_faulty_extractions_change_nothing(graph: PolicyGraph) -> None:
    letter = example_extractions()[0]
    wrong = dataclasses.replace(letter.relations[0], predicate="memberOf")
    before = len(graph.store)
    with pytest.raises(FormatError):
        graph.add(dataclasses.replace(letter, relations=(wrong,)))
    assert len(graph.store) == before


def test_read_only(tmp_path: Path) -> None:
    with PolicyGraph.open(tmp_path / "store") as made:
        made.add(example_extractions()[0])
    with PolicyGraph.open(tmp_path / "store", read_only=True) as graph:
        assert not graph.add(example_extractions()[0])
        with pytest.raises(StoreError, match="read only"):
            graph.add(example_extractions()[1])
    with pytest.raises(StoreError, match="no store here"):
        PolicyGraph.open(tmp_path / "nergens", read_only=True)


# Questions


def test_shipped_queries_take_names_and_entities(graph: PolicyGraph) -> None:
    for programme in ("pvb", PVB, graph.entity("PVB"), graph.entity("PVB").iri):
        rows = graph.query("gemeenten-in-programma", programma=programme)
        assert [row.gemeente for row in rows] == ["gemeente Assen", "gemeente Emmen"]
    with pytest.raises(QueryError, match="no shipped query"):
        graph.query("bestaat-niet")
    with pytest.raises(TypeError, match="shipped"):
        graph.query("ASK {}", programma="PVB")


def test_every_shipped_query_runs(example: PolicyGraph) -> None:
    from beleidsgraaf.ontology.resources import shipped_queries

    for name in shipped_queries():
        list(example.query(name))


@pytest.mark.parametrize(
    ("name", "label"),
    [
        (TOOI + "gemeente/gm0106", "gemeente Assen"),
        ("tooi:gemeente/gm0106", "gemeente Assen"),
        ("http://www.wikidata.org/entity/Q798", "gemeente Assen"),
        ("wd:Q798", "gemeente Assen"),
        ("gemeente Assen", "gemeente Assen"),
        ("Assen", "gemeente Assen"),
        ("assen", "gemeente Assen"),
        ("gemeente-assen", "gemeente Assen"),
        ("GEMEENTE ÁSSEN", "gemeente Assen"),
        ("JenV", "ministerie van Justitie en Veiligheid"),
        ("jenv", "ministerie van Justitie en Veiligheid"),
        ("Ministerie van JenV", "ministerie van Justitie en Veiligheid"),
        ("programma veilige-buurten", PVB),
        ("gemeente Groningen", "gemeente Groningen"),
        ("Provincie Groningen", "provincie Groningen"),
    ],
)
def test_names(graph: PolicyGraph, name: str, label: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert graph.entity(name).label == label


def test_ambiguous_names(graph: PolicyGraph) -> None:
    with pytest.warns(AmbiguousNameWarning, match="gm0014.*pv20.*to be exact"):
        assert graph.entity("Groningen").label == "gemeente Groningen"  # mentioned more often
    with pytest.warns(AmbiguousNameWarning):
        assert graph.entity("groningen").kind == "Municipality"
    assert graph.entity("Groningen", type="Province").label == "provincie Groningen"
    assert [e.kind for e in graph.find("groningen")] == ["Municipality", "Province"]


def test_unknown_names(graph: PolicyGraph) -> None:
    with pytest.raises(UnknownNameError) as caught:
        graph.entity("gemeente Asen")
    assert "gemeente Assen" in caught.value.suggestions
    with pytest.raises(UnknownNameError):
        graph.entity("Assen", type="Law")
    with pytest.raises(ValueError, match="no type"):
        graph.entity("Assen", type="Gemeente")
    for nothing in ("", "   ", "…", "https://example.org/x", "urn:x<y"):
        with pytest.raises(UnknownNameError):
            graph.entity(nothing)
        assert graph.search(nothing) == [] or nothing.startswith(("http", "urn"))


def test_names_follow_changes(graph: PolicyGraph) -> None:
    assert graph.find("politie")
    assert graph.find("POLITIE")
    graph.remove(ANSWER)
    assert not graph.find("politie")
    assert not graph.find("POLITIE")


def test_search(example: PolicyGraph) -> None:
    assert [e.label for e in example.search("gron")] == ["gemeente Groningen", "provincie Groningen"]
    assert [e.label for e in example.search("gron", type="Province")] == ["provincie Groningen"]
    assert example.search("veilige buurten", limit=1)[0].label == PVB
    assert example.search("veilge burten")[0].label == PVB
    assert example.search("xyzzy") == []


def test_evidence(graph: PolicyGraph) -> None:
    proof = graph.evidence("Assen", "participatesIn", "PVB")[0]
    letter = example_extractions()[0]
    assert proof.sentence == letter.text[proof.start : proof.end]
    assert (proof.status, proof.confidence, proof.method, proof.document.source) == ("stated", 0.95, "example", LETTER)
    assert (proof.subject.label, proof.predicate, proof.object.label) == ("gemeente Assen", "participatesIn", PVB)
    assert [e.status for e in graph.evidence("gemeente Groningen", object="PVB")] == ["negated"]
    assert len(graph.evidence()) == 8
    assert len(graph.evidence(predicate="bg:participatesIn")) == 3
    ways = [("provincie Groningen", "gemeente Groningen"), ("gemeente Groningen", "provincie Groningen")]
    assert [len(graph.evidence(a, "cooperatesWith", b)) for a, b in ways] == [1, 1]
    assert [e.document.source for e in graph.evidence(object="PVB")] == [LETTER] * 4 + [ANSWER] * 2
    with pytest.raises(ValueError, match="no relation"):
        graph.evidence("Assen", "isVriendVan")


def test_entities_know_their_facts(graph: PolicyGraph) -> None:
    assen = graph.entity("Assen")
    assert (assen.type, assen.kind, assen.iri) == ("Region", "Municipality", TOOI + "gemeente/gm0106")
    assert assen.same_as == (assen.iri, "http://www.wikidata.org/entity/Q798")
    assert (assen.aliases, assen.identifiers) == (("Assen",), ("gemeente-assen",))
    assert assen == Entity(assen.iri, graph.store)
    assert len({assen, Entity(assen.iri, graph.store)}) == 1
    pvb = graph.entity("PVB")
    assert (pvb.type, pvb.kind, pvb.same_as, pvb.mention_count) == ("Programme", None, (), 6)
    assert [d.source for d in pvb.documents] == [LETTER, ANSWER]
    for mention in pvb.mentions:
        text = next(x.text for x in example_extractions() if x.document.id == mention.document.source)
        assert text[mention.start : mention.end] == mention.text
        assert mention.text in mention.sentence
    assert {r.predicate for r in pvb.relations} == {"responsibleFor", "participatesIn", "funds", "reportsOn"}
    with pytest.raises(dataclasses.FrozenInstanceError):
        assen.iri = "x"  # type: ignore[misc]


def test_labels_by_majority() -> None:
    graph = PolicyGraph()
    for n, label in enumerate(("Klimaat-akkoord", "Klimaatakkoord", "Klimaatakkoord", "klimaatakkoord")):
        record = {
            "document": {"id": f"{n}.txt"}, "text": label,
            "entities": [
                {"id": "e", "type": "Programme", "label": label, "same_as": [], "key": "klimaatakkoord",
                 "mentions": [{"start": 0, "end": len(label)}]}
            ],
        }  # fmt: skip
        graph.add(Extraction.from_dict(record))
    entity = graph.entity("klimaatakkoord")
    assert (entity.label, entity.aliases) == ("Klimaatakkoord", ("Klimaat-akkoord", "klimaatakkoord"))
    assert graph.entities()[0].label == graph.to_networkx().nodes[entity.iri]["label"] == "Klimaatakkoord"


# Walks


def test_neighbours(graph: PolicyGraph) -> None:
    assen = graph.entity("Assen")
    assert {e.label for e in assen.neighbours(predicate="participatesIn")} == {PVB}
    two = [e.label for e in assen.neighbours(2, ["participatesIn", "funds"])]
    assert two == [PVB, "gemeente Emmen", "ministerie van Justitie en Veiligheid"]
    assert assen.neighbours(0) == ()
    with pytest.raises(ValueError, match="no relation"):
        assen.neighbours(predicate="x")


def test_paths(graph: PolicyGraph) -> None:
    path = graph.paths("Buurten in beeld", "Assen")[0]
    assert [e.label for e in path.entities] == ["Buurten in beeld", PVB, "gemeente Assen"]
    assert [[r.predicate for r in step] for step in path.steps] == [["reportsOn"], ["participatesIn"]]
    assert str(path) == f"Buurten in beeld — rapporteert over → {PVB} ← neemt deel aan — gemeente Assen"
    assert path.to_text("en").startswith(f"Buurten in beeld — reports on → {PVB} ← participates in —")
    assert graph.paths("Buurten in beeld", "Assen", max_length=1) == []
    assert graph.paths("politie", "Assen") == []
    same = graph.paths("Assen", "Assen")
    assert [len(p) for p in same] == [0]
    assert "Assen" in same[0]._repr_html_()


def test_subgraph(graph: PolicyGraph) -> None:
    part = graph.subgraph("provincie Groningen", predicate=["supports", "cooperatesWith"])
    labels = ["gemeente Emmen", "gemeente Groningen", "provincie Groningen"]
    assert [e.label for e in part.entities()] == labels
    assert {e.status for e in part.evidence()} == {"stated"}
    assert set(part.store.quads()) <= set(graph.store.quads())
    assert [d.source for d in part.documents] == [ANSWER]
    assert part.entity("Emmen").mention_count == 1
    assert part.validate().conforms
    bare = graph.subgraph("provincie Groningen", predicate="supports", mentions=False)
    assert bare.stats()["mentions"] == 0
    assert len(bare.evidence()) == 1
    whole = graph.subgraph(["provincie Groningen", "PVB"], depth=3)
    assert len(whole.evidence()) == 8
    alone = graph.subgraph("politie")
    assert [e.label for e in alone.entities()] == ["politie"]
    assert alone.entity("politie").mention_count == 1


def test_common(graph: PolicyGraph) -> None:
    shared = graph.common("Assen", "JenV")
    assert [e.label for e in shared] == [PVB]
    assert [d.source for d in shared.documents] == [LETTER]
    assert {r.predicate for r in shared.relations} == {"participatesIn", "funds"}
    documents = graph.common(LETTER, graph.document(ANSWER))
    assert {e.label for e in documents} == {PVB, "gemeente Emmen"}
    assert len(documents.relations) == 0
    with pytest.raises(ValueError, match="two entities or two documents"):
        graph.common("Assen", ANSWER)
    with pytest.raises(UnknownNameError):
        graph.common("Assen", "bestaat niet")


# Measures


def test_networkx(graph: PolicyGraph) -> None:
    net = graph.to_networkx()
    pvb = graph.entity("PVB").iri
    assert net.nodes[pvb] == {"label": PVB, "type": "Programme", "kind": "", "mentions": 6}
    assert net.edges[TOOI + "gemeente/gm0106", pvb, "participatesIn"] == {"predicate": "participatesIn", "evidence": 1}
    assert not net.has_edge(TOOI + "gemeente/gm0014", pvb)  # negated
    assert net.edges[TOOI + "gemeente/gm0106", TOOI + "provincie/pv22", "locatedIn"]["evidence"] == 0
    assert all(isinstance(n, str) for n in net)
    assert list(net) == sorted(net)
    assert PolicyGraph().to_networkx().number_of_nodes() == 0


def test_measures(graph: PolicyGraph) -> None:
    for measure in ("pagerank", "degree", "betweenness"):
        assert graph.central(1, measure=measure)[0][0].label == PVB
    assert len(graph.central(3)) == 3
    assert {e.type for e, _ in graph.central(3, type="Region")} == {"Region"}
    assert graph.central(2, type="Municipality")[0][0].kind == "Municipality"
    with pytest.raises(ValueError, match="no measure"):
        graph.central(measure="x")  # type: ignore[arg-type]
    groups = graph.communities()
    assert groups == graph.communities()
    members = [e for group in groups for e in group]
    assert len(members) == len(set(members))
    assert graph.entity("politie") not in members
    assert PolicyGraph().communities() == []
    assert PolicyGraph().central() == []


def test_stats(graph: PolicyGraph) -> None:
    stats = graph.stats()
    assert (stats["documents"], stats["entities"], stats["mentions"], stats["assertions"]) == (2, 9, 19, 8)
    assert stats["entities_by_type"]["Region"] == 4
    assert stats["relations_by_predicate"]["participatesIn"] == 2
    assert stats["statements"] == len(graph.store)
    assert json.loads(json.dumps(stats)) == stats
    assert PolicyGraph().stats()["entities"] == 0


# Pictures and pages


def test_view(graph: PolicyGraph, tmp_path: Path) -> None:
    picture = graph.view(tmp_path / "net.html", focus="PVB", lang="en")
    page = (tmp_path / "net.html").read_text(encoding="utf-8")
    assert page == picture.page
    assert f"<title>{PVB}</title>" in page
    assert "De politie is daar" not in page
    assert "De politie is daar" in graph.view().page
    assert picture._repr_html_().startswith("<iframe sandbox=")
    with pytest.raises(StoreError, match="cannot be written"):
        picture.save(tmp_path / "nergens" / "net.html")
    with pytest.raises(UnknownNameError):
        graph.view(focus="bestaat niet")


def test_export(graph: PolicyGraph, tmp_path: Path) -> None:
    graph.export(tmp_path / "alles.nq", "nq")
    with PolicyGraph.open(tmp_path / "alles.nq", read_only=True) as copy:
        assert set(copy.store.quads()) == set(graph.store.quads())
    with pytest.raises(StoreError):
        graph.export(tmp_path / "x", "docx")


def test_pages_are_escaped() -> None:
    graph, text = PolicyGraph(), "<script>alert(1)</script>"
    record = {
        "document": {"id": "x.txt", "title": text}, "text": text,
        "entities": [
            {"id": "e", "type": "Programme", "label": text, "same_as": [], "aliases": ["<b>"],
             "mentions": [{"start": 0, "end": len(text)}]}
        ],
    }  # fmt: skip
    graph.add(Extraction.from_dict(record))
    entity = graph.entities()[0]
    for shown in (entity._repr_html_(), graph._repr_html_(), graph.query("SELECT * { ?s ?p ?o }")._repr_html_()):
        assert "<script>" not in shown
        assert "<b>" not in shown
    assert "<script>alert" not in graph.view().page


def test_asking_needs_nothing_heavy(tmp_path: Path) -> None:
    path = tmp_path / "graph.trig"
    with PolicyGraph.open(path) as graph:
        graph.add(example_extractions()[0])
    script = f"""
import sys
import beleidsgraaf.graph
heavy = {{"spacy", "pyvis", "networkx", "scipy", "numpy", "rdflib", "rapidfuzz", "jinja2", "pyshacl"}}
assert "pyoxigraph" not in sys.modules, "even the engine waits"
from beleidsgraaf.graph import PolicyGraph
with PolicyGraph.open({str(path)!r}, read_only=True) as graph:
    rows = list(graph.query("SELECT DISTINCT ?o {{ ?s bg:participatesIn ?o }}"))
    print(len(rows), graph.entity("PVB"), graph.paths("Assen", "JenV")[0])
assert not heavy & set(sys.modules), heavy & set(sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("1 Programma Veilige Buurten gemeente Assen — neemt deel aan →")
