"""The ontology against the vocabulary that Python sees, and against what the files use of it."""

import re
from collections.abc import Iterator
from pathlib import Path

import beleidsgraaf.graph
import pyoxigraph
import pytest
from beleidsgraaf.ontology import BG, ENTITY_TYPES, PREDICATES, STATUSES
from beleidsgraaf.ontology.resources import jsonld_context, ontology_text, shapes_text, shipped_queries
from beleidsgraaf.ontology.vocabulary import REGION_KINDS, TYPE_LABELS
from rdflib import OWL, RDF, RDFS, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Literal, Node

B = Namespace(BG)
ORG = Namespace("http://www.w3.org/ns/org#")
SKOS_CLOSE = URIRef("http://www.w3.org/2004/02/skos/core#closeMatch")
CLASSES = {*ENTITY_TYPES, *REGION_KINDS, "Document", "Question", "Answer", "Mention", "Assertion", "Quantity"} | {
    "BackReference", "Footnote", "Motion", "TermOfOffice",
}  # fmt: skip


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(data=ontology_text(), format="turtle")


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return Graph().parse(data=shapes_text(), format="turtle")


def _terms(graph: Graph) -> set[str]:
    found = {s for s in graph.subjects() if isinstance(s, URIRef) and s.startswith(BG)}
    return {str(s).removeprefix(BG) for s in found}


def _declared(ontology: Graph) -> set[str]:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    return {
        str(s).removeprefix(BG) for kind in kinds for s in ontology.subjects(RDF.type, kind) if str(s).startswith(BG)
    }


def _members(graph: Graph, node: Node | None) -> set[str]:
    assert node is not None
    union = graph.value(node, OWL.unionOf)
    nodes = [node] if union is None else list(Collection(graph, union))
    return {str(n).removeprefix(BG) for n in nodes}


def _labels(graph: Graph, name: str) -> tuple[str, str]:
    labels = {o.language: str(o) for o in graph.objects(B[name], RDFS.label) if isinstance(o, Literal)}
    return labels["nl"], labels["en"]


def test_a_second_parser_reads_as_much(ontology: Graph, shapes: Graph) -> None:
    for text, graph in ((ontology_text(), ontology), (shapes_text(), shapes)):
        assert len(list(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE))) == len(graph)


def test_every_term_is_labelled_and_defined_in_both_languages(ontology: Graph) -> None:
    assert _terms(ontology) == _declared(ontology)
    for name in _terms(ontology):
        for property in (RDFS.label, RDFS.comment):
            values = list(ontology.objects(B[name], property))
            assert sorted(str(v.language) for v in values if isinstance(v, Literal)) == ["en", "nl"], name
            assert all(str(v).strip() for v in values), name


def test_classes_are_those_of_the_vocabulary(ontology: Graph) -> None:
    classes = {str(c).removeprefix(BG) for c in ontology.subjects(RDF.type, OWL.Class) if isinstance(c, URIRef)}
    assert classes == CLASSES
    for name, labels in TYPE_LABELS.items():
        assert _labels(ontology, name) == labels
    for kind in REGION_KINDS:
        assert (B[kind], RDFS.subClassOf, B.Region) in ontology


def test_relations_are_those_of_the_vocabulary(ontology: Graph) -> None:
    for name, predicate in PREDICATES.items():
        iri = B[name]
        assert (iri, RDF.type, OWL.ObjectProperty) in ontology
        assert _members(ontology, ontology.value(iri, RDFS.domain)) == set(predicate.domain)
        assert _members(ontology, ontology.value(iri, RDFS.range)) == set(predicate.range)
        assert _labels(ontology, name) == (predicate.label_nl, predicate.label_en)
    symmetric = {str(s).removeprefix(BG) for s in ontology.subjects(RDF.type, OWL.SymmetricProperty)}
    assert symmetric == {name for name, p in PREDICATES.items() if p.symmetric}


