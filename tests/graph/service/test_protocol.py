"""The SPARQL 1.1 Protocol, as its tests at W3C have it, and the limits of the service."""

import json
import time

import pytest
from beleidsgraaf.graph.service.negotiate import GRAPH, ROWS, best

from .conftest import Service

SELECT, ASK = "SELECT DISTINCT ?s { ?s a bg:Programme }", "ASK { ?s a bg:Programme }"
CONSTRUCT = "CONSTRUCT { ?s a bg:Programme } WHERE { ?s a bg:Programme }"
PROGRAMME = "https://w3id.org/beleidsgraaf/id/programme/programma-veilige-buurten"
LETTER = "https://w3id.org/beleidsgraaf/id/document/brief-veilige-buurten.txt"
FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize("path", ["/sparql", "/query"])
def test_the_three_ways_to_ask(reading: Service, path: str) -> None:
    answers = [
        reading.ask("GET", path, fields=[("query", SELECT)]),
        reading.ask("POST", path, fields=[("query", SELECT)]),
        reading.ask("POST", path, body=SELECT.encode(), type="application/sparql-query; charset=UTF-8"),
    ]
    for answer in answers:
        assert answer.status == 200
        assert answer.headers["Content-Type"] == "application/sparql-results+json"
        assert [r["s"]["value"] for r in answer.json()["results"]["bindings"]] == [PROGRAMME]


@pytest.mark.parametrize(
    ("query", "accept", "type", "begin"),
    [
        (SELECT, "text/csv", "text/csv; charset=utf-8", b"s\r\n"),
        (SELECT, "text/tab-separated-values", "text/tab-separated-values; charset=utf-8", b"?s\n"),
        (SELECT, "application/sparql-results+xml", "application/sparql-results+xml", b"<?xml"),
        (SELECT, "application/xml;q=0.9, text/csv;q=0.2", "application/sparql-results+xml", b"<?xml"),
        (ASK, "*/*", "application/sparql-results+json", b'{"head":{},"boolean":true}'),
        (CONSTRUCT, "*/*", "text/turtle; charset=utf-8", b"@prefix"),
        (CONSTRUCT, "application/n-triples", "application/n-triples", b"<https://w3id.org"),
        (CONSTRUCT, "application/ld+json", "application/ld+json", b'[{"@id"'),
        (f"DESCRIBE <{PROGRAMME}>", "application/rdf+xml", "application/rdf+xml", b"<?xml"),
    ],
)
def test_forms_of_answers(reading: Service, query: str, accept: str, type: str, begin: bytes) -> None:
    answer = reading.ask("POST", "/sparql", accept=accept, body=query.encode(), type="application/sparql-query")
    assert (answer.status, answer.headers["Content-Type"]) == (200, type)
    assert answer.data.startswith(begin)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_form_by_name(reading: Service) -> None:
    assert reading.ask("GET", "/sparql", fields=[("query", ASK), ("format", "csv")]).data == b"true"
    other = reading.ask("GET", "/sparql", accept="text/csv", fields=[("query", ASK), ("format", "turtle")])
    assert other.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert reading.ask("GET", "/sparql", accept="image/png", fields=[("query", ASK)]).status == 406


def test_graphs_of_the_data_set(reading: Service) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?d a bg:Document }"

    def number(*fields: tuple[str, str], query: str = count) -> str:
        answer = reading.ask("POST", "/sparql", accept="text/csv", fields=[("query", query), *fields])
        return answer.data.decode().split()[1]

    assert number() == "2"
    assert number(("default-graph-uri", LETTER)) == "1"
    assert number(("named-graph-uri", LETTER)) == "0"
    inside = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?d a bg:Document } }"
    assert number(("named-graph-uri", LETTER), query=inside) == "1"
    assert number(query=f"SELECT (COUNT(*) AS ?n) FROM <{LETTER}> {{ ?d a bg:Document }}") == "1"
    # What the protocol says goes before what the query says.
    assert (
        number(("default-graph-uri", "urn:x"), query=f"SELECT (COUNT(*) AS ?n) FROM <{LETTER}> {{ ?d ?p ?o }}") == "0"
    )


@pytest.mark.parametrize(
    ("method", "path", "body", "type", "status"),
    [
        ("GET", "/sparql?query=ASK%20%7B%7D&query=SELECT%20*%20%7B%7D", None, None, 400),
        ("POST", "/sparql", b"", FORM, 400),
        ("POST", "/sparql", b"ASK {}", "text/plain", 415),
        ("POST", "/sparql", b"ASK {}", None, 415),
        ("POST", "/sparql", "ASK {}".encode("utf-16"), "application/sparql-query; charset=utf-16", 415),
        ("POST", "/sparql", b"ASK { ?s ?p '\xff' }", "application/sparql-query", 400),
        ("POST", "/sparql", b"ASK {", "application/sparql-query", 400),
        ("PUT", "/sparql", b"ASK {}", "application/sparql-query", 405),
        ("GET", "/sparql?update=CLEAR%20ALL", None, None, 400),
        ("POST", "/sparql", b"INSERT DATA { <urn:a> <urn:a> <urn:a> }", "application/sparql-query", 400),
        (
            "POST",
            "/sparql",
            b"SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
            "application/sparql-query",
            400,
        ),
        ("POST", "/update", b"CLEAR ALL", "application/sparql-update", 403),
        ("POST", "/sparql", b"update=CLEAR+ALL", FORM, 403),
        ("GET", "/nergens", None, None, 404),
    ],
)
def test_what_is_refused(
    reading: Service, method: str, path: str, body: bytes | None, type: str | None, status: int
) -> None:
    answer = reading.ask(method, path, body=body, type=type)
    assert answer.status == status
    assert answer.data.count(b"\n") <= 1


def test_a_fault_has_its_place(reading: Service) -> None:
    answer = reading.ask("POST", "/sparql", body=b"SELECT ?x {\n ?x ?y }", type="application/sparql-query")
    assert (answer.status, answer.data.decode().startswith("SPARQL, line 2, column")) == (400, True)


def test_slow_queries_are_stopped_and_others_go_on(reading: Service) -> None:
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    begin = time.monotonic()
    answer = reading.ask("POST", "/sparql", body=slow.encode(), type="application/sparql-query")
    assert answer.status == 503
    assert b"not answered within 5 seconds" in answer.data
    assert time.monotonic() - begin < 20
    assert reading.ask("GET", "/sparql", fields=[("query", ASK)]).status == 200


def test_long_answers_are_refused(reading: Service) -> None:
    long = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 20000"
    answer = reading.ask("POST", "/sparql", body=long.encode(), type="application/sparql-query")
    assert (answer.status, b"longer than 1 MB" in answer.data) == (413, True)
    short = reading.ask("GET", "/sparql", fields=[("query", "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 2000")])
    assert (short.status, len(json.loads(short.data)["results"]["bindings"])) == (200, 2000)


def test_only_our_own_names_and_no_other_sites(reading: Service) -> None:
    assert reading.ask("GET", "/sparql", headers={"Host": "elders.example"}).status == 400
    answer = reading.ask("GET", "/sparql", fields=[("query", ASK)], headers={"Origin": "https://site.example"})
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_preferences() -> None:
    assert best("", ROWS) == "json"
    assert best("application/sparql-results+json;q=0", ROWS) is None
    assert best("text/*;q=0.3, */*;q=0.1", ROWS) == "xml"
    assert best("text/plain", GRAPH) == "nt"
    assert best("application/ld+json;q=x, text/turtle;q=0.1", GRAPH) == "ttl"
