"""Shapes find what is wrong, all of it, and nothing else."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from beleidsgraaf.extract.document import Section
from beleidsgraaf.extract.extraction import Extraction
from beleidsgraaf.graph import terms as t
from beleidsgraaf.graph.example import example_extractions, example_graph
from beleidsgraaf.graph.rdf import document_iri, quads
from beleidsgraaf.graph.validate import _batches, _graphs, validate
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store
from rdflib import Dataset

G = NamedNode("https://w3id.org/beleidsgraaf/id/document/brief-veilige-buurten.txt")
SKOS_PREF = "skos:prefLabel"
TOOI = "https://identifier.overheid.nl/tooi/id/"
Change = Callable[[set[Quad]], set[Quad]]


@pytest.fixture(scope="module")
def letter() -> list[Quad]:
    return list(quads(example_extractions()[0]))


def _integer(value: str) -> Literal:
    return Literal(value, datatype=t.XSD_INTEGER)


def _one(found: set[Quad], predicate: NamedNode, type: str) -> Quad:
    of_type = {q.subject for q in found if q.predicate == t.RDF_TYPE and q.object == t.bg(type)}
    return min((q for q in found if q.predicate == predicate and q.subject in of_type), key=str)


def _without(predicate: NamedNode, type: str) -> Change:
    return lambda found: found - {_one(found, predicate, type)}


def _with(predicate: NamedNode, type: str, value: NamedNode | Literal) -> Change:
    return lambda found: found | {Quad(_one(found, t.RDF_TYPE, type).subject, predicate, value, G)}


def _instead(predicate: NamedNode, type: str, value: NamedNode | Literal) -> Change:
    def change(found: set[Quad]) -> set[Quad]:
        old = _one(found, predicate, type)
        return found - {old} | {Quad(old.subject, predicate, value, G)}

    return change


def _renamed(type: str, iri: str) -> Change:
    def change(found: set[Quad]) -> set[Quad]:
        old, new = _one(found, t.RDF_TYPE, type).subject, NamedNode(iri)
        return {
            Quad(new if q.subject == old else q.subject, q.predicate, new if q.object == old else q.object, G)
            for q in found
        }

    return change


DAMAGE: list[tuple[str, Change, set[str]]] = [
    ("no label", _without(t.PREF_LABEL, "Programme"), {SKOS_PREF}),
    ("two labels", _with(t.PREF_LABEL, "Programme", Literal("x", language="nl")), {SKOS_PREF}),
    ("label without language", _instead(t.PREF_LABEL, "Programme", Literal("x")), {SKOS_PREF}),
    ("only an English label", _instead(t.PREF_LABEL, "Programme", Literal("x", language="en")), {SKOS_PREF}),
    ("region and organisation", _with(t.RDF_TYPE, "Region", t.bg("Organisation")), {"rdf:type"}),
    ("ministry and programme", _with(t.RDF_TYPE, "Ministry", t.bg("Programme")), {"rdf:type"}),
    ("no type", _without(t.RDF_TYPE, "Ministry"), set()),
    ("ministry's identifier", _renamed("Ministry", TOOI + "gemeente/gm0014"), set()),
    ("municipality's identifier", _renamed("Municipality", TOOI + "ministerie/mnre1058"), set()),
    ("confidence", _instead(t.bg("confidence"), "Mention", Literal("1.5", datatype=t.XSD_DECIMAL)), {"bg:confidence"}),
    ("no confidence", _without(t.bg("confidence"), "Assertion"), {"bg:confidence"}),
    ("start after end", _instead(t.bg("start"), "Assertion", _integer("99999")), {"bg:start", ""}),
    ("negative start", _instead(t.bg("start"), "Mention", _integer("-1")), {"bg:start", ""}),
    ("text too long", _instead(t.bg("text"), "Mention", Literal("x" * 99)), {""}),
    ("no document", _without(t.bg("inDocument"), "Mention"), {"bg:inDocument"}),
    ("no sentence", _without(t.bg("sentence"), "Assertion"), {"bg:sentence"}),
    ("no method", _without(t.bg("method"), "Assertion"), {"bg:method"}),
    ("odd status", _instead(t.bg("status"), "Assertion", Literal("perhaps")), {"bg:status"}),
    ("two subjects", _with(t.RDF_SUBJECT, "Assertion", G), {"rdf:subject"}),
    ("odd predicate", _instead(t.RDF_PREDICATE, "Assertion", t.bg("loves")), {"rdf:predicate"}),
    ("refers to nothing", _without(t.bg("refersTo"), "Mention"), {"bg:refersTo"}),
    ("two documents", _with(t.bg("inDocument"), "Mention", NamedNode("urn:other")), {"bg:inDocument"}),
    ("checksum", _instead(t.bg("checksum"), "Document", Literal("abc")), {"bg:checksum"}),
    ("date", _instead(t.DATE, "Document", Literal("gisteren")), {"dcterms:date"}),
    ("asked by a programme", lambda f: f | {Quad(G, t.bg("askedBy"), _one(f, t.RDF_TYPE, "Programme").subject, G)},
     {"bg:askedBy"}),
    ("unproved relation", lambda f: f | {Quad(_one(f, t.RDF_TYPE, "Ministry").subject, t.bg("implements"),
     _one(f, t.RDF_TYPE, "Programme").subject, G)}, {"bg:implements"}),
    ("range", lambda f: f | {Quad(_one(f, t.RDF_TYPE, "Ministry").subject, t.bg("participatesIn"),
     _one(f, t.RDF_TYPE, "Region").subject, G)}, {"bg:participatesIn"}),
    ("BWB number", lambda f: f | {Quad(NamedNode("urn:law"), p, o, G) for p, o in (
        (t.RDF_TYPE, t.bg("Law")), (t.PREF_LABEL, Literal("Wet", language="nl")), (t.IDENTIFIER, Literal("BWBR12")))},
     {"dcterms:identifier"}),
]  # fmt: skip


@pytest.mark.parametrize(("change", "paths"), [d[1:] for d in DAMAGE], ids=[d[0] for d in DAMAGE])
def test_damage_is_found(change: Change, paths: set[str], letter: list[Quad]) -> None:
    damaged = change(set(letter))
    report = validate(damaged)
    assert not report.conforms
    assert paths <= {f.path for f in report.violations}
    for f in report.violations:
        assert f.message_nl != f.message_en
        assert f.graph in (G.value, "")
        assert f.focus in {q.subject.value for q in damaged if isinstance(q.subject, NamedNode)}


def test_two_faults_give_two_findings(letter: list[Quad]) -> None:
    found = _instead(t.bg("confidence"), "Mention", Literal("2", datatype=t.XSD_DECIMAL))(set(letter))
    report = validate(_instead(t.bg("checksum"), "Document", Literal("abc"))(found))
    assert [f.path for f in report.violations] == ["bg:checksum", "bg:confidence"]
    assert report.text("nl").splitlines()[0] == "De graaf voldoet niet: 2 fouten."
    assert report.text("en").count("violation:") == 2
    assert report.violations[0].message == report.violations[0].message_nl


def test_a_question_without_answer_is_a_warning() -> None:
    extraction = replace(example_extractions()[1], sections=(Section("question", ("1",), 0, 10),))
    report = validate(quads(extraction))
    assert report.conforms
    assert [(f.severity, f.path) for f in report.warnings] == [("warning", "^bg:answers")]
    assert report.text("en").splitlines()[:2] == [
        "The graph conforms to all shapes.",
        "warning: The question has no answer.",
    ]


def test_a_proof_in_another_document_is_no_proof() -> None:
    """Each graph by itself: what one lacks another cannot lend, whatever is looked at together."""
    letter, answer = example_extractions()
    two = Extraction(replace(letter.document, id="tweede.txt"), letter.text, letter.entities, letter.relations)
    found = {*quads(letter), *quads(two), *quads(answer)}
    graph = document_iri("tweede.txt")
    proofs = {q.subject for q in found if q.graph_name == graph and q.object == t.bg("Assertion")}
    damaged = {q for q in found if q.subject not in proofs}
    report = validate(damaged)
    assert {f.graph for f in report.violations} == {graph.value}
    labels = {q for q in found if q.graph_name == graph and q.predicate == t.PREF_LABEL}
    report = validate(found - labels)
    assert {f.graph for f in report.violations} == {graph.value}


def test_other_labels_elsewhere_are_no_fault() -> None:
    letter = example_extractions()[0]
    other = replace(
        letter,
        document=replace(letter.document, id="tweede.txt"),
        entities=tuple(replace(e, label=e.label.upper()) for e in letter.entities),
    )
    found = [*quads(letter), *quads(other)]
    assert validate(found).conforms
    assert len(list(_batches(_graphs(found), 20_000))) == 2


def test_batches_hold_their_size() -> None:
    letter = example_extractions()[0]
    several = [replace(letter, document=replace(letter.document, id=f"{n}.txt"), relations=()) for n in range(9)]
    found = [q for extraction in several for q in quads(extraction)]
    size = len(found) // 3
    batches = list(_batches(_graphs(found), size))
    assert len(batches) == 3
    assert all(b.size == sum(map(len, b.graphs.values())) <= size for b in batches)
    assert validate(found, batch=size) == validate(found, batch=1) == validate(found)


def test_every_kind_of_source() -> None:
    graph = example_graph()
    found = [q for e in example_extractions() for q in quads(e)]
    engine = Store()
    engine.extend(found)
    dataset = Dataset()
    dataset.parse(data=engine.dump(format=RdfFormat.N_QUADS), format="nquads")
    for source in (graph.store, engine, dataset, found):
        assert validate(source).results == ()
    nameless = [Quad(q.subject, q.predicate, q.object) for q in quads(example_extractions()[0])]
    assert validate(nameless).conforms
    report = validate(nameless[1:])
    assert {f.graph for f in report.violations} == {""}
    assert validate([]).conforms


def test_blank_nodes_do_not_disturb(letter: list[Quad]) -> None:
    note = Quad(BlankNode("n"), t.TITLE, Literal("los"), G)
    assert validate([*letter, note]).conforms
