"""A store by its address: any SPARQL 1.1 store, through the protocols that all of them speak.

Queries go to the store as they are and rows come in while you iterate. What is told apart from a store of our own:

- A document is replaced by one request of the Graph Store Protocol, all or nothing. What goes to other graphs with
  it, the facts of the registers, goes first and is only added; so a document that is there is complete.
- `Store.extend` sends statements in parts; what breaks off halfway is completed by doing it again.
- Only named graphs are read and written; a default graph that the store keeps apart is not ours.
- Blank nodes lose their names on the way, as the protocols have it; our graphs have none.

Examples
--------
>>> RemoteStore("http://user:secret@example.org/")
Traceback (most recent call last):
...
beleidsgraaf.ontology.errors.StoreError: http://example.org/: a password does not belong in an address; \
set BELEIDSGRAAF_STORE_USER and BELEIDSGRAAF_STORE_PASSWORD instead
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, cast
from urllib.parse import urlencode

from beleidsgraaf.graph import files
from beleidsgraaf.graph.endpoint import Body, Endpoint
from beleidsgraaf.graph.result import ENGINE_ERRORS, Answer, Result
from beleidsgraaf.graph.sparql import QUERY_PREFIXES, check, syntax_error
from beleidsgraaf.graph.statements import by_graph, data, n_triples
from beleidsgraaf.graph.store_interface import Store
from beleidsgraaf.graph.values import Node, Term
from beleidsgraaf.ontology import QueryError, StoreError
from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolution,
    QuerySolutions,
    RdfFormat,
    parse_query_results,
)
from pyoxigraph import Store as Engine

if TYPE_CHECKING:
    from rdflib import Dataset

_JSON: Final = QueryResultsFormat.JSON.media_type
_N_TRIPLES: Final = RdfFormat.N_TRIPLES.media_type
_BATCH: Final = 1_000  # statements a request; Virtuoso 7 refuses long ones
_VIRTUOSO_ASK: Final = "__ASK_RETVAL"  # the variable in which Virtuoso 7 gives yes or no, as 1 or 0
_SUBJECTS: Final = 500  # a request that asks what is known of them
_UNIONS: Final[tuple[dict[str, str], ...]] = (
    {},
    {"union-default-graph": "true"},  # Oxigraph
    {"default-graph-uri": "urn:x-arq:UnionGraph"},  # Jena Fuseki
)
"""How to ask for the union of all graphs as default graph: many stores have no other, the rest have a way."""


class RemoteStore(Store):
    """A SPARQL 1.1 store by its address.

    Parameters
    ----------
    url : str
        See `beleidsgraaf.graph.endpoint.addresses`.
    read_only : bool
        Refuse changes.

    Raises
    ------
    StoreError
        If no store answers there, or it refuses us.
    """

    def __init__(self, url: str, *, read_only: bool = False) -> None:
        self._endpoint: Endpoint | None = Endpoint(url)
        self._union: dict[str, str] | None = None
        self._graphs_at: str | None = None
        self._graphs_sought = False
        self._dataset: Dataset | None = None
        self.location = url
        self.read_only = read_only
        self.version = 0
        self._ask("ASK {}")

    @property
    def endpoint(self) -> Endpoint:
        """Where requests go."""
        if self._endpoint is None:
            raise StoreError(f"{self.location}: closed; open it again")
        return self._endpoint

    # Changing

    def replace_graph(self, name: str | NamedNode, quads: Iterable[Quad], gone: Iterable[Quad] = ()) -> None:
        """See `Store.replace_graph`; what others gain goes first, what they lose last."""
        graph = NamedNode(name) if isinstance(name, str) else name
        given, lost = list(quads), by_graph(gone)
        own = by_graph(given).get(graph, [])
        self.extend(q for q in given if q.graph_name != graph)
        address = self._graph_store()
        if own and address is not None:
            body = n_triples(own).encode()
            self.endpoint.do("PUT", address, parameters={"graph": graph.value}, body=body, type=_N_TRIPLES)
            update = []
        else:
            update = [f"DROP SILENT GRAPH {graph}"]
            if own:
                update.append(f"INSERT DATA {{ {data({graph: own})} }}")
        if lost:
            update.append(f"DELETE DATA {{ {data(lost)} }}")
        if update:
            self._update(";\n".join(update))
        self.version += 1

    def extend(self, quads: Iterable[Quad]) -> None:
        """Add quads in parts of some ten thousand; each part is added whole or not at all.

        Raises
        ------
        StoreError
            If the store is read only or cannot be written.
        """
        self._check_writable()
        pending = iter(quads)
        while part := list(islice(pending, _BATCH)):
            self._update(f"INSERT DATA {{ {data(by_graph(part))} }}")
            self.version += 1

    def load(self, path: str | Path) -> None:
        """See `Store.load`; the file is read into memory first, and what stands in no named graph is refused."""
        engine = Engine()
        files.load(engine, Path(path))
        self.extend(engine.quads_for_pattern(None, None, None, None))

    def remove_graph(self, name: str | NamedNode, gone: Iterable[Quad] = ()) -> bool:
        """See `Store.remove_graph`."""
        graph = NamedNode(name) if isinstance(name, str) else name
        if not self._ask(f"ASK {{ GRAPH {graph} {{ ?s ?p ?o }} }}"):
            return False
        self.replace_graph(graph, (), gone)
        return True

    # Reading

    def graphs(self) -> list[str]:
        """See `Store.graphs`."""
        rows = self._rows("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", {})
        return sorted(g.value for (g,) in rows if isinstance(g, NamedNode))

    def query(self, sparql: str, bindings: Mapping[str, Term] | None = None) -> Result:
        """See `Store.query`; the graph of a CONSTRUCT or DESCRIBE is read whole before it is handed on."""
        names_graphs = check(sparql)
        kind = _kind(sparql)
        sent = _with_bindings(sparql, bindings or {})
        if sent is not sparql:
            _kind(sent)

        def run() -> Answer:
            chosen = {} if names_graphs else self._union_parameters()
            if kind == "graph":
                engine = Engine()
                body = self._post(sent, chosen, _N_TRIPLES)
                try:
                    engine.bulk_load(cast("IO[bytes]", body), format=RdfFormat.N_TRIPLES)
                except (SyntaxError, *ENGINE_ERRORS) as error:
                    raise QueryError(f"{self.location}: the answer cannot be read: {_one_line(error)}") from error
                return engine.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
            return self._parsed(sent, chosen)

        return Result(run)

    def select(self, sparql: str) -> Iterator[QuerySolution]:
        """See `Store.select`."""
        return self._rows(sparql, self._union_parameters())

    def quads(
        self,
        subject: Node | None = None,
        predicate: NamedNode | None = None,
        object: Node | Literal | None = None,
        graph: NamedNode | DefaultGraph | None = None,
    ) -> Iterator[Quad]:
        """See `Store.quads`; a default graph that the store keeps apart is not ours."""
        if isinstance(graph, DefaultGraph):
            return
        given = (subject, predicate, object, graph)
        s, p, o, g = (f"?{name}" if term is None else str(term) for name, term in zip("spog", given, strict=True))
        wanted = " ".join(x for x in (s, p, o, g) if x.startswith("?"))
        if not wanted:
            if self._ask(f"ASK {{ GRAPH {g} {{ {s} {p} {o} }} }}"):
                yield Quad(*cast("tuple[NamedNode, NamedNode, NamedNode, NamedNode]", given))
            return
        for row in self._rows(f"SELECT {wanted} {{ GRAPH {g} {{ {s} {p} {o} }} }}", {}):
            bound = iter(row)
            terms = [next(bound) if term is None else term for term in given]
            yield Quad(*cast("tuple[NamedNode, NamedNode, NamedNode, NamedNode]", tuple(terms)))

    def held_elsewhere(
        self, predicate: NamedNode, values: Iterable[Literal], apart_from: Collection[NamedNode]
    ) -> set[Literal]:
        """See `Store.held_elsewhere`; asks for many at once."""
        given = list(values)
        found: set[Literal] = set()
        others = " && ".join(f"?g != {graph}" for graph in apart_from) or "true"
        for start in range(0, len(given), _SUBJECTS):
            some = " ".join(map(str, given[start : start + _SUBJECTS]))
            pattern = f"VALUES ?v {{ {some} }} GRAPH ?g {{ ?s {predicate} ?v }} FILTER({others})"
            rows = self._rows(f"SELECT DISTINCT ?v {{ {pattern} }}", {})
            found.update(value for (value,) in rows if isinstance(value, Literal))
        return found

    @property
    def has_nameless(self) -> bool:
        """False: see `quads`."""
        return False

    def unknown(self, quads: Iterable[Quad]) -> list[Quad]:
        """See `Store.unknown`; asks for many at once."""
        given = list(quads)
        subjects = list(dict.fromkeys((q.graph_name, q.subject) for q in given))
        known: set[Quad] = set()
        for start in range(0, len(subjects), _SUBJECTS):
            groups: dict[NamedNode | BlankNode | DefaultGraph, list[str]] = {}
            for graph, s in subjects[start : start + _SUBJECTS]:
                groups.setdefault(graph, []).append(str(s))
            for graph, names in groups.items():
                if isinstance(graph, NamedNode):
                    pattern = f"VALUES ?s {{ {' '.join(names)} }} GRAPH {graph} {{ ?s ?p ?o }}"
                    for s, p, o in self._rows(f"SELECT ?s ?p ?o {{ {pattern} }}", {}):
                        known.add(Quad(cast("NamedNode", s), cast("NamedNode", p), cast("NamedNode", o), graph))
        return [q for q in given if q not in known]

    def __len__(self) -> int:
        """See `Store.__len__`; counted by the store."""
        (row,) = self._rows("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", {})
        return int(cast("Literal", row[0]).value)

    @property
    def dataset(self) -> "Dataset":
        """The store as an rdflib Dataset; rdflib asks the store itself, as the same user."""
        if self._dataset is None:
            from rdflib import Dataset
            from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore

            at = self.endpoint
            options: dict[str, Any] = {"params": self._union_parameters(), "headers": dict(at.headers)}
            store: SPARQLStore = (
                SPARQLStore(at.addresses.query, **options)
                if self.read_only
                else SPARQLUpdateStore(at.addresses.query, at.addresses.update, **options)
            )
            self._dataset = Dataset(store=store, default_union=True)
            for prefix, base in QUERY_PREFIXES.items():
                self._dataset.bind(prefix, base)
        return self._dataset

    def save(self) -> None:
        """Do nothing: the store has every change already."""

    def close(self) -> None:
        """See `Store.close`."""
        if self._endpoint is not None:
            self._endpoint.close()
            self._endpoint = self._dataset = None

    # Requests

    def _check_writable(self) -> None:
        if self.read_only:
            raise StoreError(f"{self.location}: opened read only; open it for writing to change it")

    def _update(self, update: str) -> None:
        at = self.endpoint
        at.do("POST", at.addresses.update, body=update.encode(), type="application/sparql-update")

    def _post(self, sparql: str, parameters: Mapping[str, str], accept: str) -> Body:
        at = self.endpoint
        # As a form, which every store understands; Virtuoso 7 hangs on a query that is sent as such.
        body, type = urlencode({"query": _declared(sparql)}).encode(), "application/x-www-form-urlencoded"
        return Body(at.ask("POST", at.addresses.query, parameters=parameters, body=body, type=type, accept=accept))

    def _parsed(self, sparql: str, parameters: Mapping[str, str]) -> QuerySolutions | QueryBoolean:
        body = self._post(sparql, parameters, _JSON)
        try:
            answer = parse_query_results(cast("IO[bytes]", body), QueryResultsFormat.JSON)
            if isinstance(answer, QuerySolutions) and [v.value for v in answer.variables] == [_VIRTUOSO_ASK]:
                yes = any(int(cast("Literal", row[0]).value) for row in answer)
                return cast("QueryBoolean", Engine().query("ASK {}" if yes else "ASK { FILTER(false) }"))
            return answer
        except (SyntaxError, *ENGINE_ERRORS) as error:
            raise StoreError(f"{self.location}: not the address of a store: {_one_line(error)}") from error

    def _rows(self, sparql: str, parameters: Mapping[str, str]) -> Iterator[QuerySolution]:
        answer = self._parsed(sparql, parameters)
        if not isinstance(answer, QuerySolutions):
            raise ValueError("not a SELECT query")
        return answer

    def _ask(self, sparql: str, parameters: Mapping[str, str] | None = None) -> bool:
        return bool(self._parsed(sparql, parameters or {}))

    def _union_parameters(self) -> dict[str, str]:
        """Return what makes the default graph the union of all; found out once there is something to see."""
        if self._union is None:
            quad = next(self.quads(), None)
            if quad is None:
                return {}
            for parameters in _UNIONS:
                try:
                    if self._ask(f"ASK {{ {quad.subject} {quad.predicate} {quad.object} }}", parameters):
                        self._union = parameters
                        return parameters
                except QueryError:  # a store may refuse what it does not know
                    continue
            cure = "set it up so that queries see all graphs"
            raise StoreError(f"{self.location}: its default graph is not the union of its graphs; {cure}")
        return self._union

    def _graph_store(self) -> str | None:
        """Return the address of the Graph Store Protocol; None where the store has none."""
        if not self._graphs_sought:
            for address in self.endpoint.addresses.graphs:
                status = self.endpoint.do(
                    "HEAD", address, parameters={"default": ""}, known=(400, 404, 405, 406, 500, 501)
                )
                if status < 300 or status == 500:  # Virtuoso has no default graph to show, but has others
                    self._graphs_at = address
                    break
            self._graphs_sought = True
        return self._graphs_at

    def __repr__(self) -> str:
        return f"<RemoteStore: {self.location}>"


def _kind(sparql: str) -> str:
    """Return the kind of a query; ours to parse, so that faults read the same on every store."""
    try:
        answer = Engine().query(sparql, prefixes=QUERY_PREFIXES)
    except SyntaxError as error:
        raise syntax_error(error) from error
    except ENGINE_ERRORS as error:
        raise QueryError(f"the query cannot be run: {_one_line(error)}") from error
    return "rows" if isinstance(answer, QuerySolutions | QueryBoolean) else "graph"


def _declared(sparql: str) -> str:
    """Declare the usual prefixes that a query uses, in front, on its first line."""
    return "".join(f"PREFIX {p}: <{base}> " for p, base in QUERY_PREFIXES.items() if f"{p}:" in sparql) + sparql


def _with_bindings(sparql: str, bindings: Mapping[str, Term]) -> str:
    """Give variables their values at the end of a query, which binds them in its outermost group."""
    if not bindings:
        return sparql
    return f"{sparql}\nVALUES ({' '.join(f'?{n}' for n in bindings)}) {{ ({' '.join(map(str, bindings.values()))}) }}"


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())
