"""The SPARQL 1.1 Protocol test cases of W3C, one by one, by their names there.

What they load from elsewhere is put in the store here, for the service fetches nothing. `query_multiple_dataset` is
asked as its title has it; its request as published names one graph with an ampersand in it.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from urllib3 import BaseHTTPResponse

from .conftest import TOKEN, Service

D = "http://example.org/data/"
FOAF_DOCUMENT = "<http://xmlns.com/foaf/0.1/Document>"
RESOURCE = "<http://purl.org/dc/terms/BibliographicResource>"
FORM = "application/x-www-form-urlencoded"
QUERY, UPDATE = "application/sparql-query", "application/sparql-update"
ROWS = ("application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values")
GRAPHS = ("text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json")
Ask = Callable[..., BaseHTTPResponse]


def data(n: int) -> str:
    return f"{D}{n}"


INSERTED = " ".join(f"GRAPH <{data(n)}> {{ <{data(n)}> a {FOAF_DOCUMENT} }}" for n in (1, 2, 3))
PREPARED = f"DROP ALL ; INSERT DATA {{ {INSERTED} }} ;\n"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    service = Service(Path(tmp_path_factory.mktemp("w3c"), "store"), "--writable")
    yield service
    assert service.stop() == 0


@pytest.fixture
def ask(service: Service) -> Ask:
    """Send requests to a service whose store has the three graphs of the test cases."""

    def send(
        method: str, *parameters: tuple[str, str], body: bytes = b"", type: str | None = None, path: str = "/sparql"
    ) -> BaseHTTPResponse:
        target = f"{path}?{urlencode(parameters)}" if parameters else path
        return service.ask(method, target, body=body or None, type=type, token=TOKEN)

    prepared = send("POST", body=PREPARED.encode(), type=UPDATE)
    assert prepared.status == 204, prepared.data
    return send


def media_type(answer: BaseHTTPResponse) -> str:
    return answer.headers["Content-Type"].partition(";")[0]


def true(answer: BaseHTTPResponse) -> bool:
    assert answer.status == 200, answer.data
    return media_type(answer) in ROWS[:2] and answer.json()["boolean"] is True


def holds(ask: Ask, pattern: str) -> bool:
    return true(ask("POST", body=f"ASK {{ {pattern} }}".encode(), type=QUERY))


def documents(*numbers: int) -> str:
    return " . ".join(f"<{data(n)}> a ?type" for n in numbers)


def in_graphs(*numbers: int) -> str:
    return " ".join(f"GRAPH ?g{n} {{ <{data(n)}> a ?type }}" for n in numbers)


# Queries


def test_query_get(ask: Ask) -> None:
    """query_get"""
    assert true(ask("GET", ("query", "ASK {}"), ("default-graph-uri", data(0))))


def test_query_post_form(ask: Ask) -> None:
    """query_post_form"""
    assert true(ask("POST", ("default-graph-uri", data(0)), body=b"query=ASK%20%7B%7D", type=FORM))


def test_query_post_direct(ask: Ask) -> None:
    """query_post_direct"""
    assert true(ask("POST", body=b"ASK {}", type=QUERY))


@pytest.mark.parametrize("way", ["get", "post"])
def test_query_dataset_default_graphs(ask: Ask, way: str) -> None:
    """query_dataset_default_graphs_get, query_dataset_default_graphs_post"""

    def asked(query: str) -> BaseHTTPResponse:
        graphs = [("default-graph-uri", data(1)), ("default-graph-uri", data(2))]
        if way == "get":
            return ask("GET", ("query", query), *graphs)
        return ask("POST", *graphs, body=query.encode(), type=QUERY)

    assert true(asked(f"ASK {{ {documents(1, 2)} }}"))
    assert not true(asked(f"ASK {{ {documents(3)} }}"))


@pytest.mark.parametrize("way", ["get", "post"])
def test_query_dataset_named_graphs(ask: Ask, way: str) -> None:
    """query_dataset_named_graphs_get, query_dataset_named_graphs_post"""

    def asked(query: str) -> BaseHTTPResponse:
        graphs = [("named-graph-uri", data(1)), ("named-graph-uri", data(2))]
        if way == "get":
            return ask("GET", ("query", query), *graphs)
        return ask("POST", *graphs, body=query.encode(), type=QUERY)

    assert true(asked(f"ASK {{ {in_graphs(1, 2)} }}"))
    assert not true(asked(f"ASK {{ {in_graphs(3)} }}"))
    assert not true(asked(f"ASK {{ {documents(1)} }}"))


def test_query_dataset_full(ask: Ask) -> None:
    """query_dataset_full"""
    graphs = [("default-graph-uri", data(3)), ("named-graph-uri", data(1)), ("named-graph-uri", data(2))]
    query = f"ASK {{ {documents(3)} {in_graphs(1, 2)} }}"
    assert true(ask("POST", *graphs, body=query.encode(), type=QUERY))


def test_query_multiple_dataset(ask: Ask) -> None:
    """query_multiple_dataset"""
    graphs = [("named-graph-uri", data(1)), ("named-graph-uri", data(2))]
    query = f"ASK FROM <{data(3)}> {{ {in_graphs(1, 2)} }}"
    assert true(ask("POST", *graphs, body=query.encode(), type=QUERY))


@pytest.mark.parametrize(
    ("query", "types"),
    [
        ("SELECT (1 AS ?value) {}", ROWS),
        ("ASK {}", ROWS),
        ("DESCRIBE <http://example.org/>", GRAPHS),
        ("CONSTRUCT { <s> <p> 1 } WHERE {}", GRAPHS),
    ],
)
def test_query_content_type(ask: Ask, query: str, types: tuple[str, ...]) -> None:
    """query_content_type_select, query_content_type_ask, query_content_type_describe, query_content_type_construct"""
    answer = ask("POST", ("default-graph-uri", data(0)), body=query.encode(), type=QUERY)
    assert (answer.status, media_type(answer) in types) == (200, True)


# Updates


def copied(target: str, pattern: str = f"?s a {FOAF_DOCUMENT}") -> bytes:
    insert = f"INSERT {{ GRAPH <{target}> {{ ?s a {RESOURCE} }} }} WHERE {{ {pattern} }}"
    return f"{PREPARED}{insert}".encode()


def test_update_dataset_default_graph(ask: Ask) -> None:
    """update_dataset_default_graph"""
    answer = ask("POST", ("using-graph-uri", data(1)), body=copied("urn:test"), type=UPDATE)
    assert answer.status == 204
    assert holds(ask, f"GRAPH <urn:test> {{ <{data(1)}> a {RESOURCE} }}")
    assert not holds(ask, f"GRAPH <urn:test> {{ <{data(2)}> a {RESOURCE} }}")


def test_update_dataset_default_graphs(ask: Ask) -> None:
    """update_dataset_default_graphs"""
    graphs = [("using-graph-uri", data(1)), ("using-graph-uri", data(2))]
    assert ask("POST", *graphs, body=copied("urn:test"), type=UPDATE).status == 204
    assert holds(ask, f"GRAPH <urn:test> {{ <{data(1)}> a {RESOURCE} . <{data(2)}> a {RESOURCE} }}")
    assert not holds(ask, f"GRAPH <urn:test> {{ <{data(3)}> a {RESOURCE} }}")


def test_update_dataset_named_graphs(ask: Ask) -> None:
    """update_dataset_named_graphs"""
    graphs = [("using-named-graph-uri", data(1)), ("using-named-graph-uri", data(2))]
    body = copied("urn:test", f"GRAPH ?g {{ ?s a {FOAF_DOCUMENT} }}")
    assert ask("POST", *graphs, body=body, type=UPDATE).status == 204
    assert holds(ask, f"GRAPH <urn:test> {{ <{data(1)}> a {RESOURCE} . <{data(2)}> a {RESOURCE} }}")
    assert not holds(ask, f"GRAPH <urn:test> {{ <{data(3)}> a {RESOURCE} }}")


def test_update_dataset_full(ask: Ask) -> None:
    """update_dataset_full"""
    graphs = [("using-graph-uri", data(1)), ("using-named-graph-uri", data(2))]
    named = f"{{ GRAPH ?g {{ ?s a {FOAF_DOCUMENT} }} BIND(?g AS ?in) }}"
    default = f"{{ ?s a {FOAF_DOCUMENT} BIND('default' AS ?in) }}"
    insert = f"INSERT {{ GRAPH <urn:test> {{ ?s <urn:in> ?in }} }} WHERE {{ {named} UNION {default} }}"
    form = [*graphs, ("update", PREPARED + insert)]
    assert ask("POST", body=urlencode(form).encode(), type=FORM).status == 204
    assert holds(ask, f"GRAPH <urn:test> {{ <{data(1)}> <urn:in> 'default' . <{data(2)}> <urn:in> <{data(2)}> }}")
    assert not holds(ask, f"GRAPH <urn:test> {{ <{data(3)}> ?p ?o }}")


@pytest.mark.parametrize(("body", "type"), [(b"update=CLEAR+ALL", FORM), (b"CLEAR ALL", UPDATE)])
@pytest.mark.parametrize("path", ["/sparql", "/update"])
def test_update_post(ask: Ask, body: bytes, type: str, path: str) -> None:
    """update_post_form, update_post_direct"""
    assert ask("POST", body=body, type=type, path=path).status == 204
    assert not holds(ask, "?s ?p ?o")


def test_update_base_uri(ask: Ask) -> None:
    """update_base_uri"""
    insert = "CLEAR SILENT GRAPH <urn:test> ; INSERT DATA { GRAPH <urn:test> { <urn:s> <urn:p> <test> } }"
    assert ask("POST", body=insert.encode(), type=UPDATE).status == 204
    answer = ask("POST", body=b"SELECT ?o { GRAPH <urn:test> { <urn:s> <urn:p> ?o } }", type=QUERY)
    (row,) = answer.json()["results"]["bindings"]
    assert row["o"]["type"] == "uri"
    assert row["o"]["value"].startswith("http://")
    assert row["o"]["value"].endswith("/test")


# What is refused

WITH = "WITH <urn:a> DELETE { ?s <urn:p> 'Bill' } INSERT { ?s <urn:p> 'William' } WHERE { ?s <urn:p> 'Bill' }"
BAD: dict[str, tuple[str, list[tuple[str, str]], bytes, str | None]] = {
    "bad_query_method": ("PUT", [("query", "ASK {}"), ("default-graph-uri", data(0))], b"", FORM),
    "bad_multiple_queries": ("GET", [("query", "ASK {}"), ("query", "SELECT * {}")], b"", None),
    "bad_query_wrong_media_type": ("POST", [], b"ASK {}", "text/plain"),
    "bad_query_missing_form_type": ("POST", [], b"query=ASK%20%7B%7D", None),
    "bad_query_missing_direct_type": ("POST", [], b"ASK {}", None),
    "bad_query_non_utf8": ("POST", [], "ASK {}".encode("utf-16"), f"{QUERY}; charset=UTF-16"),
    "bad_query_syntax": ("GET", [("query", "ASK {")], b"", None),
    "bad_update_get": ("GET", [("update", "CLEAR ALL")], b"", None),
    "bad_multiple_updates": ("POST", [], b"update=CLEAR%20NAMED&update=CLEAR%20DEFAULT", FORM),
    "bad_update_wrong_media_type": ("POST", [], b"CLEAR NAMED", "text/plain"),
    "bad_update_missing_form_type": ("POST", [], b"update=CLEAR%20NAMED", None),
    "bad_update_non_utf8": ("POST", [], "CLEAR NAMED".encode("utf-16"), f"{UPDATE}; charset=UTF-16"),
    "bad_update_syntax": ("POST", [], b"update=CLEAR%20XYZ", FORM),
    "bad_update_dataset_conflict": ("POST", [("using-named-graph-uri", "urn:people")], WITH.encode(), UPDATE),
}


@pytest.mark.parametrize("name", BAD)
def test_bad(ask: Ask, name: str) -> None:
    """All tests there whose names begin with bad_; nothing is changed either."""
    method, parameters, body, type = BAD[name]
    answer = ask(method, *parameters, body=body, type=type)
    assert 400 <= answer.status < 500, answer.data
    assert holds(ask, documents(1, 2, 3))


def test_a_form_that_has_no_room_for_graphs(ask: Ask) -> None:
    answer = ask("POST", ("using-graph-uri", data(1)), body=b"DELETE WHERE { ?s ?p ?o }", type=UPDATE)
    assert (answer.status, b"DELETE WHERE takes no graphs" in answer.data) == (400, True)
