"""What the service tells catalogues conforms to DCAT-AP-NL once the operator has said who and under which licence."""

from pathlib import Path
from typing import Any

import pytest
from beleidsgraaf.graph.example import example_graph
from beleidsgraaf.graph.service.catalogue import dataset, missing, read_about
from beleidsgraaf.graph.service.describe import statistics
from pyoxigraph import RdfFormat, Triple, serialize
from rdflib import Graph

BASE = "http://127.0.0.1:8890/"
ABOUT = """
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .

<void#dataset>
    dct:publisher <https://identifier.overheid.nl/tooi/id/gemeente/gm0106> ;
    dct:creator <https://identifier.overheid.nl/tooi/id/gemeente/gm0106> ;
    dcat:contactPoint [ a vcard:Organization ; vcard:fn "Gemeente Assen" ; vcard:hasEmail <mailto:info@example.org> ] ;
    dct:accessRights <http://publications.europa.eu/resource/authority/access-right/PUBLIC> ;
    dct:license <http://creativecommons.org/publicdomain/zero/1.0/deed.nl> .
<https://identifier.overheid.nl/tooi/id/gemeente/gm0106> a foaf:Agent ; foaf:name "gemeente Assen"@nl .
"""
# The requirements of DCAT-AP-NL 3.0, and of DCAT-AP 3.0 below it, as they bear on what we describe.
SHAPES = """
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <urn:shape:> .

:title sh:path dct:title ; sh:minCount 1 ; sh:nodeKind sh:Literal ; sh:uniqueLang true .
:description sh:path dct:description ; sh:minCount 1 ; sh:nodeKind sh:Literal ; sh:uniqueLang true .
:identifier sh:path dct:identifier ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:Literal .
:publisher sh:path dct:publisher ; sh:minCount 1 ; sh:maxCount 1 ; sh:class foaf:Agent .
:contact sh:path dcat:contactPoint ; sh:minCount 1 ; sh:maxCount 1 ; sh:class vcard:Organization .
:rights sh:path dct:accessRights ; sh:minCount 1 ; sh:maxCount 1 ;
    sh:pattern "^http://publications.europa.eu/resource/authority/access-right/" .
:license sh:path dct:license ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI .
:theme sh:path dcat:theme ; sh:minCount 1 ; sh:pattern "^http://publications.europa.eu/resource/authority/data-theme/" .
:language sh:path dct:language ; sh:pattern "^http://publications.europa.eu/resource/authority/language/" .

:catalog a sh:NodeShape ; sh:targetClass dcat:Catalog ;
    sh:property :title, :description, :publisher, :contact, :language,
        [ sh:path dcat:dataset ; sh:minCount 1 ; sh:class dcat:Dataset ],
        [ sh:path dcat:service ; sh:class dcat:DataService ] .
:dataset a sh:NodeShape ; sh:targetClass dcat:Dataset ;
    sh:property :title, :description, :identifier, :publisher, :contact, :rights, :theme, :language,
        [ sh:path dct:creator ; sh:minCount 1 ; sh:class foaf:Agent ],
        [ sh:path dct:license ; sh:maxCount 0 ],
        [ sh:path dcat:landingPage ; sh:nodeKind sh:IRI ],
        [ sh:path dcat:distribution ; sh:class dcat:Distribution ],
        [ sh:path ( dct:temporal dcat:startDate ) ; sh:datatype xsd:date ; sh:maxCount 1 ],
        [ sh:path ( dct:temporal dcat:endDate ) ; sh:datatype xsd:date ; sh:maxCount 1 ] .
:distribution a sh:NodeShape ; sh:targetClass dcat:Distribution ;
    sh:property :license, :title,
        [ sh:path dcat:accessURL ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ],
        [ sh:path dcat:accessService ; sh:maxCount 1 ; sh:class dcat:DataService ],
        [ sh:path dcat:mediaType ; sh:maxCount 1 ; sh:pattern "^https://www.iana.org/assignments/media-types/" ] .
:service a sh:NodeShape ; sh:targetClass dcat:DataService ;
    sh:property :title, :description, :identifier, :publisher, :contact, :rights, :license, :theme,
        [ sh:path dcat:endpointURL ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ],
        [ sh:path dcat:endpointDescription ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ],
        [ sh:path dcat:servesDataset ; sh:minCount 1 ; sh:class dcat:Dataset ] .
"""


@pytest.fixture(scope="module")
def counted() -> dict[str, Any]:
    return statistics(example_graph().store)


def shacl(described: list[Triple]) -> tuple[bool, str]:
    pyshacl = pytest.importorskip("pyshacl")
    data = Graph().parse(data=serialize(described, format=RdfFormat.N_TRIPLES), format="nt")
    conforms, _, text = pyshacl.validate(data, shacl_graph=Graph().parse(data=SHAPES, format="turtle"))
    return bool(conforms), str(text)


def test_with_what_the_operator_says_it_conforms(counted: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "about.ttl").write_text(ABOUT, encoding="utf-8")
    described = dataset(BASE, counted, read_about(tmp_path / "about.ttl", BASE))
    assert missing(described) == []
    conforms, text = shacl(described)
    assert conforms, text


def test_without_it_only_what_a_program_cannot_know_is_missing(counted: dict[str, Any]) -> None:
    described = dataset(BASE, counted)
    assert {what.partition(" ")[2] for what in missing(described)} == {
        "dct:publisher", "dct:creator", "dcat:contactPoint", "dct:accessRights", "dct:license",
    }  # fmt: skip
    assert not shacl(described)[0]


def test_what_is_said_of_the_service_itself_goes_before(counted: dict[str, Any], tmp_path: Path) -> None:
    other = "<void#sparql> <http://purl.org/dc/terms/license> <http://example.org/licence> .\n"
    (tmp_path / "about.ttl").write_text(ABOUT + other, encoding="utf-8")
    described = dataset(BASE, counted, read_about(tmp_path / "about.ttl", BASE))
    found = {o.value for s, p, o in described if p.value.endswith("/license") and s.value.endswith("#sparql")}
    assert found == {"http://example.org/licence"}
    conforms, text = shacl(described)
    assert conforms, text


def test_void_counts_what_is_there(counted: dict[str, Any]) -> None:
    from rdflib.namespace import RDF, VOID

    graph = Graph().parse(data=serialize(dataset(BASE, counted), format=RdfFormat.N_TRIPLES), format="nt")
    (node,) = graph.subjects(RDF.type, VOID.Dataset)
    store = example_graph().store
    assert int(str(graph.value(node, VOID.triples))) == len(store)
    assert int(str(graph.value(node, VOID.classes))) == len(list(graph.objects(node, VOID.classPartition)))
    parts = list(graph.objects(node, VOID.propertyPartition))
    assert sum(int(str(graph.value(part, VOID.triples))) for part in parts) == len(store)
