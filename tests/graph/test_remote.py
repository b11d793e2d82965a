"""Stores by address: who we are, what goes wrong, and what is told apart from a store of our own."""

import base64
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl

import pytest
from beleidsgraaf.graph import PolicyGraph, remote
from beleidsgraaf.graph.endpoint import addresses
from beleidsgraaf.graph.example import example_extractions
from beleidsgraaf.graph.remote import RemoteStore
from beleidsgraaf.graph.store import open_store
from beleidsgraaf.graph.terms import REGISTERS_GRAPH
from beleidsgraaf.ontology import QueryError, StoreError
from pyoxigraph import Literal, NamedNode, Quad

Answer = tuple[int, dict[str, str], bytes]
JSON = {"Content-Type": "application/sparql-results+json"}


class Fake:
    """A server that answers as a test wants, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, dict[str, str], bytes]] = []
        self.answer: Callable[[str, str, bytes], Answer] = lambda *_: (200, JSON, b'{"head":{},"boolean":true}')


def _query(body: bytes) -> bytes:
    """Return the query in a form."""
    return dict(parse_qsl(body)).get(b"query", body)


@pytest.fixture
def fake() -> Iterator[tuple[str, Fake]]:
    state = Fake()

    class Handler(BaseHTTPRequestHandler):
        def _do(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            state.asked.append((self.command, self.path, dict(self.headers), body))
            status, headers, content = state.answer(self.command, self.path, _query(body))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if "Content-Length" not in headers:
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = do_HEAD = _do  # noqa: N815 - names that the library gives

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}", state
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("url", "query", "update", "graphs"),
    [
        ("http://a/", "http://a/query", "http://a/update", ("http://a/store", "http://a/data")),
        ("http://a/ds", "http://a/ds/query", "http://a/ds/update", ("http://a/ds/store", "http://a/ds/data")),
        ("http://a/sparql", "http://a/sparql", "http://a/update", ("http://a/store", "http://a/data")),
        (
            "https://a/rdf4j/repositories/x", "https://a/rdf4j/repositories/x",
            "https://a/rdf4j/repositories/x/statements", ("https://a/rdf4j/repositories/x/rdf-graphs/service",),
        ),
    ],
)  # fmt: skip
def test_where_stores_answer(url: str, query: str, update: str, graphs: tuple[str, ...]) -> None:
    assert addresses(url, {}) == (query, update, graphs)
    given = {"BELEIDSGRAAF_STORE_UPDATE": "http://b/u", "BELEIDSGRAAF_STORE_GRAPHS": "http://b/g"}
    assert addresses(url, given) == (query, "http://b/u", ("http://b/g",))


@pytest.mark.parametrize("url", ["http://", "http:///x", "http://a/?x=1", "http://a/#x"])
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(StoreError, match="address"):
        open_store(url)


def test_passwords_in_addresses_are_not_repeated() -> None:
    with pytest.raises(StoreError, match="BELEIDSGRAAF_STORE_PASSWORD") as caught:
        open_store("https://me:geheim@example.org/x")
    assert "geheim" not in str(caught.value)


def test_nobody_there(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(StoreError, match="no store answers there") as caught:
        open_store("http://127.0.0.1:9/")
    assert "\n" not in str(caught.value)


def test_who_we_are(fake: tuple[str, Fake], monkeypatch: pytest.MonkeyPatch) -> None:
    url, state = fake
    monkeypatch.setenv("BELEIDSGRAAF_STORE_USER", "jan")
    monkeypatch.setenv("BELEIDSGRAAF_STORE_PASSWORD", "gehéim")
    open_store(url).close()
    scheme, _, code = state.asked[-1][2]["Authorization"].partition(" ")
    assert (scheme, base64.b64decode(code)) == ("Basic", "jan:gehéim".encode())
    monkeypatch.setenv("BELEIDSGRAAF_STORE_TOKEN", "abc")
    open_store(url).close()
    assert state.asked[-1][2]["Authorization"] == "Bearer abc"
    empty = b'{"head":{"vars":["s"]},"results":{"bindings":[]}}'
    with open_store(url) as store:
        state.answer = lambda *_: (200, JSON, empty)
        assert list(store.dataset.query("SELECT ?s { ?s ?p ?o }")) == []
    assert state.asked[-1][2]["Authorization"] == "Bearer abc"


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ((401, {}, b""), r"access refused \(401\); set BELEIDSGRAAF_STORE_USER"),
        ((404, {}, b""), "not the address of a store"),
        ((301, {"Location": "https://elders/"}, b""), "moved to https://elders/; give that address"),
        ((500, {}, b"<b>stuk\n</b>"), r"failed \(500\): <b>stuk </b>"),
        ((200, {"Content-Type": "text/html"}, b"<html>"), "not the address of a store"),
    ],
)
def test_refusals(fake: tuple[str, Fake], answer: Answer, message: str) -> None:
    url, state = fake
    state.answer = lambda *_: answer
    with pytest.raises(StoreError, match=message) as caught:
        open_store(url)
    assert "\n" not in str(caught.value)
    assert len(state.asked) == 1


def test_an_answer_that_breaks_off(fake: tuple[str, Fake]) -> None:
    url, state = fake
    with open_store(url) as store:
        part = b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"literal","value":"a"}},'
        state.answer = lambda *_: (200, {**JSON, "Content-Length": "9999", "Connection": "close"}, part)
        with pytest.raises((QueryError, StoreError), match="broke off"):
            list(store.query("SELECT ?x { ?s ?p ?x }"))


def test_the_union_is_asked_for_as_the_store_wants(fake: tuple[str, Fake]) -> None:
    url, state = fake

    def fuseki(method: str, path: str, body: bytes) -> Answer:
        if body.startswith(b"ASK") and body != b"ASK {}":
            return 200, JSON, b'{"head":{},"boolean":%s}' % (b"true" if "UnionGraph" in path else b"false")
        if body == b"ASK {}":
            return 200, JSON, b'{"head":{},"boolean":true}'
        rows = ",".join(f'"{v}":{{"type":"uri","value":"urn:{v}"}}' for v in "spog")
        return 200, JSON, f'{{"head":{{"vars":["s","p","o","g"]}},"results":{{"bindings":[{{{rows}}}]}}}}'.encode()

    state.answer = fuseki
    with open_store(url) as store:
        assert len(list(store.query("SELECT ?s { ?s ?p ?o }"))) == 1
        assert state.asked[-1][1] == "/query?default-graph-uri=urn%3Ax-arq%3AUnionGraph"
        list(store.query("SELECT ?s FROM <urn:g> { ?s ?p ?o }"))
        assert state.asked[-1][1] == "/query"
    state.answer = lambda method, path, body: (
        (200, JSON, b'{"head":{},"boolean":false}') if b"ASK { <" in body else fuseki(method, path, body)
    )
    with open_store(url) as store, pytest.raises(StoreError, match="not the union of its graphs"):
        store.query("SELECT ?s { ?s ?p ?o }")


def test_a_store_without_graph_store_protocol(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BELEIDSGRAAF_STORE_GRAPHS", f"{server}/nergens")
    g = NamedNode("urn:g")
    with open_store(server) as store:
        store.replace_graph(g, [Quad(NamedNode(f"urn:{n}"), g, Literal(n), g) for n in range(5)])
        store.replace_graph(g, [Quad(g, g, Literal("'\"\\\n"), g)])
        assert [q.object for q in store.quads()] == [Literal("'\"\\\n")]


def test_many_statements_go_in_parts(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "_BATCH", 7)
    g = NamedNode("urn:g")
    content = [Quad(NamedNode(f"urn:{n}"), g, Literal(n), NamedNode(f"urn:g{n % 3}")) for n in range(50)]
    with open_store(server) as store:
        store.extend(iter(content))
        assert set(store.quads()) == set(content)
        assert store.unknown([*content[:3], Quad(g, g, g, g)]) == [Quad(g, g, g, g)]


def test_a_query_that_names_no_variable_of_its_own(server: str) -> None:
    with open_store(server) as store:
        store.extend([Quad(NamedNode("urn:a"), NamedNode("urn:p"), Literal("x"), NamedNode("urn:g"))])
        graph = store.query("CONSTRUCT { ?s a bg:Thing } WHERE { ?s ?p ?o } # einde", {"s": NamedNode("urn:a")})
        assert [row.subject for row in graph] == ["urn:a"]
        assert bool(store.query("ASK { ?s ?p 'x' } # einde"))
        assert list(store.query("SELECT ?s { ?s ?p ?o }", {"s": NamedNode("urn:b")})) == []


def test_documents_come_and_stay(server: str) -> None:
    first, second = example_extractions()
    with PolicyGraph.open(server) as graph:
        assert isinstance(graph.store, RemoteStore)
        assert (graph.add(first), graph.add(second), graph.add(first)) == (True, True, False)
        here = PolicyGraph()
        here.add(first)
        here.add(second)
        assert set(graph.store.quads()) == set(here.store.quads())
        assert graph.stats() == here.stats()
        assert [str(p) for p in graph.paths("Assen", "JenV")] == [str(p) for p in here.paths("Assen", "JenV")]
        assert graph.remove(first.document.id)
        assert graph.store.graphs() != []
    with PolicyGraph.open(server, read_only=True) as graph:
        assert REGISTERS_GRAPH.value in graph.store.graphs()
        with pytest.raises(StoreError, match="read only"):
            graph.add(first)


def test_yes_and_no_as_virtuoso_gives_them(fake: tuple[str, Fake]) -> None:
    url, state = fake
    with open_store(url) as store:
        for value, expected in (("1", True), ("0", False)):
            row = f'{{"__ASK_RETVAL":{{"type":"typed-literal","datatype":"urn:int","value":"{value}"}}}}'
            answer = f'{{"head":{{"link":[],"vars":["__ASK_RETVAL"]}},"results":{{"bindings":[{row}]}}}}'.encode()
            state.answer = lambda *_, answer=answer: (200, JSON, answer)
            assert bool(store.query("ASK FROM <urn:g> { ?s ?p ?o }")) is expected