def test_statuses_are_those_of_the_vocabulary(ontology: Graph) -> None:
    datatype = ontology.value(B.status, RDFS.range)
    values = ontology.value(datatype, OWL.oneOf)
    assert values is not None
    assert tuple(str(v) for v in Collection(ontology, values)) == STATUSES


def test_alignment(ontology: Graph) -> None:
    parents = {
        (str(s).removeprefix(BG), str(o)) for s, o in ontology.subject_objects(RDFS.subClassOf) if str(s).startswith(BG)
    }
    for name, parent in (
        ("Ministry", BG + "Organisation"),
        ("Ministry", ORG.FormalOrganization),
        ("Organisation", ORG.Organization),
        ("Municipality", ORG.FormalOrganization),
        ("Province", ORG.FormalOrganization),
        ("Office", ORG.Post),
        ("Person", "http://xmlns.com/foaf/0.1/Person"),
        ("Assertion", str(RDF.Statement)),
    ):
        assert (name, str(parent)) in parents
    # schema.org makes both of them organisations.
    assert not any(name == "Programme" for name, _ in parents)
    assert {str(o) for o in ontology.objects(B.Programme, SKOS_CLOSE)} == {
        "https://schema.org/Project",
        "https://schema.org/FundingScheme",
    }
    assert (B.Law, SKOS_CLOSE, URIRef("http://data.europa.eu/eli/ontology#LegalResource")) in ontology
    assert (B.text, SKOS_CLOSE, URIRef("http://www.w3.org/ns/oa#exact")) in ontology
    assert not list(ontology.subject_objects(OWL.sameAs))


def test_regions_and_organisations_are_disjoint(ontology: Graph) -> None:
    groups = []
    for axiom in ontology.subjects(RDF.type, OWL.AllDisjointClasses):
        members = ontology.value(axiom, OWL.members)
        assert members is not None
        groups.append({str(m).removeprefix(BG) for m in Collection(ontology, members)})
    assert any({"Region", "Organisation"} <= group for group in groups)
    # A ministry is an organisation, a municipality a region: a disjoint pair of these would be empty.
    assert not any({"Ministry", "Organisation"} <= group for group in groups)


def _used() -> Iterator[tuple[str, str]]:
    for name, text in (("shapes.ttl", shapes_text()), *((q.name, q.text) for q in shipped_queries().values())):
        yield from ((name, term) for term in re.findall(r"\bbg:(\w+)", text))
        yield from ((name, term) for term in re.findall(re.escape(BG) + r"(\w+)", text))
    yield from (("context.jsonld", t) for t in re.findall(r"'bg:(\w+)'", repr(jsonld_context())))
    for folder in beleidsgraaf.graph.__path__:
        for file in Path(folder).rglob("*.py"):
            code = file.read_text(encoding="utf-8")
            yield from ((file.name, term) for term in re.findall(r"""\bbg\(["'](\w+)["']\)""", code))
            yield from ((file.name, term) for term in re.findall(r"\bbg:(\w+)", code))


def test_nothing_uses_a_term_that_is_not_declared(ontology: Graph) -> None:
    used = list(_used())
    assert len(used) > 300
    declared = _declared(ontology)
    assert [(file, term) for file, term in used if term not in declared] == []


def test_the_context_knows_every_term(ontology: Graph) -> None:
    context = jsonld_context()
    named = {v["@id"] if isinstance(v, dict) else v for v in context.values()}
    assert {f"bg:{name}" for name in _declared(ontology)} <= named


def test_shapes_speak_of_every_relation(shapes: Graph) -> None:
    targets = set(shapes.objects(None, URIRef("http://www.w3.org/ns/shacl#targetSubjectsOf")))
    assert {B[name] for name in PREDICATES} <= targets


def test_shapes_conform_to_shacl(shapes: Graph) -> None:
    pyshacl = pytest.importorskip("pyshacl")
    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=shapes, meta_shacl=True)
    assert conforms, text
