"""Pages for people and descriptions for machines."""

from pathlib import Path

import pytest
from beleidsgraaf.graph.service.pages import local_address
from beleidsgraaf.graph.service.run import serve
from beleidsgraaf.ontology import StoreError
from beleidsgraaf.ontology.resources import shipped_queries

from .conftest import Service, example

HTML = "text/html,application/xhtml+xml,*/*;q=0.8"
PROGRAMME = "https://w3id.org/beleidsgraaf/id/programme/programma-veilige-buurten"
ASSEN = "https://identifier.overheid.nl/tooi/id/gemeente/gm0106"


def test_the_page_to_ask_on(reading: Service) -> None:
    page = reading.ask("GET", "/sparql", accept=HTML, headers={"Accept-Language": "en-GB, nl;q=0.5"})
    text = page.data.decode()
    assert (page.status, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert "script" not in page.headers["Content-Security-Policy"]
    assert '<html lang="en">' in text
    assert "<script" not in text
    for query in shipped_queries().values():
        assert query.question_en.replace("'", "&#39;") in text
    assert '<html lang="nl">' in reading.ask("GET", "/sparql?lang=nl", accept=HTML).data.decode()
    assert reading.ask("GET", "/style.css").headers["Content-Type"].startswith("text/css")


def test_answers_as_pages(reading: Service) -> None:
    query = "SELECT ?s ?x { ?s a bg:Programme BIND ('<script>alert(1)</script>' AS ?x) }"
    text = reading.ask("GET", "/sparql", accept=HTML, fields=[("query", query)]).data.decode()
    assert local_address(PROGRAMME) in text
    assert "<script" not in text
    wrong = reading.ask("GET", "/sparql", accept=HTML, fields=[("query", "SELECT </textarea><b>")])
    assert (wrong.status, b"<b>" in wrong.data, b'role="alert"' in wrong.data) == (400, False, True)
    for query in ("ASK { ?s a bg:Programme }", "CONSTRUCT { ?s a bg:Programme } WHERE { ?s a bg:Programme }"):
        assert reading.ask("GET", "/sparql", accept=HTML, fields=[("query", query)]).status == 200


def test_every_shipped_query_runs_from_its_form(reading: Service) -> None:
    for name, query in shipped_queries().items():
        values = [(f"p_{parameter}", "") for parameter in query.parameters]
        assert reading.ask("GET", "/sparql", accept=HTML, fields=[("shipped", name), *values]).status == 200, name
    fields = [("shipped", "gemeenten-in-programma"), ("p_programma", "PVB")]
    assert "gemeente Emmen" in reading.ask("GET", "/sparql", accept=HTML, fields=fields).data.decode()
    assert reading.ask("GET", "/sparql?shipped=nergens").status == 400


def test_the_picture(reading: Service) -> None:
    whole = reading.ask("GET", "/", accept=HTML)
    assert (whole.status, b"<title>Beleidsgraaf</title>" in whole.data) == (200, True)
    around = reading.ask("GET", "/", fields=[("focus", "PVB"), ("lang", "en")]).data
    assert b"<title>Programma Veilige Buurten</title>" in around
    assert reading.ask("GET", "/?focus=Nergensland").status == 404
    assert reading.ask("GET", "/?depth=9").status == 400


@pytest.mark.parametrize("iri", [PROGRAMME, ASSEN])
def test_what_the_graph_says(reading: Service, iri: str) -> None:
    from rdflib import Graph, URIRef

    path = local_address(iri)
    page = reading.ask("GET", path, accept=HTML)
    assert (page.status, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert "Accept" in page.headers["Vary"]
    assert "De gemeenten Assen en Emmen nemen deel" in page.data.decode()
    graphs = []
    for accept, form in (("text/turtle", "turtle"), ("application/ld+json", "json-ld"), ("application/rdf+xml", "xml")):
        answer = reading.ask("GET", path, accept=accept)
        assert answer.headers["Content-Type"].startswith(accept)
        graphs.append(set(Graph().parse(data=answer.data, format=form)))
    assert graphs[0] == graphs[1] == graphs[2]
    assert any(s == URIRef(iri) for s, _, _ in graphs[0])


def test_every_iri_of_ours_has_a_page(reading: Service) -> None:
    found = reading.ask("GET", "/sparql", fields=[("query", "SELECT DISTINCT ?s { ?s ?p ?o }")]).json()
    for row in found["results"]["bindings"]:
        assert reading.ask("GET", local_address(row["s"]["value"]), accept=HTML).status == 200, row


@pytest.mark.parametrize(("path", "status"), [("/id/nergens", 404), ("/id?iri=<x>", 400), ("/id", 400), ("/id/", 400)])
def test_what_is_not_there(reading: Service, path: str, status: int) -> None:
    assert reading.ask("GET", path).status == status
    page = reading.ask("GET", path, accept=HTML)
    assert (page.status, b'role="alert"' in page.data) == (status, True)


def test_what_the_service_says_of_itself(reading: Service) -> None:
    from rdflib import Graph, Namespace, URIRef
    from rdflib.namespace import DCAT, RDF, VOID

    sd = Namespace("http://www.w3.org/ns/sparql-service-description#")
    service = Graph().parse(data=reading.ask("GET", "/sparql", accept="text/turtle").data)
    assert (None, sd.endpoint, URIRef(f"{reading.address}sparql")) in service
    for path in ("/void", "/.well-known/void"):
        data = Graph().parse(data=reading.ask("GET", path).data)
        (node,) = data.subjects(RDF.type, DCAT.Dataset)
        assert int(str(data.value(node, VOID.triples))) > 100
        assert data.value(node, DCAT.distribution) is not None
    assert b"owl:Ontology" in reading.ask("GET", "/def").data


def test_a_file_is_served_as_it_is(tmp_path: Path) -> None:
    from beleidsgraaf.graph import PolicyGraph

    with PolicyGraph.open(example(tmp_path / "store"), read_only=True) as graph:
        graph.export(tmp_path / "graph.trig", "trig")
    about = tmp_path / "about.ttl"
    about.write_text('<void#dataset> <http://purl.org/dc/terms/publisher> "de gemeente" .', encoding="utf-8")
    service = Service(tmp_path / "graph.trig", "--about", str(about))
    try:
        assert service.ask("GET", "/sparql", fields=[("query", "ASK { ?s a bg:Programme }")]).json()["boolean"]
        assert b'"de gemeente"' in service.ask("GET", "/void").data
    finally:
        assert service.stop() == 0


def test_what_cannot_be_served(tmp_path: Path, reading: Service) -> None:
    file = tmp_path / "graph.nq"
    file.write_text("")
    port = int(reading.address.rstrip("/").rpartition(":")[2])
    for store, options, message in (
        ("http://127.0.0.1:9/", {}, "already a service"),
        (str(tmp_path / "nergens"), {}, "no store here"),
        (str(file), {"token": "x"}, "cannot be changed while it is served"),
        (str(file), {"port": port}, "choose another with --port"),
        (str(file), {"about": str(file.with_name("nergens.ttl"))}, "cannot be read"),
    ):
        with pytest.raises(StoreError, match=message):
            serve(store, **{"port": 0, **options})  # type: ignore[arg-type]


def test_what_others_write_meanwhile_is_seen(tmp_path: Path) -> None:
    from beleidsgraaf.graph import PolicyGraph
    from beleidsgraaf.graph.example import example_extractions

    store = example(tmp_path / "store")
    service = Service(store)
    try:
        count = [("query", "SELECT (COUNT(DISTINCT ?d) AS ?n) { ?d a bg:Document }")]
        assert b"2" in service.ask("GET", "/sparql", accept="text/csv", fields=count).data
        with PolicyGraph.open(store) as graph:
            graph.remove(example_extractions()[0].document.id)
            assert b"1" in service.ask("GET", "/sparql", accept="text/csv", fields=count).data
        assert b"1" in service.ask("GET", "/sparql", accept="text/csv", fields=count).data
    finally:
        assert service.stop() == 0
