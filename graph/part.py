"""The part of a graph around some entities: their relations, what proves them, and what is said of them.

Read where it lies, document by document, and by default no more than fits in a few hundredths of a second, also around
an entity that everything is related to.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Final, TypeAlias

from beleidsgraaf.graph import terms as t
from beleidsgraaf.graph.store import Store
from beleidsgraaf.graph.traverse import neighbours, outgoing, relations
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad

Graph: TypeAlias = NamedNode | DefaultGraph

_SPARE: Final = 4  # documents looked at beyond those that are wanted, to find some that prove more than one statement
_REFERS_TO: Final = t.bg("refersTo")
_DESCRIBING: Final = (t.RDF_TYPE, t.PREF_LABEL, t.ALT_LABEL, t.IDENTIFIER, t.EXACT_MATCH, t.RELATED_MATCH)
_DOCUMENT_RELATIONS: Final = {t.bg(name) for name in ("askedBy", "addressedTo", "answeredBy")}


def part_around(
    store: Store,
    focuses: Collection[NamedNode],
    depth: int = 1,
    predicate: str | Iterable[str] | None = None,
    *,
    mentions: bool = True,
    limit: int | None = None,
    evidence: int | None = None,
    most: int | None = None,
) -> Iterator[Quad]:
    """Yield the quads of the part of a graph around some entities, each in its own graph.

    The relations among all entities within reach, the assertions that prove them, and what the documents of these
    assertions and the registers say about the entities: names, types, identifiers, mentions. An entity in the middle
    that no document relates to anything brings the documents that mention it.

    Parameters
    ----------
    store : Store
    focuses : collection of NamedNode
        The entities in the middle.
    depth : int
        Steps from them.
    predicate : str or iterable of str, optional
        Follow only these relations.
    mentions : bool
        Whether to bring the mentions, about half of all.
    limit : int, optional
        Entities around each focus at most, as in `neighbours`; all by default.
    evidence : int, optional
        Documents at most for each statement, where possible those that prove others as well, and for each entity
        whose names and mentions they bring; all by default.
    most : int, optional
        Relations at most: those of the entities in the middle first, then those of what is nearest to them, of each
        first what most documents state; all by default.
    """
    nodes = dict.fromkeys(focuses)  # nearest first
    for focus in focuses:
        nodes.update(dict.fromkeys(neighbours(store, focus, depth, predicate, limit)))
    statements = _Statements(store, nodes, relations(predicate), None if evidence is None else evidence + _SPARE)
    among = list(islice(_nearest(statements, nodes, focuses), most))
    if most is not None and len(among) == most:
        # What is left without a relation is left out, or there would be nothing to say of it.
        ends = {end for found in among for end in (found[0].subject, found[0].object)}
        nodes = dict.fromkeys([*focuses, *(node for node in nodes if node in ends)])
    documents: set[Graph] = set()
    proves = Counter(q.graph_name for statement in among for q in statement)
    for statement in among:
        said = [q for q in statement if q.graph_name != t.REGISTERS_GRAPH]
        yield from (q for q in statement if q.graph_name == t.REGISTERS_GRAPH)
        if evidence is not None and len(said) > evidence:
            order = {q: (q.graph_name not in documents, -proves[q.graph_name], str(q.graph_name)) for q in said}
            said = sorted(said, key=order.__getitem__)[:evidence]
        yield from said
        documents.update(q.graph_name for q in said if not isinstance(q.graph_name, BlankNode))
    if not documents:
        for focus in focuses:
            found = islice(store.quads(None, _REFERS_TO, focus), evidence)
            documents.update(q.graph_name for q in found if not isinstance(q.graph_name, BlankNode))
    for node in sorted(nodes, key=_value):
        yield from _description(store, node, t.REGISTERS_GRAPH)
    described: Counter[NamedNode] = Counter()
    for document in sorted(documents, key=str):
        if evidence is None:
            yield from _about(store, document, nodes, mentions)
        else:
            yield from _proof(store, document, nodes, mentions, described, evidence, focuses)


class _Statements:
    """The statements among some entities, looked up as they are asked for.

    Where an entity is related to little, all of that is read at once; where it is related to much, it is looked up
    what links it to each of the others.

    Parameters
    ----------
    store : Store
    nodes : collection of NamedNode
    follow : collection of NamedNode
        The properties that count.
    most : int or None
        Graphs of a statement at most.
    """

    def __init__(
        self, store: Store, nodes: Collection[NamedNode], follow: Collection[NamedNode], most: int | None
    ) -> None:
        self._store, self._nodes, self._follow, self._most = store, nodes, follow, most
        self._read: dict[NamedNode, dict[NamedNode, list[Quad]] | None] = {}

    def of(self, s: NamedNode) -> list[list[Quad]]:
        """Return the statements that an entity is the subject of, each as the quads of the graphs that make it."""
        known = self._own(s)
        ends = self._nodes if known is None else sorted(known, key=_value)
        return [statement for o in ends for statement in self.between(s, o)]

    def between(self, s: NamedNode, o: NamedNode) -> list[list[Quad]]:
        """Return the statements from one entity to another."""
        known = self._own(s)
        found = self._looked_up(s, o) if known is None else known.get(o, [])
        groups: dict[NamedNode, list[Quad]] = {}
        for quad in found:
            if quad.predicate in self._follow:
                groups.setdefault(quad.predicate, []).append(quad)
        return [groups[p] for p in self._follow if p in groups]

    def _own(self, s: NamedNode) -> dict[NamedNode, list[Quad]] | None:
        """Return what an entity is related to, by object; None where that is much."""
        if s not in self._read:
            enough = max(16, len(self._nodes))
            found = outgoing(self._store, s, self._follow, enough + 1)
            by_object: dict[NamedNode, list[Quad]] = {}
            for quad in found:
                if isinstance(quad.object, NamedNode) and quad.object in self._nodes:
                    by_object.setdefault(quad.object, []).append(quad)
            self._read[s] = by_object if len(found) <= enough else None
        return self._read[s]

    def _looked_up(self, s: NamedNode, o: NamedNode) -> Iterable[Quad]:
        if self._most is None:
            return self._store.quads(s, None, o)
        found = list(islice(self._store.quads(s, None, o), self._most + 1))
        if len(found) <= self._most:
            return found
        # Which properties there are is found quickly; how many documents use them may take long.
        kinds = {row[0] for row in self._store.select(f"SELECT DISTINCT ?p {{ {s} ?p {o} }}")}
        if len(kinds) == 1:
            return found[: self._most]
        return [q for p in self._follow if p in kinds for q in islice(self._store.quads(s, p, o), self._most)]


def _nearest(
    statements: _Statements, nodes: Collection[NamedNode], focuses: Collection[NamedNode]
) -> Iterator[list[Quad]]:
    """Yield the statements among some entities: those of the ones in the middle, then of what is nearest to them."""
    for focus in focuses:
        yield from sorted(statements.of(focus), key=_weight)
    for node in nodes:
        if node not in focuses:
            yield from sorted((x for focus in focuses for x in statements.between(node, focus)), key=_weight)
    for node in nodes:
        if node not in focuses:
            yield from sorted((x for x in statements.of(node) if x[0].object not in focuses), key=_weight)


def _weight(statement: list[Quad]) -> tuple[int, str]:
    """Return what puts the statement first that most graphs make."""
    return -len(statement), str(statement[0].triple)


def _about(store: Store, document: Graph, nodes: Collection[NamedNode], mentions: bool) -> Iterator[Quad]:
    """Yield what a document says of itself and of some entities."""
    yield from _form(store, document, nodes)
    named: dict[NamedNode, None] = {}
    for quad in store.quads(None, _REFERS_TO, None, document):
        if isinstance(quad.object, NamedNode) and quad.object in nodes:
            named[quad.object] = None
            if mentions:
                yield from store.quads(quad.subject, None, None, document)
    for assertion in _assertions(store, document, nodes):
        yield from assertion
    for node in named:
        yield from _description(store, node, document)


def _proof(
    store: Store,
    document: Graph,
    nodes: Collection[NamedNode],
    mentions: bool,
    described: Counter[NamedNode],
    enough: int,
    focuses: Collection[NamedNode],
) -> Iterator[Quad]:
    """Yield what a document says between some entities; of those not described often enough also their mentions."""
    yield from _form(store, document, nodes)
    ends: dict[NamedNode, None] = {}
    for assertion in _assertions(store, document, nodes):
        yield from assertion
        for quad in assertion:
            if quad.predicate in (t.RDF_SUBJECT, t.RDF_OBJECT) and isinstance(quad.object, NamedNode):
                ends[quad.object] = None
    for node in ends or focuses:
        if described[node] < enough:
            described[node] += 1
            yield from _description(store, node, document)
            for quad in store.quads(None, _REFERS_TO, node, document) if mentions else ():
                yield from store.quads(quad.subject, None, None, document)


def _form(store: Store, document: Graph, nodes: Collection[NamedNode]) -> Iterator[Quad]:
    if isinstance(document, DefaultGraph):  # a graph without a name has no form
        return
    for quad in store.quads(document, None, None, document):
        if quad.predicate not in _DOCUMENT_RELATIONS or quad.object in nodes:
            yield quad


def _assertions(store: Store, document: Graph, nodes: Collection[NamedNode]) -> Iterator[list[Quad]]:
    """Yield the assertions of a document between some entities, each as its quads."""
    few = 2 * len(nodes)
    found = list(islice(store.quads(None, t.RDF_SUBJECT, None, document), few + 1))
    if len(found) > few:  # a long document; looking up each of the entities takes less
        found = [q for node in sorted(nodes, key=_value) for q in store.quads(None, t.RDF_SUBJECT, node, document)]
    for quad in found:
        if quad.object in nodes:
            end = next(store.quads(quad.subject, t.RDF_OBJECT, None, document), None)
            if end is not None and end.object in nodes:
                yield list(store.quads(quad.subject, None, None, document))


def _description(store: Store, node: NamedNode, graph: Graph) -> Iterator[Quad]:
    return (q for q in store.quads(node, None, None, graph) if q.predicate in _DESCRIBING)


def _value(node: NamedNode) -> str:
    return node.value
