"""Changing a graph through the service: with the token only, whole or not at all, and seen at once."""

import pytest
from beleidsgraaf.graph import PolicyGraph
from beleidsgraaf.graph.example import example_extractions
from beleidsgraaf.ontology import StoreError

from .conftest import TOKEN, Service

G = "urn:graaf"
UPDATE = "application/sparql-update"


def asked(service: Service, query: str) -> str:
    return service.ask("GET", "/sparql", accept="text/csv", fields=[("query", query)]).data.decode()


def test_updates_take_the_token(writing: Service) -> None:
    insert = f"INSERT DATA {{ GRAPH <{G}1> {{ <urn:a> <urn:b> 'é' }} }}".encode()
    for token in (None, "ander-token", TOKEN + "x"):
        answer = writing.ask("POST", "/update", body=insert, type=UPDATE, token=token)
        assert (answer.status, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert asked(writing, f"ASK {{ GRAPH <{G}1> {{ ?s ?p ?o }} }}") == "false"
    assert writing.ask("POST", "/update", body=insert, type=UPDATE, token=TOKEN).status == 204
    assert asked(writing, "ASK { <urn:a> <urn:b> 'é' }") == "true"
    form = [("update", f"DROP GRAPH <{G}1>")]
    assert writing.ask("POST", "/sparql", fields=form, token=TOKEN).status == 204
    assert asked(writing, "ASK { <urn:a> <urn:b> 'é' }") == "false"


@pytest.mark.parametrize(
    ("update", "status"),
    [
        ("INSERT DATA {", 400),
        ("LOAD <http://127.0.0.1:9/x>", 403),
        ("INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 400),
        ("INSERT DATA { <urn:halfway> <urn:b> 1 } ; LOAD <file:///etc/passwd>", 403),
    ],
)
def test_updates_that_are_refused(writing: Service, update: str, status: int) -> None:
    answer = writing.ask("POST", "/update", body=update.encode(), type=UPDATE, token=TOKEN)
    assert answer.status == status
    assert asked(writing, "ASK { <urn:halfway> ?p ?o }") == "false"


def test_two_updates_or_a_query_besides(writing: Service) -> None:
    twice = [("update", "CLEAR ALL"), ("update", "CLEAR ALL")]
    assert writing.ask("POST", "/update", fields=twice, token=TOKEN).status == 400
    beside = [("update", "CLEAR ALL"), ("query", "ASK {}")]
    assert writing.ask("POST", "/update", fields=beside, token=TOKEN).status == 400


def test_graph_store(writing: Service) -> None:
    path = f"/store?graph={G}2"
    assert writing.ask("GET", path).status == 404
    first, second = b"<urn:a> <urn:b> 1 .", b'<urn:a> <urn:b> "2" .'
    assert writing.ask("PUT", path, body=first, type="text/turtle").status == 401
    assert writing.ask("PUT", path, body=first, type="text/turtle", token=TOKEN).status == 201
    assert writing.ask("PUT", path, body=first, type="text/turtle; charset=utf-8", token=TOKEN).status == 204
    assert writing.ask("POST", path, body=second, type="application/n-triples", token=TOKEN).status == 204
    got = writing.ask("GET", path, accept="application/n-triples").data
    assert sorted(got.splitlines()) == [b'<urn:a> <urn:b> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .', second]
    assert writing.ask("HEAD", path).status == 200
    for body, type, status in ((b"<urn:a>", "text/turtle", 400), (b"a,b", "text/csv", 415)):
        assert writing.ask("PUT", path, body=body, type=type, token=TOKEN).status == status
    assert writing.ask("GET", path, accept="application/n-triples").data == got
    assert writing.ask("DELETE", path, token=TOKEN).status == 204
    assert writing.ask("DELETE", path, token=TOKEN).status == 404


@pytest.mark.parametrize("path", ["/store", "/store?default&graph=urn:x"])
def test_graphs_are_named_once(writing: Service, path: str) -> None:
    assert writing.ask("GET", path).status == 400


def test_the_default_graph_is_the_union(writing: Service) -> None:
    assert writing.ask("HEAD", "/store?default").status == 200
    assert writing.ask("PUT", "/store?default", body=b"", type="text/turtle", token=TOKEN).status == 403


def test_sites_that_may_read(writing: Service) -> None:
    headers = {"Origin": "https://site.example"}
    answer = writing.ask("GET", "/sparql", fields=[("query", "ASK {}")], headers=headers)
    assert answer.headers["Access-Control-Allow-Origin"] == "https://site.example"
    other = writing.ask("GET", "/sparql", fields=[("query", "ASK {}")], headers={"Origin": "https://ander.example"})
    assert "Access-Control-Allow-Origin" not in other.headers


def test_a_graph_by_its_address(writing: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    with PolicyGraph.open(writing.address) as graph, pytest.raises(StoreError, match="access refused"):
        graph.add(example_extractions()[0])
    monkeypatch.setenv("BELEIDSGRAAF_STORE_TOKEN", TOKEN)
    here = PolicyGraph()
    with PolicyGraph.open(writing.address) as graph:
        for extraction in example_extractions():
            here.add(extraction)
            assert graph.add(extraction)
            assert not graph.add(extraction)
        assert set(graph.store.quads()) == set(here.store.quads())
        assert graph.remove("brief-veilige-buurten.txt")
        assert graph.remove("antwoord-groningen.txt")
